"""A searcher for any query of Whoosh's that does right what Whoosh's own has wrong.

Its matchers for `Not`, `AndNot`, `AndMaybe` and `DisjunctionMax` walk through both sides at once
and lose step: the first gives out deleted documents behind the last one that it excludes, the
second keeps a first document that is excluded where the other side begins before it, the third
forgets scores where it is one side of an `And`, and the fourth takes those of later documents.  A
`ConstantScoreQuery` has the scores of what it wraps where somebody asks for its terms.  And what
skips documents that cannot be among the best loses some that are, or breaks an assertion
(`Require`).  For `Every` it reads the lists of all terms of a field, where a column knows the
documents.  Of most queries of spans it cannot say how many documents they may find, which it asks
of three or more that an `Or` joins.  A range of dates is one of days here, and letters that must
stay as they are can be more than a word has.
"""

from __future__ import annotations

import copy
import datetime
import functools
from collections.abc import Iterator
from typing import Any, TypeVar

from whoosh import matching
from whoosh.collectors import (
    CollapseCollector,
    Collector,
    FacetCollector,
    ScoredCollector,
    SortingCollector,
    TopCollector,
    WrappingCollector,
)
from whoosh.query import (
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NumericRange,
    Query,
    spans,
)
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher
from whoosh.sorting import Categorizer, Facets, FacetType, MultiFacet, QueryFacet, TranslateFacet

from searchapp.engines.whoosh.reader import SliceReader
from searchapp.query.schema import day_number

_UNSIZED: tuple[type[Query], ...] = (
    spans.SpanBefore,
    spans.SpanCondition,
    spans.SpanContains,
    spans.SpanFirst,
    spans.SpanNear,
    spans.SpanNot,
    spans.SpanOr,
)

_Facet = TypeVar("_Facet", bound=FacetType)


class ExactSearcher(Searcher):
    """Whoosh's searcher; it finds what a query says, scored as it says."""

    def search_with_collector(
        self, q: Query, collector: Collector, context: SearchContext | None = None
    ) -> None:
        """Run a query (see Whoosh's `Searcher.search_with_collector`)."""
        for each in _with_children(collector):
            if isinstance(each, ScoredCollector):
                each.replace = 0
            if isinstance(each, TopCollector):
                each.usequality = False
            if isinstance(each, FacetCollector):
                each.facets = Facets({name: _counting(x) for name, x in each.facets.items()})
            if isinstance(each, SortingCollector):
                each.sortfacet = _counting(each.sortfacet)
            if isinstance(each, CollapseCollector):
                each.keyfacet = _counting(each.keyfacet)
                each.orderfacet = each.orderfacet and _counting(each.orderfacet)
        super().search_with_collector(exact(q), collector, context)

    def docs_for_query(self, q: Query, for_deletion: bool = False) -> Iterator[int]:
        """Yield the documents that match (see Whoosh's `Searcher.docs_for_query`)."""
        yield from super().docs_for_query(exact(q), for_deletion)  # type: ignore[no-untyped-call]


class _Not(Not):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        del context
        excluded = set(self.query.docs(searcher))
        kept = [each for each in searcher.reader().all_doc_ids() if each not in excluded]
        return matching.ListMatcher(kept, all_weights=1.0)


class _AndNot(AndNot):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        excluded = set(self.b.docs(searcher))
        wanted = self.a.matcher(searcher, context)
        found: matching.Matcher = matching.FilterMatcher(wanted, excluded, exclude=True)
        return found


class _AndMaybe(AndMaybe):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        sides = self.a.matcher(searcher, context), self.b.matcher(searcher, context)
        return _InStep(*sides)  # type: ignore[no-untyped-call]


class _InStep(matching.AndMaybeMatcher):
    def skip_to(self, id: int) -> None:
        self.a.skip_to(id)
        if self.a.is_active() and self.b.is_active():
            self.b.skip_to(self.a.id())


class _DisjunctionMax(DisjunctionMax):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        sides = [each.matcher(searcher, context) for each in self.subqueries]
        best: matching.Matcher = functools.reduce(_Best, sides or [matching.NullMatcher()])
        return matching.WrappingMatcher(best, self.boost) if self.boost != 1.0 else best


class _Best(matching.DisjunctionMaxMatcher):
    def score(self) -> float:
        here: int = self.id()  # type: ignore[no-untyped-call]
        sides = (each for each in (self.a, self.b) if each.is_active() and each.id() == here)
        return max(float(each.score()) for each in sides)


class _Every(Every):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        reader = searcher.reader()
        if self.fieldname is None or not isinstance(reader, SliceReader):
            found: matching.Matcher = super().matcher(searcher, context)  # type: ignore[no-untyped-call]
            return found
        documents = reader.documents_with(self.fieldname)
        return matching.ListMatcher(documents, all_weights=self.boost)


class _ConstantScore(ConstantScoreQuery):
    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        asked = context or SearchContext()
        if asked.needs_current:
            found: matching.Matcher = _Constant(self.child.matcher(searcher, asked), self.score)
        else:
            found = super().matcher(searcher, asked)  # type: ignore[no-untyped-call]
        return found


class _Constant(matching.ConstantScoreWrapperMatcher):
    def __init__(self, child: matching.Matcher, score: float) -> None:
        super().__init__(child, score)  # type: ignore[no-untyped-call]

    def supports_block_quality(self) -> bool:
        # What it wraps would skip by its own scores.
        return False


class _Sized(Query):
    def estimate_size(self, ixreader: IndexReader) -> int:
        size: int = ixreader.doc_count_all()
        return size


class _Translated(TranslateFacet):
    def categorizer(self, global_searcher: Searcher) -> Categorizer:
        found: Any = super().categorizer(global_searcher)
        # It is for scores as well, which go by where a matcher is.
        found.needs_current = any(each.needs_current for each in found.catters)
        translated: Categorizer = found
        return translated


_EXACT: dict[type[Query], type[Query]] = {
    Not: _Not,
    AndNot: _AndNot,
    AndMaybe: _AndMaybe,
    DisjunctionMax: _DisjunctionMax,
    ConstantScoreQuery: _ConstantScore,
    Every: _Every,
    DateRange: NumericRange,
    FuzzyTerm: FuzzyTerm,
    **{kind: type(kind.__name__, (_Sized, kind), {}) for kind in _UNSIZED},
}


def exact(query: Query) -> Query:
    """Return the same query, with matchers that are right."""
    if not any(type(node) in _EXACT for node in _nodes(query)):
        return query
    changed = copy.deepcopy(query)
    for node in _nodes(changed):
        if isinstance(node, DateRange):
            node.start, node.end = map(_day, (node.startdate, node.enddate))
        elif isinstance(node, FuzzyTerm):
            node.prefixlength = min(node.prefixlength, len(node.text))
        # To make the tree anew would lose what `Query.apply` does not hand on, such as `Or.scale`.
        node.__class__ = _EXACT.get(type(node), type(node))
    return changed


def _counting(facet: _Facet) -> _Facet:
    """Return the same facet; where it goes by what queries find, by such queries."""
    changed: Any = copy.copy(facet)
    if isinstance(changed, QueryFacet):
        changed.querydict = {name: exact(query) for name, query in changed.querydict.items()}
    elif isinstance(changed, MultiFacet):
        changed.facets = [_counting(each) for each in changed.facets]
    elif isinstance(changed, TranslateFacet):
        changed.facets = tuple(_counting(each) for each in changed.facets)
        changed.__class__ = _Translated
    same: _Facet = changed
    return same


def _day(moment: datetime.datetime | None) -> int | None:
    return None if moment is None else day_number(moment)


def _with_children(collector: Collector) -> Iterator[Collector]:
    yield collector
    while isinstance(collector, WrappingCollector):
        collector = collector.child
        yield collector


def _nodes(query: Query) -> Iterator[Query]:
    yield query
    for child in query.children():
        yield from _nodes(child)
