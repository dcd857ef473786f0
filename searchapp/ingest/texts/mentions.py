"""Outlets that the text of an article names as its own, where its head names none.

"The views expressed do not reflect those of North Post", or a line below the text that is the name
and nothing else.  Only names in the table of outlets count, and none of them is as sure as a line
of outlet and date.  What somebody told an outlet is no such sign: half of the time another outlet
quotes it.
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
# What outlets say of themselves below a text.
_NOTICES = re.compile(
    rf"(?:(?:reflect|represent)\s(?:those|the\s(?:views|opinions?|position))\sof"
    rf"|appeared\sin|[Ss]upport|[Cc]ontribute\sto|[Ss]ign\sup\sfor)\s{_NAME}"
    rf"|^(?P<name2>[A-Z][\w.-]{{1,20}}(?:\s[A-Z][\w.-]{{1,20}}){{0,3}})\sdelivers\s"
)
_SHORTEST = 4
_NOTICED, _CLOSED = 0.5, 0.6


def find_mentions(marks: Sequence[Mark], head_end: int) -> list[Finding]:
    """Find the outlets that a text names as its own.

    Args:
        marks: the lines of an article.
        head_end: where its head ends.

    Returns:
        The outlets, in the order of the text.
    """
    found: list[Finding] = []
    for at in range(head_end, len(marks)):
        mark = marks[at]
        bare = mark.text.strip("()")
        closing = mark.kind is Kind.OTHER and at > head_end and len(bare) >= _SHORTEST
        if closing and words.is_known(bare):
            rule = "closing-name"
            found.append(_named(mark.line, rule, bare, mark.text.index(bare), _CLOSED))
        found += _notices(mark.line)
    return found


def _notices(line: Line) -> Iterator[Finding]:
    rule = "own-notice"
    for match in _NOTICES.finditer(line.text):
        group = "name" if match["name"] else "name2"
        # The longest known name: "North Post" of "North Post Tuesday".
        parts = re.sub(r"[’']s$", "", match[group]).split()
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size]).rstrip(".’'")
            at = line.text.find(name, match.start(group))
            if at >= 0 and words.is_known(name):
                yield _named(line, rule, name, at, _NOTICED)
                break


def _named(line: Line, rule: str, name: str, at: int, sure: float) -> Finding:
    start = line.start + at
    return Finding(Evidence("outlet", rule, name, start, start + len(name), sure), name)
