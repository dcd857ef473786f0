"""The whole way on real scraped news, where a folder of it is at hand."""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import searchapp
from searchapp import Archive
from searchapp.analysis.folding import fold_text
from searchapp.ingest.outlets import built_in
from searchapp.ingest.texts.digest import split

ARTICLES = 1_500
# Of the files below, so many come out as more than one article; never raised.
MOST_APART = 3


@pytest.fixture(scope="module")
def seeds(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    index = tmp_path_factory.mktemp("seeds") / "index"
    report = searchapp.build([test_data / "seeds"], index)
    assert report.articles == 15
    with searchapp.open(index) as archive:
        yield archive


def found(archive: Archive, query: str, **options: Any) -> set[str]:
    return {hit.article.id for hit in archive.search(query, limit=100, copies=True, **options).hits}


def expected(archive: Archive, *words: str) -> set[str]:
    """The articles that hold all words, found by reading every one of them."""
    return {
        hit.article.id
        for hit in archive.search(limit=100, copies=True).hits
        if set(words) <= set(fold_text(f"{hit.article.title} {hit.article.body}").split())
    }


def test_both_words_of_a_name_are_found_in_all_its_apostrophes(seeds: Archive) -> None:
    both = found(seeds, "Kata'ib Hezbollah", match="letters")
    assert both == expected(seeds, "kataib", "hezbollah")
    assert len(both) == 9


def test_a_name_is_found_by_any_of_its_apostrophes(seeds: Archive) -> None:
    assert found(seeds, "kataib", match="letters") == expected(seeds, "kataib")
    assert found(seeds, "kataib") > expected(seeds, "kataib")
    marked = {
        piece
        for hit in seeds.search("kataib", limit=100).hits
        for snippet in hit.snippets
        for piece, match in snippet.segments()
        if match
    }
    assert {"Kataib", "Kata’ib", "Katai’b"} <= marked


def test_a_person_is_found(seeds: Archive) -> None:
    assert found(seeds, "Soleimani", match="letters") == expected(seeds, "soleimani")
    both = expected(seeds, "soleimani") | expected(seeds, "suleimani")
    assert found(seeds, "Soleimani") == found(seeds, "Suleimani") >= both


def test_an_outlet_is_found_by_name_and_by_facet(seeds: Archive) -> None:
    assert len(found(seeds, "outlet:RT")) == 4
    assert found(seeds, "outlet:RT") == found(seeds, "", outlets=["RT"])


def test_three_days_hold_seven_articles(seeds: Archive) -> None:
    page = seeds.search(since="2020-01-01", until="2020-01-03", limit=100)
    assert Counter(hit.article.outlet for hit in page.hits) == {
        "RT": 3,
        "Al-Manar": 1,
        "21st Century Wire": 1,
        "Press TV": 1,
        "Checkpoint Asia": 1,
    }


@pytest.fixture(scope="module")
def rows(test_data: Path) -> list[dict[str, Any]]:
    with gzip.open(test_data / "articles" / "press.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in itertools.islice(stream, ARTICLES)]


@pytest.fixture(scope="module")
def press(
    rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("press")
    (folder / "press.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = searchapp.build([folder / "press.jsonl"], folder / "index")
    assert (report.articles, report.rejected) == (ARTICLES, [])
    with searchapp.open(folder / "index") as archive:
        yield archive


def outlet_of(row: dict[str, Any]) -> str | None:
    """The outlet of a row under the name that is shown."""
    written = (row["outlet"] or "").strip()
    if not written:
        return built_in().name_at(row["url"] or "")
    return built_in().name_of(written) or written


def test_outlets_and_months_are_counted_right(press: Archive, rows: list[dict[str, Any]]) -> None:
    stats = press.stats()
    assert stats.outlets == Counter(map(outlet_of, rows))
    whole = [row["date"] for row in rows if row["date"] and row["date"][4:5] == "-"]
    months = Counter(date[:7] for date in whole)
    assert {month: stats.dates[month] for month in months if month > "1500"} == {
        month: count for month, count in months.items() if month > "1500"
    }


@pytest.mark.parametrize("words", [("trump", "wall"), ("iran", "nuclear"), ("white", "house")])
def test_a_question_of_two_words_is_answered_right(
    press: Archive, rows: list[dict[str, Any]], words: tuple[str, str]
) -> None:
    hits = [
        row
        for row in rows
        if set(words) <= set(fold_text(f"{row['title'] or ''}\n{row['text']}").split())
    ]
    page = press.search(" ".join(words), copies=True, match="letters")
    assert page.total == len(hits) > 10
    outlets = Counter(map(outlet_of, hits))
    assert {bucket.value: bucket.count for bucket in page.facets["outlet"]} == outlets


def test_hardly_any_single_article_is_taken_apart(test_data: Path) -> None:
    with gzip.open(test_data / "articles/press.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in itertools.islice(file, 0, None, 37)]
    texts = [
        text
        for row in rows
        for text in (
            f"{row['title']}\n{row['outlet']}\n{str(row['date'])[:10]}\n\n{row['text']}",
            f"{row['title']}\n\n{row['text']}",
            row["text"],
        )
    ]
    assert len(rows) > 500
    # Some of them are digests in truth, and show that the test can fail.
    assert 0 < sum(len(split(text)) > 1 for text in texts) <= MOST_APART
