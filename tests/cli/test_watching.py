from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import searchapp
from searchapp.engines.whoosh.engine import WhooshEngine
from tests.cli.conftest import wait_until
from tests.conftest import ROOT

Total = Callable[[str], int]


def article(title: str) -> str:
    body = "The harbour office said on Monday that work on the pier goes on as it was planned. " * 3
    return f"{title}\n\nHarbor Ledger | March 4, 2019\n\n{body}\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(article("Bridge"))
    return folder


@contextlib.contextmanager
def watching(
    environment: dict[str, str], cwd: Path, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `watch`; its lines go into out.txt, its troubles into err.txt."""
    with (
        (cwd / "out.txt").open("wb") as out,
        (cwd / "err.txt").open("wb") as err,
        subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "watch", *arguments],
            cwd=cwd,
            env=environment,
            stdout=out,
            stderr=err,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def total(index: Path, query: str = "") -> int:
    with searchapp.open(index) as archive:
        # Articles here differ in little more than their titles.
        return archive.search(query, copies=True).total


@pytest.mark.parametrize("more", [[], ["--poll"]], ids=["told", "polled"])
def test_what_changes_is_indexed(
    environment: dict[str, str], tmp_path: Path, news: Path, more: list[str]
) -> None:
    index = tmp_path / "index"
    with watching(environment, tmp_path, "news", "--prune", "--json", *more) as process:
        wait_until(lambda: (tmp_path / "out.txt").read_text().endswith("\n"))
        assert total(index, "bridge") == 1
        (news / "ferry.txt").write_text(article("Ferry"))
        wait_until(lambda: total(index, "ferry") == 1)
        # As editors do it: beside the file, then in its place.
        (news / ".bridge.txt.swp").write_text(article("Tunnel"))
        (news / ".bridge.txt.swp").replace(news / "bridge.txt")
        wait_until(lambda: total(index, "tunnel") == 1)
        assert total(index, "bridge") == 0
        (news / "old").mkdir()
        (news / "ferry.txt").rename(news / "old" / "ferry.txt")
        wait_until(lambda: total(index, "ferry") == 1 and "old/" in path_of(index, "ferry"))
        (news / "old" / "ferry.txt").unlink()
        wait_until(lambda: total(index, "ferry") == 0)
        (news / "outlets.toml").write_text('[outlets]\n"Ledger of the Harbor" = ["Harbor Ledger"]')
        wait_until(lambda: outlet_of(index) == "Ledger of the Harbor")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    reports = [json.loads(line) for line in (tmp_path / "out.txt").read_text().splitlines()]
    assert len(reports) >= 6
    assert [report["files"] for report in reports[1:3]] == [1, 1]
    assert (tmp_path / "err.txt").read_text() == ""


def path_of(index: Path, query: str) -> str:
    with searchapp.open(index) as archive:
        return archive.search(query).hits[0].article.source.path


def outlet_of(index: Path) -> str | None:
    with searchapp.open(index) as archive:
        return archive.search("tunnel").hits[0].outlet


def test_an_index_that_is_locked_is_waited_for(
    environment: dict[str, str], tmp_path: Path, news: Path
) -> None:
    index = tmp_path / "index"
    with watching(environment, tmp_path, "news", "--quiet") as process:
        wait_until(lambda: "1 article from 1 file" in (tmp_path / "out.txt").read_text())
        engine = WhooshEngine.open(index)
        with engine.writer():
            (news / "ferry.txt").write_text(article("Ferry"))
            (news / "empty.txt").write_text("")
            wait_until(lambda: "Waiting: the index at index is being" in err(tmp_path))
            assert total(index) == 1
        engine.close()
        wait_until(lambda: total(index) == 2)
        wait_until(lambda: "Not indexed (empty): news/empty.txt" in err(tmp_path))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert err(tmp_path).count("Waiting") == 1
    assert "Traceback" not in err(tmp_path)


def err(folder: Path) -> str:
    return (folder / "err.txt").read_text()


@pytest.mark.parametrize("named", ["news/index", "link"])
def test_an_index_in_its_own_corpus_comes_to_rest(
    environment: dict[str, str], tmp_path: Path, news: Path, named: str
) -> None:
    (news / "index").mkdir()
    (tmp_path / "link").symlink_to(news / "index")

    def lines() -> int:
        return (tmp_path / "out.txt").read_text().count("\n")

    with watching(environment, tmp_path, "news", "--index", named, "--json") as process:
        wait_until(lambda: lines() == 1)
        (news / "ferry.txt").write_text(article("Ferry"))
        wait_until(lambda: lines() == 2)
        before = (news / "index" / "report.json").stat().st_mtime_ns
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(4)
        assert (news / "index" / "report.json").stat().st_mtime_ns == before
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_nothing_to_watch_is_trouble(environment: dict[str, str], tmp_path: Path) -> None:
    with watching(environment, tmp_path, "nowhere") as process:
        assert process.wait(60) == 3
    assert "no file or folder at nowhere" in err(tmp_path)


def test_a_trouble_cannot_command_the_terminal(
    environment: dict[str, str], tmp_path: Path, news: Path
) -> None:
    index = tmp_path / "in\x1b]0;dex"
    with watching(environment, tmp_path, "news", "--index", index.name, "--quiet") as process:
        wait_until(lambda: "1 article from 1 file" in (tmp_path / "out.txt").read_text())
        engine = WhooshEngine.open(index)
        with engine.writer():
            (news / "ferry.txt").write_text(article("Ferry"))
            wait_until(lambda: "Waiting: the index at in\ufffd]0;dex is being" in err(tmp_path))
        engine.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
