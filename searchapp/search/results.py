"""Run a plan and make a page of what an engine answers."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

from searchapp.analysis.aliases import Aliases
from searchapp.analysis.lexicon import Family, Wanted, as_typed
from searchapp.engines.base import Engine, Match, Result
from searchapp.model import Article, PartialDate
from searchapp.query.hints import Hint
from searchapp.query.plan import Filters, Plan
from searchapp.query.syntax import parse
from searchapp.query.words import named
from searchapp.search.corrections import correct
from searchapp.search.marking import Marker
from searchapp.search.othernames import Counted, OtherName, find_other_names, resolve
from searchapp.search.page import Bucket, Hit, Marked, MarkedArticle, Page
from searchapp.search.snippets import cut_snippets, slice_marked

# A book among the results must not keep the page waiting; its own page marks all of it.
_SNIPPED = 300_000
# So much is repeated of what switches nothing off.
_TOLD, _LONGEST = 5, 40
_PARAGRAPH = re.compile(r"[^\n]+")


def answer(engine: Engine, query: str, plan: Plan, aliases: Aliases) -> Page:
    """Run a plan and make its page.

    Args:
        engine: where to search.
        query: what was typed, to be shown again.
        plan: the plan that was made of it, its aliases resolved.
        aliases: the groups of names.

    Returns:
        The page.

    Raises:
        IndexDamaged: a file of the index cannot be read.
    """
    begun = time.perf_counter()
    end = time.monotonic() + plan.deadline
    result = engine.search(plan)
    families = engine.families(_until(end, plan))
    marker = Marker(plan.query, families, plan.without)
    counted = result.words and not result.partial
    other_names = _other_names(engine, query, plan, result, aliases, end=end) if counted else ()
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
        match=plan.level,
        without=tuple(sorted(plan.without)),
        words=result.words,
        levels=result.levels,
        other_names=other_names,
        corrections=correct(engine, query, _until(end, plan), result),
        hints=plan.hints + result.hints + _idle(plan, families),
        partial=result.partial,
        seconds=time.perf_counter() - begun,
    )


def mark_article(article: Article, plan: Plan, families: Mapping[Wanted, Family]) -> MarkedArticle:
    """Mark what a query found in a whole article.

    Args:
        article: the article.
        plan: of the query.
        families: what its words stand for.

    Returns:
        All of it.
    """
    marker = Marker(plan.query, families, plan.without)
    marks = marker.mark("body", article.body)
    return MarkedArticle(
        _marked(marker, "title", article.title),
        tuple(
            slice_marked(article.body, marks, found.start(), found.end())
            for found in _PARAGRAPH.finditer(article.body)
        ),
        tuple(_marked(marker, "body", caption) for caption in article.captions),
    )


def _marked(marker: Marker, field: str, text: str) -> Marked:
    return slice_marked(text, marker.mark(field, text), 0, len(text))


def _hit(match: Match, marker: Marker) -> Hit:
    article = match.article
    beginning = article.searched[:_SNIPPED]
    in_title, in_body = marker.mark("title", article.title), marker.mark("body", beginning)
    reasons = dict.fromkeys(each for mark in (*in_title, *in_body) for each in mark.reasons)
    return Hit(
        article,
        match.score,
        slice_marked(article.title, in_title, 0, len(article.title)),
        cut_snippets(beginning, in_body),
        match.duplicate_group,
        match.copies,
        match.sources,
        tuple(reasons),
    )


def _idle(plan: Plan, families: Mapping[Wanted, Family]) -> tuple[Hint, ...]:
    """Return a hint of what is to be switched off and is nothing that the query looks for.

    There is none where that is not known: of words that stand for more than is searched for, or
    for which there was no time.
    """
    known = {form.text for family in families.values() for form in family.forms}
    known |= {as_typed(word).text for word in families if not word.fused}
    known |= {name for node in named(plan.query) for name in node.switches}
    idle = sorted(each for each in plan.without - known if each.strip())
    is_whole = not any(family.partial or family.cut for family in families.values())
    if not (families and idle and is_whole):
        return ()
    told = ", ".join(each[:_LONGEST] for each in idle[:_TOLD])
    more = f" and {len(idle) - _TOLD:,} more" if len(idle) > _TOLD else ""
    message = (
        f"No word that is looked for stands for {told}{more}, so nothing was switched off by that; "
        "a form is written as the list of spellings shows it, "
        "and a name that is asked for with ~ as ~name."
    )
    return (Hint("nothing-switched-off", message),)


def _until(end: float, plan: Plan) -> Plan:
    """Return a plan with what is left of the time till a moment as its deadline."""
    return plan._replace(deadline=max(end - time.monotonic(), 0.0))


def _other_names(
    engine: Engine, query: str, plan: Plan, result: Result, aliases: Aliases, *, end: float
) -> tuple[OtherName, ...]:
    counting = plan._replace(offset=0, limit=0, spellings=False)

    def count(text: str) -> Counted:
        asked = resolve(counting._replace(query=parse(text).query), aliases)
        found = engine.search(_until(end, asked))
        # What there is no time to count is not offered.
        return Counted(0, 0) if found.partial else Counted(found.total, found.articles)

    return find_other_names(query, aliases, result.articles, count)


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
