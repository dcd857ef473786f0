from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from searchapp.ingest.files import find_files
from searchapp.ingest.limits import Limits
from searchapp.ingest.readers import read_file
from searchapp.model import Article, Rejected
from tests.ingest.samples import files

FILES = files()
# What the text of an article tells of itself.
OF_THE_TEXT = ("body", "dateline", "language", "not_before")


def without_text(read: Article | Rejected) -> Article | Rejected:
    if isinstance(read, Rejected):
        return read
    evidence = tuple(each for each in read.evidence if each.field not in OF_THE_TEXT)
    bare = dataclasses.replace(read, id="", body="", evidence=evidence)
    return dataclasses.replace(bare, dateline=None, language=None, not_before=None, captions=())


@pytest.mark.parametrize("name", sorted(FILES))
def test_without_texts_the_same_is_read_but_for_them(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (file,) = find_files([tmp_path])
    whole = list(read_file(file, Limits()))
    light = list(read_file(file, Limits(), with_texts=False))
    assert list(map(without_text, light)) == list(map(without_text, whole))


def test_without_texts_records_without_one_are_still_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "A", "text": ""}\n{"title": "B", "text": "x"}\n')
    (file,) = find_files([tmp_path])
    first, second = read_file(file, Limits(), with_texts=False)
    assert isinstance(first, Rejected)
    assert isinstance(second, Article)
    assert (second.title, second.body, second.id) == ("B", "", "")


@pytest.mark.parametrize(
    "kind", [".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".warc", ".zip"]
)
@pytest.mark.parametrize(
    "data", [b"", bytes(1), bytes(20), bytes(70_000)], ids=lambda data: f"{len(data)} zeros"
)
def test_a_file_of_nothing_but_zero_bytes_is_rejected(
    tmp_path: Path, kind: str, data: bytes
) -> None:
    (tmp_path / f"a{kind}").write_bytes(data)
    (file,) = find_files([tmp_path])
    (found,) = read_file(file, Limits())
    assert isinstance(found, Rejected)
    assert found.detail


@pytest.mark.parametrize("signs", ["\u200b\u200b", "\ufeff\ufeff", "\x01\x02", "… — … “”"])
@pytest.mark.parametrize(
    ("name", "frame"),
    [("a.txt", "{}\n\n{}"), ("a.html", "<p>{}</p><p>{}</p>"), ("a.csv", "title,text\n{},{}\n")],
)
def test_signs_without_a_letter_are_no_article(
    tmp_path: Path, name: str, frame: str, signs: str
) -> None:
    (tmp_path / name).write_text(frame.format(signs, signs), encoding="utf-8")
    (file,) = find_files([tmp_path])
    assert [type(each) for each in read_file(file, Limits())] == [Rejected]
