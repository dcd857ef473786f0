from __future__ import annotations

import dataclasses

import pytest

from searchapp.model import Evidence, PartialDate
from searchapp.web.evidence import Row, list_evidence

from .canned import make_article


@pytest.mark.parametrize(
    ("field", "rule", "where"),
    [
        ("body", "repeated-line", "the text"),
        ("title", "mojibake-mended", "the text"),
        ("language", "text-language", "the text"),
        ("language", "html-lang", "the page"),
        ("outlet", "folder-name", "the path"),
        ("date", "correction", "corrections.toml"),
    ],
)
def test_what_has_no_place_is_said_where_it_was_seen(field: str, rule: str, where: str) -> None:
    article = make_article(language="ku", evidence=(Evidence(field, rule, "x", None, None, 0.9),))
    (row,) = list_evidence(article)
    assert row.where == where
    assert row.value == {"language": "Kurdish", "title": "Drone number 1"}.get(field, row.value)


def test_evidence_in_words() -> None:
    article = make_article(
        date=PartialDate(2020, 1),
        evidence=(
            Evidence("date", "outlet-date-line", "Harbor Ledger | 2020", 1120, 1150, 0.945),
            Evidence("author", "field:byline", "Marjana Ilves", None, None, 1.0),
            Evidence("url", "some-new-rule", "https://news.example/drone", 0, 9, 0.5),
        ),
    )
    assert list_evidence(article) == (
        Row(
            field="date",
            value="January 2020",
            rule="the line of outlet and date under the title",
            text="Harbor Ledger | 2020",
            where="characters 1,120–1,150",
            confidence=94,
        ),
        Row(
            field="author",
            value="Marjana Ilves",
            rule="the field “byline”",
            text="Marjana Ilves",
            where="the record",
            confidence=100,
        ),
        Row(
            field="address",
            value="https://news.example/drone",
            rule="some new rule",
            text="https://news.example/drone",
            where="characters 0–9",
            confidence=50,
        ),
    )


def test_a_field_that_is_not_known_has_no_value() -> None:
    article = make_article(
        date=None, author=None, evidence=(Evidence("date", "x", "y", 0, 1, 0.4),)
    )
    assert list_evidence(article)[0].value == ""


def test_what_was_found_before_a_correction_does_not_bear_out_its_value() -> None:
    article = make_article(
        outlet="Harbor Ledger",
        evidence=(
            Evidence("outlet", "field:outlet", "Ledger", None, None, 1.0),
            Evidence("outlet", "outlet-name", "Ledger", None, None, 1.0),
            Evidence("outlet", "correction", "masthead", None, None, 1.0),
        ),
    )
    found, named, corrected = list_evidence(article)
    assert (found.value, named.value, corrected.value) == ("", "", "Harbor Ledger")
    assert (found.where, named.where, corrected.where) == (
        "the record",
        "the record",
        "corrections.toml",
    )
    assert corrected.rule == "your correction (corrections.toml)"


def test_what_the_text_outweighs_does_not_bear_out_the_language() -> None:
    article = dataclasses.replace(
        make_article(
            date=None,
            evidence=(
                Evidence("language", "outweighed", "en", None, None, 0.9),
                Evidence("language", "text-language", "Le pont", None, None, 0.98),
                Evidence("not_before", "latest-mention", "3 May 2019", None, None, 0.8),
                Evidence("dateline", "dateline", "ZABREN", None, None, 0.8),
            ),
        ),
        language="fr",
        not_before=PartialDate(2019, 5, 3),
        dateline="ZABREN",
    )
    rows = [(row.field, row.value) for row in list_evidence(article)]
    assert rows == [
        ("language", ""), ("language", "French"), ("not before", "3 May 2019"), ("place", "ZABREN"),
    ]  # fmt: skip
