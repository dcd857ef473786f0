from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchapp.analysis.forms import surface
from searchapp.archive import Archive
from searchapp.model import Article
from searchapp.web import create_app

from .canned import canned_archive, make_article


def ask(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    answer: dict[str, Any] = response.get_json()
    return answer


def refused(client: FlaskClient, address: str) -> dict[str, str]:
    response = client.get(address)
    assert response.status_code == 400
    error: dict[str, str] = response.get_json()["error"]
    assert set(error) == {"code", "message", "mend"}
    return error


def test_a_search_answers_like_the_archive(client: FlaskClient, sample_archive: Archive) -> None:
    answer = ask(client, "/api/v1/search?q=guard&since=2014&until=2021&sort=oldest&limit=3")
    page = sample_archive.search("guard", since="2014", until="2021", sort="oldest", limit=3)
    plain = page.to_json()
    assert {**answer, "seconds": 0} == {
        **plain,
        "seconds": 0,
        "next": "/api/v1/search?q=guard&since=2014&until=2021&sort=oldest&offset=3&limit=3",
        "previous": None,
    }


def test_following_next_shows_everything_once(client: FlaskClient) -> None:
    address: str | None = "/api/v1/search?q=guard&limit=7"
    found: list[str] = []
    seen = []
    while address is not None:
        answer = ask(client, address)
        found += [hit["id"] for hit in answer["hits"]]
        seen.append(answer)
        address = answer["next"]
    assert len(found) == len(set(found)) == answer["total"]
    back = ask(client, seen[-1]["previous"])
    assert back["hits"] == seen[-2]["hits"]


def test_page_and_limit_work_together(client: FlaskClient) -> None:
    assert ask(client, "/api/v1/search?q=guard&page=3&limit=2")["offset"] == 4


def test_an_article_is_whole(client: FlaskClient, sample_archive: Archive) -> None:
    article = sample_archive.search("kataib").hits[0].article
    plain = ask(client, f"/api/v1/articles/{article.id}")
    story = sample_archive.copies(article.id).to_json()
    assert (plain.pop("duplicate_group"), plain.pop("copies")) == tuple(story.values())
    assert Article.from_json(plain) == article
    answer = ask(client, f"/api/v1/articles/{article.id}?q=kataib")
    title, paragraphs, _ = sample_archive.highlight(article, "kataib")
    assert answer["highlights"]["title"]["text"] == title.text
    assert [each["text"] for each in answer["highlights"]["paragraphs"]] == [
        paragraph.text for paragraph in paragraphs
    ]
    assert [mark for each in answer["highlights"]["paragraphs"] for mark in each["marks"]] == [
        list(mark) for paragraph in paragraphs for mark in paragraph.marks
    ]


def test_captions_are_marked_too(client: FlaskClient, sample_archive: Archive) -> None:
    hits = sample_archive.search("=el-Shamaani", limit=100).hits
    (hit,) = [each for each in hits if any("el-Shamaani" in x for x in each.article.captions)]
    answer = ask(client, f"/api/v1/articles/{hit.id}?q=%3Del-Shamaani")
    (caption,) = answer["highlights"]["captions"]
    start, end, kind = caption["marks"][0]
    assert (caption["text"][start:end], kind) == ("el-Shamaani", "exact")


def test_what_words_stand_for_can_be_said(client: FlaskClient, sample_archive: Archive) -> None:
    address = "/api/v1/search?q=kataib&match=wide&without=kataeb&without=Kat%C4%81%CA%BFib&limit=1"
    answer = ask(client, address)
    page = sample_archive.search("kataib", match="wide", without=["kataeb", "katāʿib"])
    assert (answer["match"], answer["without"]) == ("wide", ["kataeb", "katā'ib"])
    assert answer["words"] == page.to_json()["words"]
    assert answer["total"] == page.total
    assert "q=kataib&match=wide&without=kataeb&without=kat%C4%81%27ib&offset=1" in answer["next"]


def test_what_is_possible_is_said(client: FlaskClient) -> None:
    error = refused(client, "/api/v1/search?q=a&match=fuzzy")
    assert error["mend"] == "Expected exact or letters or words or spellings or wide"


@pytest.mark.parametrize(
    ("state", "missing"),
    [("match=letters", {"kataeb", "كتائب"}), ("without=kataeb", {"kataeb"})],
)
def test_an_article_is_marked_as_its_search_was(
    client: FlaskClient, state: str, missing: set[str]
) -> None:
    everything = ask(client, "/api/v1/search?q=kataib&limit=100")
    ids = [hit["id"] for hit in everything["hits"]]
    before, after = (
        set[str]().union(*(marked(client, f"{each}?q=kataib&{more}") for each in ids))
        for more in ("match=spellings", state)
    )
    assert before - after == missing


def marked(client: FlaskClient, article: str) -> set[str]:
    """The forms that are marked in an article."""
    highlights = ask(client, f"/api/v1/articles/{article}")["highlights"]
    return {
        surface(text["text"][start:end])
        for text in (highlights["title"], *highlights["paragraphs"])
        for start, end, _ in text["marks"]
    }


def test_text_is_written_as_it_is(client: FlaskClient) -> None:
    response = client.get(f"/api/v1/search?q={quote('كتائب')}")
    assert "كتائب" in response.get_data().decode("utf-8")


def test_half_a_surrogate_does_not_spoil_the_answer() -> None:
    archive = canned_archive([make_article(body="a \ud800 b", title="\udfff")])
    client = create_app(archive).test_client()
    assert ask(client, "/api/v1/articles/article1")["body"] == "a ? b"
    assert client.get("/article/article1").status_code == 200


@pytest.mark.parametrize(
    ("query_string", "code", "words"),
    [
        ("querry=a", "bad-request", "'querry'"),
        ("q=a&q=b", "bad-request", "q is given 2 times"),
        ("page=2&offset=3", "bad-request", "page and offset"),
        ("limit=0", "bad-parameter", "limit is '0'"),
        ("limit=101", "bad-parameter", "limit is '101'"),
        ("offset=-1", "bad-parameter", "offset is '-1'"),
        ("offset=1" + "0" * 30, "bad-parameter", "offset is '1000"),
        ("page=abc", "bad-parameter", "page is 'abc'"),
        ("since=2020-13", "bad-parameter", "since is '2020-13'"),
        ("since=2021&until=2020", "bad-parameter", "since is '2021'"),
        ("sort=best", "bad-parameter", "sort is 'best'"),
        ("match=fuzzy", "bad-parameter", "match is 'fuzzy'"),
    ],
)
def test_mistakes_are_named(client: FlaskClient, query_string: str, code: str, words: str) -> None:
    error = refused(client, f"/api/v1/search?{query_string}")
    assert error["code"] == code
    assert words in error["message"]
    assert error["mend"]


def test_the_known_parameters_are_listed(client: FlaskClient) -> None:
    assert (
        "q, match, without, outlet, since, until, undated, copies, sort, page, offset, limit"
        in (refused(client, "/api/v1/search?x=1")["mend"])
    )
    article = "/api/v1/articles/none?page=2"
    assert refused(client, article)["mend"] == "The parameters are q, match, without"
    for more in ("original", "changes"):
        assert refused(client, article.replace("?", f"/{more}?"))["mend"] == "It takes none"


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/none")
    assert response.status_code == 404
    assert response.get_json()["error"]["code"] == "article-not-found"
