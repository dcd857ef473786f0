from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import searchapp
from searchapp.indexing import Progress, job
from tests.conftest import ROOT
from tests.indexing.corpora import RECORDS, TEXTS, contents, write_corpus


@pytest.fixture(autouse=True)
def _no_input_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "SMALL_BYTES", 0)


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "news")
    (corpus / "corrections.toml").write_text(
        '[[correct]]\nfile = "z*.txt"\noutlet = "Press Kite"\nreason = "masthead"\n'
    )
    reports = []
    for processes in (1, 2, 3):
        report = searchapp.build([corpus], tmp_path / f"index{processes}", processes=processes)
        plain = report.to_json()
        reports.append({name: plain[name] for name in plain.keys() - {"seconds", "begun"}})
    assert reports[0]["articles"] == RECORDS + TEXTS
    assert reports[0] == reports[1] == reports[2]
    one, two, three = (contents(tmp_path / f"index{processes}") for processes in (1, 2, 3))
    assert one == two == three
    assert multiprocessing.active_children() == []


def test_progress_does_not_depend_on_how_many_read(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "news")
    steps: dict[int, list[Progress]] = {1: [], 2: []}
    for processes, seen in steps.items():
        searchapp.build(
            [corpus], tmp_path / f"index{processes}", processes=processes, progress=seen.append
        )
    assert steps[1] == steps[2]


def test_a_process_that_dies_takes_only_its_file_with_it(tmp_path: Path) -> None:
    corpus = tmp_path / "news"
    corpus.mkdir()
    for n in range(8):
        rows = [{"title": f"Row {r} of {n}", "text": f"Words {n} {r}. " * 60} for r in range(400)]
        (corpus / f"export{n}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    killed: list[int] = []

    def kill_who_reads(progress: Progress) -> None:
        if progress.step.endswith("export2.jsonl") and progress.articles and not killed:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                killed.append(child.pid)

    report = searchapp.build([corpus], tmp_path / "index", processes=2, progress=kill_who_reads)
    assert len(killed) == 2
    assert report.reasons == {"crashed": 2}
    assert "signal 9" in report.rejected[0].detail
    assert multiprocessing.active_children() == []
    again = searchapp.build([corpus], tmp_path / "index", processes=2)
    assert (again.written, again.unchanged) == (2, 6)
    with searchapp.open(tmp_path / "index") as archive:
        assert archive.search().total == 3_200


def test_a_script_that_would_start_itself_again_is_told_so(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "news")
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import sys, searchapp\n"
        "from searchapp.indexing import job\n"
        "job.SMALL_BYTES = 0\n"
        "searchapp.build([sys.argv[1]], sys.argv[2], processes=2)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(corpus), str(tmp_path / "index")],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "ReadersNotStarted" in done.stderr
    assert "__name__ == '__main__'" in done.stderr
