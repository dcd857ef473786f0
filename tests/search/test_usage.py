from __future__ import annotations

import json

import pytest

from searchapp.archive import Archive
from searchapp.errors import BadParameter
from searchapp.search.usage import order_counts, order_years


def test_the_spellings_of_a_name_come_in_order(sample_archive: Archive) -> None:
    spellings = sample_archive.spellings("kataib")
    (used,) = spellings.words
    assert spellings
    assert [each.form.text for each in used.forms][:3] == ["kataib", "kata'ib", "katā'ib"]
    alike = [each.articles for each in used.forms if each.form.kind == "spelling"]
    assert alike == sorted(alike, reverse=True)


def test_what_is_counted_adds_up(sample_archive: Archive) -> None:
    for used in sample_archive.spellings("kataib shamani strike", match="wide").words:
        for usage in used.forms:
            assert sum(usage.outlets.values()) == sum(usage.years.values()) == usage.articles


def test_the_panel_of_a_search_for_all_articles_says_the_same(sample_archive: Archive) -> None:
    (found,) = sample_archive.search("shamani").words
    (used,) = sample_archive.spellings("shamani").words
    assert (found.word, found.cut) == (used.word, used.cut)
    assert {each.form: (each.archive, each.first, each.last) for each in found.spellings} == {
        each.form: (each.articles, each.first, each.last) for each in used.forms
    }


def test_a_word_that_nobody_writes_has_none(sample_archive: Archive) -> None:
    assert not sample_archive.spellings("zzebra")
    assert not sample_archive.spellings("")


def test_a_level_that_is_none_is_refused(sample_archive: Archive) -> None:
    with pytest.raises(BadParameter, match="match is 'near'"):
        sample_archive.spellings("kataib", match="near")


def test_spellings_can_be_written_as_json(sample_archive: Archive) -> None:
    plain = json.loads(json.dumps(sample_archive.spellings("kataeb", match="letters").to_json()))
    assert (plain["query"], plain["match"]) == ("kataeb", "letters")
    (word,) = plain["words"]
    (form,) = word.pop("spellings")
    assert word == {"word": "kataeb", "level": "letters", "edits": 0, "cut": 0, "partial": False}
    (outlet,) = form.pop("outlets")
    assert outlet["count"] == 1
    assert form == {
        "form": "kataeb",
        "kind": "exact",
        "score": 1.0,
        "also": [],
        "articles": 1,
        "first": None,
        "last": None,
        "years": [{"value": None, "count": 1}],
    }


def test_what_is_not_known_comes_last() -> None:
    assert order_counts({None: 9, "B": 1, "A": 1, "C": 2}) == [
        ("C", 2),
        ("A", 1),
        ("B", 1),
        (None, 9),
    ]
    assert order_years({None: 9, "2020": 1, "0987": 1}) == [("0987", 1), ("2020", 1), (None, 9)]
