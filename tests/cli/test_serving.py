from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.cli.conftest import Run
from tests.conftest import ROOT


@contextlib.contextmanager
def serving(environment: dict[str, str], cwd: Path, *arguments: str) -> Iterator[str]:
    """Run a command that serves; yields the address it prints."""
    with subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments, "--port", "0", "--json"],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield str(json.loads(process.stdout.readline())["url"])
        finally:
            process.terminate()


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())


def test_the_demo_indexes_the_sample_archive_and_serves_it(
    environment: dict[str, str], tmp_path: Path, run: Run
) -> None:
    index = tmp_path / "index"
    with serving(environment, ROOT, "demo", "--index", str(index)) as url:
        assert url.startswith("http://127.0.0.1:")
        assert "Shamani" in fetch(url + "search?q=shamani")
        assert json.loads(fetch(url + "api/v1/search?q=shamani"))["total"] > 3
    before = json.loads(run("stats", "--json").stdout)
    with serving(environment, ROOT, "demo", "--index", str(index)) as url:
        assert "Shamani" in fetch(url + "search?q=shamani")
    assert json.loads(run("stats", "--json").stdout) == before


def test_an_index_is_served(
    environment: dict[str, str], tmp_path: Path, sample_index: Path
) -> None:
    with serving(environment, tmp_path, "serve", "--index", str(sample_index)) as url:
        assert "</html>" in fetch(url)


def test_the_page_size_is_a_setting(
    environment: dict[str, str], tmp_path: Path, sample_index: Path
) -> None:
    sized = environment | {"SEARCHAPP_PAGE_SIZE": "2"}
    with serving(sized, tmp_path, "serve", "--index", str(sample_index)) as url:
        assert fetch(url + "search?q=fire").count("<article") == 2


def test_a_port_that_is_taken_is_told(run: Run, sample_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--index", sample_index, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "a free port on 127.0.0.1" in done.stderr
