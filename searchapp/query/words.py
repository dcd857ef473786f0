"""A node of the query tree: words as they were typed, side by side in a text.

What they stand for is decided when the search is run, by the lexicon of the archive, so an engine
puts nodes of its own in the place of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Any, NamedTuple

from whoosh.query import Not, Query

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Wanted
from searchapp.analysis.tokens import words_in

_EDGES = re.compile(r"(?<![^\W_])'|'(?![^\W_])")


class Words(Query):
    """Words that stand side by side, or near one another.

    Args:
        fieldname: the text they stand in.
        words: in the order asked for; a single one just has to be there.
        slop: how many positions after one word the next may stand, from 1.
        boost: what their scores are multiplied by.
    """

    def __init__(
        self, fieldname: str, words: tuple[Wanted, ...], slop: int = 1, boost: float = 1.0
    ) -> None:
        self.fieldname = fieldname
        self.words = words
        self.slop = slop
        self.boost = boost
        # A tree is looked up by its nodes again and again.
        self._hash = hash((fieldname, words))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._key() == other._key()

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Words({self.fieldname!r}, {self.words!r}, slop={self.slop}, boost={self.boost})"

    def __str__(self) -> str:
        text = " ".join(map(_shown, self.words))
        if len(self.words) > 1:
            text = f'"{text}"' + (f"~{self.slop}" if self.slop > 1 else "")
        return f"{self.fieldname}:{text}" + (f"^{self.boost}" if self.boost != 1 else "")

    def _key(self) -> tuple[Any, ...]:
        return self.fieldname, self.words, self.slop, self.boost


def switch_of(name: str) -> str:
    """Return what switches a name that is asked for with `~` off, and no form of a word."""
    return f"~{surface(name)}"


def typeable(form: str) -> str:
    """Return a form as it is written in a query that is to find it.

    An index keeps each apostrophe alike, also one that was a letter of its word (Mīnāʾ), and
    between two letters alone the sign is read as a part of a word.
    """
    return _EDGES.sub("\N{MODIFIER LETTER APOSTROPHE}", form)


class Alias(NamedTuple):
    """Another name of what a query names.

    Args:
        name: the name, as its source writes it.
        source: who says so, and where.
        clause: what to look for under this name.
        head: of several spellings of one name the first, with which this one is told and switched
            off; the name itself where it is the first, or stands alone.
    """

    name: str
    source: str
    clause: Query
    head: str

    def is_off(self, without: Container[str]) -> bool:
        """Return whether the name is among what is switched off, itself or with its head."""
        return switch_of(self.name) in without or switch_of(self.head) in without


class WithAliases(Query):
    """A name that is asked for under its other names too.

    Args:
        clause: what to look for under the name itself.
        words: of the name, as `searchapp.analysis.folding.fold` makes them.
        fieldname: the text it stands in; None for all that are scored.
        others: the other names; none as long as the archive was not asked for them.
    """

    def __init__(
        self,
        clause: Query,
        words: tuple[str, ...],
        fieldname: str | None,
        others: tuple[Alias, ...] = (),
    ) -> None:
        self.clause = clause
        self.words = words
        self.fieldname = fieldname
        self.others = others

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WithAliases) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"WithAliases({self.clause!r}, {self.words!r}, {self.fieldname!r}, {self.others!r})"

    def __str__(self) -> str:
        return f"~{self.clause}"

    def _key(self) -> tuple[Any, ...]:
        return self.clause, self.words, self.fieldname, self.others

    @property
    def name(self) -> str:
        """The name, folded."""
        return " ".join(self.words)

    @property
    def typed(self) -> str:
        """The name as it may be typed in a query."""
        return f'~"{self.name}"' if len(self.words) > 1 else f"~{self.name}"

    def is_off(self, without: Container[str]) -> bool:
        """Return whether the name itself is among what is switched off."""
        return switch_of(self.name) in without

    @property
    def switches(self) -> frozenset[str]:
        """All that switches a name off, itself or another one."""
        names = (self.name, *(each.name for each in self.others), *(x.head for x in self.others))
        return frozenset(map(switch_of, names))

    def is_leaf(self) -> bool:
        """Return false: there is a clause in it."""
        return False

    def children(self) -> Iterator[Query]:
        """Yield what is looked for under the name itself, then under each other one."""
        yield self.clause
        for other in self.others:
            yield other.clause

    def apply(self, fn: Callable[[Query], Query]) -> Query:
        """Return the same of other clauses."""
        others = tuple(each._replace(clause=fn(each.clause)) for each in self.others)
        return WithAliases(fn(self.clause), self.words, self.fieldname, others)


def sought(query: Query) -> Iterator[Words]:
    """Yield the words that a query looks for; what it excludes is not among them."""
    if isinstance(query, Words):
        yield query
    elif not isinstance(query, Not):
        for child in query.children():
            yield from sought(child)


def typed(query: Query, without: Container[str]) -> Iterator[Words]:
    """Yield the words that a query looks for as they were typed, and not by another name.

    Args:
        query: the tree.
        without: what is switched off; the words of a name that is off are not looked for.
    """
    if isinstance(query, Words):
        yield query
    elif isinstance(query, WithAliases):
        if not query.is_off(without):
            yield from typed(query.clause, without)
    elif not isinstance(query, Not):
        for child in query.children():
            yield from typed(child, without)


def named(query: Query) -> Iterator[WithAliases]:
    """Yield the names that a query looks for under other names too."""
    if isinstance(query, WithAliases):
        yield query
    elif not isinstance(query, Not):
        for child in query.children():
            yield from named(child)


def _shown(word: Wanted) -> str:
    sign = "" if word.level is None else "="
    edits = f"~{word.edits}" if word.edits else ""
    unless = f"!{_letters(word.unless, '-')}" if word.unless else ""
    return sign + _letters(word.text, "+" if word.fused else "-") + edits + unless


def _letters(text: str, joint: str) -> str:
    return joint.join(filter(None, map(fold, words_in(text))))
