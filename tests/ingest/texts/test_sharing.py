from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.boilerplate import find_junk
from searchapp.ingest.texts.lines import split_lines
from tests.ingest.reading import BAKER, MET, text_articles

FINE = (
    "The regulator in Zabren fined Facebook, Twitter and WhatsApp on Monday, and none of them would"
    " say when it will pay."
)


def lines(folder: Path, *parts: str) -> list[str]:
    (article,) = text_articles(folder, "\n\n".join(("Bridge closed", *parts)))
    return article.body.split("\n\n")


@pytest.mark.parametrize(
    "bar",
    [
        "Facebook\nTwitter\nWhatsApp\nEmail\nPrint",
        "Facebook\n\nTwitter\n\nWhatsApp",
        "FACEBOOK\nTWITTER",
        "Share:\nFacebook\nTwitter",
        "Email\nPrint",
        "Facebook |\nTwitter |\nPrint",
        "مشاركة\nفيسبوك\nتويتر",
    ],
)
def test_links_side_by_side_go_wherever_they_stand(tmp_path: Path, bar: str) -> None:
    assert lines(tmp_path, bar, MET, bar, BAKER, bar) == [MET, BAKER]


@pytest.mark.parametrize("link", ["Facebook", "Twitter", "WhatsApp", "Email", "Print"])
def test_a_single_link_goes_at_the_head_and_the_foot(tmp_path: Path, link: str) -> None:
    assert lines(tmp_path, link, MET, BAKER, link) == [MET, BAKER]


@pytest.mark.parametrize("heading", ["Facebook", "WhatsApp", "Telegram", "Print"])
def test_a_single_line_between_paragraphs_is_a_heading(tmp_path: Path, heading: str) -> None:
    assert lines(tmp_path, MET, heading, BAKER) == [MET, heading, BAKER]


@pytest.mark.parametrize(
    "parts",
    [
        # A heading above the first paragraph, which is about that company.
        ("Facebook", FINE, "Twitter", BAKER),
        # Lists: announced, among others, of those that the article names.
        (MET, "The council asked three companies:", "Facebook\nTwitter\nTelegram", BAKER),
        (MET, "Quillmark\nFacebook\nTwitter\nBrightloom", BAKER),
        (FINE, "Facebook\nTwitter\nWhatsApp", BAKER),
        (MET, "• Facebook\n• Twitter\n• Print", BAKER),
        # Sentences.
        (MET, "Facebook is closed.", "Twitter follows.", BAKER),
    ],
)
def test_companies_that_an_article_is_about_stay(tmp_path: Path, parts: tuple[str, ...]) -> None:
    kept = [line for part in parts for line in part.split("\n")]
    assert lines(tmp_path, *parts) == kept


def test_an_article_about_a_service_loses_its_bar(tmp_path: Path) -> None:
    bar = "Facebook\nTwitter\nEmail\nPrint"
    assert lines(tmp_path, FINE, bar, BAKER) == [FINE, BAKER]


def test_a_bar_between_two_articles_is_of_neither(tmp_path: Path) -> None:
    def part(title: str) -> str:
        return f"{title}\nNorth Post | May 3, 2020\n\n{MET}\n\n{BAKER}\n\nFacebook\nTwitter\nPrint"

    found = text_articles(tmp_path, "\n\n".join(map(part, ("Bridge closed", "Mill reopens"))))
    assert [each.title for each in found] == ["Bridge closed", "Mill reopens"]
    assert [each.body for each in found] == [f"{MET}\n\n{BAKER}"] * 2


@given(st.lists(st.sampled_from(["Facebook", "Twitter", "Quillmark", MET, "A list:"]), max_size=9))
def test_only_links_go(made: list[str]) -> None:
    found = find_junk(split_lines("\n".join([MET, *made, BAKER])))
    texts = [MET, *made, BAKER]
    gone = {number for number, rule in found.items() if rule == "share-bar"}
    assert {texts[number] for number in gone} <= {"Facebook", "Twitter"}


def test_a_name_that_heads_a_sentence_stays(tmp_path: Path) -> None:
    said = ("It would remove the posts, the company said.", "The company did not comment.")
    parts = (MET, BAKER, "Facebook", said[0], "Twitter", said[1])
    assert lines(tmp_path, *parts, "Twitter") == list(parts)
