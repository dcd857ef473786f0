"""The forms of some texts, looked for the obvious way (`searchapp.analysis.lexicon.Vocabulary`)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from whoosh.query import Query

from searchapp.analysis.families import Lexicon
from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Family, Level, Wanted
from searchapp.analysis.readings import Readings, read_many
from searchapp.analysis.spelling import candidate_keys
from searchapp.analysis.stems import stem
from searchapp.analysis.tokens import words_in
from searchapp.query.words import sought


class NaiveVocabulary:
    """The forms of texts.

    Args:
        texts: the texts.
        bodies: those of them that are the texts of articles, in the order of their keys; all by
            default.
    """

    def __init__(self, texts: Iterable[str], bodies: Iterable[str] | None = None) -> None:
        texts = list(texts)
        self._texts = list(map(_forms, texts))
        self._bodies = [(body, _forms(body)) for body in (texts if bodies is None else bodies)]
        self.forms = sorted({form for text in self._texts for form in text})

    def with_letters(self, letters: str) -> list[str]:
        return [form for form in self.forms if fold(form) == letters]

    def with_stem(self, root: str) -> list[str]:
        return [form for form in self.forms if stem(fold(form)) == root]

    def with_names(self, keys: frozenset[str]) -> Readings:
        return read_many([form for form in self.forms if candidate_keys(form) & keys])

    def standing(self, forms: Sequence[str]) -> list[str]:
        return sorted({*forms} & {*self.forms})

    def within(self, letters: str, edits: int) -> list[str]:
        return [
            form
            for form in self.forms
            if fold(form)[:1] == letters[:1] and OSA.distance(fold(form), letters) <= edits
        ]

    def articles_with(self, forms: Sequence[str]) -> NDArray[np.intp]:
        return np.flatnonzero([_has(words, forms) for _, words in self._bodies])

    def articles_with_each(self, names: Sequence[Sequence[str]]) -> list[NDArray[np.intp]]:
        return [*map(self.articles_with, names)]

    def texts(self, numbers: NDArray[np.intp], most: int) -> list[bytes]:
        return [self._bodies[number][0].encode() for number in numbers.tolist()[:most]]

    def side_by_side(self, words: Sequence[Sequence[str]], most: int) -> list[tuple[str, ...]]:
        ways = {*itertools.product(*words)}
        runs = (
            tuple(text[at : at + len(words)])
            for text in self._texts
            for at in range(len(text) - len(words) + 1)
        )
        counts = Counter(run for run in runs if run in ways)
        ranked = sorted(counts, key=lambda way: (-counts[way], way))[:most]
        first = [way for way in counts if way == tuple(forms[0] for forms in words)]
        return ranked + [way for way in first if way not in ranked]

    def articles(self, form: str) -> int:
        return self._in_most(lambda words: form in words)

    def articles_with_phrase(self, words: Sequence[str]) -> int:
        asked = list(words)
        return self._in_most(
            lambda text: any(text[at : at + len(asked)] == asked for at in range(len(text)))
        )

    def _in_most(self, has: Callable[[Sequence[str]], bool]) -> int:
        """Return how many titles or bodies, whichever are more, have something."""
        bodies = sum(has(words) for _, words in self._bodies)
        return max(bodies, sum(map(has, self._texts)) - bodies)


def families(query: Query, *texts: str, level: Level = Level.LETTERS) -> Mapping[Wanted, Family]:
    """Return what the words of a query stand for in some texts."""
    lexicon = Lexicon(NaiveVocabulary(texts))
    found = {
        word: lexicon.family(word if word.level else word._replace(level=level))
        for node in sought(query)
        for word in node.words
    }
    return {word: family for word, family in found.items() if family.forms or not word.fused}


def _forms(text: str) -> list[str]:
    return [surface(word) for word in words_in(text) if fold(word)]


def _has(words: Sequence[str], forms: Sequence[str]) -> bool:
    return any(form in words for form in forms)
