"""Segments built by several processes: the same whoever builds, and a clear end whoever dies."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from searchapp.columnar import builder
from searchapp.columnar import builders as module
from searchapp.columnar.builder import Built
from searchapp.columnar.builders import Builders
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import FILES, Segment
from searchapp.errors import BuilderLost, IndexDamaged
from tests.conftest import ROOT

LAYOUT = Layout(("title", "body"), ("outlet",), ("day",), ("sketch",))
MEMORY = 3 * 100_000


def document(number: int) -> Document:
    rare = " ".join(f"w{number * 7919 % 10_007 + at}" for at in range(40))
    body = f"On day {number} Kata'ib’s men left Baghdad — “all of them”, said No. {number}. {rare}"
    return Document(
        f"{number:05}",
        {"title": f"Day {number}".encode(), "body": body.encode()},
        {"outlet": ("Harbor Ledger", "Düna Post")[number % 2]},
        {"day": number},
        {"sketch": number.to_bytes(4, "little")},
        f'{{"title": "Day {number}", "body": "{body}"}}'.encode(),
    )


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextlib.contextmanager
def started(folder: Path, processes: int, memory: int = MEMORY) -> Iterator[Builders]:
    folder.mkdir(exist_ok=True)
    numbers = itertools.count()
    builders = Builders(folder, LAYOUT, processes, memory, lambda: f"s{next(numbers)}")
    try:
        yield builders
    finally:
        builders.close()


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with processes and dictionaries at once, and give out little at a time."""
    monkeypatch.setattr(module, "_FEW", 30_000)
    monkeypatch.setattr(module, "_SMALL", 10_000)
    monkeypatch.setattr(module, "_MESSAGE", 5_000)


def pids(builders: Builders) -> list[int]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [remote.pid for remote in builders._remotes]
        if None not in found:
            return [pid for pid in found if pid is not None]
        time.sleep(0.01)
    pytest.fail("no process was started")


def add_for_ever(builders: Builders, _: list[Built]) -> None:
    for number in itertools.count():
        builders.add(document(number))


def add_and_flush(builders: Builders, _: list[Built]) -> None:
    for number in range(1000):
        builders.add(document(number))
    builders.flush()


def build(builders: Builders, first: int, end: int) -> list[str]:
    for number in range(first, end):
        builders.add(document(number))
    return [each.name for each in builders.flush()]


def merge_all(builders: Builders, built: list[Built]) -> None:
    builders.merge("m", [(each.name, np.empty(0, int)) for each in built])
    builders.merged()


@pytest.mark.usefixtures("_soon")
def test_as_many_processes_make_the_same_files_of_the_same_documents(tmp_path: Path) -> None:
    for processes in range(4):
        contents = []
        for attempt in range(2):
            folder = tmp_path / f"{processes}-{attempt}"
            built = build_in_parts(folder, processes)
            segments = [Segment(folder, each.name) for each in built]
            counts = [segment.documents for segment in segments]
            assert counts == [each.documents for each in built]
            keys = [each.labels("key")[n] for each in segments for n in range(each.documents)]
            assert sorted(keys) == [f"{number:05}" for number in range(1500)]
            files = {path.name: path.read_bytes() for path in folder.iterdir()}
            sizes = {name: size for each in built for name, size in each.sizes.items()}
            assert {name: len(content) for name, content in files.items()} == sizes
            contents.append(files)
        assert len(contents[0]) > 10 * len(FILES)
        assert contents[0] == contents[1]


def build_in_parts(folder: Path, processes: int) -> list[Built]:
    built = []
    with started(folder, processes) as builders:
        for first, end in ((0, 700), (700, 720), (720, 1500)):
            for number in range(first, end):
                builders.add(document(number))
            assert builders.pending == end - first
            built += builders.flush()
            assert builders.pending == 0
        assert builders.flush() == []
        assert len(builders._remotes) == processes
    return built


@pytest.mark.usefixtures("_soon")
def test_processes_have_as_much_to_do(tmp_path: Path) -> None:
    with started(tmp_path / "x", 3, memory=10**9) as builders:
        for number in range(3000):
            builders.add(document(number))
        counts = [each.documents for each in builders.flush()]
    assert len(counts) == 3
    assert max(counts) < 1.2 * min(counts)


@pytest.mark.usefixtures("_soon")
def test_processes_have_as_much_to_do_however_many_batches_they_fill(tmp_path: Path) -> None:
    with started(tmp_path / "x", 2) as builders:
        for number in range(3000):
            builders.add(document(number))
        assert max(builders._given) - min(builders._given) < module._FEW
        counts = [each.documents for each in builders.flush()]
    # The first batch of the first is smaller, so that they do not write at the same time.
    assert 0.3 < counts[0] / counts[1] < 0.7
    assert len(counts) > 10
    assert max(counts[1:-2]) < 1.2 * min(counts[1:-2])


def test_little_is_done_without_a_process(tmp_path: Path) -> None:
    with started(tmp_path / "x", 2) as builders:
        for number in range(50):
            builders.add(document(number))
        (built,) = builders.flush()
        builders.merge("m", [(built.name, np.array([3, 7]))])
        (merged,) = builders.merged()
        assert merged.documents == 48
        assert not builders._remotes


@pytest.mark.usefixtures("_soon")
def test_a_builder_that_is_killed_is_told(tmp_path: Path) -> None:
    for when in ("add", "flush", "merged"):
        with started(tmp_path / when, 2) as builders:
            for number in range(1000):
                builders.add(document(number))
            built = builders.flush()
            for pid in pids(builders):
                os.kill(pid, signal.SIGKILL)
            begun = time.monotonic()
            with pytest.raises(BuilderLost, match=r"ended \(signal 9\)"):
                {"add": add_for_ever, "flush": add_and_flush, "merged": merge_all}[when](
                    builders, built
                )
            assert time.monotonic() - begun < 30


@pytest.mark.usefixtures("_soon")
def test_what_was_not_flushed_is_removed(tmp_path: Path) -> None:
    for processes in (0, 2):
        folder = tmp_path / str(processes)
        with started(folder, processes) as builders:
            for number in range(300):
                builders.add(document(number))
            kept = {name for each in builders.flush() for name in each.sizes}
            for number in range(300, 1200):
                builders.add(document(number))
            builders.merge("m", [("s0", np.array([0]))])
            running = pids(builders)
        assert {path.name for path in folder.iterdir()} == kept
        assert not any(map(is_alive, running))


@pytest.mark.usefixtures("_soon")
def test_what_a_process_cannot_do_is_raised_here(tmp_path: Path) -> None:
    for processes in (0, 2):
        folder = tmp_path / str(processes)
        with started(folder, processes) as builders:
            for number in range(1000):
                builders.add(document(number))
            built = builders.flush()
            path = folder / f"{built[0].name}.positions"
            content = bytearray(path.read_bytes())
            content[100] ^= 1
            path.write_bytes(content)
            with pytest.raises(IndexDamaged, match=path.name):
                merge_all(builders, built)
        with started(folder, processes) as builders, pytest.raises(FileExistsError, match=r"/s\d"):
            add_and_flush(builders, built)


@pytest.mark.usefixtures("_soon")
def test_merges_are_those_of_this_process(tmp_path: Path) -> None:
    built = build_in_parts(tmp_path / "0", 0)
    shutil.copytree(tmp_path / "0", tmp_path / "2")
    contents = []
    for processes in (0, 2):
        folder = tmp_path / str(processes)
        with started(folder, processes) as builders:
            names = [each.name for each in built]
            deleted = np.array([1, 2, 50])
            builders.merge("m0", [(names[0], deleted), (names[1], np.empty(0, int))])
            builders.merge("m1", [(name, np.empty(0, int)) for name in names[2:]])
            merged = builders.merged()
            assert [each.name for each in merged] == ["m0", "m1"]
            assert sum(each.documents for each in merged) == 1497
            assert builders.merged() == []
            assert len(builders._remotes) == processes
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert contents[0] == contents[1]


def test_a_large_merge_has_the_memory_of_what_was_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, remembered = [], []
    for large in (1_000, 100):
        monkeypatch.setattr(builder, "_LARGE", large)
        folder = tmp_path / str(large)
        with started(folder, 0) as builders:
            parts = [name for first in (0, 60) for name in build(builders, first, first + 60)]
            builders.merge("m0", [(name, np.empty(0, int)) for name in parts])
            builders.merged()
            remembered.append(len(builders._builder._vocabulary))
            build(builders, 120, 180)
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert remembered[0] > 0 == remembered[1]
    assert contents[0] == contents[1]


@pytest.mark.usefixtures("_soon")
def test_ctrl_c_is_for_the_writer(tmp_path: Path) -> None:
    with started(tmp_path / "x", 2) as builders:
        for number in range(500):
            builders.add(document(number))
        builders.flush()
        for pid in pids(builders):
            os.kill(pid, signal.SIGINT)
        for number in range(500, 1000):
            builders.add(document(number))
        assert sum(each.documents for each in builders.flush()) == 500


WRITER = """
import sys, time
from pathlib import Path
from tests.columnar import test_builders as here
from searchapp.columnar import builder
from searchapp.columnar import builders as module

if __name__ == "__main__":
    module._FEW = module._SMALL = module._MESSAGE = 10_000
    with here.started(Path(sys.argv[1]), 2) as builders:
        for number in range(1000):
            builders.add(here.document(number))
        print(*here.pids(builders), flush=True)
        time.sleep(60)
"""


def test_processes_end_with_a_writer_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "writer.py"
    script.write_text(WRITER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "x")],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout is not None
        running = [int(pid) for pid in writer.stdout.readline().split()]
        writer.kill()
    assert len(running) == 2
    deadline = time.monotonic() + 30
    while any(map(is_alive, running)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, running))
