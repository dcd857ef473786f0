"""The files of a corpus: which there are, what they are called, whether they changed.

Folders are walked without recursion.  A symbolic link is followed only to what lies in a file or
folder that the user named: nobody who sends a corpus can have other files of the machine read.  A
folder reached through a link is entered after all real ones and only if it was not met before, so a
loop of links ends and a file keeps its real name.  A folder that cannot be listed, and a link that
leads out, is handed on as if it were a file: reading it gives the rejection that tells the user.
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from searchapp.analysis import aliasgroups
from searchapp.errors import CorpusNotFound
from searchapp.ingest import corrections, outlets
from searchapp.ingest.streams import open_regular

IGNORE_FILE = ".searchappignore"
# What makes a folder an index of ours, which is no part of a corpus.
_INDEX_FILE = "searchapp.json"
# What users write about a corpus is no part of it (see `notes`).
_NOTES = (outlets.FILE_NAME, corrections.FILE_NAME, aliasgroups.FILE_NAME)
_CHUNK = 1 << 20

# The rules of one folder and of those above it: (folder, rules), the deepest last.
Rules = tuple[tuple[Path, GitIgnoreSpec], ...]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be read.

    Args:
        root: the absolute folder that holds what the user named.
        path: from there, with "/"; so it begins with the name of what the user named.
        size: in bytes.
        rules: what the `.searchappignore` files of the folders above it say.
        leads_out: it is a link that leads out of all that the user named, and is not to be read.
    """

    root: Path
    path: str
    size: int
    rules: Rules = field(default=(), compare=False, repr=False)
    leads_out: bool = False

    @property
    def key(self) -> str:
        """The absolute path with "/": what the file is known by from one run to the next."""
        return printable((self.root / self.path).as_posix())

    @property
    def location(self) -> Path:
        """Where the file is."""
        return self.root / self.path

    def ignores(self, name: str) -> bool:
        """Say whether the rules pass over a member, as if the file were a folder.

        Args:
            name: the member's path in the file, an archive, with "/".
        """
        return bool(self.rules) and _is_ignored(self.location / name, False, self.rules)


def printable(path: str) -> str:
    """Return a path that can be stored and shown; bytes that are no UTF-8 become escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def find_files(paths: Iterable[Path]) -> list[InputFile]:
    """Find every file below some folders.

    Names that begin with a dot are passed over, notes about the corpus, and what the rules in a
    `.searchappignore` say (those of .gitignore).  A file or folder that is named outright is
    always taken.

    Args:
        paths: files and folders.

    Returns:
        The files, each once, in the order of their keys.

    Raises:
        CorpusNotFound: one of the paths does not exist.
    """
    named: list[Path] = []
    for path in paths:
        # abspath and not resolve: a link is known by the name the user gave it.
        named.append(Path(os.path.abspath(path)))  # noqa: PTH100
        if not os.path.lexists(named[-1]):
            raise CorpusNotFound(path)
    walk = _Walk(named)
    for start in named:
        # A file is called by the outermost folder named, in whatever order they are.
        top = min((each for each in named if start.is_relative_to(each)), key=_depth)
        walk.take(start, top)
    walk.follow()
    return [walk.found[key] for key in sorted(walk.found)]


def fingerprint(file: InputFile) -> str:
    """Return a fingerprint of a file's contents.

    Args:
        file: the file; it is read as a stream.

    Returns:
        32 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    with open_regular(file.location) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be entered; `top` is the outermost one named that it is in."""

    place: Path
    top: Path
    rules: Rules = ()


def _depth(path: Path) -> int:
    return len(path.parts)


class _Walk:
    """Finds the files below what the user named.

    Args:
        named: absolute files and folders.
    """

    def __init__(self, named: Sequence[Path]) -> None:
        self.found: dict[str, InputFile] = {}
        self._named = [Path(os.path.realpath(each)) for each in named]
        self._links: deque[_Folder] = deque()
        self._met: set[tuple[int, int]] = set()

    def take(self, start: Path, top: Path) -> None:
        """Find what is below something that was named, links to folders aside."""
        if not start.is_dir():
            self._add(_input_file(top, start))
            return
        # What is named by itself is entered whatever the rules above it say.
        met: set[tuple[int, int]] = set()
        self._enter(_Folder(start, top), met)
        self._met |= met

    def follow(self) -> None:
        """Find what is behind the links to folders that were come upon."""
        while self._links:
            self._enter(self._links.popleft(), self._met)

    def _enter(self, folder: _Folder, met: set[tuple[int, int]]) -> None:
        waiting = [folder]
        while waiting:
            folder = waiting.pop()
            try:
                status = folder.place.stat()
                if (status.st_dev, status.st_ino) in met:
                    continue
                met.add((status.st_dev, status.st_ino))
                with os.scandir(folder.place) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError:
                self._add(_input_file(folder.top, folder.place))
                continue
            if all(entry.name != _INDEX_FILE for entry in entries):
                waiting += self._look_at(entries, folder)

    def _look_at(self, entries: Sequence[os.DirEntry[str]], folder: _Folder) -> Iterator[_Folder]:
        """Look at what is in a folder; yield the folders among it that are no links."""
        top, rules = folder.top, folder.rules
        if any(entry.name == IGNORE_FILE for entry in entries):
            spec = _read_rules(folder.place / IGNORE_FILE)
            if spec is None:
                self._add(_input_file(top, folder.place / IGNORE_FILE))
            else:
                rules = (*rules, (folder.place, spec))
        for entry in entries:
            place = folder.place / entry.name
            is_folder = _is_folder(entry)
            is_no_part = entry.name.startswith(".") or (entry.name in _NOTES and not is_folder)
            if is_no_part or _is_ignored(place, is_folder, rules):
                continue
            if entry.is_symlink() and self._leads_out(place):
                self._add(_input_file(top, place, rules, leads_out=True))
            elif not is_folder:
                self._add(_input_file(top, place, rules))
            elif entry.is_symlink():
                self._links.append(_Folder(place, top, rules))
            else:
                yield _Folder(place, top, rules)

    def _leads_out(self, link: Path) -> bool:
        target = Path(os.path.realpath(link))
        # Of a link that leads nowhere, reading it will say so.
        return target.exists() and not any(target.is_relative_to(each) for each in self._named)

    def _add(self, file: InputFile) -> None:
        self.found.setdefault(file.key, file)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _input_file(top: Path, place: Path, rules: Rules = (), *, leads_out: bool = False) -> InputFile:
    root = top.parent
    try:
        size = place.stat().st_size
    except OSError:
        # A broken link or a file without permission: reading it will say so.
        size = 0
    return InputFile(root, place.relative_to(root).as_posix(), size, rules, leads_out)


def _read_rules(path: Path) -> GitIgnoreSpec | None:
    try:
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    # Of a pattern such as "[[a]" Python warns that it may come to mean something else.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(line for line in lines if _is_rule(line))


def _is_rule(line: str) -> bool:
    """Say whether a line can be read; like git, what means nothing is passed over."""
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _is_ignored(place: Path, is_folder: bool, rules: Rules) -> bool:
    """Ask the deepest folder that has a say."""
    for folder, spec in reversed(rules):
        name = place.relative_to(folder).as_posix() + ("/" if is_folder else "")
        decision = spec.check_file(name).include
        if decision is not None:
            return decision
    return False
