from __future__ import annotations

import pytest

from searchapp.errors import BadParameter
from searchapp.model import PartialDate
from searchapp.query.plan import Sort, make_plan


def test_a_plan_holds_what_was_asked() -> None:
    plan = make_plan(
        "iraq", outlets=["RT", None], since="2019-12", until="2020", undated=True, sort="oldest"
    )
    assert plan.filters.outlets == {"RT", None}
    assert plan.filters.since == PartialDate(2019, 12)
    assert plan.filters.until == PartialDate(2020)
    assert plan.filters.undated
    assert plan.sort == Sort.OLDEST


def test_one_article_stands_for_its_story_unless_copies_are_asked_for() -> None:
    assert not make_plan("iraq").copies
    assert make_plan("iraq", copies=True).copies


def test_everything_has_no_relevance_and_comes_newest_first() -> None:
    assert make_plan("").sort == Sort.NEWEST
    assert make_plan("", sort="oldest").sort == Sort.OLDEST


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("since", "2020-13"),
        ("since", "yesterday"),
        ("until", ""),
        ("sort", "best"),
        ("offset", -1),
        ("offset", True),
        ("limit", 2.5),
        ("outlets", "RT"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: object) -> None:
    with pytest.raises(BadParameter) as caught:
        make_plan("iraq", **{name: value})  # type: ignore[arg-type]
    assert caught.value.name == name


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadParameter, match="since"):
        make_plan("iraq", since="2020-02", until="2020-01")


def test_a_range_may_begin_and_end_in_one_month() -> None:
    assert make_plan("iraq", since="2020-01", until="2020-01").filters.since == PartialDate(2020, 1)
