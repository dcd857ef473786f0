"""The list of common names is made of the most common ones of the census."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import common_names


@pytest.fixture
def census(tmp_path: Path) -> Path:
    lists = {
        "dist.all.last": "SMITH  1.006  1.006  1\nLI  0.020  9.000  2\n",
        "dist.female.first": "MARY  2.629  2.629  1\n",
        "dist.male.first": "JAMES  3.318  3.318  1\nMARY  0.009  9.000  2\n",
    }
    for name, lines in lists.items():
        (tmp_path / name).write_text(lines, "ascii")
    return tmp_path


def test_of_each_file_the_most_common_names_are_taken_but_short_ones(census: Path) -> None:
    assert common_names.names_of(census / "dist.male.first", 1) == {"james"}
    assert common_names.names_of(census / "dist.all.last", 2) == {"smith"}


def test_the_list_has_a_head_and_each_name_once(
    census: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["common_names", str(census)])
    common_names.main()
    lines = capsys.readouterr().out.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert "census" in "\n".join(head)
    assert lines[len(head) :] == ["james", "mary", "smith"]
