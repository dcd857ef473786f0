"""Reviews of the press: below the name of each outlet stand articles, each with a title and a text.

    NORTH POST

    Bridge stays closed
    The council met for nine hours on Monday …

    THE HARBOUR TIMES

    …

One article may go through what the papers say as well, each below its name, but it has no titles
there.  So a file is a review if a title stands below every name.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from searchapp.ingest import words
from searchapp.ingest.texts.headings import body_follows, is_text, is_title
from searchapp.ingest.texts.lines import without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.spots import Spot, trim_spot
from searchapp.ingest.texts.unsigned import HEADLINE_WORDS, Border

_LEAST = 3
_NAME_WORDS = 5
# Which part of the names must be those of outlets that are known, or hold such a word.
_KNOWN = 0.5
_HEADS = (Kind.OTHER, Kind.REPEATED)


def find_groups(marks: Sequence[Mark]) -> list[int]:
    """Find the names of outlets below which the articles of a review stand.

    Args:
        marks: the lines of a file.

    Returns:
        The numbers of their lines; none where the file is no review.
    """
    apart = [at for at in range(len(marks) - 2) if _is_apart(marks, at)]
    # Few files have as many titles below such lines, whatever the lines are.
    if sum(marks[at + 1].kind is Kind.OTHER for at in apart) < _LEAST:
        return []
    heads = [at for at in apart if words.is_name(name_in(marks[at].text).text, _NAME_WORDS)]
    known = [words.is_outlet_name(name_in(marks[at].text).text) for at in heads]
    if True not in known:
        return []
    # The title of the review, and what names nothing, may look like an outlet above the first.
    first = known.index(True)
    heads, known = heads[first:], known[first:]
    if len(heads) < _LEAST or sum(known) < _KNOWN * len(known):
        return []
    whole = all(is_title(marks[at + 1]) and body_follows(marks, at + 1) for at in heads)
    titled = whole and not any(map(is_text, marks[: heads[0]]))
    signed = sum(mark.byline is not None and mark.byline.is_strong for mark in marks[heads[0] :])
    return heads if titled and 2 * signed < len(heads) else []


def find_grouped(marks: Sequence[Mark], groups: Sequence[int]) -> list[Border]:
    """Find the articles below the names of outlets.

    Args:
        marks: the lines of the file.
        groups: the numbers of the lines of these names.

    Returns:
        The first line and the line of the title of each; the first of a group begins at its name.
    """
    if not groups:
        return []
    borders: list[Border] = []
    tight = all(marks[at + 2].line.gap == 0 for at in groups)
    for head, end in zip(groups, [*groups[1:], len(marks)], strict=True):
        borders.append((head, head + 1))
        borders += [(at, at) for at in range(head + 2, end - 1) if _is_item(marks, at, tight=tight)]
    return borders


def name_in(text: str) -> Spot:
    """Return the name in the line above a group, without a colon or the marks of Markdown."""
    bare = without_title_label(text)
    return trim_spot(bare.rstrip(" :"), text.rindex(bare))


def group_of(groups: Sequence[int], title: int) -> int | None:
    """Return the last of the names above a title; None where it stands above all of them."""
    above = itertools.takewhile(lambda at: at <= title, groups)
    return max(above, default=None)


def _is_apart(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line stands alone between blank lines."""
    mark = marks[at]
    headed = mark.kind in _HEADS and (at == 0 or mark.line.gap > 0)
    return headed and marks[at + 1].line.gap > 0


def _is_item(marks: Sequence[Mark], at: int, *, tight: bool) -> bool:
    """Say whether a title stands as the first one of each group does."""
    apart = marks[at].line.gap > 0 and (marks[at + 1].line.gap == 0) == tight
    long = len(marks[at].text.split()) >= (2 if tight else HEADLINE_WORDS)
    return apart and long and is_title(marks[at]) and body_follows(marks, at)
