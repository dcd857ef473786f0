"""Lines that a web page left around an article: share bars, ratings, comment forms.

A first filter, made to lose nothing of an article: a line goes only if it matches a pattern of
`boilerplate.toml` as a whole, repeats the line above it, or is short and stands behind the end of
the article (after its last paragraph, and after its closing source line or a widget).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from searchapp.ingest import data
from searchapp.ingest.texts.credits import read_credit
from searchapp.ingest.texts.lines import Line, ends_sentence, is_prose, is_separator

_LONGEST = 300
_PERCENT = re.compile(r"\d{1,3} ?%")
_NAVIGATION = re.compile(r"[a-z]{2,15}(?:-[a-z]{2,15}){0,3}")
_SHORT = 110


def is_junk(text: str) -> bool:
    """Say whether a line is junk wherever it stands.

    Args:
        text: the line.

    Returns:
        True where a pattern of the list "anywhere" matches it.
    """
    return _matches("anywhere", text)


def opens_pair(text: str) -> bool:
    """Say whether a line and the headline after it point to another article."""
    return _matches("pairs", text)


def is_endnote(text: str) -> bool:
    """Say whether a line is a note at the end of a body: a translator, a link, a bracket.

    Args:
        text: the line.

    Returns:
        True where it cannot be the title of the next article.
    """
    return _matches("endnotes", text)


def find_junk(lines: Sequence[Line]) -> frozenset[int]:
    """Find the junk in an article.

    Args:
        lines: the lines of the article after its title.

    Returns:
        The numbers of the lines, from 0, that are no part of the article.
    """
    prose = [number for number, line in enumerate(lines) if is_prose(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    junk: set[int] = set()
    for number, line in enumerate(lines):
        if is_junk(line.text) or _repeats(lines, number):
            junk.add(number)
        elif opens_pair(line.text):
            junk.update(_pair(lines, number))
        elif number < first and (_matches("edges", line.text) or _is_navigation(line.text)):
            junk.add(number)
    junk.update(_after_the_end(lines, last, junk))
    return frozenset(junk)


def _repeats(lines: Sequence[Line], number: int) -> bool:
    """Say whether a line, such as a caption, stands there a second time at once."""
    text = lines[number].text
    return number > 0 and text == lines[number - 1].text and not is_separator(text)


def _pair(lines: Sequence[Line], number: int) -> list[int]:
    following = number + 1
    if following < len(lines) and not is_prose(lines[following].text):
        return [number, following]
    return [number]


def _is_navigation(text: str) -> bool:
    return _NAVIGATION.fullmatch(text) is not None


def _after_the_end(lines: Sequence[Line], last: int, junk: set[int]) -> set[int]:
    """Find what stands behind the article: short lines after its last paragraph and an end mark."""
    found: set[int] = set()
    ended = False
    # The sources of a chronology's entries stand among them: only the last one ends the text.
    credits = [at for at in range(last + 1, len(lines)) if read_credit(lines[at].text) is not None]
    for number in range(last + 1, len(lines)):
        text = lines[number].text
        if _matches("edges", text) or (ended and len(text) <= _SHORT and not _is_statement(text)):
            found.add(number)
        if not ended:
            widget = number in junk or _is_reaction(lines, number)
            ended = number in credits[-1:] or _matches("ends", text) or widget
            if widget or _matches("ends", text):
                found.add(number)
    return found


def _is_statement(text: str) -> bool:
    """Say whether a line tells something, as the words about an author at the end do."""
    return ends_sentence(text) or read_credit(text) is not None


def _is_reaction(lines: Sequence[Line], number: int) -> bool:
    """Say whether a row of votes begins: a word, the word again, a share in per cent."""
    row = [line.text for line in lines[number : number + 3]]
    return len(row) == 3 and row[0] == row[1] and _PERCENT.fullmatch(row[2]) is not None


# Every line is asked about at least twice: what it is, and whether it may stay.
@functools.lru_cache(maxsize=4096)
def _matches(name: str, text: str) -> bool:
    return len(text) <= _LONGEST and _pattern(name).fullmatch(text) is not None


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = data.table("texts/boilerplate")[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
