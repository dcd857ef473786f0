"""The files of a corpus: which there are, what they are called, whether they changed.

Folders are walked without recursion.  A folder reached through a symbolic link is entered after
all real ones and only if it was not met before, so a loop of links ends and a file keeps its real
name.  A folder that cannot be listed is handed on as if it were a file: reading it gives the
rejection that tells the user.
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from searchapp.errors import CorpusNotFound
from searchapp.ingest import corrections, outlets
from searchapp.ingest.streams import open_regular

IGNORE_FILE = ".searchappignore"
# What makes a folder an index of ours, which is no part of a corpus.
_INDEX_FILE = "searchapp.json"
# What users write about a corpus is no part of it (see `notes`).
_NOTES = (outlets.FILE_NAME, corrections.FILE_NAME)
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
    """

    root: Path
    path: str
    size: int
    rules: Rules = field(default=(), compare=False, repr=False)

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
    found: dict[str, InputFile] = {}
    named: list[Path] = []
    for path in paths:
        # abspath and not resolve: a link is known by the name the user gave it.
        named.append(Path(os.path.abspath(path)))  # noqa: PTH100
        if not os.path.lexists(named[-1]):
            raise CorpusNotFound(path)
    for start in named:
        # A file is called by the outermost folder named, in whatever order they are.
        top = min((each for each in named if start.is_relative_to(each)), key=_depth)
        for file in _walk(start, top) if start.is_dir() else [_input_file(top, start)]:
            found.setdefault(file.key, file)
    return [found[key] for key in sorted(found)]


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


def _depth(path: Path) -> int:
    return len(path.parts)


def _walk(start: Path, top: Path) -> list[InputFile]:
    found: list[InputFile] = []
    real: list[tuple[Path, Rules]] = [(start, ())]
    links: list[tuple[Path, Rules]] = []
    seen: set[tuple[int, int]] = set()
    while real or links:
        folder, rules = real.pop() if real else links.pop(0)
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            found.append(_input_file(top, folder))
            continue
        if any(entry.name == _INDEX_FILE for entry in entries):
            continue
        ignore = folder / IGNORE_FILE
        if any(entry.name == IGNORE_FILE for entry in entries):
            spec = _read_rules(ignore)
            if spec is None:
                found.append(_input_file(top, ignore))
            else:
                rules = (*rules, (folder, spec))
        for entry in entries:
            place = folder / entry.name
            is_folder = _is_folder(entry)
            is_no_part = entry.name.startswith(".") or (entry.name in _NOTES and not is_folder)
            if is_no_part or _is_ignored(place, is_folder, rules):
                continue
            if not is_folder:
                found.append(_input_file(top, place, rules))
            elif entry.is_symlink():
                links.append((place, rules))
            else:
                real.append((place, rules))
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _input_file(top: Path, place: Path, rules: Rules = ()) -> InputFile:
    root = top.parent
    try:
        size = place.stat().st_size
    except OSError:
        # A broken link or a file without permission: reading it will say so.
        size = 0
    return InputFile(root, place.relative_to(root).as_posix(), size, rules)


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
