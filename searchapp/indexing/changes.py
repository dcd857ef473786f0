"""Which files of a corpus an index does not hold as they are."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from searchapp.indexing.reader import Reader
from searchapp.ingest.files import printable
from searchapp.ingest.pipeline import InputFile, fingerprint, is_read
from searchapp.model import Rejected


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at.

    Args:
        file: the file.
        digest: the fingerprint of its contents; empty where it is not to be read at all.
        same: whether the index holds it as it is.
        problem: why it cannot be read.
    """

    file: InputFile
    digest: str = ""
    same: bool = False
    problem: Rejected | None = None


class Changes:
    """Tells which files are to be read.

    Args:
        known: the fingerprints that the index has, by the key of the file.
        reader: how files are read.
        named: the ids of articles that corrections name, by the path of the file they are in.
    """

    def __init__(
        self,
        known: Mapping[str, str],
        reader: Reader,
        named: Mapping[str, Collection[str]],
    ) -> None:
        self._known = known
        self._reader = reader
        self._notes = reader.notes
        self._named = named

    def find(self, files: Iterable[InputFile]) -> Iterator[Seen]:
        """Look at files, each by itself, in order."""
        for file in files:
            seen = self._look(file)
            if seen.same or not seen.digest:
                # What was indexed of a file with a problem stays: it may be a disk that is not
                # mounted today.
                self._notes.saw_unchanged(self._notes.of(file), self._names(file))
            yield seen

    def _look(self, file: InputFile) -> Seen:
        if not is_read(file):
            return Seen(file, problem=self._refusal(file))
        try:
            digest = fingerprint(file)
        except OSError as error:
            reason = error.strerror or str(error)
            return Seen(file, problem=Rejected(printable(file.path), "unreadable", reason))
        whole = self._notes.of(file).fingerprint(digest, self._names(file))
        same = self._known.get(file.key) in (whole, cut_by_limits(whole, self._reader))
        return Seen(file, digest, same)

    def _refusal(self, file: InputFile) -> Rejected | None:
        found = next((each for _, each in self._reader.read(file)), None)
        return found if isinstance(found, Rejected) else None

    def _names(self, file: InputFile) -> Collection[str]:
        return self._named.get(printable(file.path), ())


def cut_by_limits(fingerprint: str, reader: Reader) -> str:
    """Return the fingerprint of a file of which nothing but limits kept the rest from being read.

    It is read again when it or the way to read files has changed, and not at every build.

    Args:
        fingerprint: that of the file, had it been read to its end.
        reader: how it was read.
    """
    return f"{fingerprint} {reader.way}"


def is_touched(place: Path, touched: Collection[Path]) -> bool:
    """Return whether a file, or a folder that it is in, is among those that were touched."""
    return place in touched or any(each in touched for each in place.parents)


def missing(known: Iterable[str], here: Mapping[str, InputFile]) -> list[str]:
    """Return which files of the index are not among those that were found.

    What lies in a folder that could not be listed is not missed: it may well be there.

    Args:
        known: the keys of the index's files.
        here: the files that were found, by key.
    """

    def is_hidden(key: str) -> bool:
        found = (here.get(each.as_posix()) for each in PurePath(key).parents)
        # Not `Path.is_file`, which raises where nobody may look.
        return any(each and not os.path.isfile(each.location) for each in found)  # noqa: PTH113

    return sorted(key for key in known if key not in here and not is_hidden(key))


def in_folders(keys: Iterable[str], roots: Iterable[Path]) -> list[str]:
    """Return which keys lie in the folders that were named, in order."""
    # abspath and not resolve: a link is known by the name the user gave it.
    tops = [os.path.abspath(root) for root in roots]  # noqa: PTH100
    return [key for key in keys if any(PurePath(key).is_relative_to(top) for top in tops)]
