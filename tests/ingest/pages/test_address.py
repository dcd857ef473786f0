from __future__ import annotations

import pytest

from searchapp.ingest.pages.address import read_address


@pytest.mark.parametrize(
    ("url", "name", "labels"),
    [
        ("https://www.river-post.co.uk/news/1", "river-post", {"riverpost"}),
        ("http://riverpost.example:8080", "riverpost", {"riverpost"}),
        ("https://sport.riverpost.com/a?b#c", "riverpost", {"riverpost", "sport"}),
        ("https://co.uk/", "co", {"co"}),
    ],
)
def test_a_name_is_what_is_registered(url: str, name: str, labels: set[str]) -> None:
    address = read_address(url)
    assert address is not None
    assert (address.name, address.labels) == (name, frozenset(labels))


@pytest.mark.parametrize(
    "url", [None, "", "riverpost", "http://10.0.0.1/", "http://localhost/", "ftp"]
)
def test_where_there_is_no_name_there_is_none(url: str | None) -> None:
    assert read_address(url) is None
