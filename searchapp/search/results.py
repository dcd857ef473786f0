"""Run a plan and make a page of what an engine answers."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

from searchapp.engines.base import Engine, Match
from searchapp.model import Article, PartialDate
from searchapp.query.plan import Filters, Plan
from searchapp.search.marking import Marker
from searchapp.search.page import Bucket, Hit, Marked, Page
from searchapp.search.snippets import cut_snippets, slice_marked

# A book among the results must not keep the page waiting; its own page marks all of it.
_SNIPPED = 300_000
_PARAGRAPH = re.compile(r"[^\n]+")


def answer(engine: Engine, query: str, plan: Plan) -> Page:
    """Run a plan and make its page.

    Args:
        engine: where to search.
        query: what was typed, to be shown again.
        plan: the plan that was made of it.

    Returns:
        The page.

    Raises:
        IndexDamaged: a file of the index cannot be read.
    """
    begun = time.perf_counter()
    result = engine.search(plan)
    marker = Marker(plan.query)
    return Page(
        query=query,
        filters=plan.filters,
        sort=plan.sort,
        offset=plan.offset,
        limit=plan.limit,
        copies=plan.copies,
        total=result.total,
        articles=result.articles,
        hits=tuple(_hit(match, marker) for match in result.matches),
        facets={
            "outlet": _outlet_facet(result.outlets, plan.filters),
            "date": _date_facet(result.dates, plan.filters),
        },
        hints=plan.hints + result.hints,
        partial=result.partial,
        seconds=time.perf_counter() - begun,
    )


def mark_article(article: Article, plan: Plan) -> tuple[Marked, tuple[Marked, ...]]:
    """Mark what a query found in a whole article.

    Args:
        article: the article.
        plan: of the query.

    Returns:
        Its title, and its paragraphs in order.
    """
    marker = Marker(plan.query)
    marks = marker.mark("body", article.body)
    paragraphs = (
        slice_marked(article.body, marks, found.start(), found.end())
        for found in _PARAGRAPH.finditer(article.body)
    )
    return _title(article, marker), tuple(paragraphs)


def _hit(match: Match, marker: Marker) -> Hit:
    article = match.article
    beginning = article.body[:_SNIPPED]
    snippets = cut_snippets(beginning, marker.mark("body", beginning))
    title = _title(article, marker)
    return Hit(
        article, match.score, title, snippets, match.duplicate_group, match.copies, match.sources
    )


def _title(article: Article, marker: Marker) -> Marked:
    marks = marker.mark("title", article.title)
    return slice_marked(article.title, marks, 0, len(article.title))


def _outlet_facet(counts: Mapping[str | None, int], filters: Filters) -> tuple[Bucket, ...]:
    """Order outlets by results, then by name; a chosen one stays though nothing is left of it."""
    names = set(counts) | filters.outlets
    ordered = sorted(names, key=lambda name: (name is None, -counts.get(name, 0), name or ""))
    return tuple(Bucket(name, counts.get(name, 0), name in filters.outlets) for name in ordered)


def _date_facet(counts: Mapping[str | None, int], filters: Filters) -> tuple[Bucket, ...]:
    ordered = sorted(counts, key=lambda month: (month is None, month or ""))
    return tuple(Bucket(month, counts[month], _is_chosen(month, filters)) for month in ordered)


def _is_chosen(month: str | None, filters: Filters) -> bool:
    if month is None:
        return filters.undated
    if filters.since is None and filters.until is None:
        return False
    date = PartialDate.parse(month)
    since, until = filters.since, filters.until
    return (since is None or date.last_day() >= since.first_day()) and (
        until is None or date.first_day() <= until.last_day()
    )
