"""Places where a text itself says that two names mean one thing.

Two kinds are found: initials beside the name they stand for, "Popular Guard Units (PGU)", "PGU
(Popular Guard Units)" and "the Popular Guard Units, or PGU," (`initials`); and phrases, "X, also
known as Y", "X (formerly Y)", by the table `definitions.toml`.

Every step looks at a stretch of bounded length, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.analysis.aliasgroups import name_words
from searchapp.analysis.definitiontable import table
from searchapp.analysis.initials import INITIALS, is_initials, long_form
from searchapp.analysis.propernames import (
    EDGES,
    name_at_end,
    name_at_start,
    stretch_before,
    without_possessive,
)

# How far behind a phrase a name can reach, and how much of a long sentence is evidence.
_WINDOW = 160
_SENTENCE = 300

_PARENTHESIS = re.compile(r"\(([^()\n]{2,120})\)")
_WITHIN = re.compile(r"\s?\([^()\n]{1,120}\)(?=\s?(?:of\s|[,–—-]|$))")
_ASIDE = re.compile(r"[,;]")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z][.!?])([\"”’)]{0,3})\s{1,4}(?=[\"“‘(]?[A-Z0-9])")
_CLOSED = re.compile(r"([^\W\d_][^,.;:()\n\"“”]{1,80})[\"”’]?[,)]")
# Link a name to what is said of it.
_LINKING = (",", "(", "–", "—", "-")
_ARTICLES = ("a", "an", "the", "its", "his", "her")


@dataclass(frozen=True, slots=True)
class Definition:
    """Two names of which a text says that they are one.

    Args:
        name: the long one, or the one in use.
        other: the other one.
        former: whether the text says that the other one was given up.
        rule: what found it: "initials" or "phrase".
        start: where the place begins that says so, in characters of the text.
        end: where it ends.
    """

    name: str
    other: str
    former: bool
    rule: str
    start: int
    end: int


def find_definitions(text: str) -> Iterator[Definition]:
    """Find all such places of a text.

    Args:
        text: the body of an article.

    Returns:
        What they say, by kind and in order of the text.
    """
    for pattern, read in (
        (_PARENTHESIS, _in_parenthesis),
        (table().weak, _by_initials),
        (table().phrases, _by_phrase),
    ):
        for match in pattern.finditer(text):
            found = read(text, match)
            if found is not None and _are_two(found.name, found.other):
                yield found


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that a place stands in, of a long one the 300 characters around it.

    Args:
        text: the text.
        start: where the place begins.
        end: where it ends.

    Returns:
        The sentence on one line, with "…" where it is cut.
    """
    room = max(0, _SENTENCE - (end - start)) // 2
    first = max(text.rfind("\n", 0, start) + 1, start - room)
    if first and not text[first - 1].isspace():
        first = text.find(" ", first, start) + 1 or start
    last = text.find("\n", end, end + room)
    if last < 0:
        last = min(len(text), end + room)
        last = last if last == len(text) else max(end, text.rfind(" ", end, last + 1))
    before = text[max(0, first - 1) : first] not in ("", "\n")
    behind = text[last : last + 1] not in ("", "\n")
    for border in _SENTENCE_END.finditer(text, first, last):
        if border.end() <= start:
            first, before = border.end(), False
        elif border.start() >= end:
            last, behind = border.end(1), False
            break
    said = " ".join(text[first:last].split())
    return f"{'… ' if before else ''}{said}{' …' if behind else ''}"


def _in_parenthesis(text: str, match: re.Match[str]) -> Definition | None:
    """Read "LONG (SHORT)", "SHORT (LONG)", "NAME (formerly OTHER)"."""
    inner = _ASIDE.split(match[1], maxsplit=1)[0].strip(EDGES)
    before = stretch_before(text, match.start())
    phrase = table().brackets.match(inner)
    if phrase is not None:
        former = phrase[0][:-1].lower() in table().former
        other = name_at_start(inner[phrase.end() :])
        return _made(name_at_end(before), other, match.span(), former=former)
    if is_initials(inner):
        return _made(long_form(inner, before), inner, match.span(), rule="initials")
    short = before.rpartition(" ")[2]
    name = name_at_start(inner)
    if name is None or not is_initials(short) or long_form(short, name) != name:
        return None
    return _made(name, short, match.span(), rule="initials")


def _by_initials(text: str, match: re.Match[str]) -> Definition | None:
    """Read "LONG, or SHORT,", "LONG, known as SHORT", and "NAME, or OTHER,"."""
    other = INITIALS.match(text, match.end())
    if other is None or not is_initials(other[0]):
        return _by_apposition(text, match)
    words = _ending(text[max(0, match.start() - _WINDOW) : match.start()]).split()
    while words and words[-1].lower() in table().words["links"]:
        words.pop()
    before = _ending(" ".join(words))
    name = long_form(other[0], stretch_before(before, len(before)))
    return _made(name, other[0], (match.start(), other.end()), rule="initials")


def _by_apposition(text: str, match: re.Match[str]) -> Definition | None:
    """Read "the OLD NAME, or OTHER," where it is no list of several things."""
    if not match[0].startswith("or") or text[max(0, match.start() - 2) : match.start()] != ", ":
        return None
    other = _CLOSED.match(text, match.end())
    before = text[max(0, match.start() - _WINDOW) : match.start() - 2]
    name = name_at_end(stretch_before(before, len(before)))
    if other is None or name is None or " " not in name:
        return None
    # What stands behind a comma itself is one of several: "San Diego, San Bernardino, or Fresno,".
    lead = before.removesuffix(name).rstrip(EDGES)
    if lead.endswith(",") or name_at_start(other[1]) != other[1]:
        return None
    return _made(name, other[1], (match.start(), other.end()))


def _by_phrase(text: str, match: re.Match[str]) -> Definition | None:
    """Read "NAME, also known as OTHER", and "NAME, the force also known as OTHER"."""
    before = text[max(0, match.start() - _WINDOW) : match.start()].rpartition("\n")[2]
    behind = text[match.end() : match.end() + _WINDOW].partition("\n")[0]
    former = match[0].lower() in table().former
    return _made(_name_before(before), name_at_start(behind), match.span(), former=former)


def _made(
    name: str | None,
    other: str | None,
    place: tuple[int, int],
    *,
    former: bool = False,
    rule: str = "phrase",
) -> Definition | None:
    if name is None or other is None:
        return None
    return Definition(without_possessive(name), other, former, rule, *place)


def _name_before(before: str) -> str | None:
    """Return the name at the end of a text that leads up to a phrase."""
    # "The Popular Guard Units (PGU) of Sahran, also known as": this aside ends no name.
    before = _WITHIN.sub("", before)
    words = before.split()
    is_linked = before.rstrip().endswith(_LINKING)
    while words and words[-1].lower().strip(EDGES + ",") in table().words["links"]:
        is_linked = is_linked or words[-1].lower() in table().words["being"]
        words.pop()
    text = " ".join(words)
    is_linked = is_linked or text.endswith(_LINKING)
    text = _ending(text)
    name = name_at_end(stretch_before(text, len(text))) if is_linked else None
    if name is not None:
        return name
    # "…, the volunteer force also known as": what it is stands between.
    head, comma, described = text.rpartition(",")
    kind = described.split()
    if comma and 1 < len(kind) <= 7 and kind[0].lower() in _ARTICLES:
        return name_at_end(stretch_before(head, len(head)))
    return None


def _ending(text: str) -> str:
    """Return a text without the signs at its end that link it to what follows."""
    return text.rstrip(EDGES + "".join(_LINKING))


def _are_two(name: str, other: str) -> bool:
    """Return whether two names are other words, and neither is a piece of the other."""
    one, two = set(name_words(name)), set(name_words(other))
    return bool(one and two) and not (one <= two or two <= one)
