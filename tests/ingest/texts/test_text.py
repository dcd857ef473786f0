from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

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
