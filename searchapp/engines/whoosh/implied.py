"""What of a query others imply: where documents are counted and not scored, it need not be found.

Who looks for the Islamic State under all its names need not look for the Islamic State of Iraq as
well to count the articles.
"""

from __future__ import annotations

from whoosh.query import DisjunctionMax, Or, Query, Sequence, SpanQuery

from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near
from searchapp.query.trees import with_children


def without_implied(query: Query) -> Query:
    """Return a query that finds the same documents, with other scores.

    Args:
        query: any tree; of what is found in any of several ways, ways that find nothing that
            others do not find are left out.
    """
    # Where a node goes by the places of words, others of them in the same documents will not do.
    if getattr(query, "minmatch", 0) or isinstance(query, Sequence | SpanQuery):
        return query
    if isinstance(query, Or | DisjunctionMax):
        kept: list[Query] = []
        # The later of two that find the same goes.
        for each in map(without_implied, query.subqueries):
            if not any(_implies(each, other) for other in kept):
                kept = [other for other in kept if not _implies(other, each)]
                kept.append(each)
        return type(query)(kept) if len(kept) > 1 else kept[0] if kept else query
    return with_children(query, without_implied)


def _implies(first: Query, second: Query) -> bool:
    """Return whether it is certain that a query finds nothing that a second does not find."""
    if isinstance(first, Or | DisjunctionMax):
        return all(_implies(each, second) for each in first.subqueries)
    if isinstance(first, AnyWay):
        return all(_implies(each, second) for each in first.ways)
    if isinstance(second, Or | DisjunctionMax) and not getattr(second, "minmatch", 0):
        return any(_implies(first, each) for each in second.subqueries)
    if isinstance(second, AnyWay):
        return any(_implies(first, each) for each in second.ways)
    if not (isinstance(first, AnyForm | Near) and isinstance(second, AnyForm | Near)):
        return first == second
    return first.fieldname == second.fieldname and _has(first, second)


def _has(longer: AnyForm | Near, shorter: AnyForm | Near) -> bool:
    """Return whether words are among others that stand one behind another."""
    if isinstance(longer, Near) and isinstance(shorter, Near):
        if longer == shorter:
            return True
        if not (longer.ordered and shorter.ordered):
            return False
    (words, reach), (asked, allowed) = _words(longer), _words(shorter)
    return any(
        all(each <= other for each, other in zip(words[at:], asked, strict=False))
        and all(gap <= most for gap, most in zip(reach[at:], allowed, strict=False))
        for at in range(len(words) - len(asked) + 1)
    )


def _words(query: AnyForm | Near) -> tuple[list[set[str]], list[int]]:
    """Return the forms of each word, and how far behind it the next may stand."""
    if isinstance(query, AnyForm):
        return [set(query.forms)], []
    gaps = query.gaps or (query.slop,) * (len(query.words) - 1)
    return [*map(set, query.words)], list(gaps)
