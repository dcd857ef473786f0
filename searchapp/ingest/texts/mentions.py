"""Outlets that the text of an article names as its own, where its head names none.

"…, a witness told North Post", "the views expressed do not reflect those of North Post", a line
below the text that is the name and nothing else.  Only names in the table of outlets count, and
none of them is as sure as a line of outlet and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchapp.ingest import words
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.lines import Line
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.model import Evidence

_NAME = r"(?P<name>(?:[Tt]he\s)?[A-Z][\w’'.-]{1,20}(?:\s[A-Z][\w.-]{1,20}){0,3})"
# What outlets say of themselves below a text, and in it of those who spoke to them.
_NOTICES = re.compile(
    rf"(?:(?:reflect|represent)\s(?:those|the\s(?:views|opinions?|position))\sof"
    rf"|appeared\sin|[Ss]upport|[Cc]ontribute\sto|[Ss]ign\sup\sfor|(?:[Pp]hoto|[Ii]mage)\s[Cc]redit:)\s{_NAME}"
    rf"|^(?P<name2>[A-Z][\w.-]{{1,20}}(?:\s[A-Z][\w.-]{{1,20}}){{0,3}})\sdelivers\s"
)
_TOLD = re.compile(rf"\b(?:told|learned\sby|seen\sby)\s{_NAME}")
_NOTICED, _CLOSED, _SPOKE = 0.5, 0.6, 0.3


def find_mentions(marks: Sequence[Mark], head_end: int) -> list[Finding]:
    """Find the outlets that a text names as its own.

    Args:
        marks: the lines of an article.
        head_end: where its head ends.

    Returns:
        The outlets; none of those to whom somebody spoke, if they are several.
    """
    found: list[Finding] = []
    spoken: list[Finding] = []
    for at in range(head_end, len(marks)):
        mark = marks[at]
        bare = mark.text.strip("()")
        if mark.kind is Kind.OTHER and at > head_end and words.is_known(bare):
            found.append(_named(mark.line, "closing-name", bare, mark.text.index(bare), _CLOSED))
        found += _search(_NOTICES, mark.line, "own-notice", _NOTICED)
        spoken += _search(_TOLD, mark.line, "told-outlet", _SPOKE)
    same = len({str(each.value) for each in spoken}) == 1
    return found + (spoken[:1] if same else [])


def _search(pattern: re.Pattern[str], line: Line, rule: str, sure: float) -> Iterator[Finding]:
    for match in pattern.finditer(line.text):
        group = "name" if match["name"] else "name2"
        # The longest known name: "North Post" of "North Post Tuesday".
        parts = re.sub(r"[’']s$", "", match[group]).split()
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size]).rstrip(".’'")
            if name in line.text and words.is_known(name):
                yield _named(line, rule, name, line.text.index(name, match.start(group)), sure)
                break


def _named(line: Line, rule: str, name: str, at: int, sure: float) -> Finding:
    start = line.start + at
    return Finding(Evidence("outlet", rule, name, start, start + len(name), sure), name)
