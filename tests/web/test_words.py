from __future__ import annotations

import pytest

from searchapp.model import PartialDate, Source
from searchapp.web.words import say_count, say_date, say_part, say_sentence, web_address


def test_a_date_is_said_as_precisely_as_it_is_known() -> None:
    assert say_date(PartialDate(2020, 1, 3)) == "3 January 2020"
    assert say_date(PartialDate(2020, 1)) == "January 2020"
    assert say_date(PartialDate(2020)) == "2020"


def test_counts() -> None:
    assert say_count(0, "article") == "0 articles"
    assert say_count(1, "article") == "1 article"
    assert say_count(1_234_567, "article") == "1,234,567 articles"
    assert say_count(2, "match", "matches") == "2 matches"


def test_sentences() -> None:
    assert say_sentence("since is 'x'") == "Since is 'x'."
    assert say_sentence("Done!") == "Done!"


@pytest.mark.parametrize(
    ("part", "parts", "said"),
    [(1, 1, ""), (3, 11, "article 3 of 11"), (1200, None, "article 1,200")],
)
def test_parts(part: int, parts: int | None, said: str) -> None:
    assert say_part(Source("a", 0, 1, part, parts)) == said


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https:///nowhere", False),
        ("http://[", False),
        ("news.example", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert web_address(url) == (url if safe else None)
