"""A corpus that is watched is surveyed anew when enough of it has changed, and not before."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

import searchapp
from searchapp.indexing.building import run
from searchapp.indexing.job import Options
from searchapp.indexing.learned import Learned
from searchapp.indexing.stopping import Stop
from searchapp.ingest.pipeline import InputFile
from searchapp.ingest.repeated import RepeatedLines
from searchapp.settings import Settings

OFFER = "The best of the harbour in your inbox every morning: the Ledger Briefing"
SURVEY = "looking for lines that repeat"

# Builds, with what was touched; returns the steps of the build.
Build = Callable[[set[Path] | None], list[str]]


def write(folder: Path, town: str) -> Path:
    def count(what: str) -> str:
        return f"The office of {town} counted the {what} of {town} again. " * 3

    file = folder / f"{town}.txt"
    file.write_text(
        f"Fewer boats in {town}\nHarbor Ledger | March 4, 2019\n\n{count('boats')}\n\n"
        f"{OFFER}\n\n{count('nets')}\n"
    )
    return file


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(20):
        write(folder, f"Amber{number:02}")
    return folder


@pytest.fixture
def build(news: Path, tmp_path: Path) -> Build:
    options = Options(roots=[news])

    def build(touched: set[Path] | None) -> list[str]:
        steps: list[str] = []
        now = dataclasses.replace(options, touched=touched)
        run(now, tmp_path / "index", Settings(), lambda each: steps.append(each.step), Stop())
        return steps

    return build


def test_a_file_that_changed_is_read_with_what_was_learned_before(
    build: Build, news: Path, tmp_path: Path
) -> None:
    assert SURVEY in build(None)
    assert SURVEY not in build({write(news, "Brackwater")})
    with searchapp.open(tmp_path / "index") as archive:
        (hit,) = archive.search("brackwater").hits
    assert OFFER not in hit.article.body
    assert [each.text for each in hit.article.evidence if each.field == "body"] == [OFFER]


def test_the_corpus_is_surveyed_again_when_a_tenth_of_it_has_changed(
    build: Build, news: Path
) -> None:
    build(None)
    assert SURVEY not in build({write(news, "Brackwater")})
    assert SURVEY not in build({write(news, "Cold Ferry")})
    assert SURVEY in build({write(news, "Dunmoor")})
    assert SURVEY not in build({write(news, "Eastlock")})


def test_the_corpus_is_surveyed_again_when_any_file_can_have_changed(
    build: Build, news: Path
) -> None:
    build(None)
    write(news, "Brackwater")
    assert SURVEY in build(None)


def test_what_was_learned_holds_for_a_hundred_files() -> None:
    corpus = [InputFile(Path("/"), "large.jsonl", 10_000_000)]
    small = InputFile(Path("/"), "small.txt", 10)
    learned = Learned()
    assert learned.lines_for([small], corpus) is None
    learned.keep(RepeatedLines())
    for _ in range(100):
        assert learned.lines_for([small], corpus) == RepeatedLines()
        learned.count([small])
    assert learned.lines_for([small], corpus) is None
    learned.keep(RepeatedLines())
    assert learned.lines_for([small] * 100, corpus) == RepeatedLines()
