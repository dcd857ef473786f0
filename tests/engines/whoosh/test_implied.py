"""What is left out because it is implied is found all the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from searchapp.engines.whoosh.implied import without_implied
from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near
from tests.engines.whoosh.naive import Naive
from tests.engines.whoosh.trees import Archive, archives, naive, names, trees

STATE = Near("body", (("islamic",), ("state", "states")), 1)
OF_IRAQ = Near("body", (("islamic",), ("state",), ("of",), ("iraq",)), 1)
ANYHOW = Near("body", (("islamic",), ("state",), ("of",)), 1, ordered=False)
DAESH = AnyForm("body", ("daesh", "da'ish"))
TITLED = AnyForm("title", ("daesh",))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (q.Or([OF_IRAQ, DAESH, STATE]), q.Or([DAESH, STATE])),
        (q.Or([STATE, OF_IRAQ]), STATE),
        (q.Or([AnyForm("body", ("state",)), OF_IRAQ]), AnyForm("body", ("state",))),
        (q.Or([AnyForm("body", ("daesh",)), DAESH]), DAESH),
        (q.Or([DAESH, TITLED]), q.Or([DAESH, TITLED])),
        (q.DisjunctionMax([AnyWay((OF_IRAQ, DAESH)), AnyWay((DAESH, STATE))]), None),
        (q.And([q.Or([STATE, OF_IRAQ]), TITLED]), q.And([STATE, TITLED])),
        (q.Not(q.Or([STATE, OF_IRAQ])), q.Not(STATE)),
        (q.Or([STATE, ANYHOW]), q.Or([STATE, ANYHOW])),
        (q.Or([AnyForm("body", ("state",)), ANYHOW]), AnyForm("body", ("state",))),
        (q.Or([STATE, DAESH], minmatch=2), q.Or([STATE, DAESH], minmatch=2)),
        (q.Or([q.And([DAESH, TITLED]), DAESH], scale=0.5), q.Or([q.And([DAESH, TITLED]), DAESH])),
        (q.SpanNear(q.Or([STATE, OF_IRAQ]), DAESH), q.SpanNear(q.Or([STATE, OF_IRAQ]), DAESH)),
        (q.Sequence([q.Or([STATE, OF_IRAQ]), DAESH]), q.Sequence([q.Or([STATE, OF_IRAQ]), DAESH])),
    ],
)
def test_what_others_imply_is_left_out(query: q.Query, left: q.Query | None) -> None:
    assert without_implied(query) == (AnyWay((DAESH, STATE)) if left is None else left)


@pytest.mark.parametrize(
    "other",
    [
        Near("body", (("islamic",), ("states",), ("of",), ("iran",)), 1),
        Near("body", (("islamic",), ("state",), ("of",), ("iraq",)), 2),
        Near("body", (("islamic",), ("of",), ("state",), ("iraq",)), 1),
        Near("body", (("state",), ("islamic",)), 1, ordered=False),
        Near("title", (("islamic",), ("state",), ("of",), ("iraq",)), 1),
    ],
)
def test_what_may_be_found_elsewhere_stays(other: Near) -> None:
    asked = Near("body", (("islamic",), ("state",), ("of",), ("iraq", "levant")), 1)
    query = q.Or([asked, other])
    assert without_implied(query) == query


def test_what_nests_stays_what_it_is() -> None:
    nested = q.NestedParent(TITLED, q.Or([STATE, OF_IRAQ]), 3, max)
    left = without_implied(nested)
    assert isinstance(left, q.NestedParent)
    assert (left.child, left.per_parent_limit, left.score_fn) == (STATE, 3, max)


@settings(deadline=None, max_examples=300)
@given(archives, st.lists(trees | names, min_size=1, max_size=4).map(q.Or))
def test_the_same_documents_are_found(archive: Archive, query: q.Query) -> None:
    plain: Naive = naive(archive)
    assert plain.answer(without_implied(query)).keys() == plain.answer(query).keys()
