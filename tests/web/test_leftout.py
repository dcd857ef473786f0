"""An `aliases.toml` that is wrong is told wherever other names are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.archive import open_archive
from searchapp.indexing.building import build
from searchapp.web import create_app

SAID = "aliases.toml: Invalid statement (at line 2, column 1)"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("What the PMU said\n\nThe PMU met in Tannour on Friday.\n")
    build([folder], tmp_path / "index")
    (folder / "aliases.toml").write_text("# Mine\n%%garbage\n")
    return folder


@pytest.fixture
def client(corpus: Path) -> Iterator[FlaskClient]:
    with open_archive(corpus.with_name("index")) as archive:
        yield create_app(archive).test_client()


@pytest.mark.parametrize("query", ["~pmu", "pmu"])
@pytest.mark.parametrize("address", ["/search", "/spellings"])
def test_pages_tell_the_line(client: FlaskClient, address: str, query: str) -> None:
    assert SAID in client.get(address, query_string={"q": query}).text


@pytest.mark.parametrize("address", ["/api/v1/search", "/api/v1/spellings"])
def test_json_tells_the_line(client: FlaskClient, address: str) -> None:
    answer = client.get(address, query_string={"q": "~pmu"}).get_json()
    (hint,) = answer["hints"]
    assert hint["code"] == "aliases-left-out"
    assert SAID in hint["message"]


def test_what_is_mended_is_told_no_more(client: FlaskClient, corpus: Path) -> None:
    (corpus / "aliases.toml").write_text("# Mine\n")
    assert "left out" not in client.get("/search", query_string={"q": "~pmu"}).text
    assert client.get("/api/v1/search", query_string={"q": "~pmu"}).get_json()["hints"] == []
