"""One writer at a time, and word of who it is for those who find the lock taken.

The lock is held from before the last commit is read until after the next one is written, so that no
two writers go by the same.  The system lets go of it when the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from searchapp.columnar.folders import HOLDER, LOCK
from searchapp.errors import IndexLocked


@contextlib.contextmanager
def write_lock(path: Path) -> Iterator[None]:
    """Hold the lock of an index.

    Args:
        path: the index's folder.

    Raises:
        IndexLocked: another process or thread holds it.
    """
    lock = FileLock(path / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(path, _holder(path)) from error
    try:
        _sign(path)
        yield
    finally:
        # Who holds the lock next writes it anew.
        with contextlib.suppress(OSError):
            (path / HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": now}
    (path / HOLDER).write_text(json.dumps(who), encoding="utf-8")


def _holder(path: Path) -> str:
    try:
        who = json.loads((path / HOLDER).read_bytes())
        return f"process {who['pid']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
