"""How many articles have what a word that is being typed can go on with."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from propcache.api import cached_property
from whoosh.query import ConstantScoreQuery, Or, Query

from searchapp.analysis.completion import Completer, Entry
from searchapp.analysis.folding import fold_text
from searchapp.columnar.ranked import Ranked
from searchapp.engines.completion import Completion, Offered
from searchapp.engines.whoosh.columns import Documents, Flags
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.query.plan import Plan
from searchapp.query.schema import SCORED

if TYPE_CHECKING:
    from searchapp.engines.whoosh.view import View

# How many counts are remembered, and of how many queries the documents.
_COUNTS, _QUERIES = 1 << 14, 8

# Who asks for few gets the first of those that who asks for so many gets.
_FEWEST = 10

# For each word of a name the forms that may stand there.
Places = tuple[tuple[str, ...], ...]


class Completions:
    """What words can go on with in one commit; what that takes is worked out at the first of them.

    Args:
        view: the commit.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._completer = Completer(view.vocabulary, view.lexicon)
        self._count = functools.lru_cache(_COUNTS)(self._articles)
        self._flags = functools.lru_cache(_QUERIES)(self._find_all)

    def complete(
        self,
        words: Sequence[str],
        offered: Collection[Offered],
        limit: int,
        within: Plan | None,
    ) -> tuple[Completion, ...]:
        """Return what words can go on with (see `Engine.complete`)."""
        try:
            found = list(self._completions(words, offered, max(limit, _FEWEST), within))
        except OutOfTime:
            return ()
        found.sort(key=lambda each: (-each.articles, each.text, each.offered))
        return tuple(each for each in found[:limit] if each.articles)

    def _completions(
        self,
        words: Sequence[str],
        offered: Collection[Offered],
        most: int,
        within: Plan | None,
    ) -> Iterator[Completion]:
        # What has fewer articles than so many words is not among the first.
        least = 0
        if Offered.WORD in offered and len(words) == 1:
            beside = None if within is None else lambda forms: self._count((forms,), within)
            entries = self._completer.words(words[0], most, beside)
            found = [self._counted(Offered.WORD, entry, within) for entry in entries]
            yield from found
            least = min((each.articles for each in found), default=0) if len(found) == most else 0
        if Offered.NAME in offered:
            for entry in self._completer.names(words, most, least):
                yield self._counted(Offered.NAME, entry, within)
        if Offered.OUTLET in offered and words[0]:
            yield from self._outlets(" ".join(words), most, within)

    def _counted(self, offered: Offered, entry: Entry, within: Plan | None) -> Completion:
        return Completion(offered, entry.text, self._count(entry.places, within), entry.spellings)

    def _articles(self, places: Places, within: Plan | None) -> int:
        documents = self._documents(places)
        if within is not None:
            documents = documents[self._flags(within)[documents]]
        return self._view.count_articles(documents)

    def _documents(self, places: Places) -> Documents:
        """Return the documents with a word, or with words side by side, of some forms each."""
        each: list[Query]
        if len(places) == 1:
            each = [AnyForm(field, places[0]) for field in SCORED]
        else:
            each = [Near(field, places, 1) for field in SCORED]
        return self._view.run(ConstantScoreQuery(Or(each)), Deadline(math.inf))[0].documents

    def _find_all(self, plan: Plan) -> Flags:
        """Return for each document whether a plan finds it.

        Raises:
            OutOfTime: the deadline of the plan came before the end.
        """
        matches, partial, _ = self._view.find(plan, Deadline(plan.deadline))
        if partial:
            raise OutOfTime
        flags = np.zeros(self._view.snapshot.documents, np.bool_)
        flags[matches.documents] = True
        return flags

    def _outlets(self, letters: str, most: int, within: Plan | None) -> Iterator[Completion]:
        columns, outlets = self._view.columns, self._ranked_outlets
        for outlet in outlets.best(letters, most):
            articles = outlets.articles[outlet]
            if within is not None:
                documents = np.flatnonzero(self._flags(within) & (columns.outlet_codes == outlet))
                articles = self._view.count_articles(documents)
            yield Completion(Offered.OUTLET, columns.outlets[outlet], articles, 1)

    @cached_property
    def _ranked_outlets(self) -> _Outlets:
        columns = self._view.columns
        live = self._view.snapshot.live_documents()
        codes = columns.outlet_codes[live]
        numbers = range(len(columns.outlets))
        articles = [self._view.count_articles(live[codes == number]) for number in numbers]
        return _Outlets(columns.outlets.tolist(), articles)


class _Outlets:
    """The outlets by each word of their names.

    Args:
        names: of all of them; None for "not known".
        articles: how many articles each has.
    """

    def __init__(self, names: Sequence[str | None], articles: Sequence[int]) -> None:
        self.articles = articles
        rows = sorted(
            (" ".join(words[at:]).encode(), number)
            for number, words in enumerate(fold_text(name or "").split() for name in names)
            for at in range(len(words))
        )
        self._numbers = [number for _, number in rows]
        counts = np.array(articles, np.int64)[self._numbers]
        self._ranked = Ranked([text for text, _ in rows], counts)

    def best(self, letters: str, most: int) -> list[int]:
        """Return the numbers of outlets, those with the most articles first.

        Args:
            letters: what any word of the name and those behind it begin with.
            most: how many to return at the most.
        """
        rows = self._ranked.best(letters.encode(), most)
        return list(dict.fromkeys(self._numbers[row] for row in rows))
