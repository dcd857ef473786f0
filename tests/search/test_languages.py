from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from searchapp.search.languages import name_language, reads_right_to_left


@pytest.mark.parametrize(
    ("code", "name", "right_to_left"),
    [
        ("en", "English", False),
        ("ar", "Arabic", True),
        ("fa", "Persian", True),
        ("ru", "Russian", False),
        ("xx", "xx", False),
    ],
)
def test_a_language_has_a_name_and_a_direction(code: str, name: str, right_to_left: bool) -> None:
    assert (name_language(code), reads_right_to_left(code)) == (name, right_to_left)


def test_a_language_that_is_not_known_has_no_direction() -> None:
    assert not reads_right_to_left(None)


def test_the_table_is_in_order_and_whole() -> None:
    text = resources.files("searchapp.search").joinpath("languages.toml").read_text("utf-8")
    names = tomllib.loads(text)["names"]
    assert list(names) == sorted(names)
    assert len(set(names.values())) == len(names) > 40
    assert all(len(code) == 2 and code.islower() for code in names)
    assert set(tomllib.loads(text)["written"]["right_to_left"]) <= set(names)
