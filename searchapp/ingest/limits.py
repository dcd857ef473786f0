"""How much of a file is read before it is turned away."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Self

from searchapp.settings import Settings

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes beyond which something is rejected as "too-large", and the latest date believed.

    Args:
        max_file_bytes: a text file or saved page, unpacked.
        max_export_bytes: an export, unpacked.
        max_record_bytes: one record of an export; what bounds the memory of a reader.
        today: the day of reading, after which no article can be dated (a day more is allowed, for
            where it is tomorrow already); the clock's own day in UTC where None.
    """

    max_file_bytes: int = 64 * _MB
    max_export_bytes: int = 4096 * _MB
    max_record_bytes: int = 16 * _MB
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
        )
