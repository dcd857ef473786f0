"""What words that are being typed can go on with, and how many articles the query then finds."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis import english
from searchapp.analysis.aliasgroups import is_article
from searchapp.analysis.completion import Completer, Entry
from searchapp.analysis.folding import fold, fold_text
from searchapp.columnar.beside import NEAR, count_beside
from searchapp.columnar.beside import Beside as Counted
from searchapp.columnar.ranked import Ranked
from searchapp.columnar.sets import Flags
from searchapp.engines.completion import Completion, Offered, Typed
from searchapp.engines.whoosh.columns import Documents
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime, check
from searchapp.query.plan import Plan
from searchapp.query.schema import SCORED

if TYPE_CHECKING:
    from searchapp.engines.whoosh.view import View

# How many counts are remembered, of how much that was typed the words, and of how many queries the
# documents.
_COUNTS, _TYPED, _QUERIES = 1 << 14, 1 << 12, 8

# The words that begin as was typed are all counted where they have no more postings, else the most
# frequent of them.
_MOST_POSTINGS, _POOL = 1 << 20, 24


class Completions:
    """What words can go on with in one commit; what that takes is worked out at the first of them.

    Args:
        view: the commit.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._completer = Completer(view.vocabulary, view.lexicon)
        self._count = functools.lru_cache(_COUNTS)(self._find_count)
        self._words = functools.lru_cache(_TYPED)(self._find_words)
        self._names = functools.lru_cache(_TYPED)(self._find_names)
        self._flags = functools.lru_cache(_QUERIES)(self._find_all)
        self._beside = functools.lru_cache(_QUERIES)(self._find_beside)

    def complete(
        self, typed: Typed, limit: int, asked: Callable[[Offered, str], Plan]
    ) -> tuple[Completion, ...]:
        """Return what words can go on with (see `Engine.complete`)."""
        try:
            found = list(self._completions(typed, limit, asked))
        except OutOfTime:
            return ()
        return tuple(each for each in found if each.articles)

    def _completions(
        self, typed: Typed, most: int, asked: Callable[[Offered, str], Plan]
    ) -> Iterator[Completion]:
        def counted(offered: Offered, entry: Entry) -> Completion:
            check()
            articles = self._count(asked(offered, entry.text))
            return Completion(offered, entry.text, articles, entry.spellings, entry.follows)

        # What has fewer articles than so many words is not among the first.
        least = 0
        if Offered.WORD in typed.offered and len(typed.words) == 1:
            found = [counted(Offered.WORD, entry) for entry in self._words(typed, most)]
            yield from found
            if len(found) == most:
                others = (each.articles for each in found if not each.follows)
                least = min(others, default=self._view.snapshot.documents)
        if Offered.NAME in typed.offered:
            for entry in self._names(typed, most, least):
                yield counted(Offered.NAME, entry)
        if Offered.OUTLET in typed.offered and typed.words[0]:
            for outlet in self._outlets.best(" ".join(typed.words), most):
                yield counted(Offered.OUTLET, Entry(outlet, 1))

    def _find_words(self, typed: Typed, most: int) -> tuple[Entry, ...]:
        beside = self._beside(typed)
        return tuple(self._completer.words(typed.words[0], most, beside, is_exact=typed.is_exact))

    def _find_names(self, typed: Typed, most: int, least: int) -> tuple[Entry, ...]:
        # Few names are in as many articles as words that begin so: half as many will do.
        names = most if len(typed.words) > 1 else most // 2
        return tuple(self._completer.names(typed.words, names, least, self._beside(typed)))

    def _find_beside(self, typed: Typed) -> _Beside | None:
        """Count the words that begin so in the articles that count; None where all do."""
        begun = typed.words[0] if len(typed.words) == 1 else ""
        if typed.within is None or not begun:
            return None
        words = self._view.vocabulary.words
        first, end = words.ranked.span(begun.encode())
        numbers = np.arange(first, end)
        if words.counts[first:end].sum() > _MOST_POSTINGS:
            numbers = np.sort(words.ranked.best(begun.encode(), _POOL))
        families = self._view.expansion.families(typed.within) if typed.before else {}
        known = [each.forms for word, each in families.items() if fold(word.text) == typed.before]
        forms = [*dict.fromkeys(form.text for each in known for form in each)]
        if typed.is_joined and not forms:
            # It may be known only together with what is joined to it.
            forms = self._view.vocabulary.with_letters(typed.before)
        found = count_beside(
            self._view.snapshot,
            words,
            numbers,
            fields=tuple(SCORED),
            among=self._flags(typed.within),
            before=tuple(forms),
            check=check,
            reach=1 if typed.is_joined else NEAR,
        )
        return _Beside(words.ranked, numbers, found, typed)

    def _find_count(self, plan: Plan) -> int:
        return self._view.count_articles(self._find_documents(plan))

    def _find_all(self, plan: Plan) -> Flags:
        """Return for each document whether a plan finds it."""
        flags = np.zeros(self._view.snapshot.documents, np.bool_)
        flags[self._find_documents(plan)] = True
        return flags

    def _find_documents(self, plan: Plan) -> Documents:
        """Return the documents that a plan finds.

        Raises:
            OutOfTime: the deadline of the plan came before the end.
        """
        executor = self._view.executor(Deadline(plan.deadline))
        matches, partial, _ = self._view.find(plan, executor, scored=False)
        if partial:
            raise OutOfTime
        return matches.documents

    @cached_property
    def _outlets(self) -> _Outlets:
        columns = self._view.columns
        live = self._view.snapshot.live_documents()
        counts = np.bincount(columns.outlet_codes[live], minlength=len(columns.outlets))
        return _Outlets(columns.outlets.tolist(), counts)


class _Beside:
    """The words of some articles that begin so (see `searchapp.analysis.completion.Beside`).

    Args:
        words: all of the commit.
        numbers: those that begin so, ascending.
        found: what was counted of them.
        typed: what stands before them.
    """

    def __init__(
        self, words: Ranked, numbers: NDArray[np.int64], found: Counted, typed: Typed
    ) -> None:
        self._words = words
        self._numbers = numbers
        self._found = found
        self._typed = typed

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        found = self._found
        for at in np.lexsort((-found.documents, ~found.follows)).tolist():
            word = self._words[self._numbers[at]].decode()
            follows = bool(found.follows[at])
            may_be_joined = follows or not self._typed.is_joined or self._may_follow(at, word)
            if found.documents[at] and not is_article(word) and may_be_joined:
                yield word, follows

    def _may_follow(self, at: int, word: str) -> bool:
        """Return whether a word that is rare behind the one before may be joined to it.

        An article is joined to names, and to an English word by chance.
        """
        is_there = bool(self._found.near[at])
        return is_there and not (is_article(self._typed.before) and english.is_word(word))

    def frequent(self, least: int) -> frozenset[str]:
        """Return those that are in about so many of the articles or more."""
        kept = self._numbers[self._found.documents >= least]
        return frozenset(self._words[number].decode() for number in kept.tolist())


class _Outlets:
    """The outlets by each word of their names.

    Args:
        names: of all of them; None for "not known".
        documents: how many documents each has.
    """

    def __init__(self, names: Sequence[str | None], documents: NDArray[np.int64]) -> None:
        rows = sorted(
            (" ".join(words[at:]).encode(), number)
            for number, words in enumerate(fold_text(name or "").split() for name in names)
            for at in range(len(words))
        )
        self._names = [names[number] or "" for _, number in rows]
        counts = documents[[number for _, number in rows]]
        self._ranked = Ranked([text for text, _ in rows], counts)

    def best(self, letters: str, most: int) -> list[str]:
        """Return the names of outlets, those with the most documents first.

        Args:
            letters: what any word of the name and those behind it begin with.
            most: how many to return at the most.
        """
        rows = self._ranked.best(letters.encode(), most)
        return list(dict.fromkeys(self._names[row] for row in rows))
