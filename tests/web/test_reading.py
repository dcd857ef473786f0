from __future__ import annotations

from searchapp.search.page import Marked, MarkedArticle
from searchapp.web.reading import Piece, number_matches


def test_matches_are_numbered_through_title_and_body() -> None:
    reading = number_matches(
        MarkedArticle(
            Marked("A drone", ((2, 7, "exact"),)),
            (Marked("none"), Marked("drone, drone", ((0, 5, "exact"), (7, 12, "word")))),
            (Marked("the drones", ((4, 10, "word"),)),),
        )
    )
    assert reading.title == (Piece("A ", 0), Piece("drone", 1, "exact"))
    assert reading.paragraphs == (
        (Piece("none", 0),),
        (Piece("drone", 2, "exact"), Piece(", ", 0), Piece("drone", 3, "word")),
    )
    assert reading.captions == ((Piece("the ", 0), Piece("drones", 4, "word")),)
    assert reading.matches == 4
    assert [reading.after(number) for number in (1, 2, 3, 4)] == [2, 3, 4, 1]


def test_nothing_to_number() -> None:
    reading = number_matches(MarkedArticle(Marked(""), (), ()))
    assert (reading.title, reading.paragraphs, reading.matches) == ((), (), 0)
