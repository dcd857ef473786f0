from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.digest import split
from searchapp.ingest.texts.lines import is_separator
from tests.ingest.reading import BAKER, MET, text_articles

FIRST = f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}"
SECOND = f"Mill reopens\nSouth Herald – 4 May 2020\n{BAKER}\n{MET}"


def titles(text: str) -> list[str | None]:
    return [None if part.title is None else part.marks[part.title].text for part in split(text)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n---\n\n", "\n=====\n", "\n\n* * *\n\n\n"])
def test_articles_follow_each_other_with_anything_between(between: str) -> None:
    text = FIRST + between + SECOND
    parts = split(text)
    assert [text[part.start : part.end] for part in parts] == [FIRST, SECOND]
    assert titles(text) == ["Bridge closed", "Mill reopens"]


@pytest.mark.parametrize(
    "head",
    [
        "Mill reopens\nSouth Herald | May 4, 2020",
        "Mill reopens\n\nSouth Herald | May 4, 2020",
        "Mill reopens\nThe council had nothing to say against it\n\nSouth Herald | May 4, 2020",
        "Mill reopens\nThe council had nothing to say against it.\nSouth Herald | May 4, 2020",
        "Mill reopens\n\nThe mill in spring (file photo)\nSouth Herald | May 4, 2020",
        "Mill reopens\n\nPICTURED: the mill, seen from the bridge.\nSouth Herald | May 4, 2020",
        "Mill reopens\n\nBy Ana Poe\n\nSouth Herald | May 4, 2020",
        "Mill reopens\nSouth Herald | 4 May 2020\nBy Ana Poe",
        "Mill reopens\nBy Ana Poe | South Herald | May 4, 2020",
        "Mill reopens\nSource: South Herald, 4 May 2020",
        "Who reopens the mill?\nSouth Herald, May 4, 2020",
        "The mill is back.\nSouth Herald | May 4, 2020",
        "“It is only a mill”\nSouth Herald | May 4, 2020",
        "# Mill reopens\n\nSouth Herald | May 4, 2020",
        "Mill reopens\n============\n\nSouth Herald | May 4, 2020",
        "Title: Mill reopens\nDate: May 4, 2020\nSource: South Herald",
    ],
)
def test_a_heading_with_an_outlet_line_is_a_border(head: str) -> None:
    second = f"{head}\n{BAKER}\n{MET}"
    text = f"{FIRST}\n{second}"
    parts = split(text)
    assert len(parts) == 2
    assert text[parts[1].start :] == second
    assert parts[1].title == 0


@pytest.mark.parametrize(
    "inner",
    [
        "What happened next",
        "What happened next\nA closer look",
        "***\nAna Poe is a writer who lives in the hills and keeps bees with her large family.",
        "---\nAnother chapter",
        "Traffic over the bridge\nSource: Ministry of Roads",
        "The later days\nMay 2, 2020",
        "The bridge seen from the mill, May 2, 2020",
        "We will close it soon\n— Mayor Ana Poe (@mayor) May 3, 2020",
        "“We never wanted that bridge”",
        "By the numbers",
        "Also on northpost.example:\nMill reopens after the long winter",
        "Also on northpost.example:\n‘This is your day’: mill reopens",
    ],
)
def test_what_stands_inside_an_article_is_no_border(inner: str) -> None:
    assert titles(f"{FIRST}\n{inner}\n{BAKER}\n{MET}") == ["Bridge closed"]


def test_the_teaser_before_a_border_is_not_the_next_title() -> None:
    text = f"{FIRST}\nAlso on northpost.example:\n‘This is your day’: the dam sings\n{SECOND}"
    assert titles(text) == ["Bridge closed", "Mill reopens"]


@pytest.mark.parametrize(
    "tail", ["Read more about it here", "(Translated by Lu Roe)", "See: roads.example.org/bridge"]
)
def test_a_tail_without_a_full_stop_is_not_the_next_title(tail: str) -> None:
    assert titles(f"{FIRST}\n{tail}\n{SECOND}") == ["Bridge closed", "Mill reopens"]


def test_a_list_of_other_articles_is_no_row_of_articles() -> None:
    listed = "More to read\nDam leaks\nEast Echo | May 1, 2020\nRoad falls\nWest Sun | May 1, 2020"
    assert titles(f"{FIRST}\n{listed}") == ["Bridge closed"]


def test_a_report_that_the_text_quotes_is_a_part_of_it() -> None:
    quoted = "“Eighty bridges closed”\nSouth Herald | May 2, 2020\n“All bridges of the town.”"
    text = f"{FIRST}\n\nBy noon the word had gone from the headline:\n\n{quoted}\n\n{MET}"
    assert titles(text) == ["Bridge closed"]


def test_the_last_of_a_list_of_headlines_is_one_of_them() -> None:
    listed = (
        "Dam leaks again\nMay 1, 2020\n\nRoad falls\nBy Ana Poe\nMay 2, 2020\n\n"
        "Opinion: let it fall\nLu Roe | May 2, 2020"
    )
    text = f"{FIRST}\n\n{listed}\n\nThe Post tells you all about the bridges of the town."
    assert titles(text) == ["Bridge closed"]


def test_sayings_with_their_sources_are_no_titles() -> None:
    said = "\n\n".join(
        f"CLAIM {number}\n“The {thing} was stolen.” (North Post, May {number}, 2020)\n\nNo. {MET}"
        for number, thing in ((1, "bridge"), (2, "mill"))
    )
    assert titles(f"{FIRST}\n\n{said}") == ["Bridge closed"]


def test_the_outlet_line_may_stand_first_in_every_article() -> None:
    text = (
        f"North Post | May 3, 2020\nBridge closed\n{MET}\n{BAKER}\n"
        f"South Herald | May 4, 2020\nMill reopens\n{BAKER}\n{MET}"
    )
    assert titles(text) == ["Bridge closed", "Mill reopens"]


def test_every_article_may_end_with_its_source() -> None:
    text = (
        f"Bridge closed\n\n{MET}\n{BAKER}\n\nSource: North Post, May 3, 2020\n\n"
        f"Mill reopens\n\n{BAKER}\n{MET}\n\nSource: South Herald, May 4, 2020\n"
    )
    assert titles(text) == ["Bridge closed", "Mill reopens"]


def test_a_first_article_without_an_outlet_line_is_not_lost() -> None:
    assert titles(f"Dam leaks\n\n{MET}\n{BAKER}\n{SECOND}") == ["Dam leaks", "Mill reopens"]


def test_a_preamble_without_a_body_belongs_to_no_article() -> None:
    assert titles(f"Spring digest\nMay 5, 2020\n\n{FIRST}\n{SECOND}") == [
        "Bridge closed",
        "Mill reopens",
    ]


def test_articles_without_a_name_stand_apart_by_long_rules_and_headlines() -> None:
    text = "\n=====\n".join(
        f"{title}\n{MET}\n{BAKER}"
        for title in (
            "The bridge is closed again",
            "The mill is open again",
            "A dam sings at night",
        )
    )
    assert len(split(text)) == 3


def test_chapters_between_long_rules_stay_one_article() -> None:
    chapters = [f"{title}\n{MET}\n{BAKER}" for title in ("The bridge is closed", "Spring", "Dam")]
    assert len(split("\n=====\n".join(chapters))) == 1


def test_the_pictures_of_a_gallery_are_not_counted_as_articles() -> None:
    pictures = "1 of 3\nThe bridge in spring\n2 of 3\nThe mill\n3 of 3\nThe baker"
    assert len(split(f"{FIRST}\n{pictures}\n{BAKER}")) == 1


@pytest.mark.parametrize("shape", ["Document {} of 2", "{} of 2 DOCUMENTS", "[{}/2]", "{} of 2"])
def test_what_counts_itself_is_cut_where_it_counts(shape: str) -> None:
    text = f"{shape.format(1)}\n{FIRST}\n{shape.format(2)}\n{SECOND}"
    assert titles(text) == ["Bridge closed", "Mill reopens"]


def test_a_blank_text_has_no_articles() -> None:
    assert split(" \n\t\n") == []


PIECES = st.sampled_from(
    [MET, BAKER, "Bridge closed", "Mill reopens", "North Post | May 3, 2020", "May 4, 2020",
     "Source: South Herald", "By Ana Poe", "---", "***", "", "Also on northpost.example:", "0 0"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_parts_tile_the_file(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = split(text)
    at = 0
    for part in parts:
        assert at <= part.start < part.end <= len(text)
        between = text[at : part.start]
        # What has no part is blank, a separator, or heading lines without a body.
        assert MET not in between
        assert BAKER not in between
        at = part.end
    # What stands three times or more is the furniture of a page.
    assert not parts or all(
        not line or is_separator(line) or lines.count(line) >= 3 for line in text[at:].split("\n")
    )


@pytest.mark.parametrize(
    "title",
    [
        "The Water Was Always Here",
        "Support Our Crews, Say Mothers",
        "[Updated] Ferry Sinks at Dawn",
        "Note: The Ferry Is Late",
        "Translation in a Time of Drought",
    ],
)
def test_a_title_may_begin_or_end_like_a_note(title: str) -> None:
    body = "The harbour office said on Monday that nobody knew why the ferry had been late again."
    text = f"Crane moved\nHarbor Ledger | May 3, 2019\n\n{body}\n\n"
    text += f"{title}\nHarbor Ledger | May 4, 2019\n\n{body}\n"
    titles = [None if part.title is None else part.marks[part.title].text for part in split(text)]
    assert titles == ["Crane moved", title]


def test_a_short_signed_article_is_no_preamble() -> None:
    text = (
        "Quake jolts town\n\nBy Mira Tal | Harbor Ledger | May 3, 2019\n\n"
        "A quake jolted the town on Friday.\n\nNo one was hurt.\n\nSchools are shut.\n"
    )
    assert len(split(text)) == 1


@pytest.mark.parametrize(
    "head",
    [
        "{n}. {title} (Reuters, {n} May 2019)\n",
        "{n} May 2019\nHarbor Ledger\n{title}\n",
        "{title} | Reuters | {n} May 2019\n",
    ],
)
def test_titles_in_capitals_begin_articles(head: str) -> None:
    named = ("Council Votes to Repair Bridge", "Storm Closes Northern Ferry Route")
    heads = [head.format(n=number, title=title) for number, title in enumerate(named, 1)]
    parts = split("\n".join(f"{each}\n{MET}\n\n{BAKER}\n" for each in heads))
    assert [part.marks[0].text + "\n" for part in parts] == [
        each[: each.index("\n") + 1] for each in heads
    ]
    for part, title in zip(parts, named, strict=True):
        assert part.title is not None
        assert title in part.marks[part.title].text


@pytest.mark.parametrize(
    "article",
    [
        '"{title}"\n— Ana Poe, North Post, {n} May 2019\n\n{text}\n\n* * *\n\n',
        "{title}\nBy Ana Poe\n\n{text}\n\n",
        "North Post\n{title}\n{text}\n{n} May 2019\n\n",
    ],
)
def test_the_same_head_or_foot_again_makes_a_digest(article: str) -> None:
    named = ("Bridge closed for good", "Mill reopens after all", "Dam leaks once again")
    text = "".join(
        article.format(title=title, n=number, text=f"{MET}\n\n{BAKER}")
        for number, title in enumerate(named, 1)
    )
    found = [title.strip('"') for title in titles(text) if title is not None]
    assert found == list(named)


def test_what_a_page_s_readers_write_is_no_article() -> None:
    text = f"{FIRST}\n\nComments\n\nJon Ro\nMay 4, 2020\nA good thing for us all.\n"
    assert titles(text) == ["Bridge closed"]
    assert titles(f"{text}\n{SECOND}") == ["Bridge closed", "Mill reopens"]


def test_the_signature_of_a_quotation_begins_no_article() -> None:
    quoted = "“No bridge is older than the river”\n— Ana Poe, North Post"
    assert titles(f"{FIRST}\n\n{quoted}\n\n{MET}") == ["Bridge closed"]


def test_the_parts_of_a_signed_article_may_have_authors() -> None:
    parts = "\n\n".join(f"{name}\nBy Ana Poe\n\n{MET}" for name in ("The pier", "The mill"))
    assert titles(f"{FIRST}\n\n{parts}") == ["Bridge closed"]


SIGNED = "{}\nNorth Post\n{} January 2020\n\n"


def test_titles_of_related_articles_begin_none(tmp_path: Path) -> None:
    first, second = SIGNED.format("Bridge stays closed", 3), SIGNED.format("Ferry runs again", 4)
    related = "Related articles\nWhy the bridge was closed\nWho paid for the bridge"
    found = text_articles(tmp_path, f"{first}{MET}\n\n{related}\n\n{second}{BAKER}\n")
    assert [each.title for each in found] == ["Bridge stays closed", "Ferry runs again"]


def test_signed_comments_stay_with_their_article(tmp_path: Path) -> None:
    first, second = SIGNED.format("Bridge stays closed", 3), SIGNED.format("Ferry runs again", 4)
    comments = f"2 Comments\n\nAna Poe\nJanuary 4, 2020 at 9:12 am\n{BAKER}\n\n" + (
        f"Bob Roe says:\nJanuary 5, 2020 at 10:15 pm\n{BAKER}"
    )
    found = text_articles(tmp_path, f"{first}{MET}\n\n{comments}\n\n{second}{BAKER}\n")
    assert [each.title for each in found] == ["Bridge stays closed", "Ferry runs again"]


def test_the_day_in_an_address_dates_what_says_no_other(tmp_path: Path) -> None:
    address = "https://post.example/2020/01/03/{}\n"
    text = f"{address.format('bridge')}Bridge stays closed\n\n{MET}\n\n" + (
        f"{address.format('ferry')}Ferry runs again\n4 January 2020\n\n{BAKER}\n"
    )
    found = text_articles(tmp_path, text)
    assert [str(each.date) for each in found] == ["2020-01-03", "2020-01-04"]


def test_what_an_archive_of_the_web_writes_is_no_title(tmp_path: Path) -> None:
    text = (
        "8 captures\n16 Feb 2017 - 20 Nov 2018\n"
        "The Wayback Machine - https://web.archive.org/web/2017/http://post.example/1\n\n"
        f"Bridge stays closed\nAna Poe\nThe North Post\n\n{MET}\n\n{BAKER}\n"
    )
    (found,) = text_articles(tmp_path, text)
    assert (found.title, found.outlet, found.date) == (
        "Bridge stays closed",
        "The North Post",
        None,
    )
    assert found.body == f"{MET}\n\n{BAKER}"


def test_the_way_to_a_page_names_its_site(tmp_path: Path) -> None:
    text = (
        f"North-Lantern > Politics > Media\n\nBridge stays closed\n\nAna Poe, 2 July 2021\n\n{MET}"
    )
    (found,) = text_articles(tmp_path, text)
    assert (found.title, found.outlet, found.author) == (
        "Bridge stays closed",
        "North-Lantern",
        "Ana Poe",
    )


def test_an_unknown_name_stands_where_others_do(tmp_path: Path) -> None:
    named = (
        ("North Post", "Council Votes to Repair Bridge"),
        ("Harbor Ledger", "Mill reopens after all"),
        ("Al-Sahil", "Dam leaks once again"),
    )
    text = "".join(
        f"{day} May 2019\n{outlet}\n{title}\n\n{MET}\n\n{BAKER}\n\n"
        for day, (outlet, title) in enumerate(named, 1)
    )
    found = text_articles(tmp_path, text)
    assert [(each.outlet, each.title) for each in found] == list(named)
    assert [str(each.date) for each in found] == ["2019-05-01", "2019-05-02", "2019-05-03"]
