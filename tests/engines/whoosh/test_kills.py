"""Killed at any step of its work, a writer leaves the last commit and no harm to the next.

`benchmarks/kills.py` does this at every step; here are a few of them.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked here")


def test_writers_that_are_killed_leave_the_last_commit() -> None:
    # Killed builds are in tests/indexing/test_stopping.py.
    counts = {"steps": 24, "full": 8, "later": 8, "outside": 4, "builds": 0}
    options = [f"--{name}={count}" for name, count in counts.items()]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--seed=3", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = re.findall(r"^(\w+): (\d+) kills$", done.stdout, re.M)
    killed = {name: int(count) for name, count in lines}
    assert killed["steps"] == counts["steps"]
    assert killed["outside"] == counts["outside"]
    (segments, deletions) = re.findall(r"(\d+) segments, (\d+) with deletions", done.stdout)[0]
    assert int(segments) > 2
    assert int(deletions) > 0
    after, refused, bad = re.findall(
        r"kills, (\d+) of them after a commit, (\d+) full disks, (\d+) bad", done.stdout
    )[0]
    assert int(after) > 5
    assert (int(refused), int(bad)) == (8, 0)
