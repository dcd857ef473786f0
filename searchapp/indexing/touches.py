"""Which files of a corpus were touched, as the operating system tells it.

What was touched is handed on when it has been quiet for a moment, so that a file that is written in
pieces, or beside its place and then renamed, is read once; and at the latest after a while, so that
a file that never rests does not hold up the others.

Links are not followed to where they lead: what changes behind one is not noticed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from searchapp.errors import CorpusNotWatched
from searchapp.indexing.stopping import Stop
from searchapp.ingest import corrections, outlets
from searchapp.ingest.files import IGNORE_FILE

QUIET_SECONDS = 1.0
_LONGEST_SECONDS = 10.0
_POLL_SECONDS = 2.0
_STEP_SECONDS = 0.1
# What these say can concern any file.
_ABOUT_ALL = (IGNORE_FILE, outlets.FILE_NAME, corrections.FILE_NAME)
# Reading a file is no change of it.
_READING = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)


class Touches(FileSystemEventHandler):
    """Collects what is touched; made by `watch_for_touches`.

    Args:
        roots: the files and folders that are watched, absolute.
        index: the folder of the index by its real name, in which nothing counts.
        observer: tells what happens.
    """

    def __init__(self, roots: list[Path], index: Path, observer: BaseObserver) -> None:
        self._roots = roots
        self._index = index
        self._observer = observer
        self._watched: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._news = threading.Condition()
        self._touched: set[Path] = set()
        self._all = False
        self._first = self._last = 0.0

    def wait(self, stop: Stop, at_most: float | None = None) -> set[Path] | None:
        """Wait until something was touched and it has been quiet since.

        Args:
            stop: the wish to stop.
            at_most: how long to wait for the first touch, in seconds; for ever where None.

        Returns:
            The files and folders that were touched, none after the time; None where any file can be
            meant.

        Raises:
            Stopped: it is wanted.
        """
        end = None if at_most is None else time.monotonic() + at_most
        with self._news:
            while True:
                stop.check()
                now = time.monotonic()
                if self._all or self._touched:
                    if now - self._last >= QUIET_SECONDS or now - self._first >= _LONGEST_SECONDS:
                        return self._take()
                elif end is not None and now >= end:
                    return set()
                self._news.wait(_STEP_SECONDS)

    def renew(self) -> None:
        """Watch folders that were made anew since, in the place of those that are gone.

        Raises:
            CorpusNotWatched: the operating system refuses.
        """
        for folder, recursive in self._folders():
            try:
                status = folder.stat()
            except OSError:
                # Whoever reads it will say that it is gone, and its parent when it comes back.
                continue
            identity = (status.st_dev, status.st_ino)
            before = self._watched.get(folder)
            if before is not None and before[0] == identity:
                continue
            try:
                if before is not None:
                    with contextlib.suppress(KeyError):
                        self._observer.unschedule(before[1])
                watch = self._observer.schedule(self, str(folder), recursive=recursive)
            except OSError as error:
                raise CorpusNotWatched(folder, error.strerror or str(error)) from error
            self._watched[folder] = (identity, watch)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of an event, in the thread of the observer."""
        if event.event_type in _READING:
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            # What has changed in the folder is told as well, by itself.
            return
        for name in (event.src_path, event.dest_path):
            if name:
                self._note(Path(os.fsdecode(name)))

    def _note(self, path: Path) -> None:
        # By its real name: the index may lie behind a link, and so may what is watched.
        if Path(os.path.realpath(path)).is_relative_to(self._index):
            return
        root = next((each for each in self._roots if path.is_relative_to(each)), None)
        is_about_all = path.name in _ABOUT_ALL
        if root is None:
            # Beside a root, only what speaks of it counts.
            if not is_about_all:
                return
        elif not is_about_all and _is_hidden(path.relative_to(root)):
            return
        with self._news:
            now = time.monotonic()
            if not self._all and not self._touched:
                self._first = now
            self._last = now
            self._touched.add(path)
            self._all = self._all or is_about_all
            self._news.notify()

    def _take(self) -> set[Path] | None:
        touched = None if self._all else self._touched
        self._touched, self._all = set(), False
        return touched

    def _folders(self) -> Iterator[tuple[Path, bool]]:
        """Yield the folders to be watched, each with whether those in it are watched too."""
        for root in self._roots:
            yield root.parent, False
            if root.is_dir():
                yield root, True


@contextlib.contextmanager
def watch_for_touches(roots: Iterable[Path], index: Path, *, poll: bool) -> Iterator[Touches]:
    """Begin to watch files and folders.

    Args:
        roots: the files and folders.
        index: the folder of the index, in which nothing counts.
        poll: look at the files again and again, for drives that do not tell of changes.

    Yields:
        What collects the touches.

    Raises:
        CorpusNotWatched: the operating system refuses.
    """
    # abspath and not resolve: a link is known by the name the user gave it.
    places = [Path(os.path.abspath(each)) for each in roots]  # noqa: PTH100
    observer: BaseObserver = PollingObserver(timeout=_POLL_SECONDS) if poll else Observer()
    touches = Touches(places, Path(os.path.realpath(index)), observer)
    observer.start()
    try:
        touches.renew()
        yield touches
    finally:
        # Its threads may call it an error that they are told to end.
        log = logging.getLogger("watchdog.observers.inotify")
        level = log.level
        log.setLevel(logging.CRITICAL)
        observer.stop()
        observer.join()
        log.setLevel(level)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
