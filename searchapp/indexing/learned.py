"""What was learned of a corpus, kept while it is watched.

A survey reads up to 40 MB.  A build that looks at nothing but the files that were touched does
without a new one while they are few beside the corpus: what outlets repeat does not change with a
file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.pipeline import InputFile
from searchapp.ingest.repeated import RepeatedLines

# So many files, or this part of the bytes, may have been read since a corpus was surveyed.
_FILES = 100
_PART = 1 / 10


@dataclass(slots=True)
class Learned:
    """What was learned last, and how much was read since.

    Args:
        lines: the lines that outlets repeat; None where nothing was learned yet.
        files: how many files were read since.
        bytes: how many bytes they had.
    """

    lines: RepeatedLines | None = None
    files: int = 0
    bytes: int = 0

    def keep(self, lines: RepeatedLines) -> None:
        """Take note of what was learned just now."""
        self.lines, self.files, self.bytes = lines, 0, 0

    def lines_for(
        self, changed: Sequence[InputFile], corpus: Sequence[InputFile]
    ) -> RepeatedLines | None:
        """Return the lines with which files can be read; None where a survey is due.

        Args:
            changed: the files that are about to be read; `count` them when they are.
            corpus: all files.
        """
        files = self.files + len(changed)
        size = self.bytes + sum(file.size for file in changed)
        most = _PART * sum(file.size for file in corpus)
        return self.lines if files <= _FILES and size <= most else None

    def count(self, changed: Sequence[InputFile]) -> None:
        """Take note of files that are read with what was learned before."""
        self.files += len(changed)
        self.bytes += sum(file.size for file in changed)
