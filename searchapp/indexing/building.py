"""The facade that builds: an index brought up to date with a corpus."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from searchapp.engines.base import Writer
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexDamaged, IndexForeign, IndexNotFound, IndexTooNew, IndexTooOld
from searchapp.indexing.grouping import find_copies
from searchapp.indexing.job import Job, Options
from searchapp.indexing.progress import Progress
from searchapp.indexing.reader import Reader
from searchapp.indexing.report import REPORT, Report
from searchapp.indexing.stopping import Stop, Stopped, stop_on_signals
from searchapp.indexing.workers import cores
from searchapp.ingest.pipeline import Notes, find_files
from searchapp.settings import Settings
from searchapp.settings import keep as keep_settings


class BuildStopped(KeyboardInterrupt):
    """A build was stopped by Ctrl-C or SIGTERM, and has committed what it had read.

    Args:
        report: what it did until then.
    """

    def __init__(self, report: Report) -> None:
        super().__init__("the build was stopped; the same call goes on")
        self.report = report


def build(
    paths: Iterable[str | Path],
    index: str | Path,
    *,
    rebuild: bool = False,
    prune: bool = False,
    processes: int = 1,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Index files and folders; what is in the index and has not changed is left as it is.

    It is committed every 10,000 articles or sooner; whatever ends the build, the last commit stands
    and the same call goes on from there.  In the main thread, the first Ctrl-C or SIGTERM commits
    what was read so far and ends the build, the second ends it at once.

    Args:
        paths: files and folders.
        index: the folder of the index; made where it is missing.  The report is left in it, as
            `report.json`.
        rebuild: read everything anew, in the place of what is there, and drop what was not named;
            makes a damaged index anew.
        prune: remove the articles of files that are no longer in the folders named, or hold none
            any more.
        processes: how many processes read; 0 for as many as the machine has processors.  With 1,
            and where less than 4 MB are to be read, this one does, and a file that kills it ends
            every build.  Others import the caller's main module, as all processes of
            `multiprocessing` do, so the call must stand below `if __name__ == "__main__"`.
        settings: limits and memory; the defaults where None (`processes` is for the command line).
        progress: called now and then with how far the build is.

    Returns:
        The report.

    Raises:
        CorpusNotFound, BadCorpusNotes: a path does not exist, or an `outlets.toml` or
            `corrections.toml` of the corpus is wrong; nothing is changed then.
        IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: the index cannot be added to.
        IndexLocked, IndexNotWritable: the index cannot be written.
        ReadersNotStarted: the processes cannot be started.
        KeyboardInterrupt: it was stopped.
    """
    options = Options(
        roots=[Path(path) for path in paths],
        rebuild=rebuild,
        prune=prune,
        processes=processes or cores(),
    )
    with stop_on_signals() as stop:
        return run(options, Path(index), settings or Settings(), progress or _say_nothing, stop)


def run(
    options: Options,
    index: Path,
    settings: Settings,
    progress: Callable[[Progress], None],
    stop: Stop,
) -> Report:
    """Build until it is done or somebody wants it to stop.

    Args:
        options: what the caller wants.
        index: the folder of the index.
        settings: limits and memory.
        progress: called now and then.
        stop: the wish to stop.

    Returns:
        The report.

    Raises:
        BuildStopped: somebody wanted it.
        SearchappError: as in `build`.
    """
    begun = time.perf_counter()
    files = find_files(options.roots)
    reader = Reader.from_settings(settings, Notes(files))
    engine = _open_or_create(index, options, settings.memory_mb, progress, stop)

    def keep(report: Report) -> None:
        report.seconds = time.perf_counter() - begun
        report.write(index / REPORT)

    try:
        job = Job(files, reader, options, progress, stop)
        job.run(engine, functools.partial(_keep_settings, settings, options), keep)
        if job.report.finished:
            try:
                copies = find_copies(engine, stop.check, job.tell)
            except Stopped:
                job.report.finished = False
            else:
                job.report.copies, job.report.near_copies = copies.exact, copies.near
            keep(job.report)
    finally:
        engine.close()
    if not job.report.finished:
        raise BuildStopped(job.report)
    return job.report


def _open_or_create(
    path: Path,
    options: Options,
    memory_mb: int,
    progress: Callable[[Progress], None],
    stop: Stop,
) -> WhooshEngine:
    def tell(done: int, total: int, articles: int) -> None:
        stop.check()
        progress(Progress(done, total, 0, f"checking {articles:,} articles of the index"))

    # As many as there are would keep those that read from it.
    builders = options.processes // 2
    try:
        engine = WhooshEngine.open(path, memory_mb, builders)
        if options.rebuild:
            # What is damaged must be found now, not when half of it is made anew.
            engine.verify(tell)
    except Stopped as stopped:
        raise BuildStopped(Report(finished=False)) from stopped
    except IndexNotFound:
        return WhooshEngine.create(path, memory_mb, builders)
    except (IndexDamaged, IndexForeign, IndexTooOld, IndexTooNew):
        if not options.rebuild:
            raise
        return WhooshEngine.create(path, memory_mb, builders)
    return engine


def _keep_settings(settings: Settings, options: Options, writer: Writer) -> None:
    """Keep how the files are read, and the folders they are in, those of before included."""
    # Not resolved: a link is known by the name the user gave it.
    named = {Path(os.path.abspath(root)) for root in options.roots}  # noqa: PTH100
    folders = {root if root.is_dir() else root.parent for root in named}
    # What is made anew has no others.
    before = () if options.rebuild else writer.kept.corpus
    writer.kept = keep_settings(settings, folders.union(before))


def _say_nothing(progress: Progress) -> None:
    del progress
