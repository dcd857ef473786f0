"""Whatever ends a build, the next one makes of it what an undisturbed one makes."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import searchapp
from searchapp.columnar.commits import read_commit
from searchapp.errors import IndexNotFound
from searchapp.indexing import BuildStopped, Progress, job
from searchapp.indexing.building import run
from searchapp.indexing.job import Options
from searchapp.indexing.stopping import Stop
from searchapp.ingest.streams import LimitedStream
from searchapp.settings import Settings
from tests.cli.conftest import wait_until
from tests.conftest import ROOT
from tests.indexing.corpora import RECORDS, TEXTS, contents, write_corpus

BUILD = (
    "import sys, searchapp\n"
    "from searchapp.indexing import job\n"
    "if __name__ == '__main__':\n"
    "    job.BATCH_ARTICLES, job.SMALL_BYTES = 13, 0\n"
    "    searchapp.build([sys.argv[1]], sys.argv[2], rebuild=sys.argv[3] == 'rebuild',\n"
    "        processes=int(sys.argv[4]))\n"
)


def start(corpus: Path, index: Path, how: str, processes: int) -> subprocess.Popen[bytes]:
    script = corpus.parent / "build.py"
    script.write_text(BUILD)
    return subprocess.Popen(
        [sys.executable, str(script), str(corpus), str(index), how, str(processes)],
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
        stderr=subprocess.PIPE,
    )


def commit_of(index: Path) -> int:
    try:
        return read_commit(index).generation
    except IndexNotFound:
        return 0


def wait_for_commits(index: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    wanted = commit_of(index) + count
    wait_until(lambda: commit_of(index) >= wanted or process.poll() is not None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "news")


@pytest.fixture
def undisturbed(corpus: Path, tmp_path: Path) -> Path:
    searchapp.build([corpus], tmp_path / "undisturbed")
    return tmp_path / "undisturbed"


@pytest.mark.parametrize(("how", "processes"), [("add", 1), ("add", 2), ("rebuild", 1)])
def test_a_build_killed_again_and_again_ends_where_an_undisturbed_one_does(
    corpus: Path, tmp_path: Path, undisturbed: Path, how: str, processes: int
) -> None:
    index = tmp_path / "index"
    rng = random.Random(processes)  # noqa: S311
    if how == "rebuild":
        searchapp.build([corpus], index)
    for _ in range(4):
        with start(corpus, index, how, processes) as process:
            wait_for_commits(index, rng.randint(1, 4), process)
            time.sleep(rng.random() / 20)
            process.kill()
        with searchapp.open(index) as archive:
            total = archive.search().total
            assert 0 < total <= RECORDS + TEXTS
            assert how == "add" or total == RECORDS + TEXTS
    process = start(corpus, index, how, processes)
    assert process.communicate(timeout=120)[1] == b""
    assert process.returncode == 0
    assert contents(index) == contents(undisturbed)


def test_what_was_committed_is_not_indexed_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH_ARTICLES", 50)

    def stop_in_the_export(progress: Progress) -> None:
        if progress.articles > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searchapp.build([corpus], tmp_path / "index", progress=stop_in_the_export)
    report = searchapp.build([corpus], tmp_path / "index")
    # 20 texts before the export, and two batches were committed.
    assert (report.unchanged, report.resumed) == (20, 80)
    assert report.articles == RECORDS + TEXTS - 100
    assert report.reasons == {"malformed": 1, "empty": 1}


def test_what_was_read_before_more_was_learned_is_read_again(tmp_path: Path) -> None:
    offer = "The best of the harbour in your inbox every morning: the Ledger Briefing"
    news = tmp_path / "news"
    news.mkdir()

    def write(name: str, numbers: range, offers: int) -> None:
        rows = [
            {
                "title": f"Pier {n}",
                "outlet": "Harbor Ledger",
                "text": f"Of pier {n} {'x' * n} they said nothing.\n{offer if n < offers else ''}",
            }
            for n in numbers
        ]
        (news / name).write_text("\n".join(map(json.dumps, rows)))

    stop = Stop()

    def ask(progress: Progress) -> None:
        stop.asked = progress.articles >= 50

    write("a.jsonl", range(100), 4)
    with pytest.raises(BuildStopped):
        run(Options(roots=[news]), tmp_path / "index", Settings(), ask, stop)
    write("b.jsonl", range(100, 106), 106)
    report = searchapp.build([news], tmp_path / "index")
    assert (report.resumed, report.articles) == (0, 106)
    with searchapp.open(tmp_path / "index") as archive:
        assert archive.search("inbox").total == 0


def test_an_export_that_changed_meanwhile_is_replaced_whole(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH_ARTICLES", 50)
    steps: list[Progress] = []

    def stop_in_the_export(progress: Progress) -> None:
        steps.append(progress)
        if progress.articles > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searchapp.build([corpus], tmp_path / "index", progress=stop_in_the_export)
    export = corpus / "m-export.jsonl"
    export.write_text("\n".join(export.read_text().splitlines()[40:]))
    report = searchapp.build([corpus], tmp_path / "index")
    assert report.resumed == 0
    searchapp.build([corpus], tmp_path / "other")
    assert contents(tmp_path / "index") == contents(tmp_path / "other")


def test_a_build_told_to_stop_commits_what_it_has_and_says_how_much(
    corpus: Path, tmp_path: Path, undisturbed: Path
) -> None:
    index = tmp_path / "index"

    def ask(progress: Progress) -> None:
        if progress.articles >= 100 and not stopped:
            stopped.append(True)
            signal.raise_signal(signal.SIGINT)

    stopped: list[bool] = []
    with pytest.raises(BuildStopped) as caught:
        searchapp.build([corpus], index, progress=ask)
    report = caught.value.report
    assert (report.finished, report.articles) == (False, 100)
    assert json.loads((index / "report.json").read_text())["finished"] is False
    with searchapp.open(index) as archive:
        assert archive.search().total == 100
    assert searchapp.build([corpus], index).articles == RECORDS + TEXTS - 100
    assert contents(index) == contents(undisturbed)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_ctrl_c_stops_at_once(corpus: Path, tmp_path: Path) -> None:
    def ask_twice(progress: Progress) -> None:
        if progress.articles >= 100:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as caught:
        searchapp.build([corpus], tmp_path / "index", progress=ask_twice)
    assert not isinstance(caught.value, BuildStopped)
    with searchapp.open(tmp_path / "index") as archive:
        assert archive.search().total == 0


def test_reading_anew_keeps_what_is_there_until_it_is_replaced(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH_ARTICLES", 20)
    index = tmp_path / "index"
    searchapp.build([corpus], index)
    (corpus / "a01.txt").unlink()
    seen: set[int] = set()
    with searchapp.open(index) as archive:

        def look(progress: Progress) -> None:
            # What has gone, goes with the last commit; copies are looked for after it.
            if not progress.step.startswith("looking for copies"):
                seen.add(archive.search().total)

        report = searchapp.build([corpus], index, rebuild=True, progress=look)
        assert archive.search().total == RECORDS + TEXTS - 1
    assert seen == {RECORDS + TEXTS}
    assert (report.articles, report.dropped) == (RECORDS + TEXTS - 1, 1)


def test_a_rebuild_that_was_stopped_goes_on_and_the_next_begins_again(
    corpus: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    searchapp.build([corpus], index)

    def ask(progress: Progress) -> None:
        if progress.articles == 100 and progress.step.endswith("export.jsonl"):
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(BuildStopped):
        searchapp.build([corpus], index, rebuild=True, progress=ask)
    assert searchapp.build([corpus], index, rebuild=True).articles == RECORDS + TEXTS - 100
    assert searchapp.build([corpus], index, rebuild=True).articles == RECORDS + TEXTS


def test_the_bar_counts_what_is_passed_over_by_itself(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH_ARTICLES", 50)

    def stop_in_the_export(progress: Progress) -> None:
        if progress.articles >= 150:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searchapp.build([corpus], tmp_path / "index", progress=stop_in_the_export)
    steps: list[Progress] = []
    searchapp.build([corpus], tmp_path / "index", progress=steps.append)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert [step.skipped for step in steps] == sorted(step.skipped for step in steps)
    assert steps[-1].done == steps[-1].total > steps[-1].skipped > 0


@pytest.mark.parametrize("step", ["looking for lines that repeat", "blank.jsonl"])
def test_ctrl_c_is_obeyed_inside_a_file_in_which_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    corpus = tmp_path / "news"
    corpus.mkdir()
    (corpus / "blank.jsonl").write_text("\n" * 20_000_000)
    pieces: list[bool] = []
    read = LimitedStream.readinto

    def counted(stream: LimitedStream, buffer: memoryview) -> int:
        pieces.extend(stopped)
        return read(stream, buffer)

    def ask(progress: Progress) -> None:
        if step in progress.step and not stopped:
            stopped.append(True)
            signal.raise_signal(signal.SIGINT)

    stopped: list[bool] = []
    monkeypatch.setattr(LimitedStream, "readinto", counted)
    with pytest.raises(BuildStopped) as caught:
        searchapp.build([corpus], tmp_path / "index", progress=ask, processes=1)
    assert caught.value.report.rejected == []
    # Of the 80 that it has.
    assert len(pieces) == 1


def test_ctrl_c_is_obeyed_among_records_that_are_none(tmp_path: Path) -> None:
    corpus = tmp_path / "news"
    corpus.mkdir()
    (corpus / "noise.jsonl").write_text("x\n" * 9_000)

    def ask(progress: Progress) -> None:
        if "noise" in progress.step:
            told.append(progress)
            if len(told) == 3:
                signal.raise_signal(signal.SIGINT)

    told: list[Progress] = []
    with pytest.raises(BuildStopped) as caught:
        searchapp.build([corpus], tmp_path / "index", progress=ask)
    # Told at the beginning of the file and after 50 and 100 of its records.
    assert caught.value.report.reasons == {"malformed": 100}


def test_a_rebuild_shows_that_it_checks_the_index_and_can_be_stopped_meanwhile(
    corpus: Path,
) -> None:
    searchapp.build([corpus], corpus.parent / "index")
    steps: list[str] = []

    def press_ctrl_c(progress: Progress) -> None:
        assert 0 <= progress.done <= progress.total
        steps.append(progress.step)
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(BuildStopped) as stopped:
        searchapp.build([corpus], corpus.parent / "index", rebuild=True, progress=press_ctrl_c)
    assert not stopped.value.report.finished
    assert all(step.startswith("checking") for step in steps)
    with searchapp.open(corpus.parent / "index") as archive:
        assert archive.search(copies=True).total == RECORDS + TEXTS
