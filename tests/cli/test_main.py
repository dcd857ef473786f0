from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli.main import commands
from tests.cli.conftest import Run
from tests.conftest import ROOT

COMMANDS = [
    "aliases",
    "demo",
    "extract",
    "index",
    "search",
    "serve",
    "show",
    "stats",
    "verify",
    "watch",
]


def test_help_names_every_command_and_setting(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    for word in [*COMMANDS, "SEARCHAPP_INDEX", "SEARCHAPP_DEADLINE"]:
        assert word in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"searchapp {command}" in done.stdout.split("\n", 1)[1]
    assert "--json" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", "x"], 3, "there is no index at index"),
        (["search", "x", "--index", "news"], 3, "there is no index at news"),
        (["stats"], 3, "searchapp index FOLDER"),
        (["index", "nowhere"], 3, "no file or folder at nowhere"),
        (["extract", "nowhere"], 3, "no file or folder at nowhere"),
        (["demo"], 3, "no file or folder at corpus"),
        (["index"], 2, "Missing argument"),
        (["serach"], 2, "No such command"),
        (["search", "--sort", "best"], 2, "relevance"),
        (["serve", "--port", "99999"], 2, "port"),
    ],
)
def test_what_goes_wrong_is_said_and_coded(
    run: Run, arguments: list[str], code: int, message: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_index_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "one.txt").write_text("Chapter one")
    for arguments in (["search", "x"], ["index", "thesis"], ["index", "thesis", "--rebuild"]):
        done = run(*arguments, "--index", "thesis")
        assert done.returncode == 3
        assert "is not a searchapp index" in done.stderr


def test_a_wrong_setting_is_named(run: Run) -> None:
    done = run("stats", SEARCHAPP_PORT="high")
    assert done.returncode == 2
    assert "SEARCHAPP_PORT is 'high'" in done.stderr


def test_a_search_does_not_import_what_it_does_not_need() -> None:
    code = (
        "import sys, searchapp.cli.searching\n"
        "print([name for name in ('flask', 'trafilatura', 'waitress', 'tqdm', 'lxml')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_a_command_runs_with_the_garbage_collector_on() -> None:
    code = """
import atexit, gc, sys
from searchapp.cli import main
atexit.register(lambda: print(gc.isenabled()))
sys.argv = ["searchapp", "show", "--help"]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.endswith("True\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the system counts threads elsewhere")
def test_a_command_starts_no_threads_that_it_does_not_need() -> None:
    code = """
import atexit, os, sys
from searchapp.cli import main
atexit.register(lambda: print(len(os.listdir("/proc/self/task")), "numpy" in sys.modules))
sys.argv = ["searchapp", "search", "--help"]
main()
"""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=kept,
    )
    assert done.stdout.endswith("1 True\n")


def test_an_error_cannot_command_the_terminal(run: Run) -> None:
    done = run("extract", "no\x1b]0;where")
    assert done.returncode == 3
    assert "no file or folder at no\ufffd]0;where" in done.stderr


def test_the_package_is_the_command(run: Run, tmp_path: Path, environment: dict[str, str]) -> None:
    for arguments in (["--help"], ["search", "x"]):
        by_script = run(*arguments)
        by_package = subprocess.run(
            [sys.executable, "-m", "searchapp", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert by_package.returncode == by_script.returncode
        assert (by_package.stdout, by_package.stderr) == (by_script.stdout, by_script.stderr)


def test_ctrl_c_does_not_say_that_nothing_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def press(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("searchapp.cli.searching.open_archive", press)
    done = CliRunner().invoke(commands, ["search", "x"])
    assert (done.exit_code, done.output) == (130, "")
