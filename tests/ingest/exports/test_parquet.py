from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import pytest

from searchapp.ingest.exports.names import FieldNames
from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article
from tests.ingest.reading import MET, articles, read, rejections
from tests.ingest.samples import make_zip

ROWS: list[dict[str, Any]] = [
    {"Headline": f"Bridge {n}", "content": f"{MET} {n}", "published": datetime.date(2020, 5, 3),
     "authors": ["Ana Poe", "Lu"], "id": n}
    for n in range(200)
]  # fmt: skip


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """A file of 200 articles in row groups of 70."""
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra searchapp[parquet]")
    from pyarrow import parquet as writer

    path = tmp_path / "a.parquet"
    writer.write_table(pyarrow.Table.from_pylist(ROWS), path, row_group_size=70)
    return path


def test_every_row_is_an_article(parquet: Path) -> None:
    found = articles(parquet)
    assert [each.title for each in found] == [row["Headline"] for row in ROWS]
    assert [each.body for each in found] == [row["content"] for row in ROWS]
    assert {str(each.date) for each in found} == {"2020-05-03"}
    assert {each.author for each in found} == {"Ana Poe, Lu"}
    assert [each.source.part for each in found] == list(range(1, 201))
    assert len({each.id for each in found}) == 200
    assert articles(parquet) == found


def test_it_is_read_in_an_archive(parquet: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(make_zip({"x/a.parquet": parquet.read_bytes()}))
    assert len(articles(tmp_path / "b.zip")) == 200


def test_own_names_are_used(parquet: Path) -> None:
    (file,) = find_files([parquet])
    names = FieldNames({"outlet": ["id"]})
    first = next(iter(read_articles(file, Limits(), names=names)))
    assert isinstance(first, Article)
    assert first.outlet == "0"


def test_columns_without_text_are_named(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra searchapp[parquet]")
    from pyarrow import parquet as writer

    writer.write_table(pyarrow.table({"alpha": [1], "beta": [2]}), tmp_path / "a.parquet")
    (rejected,) = rejections(tmp_path / "a.parquet")
    assert rejected.reason == "malformed"
    assert "alpha, beta" in rejected.detail


def test_a_damaged_file_is_unreadable(parquet: Path) -> None:
    data = parquet.read_bytes()
    parquet.write_bytes(data[:-20] + b"\0" * 20)
    assert [each.reason for each in rejections(parquet)] == ["unreadable"]
    parquet.write_bytes(b"PAR1")
    assert [each.reason for each in rejections(parquet)] == ["unreadable"]


def test_a_row_that_is_too_large_is_rejected_by_itself(parquet: Path) -> None:
    found = read(parquet, Limits(max_record_bytes=100))
    assert len(found) == 200
    assert {getattr(each, "reason", None) for each in found} == {"too-large"}


def test_text_that_is_repeated_for_ever_ends(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs the extra searchapp[parquet]")
    from pyarrow import parquet as writer

    rows = pyarrow.DictionaryArray.from_arrays([0] * 300, ["x" * 1_000_000])
    writer.write_table(pyarrow.table({"text": rows}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 2_000_000
    assert read(tmp_path / "a.parquet")[-1].reason == "too-large"  # type: ignore[union-attr]


def test_without_pyarrow_the_file_is_rejected_with_the_command_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (rejected,) = rejections(tmp_path / "a.parquet")
    assert rejected.reason == "unsupported"
    assert "pip install 'searchapp[parquet]'" in rejected.detail
