from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.boilerplate import find_junk
from searchapp.ingest.texts.lines import split_lines
from tests.ingest.reading import BAKER, MET, text_articles


def paragraphs(folder: Path, text: str) -> list[str]:
    (article,) = text_articles(folder, text)
    return article.body.split("\n\n")


@pytest.mark.parametrize(
    "junk",
    [
        "Read Time: 3 Minute, 20 Second",
        "4 min read",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Do NOT follow this link or you will be banned from the site!",
        "Share this article on:",
        "Facebook Twitter WhatsApp",
        "Facebook | Twitter | Email | Print",
        "Advertisement",
        "Click to share on Facebook (Opens in new window)",
        "Subscribe to our weekly newsletter",
        "12 Comments",
        "Tweet",
        "Rating: 4.5/5 (12 votes cast)",
        "Back to top",
        "Comments are closed.",
        "Terms of Use | Privacy Policy",
        "© 2020 North Post. All rights reserved.",
        "Copyright (c) 2019-2020 The North Post. All rights reserved",
        "شارك",
        "اقرأ أيضا: الجسر مغلق",
        "Also on northpost.example:\nMill reopens after the long winter",
        "Read more:\nMill reopens after the long winter",
        "Read more: Mill reopens after the long winter",
    ],
)
def test_what_a_page_puts_around_an_article_goes_wherever_it_stands(
    tmp_path: Path, junk: str
) -> None:
    text = f"Bridge closed\n\n{MET}\n\n{junk}\n\n{BAKER}\n\n{junk}"
    assert paragraphs(tmp_path, text) == [MET, BAKER]


@pytest.mark.parametrize("line", ["top-news", "0 0", "world", "Home > World > Rivers"])
def test_navigation_goes_between_title_and_body(tmp_path: Path, line: str) -> None:
    assert paragraphs(tmp_path, f"Bridge closed\n\n{line}\n\n{MET}\n\n{BAKER}") == [MET, BAKER]


def test_votes_and_ratings_go_with_what_stands_between_them(tmp_path: Path) -> None:
    votes = "Glad\nGlad\n0 %\nGloomy\nGloomy\n0 %"
    box = "The Sunday Parcel brings you the week's stories, tied up with string"
    ratings = "Average Rating\n\n5 Star\n0%\n4 Star\n0%"
    text = f"Bridge closed\n\n{MET}\n\n{BAKER}\n\n{votes}\n\n{box}\n\n{ratings}"
    assert paragraphs(tmp_path, text) == [MET, BAKER]


def test_what_is_short_after_the_closing_source_line_goes(tmp_path: Path) -> None:
    text = (
        f"Bridge closed\n\n{MET}\n\nVia North Post\n\nMeet your bridge today!\n\nPrize Of The Year"
    )
    assert paragraphs(tmp_path, text) == [MET, "Via North Post"]


def test_the_words_about_an_author_after_it_stay(tmp_path: Path) -> None:
    about = "Ana Poe is a baker."
    text = f"Bridge closed\n\n{MET}\n\nVia North Post\n\n{about}"
    assert paragraphs(tmp_path, text) == [MET, "Via North Post", about]


def test_a_caption_that_is_repeated_at_once_stays_once(tmp_path: Path) -> None:
    caption = "PICTURED: the bridge in spring."
    text = f"Bridge closed\n\n{MET}\n\n{caption}\n\n{caption}\n\n{caption}\n\n{BAKER}"
    (article,) = text_articles(tmp_path, text)
    assert article.body.split("\n\n") == [MET, BAKER]
    assert article.captions == (caption,)


@pytest.mark.parametrize(
    "line",
    [
        "Message received",
        "Share prices fell.",
        "42",
        "“Yes.”",
        "• 4 days have passed",
        "***",
        "Happy",
        "Comment is free, he said.",
        "Print is dead, and so is radio",
        "He follows us on foot.",
    ],
)
def test_short_lines_inside_an_article_stay(tmp_path: Path, line: str) -> None:
    text = f"Bridge closed\n\n{MET}\n\n{line}\n\n{BAKER}"
    assert paragraphs(tmp_path, text) == [MET, line, BAKER]


@given(st.text(alphabet="ab \n.", max_size=200))
def test_letters_alone_are_never_junk_unless_repeated(text: str) -> None:
    lines = split_lines(f"{MET}\n{text}\n{BAKER}")
    junk = find_junk(lines)
    assert all(lines[number].text == lines[number - 1].text for number in junk)


def test_an_officer_who_asks_for_an_address_is_no_newsletter(tmp_path: Path) -> None:
    said = "He said: type your address and wait for the answer, the officer told the crowd."
    assert paragraphs(tmp_path, f"Bridge closed\n\n{MET}\n\n{said}\n\n{BAKER}") == [
        MET,
        said,
        BAKER,
    ]


def test_a_sentence_below_a_line_for_more_is_no_headline(tmp_path: Path) -> None:
    said = 'A baker who had looked at the bridge for an hour told the council softly: "It is gone!"'
    text = f"Bridge closed\n\n{MET}\n\nRead more:\n\n{said}\n\n{BAKER}"
    assert paragraphs(tmp_path, text) == [MET, said, BAKER]


def test_the_number_of_the_first_part_stays_as_those_of_the_others_do(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, f"Bridge closed\n\n1\n\n{MET}\n\n2\n\n{BAKER}") == [
        "1", MET, "2", BAKER,
    ]  # fmt: skip
    assert paragraphs(tmp_path, f"Bridge closed\n\n1\n\n{MET}\n\n{BAKER}") == [MET, BAKER]
