"""Query trees made anew with other nodes in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from whoosh.query import And, DisjunctionMax, Or, Query, SpanQuery

from searchapp.query.words import WithAliases

# What a query that is typed is made of, which hold children by one name.
_JOINING = (And, Or, DisjunctionMax)


def with_children(node: Query, change: Callable[[Query], Query]) -> Query:
    """Return the same node of other children; all else that it says stays.

    Whoosh's own `apply` forgets a part of that, such as `Or.scale` and the slop of a `Sequence`,
    and fails at a node that is made of more than its child, such as `NestedParent`.

    Args:
        node: the node; one without children is returned as it is.
        change: returns what stands in the place of a child.
    """
    if node.is_leaf():
        return node
    if isinstance(node, SpanQuery | WithAliases):
        # These hand on all that they say, and hold what is not to be changed on its own.
        return node.apply(change)
    same, held = object.__new__(type(node)), vars(node)
    vars(same).update(held)
    if type(node) in _JOINING:
        vars(same)["subqueries"] = [change(child) for child in held["subqueries"]]
        return same
    # What is held by two names is one child.
    children = {id(child): child for value in held.values() for child in _queries(value)}
    changed = {key: change(child) for key, child in children.items()}
    vars(same).update({name: _replaced(value, changed) for name, value in held.items()})
    return same


def _queries(value: Any) -> list[Query]:
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if isinstance(each, Query)]


def _replaced(value: Any, changed: Mapping[int, Query]) -> Any:
    if isinstance(value, list):
        return [changed.get(id(each), each) for each in value]
    if isinstance(value, tuple):
        return tuple(changed.get(id(each), each) for each in value)
    return changed.get(id(value), value)
