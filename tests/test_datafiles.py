"""Data files come with the program, wherever it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.datafiles import read_tables, read_text


def test_a_data_file_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "\nzygote\n" in read_text("analysis/english.txt")
    assert "al" in read_tables("analysis/compounds.toml")["articles"]
