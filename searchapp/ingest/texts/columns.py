"""Headings of one line, read together: "3 January 2020 - North Post - Bridge Stays Closed".

One such line alone does not say which of its parts is the title, the outlet or the author, for all
may be written as names.  The lines of a file do: their parts are columns, in that of the date every
part is a date, that of the outlet repeats itself or holds the words of outlets, that of the title
has the longest parts.  Tags before titles ("[North Post] Bridge stays closed") are outlets where
all of them are names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import Byline, cut_pieces
from searchapp.ingest.texts.dated import read_dated
from searchapp.ingest.texts.headings import body_follows, is_text, is_title
from searchapp.ingest.texts.lines import is_title_like
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot
from searchapp.model import PartialDate

_LONGEST, _LEAST = 300, 2
# A date and a title: "3/1/20 - No".
_SHORTEST = 11
_MOST_PIECES = 4
# Shorter than the parts of a title as a rule, longer than those of a person's name.
_TITLE_WORDS = 2.5
# Which part of the outlets and authors must be names: "??" may stand for one that is not known.
_NAMED = 0.75
_FIGURE = re.compile(r"\d\d")
_COUNT = re.compile(r"[#(\[]?0{0,3}(?P<n>\d{1,4})[.)\]:]?\s?(?=[|•·])", re.ASCII)
_MONTH = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])", re.ASCII)
_STAR = re.compile(r"(?:[*•+#>]{1,3}|\d{1,3}[.)])\s+")
_TAG = re.compile(r"\[(?P<tag>[^\[\]]{2,60})\]\s{1,3}(?=\S)")
_DATE_BEHIND = re.compile(
    r"\s?[(\[](?P<inner>[^()\[\]]{6,40})[)\]]$|(?:\s[-–—|]|,)\s(?P<plain>.{6,40})$"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that may be such a heading.

    Args:
        at: the number of the line.
        names: its parts but for the date.
        date: the date as written.
        day: the date; None where it is no full one.
    """

    at: int
    names: tuple[Spot, ...]
    date: Spot | None
    day: PartialDate | None


_Heading = tuple[int, Spot, Byline]


def read_columns(marks: Sequence[Mark]) -> list[Mark]:
    """Read the headings of one line that a file has.

    Args:
        marks: the lines of the file.

    Returns:
        The same lines, those headings of the kind `TITLED`.
    """
    dated = _dated_rows(marks)
    headings = [*dated, *_undated_rows(marks, dated)] or _tagged_rows(marks)
    found = list(marks)
    for at, title, byline in headings:
        found[at] = Mark(marks[at].line, Kind.TITLED, byline, title)
    for at, byline in _logged_rows(found):
        found[at] = Mark(marks[at].line, Kind.BYLINE, byline)
    return found


def _dated_rows(marks: Sequence[Mark]) -> list[_Heading]:
    """Read the lines that have a date in the same column."""
    shapes: defaultdict[tuple[int, int], list[_Row]] = defaultdict(list)
    for at, mark in enumerate(marks):
        shaped = _read_row(mark, at)
        if shaped is not None:
            shapes[shaped[0]].append(shaped[1])
    first = min((rows[0].at for rows in shapes.values()), default=0)
    if any(map(is_text, marks[:first])):
        return []
    found: list[_Heading] = []
    for (_, place), rows in shapes.items():
        heads = [row for row in rows if _is_heading(marks, row.at)]
        kinds = _kinds([row.names for row in rows], place)
        if len(heads) >= max(_LEAST, len(rows)) and kinds is not None:
            found += [_heading(row, *kinds) for row in rows]
    return sorted(found, key=lambda heading: heading[0])


def _read_row(mark: Mark, at: int) -> tuple[tuple[int, int], _Row] | None:
    """Cut a line into its parts; the number of parts and the place of the date are its shape."""
    text = mark.text
    if len(text) < _SHORTEST:
        return None
    headed = mark.kind in (Kind.BYLINE, Kind.TITLED, Kind.OTHER)
    if len(text) > _LONGEST or not headed or _FIGURE.search(text) is None:
        return None
    star = _STAR.match(text)
    pieces = cut_pieces(text, 0 if star is None else star.end())
    dates = [(place, _read_month(piece) or read_dated(piece)) for place, piece in enumerate(pieces)]
    alone = [(place, each) for place, each in dates if each is not None and each[2] is None]
    if len(alone) == 1 and 2 <= len(pieces) <= _MOST_PIECES:
        place, (date, day, _) = alone[0]
        names = (*pieces[:place], *pieces[place + 1 :])
        return (len(pieces), place), _Row(at, names, date, day)
    single = dates[0][1] if len(pieces) == 1 else None
    return None if single is None else _read_commas(at, *single)


def _read_month(piece: Spot) -> tuple[Spot, PartialDate | None, Spot | None] | None:
    """Read "202001", which is a month only where a column of dates stands."""
    match = _MONTH.fullmatch(piece.text)
    return None if match is None else (piece, PartialDate(int(match[1]), int(match[2])), None)


def _undated_rows(marks: Sequence[Mark], dated: Sequence[_Heading]) -> list[_Heading]:
    """Read the rows without a date in a file whose others are "date - outlet - title"."""
    outlets = {byline.outlet.text for _, _, byline in dated if byline.outlet is not None}
    ordered = all(
        byline.date is not None
        and byline.outlet is not None
        and byline.date.start < byline.outlet.start < title.start
        for _, title, byline in dated
        if byline.outlet is not None
    )
    if len(dated) < _LEAST or not ordered:
        return []
    found: list[_Heading] = []
    known = {at for at, _, _ in dated}
    for at, mark in enumerate(marks):
        pieces = cut_pieces(mark.text) if mark.kind is Kind.OTHER and at not in known else []
        if 2 <= len(pieces) < _MOST_PIECES and pieces[0].text in outlets and _is_heading(marks, at):
            author = pieces[2] if len(pieces) > 2 and words.is_person(pieces[2].text) else None
            rule, confidence = "title-outlet-line", 0.85
            byline = Byline(pieces[0], author=author, rule=rule, confidence=confidence)
            found.append((at, pieces[1], byline))
    return found


def _read_commas(
    at: int, date: Spot, day: PartialDate | None, rest: Spot | None
) -> tuple[tuple[int, int], _Row] | None:
    """Read "Title, Outlet, 3 January 2020", where a title may have commas of its own."""
    if rest is None or rest.start > date.start:
        return None
    first, comma, last = rest.text.rpartition(", ")
    names = (spot_at(first, rest.start), spot_at(last, rest.end - len(last)))
    return ((1, -1), _Row(at, names, date, day)) if comma else None


def _is_heading(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a text begins right below a line, and no title stands above it."""
    below = at + 1 < len(marks) and (is_text(marks[at + 1]) or marks[at + 1].kind is Kind.BYLINE)
    above = at == 0 or marks[at - 1].kind is not Kind.OTHER or is_text(marks[at - 1])
    return below and above and body_follows(marks, at)


def _kinds(rows: list[tuple[Spot, ...]], place: int) -> tuple[int, int | None, int | None] | None:
    """Say which column holds the titles, which the outlets and which the authors.

    Where the words do not say it, the outlet stands beside the date.
    """
    columns = list(zip(*rows, strict=True))
    outlets = [_outlet_share(column) for column in columns]
    longest = [sum(len(spot.text.split()) for spot in column) / len(rows) for column in columns]
    order = sorted(range(len(columns)), key=lambda at: (outlets[at], -longest[at], -at))
    title, *others = order
    if longest[title] < _TITLE_WORDS or not all(
        is_title_like(spot.text) for spot in columns[title]
    ):
        return None
    named = [words.is_name(spot.text) for at in others for spot in columns[at]]
    if sum(named) < _NAMED * len(named):
        return None
    if not others:
        return (title, None, None) if outlets[title] == 0 else None
    if len(others) == 1:
        return title, others[0], None
    beside = sorted(others, key=lambda at: (-outlets[at], abs(2 * at + 1 - 2 * place)))
    return title, beside[0], beside[1]


def _outlet_share(column: Sequence[Spot]) -> float:
    """Return how much a column looks like one of outlets: by their words, and by repeating them."""
    named = sum(words.is_outlet_name(spot.text) for spot in column)
    again = len(column) - len({spot.text for spot in column})
    return (named + again) / len(column)


def _heading(row: _Row, title: int, outlet: int | None, author: int | None) -> _Heading:
    named = None if outlet is None else row.names[outlet]
    if named is not None and not words.is_name(named.text):
        named = None
    signed = None if author is None else row.names[author]
    rule, confidence = "title-outlet-date-line", 0.85
    byline = Byline(named, row.date, row.day, signed, rule=rule, confidence=confidence)
    return row.at, row.names[title], byline


def _logged_rows(marks: Sequence[Mark]) -> list[tuple[int, Byline]]:
    """Read the rows of a log, each above its title: "#001 | 06:58Z | North Post | C3"."""
    rows: list[tuple[int, list[Spot]]] = []
    for at in range(len(marks) - 1):
        count = _COUNT.match(marks[at].text) if marks[at].kind is Kind.OTHER else None
        if count is not None and int(count["n"]) == len(rows) + 1 and is_title(marks[at + 1]):
            rows.append((at, cut_pieces(marks[at].text, count.end())))
    sizes = {len(pieces) for _, pieces in rows}
    if len(rows) < _LEAST or len(sizes) > 1 or min(sizes) < _LEAST:
        return []
    columns = zip(*(pieces for _, pieces in rows), strict=True)
    known = [sum(words.is_outlet_name(spot.text) for spot in column) for column in columns]
    place = known.index(max(known))
    if 2 * known[place] < len(rows):
        return []
    named = ((at, pieces[place]) for at, pieces in rows)
    return [
        (at, Byline(spot if words.is_name(spot.text) else None, rule="outlet-line", confidence=0.8))
        for at, spot in named
    ]


def _tagged_rows(marks: Sequence[Mark]) -> list[_Heading]:
    """Read the titles behind tags that are the names of outlets."""
    tagged = [
        (at, match)
        for at, mark in enumerate(marks)
        if mark.kind in (Kind.OTHER, Kind.TITLED, Kind.BYLINE)
        and (match := _TAG.match(mark.text)) is not None
        and body_follows(marks, at)
    ]
    tags = [match["tag"] for _, match in tagged]
    known = any(map(words.is_outlet_name, tags)) and (len(tags) > 1 or tagged[0][0] == 0)
    if not known or not all(map(words.is_name, tags)):
        return []
    return [_tagged(marks[at].text, at, match) for at, match in tagged]


def _tagged(text: str, at: int, match: re.Match[str]) -> _Heading:
    outlet = Spot(match["tag"], *match.span("tag"))
    behind = _DATE_BEHIND.search(text, match.end())
    place = None if behind is None else "inner" if behind["inner"] else "plain"
    dated = read_dated(Spot(behind[place], *behind.span(place))) if behind and place else None
    rule, confidence = "title-outlet-date-line", 0.85
    if dated is None or behind is None or dated[1] is None or dated[2] is not None:
        byline = Byline(outlet, rule=rule, confidence=confidence)
        return at, trim_spot(text[match.end() :], match.end()), byline
    byline = Byline(outlet, *dated[:2], rule=rule, confidence=confidence)
    return at, trim_spot(text[match.end() : behind.start()], match.end()), byline
