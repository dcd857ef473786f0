"""A builder in a process of its own.

Messages wait in this process until the pipe to the other takes them, which a thread sees to, so
that whoever makes documents does not wait for whoever writes them while there is room.  What comes
back is JSON: segments, or what went wrong.  The process ends by itself when this one does.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from searchapp import errors
from searchapp.columnar.builder import Builder, Built
from searchapp.columnar.documents import Layout
from searchapp.errors import BuilderLost, IndexTrouble, SearchappError
from searchapp.processes import (
    end_with_parent,
    ignore_interrupts,
    preload,
    process_context,
    signals_blocked,
)

# How long a process may take to end by itself, which tells why it did.
_SECONDS = 0.5

preload(__name__)


class Room:
    """How many bytes may wait for all builders together.

    Args:
        limit: bytes; a single message may be longer.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._is_lost = False
        self._changed = threading.Condition()

    def enter(self, size: int) -> None:
        """Wait until there is room for a message, or a builder was lost."""
        with self._changed:
            while self._used and self._used + size > self._limit and not self._is_lost:
                self._changed.wait()
            self._used += size

    def leave(self, size: int) -> None:
        """Give back the room of a message."""
        with self._changed:
            self._used -= size
            self._changed.notify()

    def lose(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._is_lost = True
            self._changed.notify()


class Remote:
    """A process that builds segments.

    Args:
        folder: of the index.
        layout: of the index.
        room: for the messages that wait.
    """

    def __init__(self, folder: Path, layout: Layout, room: Room) -> None:
        self._folder = folder
        self._room = room
        self._context = process_context()
        self._tasks: Connection
        self._results: Connection
        tasks, self._tasks = self._context.Pipe(duplex=False)
        self._results, results = self._context.Pipe(duplex=False)
        self._process: BaseProcess = self._context.Process(
            target=_serve, args=(tasks, results, folder, layout), daemon=True
        )
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, args=(tasks, results), daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Its number, None until it is started."""
        return self._process.pid

    def send(self, message: bytes) -> None:
        """Have a message obeyed after those before it; wait while there is no room for it."""
        self._room.enter(len(message))
        self._waiting.put(message)

    def receive(self) -> Built:
        """Wait for the next segment.

        Raises:
            BuilderLost: the process has ended.
            OSError, IndexTrouble: it could not do what it was told to.
        """
        try:
            kind, *content = json.loads(self._results.recv_bytes())
        except (EOFError, OSError) as error:
            raise BuilderLost(self._folder, self._ended()) from error
        if kind == "built":
            return Built(*content)
        if kind == "OSError":
            raise OSError(*content)
        raise _trouble(kind, *content)

    def has_results(self) -> bool:
        """Return whether `receive` has something to return or raise."""
        return self._results.poll()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._waiting.get(block=False)
        self._waiting.put(None)
        if self._process.pid is not None:
            self._process.kill()
        self._thread.join()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self._results.close()

    def _run(self, tasks: Connection, results: Connection) -> None:
        try:
            with tasks, results, signals_blocked():
                # Once started, only the process holds these ends, so that they close with it.
                self._process.start()
            while (message := self._waiting.get()) is not None:
                self._tasks.send_bytes(message)
                self._room.leave(len(message))
        except OSError:
            self._room.lose()
        finally:
            self._tasks.close()

    def _ended(self) -> int | None:
        self._thread.join(_SECONDS)
        if self._process.pid is None:
            return None
        self._process.join(_SECONDS)
        return self._process.exitcode


def _serve(tasks: Connection, results: Connection, folder: Path, layout: Layout) -> None:
    """Build until there is nobody who asks for it."""
    ignore_interrupts()
    end_with_parent()
    builder = Builder(folder, layout)
    while True:
        try:
            message = tasks.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            built = builder.obey(message)
        except OSError as error:
            results.send_bytes(_encode("OSError", error.errno, error.strerror, error.filename))
            return
        except IndexTrouble as error:
            results.send_bytes(_encode(type(error).__name__, error.message, error.mend))
            return
        if built is not None:
            results.send_bytes(_encode("built", *built))


def _encode(*plain: object) -> bytes:
    return json.dumps(plain, default=str).encode("ascii")


def _trouble(kind: str, message: str, mend: str) -> SearchappError:
    """Return an exception of `searchapp.errors` as it was raised elsewhere."""
    known: type[SearchappError] = getattr(errors, kind)
    trouble = known.__new__(known)
    SearchappError.__init__(trouble, message, mend)
    return trouble
