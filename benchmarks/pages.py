"""Measure how saved pages are read, beside plain trafilatura in the same run.

The folder holds a folder for every country, in it PUBLISHER_CRAWLDATE.html.gz and PUBLISHER.json:
an object of versions by crawl, each with `title`, `publishing_date` and `body` (`summary` and
`sections` of `headline` and `paragraphs`).  The version whose text fits best counts.

    date      the same day
    outlet    the publisher's name, or one inside the other, letters and figures only
    title     equal, letters and figures only
    body      F1 of the words against summary, headlines and paragraphs; the mean over the pages

Plain trafilatura is `bare_extraction(page, with_metadata=True)`; its date is the head's as well.
Both readers do all pages in turn, so that neither profits from a quieter machine.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import logging
import multiprocessing
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from searchapp.ingest.pages.html import read_html
from searchapp.model import Article

PROCESSES = 2
CHUNK = 4
FIELDS = ("date", "outlet", "title", "body")


class Page(NamedTuple):
    """A page of the test set, with what a careful reader finds in it."""

    name: str
    publisher: str
    data: bytes
    versions: list[dict[str, Any]]


class Found(NamedTuple):
    """What a reader finds in a page."""

    date: str
    outlet: str
    title: str
    body: str


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the test set")
    parser.add_argument("--rounds", type=int, default=3, help="how often speed is measured")
    parser.add_argument("--wrong", action="store_true", help="list the pages that are read wrongly")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    pages = list(load(options.folder))
    if not pages:
        sys.exit(f"{options.folder} holds no pages with answers: COUNTRY/PUBLISHER_DATE.html.gz")
    print(f"{len(pages)} pages of {len({page.publisher for page in pages})} publishers\n")
    print_accuracy(pages, options.wrong)
    print()
    print_speed(pages, options.rounds)


def load(folder: Path) -> Iterator[Page]:
    """Read the test set.

    Args:
        folder: where it is.

    Yields:
        Its pages in the order of their names.
    """
    for path in sorted(folder.rglob("*.html.gz")):
        publisher = path.name.split("_")[0]
        answers = path.parent / f"{publisher}.json"
        if answers.exists():
            versions = list(json.loads(answers.read_text(encoding="utf-8")).values())
            name = f"{path.parent.name}-{path.name.removesuffix('.gz')}"
            yield Page(name, publisher, gzip.decompress(path.read_bytes()), versions)


def read_ours(data: bytes, name: str) -> Found:
    """Read a page as searchapp does."""
    article = next(read_html(data, name))
    if not isinstance(article, Article):
        return Found("", "", "", "")
    return Found(str(article.date or ""), article.outlet or "", article.title, article.body)


def read_plain(data: bytes, _name: str) -> Found:
    """Read a page as trafilatura does by itself."""
    found: Any = trafilatura.bare_extraction(data.decode("utf-8", "replace"), with_metadata=True)
    if found is None:
        return Found("", "", "", "")
    return Found(found.date or "", found.sitename or "", found.title or "", found.text or "")


READERS: dict[str, Callable[[bytes, str], Found]] = {
    "trafilatura": read_plain,
    "searchapp": read_ours,
}


def letters(text: str | None) -> str:
    """Return the letters and figures of a text."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def token_f1(found: str, wanted: str) -> float:
    """Return the F1 of the words of two texts."""
    first, second = (
        collections.Counter(re.findall(r"\w+", text.casefold())) for text in (found, wanted)
    )
    common = (first & second).total()
    return 2 * common / (first.total() + second.total()) if common else 0.0


def wanted_body(version: dict[str, Any]) -> str:
    """Return the text of a version: summary, headlines and paragraphs."""
    body = version.get("body") or {}
    parts = list(body.get("summary", []))
    for section in body.get("sections", []):
        parts += [*section.get("headline", []), *section.get("paragraphs", [])]
    return " ".join(parts)


def judge(page: Page, found: Found) -> dict[str, float]:
    """Hold what was found against the best fitting version.

    Args:
        page: the page.
        found: what a reader found in it.

    Returns:
        For every field how right it is, from 0 to 1.
    """
    version = max(page.versions, key=lambda each: token_f1(found.body, wanted_body(each)))
    outlet, publisher = letters(found.outlet), letters(page.publisher)
    day = str(version.get("publishing_date") or "")[:10]
    return {
        "date": float(bool(found.date) and found.date[:10] == day),
        "outlet": float(bool(outlet) and (outlet in publisher or publisher in outlet)),
        "title": float(bool(found.body) and letters(found.title) == letters(version.get("title"))),
        "body": token_f1(found.body, wanted_body(version)),
    }


def measure(pages: list[Page]) -> dict[str, dict[str, dict[str, float]]]:
    """Return how right every reader is: by reader, page and field, from 0 to 1."""
    return {
        name: {page.name: judge(page, read(page.data, page.name)) for page in pages}
        for name, read in READERS.items()
    }


def mean(scores: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the mean over the pages, by field."""
    return {field: statistics.fmean(score[field] for score in scores.values()) for field in FIELDS}


def print_accuracy(pages: list[Page], show_wrong: bool) -> None:
    """Print how right both readers are."""
    print(f"{'':12}" + "".join(f"{field:>9}" for field in FIELDS))
    measured = measure(pages)
    for name, scores in measured.items():
        print(f"{name:12}" + "".join(f"{figure:9.3f}" for figure in mean(scores).values()))
    if show_wrong:
        print("\nread wrongly by searchapp:")
        for page, score in measured["searchapp"].items():
            failed = [field for field in FIELDS if score[field] < (field != "body" or 0.9)]
            if failed:
                print(f"  {page}: {', '.join(failed)}")


_pages: list[Page] = []


def _start(folder_pages: list[Page]) -> None:
    _pages[:] = folder_pages
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for read in READERS.values():
        read(_pages[0].data, _pages[0].name)


def _run(task: tuple[str, int]) -> int:
    reader, number = task
    page = _pages[number]
    return len(READERS[reader](page.data, page.name).body)


def measure_speed(pages: list[Page], rounds: int) -> dict[str, float]:
    """Return how many pages a second each reader does on two processes, the median of rounds."""
    rates: dict[str, list[float]] = {name: [] for name in READERS}
    with multiprocessing.get_context("spawn").Pool(PROCESSES, _start, (pages,)) as pool:
        pool.map(_run, [("trafilatura", 0)] * PROCESSES * CHUNK, chunksize=1)
        for _ in range(rounds):
            for name, measured in rates.items():
                tasks = [(name, number) for number in range(len(pages))]
                started = time.perf_counter()
                pool.map(_run, tasks, chunksize=CHUNK)
                measured.append(len(pages) / (time.perf_counter() - started))
    return {name: statistics.median(measured) for name, measured in rates.items()}


def print_speed(pages: list[Page], rounds: int) -> None:
    """Print how quick both readers are."""
    rates = measure_speed(pages, rounds)
    print(f"{'':12}{'pages/s':>9}{'times':>9}   on {PROCESSES} processes, median of {rounds}")
    for name, rate in rates.items():
        print(f"{name:12}{rate:9.1f}{rate / rates['trafilatura']:9.2f}")


if __name__ == "__main__":
    main()
