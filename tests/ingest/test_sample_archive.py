"""The sample archive, held against what a careful reader finds in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.reading import articles

ROOT = Path(__file__).resolve().parents[2]
GOLD: dict[str, Any] = json.loads((ROOT / "tests/gold/corpus.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(GOLD["files"]))
def test_every_article_is_found_as_it_is(name: str) -> None:
    gold = GOLD["files"][name]
    found = articles(ROOT / "corpus" / name)
    assert [each.title for each in found] == [each["title"] for each in gold["articles"]]
    for article, expected in zip(found, gold["articles"], strict=True):
        date = None if article.date is None else str(article.date)
        assert (article.title, article.outlet, date, article.author) == (
            expected["title"], expected["outlet"], expected["date"], expected["author"],
        )  # fmt: skip
        assert (article.dateline, article.language, article.not_before) == (
            expected["dateline"], expected["language"], expected["not_before"],
        )  # fmt: skip
        assert list(article.captions) == expected["captions"]
    paragraphs = {paragraph for each in found for paragraph in each.body.split("\n\n")}
    assert paragraphs.isdisjoint(gold["junk"])


def test_no_file_of_the_archive_is_left_out() -> None:
    folders = ("texts", "digests", "pages", "exports")
    found = {
        f"{folder}/{each.name}"
        for folder in folders
        for each in (ROOT / "corpus" / folder).iterdir()
    }
    assert found == set(GOLD["files"])
