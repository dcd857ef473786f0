"""Words and wildcards as the forms of the index that they stand for, in bounded number."""

from __future__ import annotations

import contextlib
import functools
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from whoosh.query import (
    AndNot,
    DisjunctionMax,
    Not,
    NullQuery,
    Or,
    Prefix,
    Query,
    SpanNot,
    Wildcard,
)

from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Family, Form, Kind, Level, Wanted, as_typed, at_level
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.base import MAX_FORMS
from searchapp.engines.whoosh.deadline import OutOfTime
from searchapp.engines.whoosh.fields import TEXTS
from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near
from searchapp.engines.whoosh.patterns import glob_of, is_every, is_of_text
from searchapp.query.hints import Hint
from searchapp.query.plan import Plan
from searchapp.query.trees import with_children
from searchapp.query.words import WithAliases, Words, sought

# So many ways to write a phrase are searched for.
_MOST_WAYS = 24
# Words asked for again and again, such as those of one query in two texts.
_REMEMBERED = 4_096
# How many words go by between two looks at the clock.
_STRIDE = 1_024

# For each place of a name in a text the forms that may stand there, and what each counts.
_Way = tuple[tuple[tuple[str, ...], tuple[float, ...]], ...]


class Expansion:
    """The forms of one commit.

    Args:
        snapshot: the commit.
        lexicon: of the same.
    """

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon) -> None:
        self._snapshot = snapshot
        self._lexicon = lexicon
        self._words = functools.lru_cache(_REMEMBERED)(functools.partial(_expand_words, lexicon))

    def families(self, plan: Plan) -> dict[Wanted, Family]:
        """Return what the words that a plan looks for stand for, in the order of the query.

        Args:
            plan: the plan; what it is to be without is among the forms, and a name of words that
                were typed each on its own only where there are any.  Of a name and its words only
                those are told that are searched for.

        Returns:
            The families; those for which there was no time are partial, and have no forms.
        """
        wanted = dict.fromkeys(word for node in sought(plan.query) for word in node.words)
        found = {word: self._family(at_level(word, plan.level)) for word in wanted}
        has = {word.unless: self._has_name(word.unless) for word in wanted if word.unless}

        def is_asked(word: Wanted) -> bool:
            return not word.fused and has.get(word.text, True) and not has.get(word.unless, False)

        return {word: each for word, each in found.items() if each.forms or is_asked(word)}

    def _has_name(self, name: str) -> bool:
        try:
            return self._lexicon.has_name(name)
        except OutOfTime:
            return True

    def _family(self, wanted: Wanted) -> Family:
        try:
            return self._lexicon.family(wanted)
        except OutOfTime:
            return Family((), partial=True)

    def expand(self, plan: Plan, check: Callable[[], None]) -> tuple[Query, tuple[Hint, ...], bool]:
        """Put in the place of every word of a query the forms that it stands for.

        Words for which there is no time stand for themselves, and a wildcard for the forms that
        were found of it till then.

        Args:
            plan: the plan.
            check: called now and then; may raise to stop it.

        Returns:
            The tree of forms; a hint for each wildcard or word that stands for more forms than are
            searched for, which are the ones in the most articles, or the most alike; and whether
            there was time for all.

        Raises:
            OutOfTime: there was no time for what articles must be without.
        """
        return _Expanding(self._snapshot, self._lexicon, plan, self._words, check).expand()


class _Expanding:
    """The expansion of one query."""

    def __init__(
        self,
        snapshot: Snapshot,
        lexicon: Lexicon,
        plan: Plan,
        expand_words: Callable[[Words, Level, frozenset[str]], tuple[Query, tuple[Hint, ...]]],
        check: Callable[[], None],
    ) -> None:
        self._snapshot = snapshot
        self._lexicon = lexicon
        self._plan = plan
        self._without = plan.without
        self._expand_words = expand_words
        self._check = check
        self._hints: dict[Hint, None] = {}
        self._is_late = False

    def expand(self) -> tuple[Query, tuple[Hint, ...], bool]:
        """Return the tree of forms, the hints, and whether there was time for all."""
        query = self._expanded(self._plan.query)
        return query, tuple(self._hints), not self._is_late

    def _expanded(self, node: Query) -> Query:
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Prefix | Wildcard):
            return self._wildcard(node) if _is_of_words(node) else node
        if isinstance(node, WithAliases):
            return self._names(node)
        if isinstance(node, Not | AndNot | SpanNot):
            return self._excluded(node)
        # Whoosh's own way through a tree leaves a circle behind that holds the snapshot.
        return with_children(node, self._expanded)

    def _words(self, node: Words) -> Query:
        """Return the query for words in all their forms, or as they were typed once it is late."""
        without = self._without
        if not self._is_late:
            try:
                query, hints = self._expand_words(node, self._plan.level, without)
            except OutOfTime:
                self._is_late = True
            else:
                self._hints.update(dict.fromkeys(hints))
                return query
        return _as_typed(node, without)

    def _excluded(self, node: Query) -> Query:
        """Return the query without something; fewer forms of that would let more articles pass."""
        found = self._not(node) if isinstance(node, Not) else with_children(node, self._expanded)
        if self._is_late:
            raise OutOfTime
        return found

    def _not(self, node: Not) -> Query:
        """Return the query for what has no words, in any form but those that are looked for.

        Who looks for Zelensky and not for Zelinsky looks for one of two names.  What is switched
        off is none of what is looked for, and nothing else.
        """
        excluded, wanted = self._forms(node.query), self._forms(self._plan.query)
        own = excluded[Kind.EXACT] | (
            excluded[Kind.LETTERS] - wanted[Kind.EXACT] - wanted[Kind.LETTERS]
        )
        before, self._without = self._without, frozenset().union(*wanted.values()) - own
        found = with_children(node, self._expanded)
        self._without = before
        return found

    def _forms(self, query: Query) -> dict[Kind, set[str]]:
        """Return the forms of all words that a query looks for, as they were typed among them."""
        found: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        for word in {word for node in sought(query) for word in node.words}:
            for form in self._lexicon.family(at_level(word, self._plan.level)).forms:
                found[form.kind].add(form.text)
            found[Kind.EXACT].add(as_typed(word).text)
        return found

    def _names(self, node: WithAliases) -> Query:
        """Return the query for what is named under any of its names that is not switched off."""
        without = self._without
        clauses = [] if node.is_off(without) else [node.clause]
        clauses += [each.clause for each in node.others if not each.is_off(without)]
        found = [self._expanded(clause) for clause in clauses]
        return Or(found) if len(found) > 1 else found[0] if found else NullQuery

    def _wildcard(self, node: Prefix | Wildcard) -> Query:
        found = [self._matching(part.segment, node) for part in self._snapshot.slices]
        words = set().union(*found)
        if len(words) > MAX_FORMS:
            shown = f"{node.text}*" if isinstance(node, Prefix) else node.text
            message = (
                f"{shown} stands for {len(words):,} words; only the {MAX_FORMS:,} "
                "that are in the most articles were searched for."
            )
            self._hints[Hint("wide-wildcard", message)] = None
            words = self._most_frequent(node.fieldname, found)
        forms = {
            part.segment.forms[number]
            for part, numbers_of in zip(self._snapshot.slices, found, strict=True)
            for word in words & numbers_of.keys()
            for number in numbers_of[word]
        }
        texts = tuple(form.decode("utf-8", "surrogatepass") for form in sorted(forms))
        return AnyForm(node.fieldname, texts, node.boost) if texts else NullQuery

    def _matching(self, segment: Segment, node: Prefix | Wildcard) -> dict[str, list[int]]:
        """Return the words of a text that a pattern matches, with the forms that each has there."""
        found: dict[str, list[int]] = {}
        with contextlib.suppress(OutOfTime):
            for word, numbers in _matches(segment, node, self._check):
                found.setdefault(word, []).extend(numbers)
            return found
        self._is_late = True
        return found

    def _most_frequent(self, field: str, found: Sequence[dict[str, list[int]]]) -> set[str]:
        """Return the `MAX_FORMS` words that are in the most documents.

        Args:
            field: the text that counts.
            found: for each segment the words in question, with the forms that each has there.
        """
        frequencies = Counter[str]()
        for part, numbers_of in zip(self._snapshot.slices, found, strict=True):
            read = part.segment.field(field)
            for word, numbers in numbers_of.items():
                terms = read.forms.searchsorted(np.array(numbers, np.uint32))
                frequencies[word] += int(read.postings.lengths[terms].sum())
        return set(sorted(frequencies, key=lambda word: (-frequencies[word], word))[:MAX_FORMS])


def _expand_words(
    lexicon: Lexicon, node: Words, level: Level, without: frozenset[str]
) -> tuple[Query, tuple[Hint, ...]]:
    """Return the query for words in all the ways to write them, and what was cut of these."""
    families = [lexicon.family(at_level(word, level)) for word in node.words]
    hints = [_cut(*each) for each in zip(node.words, families, strict=True) if each[1].cut]
    last = len(families) - 1
    names = [
        _ways_of(family, without, begins=at == 0, ends=at == last)
        for at, family in enumerate(families)
    ]
    if math.prod(map(len, names)) > _MOST_WAYS:
        shown = " ".join(word.text for word in node.words)
        message = f"{shown} can be written in too many ways; {_MOST_WAYS} were searched for."
        hints.append(Hint("many-ways", message))
    ways = [*itertools.islice(itertools.product(*names), _MOST_WAYS)]
    return _in_any_way(node, ways), tuple(hints)


def _as_typed(node: Words, without: frozenset[str]) -> Query:
    """Return the query for words just as they were typed."""
    if any(word.fused or word.unless for word in node.words):
        # They are asked for as they were typed besides.
        return NullQuery
    typed = [*map(as_typed, node.words)]
    if any(form.text in without for form in typed):
        return NullQuery
    return _together(node, [_way([form]) for form in typed])


def _cut(word: Wanted, family: Family) -> Hint:
    message = (
        f"{word.text} stands for {len(family.forms) + family.cut:,} words; only the "
        f"{len(family.forms):,} that are most like it were searched for."
    )
    return Hint("many-spellings", message)


def _ways_of(family: Family, without: frozenset[str], *, begins: bool, ends: bool) -> list[_Way]:
    """Return the ways to write a name without the forms that are switched off.

    Args:
        family: of the name.
        without: what is switched off.
        begins: whether nothing that is asked for stands before the name.
        ends: whether nothing does behind it.
    """
    kept = [form for form in family.forms if form.text not in without]
    alone = {form.text for form in kept if form.is_one_word}

    def is_found_alone(form: Form) -> bool:
        first, *_, end = words = form.words
        if begins and ends:
            return not alone.isdisjoint(words)
        return (begins and end in alone) or (ends and first in alone)

    # Found as Sadr and as al-Sadr, one occurrence would count twice.
    return _ways([form for form in kept if form.is_one_word or not is_found_alone(form)])


def _in_any_way(node: Words, ways: Sequence[Sequence[_Way]]) -> Query:
    """Return the query for words that are written in any of some ways."""
    found = [_together(node, way) for way in ways]
    if len(found) <= 1 and node.slop == 1:
        return found[0] if found else NullQuery
    if node.slop == 1:
        return AnyWay(tuple(found), node.boost)
    return DisjunctionMax(found) if len(found) > 1 else found[0] if found else NullQuery


def _ways(forms: Sequence[Form]) -> list[_Way]:
    """Return the ways to write a name: in one word of any form, in two, in three.

    Forms of as many words that differ in one place only are one way.  So there are few, which stand
    for these forms and for no others: al Sadr and as Sader are not al Sader.
    """
    groups = [[form] for form in forms]
    for place in range(max((len(form.words) for form in forms), default=0)):
        alike: dict[object, list[Form]] = {}
        for group in groups:
            words = [frozenset(each) for each in zip(*(form.words for form in group), strict=True)]
            others = (*words[:place], len(words), *words[place + 1 :])
            alike.setdefault(others, []).extend(group)
        groups = list(alike.values())
    return [_way(group) for group in sorted(groups, key=lambda group: len(group[0].words))]


def _way(forms: Sequence[Form]) -> _Way:
    """Return the way to write a name that forms of as many words are."""
    places = []
    for words in zip(*(form.words for form in forms), strict=True):
        weights: dict[str, float] = {}
        for word, form in zip(words, forms, strict=True):
            weights[word] = max(weights.get(word, 0.0), form.weight)
        plain = set(weights.values()) == {1.0}
        places.append((tuple(weights), () if plain else tuple(weights.values())))
    return tuple(places)


def _together(node: Words, names: Sequence[_Way]) -> AnyForm | Near:
    """Return the query for names near one another, the words of each side by side."""
    places = [place for name in names for place in name]
    forms, weights = [each for each, _ in places], [each for _, each in places]
    if len(places) == 1:
        return AnyForm(node.fieldname, forms[0], node.boost, weights[0])
    gaps = [gap for name in names for gap in (node.slop, *(1 for _ in name[1:]))][1:]
    # Words may stand apart, but not those of one name.
    return Near(
        node.fieldname,
        tuple(forms),
        max(gaps),
        node.boost,
        weights=tuple(weights),
        gaps=tuple(gaps) if len(set(gaps)) > 1 else (),
    )


def _is_of_words(node: Prefix | Wildcard) -> bool:
    """Return whether a node stands for words, and not for every document that has any."""
    return node.fieldname in TEXTS and is_of_text(node) and not is_every(node)


def _matches(
    segment: Segment, node: Prefix | Wildcard, check: Callable[[], None]
) -> Iterator[tuple[str, list[int]]]:
    """Yield the words of a text that a pattern matches, with the forms that each has there."""
    start, matches = glob_of(node)
    is_used = segment.field(node.fieldname).is_used
    for at, (word, numbers) in enumerate(segment.relation("letters").with_prefix(start)):
        if at % _STRIDE == 0:
            check()
        used = [number for number in numbers if is_used[number]]
        if used and matches(word):
            yield word, used
