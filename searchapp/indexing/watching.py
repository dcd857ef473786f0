"""An index that is kept up to date while its corpus changes."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NoReturn

from searchapp.errors import (
    BadCorpusNotes,
    CorpusNotFound,
    IndexLocked,
    IndexNotReadable,
    IndexNotWritable,
    SearchappError,
)
from searchapp.indexing.building import BuildStopped, run
from searchapp.indexing.job import Options
from searchapp.indexing.progress import Progress
from searchapp.indexing.report import Report
from searchapp.indexing.stopping import Stop, Stopped, stop_on_signals
from searchapp.indexing.touches import Touches, watch_for_touches
from searchapp.indexing.workers import cores
from searchapp.settings import Settings

_RETRY_SECONDS = 5.0
# What can be otherwise in a moment.
_PASSING = (IndexLocked, IndexNotReadable, IndexNotWritable, CorpusNotFound, BadCorpusNotes)


def watch(
    paths: Iterable[str | Path],
    index: str | Path,
    *,
    prune: bool = False,
    processes: int = 1,
    poll: bool = False,
    settings: Settings,
    progress: Callable[[Progress], None],
    updated: Callable[[Report], None],
    failed: Callable[[SearchappError], None],
) -> None:
    """Bring an index up to date, and again whenever files change, until Ctrl-C or SIGTERM.

    Args:
        paths, index, prune, processes, settings: as in `searchapp.build`.
        poll: look at the files again and again, for drives that do not tell of changes.
        progress: called now and then during the first build.
        updated: called with the report of every build.
        failed: called with what keeps the index from being brought up to date just now; it is tried
            again every few seconds.

    Raises:
        SearchappError: the first build cannot be made, other than because the index is locked; or
            a later one meets what will not pass.
    """
    options = Options(
        roots=[Path(path) for path in paths], prune=prune, processes=processes or cores()
    )
    index = Path(index)
    with (
        stop_on_signals() as stop,
        watch_for_touches(options.roots, index, poll=poll) as touches,
        contextlib.suppress(BuildStopped, Stopped),
    ):

        def bring_up(touched: Collection[Path] | None) -> None:
            touches.renew()
            now = dataclasses.replace(options, touched=touched)
            updated(run(now, index, settings, progress, stop))

        _until_stopped(bring_up, touches, stop, failed)


def _until_stopped(
    bring_up: Callable[[Collection[Path] | None], None],
    touches: Touches,
    stop: Stop,
    failed: Callable[[SearchappError], None],
) -> NoReturn:
    touched: set[Path] | None = None
    is_first = True
    while True:
        try:
            bring_up(touched)
        except _PASSING as error:
            if is_first and not isinstance(error, IndexLocked):
                raise
            failed(error)
            more = touches.wait(stop, _RETRY_SECONDS)
            touched = None if touched is None or more is None else touched | more
        else:
            is_first = False
            touched = touches.wait(stop)
