"""How the files of a build are read: one value, which goes to every process that reads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from searchapp.indexing.report import version
from searchapp.ingest.pipeline import FieldNames, InputFile, Limits, Notes, read_articles
from searchapp.ingest.survey import Sampler
from searchapp.model import Article, Rejected
from searchapp.settings import Settings

# How many bytes of the file were read by then, and what was found.
Found = tuple[int, Article | Rejected]


class Reads(Protocol):
    """What reads files, here or in a process of its own."""

    def read(self, file: InputFile, idle: Callable[[], None] = lambda: None) -> Iterator[Found]:
        """Read a file.

        Args:
            file: the file.
            idle: called after each piece of it that is read; may raise what is no `Exception`.
        """


@dataclass(frozen=True, slots=True)
class Reader:
    """All that must be known to read any file of a build.

    Args:
        limits: what is too large.
        names: what the fields of exports are called.
        notes: what the user says about the files.
        way: tells this way to read files from others, such as that of another version.
        repeated_lines: take out the lines that outlets repeat in their articles.
    """

    limits: Limits
    names: FieldNames
    notes: Notes
    way: str
    repeated_lines: bool = True

    @classmethod
    def from_settings(cls, settings: Settings, notes: Notes) -> Self:
        """Read as a user has set it.

        Args:
            settings: all settings.
            notes: what the user says about the files.

        Returns:
            The reader.
        """
        limits = Limits.from_settings(settings)
        lines = settings.repeated_lines
        plain = repr((version(), sorted(settings.fields.items()), limits, lines))
        way = hashlib.blake2b(plain.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
        return cls(limits, FieldNames(settings.fields), notes, way, lines)

    def sampler(self, files: Iterable[InputFile]) -> Sampler:
        """Return what reads a sample of a corpus, for what can only be told from many files.

        Args:
            files: all files of the corpus, and not only those that will be read.
        """
        return Sampler(files, self.notes, self.limits, self.names)

    def read(self, file: InputFile, idle: Callable[[], None] = lambda: None) -> Iterator[Found]:
        """Read a file; what is wrong with it is among what is found (see `Reads`)."""
        position = 0

        def consumed(at: int) -> None:
            nonlocal position
            position = max(position, min(at, file.size))
            idle()

        notes = self.notes.of(file)
        found = read_articles(file, self.limits, consumed, self.names, notes, sketched=True)
        for each in found:
            yield position, each
