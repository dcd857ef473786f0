"""Sorted texts, searched where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.terms import Terms, write_terms

tables = st.sets(st.binary(max_size=4) | st.text("ab", max_size=6).map(str.encode), max_size=20)


def table(path: Path, texts: list[bytes]) -> Terms:
    path.unlink(missing_ok=True)
    with BlockWriter(path) as file:
        write_terms(file, "forms", texts)
        file.finish({})
    return Terms(BlockFile(path), "forms")


@given(texts=tables, sought=st.binary(max_size=3) | st.text("ab", max_size=5).map(str.encode))
def test_texts_are_found_by_themselves_and_by_what_they_begin_with(
    texts: set[bytes], sought: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ordered = sorted(texts)
    terms = table(tmp_path_factory.getbasetemp() / "terms", ordered)
    assert list(terms) == ordered
    assert [terms[at] for at in range(len(terms))] == ordered
    assert terms.find(sought) == (ordered.index(sought) if sought in texts else None)
    assert [terms[at] for at in terms.with_prefix(sought)] == [
        each for each in ordered if each.startswith(sought)
    ]


def test_many_texts_are_found(tmp_path: Path) -> None:
    ordered = sorted(f"{number * 7919 % 10_007:05}".encode() for number in range(5_000))
    terms = table(tmp_path / "terms", ordered)
    assert [terms.find(text) for text in ordered] == list(range(5_000))
    assert [terms.place(text + b"x") for text in ordered] == list(range(1, 5_001))
    assert terms.find(b"") is None


@given(texts=tables, sought=st.sets(st.text("ab", max_size=5).map(str.encode), max_size=40))
def test_some_texts_are_found_together(
    texts: set[bytes], sought: set[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ordered = sorted(texts)
    terms = table(tmp_path_factory.getbasetemp() / "terms", ordered)
    assert terms.find_all(list(sought)) == [ordered.index(each) for each in sorted(texts & sought)]


@given(
    texts=st.sets(
        st.text("abcd", max_size=6).map(str.encode)
        | st.text("ab", min_size=7, max_size=10).map(str.encode)
        | st.binary(max_size=4)
    ),
    word=st.text("abcd", min_size=1, max_size=6) | st.text("ab", min_size=7, max_size=10),
    edits=st.integers(0, 2),
)
def test_texts_that_are_like_a_word_are_among_those_looked_at(
    texts: set[bytes], word: str, edits: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ordered = sorted(texts)
    terms = table(tmp_path_factory.getbasetemp() / "terms", ordered)
    sought = word.encode()
    found = terms.like(sought, edits)
    assert all(terms[at] == text and text[:1] == sought[:1] for at, text in found)
    near = {
        text for text in texts if text[:1] == sought[:1] and OSA.distance(text, sought) <= edits
    }
    assert near <= {text for _, text in found}
