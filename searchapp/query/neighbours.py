"""Words typed side by side that may be one name: the tree asks for it in one word as well.

`jong un` wants both words, or Jongun; `ben laden` also finds bin Laden and Binladen.  What may be
one name says `searchapp.analysis.compounds`; what of it is in an archive, its lexicon.
"""

from __future__ import annotations

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
    if isinstance(node, And):
        return And(_in_conjunction(node.subqueries))
    if _one_word(node):
        return node
    if isinstance(node, Words):
        return _any_of([node, *_in_phrase(node)])
    node = node.apply(with_names)
    return _any_of(node.subqueries) if isinstance(node, Or) else node


def _in_phrase(node: Words) -> Iterator[Words]:
    """Yield a phrase with some of its words as one name."""
    for first, end, name in _names(node.words):
        words = (*node.words[:first], name, *node.words[end:])
        yield Words(node.fieldname, words, node.slop, node.boost)


def _in_conjunction(clauses: Sequence[Query]) -> list[Query]:
    """Return clauses that are all wanted; a name of some is enough for each of these."""
    places = [_one_word(clause) for clause in clauses]
    parts = [
        [clause if place else with_names(clause)]
        for clause, place in zip(clauses, places, strict=True)
    ]
    for first, end, name in _names([place[0].words[0] if place else None for place in places]):
        texts = [[(each.fieldname, each.boost) for each in place] for place in places[first:end]]
        if texts.count(texts[0]) == len(texts):
            found = [Words(field, (name,), boost=boost) for field, boost in texts[0]]
            for at in range(first, end):
                parts[at] += found
    return [part[0] if len(part) == 1 else _any_of(part) for part in parts]


def _names(words: Sequence[Wanted | None]) -> Iterator[tuple[int, int, Wanted]]:
    """Yield where words are that may be one name, and the name; None is no word."""
    # What is to be spelt just so, or has wrong letters, is no part of a name.
    plain = [
        word.text if word and word == Wanted(word.text, None, 0, word.in_phrase) else ""
        for word in words
    ]
    for first, end in names_among(plain):
        yield first, end, Wanted(" ".join(plain[first:end]), fused=True)


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
