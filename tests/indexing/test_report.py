"""A report lists what was rejected, within bounds, and counts the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

import searchapp
from searchapp.indexing import Report


def report_of(folder: Path, lines: str) -> Report:
    (folder / "noise.jsonl").write_text(lines)
    return searchapp.build([folder / "noise.jsonl"], folder / "index")


def test_a_report_lists_thousands_of_rejections(tmp_path: Path) -> None:
    report = report_of(tmp_path, "x\n" * 5_000)
    assert report.reasons == {"malformed": 5_000}
    assert len(report.rejected) == 5_000
    assert report.to_json()["unlisted"] == {}


def test_a_report_says_how_much_it_does_not_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.indexing.report.MOST_REJECTED", 1_000)
    plain = report_of(tmp_path, "x\n" * 900 + "{}\n" * 300).to_json()
    assert plain["reasons"] == {"malformed": 900, "no-text": 300}
    assert len(plain["rejected"]) == 1_000
    assert plain["unlisted"] == {"no-text": 200}
