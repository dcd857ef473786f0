"""What each line of a text file is, judged by itself and by the line right above it."""

from __future__ import annotations

import enum
import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.ingest.captions import is_caption
from searchapp.ingest.texts.boilerplate import is_capture, is_junk, opens_pair
from searchapp.ingest.texts.bylines import Byline, read_byline, shifted, with_outlet
from searchapp.ingest.texts.credits import (
    read_address,
    read_attribution,
    read_credit,
    read_monitored,
)
from searchapp.ingest.texts.lines import (
    Line,
    ends_sentence,
    is_bullet,
    is_counter,
    is_prose,
    is_separator,
    starts_upper,
)
from searchapp.ingest.texts.sharing import find_runs
from searchapp.ingest.texts.spots import Spot, spot_at
from searchapp.ingest.texts.titled import may_hold_title, read_headlined, read_titled
from searchapp.ingest.words import is_name, is_outlet_name, is_place
from searchapp.model import PartialDate

_DIGITS = re.compile(r"\d{1,9}")
_HEADER_MAX = 80
_OFTEN = 3
_COUNT = re.compile(r"(?:[(\[]\d{1,3}[)\]]|\d{1,3}[.)])\s{1,3}(?=\S)", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_YEAR_LENGTH = 4
_SITE_WORDS = 3
_FULL_LINE, _CUT_LINE = 45, 110
_REMEMBERED, _LONGEST_REMEMBERED = 4096, 200


class Kind(enum.Enum):
    """What a line is, by itself."""

    BYLINE = enum.auto()
    CREDIT = enum.auto()
    ADDRESS = enum.auto()
    SEPARATOR = enum.auto()
    UNDERLINE = enum.auto()
    COUNTER = enum.auto()
    REPEATED = enum.auto()
    TITLED = enum.auto()
    JUNK = enum.auto()
    PROSE = enum.auto()
    OTHER = enum.auto()


_WRITTEN = (Kind.OTHER, Kind.PROSE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and its kind.

    Args:
        line: the line.
        kind: what it is.
        byline: what it says, if it is a byline or a credit.
        title: the title in it, if it holds one beside what else it says.
    """

    line: Line
    kind: Kind
    byline: Byline | None = None
    title: Spot | None = None

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
        mark = _mark_again(line)
        if mark.kind is Kind.SEPARATOR and marks and _underlines(line, marks):
            mark = Mark(line, Kind.UNDERLINE)
        if paired and mark.kind is Kind.OTHER:
            mark = Mark(line, Kind.JUNK)
        paired = opens_pair(line.text)
        marks.append(mark)
    _mark_wrapped(marks)
    _mark_sharing(marks)
    _mark_years(marks)
    _mark_sites(marks)
    _mark_places(marks)
    _mark_signed(marks)
    _mark_repeated(marks)
    return marks


def _mark_again(line: Line) -> Mark:
    """Mark a line as one of the same text was marked: digests and exports have many of those."""
    if len(line.text) > _LONGEST_REMEMBERED:
        return _mark_line(line)
    known = _remembered(line.text)
    return Mark(line, known.kind, known.byline, known.title)


@functools.lru_cache(maxsize=_REMEMBERED)
def _remembered(text: str) -> Mark:
    return _mark_line(Line(0, len(text), text, 0))


def _mark_wrapped(marks: list[Mark]) -> None:
    """Mark the lines of paragraphs that were cut at a column, each too short to be prose alone."""
    first = 0
    for at in range(1, len(marks) + 1):
        joined = at < len(marks) and marks[at].line.gap == 0 and marks[at].kind in _WRITTEN
        if joined and marks[at - 1].kind in _WRITTEN and len(marks[at - 1].text) >= _FULL_LINE:
            continue
        last = at
        # What follows the last full stop may be the title of the next article.
        while last - first > 1 and not ends_sentence(marks[last - 1].text):
            last -= 1
        if _is_wrapped([mark.text for mark in marks[first:last]]):
            for each in range(first, last):
                if marks[each].kind is Kind.OTHER:
                    marks[each] = Mark(marks[each].line, Kind.PROSE)
        first = at


def _mark_sharing(marks: list[Mark]) -> None:
    """Mark what may be the lines of a bar for sharing; a single one may be a title."""
    for run in find_runs([mark.text for mark in marks]):
        for at in run if len(run) > 1 else ():
            if marks[at].kind is Kind.OTHER:
                marks[at] = Mark(marks[at].line, Kind.JUNK)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines are one paragraph: none too long, and words go on from line to line."""
    if len(lines) < 2 or max(map(len, lines)) > _CUT_LINE or sum(map(len, lines)) < 120:
        return False
    going_on = sum(not starts_upper(line) for line in lines[1:])
    return going_on * 3 >= len(lines) - 1 and (len(lines) > 3 or ends_sentence(lines[-1]))


def _mark_years(marks: list[Mark]) -> None:
    """Mark the years that stand alone right below the name of an outlet."""
    for at in range(1, len(marks)):
        line = marks[at].line
        above = marks[at - 1]
        if len(line.text) != _YEAR_LENGTH or line.gap > 0 or above.kind is not Kind.OTHER:
            continue
        named = is_outlet_name(above.text) and is_name(above.text)
        if named and _YEAR.fullmatch(line.text) is not None:
            year = Byline(
                date=spot_at(line.text, 0), day=PartialDate(int(line.text)), rule="moment-line"
            )
            marks[at] = Mark(line, Kind.BYLINE, year)


def _mark_places(marks: list[Mark]) -> None:
    """Take unknown names before dates for places where other lines have known places there."""
    named = [
        at
        for at, mark in enumerate(marks)
        if mark.byline is not None and mark.byline.rule == "outlet-comma-date-line"
    ]
    places = sum(_begins_with_place(mark) for mark in marks)
    names = [outlet.text for at in named if (outlet := _outlet_of(marks[at])) is not None]
    if places * 4 < places + len(named) or any(map(is_outlet_name, names)):
        return
    if places == 0 or len(set(names)) < len(names):
        return
    for at in named:
        byline = marks[at].byline
        if byline is not None:
            marks[at] = replace(marks[at], byline=replace(byline, outlet=None, rule="date-line"))


def _mark_signed(marks: list[Mark]) -> None:
    """Take the second name of every "By Author, Name" for an outlet where most lines have one."""
    signed = {at: mark.byline for at, mark in enumerate(marks) if _is_pair(mark)}
    sure = sum(each is not None and each.outlet is not None for each in signed.values())
    if sure < 2 or sure * 2 <= len(signed):
        return
    for at, byline in signed.items():
        if byline is not None:
            marks[at] = replace(marks[at], byline=with_outlet(byline))


def _is_pair(mark: Mark) -> bool:
    """Say whether a line is the name of an author with another behind a comma."""
    return mark.byline is not None and mark.byline.rule == "author-line" and ", " in mark.text


def _outlet_of(mark: Mark) -> Spot | None:
    return None if mark.byline is None else mark.byline.outlet


def _begins_with_place(mark: Mark) -> bool:
    """Say whether a line is a known place and a date."""
    byline = mark.byline
    if byline is None or byline.date is None or byline.rule != "date-line":
        return False
    before = mark.text[: byline.date.start].strip(" ,")
    return bool(before) and is_place(before)


def _mark_sites(marks: list[Mark]) -> None:
    """Mark the names of outlets that stand above the title of every drawn-off part of a file."""
    starts = [0, *(at + 1 for at, mark in enumerate(marks) if mark.kind is Kind.SEPARATOR)]
    starts = [start for start in starts if start + 2 < len(marks)]
    if len(starts) > 1 and all(_is_site(marks, start) for start in starts):
        for start in starts:
            marks[start] = Mark(marks[start].line, Kind.REPEATED)


def _is_site(marks: Sequence[Mark], at: int) -> bool:
    title = marks[at + 1]
    named = marks[at].kind is Kind.OTHER and is_name(marks[at].text, _SITE_WORDS)
    below = title.kind is Kind.OTHER and title.line.gap == 0
    return named and below and len(title.text.split()) > len(marks[at].text.split())


def _mark_repeated(marks: list[Mark]) -> None:
    """Mark the short lines that stand again and again, as the headers and footers of a site do."""
    keys = {
        at: _DIGITS.sub("#", mark.text)
        for at, mark in enumerate(marks)
        if mark.kind is Kind.OTHER and len(mark.text) <= _HEADER_MAX
    }
    # Behind a drawn line and right above a text stands a title, however often it is the same.
    counts = Counter(keys.values())
    heads = Counter(
        key
        for at, key in keys.items()
        if _heads_text(marks, at, again=counts[keys.get(at + 1, "")] >= _OFTEN)
    )
    counts -= Counter({key: counts[key] for key in heads if heads[key] * 2 > counts[key]})
    often = {key for key, count in counts.items() if count >= _OFTEN and _is_header(key)}
    for at, key in keys.items():
        # A name beside a date is the outlet of several articles, and no header.
        if key in often and all(map(_is_unsigned, marks[max(0, at - 1) : at + 2])):
            marks[at] = Mark(marks[at].line, Kind.REPEATED)


def _heads_text(marks: Sequence[Mark], at: int, *, again: bool) -> bool:
    """Say whether a line stands between a drawn line and a text, with its outlet perhaps."""
    if at > 0 and marks[at - 1].kind is not Kind.SEPARATOR:
        return False
    below = [*marks[at + 1 : at + 3]][1 if again else 0 :]
    return bool(below) and (below[0].kind is Kind.PROSE or below[0].byline is not None)


def _is_unsigned(mark: Mark) -> bool:
    return mark.byline is None or mark.kind is Kind.ADDRESS


def _is_header(key: str) -> bool:
    return sum(character.isalpha() for character in key) >= 4 and not is_bullet(key)


def _underlines(line: Line, marks: Sequence[Mark]) -> bool:
    """Say whether a drawn line belongs to the heading right above it, as in Markdown or a box."""
    above = marks[-1]
    if len(marks) > 1 and marks[-2].kind is Kind.SEPARATOR and above.kind is Kind.OTHER:
        boxed = line.gap == above.line.gap == 0 and marks[-2].text == line.text
        if boxed and len(above.text) > 1:
            return True
    drawn = set(line.text) <= {"="} or set(line.text) <= {"-"}
    near = line.gap == 0 and abs(len(line.text) - len(above.text)) <= max(3, len(above.text) // 4)
    return drawn and near and above.kind is Kind.OTHER


def _read_signed(line: Line) -> Mark | None:
    """Read a line that names an outlet, a date or an author."""
    address = read_address(line.text)
    if address is not None:
        return Mark(line, Kind.ADDRESS, address)
    credit = read_credit(line.text)
    if credit is not None:
        return Mark(line, Kind.CREDIT, credit)
    byline = read_monitored(line.text) or read_byline(line.text) or _read_counted(line.text)
    byline = read_attribution(line.text) if byline is None else byline
    if byline is None:
        titled = None if is_caption(line.text) else read_titled(line.text)
    else:
        titled = read_headlined(line.text) if may_hold_title(byline) else None
    if titled is not None:
        return Mark(line, Kind.TITLED, titled[1], titled[0])
    return None if byline is None else Mark(line, Kind.BYLINE, byline)


def _read_counted(text: str) -> Byline | None:
    """Read a line of outlet and date behind the number of its article: "(2) Outlet, 3 May 2020"."""
    count = _COUNT.match(text) if text[:1] in "([0123456789" else None
    byline = None if count is None else read_byline(text[count.end() :])
    return (
        None
        if count is None or byline is None or not byline.is_strong
        else shifted(byline, count.end())
    )


def _mark_line(line: Line) -> Mark:
    text = line.text
    if is_separator(text):
        return Mark(line, Kind.SEPARATOR)
    if is_counter(text):
        return Mark(line, Kind.COUNTER)
    if is_capture(text):
        return Mark(line, Kind.JUNK)
    signed = _read_signed(line)
    if signed is not None:
        return signed
    if is_junk(text) or opens_pair(text):
        return Mark(line, Kind.JUNK)
    return Mark(line, Kind.PROSE if is_prose(text) else Kind.OTHER)
