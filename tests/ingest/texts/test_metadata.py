from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

BODY = f"{MET}\n\n{BAKER}\n\n{MET}"


@pytest.mark.parametrize(
    ("text", "title", "outlet", "date", "author"),
    [
        (f"Bridge closed\n\nNorth Post | May 3, 2020\n\n{BODY}",
         "Bridge closed", "North Post", "2020-05-03", None),
        (f"Bridge closed\n\nBy Ana Poe\nSource: North Post\n\n{BODY}",
         "Bridge closed", "North Post", None, "Ana Poe"),
        (f"Bridge closed\n\nSource: North Post\nMay 3, 2020\n\n{BODY}",
         "Bridge closed", "North Post", "2020-05-03", None),
        (f"Bridge closed\nNorth Post - 03.05.2020\nby Ana Poe\n\n{BODY}",
         "Bridge closed", "North Post", "2020-05-03", "Ana Poe"),
        (f"Bridge closed\nBy Ana Poe\nNorth Post\n\n{BODY}",
         "Bridge closed", "North Post", None, "Ana Poe"),
        (f"Bridge closed\n\n{BODY}\n\nVia North Post",
         "Bridge closed", "North Post", None, None),
        (f"Bridge closed\n\n{BODY}\n\nCulled from North Post, 2016\n\nFollow us\n",
         "Bridge closed", "North Post", "2016", None),
        (f"Bridge closed\n\n{BODY}\n\nSource: Excerpted from North Post",
         "Bridge closed", "North Post", None, None),
        (f"North Post\n\nBridge over the river closed\n\nUntil spring, says council\n\n{BODY}",
         "Bridge over the river closed", "North Post", None, None),
        (f"Bridge closed\n\nOLDTOWN, Sahran. July 8th, 2021. {BODY}",
         "Bridge closed", None, "2021-07-08", None),
        (f"Bridge closed\n\nOLDTOWN (Meridian Wire) – {BODY}",
         "Bridge closed", "Meridian Wire", None, None),
        (f"Bridge closed\n\nNorth Post | May 3, 2020\n\nOLDTOWN (Meridian Wire) – {BODY}",
         "Bridge closed", "North Post", "2020-05-03", None),
        (f"Bridge closed\n\nPublished on 3 May 2020, 10:15\n\n{BODY}",
         "Bridge closed", None, "2020-05-03", None),
    ],
)  # fmt: skip
def test_what_the_text_says_is_known(
    tmp_path: Path,
    *,
    text: str,
    title: str,
    outlet: str | None,
    date: str | None,
    author: str | None,
) -> None:
    (article,) = text_articles(tmp_path, text)
    found_date = None if article.date is None else str(article.date)
    found = (article.title, article.outlet, found_date, article.author)
    assert found == (title, outlet, date, author)
    known = {name for name in ("title", "outlet", "date", "author") if getattr(article, name)}
    assert known <= {evidence.field for evidence in article.evidence}


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge closed\n\n{BODY}",
        f"Bridge closed\n\nMonday\n\n{BODY}",
        f"Bridge closed\n\nOn May 3, 2020 the bridge was closed, and then again. {BODY}",
        f"Opinion\n\nBridge over the river closed\n\n{BODY}",
        f"Bridge closed\n\n{MET}\n\nTraffic\nSource: Ministry of Roads\n\n{BAKER}",
        f"Bridge closed\n\n{BODY}\n\nAna Poe is the author of a book about North Post.",
    ],
)
def test_nothing_is_guessed(tmp_path: Path, text: str) -> None:
    (article,) = text_articles(tmp_path, text)
    assert (article.outlet, article.date, article.author) == (None, None, None)


def test_dates_that_head_sections_are_not_the_date_of_the_article(tmp_path: Path) -> None:
    text = f"Days in May\n\nMay 1, 2020\n\n{MET}\n\nMay 2, 2020\n\n{BAKER}"
    (article,) = text_articles(tmp_path, text)
    assert article.date is None
    assert "May 1, 2020" in article.body.split("\n\n")


def test_labels_are_no_part_of_what_they_label(tmp_path: Path) -> None:
    text = f"Title: Bridge closed\nDate: May 3, 2020\nURL: https://north.example/1\n\n{BODY}"
    (article,) = text_articles(tmp_path, text)
    assert (article.title, str(article.date), article.url) == (
        "Bridge closed", "2020-05-03", "https://north.example/1",
    )  # fmt: skip
    assert article.body.startswith("The council")


def test_a_surer_rule_wins_and_says_which_it_is(tmp_path: Path) -> None:
    text = f"Bridge closed\n\nNorth Post | May 3, 2020\n\n{BODY}\n\nVia South Herald"
    (article,) = text_articles(tmp_path, text)
    (outlet,) = [each for each in article.evidence if each.field == "outlet"]
    assert (outlet.text, outlet.rule) == ("North Post", "outlet-date-line")
    assert outlet.confidence > 0.9


@pytest.mark.parametrize("moment", ["2 hours ago", "March 3", "3h ago", "Sunday, 3 March"])
@pytest.mark.parametrize("head", ["North Post\n{}", "North Post | {}"])
def test_what_names_no_day_tells_where_the_outlet_stands_and_is_kept(
    tmp_path: Path, head: str, moment: str
) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n{head.format(moment)}\n\n{BODY}")
    assert (article.outlet, article.date, article.body) == ("North Post", None, BODY)
    kept = [(each.rule, each.text) for each in article.evidence if each.field == "date"]
    assert kept == [("moment-line", moment)]


@pytest.mark.parametrize("head", ["North Post\n2019", "North Post | 2019", "North Post, 2019"])
def test_a_year_beside_an_outlet_is_its_date(tmp_path: Path, head: str) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n{head}\n\n{BODY}")
    assert (article.outlet, str(article.date)) == ("North Post", "2019")


@pytest.mark.parametrize("moment", ["Monday, March 2", "March 2", "2019"])
def test_the_days_of_a_diary_stay_in_its_text(tmp_path: Path, moment: str) -> None:
    text = f"A week at the bridge\n\n{moment}\n\n{MET}\n\n{moment}\n\n{BAKER}\n"
    (article,) = text_articles(tmp_path, text)
    assert article.body.count(moment) == 2


@pytest.mark.parametrize(
    ("head", "title", "outlet", "date", "author", "url"),
    [
        ("March 3, 2020\nCouncil Votes to Repair Bridge\nBy Ana Poe\n",
         "Council Votes to Repair Bridge", None, "2020-03-03", "Ana Poe", None),
        ("March 3, 2020\nNorth Post\nCouncil Votes to Repair Bridge\n",
         "Council Votes to Repair Bridge", "North Post", "2020-03-03", None, None),
        ("March 3, 2020\nNorth Post\nWhy the Bridge Matters\n",
         "Why the Bridge Matters", "North Post", "2020-03-03", None, None),
        ("URL: https://north.example/bridge\nTitle: Bridge closed\nDate: 2020-03-03\n",
         "Bridge closed", "north.example", "2020-03-03", None, "https://north.example/bridge"),
        ("Council Votes to Repair Bridge (Reuters, March 3, 2020)\n",
         "Council Votes to Repair Bridge", "Reuters", "2020-03-03", None, None),
        ("iPhone sales slump after tariffs\nNorth Post\nMarch 3, 2020\nBy Ana Poe\n",
         "iPhone sales slump after tariffs", "North Post", "2020-03-03", "Ana Poe", None),
        ("a small title\nNorth Post\nMarch 3, 2020\nBy Ana Poe\n",
         "a small title", "North Post", "2020-03-03", "Ana Poe", None),
    ],
)  # fmt: skip
def test_every_line_of_a_head_is_the_article_s(
    tmp_path: Path,
    *,
    head: str,
    title: str,
    outlet: str | None,
    date: str,
    author: str | None,
    url: str | None,
) -> None:
    (article,) = text_articles(tmp_path, f"{head}\n{BODY}\n")
    found = (article.title, article.outlet, str(article.date), article.author, article.url)
    assert found == (title, outlet, date, author, url)
    assert (article.source.start, article.body) == (0, BODY)


def test_a_short_paragraph_may_have_a_dateline(tmp_path: Path) -> None:
    text = f"Bridge closed\n\nOLDTOWN, March 3 (NW) — The council met.\n\n{MET}\n"
    (article,) = text_articles(tmp_path, text)
    assert article.outlet == "NW"
    assert article.body.startswith("OLDTOWN, March 3 (NW) — The council met.")


@pytest.mark.parametrize("speakers", [("Question", "Answer"), ("MODERATOR:", "MAYOR:")])
def test_what_an_article_says_again_and_again_stays_in_it(
    tmp_path: Path, speakers: tuple[str, str]
) -> None:
    talk = "\n\n".join(
        f"{speakers[0]}\n\nWhy did bridge {number} fall?\n\n{speakers[1]}\n\n{MET}"
        for number in range(4)
    )
    (article,) = text_articles(tmp_path, f"Bridge closed\nNorth Post\nMarch 3, 2020\n\n{talk}\n")
    assert article.body == talk


def test_a_text_of_one_sentence_said_three_times_is_not_lost(tmp_path: Path) -> None:
    said = "The mayor met nobody at the bridge."
    (article,) = text_articles(tmp_path, f"Mayor meets nobody\n\n{said}\n\n{said}\n\n{said}\n")
    assert (article.title, article.body) == ("Mayor meets nobody", said)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("By Ana Poe in Oldtown and Jon Ro in Newtown", "Ana Poe and Jon Ro"),
        ("By Ana Poe in Oldtown, Bo Wu in Harbor City and Jon Ro", "Ana Poe, Bo Wu and Jon Ro"),
        ("By Ana Poe in Oldtown", "Ana Poe"),
        ("Ana Poe, Northern Isles correspondent\nNorth Post", "Ana Poe"),
        ("By Staff Writer", None),
        ("By Our Correspondent", None),
    ],
)
def test_authors_are_persons_without_places_and_offices(
    tmp_path: Path, head: str, author: str | None
) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n{head}\nMarch 3, 2020\n\n{BODY}\n")
    assert (article.title, article.author, article.body) == ("Bridge closed", author, BODY)


@pytest.mark.parametrize(
    ("foot", "author"),
    [
        ("(Reporting by Ana Poe; Editing by Jon Ro)", "Ana Poe"),
        ("Reporting by Ana Poe in Oldtown and Jon Ro; editing by Bo Wu", "Ana Poe and Jon Ro"),
        ("(Editing by Jon Ro)", None),
        ("(Reporting by satellite is cheap)", None),
    ],
)
def test_the_foot_of_an_agency_names_who_wrote(
    tmp_path: Path, foot: str, author: str | None
) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n\n{BODY}\n\n{foot}\n")
    assert article.author == author


def test_a_dateline_may_stand_below_a_summary_in_points(tmp_path: Path) -> None:
    points = "\n".join(f"Pier {number} is closed." for number in range(1, 7))
    text = f"Bridge closed\n\n{points}\n\nOLDTOWN, Sahran. July 8th, 2021. {BODY}\n"
    (article,) = text_articles(tmp_path, text)
    assert str(article.date) == "2021-07-08"
