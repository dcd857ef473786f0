"""The plan of a search: everything an engine needs to answer, and nothing about how it will."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypedDict, TypeVar, Unpack

from whoosh.query import Every, Query

from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Level
from searchapp.errors import BadParameter
from searchapp.model import PartialDate
from searchapp.query.hints import Hint
from searchapp.query.syntax import parse

_Kind = TypeVar("_Kind", bound=enum.StrEnum)


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


class Plan(NamedTuple):
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
        level: how far the forms of a word may be from it, where the query does not say.
        without: what is switched off, forms of words and, each behind a `~`, whole names.
        spellings: whether to count what the words of the query stand for.
    """

    query: Query
    filters: Filters
    sort: Sort
    offset: int
    limit: int
    deadline: float
    copies: bool
    hints: tuple[Hint, ...]
    level: Level = Level.SPELLINGS
    without: frozenset[str] = frozenset()
    spellings: bool = False


class Options(TypedDict, total=False):
    """How to search, as a surface hands it over.

    Args:
        outlets: outlets to keep, None for "not known"; none keeps all.
        since: keep what is certainly not before this date: "2020", "2020-01" or "2020-01-03".
        until: keep what is certainly not after this date, written the same way.
        undated: with a range, keep articles without a date as well; without one, keep only them.
        sort: "relevance", "newest" or "oldest"; an empty query has no relevance, and is newest.
        offset: how many results to pass over, from 0.
        limit: how many to return at the most, from 0; 10 by default.
        copies: whether near copies are results of their own; else one stands for its story.
        match: "exact", "letters", "words", "spellings" or "wide": what a word stands for (see
            `searchapp.analysis.lexicon`); "spellings" by default.
        without: forms that no word shall stand for, as they are written; with a `~` before it a
            name that one asked for with `~` shall not stand for.
    """

    outlets: Iterable[str | None]
    since: str | PartialDate | None
    until: str | PartialDate | None
    undated: bool
    sort: str
    offset: int
    limit: int
    copies: bool
    match: str
    without: Iterable[str]


def make_plan(
    query: str,
    *,
    deadline: float = 10.0,
    spellings: bool = False,
    **options: Unpack[Options],
) -> Plan:
    """Understand a search as a surface hands it over.

    Args:
        query: what was typed; empty finds every article.
        deadline: seconds after which the engine answers with what it has.
        spellings: whether to count what the words of the query stand for.
        options: see `Options`.

    Returns:
        The plan.

    Raises:
        BadParameter: a value is not of the form it should be of.
    """
    without = options.get("without", ())
    _check_list("without", without)
    read = parse(query)
    order = _member("sort", options.get("sort", Sort.RELEVANCE), Sort)
    if order == Sort.RELEVANCE and isinstance(read.query, Every):
        order = Sort.NEWEST
    return Plan(
        query=read.query,
        filters=_filters(options),
        sort=order,
        offset=check_number("offset", options.get("offset", 0)),
        limit=check_number("limit", options.get("limit", 10)),
        deadline=deadline,
        copies=options.get("copies", False),
        hints=read.hints,
        level=_member("match", options.get("match", Level.SPELLINGS), Level),
        without=frozenset(map(surface, without)),
        spellings=spellings,
    )


def _filters(options: Options) -> Filters:
    outlets = options.get("outlets", ())
    _check_list("outlets", outlets)
    since, until = _date("since", options.get("since")), _date("until", options.get("until"))
    if since and until and since.first_day() > until.last_day():
        raise BadParameter("since", since, f"a date not after until ({until})")
    return Filters(frozenset(outlets), since, until, options.get("undated", False))


def _check_list(name: str, value: Iterable[object]) -> None:
    if isinstance(value, str):
        raise BadParameter(name, value, "a list of texts, not one text")


def check_number(name: str, value: int) -> int:
    """Return a number that a surface hands over.

    Args:
        name: of the parameter.
        value: the number.

    Raises:
        BadParameter: it is not a whole number from 0.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadParameter(name, value, "a whole number from 0")
    return value


def _member(name: str, value: str, kind: type[_Kind]) -> _Kind:
    try:
        return kind(value)
    except ValueError as error:
        raise BadParameter(name, value, " or ".join(kind)) from error


def _date(name: str, value: str | PartialDate | None) -> PartialDate | None:
    if value is None or isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(value)
    except (ValueError, TypeError) as error:
        raise BadParameter(name, value, "a date as 2020, 2020-01 or 2020-01-03") from error
