from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import searchapp
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.ingest.duplicates import RULES
from searchapp.model import Copy, Membership, PartialDate, Source
from searchapp.search.page import Hit, Marked
from searchapp.web import create_app
from searchapp.web.copies import list_copies, say_copies, say_places
from tests.stories import build_stories

from .canned import make_article
from .markup import Markup, take_apart


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    return build_stories(tmp_path_factory.mktemp("stories"))


@pytest.fixture
def ids(built: tuple[Path, Mapping[str, str]]) -> Mapping[str, str]:
    return built[1]


@pytest.fixture
def stories(built: tuple[Path, Mapping[str, str]]) -> Iterator[searchapp.Archive]:
    with searchapp.open(built[0]) as archive:
        yield archive


@pytest.fixture
def small(stories: searchapp.Archive) -> FlaskClient:
    return create_app(stories).test_client()


def show(client: FlaskClient, address: str) -> Markup:
    response = client.get(address)
    assert response.status_code == 200
    page = take_apart(response.text)
    assert page.unclosed == []
    return page


def hit(outlet: str | None, *copies: str | None) -> Hit:
    others = tuple(Copy(str(n), each, None) for n, each in enumerate(copies))
    return Hit(make_article(outlet=outlet), 1.0, Marked(""), (), "0", others, (), ())


@pytest.mark.parametrize(
    ("outlet", "copies", "words"),
    [
        ("A", [], ""),
        ("A", ["B"], "Also in B"),
        ("A", ["B", "B"], "Also in B"),
        ("A", ["B", "C", "D", "D"], "Also in 3 outlets"),
        ("A", ["A"], "Also once more in the same outlet"),
        ("A", ["A", "A", "B"], "Also in B and twice more in the same outlet"),
        ("A", [None, None, None], "Also 3 times in an outlet not known"),
        ("A", ["B", "C", "A", None], "Also in 2 outlets, once more in the same outlet and once in"
         " an outlet not known"),
        (None, ["A", None], "Also in A and once in an outlet not known"),
    ],
)  # fmt: skip
def test_where_else_a_story_stands_in_words(
    outlet: str | None, copies: list[str | None], words: str
) -> None:
    assert say_copies(hit(outlet, *copies)) == words


def test_where_an_article_was_read_in_words() -> None:
    one, two, again = (Source(path, 0, 9, 1, 1) for path in ("a.txt", "b.txt", "a.txt"))
    assert say_places([one]) == ""
    assert say_places([one, two]) == "Read from 2 files"
    assert say_places([one, two, again]) == "Read 3 times"


def test_the_rows_of_a_story(stories: searchapp.Archive, ids: Mapping[str, str]) -> None:
    first, second, third = list_copies(stories.copies(ids["ledger"]), ids["ledger"])
    assert (first.earliest, first.percent, first.here) == (True, 100, False)
    assert (second.outlet, second.percent, second.here) == ("Harbor Ledger", 87, True)
    assert (third.date, third.percent, third.earliest) == (PartialDate(2020, 1, 5), 93, False)
    (row, *_) = list_copies(stories.copies(ids["twin"]), ids["twin"])
    assert (row.id, row.here) == (ids["twin"], True)
    assert [(id, source.path) for id, source in row.places] == [(ids["wire"], "news/wire.txt")]


def test_results_are_one_row_a_story_or_every_copy(small: FlaskClient) -> None:
    page = show(small, "/search?q=ferry&sort=oldest&outlet=Press+Kite&outlet=Sluicegate")
    assert page.one("h1").text.startswith("2 stories (3 articles with copies)")
    (every,) = [a["href"] for a in page.all("a") if a.text == "Every copy"]
    assert every == "/search?q=ferry&outlet=Press+Kite&outlet=Sluicegate&copies=1&sort=oldest"
    page = show(small, every)
    assert page.one("h1").text.startswith("3 articles")
    assert len(page.all("article")) == 3
    assert page.one("input", name="copies")["value"] == "1"
    for link in page.all("a"):
        if link["href"].startswith("/search") and link.text != "One row a story":
            assert "copies=1" in link["href"]


def test_a_row_opens_to_its_copies_and_places(small: FlaskClient, ids: Mapping[str, str]) -> None:
    page = show(small, "/search?q=ferry&outlet=Press+Kite&until=2020-01-03")
    summaries = [each.text for each in page.all("summary") if "li" in each.inside]
    assert summaries == ["Also in Harbor Ledger and once more in the same outlet",
                         "Read from 2 files"]  # fmt: skip
    inside = [li for li in page.all("li") if li.inside[-3:-1] == ("article", "details")]
    texts = [" ".join(each.text.split()) for each in inside]
    assert texts[:2] == ["Harbor Ledger, 4 January 2020", "Press Kite, 5 January 2020"]
    assert set(texts[2:]) == {"news/wire.txt", "news/twin.txt"}
    targets = [a["href"] for a in page.all("a")]
    query = "q=ferry&outlet=Press+Kite&until=2020-01-03"
    assert f"/article/{ids['ledger']}?{query}" in targets


def test_the_counts_on_the_first_page_hold(small: FlaskClient) -> None:
    page = show(small, "/")
    numbers = [each.text for each in (*page.all("dd")[-5:], *page.all("dt")[-5:])]
    assert (numbers[:2], numbers[5:7]) == (["4", "2"], ["articles", "stories"])
    for link in page.all("a"):
        if link["href"].startswith("/search?outlet="):
            found = show(small, link["href"]).one("h1").text
            assert found.startswith(("1 article", "1 story"))


def test_an_article_lists_its_copies(small: FlaskClient, ids: Mapping[str, str]) -> None:
    page = show(small, f"/article/{ids['ledger']}?q=ferry")
    table = page.one("table", class_="copies")
    assert "87 %" in table.text
    assert "93 %" in table.text
    assert [tag.text for tag in page.all("span", class_="tag")] == ["earliest", "this one"]
    (mine, theirs) = [a["href"] for a in page.all("a") if a.text.startswith("What changed")]
    assert mine == f"/article/{ids['ledger']}/changes?q=ferry"
    assert theirs == f"/article/{ids['later']}/changes?q=ferry"
    alone = show(small, f"/article/{ids['other']}")
    assert not alone.all("table", class_="copies")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A story of 1,500 articles, of which one was read 1,500 times."""
    exact, near = ([f"{letter}{number:04}" for number in range(1500)] for letter in "en")
    engine = WhooshEngine.create(tmp_path_factory.mktemp("crowded") / "index")
    with engine.writer() as writer:
        wire = (make_article(id=name, source=Source(name, 0, 9, 1, 1)) for name in exact + near)
        writer.replace("/files/all", "1", wire)
    members = {name: Membership("e0000", "e0000", 1.0) for name in exact}
    members |= {name: Membership("e0000", name, 0.9) for name in near[1:]}
    engine.group(Groups(engine.generation(), RULES, members, {}))
    with searchapp.Archive("crowded", engine) as archive:
        yield create_app(archive).test_client()


def test_a_row_lists_twenty_copies_and_counts_the_others(crowded: FlaskClient) -> None:
    text = crowded.get("/search?q=drone&sort=oldest").text
    assert "Also 1,499 times more in the same outlet" in text
    assert "Read from 1,500 files" in text
    assert ("and 1,479 more" in text, "and 1,480 more" in text) == (True, True)
    assert len(text) < 30_000
    answer = crowded.get("/api/v1/search?q=drone&sort=oldest")
    row = answer.get_json()["hits"][0]
    assert (len(row["copies"]), row["copies_total"]) == (20, 1499)
    assert (len(row["sources"]), row["sources_total"]) == (20, 1500)


@pytest.mark.parametrize("shown", ["e0000", "e1499", "n1499"])
def test_an_article_lists_two_hundred_copies_and_itself(crowded: FlaskClient, shown: str) -> None:
    page = show(crowded, f"/article/{shown}")
    text = crowded.get(f"/article/{shown}").text
    assert "1,500 articles, the earliest first" in text
    assert [tag.text for tag in page.all("span", class_="tag")].count("this one") == 1
    # Of the story: the first 200, and the one shown where it comes later.
    assert ("and 1,300 more" in text, "and 1,299 more" in text) == (
        (False, True) if shown == "n1499" else (True, True)
    )
    assert len(text) < 300_000


def test_what_changed_is_marked(small: FlaskClient, ids: Mapping[str, str]) -> None:
    page = show(small, f"/article/{ids['ledger']}/changes?q=ferry")
    gone, new = ([each.text for each in page.all(tag)] for tag in ("del", "ins"))
    assert gone[:1] + gone[2:3] == ["sinks", "night"]
    assert gone[-1].startswith("The dockers called")
    assert new[:1] + new[2:] == ["lost", "evening"]
    assert (gone[1], new[1]) == ("16 words", "2 words")
    (back,) = [a["href"] for a in page.all("a") if "Back to the article" in a.text]
    assert back == f"/article/{ids['ledger']}?q=ferry"


def test_the_earliest_and_its_twin_have_not_changed(
    small: FlaskClient, ids: Mapping[str, str]
) -> None:
    assert "the earliest of its story" in small.get(f"/article/{ids['other']}/changes").text
    texts = [small.get(f"/article/{ids[name]}/changes").text for name in ("wire", "twin")]
    assert sum("the earliest of its story" in text for text in texts) == 1
    assert sum("Not one word is different" in text for text in texts) == 1
    assert not any("<ins>" in text or "<del>" in text for text in texts)
    assert small.get("/article/none/changes").status_code == 404


def test_copies_over_the_interface(
    small: FlaskClient, stories: searchapp.Archive, ids: Mapping[str, str]
) -> None:
    page = small.get("/api/v1/search?q=ferry&limit=1&sort=oldest").get_json()
    assert (page["total"], page["articles"], page["copies"]) == (2, 4, False)
    (row,) = page["hits"]
    assert [copy["outlet"] for copy in row["copies"]] == ["Harbor Ledger", "Press Kite"]
    assert len(row["sources"]) == 2
    assert row["duplicate_group"] in (ids["wire"], ids["twin"])
    every = small.get("/api/v1/search?q=ferry&limit=1&copies=1").get_json()
    assert (every["total"], every["articles"]) == (4, 4)
    assert "copies=1" in every["next"]
    article = small.get(f"/api/v1/articles/{ids['ledger']}").get_json()
    assert article["copies"] == stories.copies(ids["ledger"]).to_json()["members"]
    changes = small.get(f"/api/v1/articles/{ids['ledger']}/changes").get_json()
    assert changes == stories.changes(ids["ledger"]).to_json()
    assert changes["words"]["new"] == 2


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/search?copies=yes", "bad-parameter"),
        ("/api/v1/search?copies=1&copies=0", "bad-request"),
        ("/api/v1/articles/none/changes?q=a", "bad-request"),
    ],
)
def test_mistakes_with_copies_are_named(small: FlaskClient, address: str, code: str) -> None:
    response = small.get(address)
    assert (response.status_code, response.get_json()["error"]["code"]) == (400, code)
    assert small.get("/search?copies=yes").status_code == 400
