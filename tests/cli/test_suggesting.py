from __future__ import annotations

import json
from pathlib import Path

from searchapp.archive import Archive

from .conftest import Run


def test_suggestions_are_shown_with_their_counts(
    run: Run, sample_index: Path, sample_archive: Archive
) -> None:
    done = run("suggest", "the", "kat", "--index", sample_index)
    found = sample_archive.suggest("the kat")
    assert done.returncode == 0
    for line, each in zip(done.stdout.splitlines(), found, strict=True):
        count, query = line.strip().split("  ")[:2]
        assert (count, query) == (f"{each.articles:,}", each.query)


def test_as_json(run: Run, sample_index: Path, sample_archive: Archive) -> None:
    done = run("suggest", "kat", "--json", "-n", "2", "--index", sample_index)
    suggestions = [each.to_json() for each in sample_archive.suggest("kat", 2)]
    assert json.loads(done.stdout) == {"query": "kat", "suggestions": suggestions}


def test_nothing_begins_so(run: Run, sample_index: Path) -> None:
    done = run("suggest", "zzz", "--index", sample_index)
    assert (done.returncode, done.stdout) == (1, "Nothing begins so.\n")


def test_a_wrong_limit_is_a_usage_error(run: Run, sample_index: Path) -> None:
    done = run("suggest", "kat", "-n", "-1", "--index", sample_index)
    assert done.returncode == 2
    assert "limit" in done.stderr
