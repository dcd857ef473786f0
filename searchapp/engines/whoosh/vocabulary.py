"""The forms of a commit, as the lexicon asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis.particles import particles
from searchapp.analysis.readings import Readings, join
from searchapp.columnar.nearness import Places, lay_out
from searchapp.columnar.phrases import NearMatches, places_in
from searchapp.columnar.runs import distinct_of, first_of_each, together
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Documents, Flags, Scores
from searchapp.columnar.snapshot import Slice, Snapshot, Stretch
from searchapp.columnar.weights import Weighting
from searchapp.columnar.words import Word, WordMatches
from searchapp.engines.whoosh.deadline import check
from searchapp.engines.whoosh.documents import read_body
from searchapp.engines.whoosh.fields import TEXTS
from searchapp.query.schema import SCORED

if TYPE_CHECKING:
    from searchapp.columnar.namelist import NameList
    from searchapp.columnar.wordlist import WordList

# Ways to write a name are looked for in so many of the articles that may have one, far apart.
_LOOKED_THROUGH = 1_000


class SnapshotVocabulary:
    """The forms of a commit (see `searchapp.analysis.lexicon.Vocabulary`).

    Args:
        snapshot: the commit.
        weighting: of the same.
    """

    def __init__(self, snapshot: Snapshot, weighting: Weighting) -> None:
        self._snapshot = snapshot
        self._weighting = weighting

    def with_letters(self, letters: str) -> list[str]:
        """Return the forms that fold to these letters, in order."""
        return self._forms(lambda segment: segment.relation("letters").forms(letters))

    def with_stem(self, stem: str) -> list[str]:
        """Return the forms of an English word, by its stem."""
        return self._forms(lambda segment: segment.relation("words").forms(stem))

    def with_names(self, keys: frozenset[str]) -> Readings:
        """Return the forms that have any of some candidate keys, and how each is read.

        Those whose articles have all been deleted may be among them.
        """
        check()
        segments = [part.segment for part in self._snapshot.slices]
        return join([each.names.readings(each.names.forms(keys), each.forms) for each in segments])

    def standing(self, forms: Sequence[str]) -> list[str]:
        """Return those of some forms that stand in an article, in order."""
        wanted = sorted({form.encode("utf-8", "surrogatepass") for form in forms})
        return self._forms(lambda segment: segment.forms.find_all(wanted))

    def within(self, letters: str, edits: int) -> list[str]:
        """Return the forms whose letters begin alike and are at most so many edits apart."""
        return self._forms(lambda segment: _within(segment, letters, edits))

    def side_by_side(self, words: Sequence[Sequence[str]], most: int) -> list[tuple[str, ...]]:
        """Return which forms stand side by side anywhere, those that do so most often first."""
        if not all(words):
            return []
        words = [list(dict.fromkeys(forms)) for forms in words]
        counts: dict[tuple[str, ...], int] = {}
        for field in SCORED:
            for stretch in self._snapshot.stretches:
                for way, count in self._ways(stretch, field, words):
                    counts[way] = counts.get(way, 0) + count
        ranked = sorted(counts, key=lambda way: (-counts[way], way))[:most]
        first = tuple(forms[0] for forms in words)
        return ranked if first in ranked or first not in counts else [*ranked, first]

    def articles_with(self, forms: Sequence[str]) -> Documents:
        """Return the numbers of the articles in whose text any of some forms stands, ascending."""
        return self.articles_with_each([forms])[0]

    def articles_with_each(self, names: Sequence[Sequence[str]]) -> list[Documents]:
        """Return the numbers of the articles in whose text each of some names stands.

        Args:
            names: the forms of each.

        Returns:
            For each what `articles_with` returns.
        """
        found: list[list[Documents]] = [[] for _ in names]
        for stretch in self._snapshot.stretches:
            for parts, documents in zip(found, _documents_of_each(stretch, names), strict=True):
                parts.append(documents + stretch.first)
        return [together(parts, np.intp) for parts in found]

    def texts(self, numbers: Documents, most: int) -> Iterator[bytes]:
        """Yield the texts of articles, the first by their keys.

        The order of documents would not do: it is not the same in every index of some articles.
        """
        found = [each for part in self._snapshot.slices for each in _first(part, numbers, most)]
        for _, segment, number in sorted(found, key=itemgetter(0))[:most]:
            check()
            yield read_body(segment, number)

    def articles(self, form: str) -> int:
        """Return in how many articles a form is, about: in those of the text that most have it."""
        encoded, count = form.encode("utf-8", "surrogatepass"), 0
        for part in self._snapshot.slices:
            number = part.segment.forms.find(encoded)
            if number is not None:
                fields = map(part.segment.field, SCORED)
                terms = ((field, field.term(number)) for field in fields)
                count += max(0 if at is None else int(f.postings.lengths[at]) for f, at in terms)
        return count

    def articles_with_phrase(self, words: Sequence[str]) -> int:
        """Return in how many articles some forms stand side by side, in the text that most do."""
        return sum(
            max(len(self._documents_with_phrase(each, field, words)) for field in SCORED)
            for each in self._snapshot.stretches
        )

    def beginning(self, letters: str, most: int) -> list[str]:
        """Return the letters of words that begin so, those in about the most articles first."""
        ranked = self.words.ranked
        return [ranked[number].decode() for number in ranked.best(letters.encode(), most)]

    def together(self, words: Sequence[str], most: int, least: int) -> list[tuple[str, ...]]:
        """Return names of several words by their letters, those in the most titles first."""
        return self._names.beginning(words, most, least)

    def is_name(self, words: Sequence[str]) -> bool:
        """Return whether words, by their letters, are a name that `together` knows."""
        return self._names.has(words)

    @cached_property
    def words(self) -> WordList:
        """All words by their letters."""
        # Imported here, as is what else lists all words: a search looks up those it was asked for.
        from searchapp.columnar.wordlist import WordList  # noqa: PLC0415

        return WordList(self._snapshot, tuple(SCORED))

    @cached_property
    def _names(self) -> NameList:
        from searchapp.columnar.collocations import find_collocations  # noqa: PLC0415
        from searchapp.columnar.namelist import NameList  # noqa: PLC0415

        numbers = map(self.words.ranked.find, map(str.encode, sorted(particles())))
        serving = [number for number in numbers if number is not None]
        found = find_collocations(self._snapshot, "title", self.words, serving)
        return NameList(self.words, found)

    def _forms(self, find: Callable[[Segment], Iterable[int]]) -> list[str]:
        check()
        found = {
            part.segment.forms[number]
            for part in self._snapshot.slices
            for number in find(part.segment)
            if part.live is None or _stands(part, part.live, number)
        }
        return [form.decode("utf-8", "surrogatepass") for form in sorted(found)]

    def _ways(
        self, stretch: Stretch, field: str, words: Sequence[Sequence[str]]
    ) -> Iterator[tuple[tuple[str, ...], int]]:
        norms = self._weighting.norms(field, stretch)
        rarest, *others = sorted(_matches(stretch, field, words, norms), key=lambda x: x.size)
        asked = rarest.documents
        for other in others:
            asked = asked[other.contains(asked)]
        asked = _counting(stretch, asked)
        if not len(asked):
            return
        if len(asked) > _LOOKED_THROUGH:
            first = tuple(forms[0] for forms in words)
            there = self._documents_with_phrase(stretch, field, first)
            # Those that are met below as well only count the more.
            yield from [(first, len(there))] if len(there) else []
            asked = asked[:: -(-len(asked) // _LOOKED_THROUGH)]
        firsts = lay_out(stretch.lengths(field).take(asked), 1)
        ends, ways = _places(stretch, field, words[0], asked, firsts)
        for forms in words[1:]:
            places, which = _places(stretch, field, forms, asked, firsts)
            _, before, here = np.intersect1d(
                ends + np.int32(1), places, assume_unique=True, return_indices=True
            )
            ends, ways = places[here], ways[before] * len(forms) + which[here]
        ways.sort()
        begins = first_of_each(ways).nonzero()[0]
        found, counts = ways[begins], np.diff(begins, append=len(ways))
        chosen = np.unravel_index(found, [len(forms) for forms in words])
        for *numbers, count in zip(*chosen, counts, strict=True):
            way = tuple(forms[at] for forms, at in zip(words, numbers, strict=True))
            yield way, int(count)

    def _documents_with_phrase(
        self, stretch: Stretch, field: str, words: Sequence[str]
    ) -> Documents:
        """Return the documents of a stretch in a text of which some forms stand side by side."""
        norms = self._weighting.norms(field, stretch)
        alone = _matches(stretch, field, [(form,) for form in words], norms)
        near = NearMatches(alone, 1, True, stretch.lengths(field), check)
        return _counting(stretch, near.documents)


def _places(
    stretch: Stretch, field: str, forms: Sequence[str], asked: Documents, firsts: Places
) -> tuple[Places, NDArray[np.int64]]:
    """Return where any of some forms stands in documents, ascending, and which of them does."""
    alone = [Word(stretch, field, (form,), check) for form in forms]
    each = [places_in(word, asked, firsts) for word in alone]
    places = together(each, np.int32)
    which = np.arange(len(each)).repeat([len(part) for part in each])
    order = places.argsort()
    return places[order], which[order]


def _stands(part: Slice, live: Flags, form: int) -> bool:
    """Return whether a form stands in a document that counts."""
    deleted = len(live) - np.count_nonzero(live)
    for name in TEXTS:
        field = part.segment.field(name)
        term = field.term(form)
        if term is not None:
            found = field.postings[term]
            if len(found) > deleted or live[found.documents(0)].any():
                return True
    return False


def _documents_of_each(stretch: Stretch, names: Sequence[Sequence[str]]) -> list[Documents]:
    """Return the documents whose text has any of the forms of each of some names."""
    check()
    encoded = [[form.encode("utf-8", "surrogatepass") for form in forms] for forms in names]
    wanted = sorted({form for forms in encoded for form in forms})
    lists: dict[bytes, list[Documents]] = {form: [] for form in wanted}
    for part in stretch.slices:
        body = part.segment.field("body")
        terms = body.terms(part.segment.forms.find_all(wanted))
        documents = body.postings.documents(np.array([*terms.values()], np.intp))
        for number, found in zip(terms, documents, strict=True):
            lists[part.segment.forms[number]].append(found + (part.first - stretch.first))
    of_names = [[found for form in forms for found in lists[form]] for forms in encoded]
    return [_counting(stretch, _any_of(stretch, each)) for each in of_names]


def _any_of(stretch: Stretch, lists: Sequence[Documents]) -> Documents:
    """Return the documents that any of some lists has, ascending."""
    found = together(lists, np.intp)
    return found if len(lists) == 1 else distinct_of(found, stretch.documents)


def _counting(stretch: Stretch, documents: Documents) -> Documents:
    """Return documents without those that were deleted."""
    return documents if stretch.live is None else documents[stretch.live.take(documents)]


def _first(part: Slice, documents: Documents, most: int) -> Iterator[tuple[str, Segment, int]]:
    """Yield the first of some documents of a segment by their keys, with these."""
    begin, end = documents.searchsorted([part.first, part.first + part.segment.documents])
    numbers = documents[begin:end] - part.first
    keys = part.segment.labels("key")
    if len(numbers) > most:
        # A segment numbers its keys in their order.
        numbers = numbers[np.argsort(keys.codes[numbers])[:most]]
    for number in numbers.tolist():
        yield keys[number], part.segment, number


def _matches(
    stretch: Stretch, field: str, words: Iterable[Sequence[str]], norms: Scores
) -> list[WordMatches]:
    found = [Word(stretch, field, tuple(forms), check) for forms in words]
    return [WordMatches(word, 1.0, norms) for word in found]


def _within(segment: Segment, letters: str, edits: int) -> list[int]:
    """Return the forms of a segment whose letters begin alike and are so many edits apart."""
    known = list(segment.relation("letters").like(letters, edits)) if letters else []
    if not known:
        return []
    # Imported here: most searches find what they ask for as it is written.
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import cdist  # noqa: PLC0415

    distances = cdist(
        [letters],
        [word for word, _ in known],
        scorer=OSA.distance,
        score_cutoff=edits,
        dtype=np.int32,
    )
    near = np.flatnonzero(distances[0] <= edits).tolist()
    return [form for at in near for form in known[at][1]]
