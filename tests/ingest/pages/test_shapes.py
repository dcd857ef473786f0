"""Pages of every shape that news is saved in, read as a user's run would read them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.reading import articles

PAGES = Path(__file__).parents[2] / "data" / "pages"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (PAGES / "expected.toml").read_text(encoding="utf-8")
)
FIELDS = ("title", "outlet", "date", "author")


def test_every_page_has_its_answer() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(EXPECTED)
    assert len(EXPECTED) > 30


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_page_of_this_shape_is_read_right(name: str) -> None:
    wanted = EXPECTED[name]
    (article,) = articles(PAGES / f"{name}.html")
    found = {field: str(getattr(article, field)) for field in FIELDS if field in wanted}
    assert found == {field: wanted[field] for field in FIELDS if field in wanted}
    for text in wanted.get("has", []):
        assert text in article.body
    for text in wanted.get("lacks", []):
        assert text not in article.body
    assert article.title not in article.body.split("\n\n")


def test_the_joiners_of_persian_words_are_kept() -> None:
    (article,) = articles(PAGES / "persian.html")
    assert "می\u200cماند" in article.body
    assert "هیچ\u200cکس" in article.body
