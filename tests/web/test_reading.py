from __future__ import annotations

from searchapp.search.page import Marked
from searchapp.web.reading import Piece, number_matches


def test_matches_are_numbered_through_title_and_body() -> None:
    reading = number_matches(
        Marked("A drone", ((2, 7, "exact"),)),
        (Marked("none"), Marked("drone, drone", ((0, 5, "exact"), (7, 12, "word")))),
    )
    assert reading.title == (Piece("A ", 0), Piece("drone", 1, "exact"))
    assert reading.paragraphs == (
        (Piece("none", 0),),
        (Piece("drone", 2, "exact"), Piece(", ", 0), Piece("drone", 3, "word")),
    )
    assert reading.matches == 3
    assert [reading.after(number) for number in (1, 2, 3)] == [2, 3, 1]


def test_nothing_to_number() -> None:
    reading = number_matches(Marked(""), ())
    assert (reading.title, reading.paragraphs, reading.matches) == ((), (), 0)
