"""Articles of a file whose heads are not alike: each one is signed in a way of its own.

Once a file is known to hold several articles, less is needed to tell another: a headline between
two texts with an author below it, the name of a known outlet, or a dateline with an agency; a
headline right behind the line that closes the article above; or, in a short one, the only headline
that is too long for a chapter's.  In a lone article none of this begins anything, for interviews,
letters and lists of facts have such lines as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest import words
from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.headings import body_follows, is_marked_title, is_text, is_title
from searchapp.ingest.texts.lines import is_one_sentence, starts_upper
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.unsigned import HEADLINE_WORDS, Border

_LEAST, _SURE = 2, 3
# Headings of chapters have fewer words and letters.
_LONG_WORDS, _LONG = 6, 36
# Of so few paragraphs are the articles in which a long heading is rather another article's title.
_SHORT = 10
_FOOT_WORDS, _FOOT_LINES = 3, 6
_HEAD = 3
_NUMBER = re.compile(r"\W{0,2}(\d{1,3})[.)\]]\s", re.ASCII)
_FEET = (Kind.JUNK, Kind.REPEATED)
_LABELLED = re.compile(r"[A-Z][a-z]{2,9}:\s[A-Z]")
_QUOTES = ("#", "(", "“", '"', "‘", "'", "«")
_NEVER = (Kind.SEPARATOR, Kind.ADDRESS, Kind.COUNTER)


def find_mixed(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Find the articles that are signed otherwise than those that are known.

    Args:
        marks: the lines of the file.
        borders: the articles that are known.

    Returns:
        The first line and the line of the title of each.
    """
    begun = {title for _, title in borders} | {0}
    if len(begun) < _LEAST:
        return []
    numbers = {number for _, title in borders if (number := _number_of(marks[title])) is not None}
    found: list[Border] = []
    for at in range(1, len(marks) - 1):
        counted = is_marked_title(marks[at]) and _is_between(_number_of(marks[at]), numbers)
        if (
            at in begun
            or not (counted or _is_headline(marks[at]))
            or not starts_upper(marks[at].text)
        ):
            continue
        if not body_follows(marks, at) or not follows_text(marks, at):
            continue
        if counted or _is_signed(marks, at):
            found.append((at - _is_dated(marks[at - 1]), at))
    return found


def find_unsigned(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Find the articles that nothing but a long headline sets apart from a short one above.

    Args:
        marks: the lines of the file.
        borders: the articles that are known.

    Returns:
        The first line and the line of the title of each.
    """
    if len(borders) < _SURE:
        return []
    gap = min((marks[start].line.gap for start, _ in borders if start > 0), default=0)
    found: list[Border] = []
    ends = [*(start for start, _ in borders[1:]), len(marks)]
    for (_, title), end in zip(borders, ends, strict=True):
        if sum(map(is_text, marks[title:end])) > _SHORT:
            continue
        long = [
            at
            for at in range(title + 1, end - 1)
            if _is_long(marks, at) and marks[at].line.gap >= gap and follows_text(marks, at)
        ]
        if len(long) == 1 and _parts_texts(marks, title, long[0], end):
            found.append((long[0], long[0]))
    return found


def _parts_texts(marks: Sequence[Mark], title: int, at: int, end: int) -> bool:
    """Say whether what stands above a line and below it are both whole texts."""
    return all(
        sum(map(is_text, marks[first:last])) >= _LEAST for first, last in ((title, at), (at, end))
    )


def _is_dated(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.is_date


def without_feet(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Leave the names that close an article to it, where others have none above their titles.

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same articles, each beginning below such a name.
    """
    feet = [_below_foot(marks, start, title) for start, title in borders]
    headed = sum(start < title for start, title in borders)
    changed = sum(new != old for new, old in zip(feet, borders, strict=True))
    return list(borders) if 2 * max(headed, changed) > len(borders) else feet


def follows_text(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a text stands above a line, with nothing but its foot between the two.

    Args:
        marks: the lines of the file.
        at: the number of the line.
    """
    at -= _is_dated(marks[at - 1])
    for above in reversed(marks[max(0, at - _FOOT_LINES) : at]):
        if is_text(above) or above.kind is Kind.CREDIT:
            return not above.text.endswith(":")
        short = len(above.text.split()) <= _FOOT_WORDS and above.kind is Kind.OTHER
        if not (short or above.kind in _FEET or is_endnote(above.text)):
            return False
    return False


def _below_foot(marks: Sequence[Mark], start: int, title: int) -> Border:
    """Return where an article begins if the short lines above its headline are not its own."""
    if start == title and title + 1 < len(marks) and _is_headline(marks[title + 1]):
        below = marks[title + 1].line
        brief = 2 * len(marks[title].text) < len(below.text)
        title += below.gap > 0 and (brief or _LABELLED.match(marks[title].text) is not None)
    return (title, title) if start < title and _is_foot(marks, start, title) else (start, title)


def _is_headline(mark: Mark) -> bool:
    return is_title(mark) and len(mark.text.split()) >= HEADLINE_WORDS


def _is_foot(marks: Sequence[Mark], start: int, title: int) -> bool:
    """Say whether the lines from a text to a title are short and none of them is signed."""
    if start == 0 or not is_text(marks[start - 1]):
        return False
    return all(
        mark.kind in (Kind.OTHER, *_FEET) and len(mark.text.split()) <= HEADLINE_WORDS
        for mark in marks[start:title]
    )


def _number_of(mark: Mark) -> int | None:
    match = _NUMBER.match(mark.text)
    return None if match is None else int(match[1])


def _is_between(number: int | None, numbers: set[int]) -> bool:
    """Say whether a number is missing among those of the titles."""
    return number is not None and {number - 1, number + 1} <= numbers and number not in numbers


def _is_long(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a headline right above a paragraph is too long for that of a chapter."""
    text = marks[at].text
    if not is_title(marks[at]) or marks[at + 1].kind is not Kind.PROSE:
        return False
    if text.startswith(_QUOTES) or text.endswith("?") or not starts_upper(text):
        return False
    return len(text) >= _LONG and len(text.split()) >= _LONG_WORDS


def _is_signed(marks: Sequence[Mark], at: int) -> bool:
    """Say whether something besides its looks tells that a headline begins an article."""
    if marks[at - 1].kind is Kind.CREDIT:
        return True
    for below in range(at + 1, min(at + 1 + _HEAD, len(marks))):
        mark = marks[below]
        if mark.kind in _NEVER:
            return False
        if is_text(mark) and not _is_subtitle(marks, at, below):
            dateline = read_dateline(mark.text)
            return dateline is not None and dateline.agency is not None
        byline = mark.byline
        if byline is not None and (byline.author is not None or byline.outlet is not None):
            return True
        if words.is_known(mark.text):
            return True
    return False


def _is_subtitle(marks: Sequence[Mark], title: int, at: int) -> bool:
    """Say whether a sentence right below a title stands above the name of an author."""
    below = marks[at + 1].byline if at + 1 < len(marks) else None
    signed = below is not None and below.author is not None
    return at == title + 1 and signed and is_one_sentence(marks[at].text)
