"""Lines that a web page left around an article: share bars, ratings, comment forms.

A first filter, made to lose nothing of an article: a line goes only if it matches a pattern of
`boilerplate.toml` as a whole, is of a bar of links for sharing (`sharing`), repeats the line above
it, or is short and stands behind the end of the article (after its last paragraph, and after its
closing source line or a widget).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence

from searchapp.ingest.junk import rule_of
from searchapp.ingest.texts.credits import read_credit
from searchapp.ingest.texts.lines import Line, ends_sentence, is_prose, is_separator
from searchapp.ingest.texts.sharing import find_bars, is_share_link

DOUBLED, BEHIND_END, REACTIONS = "doubled-line", "behind-end", "rating"
SHARING, NAVIGATION = "share-bar", "navigation"
_ARCHIVE = "web-archive"

_TABLE = "texts/boilerplate"
_LONGEST = 300
_PERCENT = re.compile(r"\d{1,3} ?%")
_NAVIGATION = re.compile(r"[a-z]{2,15}(?:-[a-z]{2,15}){0,3}")
_SHORT, _BRIEF = 110, 50
_CLOSED = '.”"’'
_CLOSERS, _LONG_SENTENCE = "\"'”’»)]", 70


def is_junk(text: str) -> bool:
    """Say whether a line is junk wherever it stands.

    Args:
        text: the line.

    Returns:
        True where a pattern of the list "anywhere" matches it.
    """
    return _rule("anywhere", text) is not None


def is_capture(text: str) -> bool:
    """Say whether a line is what an archive of the web writes around a copy."""
    return _rule("anywhere", text) == _ARCHIVE


def opens_pair(text: str) -> bool:
    """Say whether a line and the headline after it point to another article."""
    return _rule("pairs", text) is not None


def ends_article(text: str) -> bool:
    """Say whether a line stands behind articles and above other things: comments, related ones."""
    return _rule("ends", text) is not None


def is_endnote(text: str) -> bool:
    """Say whether a line is a note at the end of a body: a translator, a link, a bracket.

    Args:
        text: the line.

    Returns:
        True where it cannot be the title of the next article.
    """
    return _rule("endnotes", text) is not None


def find_junk(lines: Sequence[Line]) -> Mapping[int, str]:
    """Find the junk in an article.

    Args:
        lines: the lines of the article after its title.

    Returns:
        The lines that are no part of the article: their numbers, from 0, in order, and by which
        rule each is none.
    """
    prose = [number for number, line in enumerate(lines) if is_prose(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    texts = [line.text for line in lines]
    junk: dict[int, str] = {}
    for number, line in enumerate(lines):
        why = _rule("anywhere", line.text)
        if why is not None:
            junk[number] = why
        elif _repeats(lines, number):
            junk[number] = DOUBLED
        elif (why := _rule("pairs", line.text)) is not None:
            junk |= dict.fromkeys(_pair(texts, number), why)
        elif (
            number < first
            and (why := _heading_rule(line.text)) is not None
            and not _counts_sections(texts, number, first)
        ):
            junk[number] = why
    junk |= dict.fromkeys(find_bars(texts, prose, junk), SHARING)
    junk |= _after_the_end(lines, last, junk)
    for number in sorted(junk):
        if junk[number] == DOUBLED:
            # The second of two lines that go is junk as the first one is.
            junk[number] = junk.get(number - 1, DOUBLED)
    return dict(sorted(junk.items()))


def find_brief_junk(lines: Sequence[str]) -> Mapping[int, str]:
    """Find the junk in the text of an export, which has no head or foot of a page around it.

    Args:
        lines: its lines; only those that are brief are looked at, which is quick.

    Returns:
        As for `find_junk`.
    """
    brief = [
        (number, text)
        for number, text in enumerate(lines)
        if len(text) <= _SHORT and (len(text) <= _BRIEF or text[-1] not in _CLOSED)
    ]
    junk: dict[int, str] = {}
    for number, text in brief:
        if (why := rule_of(_TABLE, "anywhere", text)) is not None:
            junk[number] = why
        elif (why := rule_of(_TABLE, "pairs", text)) is not None:
            junk |= dict.fromkeys(_pair(lines, number), why)
    if any(is_share_link(text) for _, text in brief):
        prose = [number for number, text in enumerate(lines) if is_prose(text)]
        junk |= dict.fromkeys(find_bars(lines, prose, junk), SHARING)
    return dict(sorted(junk.items()))


def _repeats(lines: Sequence[Line], number: int) -> bool:
    """Say whether a line, such as a caption, stands there a second time at once."""
    text = lines[number].text
    return number > 0 and text == lines[number - 1].text and not is_separator(text)


def _pair(lines: Sequence[str], number: int) -> list[int]:
    following = number + 1
    if following < len(lines) and not _may_be_told(lines[following]):
        return [number, following]
    return [number]


def _may_be_told(text: str) -> bool:
    """Say whether a line is a paragraph, or a sentence as long as one, and so no headline."""
    is_closed = text.rstrip(_CLOSERS).endswith((".", "!"))
    return is_prose(text) or (is_closed and len(text) >= _LONG_SENTENCE)


def _heading_rule(text: str) -> str | None:
    """Say by which rule a line between title and text is junk."""
    why = _rule("edges", text)
    return NAVIGATION if why is None and _NAVIGATION.fullmatch(text) is not None else why


def _counts_sections(texts: Sequence[str], number: int, first: int) -> bool:
    """Say whether a number above the text is that of its first part: the next one stands in it."""
    text = texts[number]
    return text.isdecimal() and str(int(text) + 1) in texts[first:]


def _after_the_end(lines: Sequence[Line], last: int, junk: Collection[int]) -> dict[int, str]:
    """Find what stands behind the article: short lines after its last paragraph and an end mark."""
    found: dict[int, str] = {}
    ended = False
    # The sources of a chronology's entries stand among them: only the last one ends the text.
    credits = [at for at in range(last + 1, len(lines)) if read_credit(lines[at].text) is not None]
    for number in range(last + 1, len(lines)):
        text = lines[number].text
        behind = ended and len(text) <= _SHORT and not _is_statement(text)
        why = BEHIND_END if behind else _rule("edges", text)
        if not ended:
            closing = _rule("ends", text)
            if closing is None and _is_reaction(lines, number):
                closing = REACTIONS
            ended = number in credits[-1:] or closing is not None or number in junk
            why = closing or why
        if why is not None and number not in junk:
            found[number] = why
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
def _rule(where: str, text: str) -> str | None:
    return rule_of(_TABLE, where, text) if len(text) <= _LONGEST else None
