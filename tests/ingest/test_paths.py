from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.outlets import built_in, read_outlets
from searchapp.ingest.paths import add_path, host_in
from searchapp.model import Article, PartialDate, Source

TABLE = read_outlets(
    '[outlets]\n"North Post" = ["np", "northpost.example", "northpost.zz"]\n"Time" = []\n',
    "outlets",
)


def article(path: str) -> Article:
    return Article(
        id="x", title="", body="It rained.", outlet=None, date=None, author=None, url=None,
        source=Source(path, 0, 10, 1, 1),
    )  # fmt: skip


def told(path: str) -> tuple[str | None, str | None, list[tuple[str, str, str]]]:
    """Return what a path gives: outlet, date, and field, rule and text of the evidence."""
    found = add_path(article(path), TABLE)
    why = [(each.field, each.rule, each.text) for each in found.evidence]
    return found.outlet, None if found.date is None else str(found.date), why


@pytest.mark.parametrize(
    ("path", "outlet", "day"),
    [
        ("news/northpost.example_2016-05-04_bridge.html", "North Post", "2016-05-04"),
        ("news/2016-05-04-np-bridge.txt", "North Post", "2016-05-04"),
        ("news/20160504_north_post_bridge-closed.txt", "North Post", "2016-05-04"),
        ("news/2016.05.04_north-post_bridge.txt.gz", "North Post", "2016-05-04"),
        ("news/North Post - Bridge closed (2016-05-04).html", "North Post", "2016-05-04"),
        ("news/Bridge closed - North Post.html", "North Post", None),
        ("news/north post.txt", "North Post", None),
        ("news/riverpost.example_2016-05-04_bridge.txt", "riverpost.example", "2016-05-04"),
        ("news/np_2016-05-04.txt", "North Post", "2016-05-04"),
        ("news/north_post_2016_05_04.html", "North Post", None),
        ("news/2016-05-04.txt", None, "2016-05-04"),
        ("news/2016-05-04-bridge-closed.txt", None, "2016-05-04"),
    ],
)
def test_the_name_of_a_file_tells(path: str, outlet: str | None, day: str | None) -> None:
    found = told(path)
    assert found[:2] == (outlet, day)
    assert {rule for _, rule, _ in found[2]} == {"file-name"}
    assert all(text in path for _, _, text in found[2])


@pytest.mark.parametrize(
    ("path", "outlet", "day", "rules"),
    [
        ("np/bridge.txt", "North Post", None, {"folder-name"}),
        ("np/2016/05/04/bridge.txt", "North Post", "2016-05-04", {"folder-name", "path-date"}),
        ("a.zip!/northpost.zz/bridge.html", "North Post", None, {"path-domain"}),
        ("www.river.zz/a/2016/5/4/b.html", "river.zz", "2016-05-04", {"path-domain", "path-date"}),
        ("np/river.example/bridge.html", "river.example", None, {"path-domain"}),
        ("np/items.jsonl", "North Post", None, {"folder-name"}),
    ],
)
def test_a_folder_tells(path: str, outlet: str, day: str | None, rules: set[str]) -> None:
    found = told(path)
    assert found[:2] == (outlet, day)
    assert {rule for _, rule, _ in found[2]} == rules


@pytest.mark.parametrize(
    "path",
    [
        # The day on which a page was saved, behind a name that is no whole part.
        "pages/no-North Post_2016_05_04.html",
        "pages/no-np_2016_05_04.html",
        "pages/Bridge closed (2016-05-04 10_00_00).html",
        "pages/20160504-103000_bridge.txt",
        "pages/20160504103000.html",
        "pages/scan-2016-05-04.txt",
        "2016/05/04/bridge.txt",
        "pages/2016-13-45-bridge.txt",
        # What a title begins with.
        "pages/np-under-fire.txt",
        "pages/under_np.txt",
        # Words that are more than an outlet's name.
        "time/bridge.txt",
        "20160504103000_time_bridge.txt",
        "v1.2/bridge.zz/bridge.txt",
        "bridge.txt",
        # So short a name may count files.
        "np.txt",
        "pages/NP.html",
        # The days of an export are those of whoever made it.
        "2016-05-04.jsonl",
        # A page of a crawl has its address.
        "np/crawl.warc!/https://northpost.example/2016/05/04/bridge",
    ],
)
def test_what_may_be_something_else_tells_nothing(path: str) -> None:
    assert told(path) == (None, None, [])


def test_what_the_article_says_counts() -> None:
    known = dataclasses.replace(
        article("np/2016-05-04.txt"), outlet="River Post", date=PartialDate(2016, 5, 1)
    )
    assert add_path(known, TABLE) == known


@pytest.mark.parametrize(
    ("latest", "is_taken"),
    [
        (PartialDate(2016, 5, 5), False),
        (PartialDate(2016, 5, 4), True),
        (PartialDate(2015, 5, 4), True),
        (PartialDate(2015, 5, 3), False),
    ],
)
def test_a_day_must_not_be_long_after_the_latest_that_the_text_looks_back_on(
    latest: PartialDate, is_taken: bool
) -> None:
    known = dataclasses.replace(article("2016-05-04.txt"), not_before=latest)
    assert (add_path(known, TABLE).date == PartialDate(2016, 5, 4)) is is_taken


def test_the_domain_of_a_path_is_the_innermost_or_that_of_the_address() -> None:
    assert host_in("a/www.river.zz/b/northpost.zz/c.html", TABLE) == "northpost.zz"
    assert host_in("a/www.river.zz/crawl.warc!/https://post.zz/b", TABLE) == "post.zz"
    assert host_in("a/northpost.zz.html", TABLE) is None


@given(st.text("np_- (2016-05-04).htmlwww/!", max_size=60))
def test_any_path_is_read(path: str) -> None:
    found = add_path(article(path), built_in())
    assert all(each.text in path and each.confidence <= 0.5 for each in found.evidence)
