from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.captions import is_caption
from searchapp.ingest.texts.lines import (
    ends_sentence,
    is_prose,
    is_separator,
    is_title_like,
    split_lines,
)


@given(st.text(alphabet="ab \t\r\n\u2028\x0b", max_size=80))
def test_lines_stand_where_they_say(text: str) -> None:
    at = 0
    for line in split_lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip() != ""
        assert line.start >= at
        at = line.end


def test_every_kind_of_line_end_counts_and_gaps_are_remembered() -> None:
    lines = split_lines("one\r\ntwo\r\r\nthree\n\n\nfour")
    assert [(line.text, line.gap) for line in lines] == [
        ("one", 0), ("two", 0), ("three", 1), ("four", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "By \nAna Poe\n in \nOldtown\nMay 4, 2020",
            ["By \nAna Poe\n in \nOldtown", "May 4, 2020"],
        ),
        ("By Ana Poe and \nTed Roe\nMay 4, 2020", ["By Ana Poe and \nTed Roe", "May 4, 2020"]),
        ("By\n\nAna Poe", ["By", "Ana Poe"]),
        ("By the river\nin\nOldtown", ["By the river", "in", "Oldtown"]),
    ],
)
def test_the_line_of_an_author_that_was_broken_is_one(text: str, lines: list[str]) -> None:
    assert [line.text for line in split_lines(text)] == lines


@pytest.mark.parametrize("text", ["---", "=====", "* * *", "***", "_______", "- - - -"])
def test_a_drawn_line_is_a_separator(text: str) -> None:
    assert is_separator(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bridge closed",
        "Who closed the bridge?",
        "Ministers vote to end talks with the U.S.",
        "Resist the toll: out of the valley! No toll on bridges!",
        "“I sing the flood, not the dam”",
        "سقوط مدينة النهر",
    ],
)
def test_a_title_looks_like_one(text: str) -> None:
    assert is_title_like(text)
    assert not is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed on Monday.",
        "He said, and this is what he said:",
        "• nine men were hurt",
        "Details and how to join: bridge.example.org/join-us",
        "On Monday there will be a march in every town of the valley. Find yours here and come"
        " with us all",
        "42",
        "***",
    ],
)
def test_other_lines_do_not(text: str) -> None:
    assert not is_title_like(text)


def test_a_caption_is_neither_title_nor_prose() -> None:
    caption = (
        "PICTURED: members of the council, and of the council before it, on the bridge in spring."
    )
    assert is_caption(caption)
    assert not is_prose(caption)


def test_an_abbreviation_ends_no_sentence_but_a_long_line() -> None:
    assert not ends_sentence("Talks with the U.S.")
    assert ends_sentence("word " * 40 + "with the U.S.")
