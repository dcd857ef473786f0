"""Lines in the text of a page that no one wrote for the article.

The headlines of other articles go first, between paragraphs and behind the last of them; then what
stands in `junk.toml`, the title, the byline and the date once more, and bars of links for sharing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from searchapp.ingest.junk import rule_of
from searchapp.ingest.pages.dates import is_date_line
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.texts.boilerplate import DOUBLED, SHARING
from searchapp.ingest.texts.sharing import find_bars

TITLE, BYLINE, DATE = "title-again", "byline-again", "date-again"
_TABLE = "pages/junk"
_BULLET = "- "
_OPENING, _CLOSING = 6, 3
_LONG_NAME, _BESIDE_NAME = 6, 12
_SHORTEST_PROSE = 60
_SENTENCE_ENDS = ".!?…:;\"”“»’')]。！？」』؟۔।"


def find_leftovers(
    lines: Sequence[str], headings: Collection[str], authors: Collection[str]
) -> Mapping[int, str]:
    """Find the lines that are no part of an article.

    Args:
        lines: its text.
        headings: what may be its title, as `letters`.
        authors: who may have written it, as `letters`.

    Returns:
        The numbers of the lines, from 0, in order, and by which rule each is none.
    """
    found = _others(lines)
    left = [number for number in range(len(lines)) if number not in found]
    previous = ""
    for place, number in enumerate(left):
        text = lines[number].removeprefix(_BULLET)
        key = letters(text)
        at_edge = place < _OPENING or place >= len(left) - _CLOSING
        if place < _OPENING and key in headings:
            why: str | None = TITLE
        elif at_edge and any(_is_byline(key, name) for name in authors):
            why = BYLINE
        elif place < _OPENING and is_date_line(text):
            why = DATE
        else:
            why = DOUBLED if key == previous else rule_of(_TABLE, "lines", text)
        if why is None:
            previous = key
        else:
            found[number] = why
    bare = [text.removeprefix(_BULLET) for text in lines]
    prose = [number for number, text in enumerate(lines) if is_paragraph(text)]
    found |= dict.fromkeys(find_bars(bare, prose, found), SHARING)
    return dict(sorted(found.items()))


def is_leftover(text: str, authors: Collection[str]) -> bool:
    """Say whether a line, wherever it stands, is a date, a byline or what pages leave in a text.

    Args:
        text: the line.
        authors: who may have written the article, as `letters`.
    """
    key = letters(text)
    known = is_date_line(text) or any(_is_byline(key, name) for name in authors)
    return known or rule_of(_TABLE, "lines", text) is not None


def is_paragraph(text: str) -> bool:
    """Say whether a line is a paragraph and no headline: long, and closed like a sentence."""
    return len(text) >= _SHORTEST_PROSE and text[-1] in _SENTENCE_ENDS and text[:2] != _BULLET


def _others(lines: Sequence[str]) -> dict[int, str]:
    """Find the headlines of other articles."""
    whole = rest = sum(map(len, lines))
    found: dict[int, str] = {}
    skipping, why = 0, ""
    for number, text in enumerate(lines):
        bare, left = text.removeprefix(_BULLET), rest
        rest -= len(text)
        ending = rule_of(_TABLE, "ends", bare) if number else None
        if ending is not None:
            if left * 3 < whole:
                return found | dict.fromkeys(range(number, len(lines)), ending)
            skipping, why = len(lines), ending
        elif (pointing := rule_of(_TABLE, "pairs", bare)) is not None:
            skipping, why = 2, pointing
        elif is_paragraph(text):
            skipping = 0
        if skipping:
            skipping -= 1
            found[number] = why
    return found


def _is_byline(key: str, author: str) -> bool:
    """Say whether a line is a name with hardly a word beside it, such as "By" or a place."""
    if key == author:
        return True
    stands_at_edge = key.startswith(author) or key.endswith(author)
    return len(author) >= _LONG_NAME and stands_at_edge and len(key) <= len(author) + _BESIDE_NAME
