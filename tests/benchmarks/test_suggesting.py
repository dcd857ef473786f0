"""The measurement of suggestions, on the sample archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.suggesting import draw_words, main, time_each
from searchapp.archive import Archive


def test_words_are_drawn_by_a_seed(sample_archive: Archive) -> None:
    words = draw_words(sample_archive, 20, 5)
    assert words == draw_words(sample_archive, 20, 5) != draw_words(sample_archive, 20, 6)
    assert len(set(words)) == 20
    assert all(sample_archive.search(f'title:"{word}"', match="letters").total for word in words)


def test_every_suggestion_has_its_time(sample_archive: Archive) -> None:
    times = time_each(sample_archive, ["k", "ka", "kat"])
    assert len(times) == 3
    assert min(clock for clock, _ in times) > 0


def test_a_table_is_printed(
    sample_index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["suggesting", str(sample_index), "--words", "3"])
    main()
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[-7] for row in rows[1:]] == ["1", "15", "15", "15", "15"]
