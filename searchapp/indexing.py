"""From folders to an index: read what changed, replace it, report what happened."""

from __future__ import annotations

import dataclasses
import itertools
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
    FieldNames,
    FileNotes,
    InputFile,
    Limits,
    Notes,
    find_files,
    fingerprint,
    is_read,
    read_articles,
)
from searchapp.ingest.survey import survey
from searchapp.model import Article, Rejected
from searchapp.settings import Settings

# A broken export can hold millions of lines that are no articles.
MOST_REJECTED = 1_000
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
        written: of them, those whose articles were written.
        unchanged: of them, those that were indexed before and are the same.
        articles: articles written.
        undated: of the articles, those without a date.
        no_outlet: of the articles, those without an outlet.
        reasons: how often each reason kept something from being indexed.
        rejected: what was not indexed, with the reason; at most `MOST_REJECTED` of it.
        unmatched: corrections that found nothing they mean, in words.
        kept: files in which there is no article any more, whose earlier ones were kept.
        vanished: files of the index that are no longer there, in the folders that were named.
        dropped: of them, those that were removed from the index.
        seconds: how long it took.
    """

    files: int = 0
    written: int = 0
    unchanged: int = 0
    articles: int = 0
    undated: int = 0
    no_outlet: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    kept: int = 0
    vanished: list[str] = field(default_factory=list)
    dropped: int = 0
    seconds: float = 0.0

    def reject(self, rejected: Rejected) -> None:
        """Count something that was not indexed, and keep it while there are few."""
        self.reasons[rejected.reason] += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(rejected)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values for `json.dumps`."""
        return dataclasses.asdict(self) | {"reasons": dict(sorted(self.reasons.items()))}


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
        prune: remove the articles of files that are no longer in the folders named, or hold none
            any more.
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
        job = _Build(settings, progress or (lambda _: None), files, notes, prune=prune)
        job.run(engine, roots, rebuild=rebuild)
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
        *,
        prune: bool,
    ) -> None:
        self.report = Report(files=len(files))
        self._files = files
        self._notes = notes
        self._prune = prune
        # Articles that corrections name, by the path of the file they were read from.
        self._named: dict[str, set[str]] = {}
        self._progress = progress
        self._limits = Limits.from_settings(settings)
        self._names = FieldNames(settings.fields)
        self._repeated_lines = settings.repeated_lines
        self._total = sum(file.size for file in files)
        self._done = 0
        self._position = 0
        # Whether the file being read was read to its end.
        self._whole = True
        # The file from which each article of this build comes.
        self._owners: dict[str, str] = {}

    def run(self, engine: Engine, roots: list[Path], *, rebuild: bool) -> None:
        """Bring an index up to date with the files."""
        for article_id in self._notes.named_articles():
            article = engine.get(article_id)
            if article is not None:
                self._named.setdefault(article.source.path, set()).add(article_id)
        with engine.writer(clear=rebuild) as writer:
            known = dict(writer.files)
            changed = list(self._changed(known))
            if changed and self._repeated_lines:
                self._tell("looking for lines that repeat")
                lines = survey(self._files, self._notes, self._limits, self._names)
                self._notes.add_lines(lines)
            here = {file.key for file in self._files}
            self.report.vanished = sorted(
                key for key in known if key not in here and _is_under(key, roots)
            )
            for file, digest in changed:
                self._replace(writer, file, digest)
            for key in self.report.vanished if self._prune else ():
                writer.drop(key)
                self.report.dropped += 1
            self._tell("writing the index")
        self.report.unmatched = self._notes.unmatched(known)

    def _changed(self, known: dict[str, str]) -> Iterator[tuple[InputFile, str]]:
        """Find the files that are new, or have changed, or of which something else is said."""
        for file in self._files:
            notes, named = self._notes.of(file), self._named.get(printable(file.path), set())
            if not is_read(file):
                self._reject(next(self._read(file, notes)))
            elif (digest := self._fingerprint(file)) is None:
                # What was indexed of it stays: it may be a disk that is not mounted today.
                pass
            elif known.get(file.key) != notes.fingerprint(digest, named):
                yield file, digest
                continue
            else:
                self.report.unchanged += 1
            self._notes.saw_unchanged(notes, named)
            self._done += file.size

    def _fingerprint(self, file: InputFile) -> str | None:
        try:
            return fingerprint(file)
        except OSError as error:
            reason = error.strerror or str(error)
            self._reject(Rejected(file.path, "unreadable", reason))
            return None

    def _replace(self, writer: Writer, file: InputFile, digest: str) -> None:
        self._tell(file.path)
        self._whole = True
        notes, named = self._notes.of(file), set[str]()
        articles = self._articles(writer, file, notes, named)

        def whole_digest() -> str:
            return notes.fingerprint(digest, named)

        first = next(articles, None)
        if first is not None:
            writer.replace(file.key, whole_digest, itertools.chain([first], articles))
            self.report.written += 1
        elif self._prune and self._whole:
            writer.drop(file.key)
        else:
            # A file that was emptied or overwritten by accident takes nothing with it.
            self.report.kept += file.key in writer.files
        if first is None or not self._whole:
            # So that it is read, and what is wrong told, again next time.
            writer.distrust(file.key)
        self._done += file.size
        self._position = 0

    def _articles(
        self, writer: Writer, file: InputFile, notes: FileNotes, named: set[str]
    ) -> Iterator[Article]:
        """Read a file; the ids among its articles that corrections name go into `named`."""
        for each in self._read(file, notes):
            if isinstance(each, Rejected):
                self._whole = self._whole and not each.truncates
                self._reject(each)
                continue
            other = self._copied_from(writer, file, each)
            if other is not None:
                detail = f"{each.title[:80]!r} is in {other} as well, with the same text"
                self._reject(Rejected(file.path, "copy", detail))
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

    def _copied_from(self, writer: Writer, file: InputFile, article: Article) -> str | None:
        """Return the other file, still there, that an article with this very id was read from.

        Ids are alike only where path and text are: two folders of one name, or one that was moved.
        """
        owner = self._owners.setdefault(article.id, file.key)
        if owner == file.key:
            owner = writer.owner(article.id) or file.key
        return owner if owner != file.key and os.path.lexists(owner) else None

    def _read(self, file: InputFile, notes: FileNotes) -> Iterator[Article | Rejected]:
        def consumed(position: int) -> None:
            self._position = min(position, file.size)

        return read_articles(file, self._limits, consumed, self._names, notes)

    def _reject(self, rejected: Article | Rejected) -> None:
        if isinstance(rejected, Rejected):
            self.report.reject(rejected)

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
