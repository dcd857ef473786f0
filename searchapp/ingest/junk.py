"""What the rules take out of a text, and the evidence of it: nothing goes in silence.

Lines that lie side by side and go by one rule are one passage, and what is written twice is told
once.  Of a long passage the beginning is told.  Of many passages the first ones are, and the last
of those says how many more there were, so that a page of junk does not fill an index.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.model import Evidence

# With the number of those that are not told behind it, this is the rule of the last passage.
AND_MORE = "and-more:"
_LONGEST, _MOST = 120, 8
_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that is taken out.

    Args:
        rule: what it is, such as "share-bar".
        text: the line, as written.
        number: which line of the text it was.
        start: where it begins in the decoded file; None where there are no places.
        end: where it ends.
    """

    rule: str
    text: str
    number: int
    start: int | None = None
    end: int | None = None


def rule_of(name: str, where: str, text: str) -> str | None:
    """Say by which rule a line is junk.

    Args:
        name: a data file of patterns, by where they hold and by rule.
        where: which of its tables.
        text: the line.

    Returns:
        The rule; None where no pattern of the table matches the whole line.
    """
    match = _pattern(name, where).fullmatch(text)
    # The group around all others is the last one to close.
    return None if match is None else str(match.lastgroup).replace("_", "-")


def tell_removed(removed: Sequence[Removed], text: str | None) -> tuple[Evidence, ...]:
    """Make evidence of what was taken out.

    Args:
        removed: the lines, in order.
        text: the decoded file they stand in; None where there are no places.

    Returns:
        A piece of evidence for each passage, within bounds.
    """
    different: dict[tuple[str, ...], list[Removed]] = {}
    for passage in _passages(removed):
        different.setdefault((passage[0].rule, *(each.text for each in passage)), passage)
    return tell_first([_evidence(passage, text) for passage in different.values()])


def tell_first(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the first pieces of evidence of what was taken out; the last counts the others.

    Args:
        found: a piece of evidence for each passage, in order.
    """
    if len(found) <= _MOST:
        return tuple(found)
    closing = dataclasses.replace(found[_MOST - 1], rule=f"{AND_MORE}{len(found) - _MOST}")
    return (*found[: _MOST - 1], closing)


def count_removed(evidence: Sequence[Evidence]) -> int:
    """Return how many passages a rule took out that are not told by evidence of their own."""
    rules = (each.rule for each in evidence if each.rule.startswith(AND_MORE))
    return sum(int(rule.removeprefix(AND_MORE)) for rule in rules)


def _passages(removed: Sequence[Removed]) -> list[list[Removed]]:
    passages: list[list[Removed]] = []
    for each in removed:
        last = passages[-1][-1] if passages else None
        if last is not None and last.rule == each.rule and last.number + 1 == each.number:
            passages[-1].append(each)
        else:
            passages.append([each])
    return passages


def _evidence(passage: Sequence[Removed], text: str | None) -> Evidence:
    rule, start, end = passage[0].rule, passage[0].start, passage[-1].end
    if text is None or start is None or end is None:
        seen = "\n".join(each.text for each in passage)[:_LONGEST]
        return Evidence("body", rule, seen, None, None, _CONFIDENCE)
    end = min(end, start + _LONGEST)
    return Evidence("body", rule, text[start:end], start, end, _CONFIDENCE)


@functools.cache
def _pattern(name: str, where: str) -> re.Pattern[str]:
    groups = (
        f"(?P<{rule.replace('-', '_')}>" + "|".join(f"(?:{each})" for each in patterns) + ")"
        for rule, patterns in data.tables(name)[where].items()
    )
    return re.compile("|".join(groups), re.IGNORECASE)
