"""Building an index in a process of its own, and what that takes.

    python -m benchmarks.building PEER RECORDS FOLDER WORKERS

prints the seconds; the libraries are loaded before the clock starts.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.peers import load_peer
from benchmarks.records import read_records

WORKERS = 2
_ROOT = Path(__file__).resolve().parent.parent
# Seconds; what several processes share is looked at seldom, for that holds them up.
_POLL, _SHARED_POLL = 0.02, 0.2


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took.

    Args:
        seconds: from the first record to an index that is whole and on disk.
        cpu: seconds that processors worked for it in all its processes, starting them too; unlike
            `seconds` they hardly depend on what else the machine does.
        resident: the most bytes that all its processes had in memory at once, with what they map
            of files; what several share counts once (on Linux, where it is looked at every .2 s;
            elsewhere for each).
        private: the same without what is shared or mapped.
        size: of the index, in bytes.
    """

    seconds: float
    cpu: float
    resident: int
    private: int
    size: int


def build(peer: str, records: Path, folder: Path) -> Built:
    """Build an index anew.

    Args:
        peer: the engine's name.
        records: the file of the articles.
        folder: where the index goes, in the place of what is there.

    Returns:
        What it took.

    Raises:
        RuntimeError: the process failed; its errors are on standard error.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    arguments = [peer, str(records), str(folder), str(WORKERS)]
    command = [sys.executable, "-m", "benchmarks.building", *arguments]
    resident = private = 0
    worked: dict[int, float] = {}
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as running:
        next_look = 0.0
        while running.poll() is None:
            seen = _look(running.pid)
            private = max(private, sum(each.private for each in seen))
            worked |= {each.pid: each.cpu for each in seen}
            if time.monotonic() >= next_look:
                resident = max(resident, _resident(each.pid for each in seen))
                next_look = time.monotonic() + _SHARED_POLL
            time.sleep(_POLL)
        printed = running.stdout.read() if running.stdout else ""
    if running.returncode != 0:
        raise RuntimeError(f"building with {peer} ended with {running.returncode}")
    cpu = sum(worked.values())
    return Built(float(printed.split()[-1]), cpu, resident, private, size_of(folder))


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class _Seen(NamedTuple):
    """What one process has and has done, in bytes and seconds."""

    pid: int
    private: int
    cpu: float


def _look(number: int) -> list[_Seen]:
    """Look at a process and all below it; one that has ended is left out."""
    seen = []
    with contextlib.suppress(psutil.Error):
        first = psutil.Process(number)
        for each in (first, *first.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                memory, times = each.memory_info(), each.cpu_times()
                private = memory.rss - getattr(memory, "shared", 0)
                seen.append(_Seen(each.pid, private, times.user + times.system))
    return seen


def _resident(pids: Iterable[int]) -> int:
    """Return the bytes that processes have in memory, their part of what they share of each."""
    total = 0
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            memory = psutil.Process(pid).memory_full_info()
            total += getattr(memory, "pss", memory.rss)
    return total


def main() -> None:
    """Build, in this process, and print the seconds."""
    name, records, folder, workers = sys.argv[1:]
    peer = load_peer(name)
    begun = time.perf_counter()
    peer.build(Path(folder), read_records(Path(records)), int(workers))
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
