from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.frontmatter import find_front_matter
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article, Rejected
from tests.ingest.reading import BAKER, MET, text_articles

BODY = f"{MET}\n\n{BAKER}\n"


def fields(article: Article) -> tuple[str, str | None, str, str | None, str | None]:
    return article.title, article.outlet, str(article.date), article.author, article.url


WANTED = (
    "Bridge closed: council", "North Post", "2020-05-03", "Ana Poe, Jon Ro",
    "https://north.example/bridge",
)  # fmt: skip


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: \"Bridge closed: council\"\nauthor: [Ana Poe, 'Jon Ro']\ndate: 2020-05-03\n"
        "source: North Post\nurl: https://north.example/bridge\n---\n",
        "---\ntitle: Bridge closed: council\nauthors:\n- Ana Poe\n- Jon Ro\n"
        "published: 2020-05-03T10:00:00+02:00\ncreated: 2021-01-01\nsite: North Post\n"
        'source: "https://north.example/bridge"\n---\n',
        "---\ntitle: >-\n  Bridge closed:\n  council\nauthor:\n  - name: Ana Poe\n"
        "  - name: Jon Ro\ndate: May 3, 2020\npublication: North Post\n"
        "link: https://north.example/bridge\n...\n",
        '+++\ntitle = "Bridge closed: council"\ndate = 2020-05-03\nauthors = [\n"Ana Poe",\n'
        '  "Jon Ro",\n]\n[params]\noutlet = "North Post"\nlink = "https://north.example/bridge"\n+++\n',
        '---\ntitle: "Bridge closed: council"\nauthor:\n  - "[[Ana Poe]]"\n  - "[[Jon Ro]]"\n'
        "date: 2020-05-03\npublisher: North Post\nurl: https://north.example/bridge\n---\n",
    ],
    ids=["yaml", "clipper", "folded", "toml", "links"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_says_what_the_article_is(tmp_path: Path, front: str, end: str) -> None:
    text = f"{front}\n{BODY}".replace("\n", end)
    article = next(each for each in read_text(text, "x.md") if isinstance(each, Article))
    assert fields(article) == WANTED
    assert article.body == f"{MET}\n\n{BAKER}"
    assert (article.source.start, article.source.part, article.source.parts) == (0, 1, 1)
    for each in article.evidence:
        assert each.start is not None
        assert text[each.start : each.end] == each.text


def test_what_is_no_field_is_told_and_not_in_the_text(tmp_path: Path) -> None:
    front = "---\ntitle: Bridge closed\ntags: [bridge, town]\ncreated: 2021-01-01\n---\n"
    (article,) = text_articles(tmp_path, front + BODY)
    rest = [each.text for each in article.evidence if each.rule == "front-matter-rest"]
    assert rest == ["tags: [bridge, town]", "created: 2021-01-01"]
    assert article.body == f"{MET}\n\n{BAKER}"
    assert article.date is None


def test_the_title_is_not_told_twice_and_no_other_line_is_lost(tmp_path: Path) -> None:
    front = "---\ntitle: Bridge closed\nauthor: Ana Poe\n---\n"
    (repeated,) = text_articles(tmp_path, f"{front}# Bridge Closed\n\n{BODY}")
    assert repeated.body == f"{MET}\n\n{BAKER}"
    (other,) = text_articles(tmp_path, f"{front}What the council said\n\n{BODY}")
    assert (other.title, other.body) == (
        "Bridge closed", f"What the council said\n\n{MET}\n\n{BAKER}",
    )  # fmt: skip


def test_the_text_tells_what_the_front_matter_does_not(tmp_path: Path) -> None:
    (article,) = text_articles(
        tmp_path, f"---\ndate: 2020-05-03\n---\nBridge closed\n\nBy Ana Poe, North Post\n\n{BODY}"
    )
    assert (article.title, article.author, str(article.date)) == (
        "Bridge closed", "Ana Poe", "2020-05-03",
    )  # fmt: skip


def test_each_of_several_blocks_heads_an_article(tmp_path: Path) -> None:
    first = f"---\ntitle: Bridge closed\ndate: 2020-05-03\n---\n{BODY}"
    second = f"---\ntitle: Harbor open\ndate: 2020-05-04\n---\n{MET}\n\n---\n\n{BAKER}\n"
    found = text_articles(tmp_path, f"{first}\n{second}")
    assert [(each.title, str(each.date)) for each in found] == [
        ("Bridge closed", "2020-05-03"), ("Harbor open", "2020-05-04"),
    ]  # fmt: skip
    assert found[1].body == f"{MET}\n\n---\n\n{BAKER}"


def test_front_matter_alone_is_no_article() -> None:
    (found,) = read_text("---\ntitle: Bridge closed\n---\n", "x.md")
    assert isinstance(found, Rejected)
    assert (found.reason, found.line) == ("no-text", 1)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{BODY}",
        f"---\n\n{MET}\n\n---\n\n{BAKER}",
        f"---\ntitle: Bridge closed\n{BODY}",
        f"---\ntags: bridge\n---\n{BODY}",
        f"-----\ntitle: Bridge closed\n-----\n{BODY}",
        f"Bridge closed\n---\ntitle: Bridge\n---\n{BODY}",
        "---\n---\n",
        "---",
        "",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert find_front_matter(text) == []


@given(st.text("-+titleauhord:=\"'[], \n", max_size=120).map("---\ntitle: a\n{}".format))
def test_what_is_found_stands_where_it_says(text: str) -> None:
    at = 0
    for block in find_front_matter(text):
        assert at <= block.start < block.end <= len(text)
        at = block.end
        for entry in block.entries:
            for spot in (entry.line, *entry.values):
                assert text[spot.start : spot.end] == spot.text
