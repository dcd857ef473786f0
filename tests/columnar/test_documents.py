"""Documents as runs of bytes, for another process."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.documents import Document, Layout, Records

LAYOUTS = [
    Layout(("title", "body"), ("outlet", "file"), ("day",), ("sketch", "more")),
    Layout(("body",), (), (), ()),
]
texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=9)


@st.composite
def layouts_and_documents(draw: st.DrawFn) -> tuple[Layout, list[Document]]:
    layout = draw(st.sampled_from(LAYOUTS))
    document = st.builds(
        Document,
        texts,
        st.fixed_dictionaries(dict.fromkeys(layout.texts, st.binary(max_size=9))),
        st.fixed_dictionaries(dict.fromkeys(layout.labels, texts)),
        st.fixed_dictionaries(dict.fromkeys(layout.numbers, st.integers(-(2**31), 2**31 - 1))),
        st.fixed_dictionaries(dict.fromkeys(layout.raw, st.binary(max_size=5))),
        st.binary(max_size=9),
    )
    return layout, draw(st.lists(document, max_size=4))


@given(layouts_and_documents())
def test_documents_come_back(given_both: tuple[Layout, list[Document]]) -> None:
    layout, documents = given_both
    records = Records(layout)
    packed = b"?" + b"".join(map(records.pack, documents))
    assert list(records.unpack(packed, 1)) == list(map(records.record, documents))
    for record, document in zip(records.unpack(packed, 1), documents, strict=True):
        assert record.texts == tuple(document.texts[name] for name in layout.texts)
        assert [text.decode("utf-8", "surrogatepass") for text in record.labels] == [
            document.labels[name] for name in layout.labels
        ]
        assert record.numbers == tuple(document.numbers[name] for name in layout.numbers)
        assert record.raw == tuple(document.raw[name] for name in layout.raw)
        assert record.blob == document.blob
