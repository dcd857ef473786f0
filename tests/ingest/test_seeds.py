"""Real scraped news, where a folder of it is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article
from tests.ingest.reading import articles, check_spans


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_seed_files_are_read_as_a_careful_reader_does(test_data: Path) -> None:
    gold = json.loads((test_data / "seeds/gold.json").read_text(encoding="utf-8"))
    gold.pop("note")
    for name, expected in gold.items():
        path = test_data / "seeds" / name
        found = articles(path)
        text = path.read_text(encoding="utf-8")
        check_spans(text, found)
        assert [each.title for each in found] == [each["title"] for each in expected["articles"]]
        for article, wanted in zip(found, expected["articles"], strict=True):
            date = None if article.date is None else str(article.date)
            assert article.outlet in as_list(wanted["outlet"])
            assert date in as_list(wanted["date"])
            assert article.author in as_list(wanted["author"])
        body = {line for each in found for line in each.body.split("\n\n")}
        assert body.isdisjoint(expected["junk"])
        # Nothing long is lost: what is no paragraph of a body and no caption is short.
        kept = body.union(*(each.captions for each in found))
        lost = [line.strip() for line in text.splitlines() if " ".join(line.split()) not in kept]
        assert all(len(line) < 125 for line in lost)


def test_a_large_export_is_read_to_its_end(test_data: Path) -> None:
    (file,) = find_files([test_data / "articles/press.jsonl.gz"])
    found = [type(each) for each in read_articles(file, Limits())]
    assert found == [Article] * 18613
