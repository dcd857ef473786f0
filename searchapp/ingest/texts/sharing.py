"""Bars of links for sharing of which every link is a line: "Facebook", "Twitter", "Print".

Services are companies as well, of which articles write lists and chapters.  So a line with a name
goes only where it stands as such a bar does: with others of its kind, alone between paragraphs, or
at the head or the foot of an article.  It stays where a colon announces it, where it heads a
sentence, and where the names are those that the article writes about.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence

from searchapp.ingest import data
from searchapp.ingest.texts.lines import ends_sentence

_LONGEST = 20
_FRAME = " \t|/,"


def is_share_link(text: str) -> bool:
    """Say whether a line may be a link of such a bar, by itself."""
    label = _label(text)
    return label in _services() or label in _actions()


def find_runs(lines: Sequence[str]) -> Iterator[range]:
    """Find the lines that may be links of a bar, those side by side in one range.

    Args:
        lines: the lines of a text.

    Yields:
        Where they are.
    """
    start = None
    for number, text in enumerate(lines):
        # Nearly all lines are longer than a link, which is quick to see.
        if len(text) <= _LONGEST and is_share_link(text):
            start = number if start is None else start
        elif start is not None:
            yield range(start, number)
            start = None
    if start is not None:
        yield range(start, len(lines))


def find_bars(lines: Sequence[str], prose: Sequence[int], junk: Collection[int]) -> set[int]:
    """Find the bars of links for sharing in an article.

    Args:
        lines: its lines after the title.
        prose: the numbers of those that are paragraphs, in order.
        junk: the numbers of those that are known to be no part of it.

    Returns:
        The numbers of the lines that are such bars.
    """
    found: set[int] = set()
    for run in find_runs(lines):
        above, below = run.start - 1, run.stop
        if above >= 0 and above not in junk and lines[above].endswith((":", "：")):
            continue
        in_head = not prose or below <= prose[0]
        in_foot = not prose or above >= prose[-1]
        labels = {_label(lines[number]) for number in run}
        is_subject = _are_named(labels - _actions(), [lines[number] for number in prose])
        if labels.isdisjoint(_actions()) and is_subject and not (in_foot and len(run) == 1):
            continue
        if len(run) == 1:
            is_heading = labels.isdisjoint(_actions()) and _heads(lines, below, junk)
            stands_apart = bool(prose) and (in_head or in_foot) and not (in_foot and is_heading)
        else:
            bordered = _borders(above, prose, junk) and _borders(below, prose, junk)
            stands_apart = in_head or in_foot or bordered or not labels.isdisjoint(_actions())
        if stands_apart:
            found.update(run)
    return found


def _heads(lines: Sequence[str], below: int, junk: Collection[int]) -> bool:
    """Say whether a sentence of the article stands below a line."""
    return below < len(lines) and below not in junk and ends_sentence(lines[below])


def _borders(number: int, prose: Sequence[int], junk: Collection[int]) -> bool:
    return number in prose or number in junk


def _are_named(names: set[str], paragraphs: Sequence[str]) -> bool:
    """Say whether paragraphs name all of some names."""
    text = "\n".join(paragraphs).lower()
    return all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def _label(text: str) -> str:
    return text.strip(_FRAME).lower()


@functools.cache
def _services() -> frozenset[str]:
    return frozenset(data.table("texts/sharing")["services"])


@functools.cache
def _actions() -> frozenset[str]:
    return frozenset(data.table("texts/sharing")["actions"])
