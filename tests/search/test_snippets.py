from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.syntax import parse
from searchapp.search.marking import Mark, Marker
from searchapp.search.page import Marked
from searchapp.search.snippets import COUNT, WIDTH, cut_snippets, slice_marked
from tests.vocabulary import families

FILLER = "Nothing of note was said about the harbour that day. " * 12


def cut(query: str, text: str) -> tuple[Marked, ...]:
    tree = parse(query).query
    return cut_snippets(text, Marker(tree, families(tree, text)).mark("body", text))


def matches(snippet: Marked) -> list[str]:
    return [piece for piece, marked in snippet.segments() if marked]


def test_without_a_match_the_beginning_is_shown() -> None:
    (snippet,) = cut("drone", FILLER)
    assert FILLER.startswith(snippet.text)
    assert 0 < len(snippet.text) <= WIDTH
    assert snippet.marks == ()


def test_an_empty_body_has_no_snippet() -> None:
    assert cut("drone", "") == ()


def test_a_match_is_shown_with_what_is_around_it() -> None:
    (snippet,) = cut("drone", FILLER + "They saw a drone over the pier. " + FILLER)
    assert "saw a drone over" in snippet.text
    assert matches(snippet) == ["drone"]


def test_pieces_that_show_other_words_come_before_repetitions() -> None:
    text = ("drone drone drone. " + FILLER) * 4 + "At last a missile. " + FILLER
    snippets = cut("drone missile", text)
    assert len(snippets) == COUNT
    assert any("missile" in matches(snippet) for snippet in snippets)


def test_pieces_stand_in_the_order_of_the_text() -> None:
    text = "first drone. " + FILLER + "second drone missile. " + FILLER + "third drone."
    found = [snippet.text for snippet in cut("drone missile", text)]
    assert found == sorted(found, key=text.index)
    assert "third drone" in found[-1]


def test_a_piece_begins_and_ends_with_whole_words() -> None:
    text = "extraordinary " * 60 + "drone " + "extraordinary " * 60
    (snippet,) = cut("drone", text)
    assert set(snippet.text.split()) == {"extraordinary", "drone"}


def test_a_piece_begins_with_its_paragraph() -> None:
    (snippet,) = cut("drone", FILLER + "\n\nOn Monday a drone came.\n\n" + FILLER)
    assert snippet.text.startswith("On Monday")


def test_a_slice_keeps_the_marks_inside_and_cuts_those_on_its_ends() -> None:
    marks = [Mark(0, 4, 0, ()), Mark(5, 7, 0, ()), Mark(8, 12, 0, ())]
    assert slice_marked("abcd ef ghij", marks, 2, 10) == Marked(
        "cd ef gh", ((0, 2, "wildcard"), (3, 5, "wildcard"), (6, 8, "wildcard"))
    )


@given(st.lists(st.sampled_from(["drone", "missile", "x" * 300, "\n\n", "sea"])).map(" ".join))
def test_pieces_are_of_the_text_and_apart(text: str) -> None:
    snippets = cut("drone missile", text)
    assert len(snippets) <= COUNT
    at = 0
    for snippet in snippets:
        at = text.index(snippet.text, at) + len(snippet.text)
        assert snippet.text.strip()
        for piece in matches(snippet):
            assert piece in ("drone", "missile")
