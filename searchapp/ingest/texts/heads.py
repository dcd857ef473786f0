"""Heads without a date in a file whose other heads have one.

What stands below the titles of a file, and how many blank lines stand around it, is seen from the
articles that are known.  A title with a name, an author or an outlet in brackets in the same place
begins an article too, and the name there is that of its outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from searchapp.ingest import words
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.bylines import Byline, cut_pieces
from searchapp.ingest.texts.headings import is_marked_title, is_text, is_title
from searchapp.ingest.texts.lines import without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.signed import split_signed
from searchapp.ingest.texts.spots import Spot, trim_spot
from searchapp.ingest.texts.unsigned import Border

_LONGEST = 4
_NAME_WORDS = 5
_LEAST = 2
_COUNTED = re.compile(r"(?i)(?:article|story|item)\s(?P<n>\d{1,3})\s?[:.–-]\s")
_HEADS = (Kind.BYLINE, Kind.OTHER)

# How many blank lines stand above the title and below it, and whether some stand above the text.
_Shape = tuple[int, int, bool]


def find_alike(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Find the titles that stand as those of other articles do, above a name without a date.

    Args:
        marks: the lines of the file.
        borders: the articles that are known.

    Returns:
        The first line and the line of the title of each.
    """
    known = {title for _, title in borders}
    shapes = Counter(shape for _, at in borders if (shape := _shape_of(marks, at)) is not None)
    named = _named_first(marks, borders) if len(borders) >= _LEAST else []
    if named or len(borders) < _LEAST or not shapes:
        return named
    shape, count = shapes.most_common(1)[0]
    # The first title of a file has nothing above it.
    if count < _LEAST and shapes.total() < _LEAST:
        return []
    return [
        (at, at)
        for at in range(1, len(marks))
        if at not in known
        and (is_title(marks[at]) or is_marked_title(marks[at]))
        and _shape_of(marks, at) == shape
        and all(is_text(mark) or mark.kind not in _HEADS for mark in marks[at - 1 : at])
    ]


def _named_first(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Find the titles below the names of outlets, where those of the other articles stand there."""
    known = {start for start, _ in borders}
    if sum(_heads(marks, start) for start, title in borders if start < title) < len(borders):
        return []
    return [
        (at, at + 1)
        for at in range(1, len(marks) - 2)
        if marks[at].line.gap > 0
        and at not in known
        and _name_of(marks[at]) is not None
        and marks[at + 1].line.gap == 0
        and is_title(marks[at + 1])
        and _text_below(marks, at + 2)
    ]


def _heads(marks: Sequence[Mark], start: int) -> bool:
    """Say whether an article begins with the name of its outlet."""
    return _name_of(marks[start]) is not None or _names_outlet(marks[start])


def _text_below(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a text begins at a line or below one name, apart from the head."""
    if at + 1 < len(marks) and marks[at].line.gap == 0 and _name_of(marks[at]) is not None:
        at += 1
    return marks[at].line.gap > 0 and is_text(marks[at])


def align_first(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Let the first article begin with a head like those of the others.

    What stands above it, such as the title of a review and its week, is that of the whole file.

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same articles, the first of them perhaps below the head of the file.
    """
    if len(borders) < _LEAST or _is_tight(marks, borders[0][1]):
        return borders
    if 3 * sum(_is_tight(marks, title) for _, title in borders[1:]) < 2 * (len(borders) - 1):
        return borders
    first = borders[0][1]
    tight = [
        at
        for at in range(first + 1, min(first + 2 * _LONGEST, borders[1][0]))
        if marks[at].line.gap > 0 and is_title(marks[at]) and _is_tight(marks, at)
    ]
    above = marks[first : tight[0]] if tight else []
    return (
        [(tight[0], tight[0]), *borders[1:]] if tight and not any(map(is_text, above)) else borders
    )


def align_below_names(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Let titles stand below a name between date and title, where others of the file do.

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same articles, their titles perhaps one line lower.
    """
    below = sum(_is_date(marks[start]) and title == start + 2 for start, title in borders)
    if below < _LEAST or 2 * below <= len(borders):
        return borders
    return [
        (start, title + (title == start + 1 and _is_dated_name(marks, start)))
        for start, title in borders
    ]


def _is_dated_name(marks: Sequence[Mark], start: int) -> bool:
    """Say whether a date, a name and a title stand right below each other."""
    lines = marks[start : start + 3]
    tight = len(lines) == 3 and not any(mark.line.gap for mark in lines[1:])
    return tight and _is_date(lines[0]) and _name_of(lines[1]) is not None and is_title(lines[2])


def _is_date(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.is_date


def _is_tight(marks: Sequence[Mark], title: int) -> bool:
    """Say whether outlet, date or author stand right below a title."""
    below = marks[title + 1] if title + 1 < len(marks) else None
    if below is None or below.line.gap > 0:
        return False
    return below.kind is Kind.BYLINE or words.is_known(below.text)


def name_outlets(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read the names right below titles, or above them, as outlets where others have theirs there.

    Args:
        marks: the lines of the file.
        borders: the articles.

    Returns:
        The same lines; those of such names are bylines.
    """
    found = list(marks)
    # A site that is named above its titles needs no other name below them.
    unnamed = [at for _, at in borders if not _is_below_site(marks, at)]
    below = [title + 1 for title in unnamed if title + 1 < len(marks)]
    above = [
        title - 1 if _is_date(marks[start]) else start for start, title in borders if start < title
    ]
    for places, is_above in ((below, False), (above, True)):
        named = sum(_says_outlet(marks[at]) for at in places)
        usual = named >= _LEAST and 3 * named >= len(places)
        for at in places:
            tight = is_above or marks[at].line.gap == 0
            if _is_signed(marks, at):
                continue
            if tight and (usual or (not is_above and _is_bracketed(marks[at]))):
                byline = _named(marks[at])
                found[at] = (
                    marks[at] if byline is None else Mark(marks[at].line, Kind.BYLINE, byline)
                )
    return found


def _is_signed(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a person's name stands right above that of a known outlet."""
    below = marks[at + 1] if at + 1 < len(marks) else None
    named = below is not None and below.line.gap == 0 and words.is_known(below.text)
    return named and is_author_line(marks[at].text)


def _is_below_site(marks: Sequence[Mark], title: int) -> bool:
    """Say whether a line of the site stands above a title, and none that ends the text there."""
    if title == 0 or marks[title - 1].kind is not Kind.REPEATED:
        return False
    return not (title > 1 and marks[title - 1].line.gap == 0 and is_text(marks[title - 2]))


def _says_outlet(mark: Mark) -> bool:
    """Say whether a line names an outlet, or is the name of one by its words."""
    name = _name_of(mark)
    return _names_outlet(mark) or (name is not None and words.is_outlet_name(name.text))


def _named(mark: Mark) -> Byline | None:
    """Read a name, and the author's behind a dash perhaps, where the outlet stands."""
    pieces = cut_pieces(mark.text) if mark.kind is Kind.OTHER else []
    if len(pieces) == 2 and all(words.is_name(each.text, _NAME_WORDS) for each in pieces):
        outlet, author = pieces
        if words.is_person(author.text):
            return Byline(outlet, author=author, rule="outlet-line", confidence=0.7)
    name = _name_of(mark)
    if name is None:
        return None
    names = split_signed(name)
    signed = names[0] if len(names) > 1 else None
    return Byline(names[-1], author=signed, rule="outlet-line", confidence=0.7)


def name_behind(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read a name behind the dash of a title, where others have outlet and date there.

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same lines; those of such titles hold their outlet too.
    """
    found = list(marks)
    titled = [title for _, title in borders if marks[title].kind is Kind.TITLED]
    behind = [title for title in titled if _is_outlet_last(marks[title])]
    if len(behind) < _LEAST or len(behind) < len(titled):
        return found
    for _, title in borders:
        mark = marks[title]
        pieces = cut_pieces(mark.text) if mark.kind is Kind.OTHER else []
        if len(pieces) > 1 and words.is_name(pieces[-1].text, _NAME_WORDS):
            spot = trim_spot(mark.text[: pieces[-2].end], 0)
            byline = Byline(pieces[-1], rule="title-outlet-line", confidence=0.8)
            found[title] = Mark(mark.line, Kind.TITLED, byline, spot)
    return found


def _is_outlet_last(mark: Mark) -> bool:
    outlet = None if mark.byline is None else mark.byline.outlet
    return outlet is not None and mark.title is not None and mark.title.end <= outlet.start


def read_heads(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read in each head what those of the other articles say in the same place.

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same lines, those of the heads with what they say.
    """
    named = name_outlets(marks, borders)
    return strip_counts(name_behind(named, borders), borders)


def strip_counts(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read the titles behind words that count the articles of a file: "Article 1: Title".

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same lines; the marks of such titles know where the title begins.
    """
    found = list(marks)
    counted = [_COUNTED.match(marks[title].text) for _, title in borders]
    numbers = [None if each is None else int(each["n"]) for each in counted]
    if numbers != list(range(1, len(numbers) + 1)):
        return found
    for (_, title), each in zip(borders, counted, strict=True):
        mark = marks[title]
        if each is not None:
            start = each.end()
            own = mark.title
            spot = trim_spot(mark.text[start : None if own is None else own.end], start)
            found[title] = replace(mark, title=spot)
    return found


def _shape_of(marks: Sequence[Mark], title: int) -> _Shape | None:
    """Return the shape of a head; None where what stands there is no head."""
    head = title + 1
    while head < len(marks) and head <= title + _LONGEST and not is_text(marks[head]):
        signed = marks[head].byline is not None or _named(marks[head]) is not None
        below = marks[head + 1] if head + 1 < len(marks) else None
        beside = below is not None and below.kind is Kind.BYLINE
        if not signed or (
            marks[head].kind is not Kind.BYLINE and marks[head].line.gap > 0 and not beside
        ):
            return None
        head += 1
    if head == title + 1 or head >= len(marks) or not is_text(marks[head]):
        return None
    return marks[title].line.gap, marks[title + 1].line.gap, marks[head].line.gap > 0


def _names_outlet(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.outlet is not None


def _is_bracketed(mark: Mark) -> bool:
    return mark.text.startswith("(") and mark.text.endswith(")")


def _name_of(mark: Mark) -> Spot | None:
    """Return the name that a line is, in brackets or behind a number perhaps."""
    if mark.kind is not Kind.OTHER:
        return None
    bracketed = _is_bracketed(mark)
    edge = 1 if bracketed else len(mark.text) - len(without_title_label(mark.text))
    name = mark.text[edge : len(mark.text) - bracketed]
    named = words.is_name(name, _NAME_WORDS) and not words.is_place(name)
    return Spot(name, edge, edge + len(name)) if named else None
