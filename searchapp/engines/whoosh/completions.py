"""How many articles have what a word that is being typed can go on with."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis.aliasgroups import is_article
from searchapp.analysis.completion import Beside, Completer, Entry
from searchapp.analysis.folding import fold, fold_text
from searchapp.columnar.beside import Beside as Counted
from searchapp.columnar.beside import count_beside
from searchapp.columnar.phrases import NearMatches
from searchapp.columnar.ranked import Ranked
from searchapp.columnar.runs import together
from searchapp.columnar.sets import Flagged, Intersection, Matches, Union
from searchapp.columnar.snapshot import Stretch
from searchapp.columnar.words import Word, WordMatches
from searchapp.engines.completion import Completion, Offered
from searchapp.engines.whoosh.columns import Documents, Flags
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime, check
from searchapp.query.plan import Plan
from searchapp.query.schema import SCORED

if TYPE_CHECKING:
    from searchapp.engines.whoosh.view import View

# How many counts are remembered, and of how many queries the documents.
_COUNTS, _QUERIES = 1 << 14, 8

# The words that begin as was typed are all counted where they have no more postings, else the most
# frequent of them.
_MOST_POSTINGS, _POOL = 1 << 20, 24

# Who asks for few gets the first of those that who asks for so many gets.
_FEWEST = 10

# Nothing here is scored.
_UNSCORED = np.empty(0)

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
        self._among = functools.lru_cache(_QUERIES)(self._find_among)
        self._flags = functools.lru_cache(_QUERIES)(self._find_all)

    def complete(
        self,
        words: Sequence[str],
        offered: Collection[Offered],
        limit: int,
        within: Plan | None,
        before: str = "",
    ) -> tuple[Completion, ...]:
        """Return what words can go on with (see `Engine.complete`)."""
        begun = words[0] if len(words) == 1 else ""
        try:
            beside = None if within is None or not begun else self._beside(within, before, begun)
            found = list(self._completions(words, offered, max(limit, _FEWEST), within, beside))
        except OutOfTime:
            return ()
        found.sort(key=lambda each: (not each.follows, -each.articles, each.text, each.offered))
        return tuple(each for each in found[:limit] if each.articles)

    def _completions(
        self,
        words: Sequence[str],
        offered: Collection[Offered],
        most: int,
        within: Plan | None,
        beside: Beside | None,
    ) -> Iterator[Completion]:
        # What has fewer articles than so many words is not among the first.
        least = 0
        if Offered.WORD in offered and len(words) == 1:
            entries = self._completer.words(words[0], most, beside)
            found = [self._counted(Offered.WORD, entry, within) for entry in entries]
            yield from found
            if len(found) == most:
                others = (each.articles for each in found if not each.follows)
                least = min(others, default=self._view.snapshot.documents)
        if Offered.NAME in offered:
            # Names that do not go on with the word before are rarely meant: half as many will do.
            names = most if beside is None else most // 2
            for entry in self._completer.names(words, names, least, beside):
                yield self._counted(Offered.NAME, entry, within)
        if Offered.OUTLET in offered and words[0]:
            yield from self._outlets(" ".join(words), most, within)

    def _beside(self, within: Plan, before: str, letters: str) -> _Beside:
        """Count the words that begin so in the articles that a plan finds."""
        words = self._view.vocabulary.words
        first, end = words.ranked.span(letters.encode())
        numbers = np.arange(first, end)
        if words.counts[first:end].sum() > _MOST_POSTINGS:
            numbers = np.sort(words.ranked.best(letters.encode(), _POOL))
        families = self._view.expansion.families(within) if before else {}
        known = [family.forms for word, family in families.items() if fold(word.text) == before]
        forms = dict.fromkeys(form.text for each in known for form in each)
        found = count_beside(
            self._view.snapshot,
            words,
            numbers,
            fields=tuple(SCORED),
            among=self._flags(within),
            before=tuple(forms),
            check=check,
        )
        return _Beside(words.ranked, numbers, found)

    def _counted(self, offered: Offered, entry: Entry, within: Plan | None) -> Completion:
        articles = self._count(entry.places, within)
        return Completion(offered, entry.text, articles, entry.spellings, entry.follows)

    def _articles(self, places: Places, within: Plan | None) -> int:
        return self._view.count_articles(self._documents(places, within))

    def _documents(self, places: Places, within: Plan | None) -> Documents:
        """Return the documents with a word, or with words side by side, of some forms each."""
        found = []
        for number, stretch in enumerate(self._view.snapshot.stretches):
            among = self._among(within)[number]
            each = [_side_by_side(stretch, field, places, among) for field in SCORED]
            found.append(Union(each).documents + stretch.first)
        return together(found, np.intp)

    def _find_among(self, within: Plan | None) -> list[Sequence[Matches]]:
        """Return for each stretch what its documents must be in to count."""
        flags = None if within is None else self._flags(within)
        among: list[Sequence[Matches]] = []
        for stretch in self._view.snapshot.stretches:
            own = slice(stretch.first, stretch.first + stretch.documents)
            kept = stretch.live if flags is None else flags[own]
            among.append([] if kept is None else [Flagged(kept)])
        return among

    def _find_all(self, plan: Plan) -> Flags:
        """Return for each document whether a plan finds it.

        Raises:
            OutOfTime: the deadline of the plan came before the end.
        """
        executor = self._view.executor(Deadline(plan.deadline))
        matches, partial, _ = self._view.find(plan, executor, scored=False)
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


def _side_by_side(
    stretch: Stretch, field: str, places: Places, among: Sequence[Matches]
) -> Matches:
    words = [WordMatches(Word(stretch, field, forms, check), 1.0, _UNSCORED) for forms in places]
    if len(words) == 1:
        return Intersection(words, among)
    return NearMatches(words, 1, True, stretch.lengths(field), check, among=among)


class _Beside:
    """The words of some articles that begin so (see `searchapp.analysis.completion.Beside`).

    Args:
        words: all of the commit.
        numbers: those that begin so, ascending.
        found: what was counted of them.
    """

    def __init__(self, words: Ranked, numbers: NDArray[np.int64], found: Counted) -> None:
        self._words = words
        self._numbers = numbers
        self._found = found

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        found = self._found
        for at in np.lexsort((-found.documents, ~found.follows)).tolist():
            word = self._words[self._numbers[at]].decode()
            if found.documents[at] and not is_article(word):
                yield word, bool(found.follows[at])

    def frequent(self, least: int) -> frozenset[str]:
        """Return those that are in about so many of the articles or more."""
        kept = self._numbers[self._found.documents >= least]
        return frozenset(self._words[number].decode() for number in kept.tolist())


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
