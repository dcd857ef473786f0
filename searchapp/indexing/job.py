"""The work of one build: the changed files, one after the other, into the index.

A batch is committed after so many articles or so much text, and never by the clock, so that the
same files make the same commits.  Smaller batches make more segments, to be searched and merged;
of larger ones more is read again after a crash, and more memory is needed (docs/adr/005, 006).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.engines.base import Engine, Writer
from searchapp.indexing.changes import Changes, cut_by_limits, in_folders, is_touched, missing
from searchapp.indexing.learned import Learned
from searchapp.indexing.progress import Progress
from searchapp.indexing.reader import Found, Reader, Reads
from searchapp.indexing.report import Report
from searchapp.indexing.stopping import Stop, Stopped
from searchapp.indexing.workers import Workers
from searchapp.ingest.pipeline import InputFile
from searchapp.ingest.repeated import LineCounter, RepeatedLines
from searchapp.model import Article, Rejected

BATCH_ARTICLES = 10_000
BATCH_CHARACTERS = 40_000_000
# Less than this is read before other processes have started.
SMALL_BYTES = 4_000_000
# How many articles, or files that are only looked at, go by between two reports of progress.
_STRIDE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller wants of a build.

    Args:
        roots: the files and folders that were named.
        rebuild: read everything anew, and drop what was not named.
        prune: drop files that are gone, or hold nothing any more.
        processes: how many read.
        touched: where only these files, and what is in these folders, can have changed.
        learned: what the builds before have learned, for one in which little can have changed.
    """

    roots: list[Path]
    rebuild: bool = False
    prune: bool = False
    processes: int = 1
    touched: Collection[Path] | None = None
    learned: Learned = field(default_factory=Learned)


class Job:
    """One build: counts what it reads and tells how far it is.

    Args:
        files: all files, in order.
        reader: how they are read.
        options: what the caller wants.
        progress: called now and then.
        stop: the wish to stop.
    """

    def __init__(
        self,
        files: list[InputFile],
        reader: Reader,
        options: Options,
        progress: Callable[[Progress], None],
        stop: Stop,
    ) -> None:
        self.report = Report()
        self._files = files
        self._reader = reader
        self._notes = reader.notes
        self._options = options
        self._progress = progress
        self._stop = stop
        self._total = 0
        self._done = self._position = 0
        # Of these, what was passed over.
        self._skipped = self._skipped_here = 0
        # Whether the file being read was read to its end, or else nothing but limits cut it off.
        self._whole = self._is_sound = True
        # The changed files with the fingerprints of their contents; each goes when it is read.
        self._pending: dict[str, str] = {}
        # Tells what was learned before reading from what another build learned.
        self._learned = ""
        # The files that will be dropped.
        self._going: set[str] = set()
        # Those in which articles of the file being read are as well.
        self._others: set[str] = set()
        # The file from which each article of this batch comes.
        self._owners: dict[str, str] = {}
        self._batch_articles = self._batch_characters = 0

    def run(
        self,
        engine: Engine,
        begun: Callable[[Writer], None],
        keep_report: Callable[[Report], None],
    ) -> None:
        """Bring an index up to date with the files, as far as one lets it.

        Args:
            engine: the index.
            begun: called with the writer, before anything is written.
            keep_report: called with the report while the index is still locked.
        """
        named: dict[str, set[str]] = {}
        for article_id in self._notes.named_articles():
            article = engine.get(article_id)
            if article is not None:
                named.setdefault(article.source.path.partition("!/")[0], set()).add(article_id)
        with engine.writer() as writer:
            begun(writer)
            known = dict(writer.files)
            try:
                self._update(writer, named)
            except Stopped:
                self.report.finished = False
            else:
                if self._options.touched is None:
                    self.report.unmatched = self._notes.unmatched(known)
            self.tell("writing the index")
            writer.checkpoint(last=self.report.finished)
            keep_report(self.report)

    def _update(self, writer: Writer, named: dict[str, set[str]]) -> None:
        self._begin(writer)
        gone = missing(writer.files, {file.key: file for file in self._files})
        self.report.vanished = in_folders(gone, self._options.roots)
        if self._options.rebuild:
            self._going.update(gone)
        elif self._options.prune:
            self._going.update(self.report.vanished)
        changed = list(self._changed(writer, named, self._files_to_look_at(writer)))
        if changed and self._reader.repeated_lines:
            self._learn(changed)
        with self._reading(self._reader, changed, self._options.processes) as found_in:
            for file, found in found_in:
                self._replace(writer, file, found)
        for key in sorted(self._going):
            writer.drop(key)
            self.report.dropped += 1
        writer.job = ""

    def _begin(self, writer: Writer) -> None:
        """Say in the index what is being done, so that the next build can go on with it."""
        if not self._options.rebuild:
            writer.job = ""
            return
        job = f"rebuild {self._reader.way}"
        if writer.job != job:
            for key in list(writer.files):
                writer.distrust(key)
            writer.job = job

    def _files_to_look_at(self, writer: Writer) -> list[InputFile]:
        touched = self._options.touched
        # An index that was made anew meanwhile holds none of the files that were not touched.
        everything = touched is None or not writer.files

        def can_differ(file: InputFile) -> bool:
            others = map(Path, writer.sharing.get(file.key, ()))
            return any(is_touched(each, touched or ()) for each in (file.location, *others))

        files = [each for each in self._files if everything or can_differ(each)]
        self.report.files = len(files)
        self._total = sum(file.size for file in files)
        return files

    def _changed(
        self, writer: Writer, named: dict[str, set[str]], files: list[InputFile]
    ) -> Iterator[InputFile]:
        found = []
        for number, seen in enumerate(Changes(writer.files, self._reader, named).find(files)):
            self._stop.check()
            if number % _STRIDE == 0:
                self.tell(f"looking for what has changed, {number:,} of {len(files):,} files")
            found.append(seen)
            if seen.digest and not seen.same:
                self._pending[seen.file.key] = seen.digest
        lacking = self._distrust_sharing(writer)
        for seen in found:
            if seen.digest and (not seen.same or seen.file.key in lacking):
                self._pending[seen.file.key] = seen.digest
                yield seen.file
                continue
            if seen.problem is None:
                self.report.unchanged += 1
            else:
                self.report.reject(seen.problem)
            self._done += seen.file.size
            self._skipped += seen.file.size

    def _distrust_sharing(self, writer: Writer) -> set[str]:
        """Distrust, and return, the files of which articles may go with another file they are in.

        At once: the build may be stopped when these have gone, or not be about those files.
        """
        losing = self._going | self._pending.keys()
        lacking = {key for key, others in writer.sharing.items() if not losing.isdisjoint(others)}
        for key in lacking:
            writer.distrust(key)
        return lacking

    def _learn(self, changed: Sequence[InputFile]) -> None:
        """Learn which lines the outlets repeat, unless it is known."""
        learned = self._options.learned
        lines = learned.lines_for(changed, self._files)
        if lines is None or self._options.touched is None:
            lines = self._survey()
            learned.keep(lines)
        else:
            learned.count(changed)
        self._notes.add_lines(lines)
        self._learned = lines.digest()

    def _survey(self) -> RepeatedLines:
        """Read a sample of all files."""
        self.tell("looking for lines that repeat")
        sampler = self._reader.sampler(self._files)
        counter = LineCounter()
        # By one process where others read: what a file is worth depends on those before.  One
        # that ends its process teaches nothing; that it does is told when it is read whole.
        with self._reading(sampler, sampler.files, 1) as found_in:
            for number, (_, found) in enumerate(found_in, 1):
                for _, each in found:
                    self._stop.check()
                    if isinstance(each, Article):
                        counter.add(each)
                files = f"{number:,} of {len(sampler.files):,} files"
                self.tell(f"looking for lines that repeat, {files}")
        return counter.learn()

    @contextlib.contextmanager
    def _reading(
        self, reader: Reads, files: Sequence[InputFile], most: int
    ) -> Iterator[Iterator[tuple[InputFile, Iterator[Found]]]]:
        """Read files in this process, or in others, of which there are so many at the most.

        In this one, a file that kills its reader ends every build, in the survey before anything is
        written; of what comes after it the last commit stands.
        """
        alone = self._options.processes == 1 or sum(file.size for file in files) < SMALL_BYTES
        if alone:
            yield ((file, reader.read(file, self._stop.check)) for file in files)
            return
        with Workers(reader, files, most, self._stop.check) as workers:
            yield workers.read()

    def _replace(self, writer: Writer, file: InputFile, found: Iterator[Found]) -> None:
        self._stop.check()
        self.tell(file.path)
        self._whole = self._is_sound = True
        self._others.clear()
        notes, named = self._notes.of(file), set[str]()
        digest = self._pending.pop(file.key)
        articles = self._articles(writer, file, found, named)
        first = next(articles, None)
        if first is not None:
            writer.replace(
                file.key,
                lambda: notes.fingerprint(digest, named) if self._whole else None,
                self._counted(writer, file, first, articles),
                reading=self._name_of(notes.fingerprint(digest, notes.by_article)),
            )
            self.report.written += 1
            if not self._whole and self._is_sound:
                whole = notes.fingerprint(digest, named)
                writer.trust(file.key, cut_by_limits(whole, self._reader))
            if self._others:
                writer.share(file.key, self._others)
        elif self._others and self._whole:
            # It is known by them, so that it is passed over until one of them changes.
            writer.share(file.key, self._others, notes.fingerprint(digest, named))
        elif (self._options.prune or self._options.rebuild) and self._whole:
            writer.drop(file.key)
        else:
            # A file that was emptied or overwritten by accident takes nothing with it.
            self.report.kept += file.key in writer.files
        if first is None and not (self._others and self._whole):
            # So that it is read, and what is wrong told, again next time.
            writer.distrust(file.key)
        self._done += file.size
        self._skipped += self._skipped_here
        self._position = self._skipped_here = 0

    def _name_of(self, contents: str) -> str:
        """Name the reading of some contents by all that makes it what it is."""
        return f"{contents} {self._reader.way} {self._learned}"

    def _articles(
        self, writer: Writer, file: InputFile, found: Iterator[Found], named: set[str]
    ) -> Iterator[Article]:
        """Read a file; the ids among its articles that corrections name go into `named`."""
        notes = self._notes.of(file)
        for position, each in found:
            self._position = position
            if isinstance(each, Rejected):
                self._whole = self._whole and not each.truncates
                if each.truncates and each.reason != "too-large":
                    self._is_sound = False
                self._leave_out(file, each)
                continue
            if each.id in notes.by_article:
                named.add(each.id)
            other = self._copied_from(writer, file, each)
            if other is not None:
                detail = f"{each.title[:80]!r} is in {other} as well, with the same text"
                self._leave_out(file, Rejected(file.path, "copy", detail))
                self._others.add(other)
                continue
            self._notes.saw_article(notes, each)
            yield each

    def _leave_out(self, file: InputFile, rejected: Rejected) -> None:
        self._stop.check()
        self.report.reject(rejected)
        if self.report.reasons.total() % _STRIDE == 0:
            self.tell(file.path)

    def _counted(
        self, writer: Writer, file: InputFile, first: Article, rest: Iterator[Article]
    ) -> Iterator[Article]:
        """Hand articles to the writer, and end its batch, or all of it, between two of them."""
        article: Article | None = first
        while article is not None:
            before = writer.passed_over
            yield article
            self._owners[article.id] = file.key
            if writer.passed_over > before:
                self.report.resumed += 1
                self._skipped_here = self._position
            else:
                self.report.articles += 1
                self.report.undated += article.date is None
                self.report.no_outlet += article.outlet is None
                self._batch_articles += 1
                self._batch_characters += len(article.body)
            if (self.report.articles + self.report.resumed) % _STRIDE == 0:
                self.tell(file.path)
            self._end_batch_if_full(writer, file)
            self._stop.check()
            article = next(rest, None)

    def _end_batch_if_full(self, writer: Writer, file: InputFile) -> None:
        if self._batch_articles < BATCH_ARTICLES and self._batch_characters < BATCH_CHARACTERS:
            return
        self.tell(f"writing what was read up to {file.path}")
        writer.checkpoint()
        self._batch_articles = self._batch_characters = 0
        self._owners.clear()

    def _copied_from(self, writer: Writer, file: InputFile, article: Article) -> str | None:
        """Return the other file, still there, that an article with this very id was read from.

        Ids are alike only where path and text are: two folders of one name, or one that was moved.
        A file that is still to be read has no say: what it held may not be in it any more.  Nor
        has one that will be dropped.
        """
        owner = self._owners.get(article.id)
        if owner is not None:
            return None if owner == file.key else owner
        owner = writer.owner(article.id)
        if owner is None or owner == file.key or owner in self._pending or owner in self._going:
            return None
        return owner if os.path.lexists(owner) else None

    def tell(self, step: str) -> None:
        """Say what is being done, and how far it is."""
        self._progress(
            Progress(
                self._done + self._position,
                self._total,
                self.report.articles,
                step,
                self._skipped + self._skipped_here,
            )
        )
