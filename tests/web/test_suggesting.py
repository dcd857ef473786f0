"""What browsers and programs are told while a query is typed."""

from __future__ import annotations

import json
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from searchapp.archive import Archive
from searchapp.web import blueprint, create_app

from .markup import take_apart

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_programs_are_told_what_the_archive_says(
    client: FlaskClient, sample_archive: Archive
) -> None:
    answer = client.get("/api/v1/suggest?q=kat&limit=3").get_json()
    suggestions = [each.to_json() for each in sample_archive.suggest("kat", 3)]
    assert answer == {"query": "kat", "suggestions": suggestions}
    assert suggestions


def test_a_space_ends_a_word(client: FlaskClient, sample_archive: Archive) -> None:
    for typed in ("kat", "kat ", "the kat", "guard "):
        answer = client.get(f"/api/v1/suggest?q={quote(typed)}").get_json()
        found = [each["query"] for each in answer["suggestions"]]
        assert found == [each.query for each in sample_archive.suggest(typed)]


@pytest.mark.parametrize(
    "address", ["/api/v1/suggest", "/api/v1/suggest?q=", "/api/v1/suggest?q=*"]
)
def test_nothing_typed_is_nothing_suggested(client: FlaskClient, address: str) -> None:
    assert client.get(address).get_json()["suggestions"] == []


@pytest.mark.parametrize(
    ("query_string", "words"),
    [("querry=a", "'querry'"), ("q=a&limit=0", "limit is '0'"), ("limit=101", "limit is '101'")],
)
def test_programs_are_told_of_their_mistakes(
    client: FlaskClient, query_string: str, words: str
) -> None:
    response = client.get(f"/api/v1/suggest?{query_string}")
    assert response.status_code == 400
    assert words in response.get_json()["error"]["message"]


def test_browsers_get_completions_with_their_counts_and_addresses(
    client: FlaskClient, sample_archive: Archive
) -> None:
    response = client.get("/suggest?q=the%20kat")
    assert response.mimetype == "application/x-suggestions+json"
    typed, queries, counts, addresses = json.loads(response.data)
    found = sample_archive.suggest("the kat")
    assert typed == "the kat"
    assert queries == [each.query for each in found]
    assert counts[0].startswith(f"{found[0].articles} article")
    for query, address in zip(queries, addresses, strict=True):
        assert address.startswith("http://localhost/search?q=")
        page = take_apart(client.get(address).text)
        assert page.one("input", name="q")["value"] == query
        assert "No articles" not in page.one("h1").text


@given(typed=st.text(max_size=30))
def test_whatever_is_typed_has_an_answer(sample_archive: Archive, typed: str) -> None:
    client = create_app(sample_archive).test_client()
    for address in ("/suggest", "/api/v1/suggest"):
        assert client.get(address, query_string={"q": typed}).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/news"])
def test_pages_name_a_description_with_addresses_that_work(
    sample_archive: Archive, prefix: str
) -> None:
    app = Flask("host")
    app.register_blueprint(blueprint(sample_archive), url_prefix=prefix or None)
    client = app.test_client()
    (link,) = take_apart(client.get(f"{prefix}/").text).all("link", rel="search")
    assert link["type"] == "application/opensearchdescription+xml"
    response = client.get(link["href"], headers={"Host": "archive.example"})
    assert response.mimetype == link["type"]
    description = ET.fromstring(response.text)  # noqa: S314
    assert len(description.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    templates = {
        each.get("type"): each.get("template") for each in description.iter(f"{OPENSEARCH}Url")
    }
    assert templates["text/html"] == f"http://archive.example{prefix}/search?q={{searchTerms}}"
    for template in templates.values():
        address = (template or "").replace("{searchTerms}", "kataib")
        assert client.get(address).status_code == 200
    image = description.findtext(f"{OPENSEARCH}Image") or ""
    with client.get(image) as picture:
        assert picture.status_code == 200
