from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from searchapp.indexing.messages import decode_file, decode_found, encode_file, encode_found
from searchapp.ingest.pipeline import InputFile
from searchapp.model import Article, PartialDate, Rejected
from tests.articles import make_article

ARTICLE = make_article("a1", "Kata’ib", "Words.", outlet="Harbor Ledger", date="2020-01", url="x")


@pytest.mark.parametrize(
    "found",
    [
        ARTICLE,
        dataclasses.replace(
            ARTICLE, body="half a pair \ud800", not_before=PartialDate(2019), captions=("A pier",)
        ),
        Rejected("news/a.txt", "malformed", "the record is no JSON", 7, truncates=True),
    ],
)
def test_what_was_found_arrives_as_it_was(found: Article | Rejected) -> None:
    assert decode_found(encode_found((12, found))) == (12, found)


def test_a_file_arrives_with_its_place_whatever_its_name() -> None:
    places = ((Path("/one"), ()), (Path("/two"), ()))
    for name in ("news/a.txt", "news/\udcff.txt", "news/kata’ib.txt"):
        file = InputFile(Path("/two"), name, 5)
        assert decode_file(encode_file(file, 1), places) == file
