"""Nothing that can be put into an address makes the server fail."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.web.params import NAMES

ODD = [
    b"page=abc",
    b"page=0",
    b"page=1" + b"0" * 30,
    b"page=999999999",
    b"q=a&q=b&page=1&page=2&since=2019&since=x",
    b"q=%00",
    b"q=\x00",
    b"q=" + b"a" * 100_000,
    b"q=" + b"%28" * 600,
    b"q=%ED%A0%80",
    b"q=%FF%FE",
    b"q=\xff\xfe",
    b"q=%",
    b"since=2020-13",
    b"since=2021&until=2020",
    b"until=%D9%A2%D9%A0%D9%A2%D9%A0",
    b"outlet=%00&outlet=%FF",
    b"undated=2",
    b"copies=2",
    b"sort=%00",
    b"match=%00",
    b"q=a&match=exact&without=%00&without=%FF&without=a&without=",
    b"q=%22a+b%22~3+%3Dc+d~1&match=wide",
    b"&&&===&=",
    b"q=%22%22%22(((-- AND OR NOT ~~~ ***",
    b"q=date:2020..2019+title:+outlet:%22",
]
WORDS = st.one_of(
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=30),
    st.sampled_from([b"", b"1", b"2020", b"2020-01", b"newest", b'"a b"~3', b"a* OR (b -c"]),
)
PAIRS = st.lists(st.tuples(st.sampled_from([*NAMES, "offset", "limit", "x"]), WORDS), max_size=5)
PATHS = [
    "/search",
    "/api/v1/search",
    "/spellings",
    "/api/v1/spellings",
    "/article/x",
    "/article/x/changes",
    "/article/x/original",
    "/api/v1/articles/x",
    "/api/v1/articles/x/changes",
    "/api/v1/articles/x/original",
    "/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query_string", ODD, ids=lambda raw: ascii(raw[:30]))
def test_odd_addresses(client: FlaskClient, path: str, query_string: bytes) -> None:
    assert client.get(path, query_string=query_string.decode("latin-1")).status_code < 500
    environ = {"QUERY_STRING": query_string.decode("latin-1")}
    assert client.get(path, environ_overrides=environ).status_code < 500


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), pairs=PAIRS, raw=st.booleans())
def test_any_address(
    client: FlaskClient, path: str, pairs: list[tuple[str, bytes]], raw: bool
) -> None:
    parts = [f"{name}={value.decode('latin-1') if raw else quote(value)}" for name, value in pairs]
    environ = {"QUERY_STRING": "&".join(parts)}
    assert client.get(path, environ_overrides=environ).status_code < 500


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_query_on_an_article(client: FlaskClient, query: str) -> None:
    found = client.get("/api/v1/search?limit=1").get_json()["hits"][0]["id"]
    words = quote(query.encode("utf-8", "replace"))
    for page in ("", "/changes", "/original"):
        assert client.get(f"/article/{found}{page}?q={words}").status_code == 200
    assert client.get(f"/api/v1/articles/{found}?q={words}").status_code == 200


@given(st.text(max_size=30))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_article_id(client: FlaskClient, article_id: str) -> None:
    path = quote(article_id.encode("utf-8", "replace"), safe="")
    assert client.get(f"/article/{path}").status_code in {308, 404}
