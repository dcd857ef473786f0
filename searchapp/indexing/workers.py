"""Files read by several processes, and handed on in order.

Every process reads one file after the other and writes what it finds into a pipe, which takes no
more when it is full; so what is read ahead is bounded, and the order in which articles arrive does
not depend on which process is faster.  Files are given out a few ahead, in their order, to the
process that has the fewest bytes before it.

The processes hold nothing that could be lost: they are killed when they are no longer needed, end
by themselves when the one that writes is gone, and are replaced when one dies of a file.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.errors import ReadersNotStarted
from searchapp.indexing.messages import (
    DONE,
    Places,
    decode_file,
    decode_found,
    encode_file,
    encode_found,
)
from searchapp.indexing.reader import Found, Reads
from searchapp.ingest.files import Rules, printable
from searchapp.ingest.pipeline import InputFile
from searchapp.model import Rejected
from searchapp.processes import ignore_interrupts, preload, process_context, signals_blocked

# Few enough that their names fit into a pipe, so that giving them out never waits.
_AHEAD = 4
# How often whoever waits for a process looks up.
_SECONDS = 0.2
# What a file costs beside its bytes.
_FILE_BYTES = 4_000

preload(__name__)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Processes that read; to be used in a `with` block.

    Args:
        reader: reads them; each process has its own.
        files: all that will be read, in order.
        processes: how many processes read them.
        idle: called a few times a second while there is nothing to do but wait; may raise.
    """

    def __init__(
        self,
        reader: Reads,
        files: Sequence[InputFile],
        processes: int,
        idle: Callable[[], None],
    ) -> None:
        self._files = files
        self._idle = idle
        self._places: dict[tuple[Path, int], int] = {}
        places: list[tuple[Path, Rules]] = []
        for file in files:
            if self._place(file) == len(places):
                places.append((file.root, file.rules))
        self._reader = reader
        self._all_places = tuple(places)
        self._processes = min(processes, len(files))
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        with signals_blocked():
            self._workers = [self._start() for _ in range(self._processes)]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()

    def read(self) -> Iterator[tuple[InputFile, Iterator[Found]]]:
        """Read the files.

        Yields:
            Each file with what is found in it, in order; it is to be taken to its end before the
            next.

        Raises:
            ReadersNotStarted: no process could be started.
        """
        given: deque[tuple[InputFile, int]] = deque()
        files = iter(self._files)
        while True:
            while len(given) < _AHEAD * self._processes:
                file = next(files, None)
                if file is None:
                    break
                given.append((file, self._give(file)))
            if not given:
                return
            file, number = given.popleft()
            yield file, self._take(file, number)

    def _start(self) -> _Worker:
        return _Worker(self._reader, self._all_places)

    def _place(self, file: InputFile) -> int:
        # Rules are the same object for all files of a folder, and long to compare.
        return self._places.setdefault((file.root, id(file.rules)), len(self._places))

    def _give(self, file: InputFile) -> int:
        free = [n for n, each in enumerate(self._workers) if len(each.files) < _AHEAD]
        number = min(free, key=lambda n: (self._workers[n].load(), n))
        self._workers[number].give(file, self._place(file))
        return number

    def _take(self, file: InputFile, number: int) -> Iterator[Found]:
        worker = self._workers[number]
        try:
            while (message := worker.receive(self._idle)) != DONE:
                yield decode_found(message)
            worker.files.popleft()
        except (EOFError, OSError):
            yield file.size, _crash(file, worker.end())
            waiting = list(worker.files)[1:]
            with signals_blocked():
                self._workers[number] = self._start()
            for each in waiting:
                self._workers[number].give(each, self._place(each))


class _Worker:
    """One process that reads."""

    def __init__(self, reader: Reads, places: Places) -> None:
        self.files: deque[InputFile] = deque()
        context = process_context()
        self._tasks: Connection
        self._found: Connection
        tasks, self._tasks = context.Pipe(duplex=False)
        self._found, found = context.Pipe(duplex=False)
        self._is_ready = False
        self._process: BaseProcess = context.Process(
            target=_serve, args=(tasks, found, reader, places), daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            # It ended before it had read what it is to do.
            raise ReadersNotStarted(None) from error
        # Only the process holds these ends now, so that they close when it ends.
        tasks.close()
        found.close()

    def load(self) -> int:
        """Return how much it has still to read."""
        return sum(file.size + _FILE_BYTES for file in self.files)

    def give(self, file: InputFile, place: int) -> None:
        """Let it read a file when it is done with those it was given before."""
        self.files.append(file)
        # A process that has died is noticed when its answer is missing.
        with contextlib.suppress(OSError):
            self._tasks.send_bytes(encode_file(file, place))

    def receive(self, idle: Callable[[], None]) -> bytes:
        """Wait for its next message.

        Args:
            idle: called while there is none.

        Raises:
            ReadersNotStarted: it never began.
            EOFError, OSError: it has died.
        """
        try:
            if not self._is_ready:
                self._next(idle)
                self._is_ready = True
        except (EOFError, OSError) as error:
            raise ReadersNotStarted(self.end()) from error
        return self._next(idle)

    def end(self) -> int | None:
        """End the process; return its exit code, negative for a signal."""
        self._tasks.close()
        self._found.close()
        # It may have ended by itself, and then its exit code is its own.
        self._process.join(_SECONDS)
        self._process.kill()
        self._process.join()
        return self._process.exitcode

    def _next(self, idle: Callable[[], None]) -> bytes:
        while not self._found.poll(_SECONDS):
            idle()
        return self._found.recv_bytes()


def _serve(tasks: Connection, found: Connection, reader: Reads, places: Places) -> None:
    """Read files until there is nobody who asks for them."""
    ignore_interrupts()
    with contextlib.suppress(EOFError, OSError):
        found.send_bytes(DONE)
        while True:
            file = decode_file(tasks.recv_bytes(), places)
            for each in reader.read(file):
                found.send_bytes(encode_found(each))
            found.send_bytes(DONE)


def _crash(file: InputFile, code: int | None) -> Rejected:
    cause = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    detail = f"the process that read it ended ({cause}), for want of memory perhaps"
    return Rejected(printable(file.path), "crashed", detail, truncates=True)
