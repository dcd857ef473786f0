from __future__ import annotations

import pytest
from lxml import html

from searchapp.ingest.pages.body import extract_body
from tests.ingest.reading import BAKER, MET

MORE = MET.replace("nine", "ten")
STANDFIRST = "Nobody knows when the bridge will open again, and nobody has asked so far."


def body(markup: str, known: dict[str, list[str]] | None = None, head: str = "") -> list[str]:
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{markup}</body></html>")
    found = extract_body(tree, ["Bridge closed"], ["Ana Poe"], known or {})
    assert found is not None
    return found.text.split("\n\n")


def article(*parts: str) -> str:
    return "<article><h1>Bridge closed</h1>" + "".join(parts) + "</article>"


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_title_and_byline_are_no_text() -> None:
    found = body(article(p("By Ana Poe", MET, BAKER, MORE, "Ana Poe, Zabren")))
    assert found == [MET, BAKER, MORE]


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "Les også: Another story", "Read more: Another story",
     "Share this article", "Updated: 3.5.2020, 10:00"],
)  # fmt: skip
def test_lines_that_nobody_wrote_for_the_article_go(line: str) -> None:
    assert body(article(p(MET, line, BAKER, MORE))) == [MET, BAKER, MORE]


def test_what_only_looks_like_them_stays() -> None:
    lines = ["More like a lake than a river", "Poe and the mayor", "Updated plans are kept secret."]
    assert body(article(p(MET, *lines, BAKER, MORE))) == [MET, *lines, BAKER, MORE]


def test_the_headline_of_another_article_goes_with_the_line_above_it() -> None:
    found = body(article(p(MET, "Read also", "Mayor falls into river", BAKER, MORE)))
    assert found == [MET, BAKER, MORE]


def test_what_follows_the_article_goes() -> None:
    others = ("Related stories", "Mayor falls into river", "Fish seen on roof")
    assert body(article(p(MET, BAKER, MORE, *others))) == [MET, BAKER, MORE]


def test_an_article_goes_on_after_related_links() -> None:
    others = ("Related stories", "Mayor falls into river", "Fish seen on roof")
    found = body(article(p(MET, *others, BAKER, MORE, MORE.replace("ten", "six"))))
    assert found == [MET, BAKER, MORE, MORE.replace("ten", "six")]


def test_the_next_article_of_the_page_is_another() -> None:
    second = "<article><h1>Mayor falls</h1>" + p(*[BAKER.replace("a", "o")] * 4) + "</article>"
    assert body(article(p(MET, BAKER, MORE)) + second) == [MET, BAKER, MORE]


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (f"<p class='article-standfirst'>{STANDFIRST}</p>", ""),
        (f"<h2>{STANDFIRST}</h2>", STANDFIRST[:50] + "…"),
    ],
)
def test_the_standfirst_comes_first(markup: str, description: str) -> None:
    page = (
        f"<h1>Bridge closed</h1><header>{markup}</header><article>{p(MET, BAKER, MORE)}</article>"
    )
    assert body(page, {"standfirst": [description]}) == [STANDFIRST, MET, BAKER, MORE]


def test_a_description_that_is_not_shown_is_no_standfirst() -> None:
    assert body(article(p(MET, BAKER, MORE)), {"standfirst": [STANDFIRST]}) == [MET, BAKER, MORE]


def test_what_stands_below_the_text_is_no_standfirst() -> None:
    page = article(p(MET, BAKER, MORE)) + f"<div class='teaser'>{STANDFIRST}</div>"
    assert body(page) == [MET, BAKER, MORE]


def test_where_the_page_shows_little_the_head_has_the_rest() -> None:
    whole = "\n".join([MET, BAKER, MORE])
    assert body(article(p(MET)), {"body": [whole]}) == [MET, BAKER, MORE]


def test_a_page_all_of_which_is_a_form_is_read() -> None:
    page = f"<form id='aspnetForm'><div>{article(p(MET, BAKER, MORE))}</div></form>"
    assert body(page) == [MET, BAKER, MORE]


@pytest.mark.parametrize("tag", ["aside", "footer", "menu"])
def test_a_page_all_of_which_stands_in_its_frame_is_read(tag: str) -> None:
    found = body(f"<{tag}>{article(p(MET, BAKER, MORE))}</{tag}>")
    assert set(found) >= {MET, BAKER, MORE}


def test_hyphens_that_are_not_seen_go() -> None:
    soft = MET.replace("e", "e\u00ad", 3)
    assert body(article(p(soft, BAKER, MORE))) == [MET, BAKER, MORE]


def test_a_page_of_very_many_elements_is_read_line_by_line() -> None:
    entries = "".join(f"<p>{number}: {MET}</p><br>" for number in range(6000))
    menu = "<ul><li>Home</li><li>News of the town</li></ul>"
    tree = html.document_fromstring(f"<body>{menu}<h1>Bridge closed</h1>{entries}</body>")
    found = extract_body(tree, ["Bridge closed"], [], {})
    assert found is not None
    lines = found.text.split("\n\n")
    assert lines[0] == f"0: {MET}"
    assert len(lines) == 6000
