"""A batch of documents written as a segment and read again, against the obvious way."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.stems import stem
from searchapp.analysis.tokens import split_words
from searchapp.columnar.batch import Batch
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import FILES, Segment
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.errors import IndexTrouble

LAYOUT = Layout(("title", "body"), ("outlet",), ("day",), ("sketch",))

words = st.sampled_from(
    [
        "Kata'ib",
        "kataib",
        "Katāʾib",
        "Baghdad",
        "the",
        "U.S.",
        "كتائب",
        "of",
        "strike",
        "striking",
        "news",
        "new",
    ]
)
texts = st.lists(words, max_size=15).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    keys = draw(st.sets(st.text("abc", min_size=1, max_size=3), max_size=8))
    return [
        Document(
            key,
            {name: draw(texts).encode("utf-8", "surrogatepass") for name in ("title", "body")},
            {"outlet": draw(st.sampled_from(["", "Harbor Ledger", "Düna Post"]))},
            {"day": draw(st.integers(-(2**31), 2**31 - 1))},
            {"sketch": draw(st.binary(max_size=3))},
            draw(st.binary(max_size=20)),
        )
        for key in draw(st.permutations(sorted(keys)))
    ]


def written(folder: Path, given: list[Document], vocabulary: Vocabulary) -> Segment:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    batch = Batch(LAYOUT, vocabulary)
    for number, each in enumerate(given):
        assert len(batch) == number
        batch.add(each)
    sizes = batch.write(folder, "0")
    assert sizes == {path.name: path.stat().st_size for path in folder.iterdir()}
    segment = Segment(folder, "0")
    for file in segment.files.values():
        file.verify()
    return segment


VOCABULARY = Vocabulary()
KEYS: dict[str, Callable[[str], str]] = {"letters": fold, "words": lambda form: stem(fold(form))}


@given(given_documents=documents())
def test_columns_and_contents_come_back(
    given_documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> None:
    segment = written(tmp_path_factory.getbasetemp() / "s", given_documents, VOCABULARY)
    assert segment.documents == len(given_documents)
    for number, document in enumerate(given_documents):
        assert segment.find(document.key) == number
        assert segment.labels("key")[number] == document.key
        assert segment.labels("outlet")[number] == document.labels["outlet"]
        assert segment.numbers("day")[number] == document.numbers["day"]
        assert segment.raw("sketch", number) == document.raw["sketch"]
        assert segment.blobs[number] == document.blob
    assert segment.find("nowhere") is None


@given(given_documents=documents())
def test_words_are_found_where_they_stand(
    given_documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> None:
    segment = written(tmp_path_factory.getbasetemp() / "s", given_documents, VOCABULARY)
    every: set[str] = set()
    for name in LAYOUT.texts:
        naive: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
        lengths = []
        for number, document in enumerate(given_documents):
            text = document.texts[name].decode("utf-8", "surrogatepass")
            found = [word.text for word in split_words(text) if fold(word.text)]
            lengths.append(len(found))
            for position, word in enumerate(found):
                naive[surface(word)].setdefault(number, []).append(position)
        every |= set(naive)
        field = segment.field(name)
        assert field.lengths.tolist() == lengths
        assert field.words == sum(lengths)
        assert [segment.forms[int(form)].decode() for form in field.forms] == sorted(naive)
        for form, postings in naive.items():
            known = segment.forms.find(form.encode())
            assert known is not None
            term = field.term(known)
            assert term is not None
            assert field.terms([known]) == {known: term}
            assert field.postings[term].documents().tolist() == list(postings)
            assert field.postings[term].frequencies().tolist() == list(map(len, postings.values()))
            assert field.postings.positions(term, term + 1).tolist() == [
                at for places in postings.values() for at in places
            ]
        assert len(field.terms(range(len(segment.forms)))) == len(naive)
    assert [form.decode() for form in segment.forms] == sorted(every)
    for relation, key_of in KEYS.items():
        for key in {key_of(form) for form in every} | {"nowhere"}:
            expected = [form for form in sorted(every) if key_of(form) == key]
            numbers = segment.relation(relation).forms(key)
            assert [segment.forms[form].decode() for form in numbers] == expected


def test_the_same_documents_make_the_same_files(tmp_path: Path) -> None:
    given_documents = [
        Document(
            str(number),
            {"title": b"Kata'ib in Baghdad", "body": b"the Kataib of Baghdad " * number},
            {"outlet": "Harbor Ledger"},
            {"day": number},
            {"sketch": b"ab"},
            b"x" * number,
        )
        for number in range(20)
    ]
    used = Vocabulary()
    used.words([b"words of another batch: of Kataib, Baghdad"])
    written(tmp_path / "first", given_documents, Vocabulary())
    written(tmp_path / "second", given_documents, used)
    for kind in FILES:
        first = (tmp_path / "first" / f"0.{kind}").read_bytes()
        assert (tmp_path / "second" / f"0.{kind}").read_bytes() == first


def test_each_file_is_checked(tmp_path: Path) -> None:
    document = Document(
        "a", {"title": b"b", "body": b"c"}, {"outlet": "d"}, {"day": 1}, {"sketch": b""}, b"e"
    )
    written(tmp_path / "s", [document], Vocabulary())
    for kind in FILES:
        path = tmp_path / "s" / f"0.{kind}"
        whole = bytearray(path.read_bytes())
        whole[20] ^= 1
        path.write_bytes(whole)
        with pytest.raises(IndexTrouble, match=rf"0\.{kind}"):
            Segment(tmp_path / "s", "0").files[kind].verify()
        whole[20] ^= 1
        path.write_bytes(whole)
