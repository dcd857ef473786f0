"""How much of a file is read before it is turned away."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Self

from searchapp.ingest.kinds import ARCHIVES, CRAWLS, EXPORTS, PACKED
from searchapp.settings import Settings

_MB = 1_000_000
# What is packed tighter than this is made to fill a disk: news packs 3 to 30 times.
_RATIO = 200
_UNSUSPICIOUS = 16 * _MB
# So many members made to fill a disk are paid for before the rest of a small archive goes unread.
_BOMBS = 4
_TOO_TIGHT = f"it is packed more than {_RATIO} to 1, as no news is"
# Where it is tomorrow already, newspapers have tomorrow's date.
_AHEAD = datetime.timedelta(days=1)


class TooLargeError(Exception):
    """More came out of a file than a limit allows; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes beyond which something is rejected as "too-large", and the latest date believed.

    Args:
        max_file_bytes: a text file or saved page, unpacked, and an archive inside an archive.
        max_export_bytes: an export, unpacked.
        max_record_bytes: one record of an export; what bounds the memory of a reader.
        max_archive_bytes: all that comes out of an archive or crawl.
        max_lines: how many lines a text file may have; each costs more than its letters.
        max_page_bytes: a saved page without the pictures inside it.
        max_tags: how many tags a saved page may have; each costs more than its letters.
        max_members: how many files an archive may hold, those of archives inside it included.
        today: the day of reading, after which no article can be dated (a day more is allowed, for
            where it is tomorrow already); the clock's own day in UTC where None.
    """

    max_file_bytes: int = 64 * _MB
    max_export_bytes: int = 4096 * _MB
    max_record_bytes: int = 16 * _MB
    max_archive_bytes: int = 65536 * _MB
    max_lines: int = 400_000
    max_page_bytes: int = 8 * _MB
    max_tags: int = 200_000
    max_members: int = 200_000
    today: datetime.date | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Take the limits that a user has set.

        Args:
            settings: all settings.

        Returns:
            The limits; a record is never allowed more than a file is.
        """
        file_bytes = int(settings.max_file_mb * _MB)
        return cls(
            max_file_bytes=file_bytes,
            max_export_bytes=int(settings.max_export_mb * _MB),
            max_record_bytes=min(file_bytes, 16 * _MB),
            max_archive_bytes=int(settings.max_archive_mb * _MB),
        )

    @property
    def latest(self) -> datetime.date:
        """The last day that is not in the future."""
        return (self.today or datetime.datetime.now(datetime.UTC).date()) + _AHEAD

    def of(self, kind: str) -> tuple[str, int]:
        """Return the limit of a kind of file: the setting it comes from, and the bytes."""
        if kind in EXPORTS:
            return "max_export_mb", self.max_export_bytes
        if kind in (*ARCHIVES, *CRAWLS, PACKED):
            return "max_archive_mb", self.max_archive_bytes
        return "max_file_mb", self.max_file_bytes


class Share:
    """What may still come out of one member of an archive.

    It is so little that no member uses up what the others need.

    Args:
        packed: how many bytes the member has in the archive.
        budget: of the archive, of which this is a part.
    """

    def __init__(self, packed: int, budget: Budget) -> None:
        self._left = max(_UNSUSPICIOUS, _RATIO * packed)
        self._budget = budget

    def spend(self, unpacked: int) -> None:
        """Count bytes that came out.

        Args:
            unpacked: how many.

        Raises:
            TooLargeError: it is more than may come out of this member, or of the whole file.
        """
        self._budget.spend(unpacked)
        self._left -= unpacked
        if self._left < 0:
            raise TooLargeError(_TOO_TIGHT)


class Budget:
    """What may still come out of one file, counted over all that is unpacked from it.

    Args:
        limits: the limits.
        packed: how many bytes the file has.
    """

    def __init__(self, limits: Limits, packed: int) -> None:
        self._ratio = max(_BOMBS * _UNSUSPICIOUS, _RATIO * packed)
        self._bytes = 0
        self._members = 0
        self._limits = limits
        self.problem = ""

    def spend(self, unpacked: int) -> None:
        """Count bytes that came out.

        Args:
            unpacked: how many.

        Raises:
            TooLargeError: it is more than may come out of this file.
        """
        self._bytes += unpacked
        if self._bytes > self._limits.max_archive_bytes:
            self._stop("more comes out of it than the limit (max_archive_mb)")
        if self._bytes > self._ratio:
            self._stop(_TOO_TIGHT)

    def count_member(self) -> None:
        """Count a file of an archive.

        Raises:
            TooLargeError: there are too many.
        """
        self._members += 1
        if self._members > self._limits.max_members:
            self._stop(f"it holds more than {self._limits.max_members:,} files")

    def _stop(self, problem: str) -> None:
        self.problem = problem
        raise TooLargeError(problem)
