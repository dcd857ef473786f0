from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.ingest.limits import Limits
from searchapp.ingest.pages.size import problem_of, slimmed
from tests.ingest.reading import BAKER, MET, articles, rejections

BODY = f"<article><h1>Bridge closed</h1><p>{MET}</p><p>{BAKER}</p><p>{MET} {BAKER}</p></article>"


def test_pictures_inside_a_page_are_passed_over(tmp_path: Path) -> None:
    picture = f"<img alt='A bridge' src='data:image/png;base64,{'iVBORw0K' * 1_250_000}'>"
    data = f"data:font/woff2;charset=utf-8;base64,{'d09G' * 9000}="
    font = f"<style>@font-face{{src:url({data})}}</style>"
    (tmp_path / "page.html").write_text(f"<html><head>{font}</head><body>{picture}{BODY}</body>")
    (article,) = articles(tmp_path / "page.html")
    assert article.body.startswith(MET)


def test_what_is_short_or_no_file_stays_as_it_was() -> None:
    page = f"<p>data:image/png;base64,AAAA and data: {'word ' * 100}</p>".encode()
    assert slimmed(page) == page


def test_a_heap_of_attributes_goes_and_a_long_text_in_one_stays() -> None:
    heap = " ".join(f"a{number}='1'" for number in range(2000))
    said = f"<meta name='description' content='{'word ' * 2000}'>"
    assert slimmed(f"<p {heap}>x</p>{said}".encode()) == f"<p >x</p>{said}".encode()


@pytest.mark.parametrize(
    ("page", "limits", "said"),
    [
        ("<b>x</b>" * 120_000, Limits(), "it has more than 200,000 tags"),
        ("x" * 2000, Limits(max_page_bytes=1000), "it has more than 1,000 bytes"),
    ],
)
def test_a_page_that_is_too_large_is_turned_away_with_the_reason(
    tmp_path: Path, page: str, limits: Limits, said: str
) -> None:
    (tmp_path / "page.html").write_text(page)
    (rejection,) = rejections(tmp_path / "page.html", limits)
    assert rejection.reason == "too-large"
    assert rejection.detail.startswith(said)


def test_a_page_of_news_is_not_too_large() -> None:
    assert problem_of(BODY.encode(), Limits()) is None
