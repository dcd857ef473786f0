from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import APOSTROPHES, words_in
from searchapp.query.syntax import parse
from searchapp.query.words import sought, typeable


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("mīnā'", "mīnāʼ"),
        ("'abd al 'alā'", "ʼabd al ʼalāʼ"),
        ("kata'ib", "kata'ib"),
        ("sa''d", "saʼʼd"),
        ("u.s.", "u.s."),
    ],
)
def test_an_apostrophe_is_written_as_a_part_of_its_word(form: str, written: str) -> None:
    assert typeable(form) == written


@given(st.text(st.sampled_from(f"aāb2م{APOSTROPHES}."), min_size=1, max_size=8))
def test_a_form_is_found_as_it_is_written(text: str) -> None:
    for form in filter(fold, map(surface, words_in(text))):
        query = parse(f"={typeable(form)}").query
        assert {word.text for node in sought(query) for word in node.words} == {form}
