"""Words typed side by side that may be one name: the tree asks for it in one word as well.

`jong un` wants both words, or Jongun; `ben laden` also finds bin Laden and Binladen.  `abdul mahdi`
is one name, unless the archive has none that is like it.  What may be one name says
`searchapp.analysis.compounds`; what of it is in an archive, its lexicon.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator, Sequence

from whoosh.query import Or, Query

from searchapp.analysis.compounds import names_among
from searchapp.analysis.lexicon import Wanted
from searchapp.query.words import Words


def in_one_word(clause: Query) -> Query:
    """Return a clause that asks for each name in a phrase in other ways to write it too."""
    if isinstance(clause, Words):
        found = list(_in_phrase(clause)) if len(clause.words) > 1 else []
        return _any_of([clause, *found]) if found else clause
    if not isinstance(clause, Or):
        return clause.apply(in_one_word)
    parts = [in_one_word(part) for part in clause.subqueries]
    return clause if all(map(operator.is_, parts, clause.subqueries)) else _any_of(parts)


def or_apart(name: Query, apart: Query) -> Query:
    """Return a clause that asks for a name, or for its words where the archive has no such name.

    Args:
        name: what asks for the name, in one word or in several; all but words is left as it is.
        apart: what asks for its words.
    """
    text = next((node.words[0].text for node in name.leaves() if isinstance(node, Words)), None)
    return name if text is None else _any_of([name, _unless(text, apart)])


def _unless(name: str, query: Query) -> Query:
    if isinstance(query, Words):
        words = tuple(word._replace(unless=name) for word in query.words)
        return Words(query.fieldname, words, query.slop, query.boost)
    changed: Query = query.apply(functools.partial(_unless, name))
    return changed


def join_names(clauses: Sequence[Query | None]) -> list[Query]:
    """Return clauses that are all wanted, each once; a name of some is enough for each of these.

    Args:
        clauses: in the order in which they were typed; None between two where an operator or
            parentheses stand between them.
    """
    parts: list[list[Query]] = []
    places: list[Sequence[Words]] = []
    known: set[Query] = set()
    for clause in clauses:
        if clause is None or clause not in known:
            parts.append([] if clause is None else [clause])
            places.append(() if clause is None else _one_word(clause))
        if clause is not None:
            known.add(clause)
    for first, end, name in _names([place[0].words[0] if place else None for place in places]):
        texts = [[(each.fieldname, each.boost) for each in place] for place in places[first:end]]
        if texts.count(texts[0]) == len(texts):
            found = [Words(field, (name,), boost=boost) for field, boost in texts[0]]
            for at in range(first, end):
                parts[at] += found
    return [part[0] if len(part) == 1 else _any_of(part) for part in parts if part]


def _in_phrase(node: Words) -> Iterator[Words]:
    """Yield a phrase with some of its words as one name."""
    for first, end, name in _names(node.words):
        words = (*node.words[:first], name, *node.words[end:])
        yield Words(node.fieldname, words, node.slop, node.boost)


def _names(words: Sequence[Wanted | None]) -> list[tuple[int, int, Wanted]]:
    """Return where words are that may be one name, and the name; None is no word."""
    # What is to be spelt just so, or has wrong letters, is no part of a name.
    plain = tuple(
        "" if word is None or word.level or word.edits or word.fused else word.text
        for word in words
    )
    return [
        (first, end, Wanted(" ".join(plain[first:end]), fused=True))
        for first, end in names_among(plain)
    ]


def _one_word(clause: Query) -> Sequence[Words]:
    """Return the nodes of a clause that is one and the same word in some texts, else none."""
    nodes: Sequence[Query] = clause.subqueries if isinstance(clause, Or) else [clause]
    first = nodes[0]
    if not isinstance(first, Words) or len(first.words) > 1:
        return ()
    words = [node for node in nodes if isinstance(node, Words) and node.words == first.words]
    return words if len(words) == len(nodes) else ()


def _any_of(queries: Iterable[Query]) -> Query:
    flat: dict[Query, None] = {}
    for query in queries:
        flat.update(dict.fromkeys(query.subqueries if isinstance(query, Or) else [query]))
    return Or(list(flat)) if len(flat) > 1 else next(iter(flat))
