"""A byte that changes: the very same answers, and `verify` tells, or an error that names the file.

`benchmarks/flips.py` does this at many thousand places; here are a few of each file.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.flips import answers, judge, run, small_index
from searchapp.columnar.commits import read_commit


def test_no_damage_to_any_file_makes_a_wrong_answer(tmp_path: Path) -> None:
    index = small_index(tmp_path / "index")
    commit = read_commit(index)
    assert len(commit.segments) == 3
    assert [each.deleted for each in commit.segments] == [3, 3, 0]
    assert sorted(commit.notes) == ["compared", "groups", "ledger", "settings"]
    outcomes, bad = run(index, 8, every_end=False, seed=1)
    assert bad == []
    assert outcomes["told"] > 200


def test_no_byte_of_the_settings_changes_unseen(tmp_path: Path) -> None:
    index = small_index(tmp_path / "index")
    name = read_commit(index).notes["settings"]
    content, expected = (index / name).read_bytes(), answers(index)
    for at in range(len(content)):
        flipped = content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :]
        for damaged in (flipped, content[:at]):
            (index / name).write_bytes(damaged)
            assert judge(index, name, expected) == "told"
