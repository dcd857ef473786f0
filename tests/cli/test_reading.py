from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp import Article
from searchapp.cli.main import commands
from searchapp.cli.progress import ProgressBar
from searchapp.indexing import Progress
from tests.cli.conftest import Run, wait_until
from tests.conftest import ROOT

TEXT = (
    "Bridge opens at last\n\nHarbor Ledger | March 4, 2019\n\n"
    + "The harbour office said on Monday that the bridge is open to all who pay the toll. " * 4
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    return folder


def test_a_folder_is_indexed_and_told(run: Run, news: Path) -> None:
    done = run("index", "news")
    assert done.returncode == 0
    assert done.stdout.startswith("1 article from 1 file indexed in")
    assert "Not indexed (empty): news/empty.txt" in done.stderr
    assert run("search", "toll").returncode == 0


def test_the_report_comes_as_json(run: Run, news: Path) -> None:
    report = json.loads(run("index", "news", "--json").stdout)
    assert (report["articles"], report["reasons"]) == (1, {"empty": 1})
    assert report["rejected"][0]["path"] == "news/empty.txt"


def test_vanished_files_are_told_and_pruned(run: Run, news: Path) -> None:
    run("index", "news")
    (news / "bridge.txt").unlink()
    assert "1 file of the index no longer there" in run("index", "news").stdout
    assert "1 file dropped" in run("index", "news", "--prune").stdout
    assert run("search", "toll").returncode == 1


def test_extract_prints_articles_and_touches_no_index(run: Run, news: Path, tmp_path: Path) -> None:
    done = run("extract", "news")
    (article,) = [Article.from_json(json.loads(line)) for line in done.stdout.splitlines()]
    assert (article.title, article.outlet) == ("Bridge opens at last", "Harbor Ledger")
    assert article.source.path == "news/bridge.txt"
    assert "Not indexed (empty): news/empty.txt" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["news"]
    assert run("extract", "news", "--json").stdout == done.stdout


def test_extract_tells_as_json_all_that_it_left_out(run: Run, news: Path) -> None:
    for number in range(30):
        (news / f"{number:02}.txt").write_text("")
    (news / "corrections.toml").write_text('[[correct]]\nfile = "brigde.txt"\noutlet = "VKN"\n')
    in_words = run("extract", "news").stderr
    assert in_words.count("Not indexed (empty)") == 20
    assert "and 11 more; --json lists all" in in_words
    *rejected, unmatched = map(json.loads, run("extract", "news", "--json").stderr.splitlines())
    assert [each["path"] for each in rejected] == [
        *(f"news/{number:02}.txt" for number in range(30)), "news/empty.txt",
    ]  # fmt: skip
    assert {each["reason"] for each in rejected} == {"empty"}
    assert "brigde.txt" in unmatched["unmatched"]


def test_nothing_to_read_is_trouble_with_the_corpus(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    done = run("index", "bare")
    assert done.returncode == 3
    assert "There is no file to read." in done.stderr
    (tmp_path / "bare" / "empty.txt").write_text("")
    assert run("index", "bare").returncode == 3


def test_extracting_nothing_is_exit_code_one(run: Run, news: Path) -> None:
    assert run("extract", "news/empty.txt").returncode == 1


def test_long_work_shows_progress(run: Run, tmp_path: Path) -> None:
    rows = [{"title": f"Brief {n}", "text": "Some words of the day. " * 60} for n in range(1500)]
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = run("index", "export.jsonl")
    assert "1,500 articles" in done.stdout
    assert "100% |" in done.stderr
    assert "articles, " in done.stderr
    assert run("index", "export.jsonl", "--rebuild", "--quiet").stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_commits_what_was_read_and_the_same_command_goes_on(
    run: Run, news: Path, tmp_path: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    rows = [{"title": f"Brief {n}", "text": "Some words of the day. " * 20} for n in range(14_000)]
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, rows)))
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "index", "export.jsonl", "--processes", "2"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until((tmp_path / "index" / "writer.json").exists)
    second = run("index", "news", "--rebuild")
    wait_until(lambda: len(list((tmp_path / "index").glob("s*.blobs"))) > 0)
    # As the terminal does it: to all of its processes.
    os.killpg(process.pid, number)
    _, errors = process.communicate(timeout=60)
    assert second.returncode == 3
    assert f"process {process.pid} on {os.uname().nodename}" in second.stderr
    assert process.returncode == 130
    told = re.search(r"Stopped after ([\d,]+) articles; run the same command to go on", errors)
    assert told is not None
    assert "Traceback" not in errors
    count = int(told[1].replace(",", ""))
    assert json.loads(run("stats", "--json").stdout)["articles"] == count < 14_000
    again = run("index", "export.jsonl", "--json")
    assert json.loads(again.stdout)["resumed"] == count
    assert json.loads(run("stats", "--json").stdout)["articles"] == 14_000


def test_the_report_is_a_file_too(run: Run, news: Path, tmp_path: Path) -> None:
    printed = json.loads(run("index", "news", "--json", "--report", "mine.json").stdout)
    for file in (tmp_path / "mine.json", tmp_path / "index" / "report.json"):
        assert json.loads(file.read_text()) == printed
    assert (printed["articles"], printed["finished"]) == (1, True)
    assert printed["begun"].endswith("+00:00")


@pytest.mark.parametrize(
    ("report", "said"),
    [("nowhere/mine.json", "there is no folder nowhere"), ("news", "it is a folder")],
)
def test_a_report_that_cannot_be_written_stops_before_anything_is_read(
    run: Run, news: Path, tmp_path: Path, report: str, said: str
) -> None:
    done = run("index", "news", "--report", report)
    assert done.returncode == 3
    assert done.stderr == (
        f"Error: the report {report} cannot be written: {said}. "
        "Name a file in a folder that is there and that you may write to.\n"
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["news"]


def test_a_report_can_stand_in_an_index_that_is_made_only_then(
    run: Run, news: Path, tmp_path: Path
) -> None:
    assert run("index", "news", "--index", "new", "--report", "new/mine.json").returncode == 0
    assert json.loads((tmp_path / "new/mine.json").read_text())["articles"] == 1


def test_a_file_is_no_index(run: Run, news: Path) -> None:
    for command in (("stats",), ("index", "news")):
        done = run(*command, "--index", "news/bridge.txt")
        assert done.returncode == 3
        assert done.stderr == (
            "Error: news/bridge.txt is a file and no index, so it is left alone. "
            "Name an empty or a new folder with --index.\n"
        )


def test_a_mistake_in_the_notes_stops_with_its_place(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "outlets.toml").write_text('[outlets]\n"Harbor Ledger" = 3\n')
    for command in ("index", "extract"):
        done = run(command, "news")
        assert done.returncode == 3
        assert f"{news / 'outlets.toml'}: outlets.Harbor Ledger is 3" in done.stderr
    assert not (tmp_path / "index").exists()


def test_a_correction_that_means_nothing_is_told(run: Run, news: Path) -> None:
    (news / "corrections.toml").write_text(
        '[[correct]]\nfile = "bridge.txt"\noutlet = "VKN"\nreason = "told so"\n'
        '[[correct]]\nfile = "brigde.txt"\noutlet = "VKN"\n'
    )
    told = "Not corrected: " + str(news / "corrections.toml") + ", entry 2: file 'brigde.txt'"
    extracted = run("extract", "news")
    assert json.loads(extracted.stdout)["outlet"] == "VKN"
    assert told in extracted.stderr
    assert "outlets.toml" not in extracted.stderr
    assert told in run("index", "news").stderr
    assert len(json.loads(run("index", "news", "--json").stdout)["unmatched"]) == 1


def test_the_name_of_a_file_cannot_command_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with ProgressBar(quiet=False) as bar:
        bar(Progress(1, 2, 0, "news/br\x1b]0;idge.txt"))
    shown = capsys.readouterr().err
    assert "0 articles, news/br\ufffd]0;idge.txt" in shown
    assert "\x1b]0" not in shown


def test_a_small_step_behind_a_large_one_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.cli.progress._LOG_SECONDS", 0)
    with ProgressBar(quiet=False) as bar:
        for done, step in ((0, "begins"), (900, "large"), (901, "small"), (901, "none")):
            bar(Progress(done, 1_000, 0, step))
        shown = capsys.readouterr().err
    assert all(step in shown for step in ("large", "small", "none"))


def test_a_second_ctrl_c_leaves_an_earlier_report_alone(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press_twice(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    mine = tmp_path / "mine.json"
    mine.write_text("earlier")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ProgressBar, "__call__", press_twice)
    arguments = ["index", str(news), "--report", str(mine), "--processes", "1"]
    done = CliRunner().invoke(commands, arguments)
    assert done.exit_code == 130
    assert "Stopped; run the same command to go on" in done.output
    assert mine.read_text() == "earlier"


def test_help_tells_that_a_rebuild_goes_on(run: Run) -> None:
    words = " ".join(run("index", "--help").stdout.split())
    assert "Read everything anew, or go on doing so where it was stopped" in words
