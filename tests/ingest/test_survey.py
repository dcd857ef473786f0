from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import survey as survey_module
from searchapp.ingest.pipeline import BUILT_IN, InputFile, Limits, Notes, find_files, read_articles
from searchapp.ingest.repeated import RepeatedLines
from searchapp.ingest.survey import survey
from searchapp.model import Article

OFFER = "The best of the harbour in your inbox every morning: the Ledger Briefing"
SLOGAN = "Ledger House, 4 Quay Street, Port Amber"
TOWNS = ("Amber", "Brackwater", "Cold Ferry", "Dunmoor", "Eastlock", "Farrow", "Greyhaven")


def prose(town: str, what: str) -> str:
    return (
        f"The harbour office of {town} counted the {what} again on Monday and found, to no one's"
        f" surprise, that there were fewer of them in {town} than in any week of the winter before."
    )


def text_of(town: str) -> str:
    return (
        f"Fewer boats in {town}\nHarbor Ledger | March 4, 2019\n\n{prose(town, 'boats')}\n\n"
        f"{OFFER}\n\n{prose(town, 'nets')}\n\n{SLOGAN}\n"
    )


def write_texts(folder: Path) -> None:
    for town in TOWNS:
        (folder / f"{town}.txt").write_text(text_of(town), "utf-8")


def write_digest(folder: Path) -> None:
    (folder / "digest.txt").write_text("\n\n".join(map(text_of, TOWNS)), "utf-8")


def write_export(folder: Path) -> None:
    rows = [
        {
            "title": f"Fewer boats in {town}",
            "outlet": "Harbor Ledger",
            "text": "\n".join([prose(town, "boats"), OFFER, prose(town, "nets"), SLOGAN]),
        }
        for town in TOWNS
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")


def write_pages(folder: Path) -> None:
    for town in TOWNS:
        lines = [prose(town, "boats"), OFFER, prose(town, "nets"), prose(town, "crabs"), SLOGAN]
        body = "".join(f"<p>{line}</p>" for line in lines)
        (folder / f"{town}.html").write_text(
            f"<!DOCTYPE html><html><head><title>Fewer boats in {town} | Harbor Ledger</title>"
            '<meta property="og:site_name" content="Harbor Ledger"></head>'
            f"<body><article><h1>Fewer boats in {town}</h1>{body}</article></body></html>",
            "utf-8",
        )


def write_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for town in TOWNS:
            archive.writestr(f"{town}.txt", text_of(town))


def learn(files: list[InputFile], notes: Notes | None = None) -> RepeatedLines:
    return survey(files, notes or Notes(files), Limits(), BUILT_IN)


def read_learned(folder: Path) -> list[Article]:
    files = find_files([folder])
    notes = Notes(files)
    notes.add_lines(learn(files, notes))
    found = [each for file in files for each in read_articles(file, Limits(), notes=notes.of(file))]
    return [each for each in found if isinstance(each, Article)]


@pytest.mark.parametrize(
    "write", [write_texts, write_digest, write_export, write_pages, write_archive]
)
def test_what_an_outlet_repeats_is_gone_whatever_the_kind_of_file(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    write(tmp_path)
    articles = read_learned(tmp_path)
    assert len(articles) == len(TOWNS)
    for article in articles:
        assert article.outlet == "Harbor Ledger"
        assert OFFER not in article.body
        assert SLOGAN not in article.body
        assert "boats again" in article.body
        assert "nets again" in article.body
        gone = [each.text for each in article.evidence if each.rule == "repeated-line"]
        # What stands between the articles of a digest is none of theirs to begin with.
        assert gone == ([OFFER] if write is write_digest else [OFFER, SLOGAN])


def test_the_name_that_is_shown_counts_and_not_the_one_that_is_written(tmp_path: Path) -> None:
    write_texts(tmp_path)
    other = (tmp_path / "Amber.txt").read_text().replace("Harbor Ledger", "The Harbour Ledger")
    (tmp_path / "Amber.txt").write_text(other)
    (tmp_path / "outlets.toml").write_text('[outlets]\n"Harbor Ledger" = ["The Harbour Ledger"]')
    assert all(OFFER not in article.body for article in read_learned(tmp_path))


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    write_texts(tmp_path)
    write_export(tmp_path)
    files = find_files([tmp_path])
    assert learn(files) == learn(files[::-1]) != RepeatedLines()


def test_a_sample_of_many_files_is_spread_over_them_and_always_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(text_of(f"Port {'i' * number}x"), "utf-8")
    monkeypatch.setattr(survey_module, "_MOST_FILES", 12)
    read: list[str] = []

    def read_noted(file: InputFile, *arguments: object, **named: object) -> object:
        read.append(file.path)
        return read_articles(file, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(survey_module, "read_articles", read_noted)
    files = find_files([tmp_path])
    assert learn(files) == learn(files[::-1]) != RepeatedLines()
    assert len(read) == 24
    assert set(read[:12]) == set(read[12:])
    assert any(path > f"{tmp_path.name}/40" for path in read)
    assert any(path < f"{tmp_path.name}/20" for path in read)


def test_of_a_long_export_only_the_beginning_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_export(tmp_path)
    (file,) = find_files([tmp_path])
    monkeypatch.setattr(survey_module, "_BUDGET", file.size * 2 // len(TOWNS))
    assert learn([file]) == RepeatedLines()


def test_a_file_of_very_many_lines_is_not_looked_at(tmp_path: Path) -> None:
    write_digest(tmp_path)
    path = tmp_path / "digest.txt"
    assert learn(find_files([tmp_path])).outlets
    path.write_text(path.read_text("utf-8") + "\n" * 50_001, "utf-8")
    files = find_files([tmp_path])
    assert not learn(files).outlets
    assert len(list(read_articles(files[0], Limits()))) == len(TOWNS)


def test_what_was_learned_is_no_part_of_a_fingerprint(tmp_path: Path) -> None:
    write_texts(tmp_path)
    files = find_files([tmp_path])
    notes = Notes(files)
    before = notes.of(files[0])
    notes.add_lines(learn(files, notes))
    assert notes.of(files[0]).lines != before.lines
    assert notes.of(files[0]).fingerprint("f00") == before.fingerprint("f00")


def test_ids_do_not_depend_on_what_is_taken_out(tmp_path: Path) -> None:
    write_export(tmp_path)
    (file,) = find_files([tmp_path])
    plain = [each for each in read_articles(file, Limits()) if isinstance(each, Article)]
    assert [each.id for each in plain] == [each.id for each in read_learned(tmp_path)]
    assert all(OFFER in each.body for each in plain)


def test_a_broken_file_does_not_stop_it(tmp_path: Path) -> None:
    write_texts(tmp_path)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and nothing else")
    (tmp_path / "broken.jsonl").write_text("{\n" * 5000)
    files = find_files([tmp_path])
    gone = dataclasses.replace(files[0], path="gone.txt")
    assert learn([*files, gone]) != RepeatedLines()
