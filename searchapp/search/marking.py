"""Find in an article's text the places that made it match.

The query tree and what its words stand for are read once into a `Marker`; marking then compares
forms, as the index does, so that what is marked is the text as written: Kata’ib for a query kataib.
A phrase marks only where its words really stand together.  What a query excludes is not marked.
"""

from __future__ import annotations

import bisect
import fnmatch
import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from whoosh.query import Not, Prefix, Query, Wildcard

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Family, Form, Kind, Wanted, as_typed
from searchapp.analysis.tokens import words_with_places
from searchapp.query.words import WithAliases, Words, sought

# Most words of a text are met again and again.
_REMEMBERED = 1 << 16


class Reason(NamedTuple):
    """Why a place matched.

    Args:
        word: the word of the query; a pattern where it has wildcards.
        form: the form that stands there; None for a wildcard.
    """

    word: str
    form: Form | None


class Mark(NamedTuple):
    """A place that matched.

    Args:
        start: where it begins, in characters.
        end: where it ends.
        clause: the number of the clause of the query that it answers.
        reasons: one for each word of the query that stands there, in order.
    """

    start: int
    end: int
    clause: int
    reasons: tuple[Reason, ...]

    @property
    def kind(self) -> str:
        """The farthest kind of what stands there, "wildcard" for what a wildcard matches."""
        kinds = [reason.form.kind for reason in self.reasons if reason.form is not None]
        return max(kinds, key=list(Kind).index) if kinds else "wildcard"


class _Place(NamedTuple):
    """Where a form of a name stands: its first and its last word."""

    first: int
    last: int
    reason: Reason


class _Text:
    """The words of a text.

    Args:
        text: the text.
        sought: the forms that are looked for.
    """

    def __init__(self, text: str, sought: Collection[str]) -> None:
        words, starts = words_with_places(text)
        forms = [*map(_form_of, words)]
        if "" in forms:
            words = [*itertools.compress(words, forms)]
            starts = [*itertools.compress(starts, forms)]
            forms = [*filter(None, forms)]
        self._words, self._starts = words, starts
        self.forms = forms
        """The form of each."""
        self.places: dict[str, list[int]] = {}
        """Which of them have each form that is looked for."""
        for at, form in enumerate(forms):
            if form in sought:
                self.places.setdefault(form, []).append(at)

    def start(self, at: int) -> int:
        """Return where a word begins, in characters."""
        return self._starts[at]

    def end(self, at: int) -> int:
        """Return where a word ends."""
        return self._starts[at] + len(self._words[at])


@functools.lru_cache(_REMEMBERED)
def _form_of(word: str) -> str:
    """Return the form of a word; empty where nothing of it is kept."""
    return surface(word) if word.isascii() or fold(word) else ""


class _Forms:
    """The forms of a word, by the first of the words that each is written in; the longest first."""

    def __init__(self, word: Wanted, forms: Sequence[Form]) -> None:
        self.by_first: dict[str, list[tuple[list[str], Reason]]] = defaultdict(list)
        each = [(list(form.words), Reason(word.text, form)) for form in forms]
        for words, reason in sorted(each, key=lambda one: -len(one[0])):
            self.by_first[words[0]].append((words, reason))

    def are_in(self, text: _Text) -> bool:
        """Return whether the first word of a form stands in a text."""
        return not text.places.keys().isdisjoint(self.by_first)

    def places(self, text: _Text) -> Iterator[_Place]:
        """Yield where a form stands, from the first on; the longest where there are several."""
        present = self.by_first.keys() & text.places.keys()
        for at, first in sorted((at, form) for form in present for at in text.places[form]):
            for words, reason in self.by_first[first]:
                if len(words) == 1 or text.forms[at : at + len(words)] == words:
                    yield _Place(at, at + len(words) - 1, reason)
                    break


def _late(query: Query, families: Mapping[Wanted, Family]) -> set[Wanted]:
    """Return the words that were searched for as they were typed, for want of time.

    These are all from the first on for which there was none, as an engine goes through the tree.
    """
    nodes = list(sought(query))
    partial = {word for word, family in families.items() if family.partial}
    first = next((at for at, x in enumerate(nodes) if partial.intersection(x.words)), len(nodes))
    in_time = {word for node in nodes[:first] for word in node.words}
    return {word for node in nodes[first:] for word in node.words}.difference(in_time)


class Marker:
    """What a query looks for, by field.

    Args:
        query: the tree.
        families: what its words stand for.
        without: the forms that are switched off.
    """

    def __init__(
        self, query: Query, families: Mapping[Wanted, Family], without: Collection[str] = ()
    ) -> None:
        late = _late(query, families)
        found = {
            word: (as_typed(word),) if word in late else family.forms
            for word, family in families.items()
        }
        self._forms = {
            word: _Forms(word, [form for form in forms if form.text not in without])
            for word, forms in found.items()
        }
        self._sought = {first for forms in self._forms.values() for first in forms.by_first}
        self._patterns: dict[str, list[tuple[re.Pattern[str], str, int]]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[Words, int, Reason | None]]] = defaultdict(list)
        self._clauses: dict[object, int] = {}
        self._without = without
        self._read(query, None)

    def mark(self, field: str, text: str) -> list[Mark]:
        """Find the matches in a text.

        Args:
            field: "title" or "body".
            text: the article's title or body.

        Returns:
            The places, in order and apart.
        """
        words = _Text(text, self._sought)
        return _apart([*self._matching(field, words), *self._together(field, words)])

    def _read(self, query: Query, reason: Reason | None) -> None:
        """Learn what to mark.

        Args:
            query: the tree.
            reason: why that matches, where it is not what its words stand for.
        """
        if isinstance(query, Not):
            return
        if isinstance(query, WithAliases):
            self._read_names(query)
            return
        if isinstance(query, Words) and all(word in self._forms for word in query.words):
            clause = self._clause(query.words)
            self._phrases[query.fieldname].append((query, clause, reason))
        elif isinstance(query, Prefix):
            self._add_pattern(query.fieldname, query.text + "*")
        elif isinstance(query, Wildcard):
            self._add_pattern(query.fieldname, query.text)
        for child in query.children():
            self._read(child, reason)

    def _read_names(self, node: WithAliases) -> None:
        if not node.is_off(self._without):
            self._read(node.clause, None)
        for other in node.others:
            if not other.is_off(self._without):
                self._read(other.clause, Reason(node.name, Form(other.name, Kind.ALIAS)))

    def _clause(self, what: object) -> int:
        """Number a clause; the same words in title and body are one."""
        return self._clauses.setdefault(what, len(self._clauses))

    def _add_pattern(self, field: str, glob: str) -> None:
        pattern = re.compile(fnmatch.translate(glob))
        self._patterns[field].append((pattern, glob, self._clause(glob)))

    def _matching(self, field: str, text: _Text) -> Iterator[Mark]:
        patterns = self._patterns[field]
        for at, word in enumerate(text.forms if patterns else ()):
            for pattern, glob, clause in patterns:
                if pattern.fullmatch(fold(word)):
                    yield Mark(text.start(at), text.end(at), clause, (Reason(glob, None),))

    def _together(self, field: str, text: _Text) -> Iterator[Mark]:
        known: dict[Wanted, list[_Place]] = {}
        for query, clause, reason in self._phrases[field]:
            if not all(self._forms[word].are_in(text) for word in query.words):
                continue
            for word in query.words:
                # The names of one thing have words in common.
                if word not in known:
                    known[word] = list(self._forms[word].places(text))
            names = [known[word] for word in query.words]
            for chain in _chains(names, query.slop):
                if query.slop == 1:
                    start, end = text.start(chain[0].first), text.end(chain[-1].last)
                    reasons = (reason,) if reason else tuple(place.reason for place in chain)
                    yield Mark(start, end, clause, reasons)
                    continue
                for place in chain:
                    yield Mark(
                        text.start(place.first), text.end(place.last), clause, (place.reason,)
                    )


def _chains(names: Sequence[Sequence[_Place]], slop: int) -> Iterator[list[_Place]]:
    """Find where the names of a phrase follow one another, each at most `slop` words on.

    Of all ways to the last name the one through the nearest names is taken.
    """
    # For each name of the phrase: where it can stand, and which of those before it then does.
    reached: list[dict[_Place, _Place | None]] = [dict.fromkeys(names[0])]
    for places in names[1:]:
        before = sorted(reached[-1], key=lambda place: (place.last, place.first))
        lasts = [place.last for place in before]
        here: dict[_Place, _Place | None] = {}
        for place in places:
            nearest = bisect.bisect_left(lasts, place.first) - 1
            if nearest >= 0 and lasts[nearest] >= place.first - slop:
                here[place] = before[nearest]
        reached.append(here)
    for last in reached[-1]:
        chain = [last]
        for step in reversed(reached[1:]):
            before_it = step[chain[-1]]
            if before_it is not None:
                chain.append(before_it)
        yield chain[::-1]


def _apart(marks: list[Mark]) -> list[Mark]:
    """Sort marks and leave out those that begin inside one before."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.clause)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
