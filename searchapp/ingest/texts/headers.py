"""What a page writes above the title of every article: its name, its menu, its address.

Two articles are enough to know it by, once their borders are known: what stands above the first
title of the file, and again above that of another, is a header, and no end of the article before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from searchapp.ingest.texts.headings import LOOK_BACK, is_title
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.unsigned import Border

_DIGITS = re.compile(r"\d{1,9}")
_LONGEST = 200
_NAMED = (Kind.BYLINE, Kind.CREDIT, Kind.TITLED)


def mark_headers(
    marks: Sequence[Mark], borders: Sequence[Border]
) -> tuple[list[Mark], list[Border]]:
    """Mark the lines that are repeated above titles.

    Args:
        marks: the lines of a file.
        borders: where its articles begin, and their titles.

    Returns:
        The same lines, those of a header of the kind `REPEATED`; and the same borders, with the
        titles below the headers.
    """
    found = list(marks)
    if len(borders) < 2 or borders[0][1] > LOOK_BACK:
        return found, list(borders)
    borders = _below_headers(marks, borders)
    header = [at for at in range(borders[0][1]) if _may_head(marks[at])]
    for _, title in borders[1:]:
        pairs = zip(reversed(header), _above(marks, title), strict=False)
        for at, again in pairs:
            if plain_key(marks[at]) != plain_key(marks[again]):
                break
            for number in (at, again):
                found[number] = replace(marks[number], kind=Kind.REPEATED)
    return found, borders


def _below_headers(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Let the title be the line below where the same line begins every article."""
    for depth in range(1, LOOK_BACK):
        above = {plain_key(marks[title + depth - 1]) for _, title in borders}
        below = [title + depth for _, title in borders if title + depth < len(marks)]
        if len(above) > 1 or len(below) < len(borders):
            break
        others = len({marks[at].text for at in below}) == len(borders)
        if others and all(is_title(marks[at]) for at in below):
            return [(start, title + depth) for start, title in borders]
    return list(borders)


def _above(marks: Sequence[Mark], title: int) -> list[int]:
    """Return the lines above a title, upwards, without drawn lines."""
    lines = range(title - 1, max(-1, title - 1 - 2 * LOOK_BACK), -1)
    return [at for at in lines if marks[at].kind is not Kind.SEPARATOR]


def _may_head(mark: Mark) -> bool:
    short = len(mark.text) <= _LONGEST
    return short and mark.kind is not Kind.SEPARATOR and mark.kind not in _NAMED


def plain_key(mark: Mark) -> str:
    """Return what two lines have in common that differ in nothing but the number of a page."""
    # The addresses of articles differ in nothing but a number.
    return mark.text if mark.kind is Kind.ADDRESS else _DIGITS.sub("#", mark.text)
