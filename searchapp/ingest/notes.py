"""What users write beside a corpus: `outlets.toml` and `corrections.toml`.

Both may lie in any folder from the one that holds what is indexed down to the file itself, and
speak for what is in their folder and below it; of two, the deeper one has the last word.  They are
no part of the corpus.

A file is read again when what is said about it changes, and only then: its fingerprint holds what
applies to it (`FileNotes.fingerprint`).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.errors import BadCorpusNotes
from searchapp.ingest import corrections, outlets
from searchapp.ingest.corrections import Correction
from searchapp.ingest.files import InputFile, printable
from searchapp.ingest.outlets import Outlets
from searchapp.ingest.repeated import RepeatedLines
from searchapp.model import Article


@dataclass(frozen=True, slots=True)
class FileNotes:
    """What is said about one file.

    Args:
        outlets: the table of outlets that holds for it.
        corrections: those that mean the file.
        by_article: those that mean one article, wherever it is, by its id.
        said: what the users' tables of outlets say, to be told from other such tables.
        lines: what was learned of the lines that outlets repeat; no part of the fingerprint, so
            that one more file does not have all others read again.
    """

    outlets: Outlets
    corrections: tuple[Correction, ...] = ()
    by_article: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    said: str = ""
    lines: RepeatedLines = field(default_factory=RepeatedLines)

    def corrections_of(self, article: Article) -> tuple[Correction, ...]:
        """Return the corrections that mean an article of the file, the weightiest last."""
        files = tuple(each for each in self.corrections if each.fits_part(article))
        return (*files, *self.by_article.get(article.id, ()))

    def fingerprint(self, contents: str, articles: Collection[str] = ()) -> str:
        """Return a fingerprint of the file's contents together with what is said about it.

        Args:
            contents: the fingerprint of the contents alone.
            articles: the ids of articles of this file among those that corrections name.

        Returns:
            That of the contents where nothing is said, so that it is what it was without notes.
        """
        named = [each for name in sorted(articles) for each in self.by_article.get(name, ())]
        apply = [
            (each.article, each.part, each.values, each.reason)
            for each in (*self.corrections, *named)
        ]
        if not (apply or self.said):
            return contents
        said = hashlib.blake2b(repr((self.said, apply)).encode(), digest_size=8)
        return f"{contents}-{said.hexdigest()}"


@dataclass(frozen=True, slots=True)
class _FolderNotes:
    """What the two files of one folder say."""

    folder: Path
    outlets: Outlets | None
    said: str
    corrections: tuple[Correction, ...]


class Notes:
    """What is said about the files of a corpus, and which of it found what it speaks of.

    Args:
        files: the files.

    Raises:
        BadCorpusNotes: one of the notes cannot be read or is not as it must be.
    """

    def __init__(self, files: Iterable[InputFile]) -> None:
        self._folders: dict[Path, _FolderNotes] = {}
        self._chains: dict[tuple[Path, Path], tuple[_FolderNotes, ...]] = {}
        self._tables: dict[tuple[Path, ...], FileNotes] = {}
        self._whole: set[Path] = set()
        self._used: set[Correction] = set()
        self._lines = RepeatedLines()
        for file in files:
            folders = self._chain(file)
            top = file.root / file.path.partition("/")[0]
            self._whole.update(each.folder for each in folders if each.folder.is_relative_to(top))

    def of(self, file: InputFile) -> FileNotes:
        """Return what is said about a file."""
        chain = self._chain(file)
        key = tuple(each.folder for each in chain)
        if key not in self._tables:
            self._tables[key] = _joined(chain)
        return dataclasses.replace(
            self._tables[key],
            corrections=tuple(_meant(chain, file.location)),
            lines=self._lines,
        )

    def add_lines(self, lines: RepeatedLines) -> None:
        """Take note of what was learned of the lines that outlets repeat."""
        self._lines = lines

    def named_articles(self) -> frozenset[str]:
        """Return the ids that corrections name."""
        return frozenset(each.article for each in self._all() if each.article is not None)

    def saw_article(self, file: FileNotes, article: Article) -> None:
        """Take note that an article of a file was read."""
        self._used.update(file.corrections_of(article))

    def saw_unchanged(self, file: FileNotes, articles: Collection[str]) -> None:
        """Take note that a file is there and was not read again.

        Args:
            file: what is said about it.
            articles: the ids of its articles among those that corrections name.
        """
        self._used.update(file.corrections)
        for name in articles:
            self._used.update(file.by_article.get(name, ()))

    def unmatched(self, indexed: Collection[str] | None = None) -> list[str]:
        """Say which corrections found nothing that they mean.

        A file that lies above the folders that were read may speak of others: its corrections of
        files are held against what was indexed before, and those of articles are passed over.

        Args:
            indexed: the keys of all files that the index holds; None where there is no index, and
                nothing is known of files outside what was read.

        Returns:
            A line for each, for the user.
        """
        found = []
        for notes in self._folders.values():
            is_whole = notes.folder in self._whole
            if indexed is None and not is_whole:
                continue
            here = [_below(notes.folder, Path(key)) for key in indexed or ()]
            for each in notes.corrections:
                if each in self._used:
                    continue
                if not is_whole and (
                    each.article is not None or any(name and each.fits_file(name) for name in here)
                ):
                    continue
                found.append(f"{each.path}, {each.said}: nothing was found that it means")
        return sorted(found)

    def _all(self) -> list[Correction]:
        return [each for notes in self._folders.values() for each in notes.corrections]

    def _chain(self, file: InputFile) -> tuple[_FolderNotes, ...]:
        """Return the folders with notes above a file, the outermost first."""
        place = (file.root, file.location.parent)
        if place not in self._chains:
            folders = [place[0]]
            for part in place[1].relative_to(place[0]).parts:
                folders.append(folders[-1] / part)
            read = [self._folder(each) for each in folders]
            self._chains[place] = tuple(n for n in read if n.outlets is not None or n.corrections)
        return self._chains[place]

    def _folder(self, folder: Path) -> _FolderNotes:
        if folder not in self._folders:
            table = _read(folder / outlets.FILE_NAME)
            listed = _read(folder / corrections.FILE_NAME)
            self._folders[folder] = _FolderNotes(
                folder,
                None if table is None else outlets.read_outlets(table[1], table[0]),
                "" if table is None else table[1],
                () if listed is None else corrections.read_corrections(listed[1], listed[0]),
            )
        return self._folders[folder]


def _joined(chain: tuple[_FolderNotes, ...]) -> FileNotes:
    """Return what folders say about every file in them."""
    table = outlets.built_in()
    named: dict[str, tuple[Correction, ...]] = {}
    for notes in chain:
        table = table if notes.outlets is None else table.under(notes.outlets)
        for each in notes.corrections:
            if each.article is not None:
                named[each.article] = (*named.get(each.article, ()), each)
    said = "\0".join(notes.said for notes in chain).strip("\0")
    return FileNotes(table, by_article=named, said=said)


def _meant(chain: tuple[_FolderNotes, ...], place: Path) -> Iterator[Correction]:
    for notes in chain:
        name = _below(notes.folder, place)
        for each in notes.corrections:
            if each.article is None and each.fits_file(name):
                yield each


def _below(folder: Path, place: Path) -> str:
    """Return a file's path from a folder; empty where it is not in it."""
    return printable(place.relative_to(folder).as_posix()) if place.is_relative_to(folder) else ""


def _read(path: Path) -> tuple[str, str] | None:
    """Return a file's printable path and its text; None where there is none."""
    name = printable(str(path))
    try:
        return name, path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorpusNotes(name, f"it cannot be read: {error}", "a TOML file in UTF-8") from error
