"""A cursor steps through the terms of a field as one of Whoosh's own does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engines.whoosh.test_stock import SHORT
from tests.engines.whoosh.twins import columnar_index, stock_index


def told(cursor: Any) -> tuple[Any, ...]:
    info = cursor.term_info()
    return cursor.is_valid(), cursor.text(), info and (info.weight(), info.doc_frequency())


@pytest.mark.parametrize("field", ["body", "outlet_name", "id", "date", "url"])
def test_it_stands_where_whooshs_does(field: str, tmp_path: Path) -> None:
    ours, stock = columnar_index(tmp_path / "x", SHORT), stock_index(SHORT)
    sides: list[Any] = [each.reader().leaf_readers()[0][0].cursor(field) for each in (ours, stock)]
    seen = []
    while sides[1].is_valid():
        first, second = map(told, sides)
        assert first == second
        seen.append(first[1])
        assert sides[0].next() == sides[1].next()
    assert told(sides[0]) == told(sides[1]) == (False, None, None)
    assert (sides[0].next(), sides[0].is_valid()) == (None, False)
    assert bool(seen) == (field != "url")
    for text in seen:
        assert sides[0].find(text) == sides[1].find(text) == text
        assert told(sides[0]) == told(sides[1])
    assert sides[0].first() == (seen[0] if seen else None)


def test_it_goes_to_the_next_term_where_there_is_none(tmp_path: Path) -> None:
    reader: Any = columnar_index(tmp_path / "x", SHORT).reader().leaf_readers()[0][0]
    cursor = reader.cursor("body")
    assert (cursor.find("dr"), cursor.find(b"drones"), cursor.find("zz")) == ("drone", "fell", None)
    assert (cursor.is_valid(), cursor.first()) == (False, "a")
    with pytest.raises(KeyError, match="place"):
        reader.cursor("place")
