"""One text file → the articles in it.

A border needs evidence: a line of outlet and date (`bylines`) with a title above it and a body
below it.  Headings inside an article have no such line, so they are no borders; lists of other
articles have no body, so they are none either.

1. Every line is given a kind: byline, credit, separator, junk, prose, other.
2. For every byline the heading block is looked for above it: a few lines that look like titles,
   subtitles or captions, up to the end of the previous body, a separator or another byline.
3. The title is the first line of the block that does not end as a sentence does.
4. A file without bylines, whose articles end with source lines instead, is cut behind those.
5. A byline without names beside its date, or a "Source:" line, is weaker: a table or a timeline
   inside an article has them too.  It counts after a separator, or if the file begins that way.

The parts tile the file: only blank lines, separators and a preamble without a body lie between.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.lines import (
    ends_sentence,
    has_title_label,
    is_bullet,
    is_caption,
    is_title_like,
    split_lines,
    starts_upper,
)
from searchapp.ingest.texts.marks import Kind, Mark, mark_lines

_LOOK_BACK = 5
_LOOK_AHEAD = 4
_SUBTITLE_MAX = 320


class Opening(enum.Enum):
    """How a file begins; the rest of it is likely to go on in the same way."""

    BYLINE_FIRST = enum.auto()
    CREDIT = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a file, not yet read.

    Args:
        marks: its lines.
        title: the number of the title's line among them; None where there is none.
    """

    marks: tuple[Mark, ...]
    title: int | None

    @property
    def start(self) -> int:
        """Where it begins, in characters from the start of the file."""
        return self.marks[0].line.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.marks[-1].line.end


def split(text: str) -> list[Part]:
    """Split a text file into its articles.

    Args:
        text: the decoded file.

    Returns:
        The articles in order, apart from each other; none where the file is blank.
    """
    marks = mark_lines(split_lines(text))
    borders = _borders(marks) or _trailing_borders(marks)
    parts: list[Part] = []
    starts = [0, *(border for border, _ in borders)]
    ends = [*(border for border, _ in borders), len(marks)]
    titles: list[int | None] = [None, *(title for _, title in borders)]
    for start, end, title in zip(starts, ends, titles, strict=True):
        body = _trimmed(marks, start, end)
        if not body or (start == 0 and borders and not _has_body(marks, *body)):
            continue
        first, last = body
        place = _first_title(marks, first, last) if title is None else title
        parts.append(Part(tuple(marks[first:last]), None if place is None else place - first))
    return parts


def _borders(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return (first line, title line) of every article but one that begins the file unsigned."""
    borders: list[tuple[int, int]] = []
    floor = 0
    opening = _opening_of(marks)
    for number, mark in enumerate(marks):
        if mark.byline is None or number < floor:
            continue
        found = _border_at(marks, number, floor, opening)
        if found is None:
            continue
        start, title = found
        if not borders and not _has_body(marks, 0, start):
            start = _opening(marks, start)
        borders.append((start, title))
        floor = max(number, title) + 1
    return borders


def _trailing_borders(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return the borders of a file in which each article ends with a source line."""
    sources = [
        at
        for at in range(1, len(marks))
        if marks[at].kind is Kind.CREDIT and _has_body(marks, max(0, at - 2), at)
    ]
    if len(sources) < 2 or _has_body(marks, sources[-1], len(marks)):
        return []
    borders = []
    for at in sources[:-1]:
        start = at + 1
        while marks[start].kind in (Kind.SEPARATOR, Kind.JUNK):
            start += 1
        heading = marks[start].kind is Kind.OTHER and is_title_like(marks[start].text)
        if not heading or not _body_follows(marks, start):
            return []
        borders.append((start, start))
    return borders


def _border_at(
    marks: Sequence[Mark], number: int, floor: int, opening: Opening
) -> tuple[int, int] | None:
    mark = marks[number]
    if not _body_follows(marks, number):
        return None
    if opening is Opening.BYLINE_FIRST:
        return _byline_first(marks, number)
    block = _block_above(marks, number, floor)
    if block is None:
        separated = number == 0 or marks[number - 1].kind is Kind.SEPARATOR
        return _byline_first(marks, number) if separated else _plain_title(marks, number, floor)
    title = _title_of(marks, block, number)
    if not _is_enough(marks, mark, block, opening):
        return None
    return block, title


def _is_enough(marks: Sequence[Mark], mark: Mark, block: int, opening: Opening) -> bool:
    byline = mark.byline
    at_head = not _has_body(marks, 0, block)
    separated = block == 0 or marks[block - 1].kind is Kind.SEPARATOR
    if byline is None:
        return False
    if mark.kind is Kind.BYLINE and byline.is_strong:
        return True
    if at_head or separated or has_title_label(marks[block].text):
        return True
    if mark.kind is Kind.CREDIT:
        return byline.day is not None or opening is Opening.CREDIT
    return byline.day is not None and marks[block].line.gap > 0


def _body_follows(marks: Sequence[Mark], number: int) -> bool:
    for mark in marks[number + 1 : number + 1 + _LOOK_AHEAD]:
        if mark.kind is Kind.PROSE or (mark.kind is Kind.OTHER and ends_sentence(mark.text)):
            return True
        if mark.kind is Kind.SEPARATOR:
            return False
        if mark.byline is not None and mark.byline.is_strong:
            return False
    return False


def _block_above(marks: Sequence[Mark], number: int, floor: int) -> int | None:
    """Return the first line of the heading block above a byline, or None without one."""
    top: int | None = None
    for at in range(number - 1, max(floor, number - _LOOK_BACK) - 1, -1):
        mark = marks[at]
        between = mark.kind is Kind.JUNK and _is_between(marks, at, floor)
        if between or mark.kind is Kind.UNDERLINE:
            continue
        if mark.kind in (Kind.SEPARATOR, Kind.JUNK, Kind.CREDIT) or is_endnote(mark.text):
            break
        if mark.kind is Kind.BYLINE:
            # Two dates belong to two things: the other one to a digest as a whole, say.
            if _has_date(mark) and (_has_date(marks[number]) or top is not None):
                break
            continue
        if is_title_like(mark.text) and not is_caption(mark.text):
            top = at
        elif top is not None or not _may_stand_below_title(marks, at, number):
            break
    return _without_tail(marks, top, number)


def _is_between(marks: Sequence[Mark], at: int, floor: int) -> bool:
    """Say whether a junk line stands in the head of the file and not at the end of a body."""
    return not _has_body(marks, floor, at) and floor == 0


def _has_date(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.day is not None


def _may_stand_below_title(marks: Sequence[Mark], at: int, number: int) -> bool:
    """Say whether a line that is no title may stand between a title and its byline."""
    text = marks[at].text
    if is_caption(text):
        return True
    if marks[number].kind is Kind.CREDIT or len(text) > _SUBTITLE_MAX or is_bullet(text):
        return False
    # One sentence may be a subtitle; two are a body.
    between = [marks[each] for each in range(at + 1, number) if marks[each].byline is None]
    return all(is_caption(each.text) for each in between)


def _without_tail(marks: Sequence[Mark], top: int | None, number: int) -> int | None:
    """Drop lines from the top of a block that begin in lower case: the tail of a list."""
    while top is not None and not starts_upper(marks[top].text):
        following = [at for at in range(top + 1, number) if is_title_like(marks[at].text)]
        if not following:
            break
        top = following[0]
    return top


def _title_of(marks: Sequence[Mark], block: int, number: int) -> int:
    candidates = [
        at
        for at in range(block, number)
        if marks[at].kind in (Kind.OTHER, Kind.PROSE) and not is_caption(marks[at].text)
    ]
    for at in candidates:
        if is_title_like(marks[at].text) and not is_kicker(marks, at, number):
            return at
    return candidates[0] if candidates else block


def is_kicker(marks: Sequence[Mark], at: int, end: int) -> bool:
    """Say whether a line names a site or section above the title, and is not the title itself.

    Args:
        marks: the lines of the file.
        at: the line.
        end: where the heading block ends.

    Returns:
        True where it has at most four words and a longer line that looks like a title follows.
    """
    text = marks[at].text
    following = at + 1
    if len(text.split()) > 4 or len(text) > 40 or following >= end:
        return False
    below = marks[following]
    after = marks[following + 1] if following + 1 < len(marks) else None
    if after is not None and after.line.gap == 0 and after.byline is None:
        # The line below goes on: it begins a text that was cut at a column.
        return False
    longer = len(below.text) >= len(text) + 10 and len(below.text.split()) >= 4
    return longer and below.line.gap > 0 and below.kind is Kind.OTHER and is_title_like(below.text)


def _byline_first(marks: Sequence[Mark], number: int) -> tuple[int, int] | None:
    """Read an article whose outlet and date stand above its title."""
    mark = marks[number]
    following = number + 1
    if mark.byline is None or not mark.byline.is_strong or following >= len(marks):
        return None
    below = marks[following]
    if below.kind is Kind.OTHER and is_title_like(below.text):
        return number, following
    return None


def _plain_title(marks: Sequence[Mark], number: int, floor: int) -> tuple[int, int] | None:
    """Take the line above a byline as a title although it ends as a sentence does."""
    above = number - 1
    byline = marks[number].byline
    if byline is None or not byline.is_strong:
        return None
    if above < floor or marks[above].kind is not Kind.OTHER or len(marks[above].text) > 120:
        return None
    text = marks[above].text
    if text.startswith(("“", '"', "‘", "'")) or is_bullet(text) or is_endnote(text):
        return None
    return above, above


def _opening_of(marks: Sequence[Mark]) -> Opening:
    if len(marks) > 1 and _byline_first(marks, 0) is not None:
        return Opening.BYLINE_FIRST
    for mark in marks[: _LOOK_BACK + 1]:
        if mark.kind is Kind.PROSE or mark.kind is Kind.BYLINE:
            break
        if mark.kind is Kind.CREDIT:
            return Opening.CREDIT
    return Opening.OTHER


def _opening(marks: Sequence[Mark], start: int) -> int:
    """Return where the first article begins, with a site's name or a label above its title."""
    above = marks[:start]
    if start > _LOOK_BACK or any(mark.kind is Kind.SEPARATOR or mark.byline for mark in above):
        return start
    return 0


def _has_body(marks: Sequence[Mark], start: int, end: int) -> bool:
    return any(marks[at].kind is Kind.PROSE for at in range(start, end))


def _trimmed(marks: Sequence[Mark], start: int, end: int) -> tuple[int, int] | None:
    """Cut separators off both ends of a range of lines."""
    while start < end and marks[start].kind is Kind.SEPARATOR:
        start += 1
    while end > start and marks[end - 1].kind is Kind.SEPARATOR:
        end -= 1
    return (start, end) if start < end else None


def _first_title(marks: Sequence[Mark], first: int, last: int) -> int | None:
    """Find the title of an article without a byline: its first line, or the one below a site."""
    for at in range(first, min(last, first + _LOOK_BACK)):
        mark = marks[at]
        if mark.kind is Kind.PROSE and len(mark.text) > 150:
            return None
        if mark.kind in (Kind.OTHER, Kind.PROSE) and not is_caption(mark.text):
            if read_dateline(mark.text) is not None:
                return None
            if not is_kicker(marks, at, last):
                return at
    return None
