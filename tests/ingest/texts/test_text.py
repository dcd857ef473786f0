from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts import text as text_module
from searchapp.ingest.texts.text import clean_body, clean_line, read_text
from searchapp.model import Article, Rejected
from tests.ingest.reading import BAKER, MET, check_spans, text_articles


def test_a_body_is_paragraphs_with_one_empty_line_between(tmp_path: Path) -> None:
    (article,) = text_articles(
        tmp_path, f"Bridge closed\r\n\r\n{MET}\r\n{BAKER}  \r\n\r\n\r\n{MET}\r\n"
    )
    assert article.body == f"{MET}\n\n{BAKER}\n\n{MET}"


def test_lines_cut_at_a_column_are_joined(tmp_path: Path) -> None:
    words = (MET + " " + BAKER).split()
    rows = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    (article,) = text_articles(
        tmp_path, "Bridge closed\n\n" + "\n".join(rows) + "\n\n" + "\n".join(rows)
    )
    assert article.body == f"{MET} {BAKER}\n\n{MET} {BAKER}"


@given(st.text("ab \t\n\x0b\x1f\u3000", max_size=60), st.integers(1, 9))
def test_a_long_line_is_cleaned_in_pieces_to_the_same_words(text: str, long: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "_LONG_LINE", 1_000)
        whole = clean_line(text)
        patch.setattr(text_module, "_LONG_LINE", long)
        assert clean_line(text) == whole


def test_the_memory_of_a_long_line_is_a_few_times_its_length() -> None:
    text = "word " * 1_000_000
    tracemalloc.start()
    try:
        assert len(clean_line(text)) == len(text) - 1
        assert tracemalloc.get_traced_memory()[1] < 8 * len(text)
    finally:
        tracemalloc.stop()


def test_a_single_line_is_title_and_text(tmp_path: Path) -> None:
    (article,) = text_articles(tmp_path, "Bridge closed\n")
    assert (article.title, article.body) == ("Bridge closed", "Bridge closed")


def test_a_text_without_a_title_has_none(tmp_path: Path) -> None:
    long = f"{MET} {BAKER}"
    (article,) = text_articles(tmp_path, f"{long}\n\n{MET}")
    assert (article.title, article.body) == ("", f"{long}\n\n{MET}")


def test_a_text_of_drawn_lines_is_rejected_and_not_passed_over() -> None:
    (rejected,) = read_text("---\n***\n", "file.txt")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-text"


def test_control_characters_do_not_get_through() -> None:
    assert clean_body("a\x00b\x0cc\ud800\n\n\n d \x7f") == "ab\n\nc\n\nd"
    assert clean_line(" a\tb\n c\x1b ") == "a b c"


@given(st.text())
def test_any_text_can_be_read_and_stored(text: str) -> None:
    found = list(read_text(text, "file.txt"))
    articles = [each for each in found if isinstance(each, Article)]
    check_spans(text, articles)
    for article in articles:
        (article.title + article.body).encode("utf-8")
        assert article.body.strip()
