"""What each line of a text file is, judged by itself and by the line right above it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.texts.boilerplate import is_junk, opens_pair
from searchapp.ingest.texts.bylines import Byline, read_byline, read_credit
from searchapp.ingest.texts.lines import Line, is_prose, is_separator


class Kind(enum.Enum):
    """What a line is, by itself."""

    BYLINE = enum.auto()
    CREDIT = enum.auto()
    SEPARATOR = enum.auto()
    UNDERLINE = enum.auto()
    JUNK = enum.auto()
    PROSE = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and its kind.

    Args:
        line: the line.
        kind: what it is.
        byline: what it says, if it is a byline or a credit.
    """

    line: Line
    kind: Kind
    byline: Byline | None = None

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text


def mark_lines(lines: Sequence[Line]) -> list[Mark]:
    """Give every line its kind.

    Args:
        lines: the lines of a file that are not blank.

    Returns:
        The lines with their kinds, in order.
    """
    marks: list[Mark] = []
    paired = False
    for line in lines:
        mark = _mark_line(line)
        if mark.kind is Kind.SEPARATOR and marks and _underlines(line, marks[-1]):
            mark = Mark(line, Kind.UNDERLINE)
        if paired and mark.kind is Kind.OTHER:
            mark = Mark(line, Kind.JUNK)
        paired = opens_pair(line.text)
        marks.append(mark)
    return marks


def _underlines(line: Line, above: Mark) -> bool:
    """Say whether a drawn line belongs to the heading right above it, as in Markdown."""
    drawn = set(line.text) <= {"="} or set(line.text) <= {"-"}
    near = line.gap == 0 and abs(len(line.text) - len(above.text)) <= max(3, len(above.text) // 4)
    return drawn and near and above.kind is Kind.OTHER


def _mark_line(line: Line) -> Mark:
    text = line.text
    if is_separator(text):
        return Mark(line, Kind.SEPARATOR)
    credit = read_credit(text)
    if credit is not None:
        return Mark(line, Kind.CREDIT, credit)
    byline = read_byline(text)
    if byline is not None:
        return Mark(line, Kind.BYLINE, byline)
    if is_junk(text) or opens_pair(text):
        return Mark(line, Kind.JUNK)
    return Mark(line, Kind.PROSE if is_prose(text) else Kind.OTHER)
