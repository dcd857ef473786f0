"""Author and outlet on the lines right below a title, with no date beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles


@pytest.mark.parametrize(
    ("head", "outlet", "author"),
    [
        ("Ana Poe\nThe Harbour Review", "The Harbour Review", "Ana Poe"),
        ("Harbour News Agency\nAna Poe", "Harbour News Agency", "Ana Poe"),
        ("Ana Poe for The Harbour Review", "The Harbour Review", "Ana Poe"),
        ("Harbour Daily", "Harbour Daily", None),
    ],
)
def test_names_below_a_title_are_read(
    tmp_path: Path, head: str, outlet: str, author: str | None
) -> None:
    (found,) = text_articles(tmp_path, f"Bridge stays closed\n{head}\n\n{MET}\n\n{BAKER}\n")
    assert (found.title, found.outlet, found.author) == ("Bridge stays closed", outlet, author)
    assert found.body == f"{MET}\n\n{BAKER}"


@pytest.mark.parametrize(
    "head",
    ["Ana Poe\nBob Roe", "What the council did", "Ana Poe\nThe bridge of the town"],
    ids=["two persons", "a subtitle", "a person and a subtitle"],
)
def test_what_may_be_something_else_is_no_outlet(tmp_path: Path, head: str) -> None:
    (found,) = text_articles(tmp_path, f"Bridge stays closed\n{head}\n\n{MET}\n\n{BAKER}\n")
    assert found.outlet is None
