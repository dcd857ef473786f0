"""Articles that no line of outlet and date sets apart."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.reading import BAKER, MET, text_articles


def test_a_closing_source_line_ends_each_article(tmp_path: Path) -> None:
    first = f"Bridge closed\n\n{MET}\n\nCulled from North Post\n\n"
    found = text_articles(tmp_path, f"{first}No bread\n\n{BAKER}\n\nCulled from Al-Sahil\n")
    assert [(each.title, each.outlet) for each in found] == [
        ("Bridge closed", "North Post"),
        ("No bread", "Al-Sahil"),
    ]


def test_the_same_line_behind_every_item_ends_each(tmp_path: Path) -> None:
    items = (("Bridge stays closed until spring", MET), ("Bakers say they knew it", BAKER))
    text = "".join(f"{title}\n{body}\n\nFlag as irrelevant\n\n" for title, body in items)
    found = text_articles(tmp_path, f"Your alert\n\n{text}")
    assert [(each.title, each.body) for each in found] == list(items)


def test_a_dateline_with_an_agency_begins_each(tmp_path: Path) -> None:
    first = f"Bridge closed\n\nOLDTOWN (ONA) - {MET}\n\n"
    found = text_articles(tmp_path, f"{first}No bread\nBy Ana Poe\n\nOLDTOWN (ONA) - {BAKER}\n")
    assert [(each.title, each.author) for each in found] == [
        ("Bridge closed", None),
        ("No bread", "Ana Poe"),
    ]
