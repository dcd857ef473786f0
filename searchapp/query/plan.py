"""The plan of a search: everything an engine needs to answer, and nothing about how it will."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from whoosh.query import Every, Query

from searchapp.errors import BadParameter
from searchapp.model import PartialDate
from searchapp.query.hints import Hint
from searchapp.query.syntax import parse


class Sort(enum.StrEnum):
    """The order of the results; each is total: score, then newer date, then id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a result without changing its ranking; facets are counted around them.

    Args:
        outlets: outlets to keep, as the facet names them, None for "not known"; empty keeps all.
        since: keep articles that are certainly not before this date.
        until: keep articles that are certainly not after this date.
        undated: with a range, keep articles without a date as well; without one, keep only them.
    """

    outlets: frozenset[str | None] = frozenset()
    since: PartialDate | None = None
    until: PartialDate | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A search, understood and ready to run.

    Args:
        query: the tree; `whoosh.query.NullQuery` where nothing can match.
        filters: what narrows the result.
        sort: the order.
        offset: how many results to pass over.
        limit: how many to return at the most.
        deadline: seconds after which the engine answers with what it has.
        copies: whether near copies are results of their own; without it, one article stands for
            its story.  Exact copies never are.
        hints: what to tell the searcher about the query.
    """

    query: Query
    filters: Filters
    sort: Sort
    offset: int
    limit: int
    deadline: float
    copies: bool
    hints: tuple[Hint, ...]


def make_plan(
    query: str,
    *,
    outlets: Iterable[str | None] = (),
    since: str | PartialDate | None = None,
    until: str | PartialDate | None = None,
    undated: bool = False,
    sort: str = Sort.RELEVANCE,
    offset: int = 0,
    limit: int = 10,
    deadline: float = 10.0,
    copies: bool = False,
) -> Plan:
    """Understand a search as a surface hands it over.

    Args:
        query: what was typed; empty finds every article.
        outlets: outlets to keep, None for "not known"; none keeps all.
        since: first date, as "2020", "2020-01" or "2020-01-03".
        until: last date, written the same way.
        undated: keep articles without a date (see `Filters`).
        sort: "relevance", "newest" or "oldest"; an empty query has no relevance, and is newest.
        offset: how many results to pass over, from 0.
        limit: how many to return at the most, from 0.
        deadline: seconds after which the engine answers with what it has.
        copies: whether near copies are results of their own (see `Plan`).

    Returns:
        The plan.

    Raises:
        BadParameter: a value is not of the form above.
    """
    if isinstance(outlets, str):
        raise BadParameter("outlets", outlets, "a list of outlets, not one text")
    for name, number in (("offset", offset), ("limit", limit)):
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise BadParameter(name, number, "a whole number from 0")
    try:
        order = Sort(sort)
    except ValueError as error:
        raise BadParameter("sort", sort, " or ".join(Sort)) from error
    filters = Filters(frozenset(outlets), _date("since", since), _date("until", until), undated)
    if filters.since and filters.until and filters.since.first_day() > filters.until.last_day():
        raise BadParameter("since", filters.since, f"a date not after until ({filters.until})")
    parsed = parse(query)
    if order == Sort.RELEVANCE and isinstance(parsed.query, Every):
        order = Sort.NEWEST
    return Plan(parsed.query, filters, order, offset, limit, deadline, copies, parsed.hints)


def _date(name: str, value: str | PartialDate | None) -> PartialDate | None:
    if value is None or isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(value)
    except (ValueError, TypeError) as error:
        raise BadParameter(name, value, "a date as 2020, 2020-01 or 2020-01-03") from error
