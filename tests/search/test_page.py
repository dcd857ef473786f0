from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.search.page import Marked


@given(st.text(), st.sets(st.integers(0, 50)))
def test_segments_put_together_are_the_text(text: str, cuts: set[int]) -> None:
    places = sorted(cut for cut in cuts if cut <= len(text))
    marks = tuple((a, b, "exact") for a, b in zip(places[::2], places[1::2], strict=False))
    segments = Marked(text, marks).segments()
    assert "".join(piece for piece, _ in segments) == text
    assert [piece for piece, kind in segments if kind] == [text[a:b] for a, b, _ in marks]
    assert all(piece for piece, _ in segments)
