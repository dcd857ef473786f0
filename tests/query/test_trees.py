"""A tree that is made anew says what it said, but for what was put in it."""

from __future__ import annotations

import gc
import weakref

import pytest
from whoosh import query as q

from searchapp.query.trees import with_children
from searchapp.query.words import Alias, WithAliases

OLD, NEW, KEPT = q.Term("body", "old"), q.Term("body", "new"), q.Term("body", "kept")


def renewed(node: q.Query) -> q.Query:
    return NEW if node is OLD else with_children(node, renewed)


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (q.And([OLD, KEPT], boost=2.0), ["boost"]),
        (q.Or([OLD, KEPT], boost=2.0, minmatch=1, scale=0.5), ["boost", "minmatch", "scale"]),
        (q.DisjunctionMax([OLD, KEPT], boost=2.0, tiebreak=0.5), ["boost", "tiebreak"]),
        (q.Sequence([OLD, KEPT], slop=3, ordered=False, boost=2.0), ["slop", "ordered", "boost"]),
        (q.Ordered([OLD, KEPT], slop=3), ["slop"]),
        (q.Not(OLD, boost=2.0), ["boost"]),
        (q.ConstantScoreQuery(OLD, 3.0), ["score"]),
        (q.WeightingQuery(OLD, "model"), ["weighting"]),
        (q.NestedParent(KEPT, OLD, 3, max), ["parents", "per_parent_limit", "score_fn"]),
        (q.NestedChildren(KEPT, OLD, 3.0), ["parents", "boost"]),
        (q.SpanFirst(OLD, limit=3), ["limit"]),
        (q.SpanNear2([OLD, KEPT], 3, False, 2), ["slop", "ordered", "mindist"]),
        (q.SpanNear(OLD, KEPT, 3, False, 2), ["slop", "ordered", "mindist"]),
    ],
    ids=lambda each: type(each).__name__,
)
def test_all_that_a_node_says_stays(node: q.Query, names: list[str]) -> None:
    before = repr(node)
    same = renewed(node)
    assert type(same) is type(node)
    assert {name: vars(same)[name] for name in names} == {name: vars(node)[name] for name in names}
    assert repr(node) == before
    assert repr(same) == before.replace("old", "new") != before


def test_what_is_held_by_two_names_is_one_child() -> None:
    asked: list[q.Query] = []

    def change(node: q.Query) -> q.Query:
        asked.append(node)
        return renewed(node)

    same = with_children(q.AndMaybe(OLD, KEPT), change)
    assert asked == [OLD, KEPT]
    assert isinstance(same, q.AndMaybe)
    assert (same.a, same.b) == same.subqueries == (NEW, KEPT)


def test_what_is_no_child_on_its_own_changes_too() -> None:
    nested = with_children(q.NestedParent(OLD, KEPT), renewed)
    assert isinstance(nested, q.NestedParent)
    assert (nested.parents, nested.child) == (NEW, KEPT)
    named = WithAliases(KEPT, ("kept",), "body", (Alias("old", "somebody", OLD, "old"),))
    changed = with_children(named, renewed)
    assert [*changed.children()] == [KEPT, NEW]


def test_a_leaf_is_returned_as_it_is() -> None:
    for leaf in (OLD, q.Phrase("body", ["a", "b"]), q.NullQuery, q.Every()):
        assert with_children(leaf, renewed) is leaf


def test_nothing_stays_behind_that_holds_the_tree() -> None:
    gc.disable()
    try:
        same = with_children(q.Or([q.And([OLD, KEPT]), KEPT]), renewed)
        gone = weakref.ref(same)
        del same
        assert gone() is None
    finally:
        gc.enable()
