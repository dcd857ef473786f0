"""Words are the same, and counted the same, to Whoosh's analyzer and in the index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.vocabulary import Vocabulary
from searchapp.engines.whoosh.fields import SurfaceAnalyzer, whoosh_schema

VOCABULARY = Vocabulary()
texts = st.text(st.sampled_from("aKäʾ'’`.-_ 1٣سрЯ\u0301\u00ad\u200c中\n")) | st.text()


@given(texts)
def test_the_terms_of_a_text_are_those_of_the_index(text: str) -> None:
    numbers, counts = VOCABULARY.words([text.encode()])
    forms = [VOCABULARY.forms[number] for number in numbers.tolist()]
    tokens = [
        (token.text, token.pos, token.startchar, token.endchar)
        for token in SurfaceAnalyzer()(text, positions=True, chars=True)
    ]
    assert [form for form, *_ in tokens] == forms
    assert [position for _, position, *_ in tokens] == list(range(int(counts[0])))
    assert all(0 <= start < end <= len(text) for *_, start, end in tokens)


@given(st.text(st.characters()))
def test_any_label_can_be_a_term(text: str) -> None:
    field = whoosh_schema()["file"]
    assert field.from_bytes(field.to_bytes(text)) == text


def test_a_name_is_one_term_in_each_spelling() -> None:
    words = [token.text for token in SurfaceAnalyzer()("Kata’ib, KATAIB and Katāʾib")]
    assert words == ["kata'ib", "kataib", "and", "katā'ib"]


def test_wildcards_are_kept_where_a_word_is_taken_whole() -> None:
    (token,) = SurfaceAnalyzer()("KATA’*B?", tokenize=False)
    assert token.text == "kata'*b?"
