"""Segments as Whoosh reads them: any of its queries works on them, through ordinary matchers."""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.automata.lev import levenshtein_automaton
from whoosh.columns import Column, ColumnReader, TranslatingColumnReader
from whoosh.fields import NUMERIC, Schema
from whoosh.reading import IndexReader, MultiReader, TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from searchapp.columnar.snapshot import Slice
from searchapp.engines.whoosh.cursor import TermCursor
from searchapp.engines.whoosh.deadline import check
from searchapp.engines.whoosh.matchers import ListMatcher
from searchapp.engines.whoosh.sorting import LabelColumn, NumberColumn
from searchapp.engines.whoosh.sources import Postings, Source, Sources

Stored = Callable[[int], dict[str, Any]]

# How many terms go by between two looks at the clock.
_STRIDE = 1_024


class SliceReader(IndexReader):
    """Reads one segment of a commit.

    Args:
        part: the segment.
        schema: its fields.
        sources: for each indexed field, what makes its terms.
        stored: returns what is kept of a document, by field.
    """

    def __init__(
        self,
        part: Slice,
        schema: Schema,
        sources: Sources,
        stored: Stored,
    ) -> None:
        self.schema = schema
        self.is_closed = False
        self._part = part
        self._makers = sources
        self._sources: dict[str, Source] = {}
        self._stored = stored

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the fields that have terms."""
        return list(self._makers)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field and term, in order."""
        for field in sorted(self._makers):
            yield from ((field, text) for text in self._source(field).texts)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every field and term from one on, in order.

        Raises:
            TermNotFound: there is no such field.
        """
        self._source(fieldname)
        for field in sorted(self._makers):
            if field >= fieldname:
                texts = self._source(field).texts
                first = bisect.bisect_left(texts, prefix) if field == fieldname else 0
                yield from ((field, texts[at]) for at in range(first, len(texts)))

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """Yield the terms of a field, in order."""
        for at, text in enumerate(self._source(fieldname).texts):
            if at % _STRIDE == 0:
                check()
            yield text

    def cursor(self, fieldname: str) -> TermCursor:
        """Return what steps through the terms of a field; one that is not indexed has none.

        Raises:
            KeyError: there is no such field.
        """
        field = self.schema[fieldname]
        texts = self._source(fieldname).texts if fieldname in self._makers else ()
        return TermCursor(texts, field, functools.partial(self.term_info, fieldname))

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """Yield the terms of a field that begin so, in order."""
        start = self._text_to_bytes(fieldname, prefix)
        texts = self._source(fieldname).texts
        for at in range(bisect.bisect_left(texts, start), len(texts)):
            text = texts[at]
            if not text.startswith(start):
                return
            yield text

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterator[str]:
        """Yield the terms of a field that are a few edits from a text, in order.

        Args:
            fieldname: the field.
            text: the text.
            maxdist: how many letters may be changed, left out or put in, at the most.
            prefix: how many letters at the beginning must be the same.
        """
        texts, decode = self._source(fieldname).texts, self.schema[fieldname].from_bytes
        # An automaton knows the next text that could do, so that most terms are passed over.
        automaton = levenshtein_automaton(text, maxdist, prefix).to_dfa()
        at, wanted = 0, automaton.next_valid_string("")
        while wanted is not None:
            at = bisect.bisect_left(texts, self._text_to_bytes(fieldname, wanted), at)
            if at == len(texts):
                return
            found = decode(texts[at])
            if found == wanted:
                yield found
                found += "\0"
            wanted = automaton.next_valid_string(found)

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """Return the counts of a term.

        Raises:
            TermNotFound: it is not in the segment.
        """
        postings = self._postings(fieldname, text)
        lengths = self._lengths(fieldname, postings.documents)
        return TermInfo(
            weight=int(postings.weights.sum()),
            df=len(postings.documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(postings.weights.max()),
            minid=int(postings.documents[0]),
            maxid=int(postings.documents[-1]),
        )

    def frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return how often a term occurs; 0 where it does not."""
        at = self._find(fieldname, text)
        return 0 if at is None else self._source(fieldname).frequency(at)[1]

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a term is."""
        at = self._find(fieldname, text)
        return 0 if at is None else self._source(fieldname).frequency(at)[0]

    def postings(
        self, fieldname: str, text: str | bytes, scorer: BaseScorer | None = None, **_: Any
    ) -> ListMatcher:
        """Return a matcher of the live documents that have a term.

        Raises:
            TermNotFound: it is not in the segment.
        """
        postings = self._postings(fieldname, text)
        term = fieldname, self._text_to_bytes(fieldname, text)
        shortest = int(self._lengths(fieldname, postings.documents).min())
        return self.matcher(postings, scorer, term, shortest)

    def matcher(
        self,
        postings: Postings,
        scorer: BaseScorer | None,
        term: tuple[str, bytes] | None,
        shortest: int,
    ) -> ListMatcher:
        """Return a matcher of the live documents of a list (see `ListMatcher`)."""
        documents, weights, positions = postings
        live = self._part.live
        if live is not None:
            kept = np.flatnonzero(live[documents])
            documents, weights = documents[kept], weights[kept]
            if positions is not None:
                positions = _at_places(positions, kept.tolist())
        return ListMatcher(documents.tolist(), weights.tolist(), positions, scorer, term, shortest)

    def joint_frequency(self, fieldname: str, forms: Iterable[str]) -> int:
        """Return in how many documents, deleted ones included, any of some forms is."""
        documents: set[int] = set()
        for form in forms:
            at = self._find(fieldname, form)
            if at is not None:
                documents.update(self._source(fieldname).postings(at).documents.tolist())
        return len(documents)

    def documents_with(self, fieldname: str) -> list[int]:
        """Return the live documents that have a term of a field, ascending.

        Raises:
            TermNotFound: there is no such field.
        """
        documents, live = self._source(fieldname).documents(), self._part.live
        found: list[int] = (documents if live is None else documents[live[documents]]).tolist()
        return found

    def has_deletions(self) -> bool:
        """Return whether a document is deleted."""
        return self._part.live is not None

    def all_doc_ids(self) -> Iterator[int]:
        """Return the documents that are not deleted."""
        live = self._part.live
        everything = range(self.doc_count_all())
        return iter(everything if live is None else np.flatnonzero(live).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        # Whoosh asks for the document behind the last one as well.
        live = self._part.live
        return live is not None and docnum < len(live) and not live[docnum]

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted ones included."""
        return self._part.segment.documents

    def doc_count(self) -> int:
        """Return how many documents are not deleted."""
        live = self._part.live
        return self.doc_count_all() if live is None else int(live.sum())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what is kept of a document, by field.

        Raises:
            IndexError: there is no such document.
        """
        if not 0 <= docnum < self.doc_count_all():
            raise IndexError(f"there is no document {docnum}")
        return self._stored(docnum)

    def field_length(self, fieldname: str) -> int:
        """Return how many words a text has in all documents."""
        return self._part.segment.field(fieldname).words if self._is_text(fieldname) else 0

    def min_field_length(self, fieldname: str) -> int:
        """Return how many words the shortest text has."""
        return int(self._lengths(fieldname, slice(None)).min(initial=2**31))

    def max_field_length(self, fieldname: str) -> int:
        """Return how many words the longest text has."""
        return int(self._lengths(fieldname, slice(None)).max(initial=0))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words a text of a document has."""
        if not self._is_text(fieldname):
            return default
        return int(self._part.segment.field(fieldname).lengths[docnum])

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Return whether a document has words that can be listed."""
        return self.doc_field_length(docnum, fieldname) > 0

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> ListMatcher:
        """Return a matcher whose "documents" are the words of one, by how often each is there.

        They are found in the text, which is kept, rather than kept a second time.
        """
        del format_
        tokens = self.schema[fieldname].tokenize(self._stored(docnum)[fieldname], mode="index")
        words = Counter(token.text for token in tokens)
        texts: list[Any] = sorted(words)
        return ListMatcher(texts, [words[text] for text in texts])

    def vector_as(self, astype: str, docnum: int, fieldname: str) -> Iterator[tuple[Any, Any]]:
        """Yield the words of a document, each with its "weight" or "frequency" there."""
        words = self.vector(docnum, fieldname)
        while words.is_active():
            yield words.id(), words.value_as(astype)
            words.next()

    def has_column(self, fieldname: str) -> bool:
        """Return whether documents can be sorted and counted by a field."""
        return fieldname in self.schema and bool(self.schema[fieldname].column_type)

    def column_reader(
        self,
        fieldname: str,
        column: Column | None = None,
        reverse: bool = False,
        translate: bool = True,
    ) -> ColumnReader:
        """Return the column of a field.

        Args:
            fieldname: the field.
            column: how the column is kept; there is one way.
            reverse: sort the highest number first.
            translate: return values as they were given, not as they are sorted by.

        Raises:
            ValueError: the field has no column, or none of that kind.
        """
        field = self.schema[fieldname]
        if not field.column_type or column not in (None, field.column_type):
            raise ValueError(f"the field {fieldname} has no such column")
        found: ColumnReader
        if isinstance(field, NUMERIC):
            found = NumberColumn(self._part.segment.numbers(fieldname), field, reverse=reverse)
        else:
            found = LabelColumn(self._part.segment.labels("key" if field.unique else fieldname))
            if reverse:
                found.set_reverse()
        return TranslatingColumnReader(found, field.from_column_value) if translate else found

    def close(self) -> None:
        """Mark the reader as closed; the files belong to the commit."""
        self.is_closed = True

    def _source(self, field: str) -> Source:
        if field not in self._sources:
            if field not in self._makers:
                raise TermNotFound(f"there is no field {field}")
            self._sources[field] = self._makers[field]()
        return self._sources[field]

    def _find(self, field: str, text: str | bytes) -> int | None:
        if field not in self._makers:
            return None
        # Who asks for the lists of many terms asks here for each.
        check()
        encoded = self._text_to_bytes(field, text)
        texts = self._source(field).texts
        at = bisect.bisect_left(texts, encoded)
        return at if at < len(texts) and texts[at] == encoded else None

    def _postings(self, field: str, text: str | bytes) -> Postings:
        at = self._find(field, text)
        if at is None:
            raise TermNotFound(f"there is no term {field}:{text!r}")
        return self._source(field).postings(at)

    def _is_text(self, field: str) -> bool:
        return field in self.schema and bool(self.schema[field].scorable)

    def _lengths(self, field: str, documents: Any) -> Any:
        if self._is_text(field):
            return self._part.segment.field(field).lengths[documents]
        return np.zeros(1, np.uint32)


class CommitReader(MultiReader):
    """Reads all segments of a commit as one index.

    Args:
        leaves: the readers of the segments, in order; there may be none.
        schema: the fields.
        generation: the number of the commit.
    """

    def __init__(self, leaves: list[IndexReader], schema: Schema, generation: int) -> None:
        super().__init__(leaves, generation)
        self.schema = schema

    def column_reader(self, fieldname: str, *args: Any, **kwargs: Any) -> ColumnReader:
        """Return the column of a field (see `SliceReader.column_reader`)."""
        # Of a field without one Whoosh makes a column of no documents.
        if not self.schema[fieldname].column_type:
            raise ValueError(f"the field {fieldname} has no such column")
        found: ColumnReader = super().column_reader(fieldname, *args, **kwargs)
        return found

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterable[str]:
        """Return the terms of a field that are a few edits from a text, in order."""
        found: set[str] = set()
        for leaf in self.readers:
            found.update(leaf.terms_within(fieldname, text, maxdist, prefix))
        return sorted(found)

    def min_field_length(self, fieldname: str) -> int:
        """Return how many words the shortest text has."""
        return min((leaf.min_field_length(fieldname) for leaf in self.readers), default=0)

    def max_field_length(self, fieldname: str) -> int:
        """Return how many words the longest text has."""
        return max((leaf.max_field_length(fieldname) for leaf in self.readers), default=0)


def _at_places(
    positions: Callable[[int], list[int]], places: list[int]
) -> Callable[[int], list[int]]:
    return lambda at: positions(places[at])
