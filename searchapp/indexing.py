"""From folders to an index: read what changed, replace it, report what happened."""

from __future__ import annotations

import dataclasses
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp.engines.base import Engine, Writer
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexDamaged, IndexNotFound, IndexTooNew, IndexTooOld
from searchapp.ingest.files import printable
from searchapp.ingest.pipeline import (
    FileNotes,
    InputFile,
    Limits,
    Notes,
    find_files,
    fingerprint,
    read_articles,
)
from searchapp.model import Article, Rejected
from searchapp.settings import Settings

# How many articles go by between two reports of progress.
_STRIDE = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Args:
        done: bytes of input read so far.
        total: bytes of input in all.
        articles: articles read so far.
        step: what is being done, in words.
    """

    done: int
    total: int
    articles: int
    step: str


@dataclass(slots=True)
class Report:
    """What a build did.

    Args:
        files: files that were looked at.
        unchanged: of them, those that were indexed before and are the same.
        articles: articles written.
        undated: of them, those without a date.
        no_outlet: of them, those without an outlet.
        rejected: what was not indexed, with the reason.
        unmatched: corrections that found nothing they mean, in words.
        vanished: files of the index that are no longer there, in the folders that were named.
        dropped: of them, those that were removed from the index.
        seconds: how long it took.
    """

    files: int = 0
    unchanged: int = 0
    articles: int = 0
    undated: int = 0
    no_outlet: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    dropped: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values for `json.dumps`."""
        reasons = Counter(each.reason for each in self.rejected)
        return dataclasses.asdict(self) | {"reasons": dict(sorted(reasons.items()))}


def build(
    paths: Iterable[str | Path],
    index: str | Path,
    *,
    rebuild: bool = False,
    prune: bool = False,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Index files and folders; what is in the index and has not changed is left as it is.

    All changes are one commit: where the build is stopped, the index stays as it was.

    Args:
        paths: files and folders.
        index: the folder of the index; made where it is missing.
        rebuild: forget what the index holds and read everything anew; mends a damaged index.
        prune: remove the articles of files that are no longer in the folders named.
        settings: limits and memory; the defaults where None.
        progress: called now and then with how far the build is.

    Returns:
        The report.

    Raises:
        CorpusNotFound: one of the paths does not exist; nothing is changed then.
        BadCorpusNotes: an `outlets.toml` or `corrections.toml` of the corpus is wrong; as above.
        IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: the index cannot be added to.
        IndexLocked, IndexNotWritable: the index cannot be written.
    """
    begun = time.perf_counter()
    roots = [Path(path) for path in paths]
    files = find_files(roots)
    notes = Notes(files)
    settings = settings or Settings()
    engine = _open_or_create(Path(index), rebuild, settings.memory_mb)
    try:
        job = _Build(settings, progress or (lambda _: None), files, notes)
        job.run(engine, roots, rebuild=rebuild, prune=prune)
    finally:
        engine.close()
    job.report.seconds = time.perf_counter() - begun
    return job.report


class _Build:
    """One build: counts what it reads and tells how far it is."""

    def __init__(
        self,
        settings: Settings,
        progress: Callable[[Progress], None],
        files: list[InputFile],
        notes: Notes,
    ) -> None:
        self.report = Report(files=len(files))
        self._files = files
        self._notes = notes
        # Articles that corrections name, by the path of the file they were read from.
        self._named: dict[str, set[str]] = {}
        self._progress = progress
        self._limits = Limits.from_settings(settings)
        self._total = sum(file.size for file in files)
        self._done = 0
        self._position = 0

    def run(self, engine: Engine, roots: list[Path], *, rebuild: bool, prune: bool) -> None:
        """Bring an index up to date with the files."""
        known = {} if rebuild else dict(engine.files())
        for article_id in self._notes.named_articles():
            article = engine.get(article_id)
            if article is not None:
                self._named.setdefault(article.source.path, set()).add(article_id)
        changed = list(self._changed(known))
        here = {file.key for file in self._files}
        self.report.vanished = sorted(
            key for key in known if key not in here and _is_under(key, roots)
        )
        gone = self.report.vanished if prune else []
        if changed or gone or rebuild:
            self._write(engine, changed, gone, rebuild=rebuild)
        self.report.unmatched = self._notes.unmatched(known)

    def _write(
        self,
        engine: Engine,
        changed: list[tuple[InputFile, str]],
        gone: list[str],
        *,
        rebuild: bool,
    ) -> None:
        with engine.writer(clear=rebuild) as writer:
            for file, digest in changed:
                self._replace(writer, file, digest)
            for key in gone:
                writer.drop(key)
            self.report.dropped = len(gone)
            self._tell("writing the index")

    def _changed(self, known: dict[str, str]) -> Iterator[tuple[InputFile, str]]:
        """Find the files that are new, or have changed, or of which something else is said."""
        for file in self._files:
            notes, named = self._notes.of(file), self._named.get(printable(file.path), set())
            try:
                digest = fingerprint(file)
            except OSError as error:
                # What was indexed of it stays: it may be a disk that is not mounted today.
                reason = error.strerror or type(error).__name__
                self.report.rejected.append(Rejected(file.path, "unreadable", reason))
            else:
                if known.get(file.key) != notes.fingerprint(digest, named):
                    yield file, digest
                    continue
                self.report.unchanged += 1
            self._notes.saw_unchanged(notes, named)
            self._done += file.size

    def _replace(self, writer: Writer, file: InputFile, digest: str) -> None:
        self._tell(file.path)
        notes, named = self._notes.of(file), set[str]()

        def whole_digest() -> str:
            return notes.fingerprint(digest, named)

        if not writer.replace(file.key, whole_digest, self._articles(file, notes, named)):
            # So that it is read, and its rejection told, again next time.
            writer.drop(file.key)
        self._done += file.size
        self._position = 0

    def _articles(self, file: InputFile, notes: FileNotes, named: set[str]) -> Iterator[Article]:
        """Read a file; the ids among its articles that corrections name go into `named`."""

        def consumed(position: int) -> None:
            self._position = min(position, file.size)

        for each in read_articles(file, self._limits, consumed, notes):
            if isinstance(each, Rejected):
                self.report.rejected.append(each)
                continue
            self._notes.saw_article(notes, each)
            if each.id in notes.by_article:
                named.add(each.id)
            self.report.articles += 1
            self.report.undated += each.date is None
            self.report.no_outlet += each.outlet is None
            if self.report.articles % _STRIDE == 0:
                self._tell(file.path)
            yield each

    def _tell(self, step: str) -> None:
        self._progress(
            Progress(self._done + self._position, self._total, self.report.articles, step)
        )


def _open_or_create(path: Path, rebuild: bool, memory_mb: int) -> WhooshEngine:
    try:
        return WhooshEngine.open(path, memory_mb)
    except IndexNotFound:
        return WhooshEngine.create(path, memory_mb)
    except (IndexDamaged, IndexTooOld, IndexTooNew):
        if not rebuild:
            raise
        return WhooshEngine.create(path, memory_mb)


def _is_under(key: str, roots: Iterable[Path]) -> bool:
    # abspath and not resolve: a link is known by the name the user gave it.
    return any(Path(key).is_relative_to(os.path.abspath(root)) for root in roots)  # noqa: PTH100
