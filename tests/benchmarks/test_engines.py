"""The whole comparison, on a few articles."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from benchmarks.engines import main

QUICK = ["--generated", "80", "--peers", "ours,fts5", "--questions", "3", "--repetitions", "1"]
QUICK += ["--openings", "1"]


def test_it_prints_tables_and_leaves_them_with_all_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extras = ["--builds", "2", "--threads", "2", "--command", "--scaling", "10"]
    main([*QUICK, *extras, "--out", str(tmp_path)])
    printed = capsys.readouterr().out
    assert (tmp_path / "tables.md").read_text("utf-8") == printed
    assert "80 articles (generated, seed 1)" in printed
    report = json.loads((tmp_path / "results.json").read_text("utf-8"))
    engines = report["comparison"]["engines"]
    assert list(engines) == ["ours", "fts5"]
    assert {len(engine["builds"]) for engine in engines.values()} == {2}
    assert report["threads"]["different"] == 0
    assert [each["articles"] for each in report["scaling"]] == [10, 40, 160]
    assert len(report["command_s"]) == 1
    if importlib.util.find_spec("matplotlib"):
        assert (tmp_path / "plot.svg").exists()
    times = report["comparison"]["questions"]["phrase"]["ours"]
    assert 0 < times["parsing_ms"] < times["p50_ms"] <= times["p95_ms"] <= times["p99_ms"]


def test_indexes_that_are_there_can_be_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for builds in ("1", "0"):
        main([*QUICK, "--builds", builds, "--out", str(tmp_path)])
    assert "build 1" not in capsys.readouterr().err.split("questions")[-1]


def test_an_engine_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--peers", "ours,lucene"])
    assert ended.value.code == 2
    assert "there is no lucene" in capsys.readouterr().err
