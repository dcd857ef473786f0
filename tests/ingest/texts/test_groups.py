"""Reviews of the press: articles below the names of their outlets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

TITLES = ["Bridge stays closed", "Ferry runs again at night", "Mayor resigns", "Nobody follows her"]
OUTLETS = ["The Guardian", "The Guardian", "Le Monde", "Harbour Times"]
HEADINGS = ["The Guardian", "Le Monde", "Harbour Times"]


def review(headings: list[str], mark: str = "", gap: str = "\n") -> str:
    items = [f"{mark}{title}{gap}{MET if at % 2 else BAKER}\n\n" for at, title in enumerate(TITLES)]
    groups = [items[0] + items[1], items[2], items[3]]
    return "Press review, 3 January 2020\n\n" + "".join(
        f"{heading}\n\n{group}" for heading, group in zip(headings, groups, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        review(HEADINGS),
        review(HEADINGS, gap="\n\n"),
        review([f"{each.upper()}:" for each in HEADINGS[:2]] + ["Harbour Times:"]),
        review([f"## {each}" for each in HEADINGS], "### "),
        review([f"**{each}**" for each in HEADINGS]),
    ],
    ids=["plain", "apart", "capitals and colons", "markdown", "bold"],
)
def test_every_item_is_an_article_of_the_outlet_above(tmp_path: Path, text: str) -> None:
    found = text_articles(tmp_path, text)
    assert [each.title for each in found] == TITLES
    assert [str(each.outlet).title() for each in found] == OUTLETS


def test_names_above_texts_without_titles_are_one_article(tmp_path: Path) -> None:
    text = "What the papers say\n\n" + "".join(f"{each}\n\n{MET}\n\n" for each in HEADINGS)
    (found,) = text_articles(tmp_path, text)
    assert found.title == "What the papers say"


def test_two_names_make_no_review(tmp_path: Path) -> None:
    text = (
        f"The vote\n\n{MET}\n\nThe Guardian\n\nA headline in it\n{BAKER}\n\nLe Monde\n\nNo\n{MET}"
    )
    assert len(text_articles(tmp_path, text)) == 1
