from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import PartialDate
from searchapp.web.params import Params
from searchapp.web.timeline import Bar, choose, draw_timeline, widest_view

NONE = Params()


def labels(bars: tuple[Bar, ...]) -> list[str]:
    return [bar.label for bar in bars]


def test_no_dates_no_bars() -> None:
    assert draw_timeline([], NONE) == ()
    assert draw_timeline([(None, 4)], NONE) == ()


def test_years_with_gaps() -> None:
    bars = draw_timeline([("2017-03", 1), ("2019-01", 2), ("2019", 2), (None, 9)], NONE)
    assert [(bar.label, bar.count, bar.share) for bar in bars] == [
        ("2017", 1, 25.0),
        ("2018", 0, 0.0),
        ("2019", 4, 100.0),
    ]
    assert all(bar.bars == () for bar in bars)


def test_the_year_of_the_search_is_open() -> None:
    dates = [("2019-01", 2), ("2019", 1), ("2020-05", 1)]
    params = Params(since=PartialDate(2019, 1), until=PartialDate(2019, 1))
    year, other = draw_timeline(dates, params)
    assert (year.selected, other.bars) == (False, ())
    assert len(year.bars) == 13
    assert year.bars[0].selected
    assert (year.bars[0].words, year.bars[0].count) == ("January 2019", 2)
    assert (year.bars[12].words, year.bars[12].count) == ("2019, month not known", 1)
    assert year.bars[12].since is None


def test_a_year_without_articles_stays_closed() -> None:
    params = Params(since=PartialDate(2018), until=PartialDate(2018))
    bars = draw_timeline([("2017-03", 1), ("2019-01", 2)], params)
    assert [(bar.label, bar.selected, bar.bars) for bar in bars][1] == ("2018", True, ())


def test_a_range_over_two_years_opens_neither() -> None:
    params = Params(since=PartialDate(2019, 11), until=PartialDate(2020, 2))
    bars = draw_timeline([("2019-01", 2), ("2020-05", 1)], params)
    assert [bar.bars for bar in bars] == [(), ()]


def test_a_single_year_is_open_and_home_shows_its_months() -> None:
    bars = draw_timeline([("2019-01", 2), ("2019", 1)], NONE)
    assert labels(bars) == ["2019"]
    assert labels(widest_view(bars))[:3] == ["Jan", "Feb", "Mar"]
    assert len(widest_view(bars)) == 12


def test_many_years_become_decades_and_more() -> None:
    decades = draw_timeline([("1961-01", 1), ("2024-01", 1)], NONE)
    assert labels(decades)[:2] == ["1960s", "1970s"]
    assert (decades[0].since, decades[0].until) == (PartialDate(1960), PartialDate(1969))
    millennia = draw_timeline([("1000", 1), ("2020-01", 5), ("9654", 1)], NONE)
    assert labels(millennia)[1] == "2000–2999"
    assert sum(bar.count for bar in millennia) == 7


def test_opened_decades_lead_to_months() -> None:
    params = Params(since=PartialDate(1961, 2), until=PartialDate(1961, 2))
    decades = draw_timeline([("1961-02", 1), ("2024-01", 1)], params)
    (decade,) = [bar for bar in decades if bar.bars]
    (year,) = [bar for bar in decade.bars if bar.bars]
    assert [bar.words for bar in year.bars if bar.selected] == ["February 1961"]


def test_the_ends_of_the_calendar() -> None:
    bars = draw_timeline([("0001", 1), ("9999-12", 1)], NONE)
    assert bars[0].since == PartialDate(1)
    assert bars[-1].until == PartialDate(9999)


def test_choosing_a_bar_shows_what_it_counts() -> None:
    bar = draw_timeline([("2019-01", 2), ("2020-05", 1)], NONE)[0]
    chosen = choose(bar, Params(query="a", undated=True, page=4))
    assert chosen == Params(query="a", since=PartialDate(2019), until=PartialDate(2019))


DATES = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
)


@given(st.dictionaries(DATES, st.integers(1, 99), max_size=20), st.one_of(st.none(), DATES))
def test_bars_are_few_and_lose_nothing(
    counts: dict[PartialDate, int], at: PartialDate | None
) -> None:
    params = Params(since=at, until=at)
    bars = draw_timeline([(str(date), count) for date, count in counts.items()], params)
    assert len(bars) <= 24
    assert sum(bar.count for bar in bars) == sum(counts.values())
    open_bars = list(bars)
    while open_bars:
        bar = open_bars.pop()
        assert 0 <= bar.share <= 100
        assert bar.count == sum(inner.count for inner in bar.bars) or not bar.bars
        open_bars += bar.bars
