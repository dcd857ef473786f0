"""Words typed side by side that may be one name: the tree asks for it in one word as well.

`jong un` wants both words, or Jongun; `ben laden` also finds bin Laden and Binladen.  What may be
one name says `searchapp.analysis.compounds`; what of it is in an archive, its lexicon.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence

from whoosh.query import And, Or, Query

from searchapp.analysis.compounds import names_among
from searchapp.analysis.lexicon import Wanted
from searchapp.query.words import Words


def with_names(node: Query) -> Query:
    """Return a tree that asks for each name among its words in other ways to write it too.

    Args:
        node: the tree; words that are all wanted stand in the order in which they were typed.
    """
    if isinstance(node, Words):
        found = list(_in_phrase(node)) if len(node.words) > 1 else []
        return _any_of([node, *found]) if found else node
    if isinstance(node, And):
        return _in_conjunction(node)
    if not isinstance(node, Or):
        return node.apply(with_names)
    parts = [with_names(part) for part in node.subqueries]
    return node if _are_same(parts, node.subqueries) else _any_of(parts)


def _in_phrase(node: Words) -> Iterator[Words]:
    """Yield a phrase with some of its words as one name."""
    for first, end, name in _names(node.words):
        words = (*node.words[:first], name, *node.words[end:])
        yield Words(node.fieldname, words, node.slop, node.boost)


def _in_conjunction(node: And) -> Query:
    """Return clauses that are all wanted; a name of some is enough for each of these."""
    clauses = node.subqueries
    places = [_one_word(clause) for clause in clauses]
    kept = [
        clause if place else with_names(clause)
        for clause, place in zip(clauses, places, strict=True)
    ]
    names = _names([place[0].words[0] if place else None for place in places])
    if not names:
        return node if _are_same(kept, clauses) else And(kept)
    parts = [[clause] for clause in kept]
    for first, end, name in names:
        texts = [[(each.fieldname, each.boost) for each in place] for place in places[first:end]]
        if texts.count(texts[0]) == len(texts):
            found = [Words(field, (name,), boost=boost) for field, boost in texts[0]]
            for at in range(first, end):
                parts[at] += found
    return And([part[0] if len(part) == 1 else _any_of(part) for part in parts])


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


def _are_same(some: Sequence[Query], others: Sequence[Query]) -> bool:
    return all(map(operator.is_, some, others))


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
