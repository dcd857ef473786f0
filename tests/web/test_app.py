from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.errors import IndexDamaged
from searchapp.web import blueprint, create_app

from .canned import canned_archive, make_article
from .markup import take_apart

ADDRESSES = [
    "/",
    "/search?q=drone",
    "/article/article1?q=drone",
    "/api/v1/search?q=drone",
    "/api/v1/articles/article1",
    "/searchapp-static/style.css",
    "/searchapp-static/favicon.svg",
    "/search?page=0",
    "/article/none",
    "/api/v1/search?limit=0",
    "/nowhere",
    "/api/v1/nowhere",
    "/suggest?q=drone",
    "/opensearch.xml",
    "/api/v1/suggest?q=drone",
]


@pytest.fixture
def small() -> FlaskClient:
    return create_app(canned_archive([make_article()])).test_client()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_answer_is_hardened(small: FlaskClient, address: str, method: str) -> None:
    with small.open(address, method=method) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", ADDRESSES[:7])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(small: FlaskClient, address: str, method: str) -> None:
    with small.open(address, method=method) as response:
        assert response.status_code == 405
        assert response.is_json == address.startswith("/api/")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/search?page=0", 400), ("/article/none", 404), ("/nowhere", 404), ("/article/a/b", 404)],
)
def test_errors_are_pages_that_say_what_to_do(
    small: FlaskClient, address: str, status: int
) -> None:
    response = small.get(address)
    page = take_apart(response.text)
    assert response.status_code == status
    assert page.one("h1").text
    assert any(link["href"] == "/" for link in page.all("a"))
    assert f"Error {status}" in response.text


def test_a_wrong_value_can_be_dropped(small: FlaskClient) -> None:
    page = take_apart(small.get("/search?q=drone&since=2020-13&outlet=RT").text)
    assert "Since is '2020-13'" in page.one("h1").text
    assert page.one("input", name="q")["value"] == "drone"
    (link,) = [a for a in page.all("a") if "without this value" in a.text]
    assert link["href"] == "/search?q=drone&outlet=RT"


def test_a_damaged_index_is_named(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(canned_archive(error=IndexDamaged("index", "a file is gone"))).test_client()
    for address in ("/", "/search", "/article/x"):
        response = client.get(address)
        assert response.status_code == 503
        assert "searchapp index FOLDER" in response.text
    assert client.get("/api/v1/search").get_json()["error"]["code"] == "index-damaged"
    assert len(caplog.records) == 4


def test_what_nobody_expected_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(canned_archive(error=ZeroDivisionError("secret"))).test_client()
    with caplog.at_level(logging.ERROR):
        page = client.get("/search")
        answer = client.get("/api/v1/search")
    assert (page.status_code, answer.status_code) == (500, 500)
    assert "secret" not in page.text + answer.text
    assert caplog.text.count("ZeroDivisionError: secret") == 2


@pytest.fixture
def host() -> FlaskClient:
    app = Flask("host")

    @app.get("/")
    def front() -> str:
        return "the front page of the host"

    app.register_blueprint(blueprint(canned_archive([make_article()])), url_prefix="/news")
    app.register_blueprint(
        blueprint(canned_archive([make_article(2)])), url_prefix="/more", name="more"
    )
    return app.test_client()


@pytest.mark.parametrize("prefix", ["/news", "/more"])
def test_a_blueprint_links_within_its_prefix(host: FlaskClient, prefix: str) -> None:
    number = 1 if prefix == "/news" else 2
    for address in ("/", "/search?q=drone", f"/article/article{number}?q=drone", "/search?page=0"):
        page = take_apart(host.get(prefix + address).text)
        targets = [a["href"] for a in page.all("a") if not a["href"].startswith(("#", "https:"))]
        targets += [element["href"] for element in page.all("link")]
        targets += [form["action"] for form in page.all("form")]
        assert len(targets) > 3
        assert [target for target in targets if not target.startswith(prefix)] == []
        for target in targets:
            with host.get(target) as response:
                # The files of these articles are nowhere.
                assert response.status_code == (404 if "/original" in target else 200)
    found = host.get(prefix + "/api/v1/search?limit=1").get_json()
    assert found["hits"][0]["id"] == f"article{number}"


def test_a_blueprint_leaves_its_host_alone(host: FlaskClient) -> None:
    front = host.get("/")
    assert front.text == "the front page of the host"
    assert "Content-Security-Policy" not in front.headers
    missing = host.get("/nowhere")
    assert missing.status_code == 404
    assert "searchapp" not in missing.text
    assert "Content-Security-Policy" in host.get("/news/").headers


def test_page_size() -> None:
    archive = canned_archive([make_article(number) for number in range(9)])
    client = create_app(archive, page_size=4).test_client()
    assert len(take_apart(client.get("/search").text).all("article")) == 4
    assert len(client.get("/api/v1/search").get_json()["hits"]) == 4
