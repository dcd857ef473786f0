from __future__ import annotations

from searchapp.analysis.lexicon import Level
from searchapp.model import PartialDate
from searchapp.query.plan import Sort
from searchapp.search.page import Bucket
from searchapp.web.filters import drop_filters, list_chips, list_outlets, switch
from searchapp.web.params import Params


def test_few_outlets_are_all_shown() -> None:
    shown, rest = list_outlets([Bucket(f"Outlet {n}", 1, False) for n in range(15)], Params())
    assert (len(shown), rest) == (15, ())


def test_of_many_the_rest_is_sorted_by_name() -> None:
    buckets = [Bucket(f"Outlet {n:03}", 300 - n, False) for n in reversed(range(200))]
    shown, rest = list_outlets(buckets, Params())
    assert (len(shown), len(rest)) == (12, 188)
    assert [choice.label for choice in rest] == sorted(choice.label for choice in rest)


def test_what_is_chosen_or_not_known_is_never_folded_away() -> None:
    buckets = [Bucket(f"Outlet {n:03}", 300 - n, False) for n in range(200)]
    shown, rest = list_outlets([*buckets, Bucket(None, 1, False)], Params(outlets=("Outlet 150",)))
    assert [choice.value for choice in shown[12:]] == ["Outlet 150", ""]
    assert shown[12].checked
    assert shown[13].label == "Outlet not known"
    assert not any(choice.checked for choice in rest)


def test_each_chip_removes_one_filter() -> None:
    params = Params(
        query="a",
        match=Level.WIDE,
        without=("kataeb",),
        outlets=("RT", None),
        since=PartialDate(2019),
        until=PartialDate(2020, 1),
        undated=True,
        sort=Sort.NEWEST,
        page=3,
    )
    chips = list_chips(params)
    assert [(chip.kind, chip.label) for chip in chips] == [
        ("Match", "wide"),
        ("Without", "kataeb"),
        ("Outlet", "RT"),
        ("Outlet", "Outlet not known"),
        ("From", "2019"),
        ("Until", "January 2020"),
        ("Also", "without a date"),
    ]
    assert chips[0].params.match is Level.SPELLINGS
    assert chips[1].params.without == ()
    assert chips[2].params.outlets == (None,)
    assert chips[3].params.outlets == ("RT",)
    assert chips[4].params.since is None
    assert chips[5].params.until is None
    assert not chips[6].params.undated
    assert all(chip.params.page == 1 and chip.params.query == "a" for chip in chips)
    assert drop_filters(params) == Params(query="a", sort=Sort.NEWEST)


def test_one_month_is_one_chip() -> None:
    month = PartialDate(2020, 1)
    (chip,) = list_chips(Params(query="a", since=month, until=month))
    assert (chip.kind, chip.label, chip.params) == ("In", "January 2020", Params(query="a"))


def test_the_chip_for_dateless_articles_alone() -> None:
    (chip,) = list_chips(Params(undated=True))
    assert (chip.kind, chip.label, chip.params) == ("Only", "without a date", Params())


def test_a_form_is_switched_off_and_on_again() -> None:
    params = Params(query="a", without=("kataeb",), page=3)
    both = switch(params, "katib")
    assert both == Params(query="a", without=("kataeb", "katib"))
    assert switch(both, "kataeb") == Params(query="a", without=("katib",))
