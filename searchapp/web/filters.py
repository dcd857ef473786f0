"""What narrows a search, as the page shows it: outlets to tick and chips to take away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from searchapp.analysis.lexicon import Level
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
    return (*_matching_chips(first), *_outlet_chips(first), *_date_chips(first))


def _matching_chips(params: Params) -> Iterator[Chip]:
    if params.match is not Level.SPELLINGS:
        usual = dataclasses.replace(params, match=Level.SPELLINGS)
        yield Chip("Match", str(params.match), usual)
    for form in params.without:
        yield Chip("Without", form, switch(params, form))


def _outlet_chips(params: Params) -> Iterator[Chip]:
    for name in params.outlets:
        others = tuple(other for other in params.outlets if other != name)
        label = name or NOT_KNOWN
        yield Chip("Outlet", label, dataclasses.replace(params, outlets=others))


def _date_chips(params: Params) -> Iterator[Chip]:
    since, until = params.since, params.until
    if since is not None and since == until:
        within = dataclasses.replace(params, since=None, until=None)
        yield Chip("In", say_date(since), within)
    else:
        if since is not None:
            yield Chip("From", say_date(since), dataclasses.replace(params, since=None))
        if until is not None:
            yield Chip("Until", say_date(until), dataclasses.replace(params, until=None))
    if params.undated:
        kind = "Only" if since is None and until is None else "Also"
        yield Chip(kind, "without a date", dataclasses.replace(params, undated=False))


def switch(params: Params, form: str) -> Params:
    """Return the search with a form switched off, or on again where it is off; its first page."""
    if form in params.without:
        left = tuple(other for other in params.without if other != form)
    else:
        left = (*params.without, form)
    return dataclasses.replace(params, without=left, page=1)


def drop_filters(params: Params) -> Params:
    """Return the search without any filter, from its first page."""
    return Params(query=params.query, copies=params.copies, sort=params.sort)
