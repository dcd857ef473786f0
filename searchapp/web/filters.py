"""What narrows a search, as the page shows it: outlets to tick and chips to take away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.search.page import Bucket
from searchapp.web.params import Params
from searchapp.web.words import NOT_KNOWN, say_date

_SHOWN = 12
# A list is not folded away for the sake of so few.
_SLACK = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """An outlet that can be ticked.

    Args:
        label: its name as shown.
        value: its name in an address; empty for "not known".
        count: the articles that choosing it shows.
        checked: whether it is chosen.
    """

    label: str
    value: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set.

    Args:
        kind: what it narrows.
        label: its value as shown.
        params: the search without it.
    """

    kind: str
    label: str
    params: Params


def list_outlets(
    buckets: Iterable[Bucket], params: Params
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """List the outlets of a result.

    Args:
        buckets: the facet, most articles first; those chosen are in it, even with none left.
        params: the search.

    Returns:
        Those to show at once (the largest, those chosen, "not known"), and the others by name.
    """
    choices = [
        Choice(b.value or NOT_KNOWN, b.value or "", b.count, b.value in params.outlets)
        for b in buckets
    ]
    if len(choices) <= _SHOWN + _SLACK:
        return tuple(choices), ()
    at_once = [place < _SHOWN or c.checked or not c.value for place, c in enumerate(choices)]
    shown = [c for c, at in zip(choices, at_once, strict=True) if at]
    rest = [c for c, at in zip(choices, at_once, strict=True) if not at]
    return tuple(shown), tuple(sorted(rest, key=lambda c: (c.label.casefold(), c.label)))


def list_chips(params: Params) -> tuple[Chip, ...]:
    """List the filters that are set, each with the search that lacks it."""
    first = dataclasses.replace(params, page=1)
    chips = [
        Chip(
            "Outlet",
            name or NOT_KNOWN,
            dataclasses.replace(
                first, outlets=tuple(other for other in params.outlets if other != name)
            ),
        )
        for name in params.outlets
    ]
    if params.since is not None and params.since == params.until:
        within = dataclasses.replace(first, since=None, until=None)
        chips.append(Chip("In", say_date(params.since), within))
    else:
        if params.since is not None:
            later = dataclasses.replace(first, since=None)
            chips.append(Chip("From", say_date(params.since), later))
        if params.until is not None:
            earlier = dataclasses.replace(first, until=None)
            chips.append(Chip("Until", say_date(params.until), earlier))
    if params.undated:
        ranged = params.since is not None or params.until is not None
        kind = "Also" if ranged else "Only"
        chips.append(Chip(kind, "without a date", dataclasses.replace(first, undated=False)))
    return tuple(chips)


def drop_filters(params: Params) -> Params:
    """Return the search without any filter, from its first page."""
    return Params(query=params.query, copies=params.copies, sort=params.sort)
