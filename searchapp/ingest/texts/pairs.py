"""The names right below a title, with no date beside them: the author's and the outlet's.

Ana Poe                  North Post               Ana Poe for the North Post
The Harbour Review       Ana Poe
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest import words
from searchapp.ingest.captions import is_caption
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.headings import is_text
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.signed import is_outlet_like
from searchapp.ingest.texts.spots import Spot, spot_at
from searchapp.model import Evidence

_NAME_WORDS = 5
_FOR = re.compile(r"\s(?:for|für|pour|para)\s")
_SURE = 0.6


def read_pair(marks: Sequence[Mark], title: int) -> list[tuple[int, Finding]]:
    """Read the names right below a title and right above the text.

    Args:
        marks: the lines of an article.
        title: the number of its title's line.

    Returns:
        The outlet and the author, as far as they are named, each with the number of its line.
    """
    first = title + 1
    end = first
    while end < len(marks) and end - first < 2 and _is_named(marks, end, first):
        end += 1
    if end == first or end >= len(marks) or not (marks[end].line.gap > 0 or is_text(marks[end])):
        return []
    texts = [marks[at].text for at in range(first, end)]
    if len(texts) == 1:
        return [(first, each) for each in _read_single(marks[first])]
    person = [is_author_line(text) for text in texts]
    if sum(person) == 2:
        # Of two names that may be a person's, that with the word of an outlet would be none.
        return []
    if sum(person) == 1:
        author = person.index(True)
        spots = [spot_at(text, 0) for text in texts]
        fields = ["author" if at == author else "outlet" for at in range(2)]
        return [
            (first + at, _finding(field, marks[first + at], spot))
            for at, (field, spot) in enumerate(zip(fields, spots, strict=True))
        ]
    return []


def _is_named(marks: Sequence[Mark], at: int, first: int) -> bool:
    """Say whether a line is a name, in one block with those above it."""
    mark = marks[at]
    written = mark.kind is Kind.OTHER and (at == first or mark.line.gap == 0)
    if not written or is_caption(mark.text):
        return False
    return words.is_name(mark.text, 2 * _NAME_WORDS if _FOR.search(mark.text) else _NAME_WORDS)


def _read_single(mark: Mark) -> list[Finding]:
    """Read one line below a title: a known outlet, or "Author for Outlet"."""
    text = mark.text
    between = _FOR.search(text)
    if between is not None:
        author, outlet = text[: between.start()], text[between.end() :]
        if not is_author_line(author) or not is_outlet_like(outlet.removeprefix("the ")):
            return []
        return [
            _finding("author", mark, spot_at(author, 0)),
            _finding("outlet", mark, spot_at(outlet, between.end())),
        ]
    named = mark.line.gap == 0 and words.is_outlet_name(text) and len(text.split()) > 1
    return [_finding("outlet", mark, spot_at(text, 0))] if named else []


def _finding(field: str, mark: Mark, spot: Spot) -> Finding:
    start = mark.line.start
    evidence = Evidence(field, "name-line", spot.text, start + spot.start, start + spot.end, _SURE)
    return Finding(evidence, spot.text)
