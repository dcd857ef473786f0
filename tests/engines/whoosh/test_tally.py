"""What is counted and ordered in whole arrays is what one gets counting one match at a time."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.sets import Scored
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.stories import Stories, find_stories
from searchapp.engines.whoosh.tally import Tallier, Tally
from searchapp.model import Article, Membership
from searchapp.query.plan import Plan, Sort, make_plan
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

OUTLETS = [None, "Harbor Ledger", "Press Kite", "Émigré Post"]
DATES = [None, "2019", "2020", "2020-01", "2020-01-02", "2020-01-03", "2020-02-29", "2021-12"]


@dataclass(frozen=True)
class Found:
    """A match as a naive counter sees it."""

    article: Article
    document: int
    score: float
    story: str
    original: str


@st.composite
def archives(draw: st.DrawFn) -> list[list[Article]]:
    """Some segments of articles, with ids in no order."""
    count = draw(st.integers(0, 24))
    names = draw(st.permutations(range(count)))
    articles = [
        make_article(
            f"a{name:02}",
            outlet=draw(st.sampled_from(OUTLETS)),
            date=draw(st.sampled_from(DATES)),
        )
        for name in names
    ]
    cuts = sorted(draw(st.lists(st.integers(0, count), max_size=3)))
    return [articles[a:b] for a, b in itertools.pairwise([0, *cuts, count])]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of every filter, order and page."""
    days = st.sampled_from([None, "2020-01-01", "2020-01-03", "2020-02"])
    since, until = draw(days), draw(days)
    if (since or "") > (until or "3000"):
        since = None
    return make_plan(
        "word",
        outlets=draw(st.sets(st.sampled_from([*OUTLETS, "Nobody"]), max_size=2)),
        since=since,
        until=until,
        undated=draw(st.booleans()),
        sort=draw(st.sampled_from(list(Sort))),
        offset=draw(st.integers(0, 4)),
        limit=draw(st.integers(0, 12)),
        copies=draw(st.booleans()),
    )


@given(archive=archives(), plan=plans(), data=st.data())
def test_a_tally_is_that_of_a_naive_counter(
    archive: list[list[Article]],
    plan: Plan,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    articles = [article for part in archive for article in part]
    members = draw_members(data, articles)
    scores = data.draw(
        st.lists(
            st.sampled_from([None, 0.5, 1.0, 2.25]),
            min_size=len(articles),
            max_size=len(articles),
        )
    )
    folder: Path = tmp_path_factory.getbasetemp() / "tally"
    snapshot = write_snapshot(folder, [list(map(Held, part)) for part in archive])
    columns = Columns(snapshot)
    stories = find_stories(len(articles), members, snapshot.find, columns.date_of)
    tallier = Tallier(snapshot, columns, stories if members else None)
    matches = scored(scores)
    found = [
        Found(
            article,
            number,
            score,
            *(stories_of(stories, articles, number)),
        )
        for number, (article, score) in enumerate(zip(articles, scores, strict=True))
        if score is not None
    ]
    tally, expected = tallier.count(matches, plan), naive_tally(found, plan)
    assert tally.documents.tolist() == expected.documents.tolist()
    assert tally._replace(documents=expected.documents) == expected


def draw_members(data: st.DataObject, articles: Sequence[Article]) -> dict[str, Membership]:
    """Groups as `duplicates.group` makes them: originals within stories."""
    members: dict[str, Membership] = {}
    groups = data.draw(
        st.lists(st.sampled_from([0, 1, 2, 3]), min_size=len(articles), max_size=len(articles))
    )
    for number in (1, 2, 3):
        ids = [a.id for a, group in zip(articles, groups, strict=True) if group == number]
        for at, article_id in enumerate(ids):
            members[article_id] = Membership(ids[0], ids[at - at % 2], 0.9)
    return members


def scored(scores: Sequence[float | None]) -> Scored:
    documents = np.array([at for at, each in enumerate(scores) if each is not None], np.intp)
    return Scored(documents, np.array([each for each in scores if each is not None], np.float64))


def stories_of(stories: Stories, articles: Sequence[Article], number: int) -> tuple[str, str]:
    story, original = int(stories.story[number]), int(stories.original[number])
    return (
        articles[number if story < 0 else story].id,
        articles[number if original < 0 else original].id,
    )


def naive_tally(found: Sequence[Found], plan: Plan) -> Tally:
    """Count as one would by hand."""
    filters = plan.filters

    def in_outlets(each: Found) -> bool:
        return not filters.outlets or each.article.outlet in filters.outlets

    def in_range(each: Found) -> bool:
        date = each.article.date
        if filters.since is None and filters.until is None:
            return not filters.undated or date is None
        if date is None:
            return filters.undated
        since, until = filters.since, filters.until
        return (since is None or date.first_day() >= since.first_day()) and (
            until is None or date.last_day() <= until.last_day()
        )

    def row(each: Found) -> str:
        return each.original if plan.copies else each.story

    def order(each: Found) -> tuple[float, int, str]:
        date = each.article.date
        day = 0 if date is None else date.first_day().toordinal()
        if plan.sort == Sort.RELEVANCE:
            return -each.score, -day, each.article.id
        oldest = day if date is not None else 10**9
        return 0.0, -day if plan.sort == Sort.NEWEST else oldest, each.article.id

    kept = [each for each in found if in_outlets(each) and in_range(each)]
    rows: dict[str, Found] = {}
    for each in sorted(kept, key=order, reverse=True):
        rows[row(each)] = each
    shown = sorted(rows.values(), key=order)[plan.offset :][: plan.limit]
    outlets: defaultdict[str | None, set[str]] = defaultdict(set)
    for each in filter(in_range, found):
        outlets[each.article.outlet].add(row(each))
    months: defaultdict[str | None, set[str]] = defaultdict(set)
    for each in filter(in_outlets, found):
        date = each.article.date
        month = None if date is None else str(dataclasses.replace(date, day=0))
        months[month].add(row(each))
    return Tally(
        total=len(rows),
        articles=len({each.original for each in kept}),
        documents=np.array(sorted(each.document for each in kept), np.intp),
        top=[(each.document, each.score) for each in shown],
        outlets={outlet: len(each) for outlet, each in outlets.items()},
        dates={month: len(each) for month, each in months.items()},
    )
