"""A look at a corpus before it is read: which lines its outlets repeat.

What is looked at is a sample, since everything would have to be read twice otherwise: of many
files some, by a hash of their paths; of long exports, archives and crawls the beginning.  Which
sample, depends on the paths and the contents of the files alone, and so does what is learned: a
file gives the same articles whatever was indexed before it, as long as the same lies beside it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from searchapp.ingest.exports.names import FieldNames
from searchapp.ingest.files import InputFile, printable
from searchapp.ingest.kinds import EXPORTS, TEXTS, kind_of
from searchapp.ingest.limits import Limits
from searchapp.ingest.notes import Notes
from searchapp.ingest.pipeline import is_read, read_articles
from searchapp.ingest.repeated import LineCounter, RepeatedLines
from searchapp.model import Article, Rejected

# What is spent, in bytes of exports: some two seconds.
_BUDGET = 40_000_000
_MOST_FILES = 4_000
# How many times longer than a record of its length a text takes, and a page.
_TEXT, _PAGE = 4, 2
# What an article costs besides its length, and what each of its lines.
_ARTICLE, _LINE = 500, 50
# No single article is worth more.
_LARGEST_FILE, _MOST_LINES = 2_000_000, 50_000


class Sampler:
    """A sample of a corpus, and what is read of it.

    Args:
        files: all files of the corpus, in any order.
        notes: what is said about them.
        limits: what is too large.
        names: what the fields of exports are called.
    """

    def __init__(
        self, files: Iterable[InputFile], notes: Notes, limits: Limits, names: FieldNames
    ) -> None:
        self.files = _choose(files)
        self._notes = notes
        self._limits = limits
        self._names = names
        self._left = _BUDGET
        self._unread = len(self.files)

    def read(
        self, file: InputFile, idle: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[int, Article | Rejected]]:
        """Read as much of a file as it is worth; to be called with all of `files`, in order.

        Args:
            file: the file.
            idle: called after each piece of it that is read; may raise what is no `Exception`.

        Yields:
            What is found in it, each with what was spent on the file so far.
        """
        # The small files come first: what they leave is for the large ones.
        share = self._left // self._unread
        few = _lower(self._limits, share)
        spent = 0
        notes = self._notes.of(file)
        for each in read_articles(file, few, lambda _: idle(), self._names, notes):
            spent += _cost(each, file)
            yield spent, each
            if spent >= share:
                break
        self._left = max(self._left - spent, 0)
        self._unread -= 1


def survey(
    files: Iterable[InputFile], notes: Notes, limits: Limits, names: FieldNames
) -> RepeatedLines:
    """Learn the lines that outlets repeat.

    Args:
        files, notes, limits, names: as for `Sampler`.

    Returns:
        The lines.
    """
    sampler = Sampler(files, notes, limits, names)
    counter = LineCounter()
    for file in sampler.files:
        for _, each in sampler.read(file):
            if isinstance(each, Article):
                counter.add(each)
    return counter.learn()


def _choose(files: Iterable[InputFile]) -> Sequence[InputFile]:
    """Choose files without regard to their order, the smallest first."""
    readable = [file for file in files if is_read(file)]
    chosen = sorted(readable, key=_rank)[:_MOST_FILES]
    return sorted(chosen, key=lambda file: (file.size, _rank(file)))


def _rank(file: InputFile) -> tuple[bytes, str]:
    return hashlib.blake2b(printable(file.path).encode(), digest_size=8).digest(), file.key


def _lower(limits: Limits, share: int) -> Limits:
    """Return limits with which a reader ends by itself once a share is spent."""
    return dataclasses.replace(
        limits,
        max_file_bytes=min(limits.max_file_bytes, _LARGEST_FILE),
        max_lines=min(limits.max_lines, _MOST_LINES),
        max_export_bytes=min(limits.max_export_bytes, share + _LARGEST_FILE),
        max_record_bytes=min(limits.max_record_bytes, _LARGEST_FILE),
        max_archive_bytes=min(limits.max_archive_bytes, share + _LARGEST_FILE),
    )


def _cost(read: Article | Rejected, file: InputFile) -> int:
    if isinstance(read, Rejected):
        return _ARTICLE
    length = read.source.end - read.source.start
    kind = kind_of(read.source.path)
    if kind in TEXTS or kind_of(file.path) == ".wet":
        length *= _TEXT
    elif kind not in EXPORTS:
        length *= _PAGE
    return _ARTICLE + _LINE * read.body.count("\n\n") + length
