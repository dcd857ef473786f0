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
from searchapp.indexing import BuildStopped, Progress, job
from searchapp.indexing.building import run
from searchapp.indexing.job import Options
from searchapp.indexing.stopping import Stop
from searchapp.ingest.repeated import LineCounter
from searchapp.settings import Settings
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


OFFER = "The best of the harbour in your inbox every morning: the Ledger Briefing"


@pytest.fixture
def offering(tmp_path: Path) -> Path:
    """A corpus with a line that its outlet repeats."""
    corpus = tmp_path / "news"
    corpus.mkdir()
    for n in range(9):
        body = f"The harbour office said that pier {'x' * n} stays closed until the spring. " * 3
        text = f"Pier {n}\n\nHarbor Ledger | March 4, 2019\n\n{body}\n\n{OFFER}\n"
        (corpus / f"pier-{n}.txt").write_text(text)
    return corpus


def test_what_outlets_repeat_is_learned_by_a_process_as_well(
    tmp_path: Path, offering: Path
) -> None:
    for processes in (1, 2):
        searchapp.build([offering], tmp_path / f"index{processes}", processes=processes)
    one, two = contents(tmp_path / "index1"), contents(tmp_path / "index2")
    assert one == two
    assert len(one[0]) == 9
    assert not any(OFFER in article.body for article in one[0].values())


class _Killer(Stop):
    """Kills the first process that it sees."""

    killed = 0

    def check(self) -> None:
        for child in multiprocessing.active_children()[: 1 - self.killed]:
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            self.killed = 1


def test_a_process_that_dies_while_it_learns_takes_nothing_with_it(
    tmp_path: Path, offering: Path
) -> None:
    steps: list[str] = []
    stop = _Killer()

    def note(progress: Progress) -> None:
        if stop.killed == 0:
            steps.append(progress.step)

    options = Options(roots=[offering], processes=2)
    report = run(options, tmp_path / "index", Settings(), note, stop)
    assert (stop.killed, steps[-1]) == (1, "looking for lines that repeat")
    assert (report.articles, report.rejected) == (9, [])
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_is_heard_while_it_learns(
    tmp_path: Path, offering: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[object] = []
    monkeypatch.setattr(LineCounter, "learn", learned.append)
    stop = Stop()

    def ask(progress: Progress) -> None:
        stop.asked = stop.asked or progress.step == "looking for lines that repeat"

    options = Options(roots=[offering], processes=processes)
    with pytest.raises(BuildStopped):
        run(options, tmp_path / "index", Settings(), ask, stop)
    assert learned == []
    assert multiprocessing.active_children() == []


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
