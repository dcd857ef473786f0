"""The members of an archive: what they are called, and which of them are passed over.

A member of "news.zip" is shown as "news.zip!/folder/file.txt".  Nothing is ever written to disk,
so a name cannot do harm; a name that climbs out of its archive is refused all the same, for the
archive is then either damaged or made to harm, and the name would be a lie about its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from searchapp.ingest.files import printable
from searchapp.ingest.limits import Budget
from searchapp.model import Rejected

SEPARATOR = "!/"
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME = 1024
_SHOWN_NAME = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive.

    Args:
        name: its path there, with "/".
        stream: its bytes, to be read before the next member is asked for.
        size: how many bytes it takes in the archive.
    """

    name: str
    stream: IO[bytes]
    size: int


class Door:
    """Decides which members of an archive are let in.

    Args:
        path: the archive, as in `searchapp.model.Source`.
        budget: counts the members.
        is_ignored: says of a member's name whether the user wants it passed over.
    """

    def __init__(self, path: str, budget: Budget, is_ignored: Callable[[str], bool]) -> None:
        self._path = path
        self._budget = budget
        self._is_ignored = is_ignored
        self._seen: set[bytes] = set()

    def check(self, name: str, problem: str | None = None) -> str | Rejected | None:
        """Look at a member before it is opened.

        Args:
            name: as the archive gives it.
            problem: why a member of this sort is never read, such as that it is a link.

        Returns:
            Its name as it is shown; a rejection; or None where it is passed over, as hidden files
            and those that a `.searchappignore` names are in folders.

        Raises:
            TooLargeError: the archive holds too many members.
        """
        self._budget.count_member()
        plain = printable(name.replace("\\", "/"))
        parts = [part for part in plain.split("/") if part not in ("", ".")]
        shown = "/".join(parts)
        if plain.startswith("/") or _DRIVE.match(plain) or ".." in parts or not parts:
            return self.reject(plain, "malformed", "its name leads out of the archive")
        if _is_hidden(parts) or self._is_ignored(shown):
            return None
        if problem is not None:
            return self.reject(shown, "unsupported", problem)
        key = hashlib.blake2b(shown.encode(), digest_size=12).digest()
        if key in self._seen or len(shown) > _LONGEST_NAME:
            twice = "a file of this name was already read from the archive"
            detail = twice if key in self._seen else "its name is too long"
            return self.reject(shown, "malformed", detail)
        self._seen.add(key)
        return shown

    def reject(self, name: str, reason: str, detail: str) -> Rejected:
        """Return a rejection of a member."""
        return Rejected(f"{self._path}{SEPARATOR}{name[:_SHOWN_NAME]}", reason, detail)


def _is_hidden(parts: list[str]) -> bool:
    # What a Mac adds to the archives it makes: a shadow of every file.
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)
