"""Queries answered the obvious way: one document after another, by looking at its words."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from whoosh import query as q

from searchapp.columnar.weights import K1, B
from searchapp.engines.whoosh.nodes import AnyForm, Near


@dataclass(frozen=True)
class NaiveDocument:
    """A document, by field its words; and whether it was deleted."""

    fields: dict[str, list[str]]
    live: bool


class Naive:
    """Answers queries.

    Args:
        documents: those of all segments.
    """

    def __init__(self, documents: list[NaiveDocument]) -> None:
        self._documents = documents

    def answer(self, query: q.Query) -> dict[int, float]:
        """Return the score of every live document that matches, by its number."""
        scores = {
            number: self._score(query, document)
            for number, document in enumerate(self._documents)
            if document.live
        }
        return {number: score for number, score in scores.items() if score is not None}

    def _score(self, query: q.Query, document: NaiveDocument) -> float | None:
        boost: float = getattr(query, "boost", 1.0)
        match query:
            case q.Every():
                return boost
            case AnyForm():
                return self._word(query.fieldname, query.forms, boost, document)
            case q.Term():
                return self._word(query.fieldname, (query.text,), boost, document)
            case q.Phrase():
                forms = tuple((word,) for word in query.words)
                return self._near(query.fieldname, forms, query.slop, boost, document)
            case Near():
                return self._near(query.fieldname, query.words, query.slop, boost, document)
            case q.Not():
                return None if self._score(query.query, document) is not None else 1.0
            case q.AndNot():
                excluded = self._score(query.b, document) is not None
                return None if excluded else self._score(query.a, document)
            case q.Require():
                required = self._score(query.b, document) is not None
                return self._score(query.a, document) if required else None
            case q.AndMaybe():
                first, second = self._score(query.a, document), self._score(query.b, document)
                return None if first is None else first + (second or 0)
            case q.And() | q.Or():
                scores = [self._score(each, document) for each in query.subqueries]
                known = [score for score in scores if score is not None]
                enough = len(scores) if isinstance(query, q.And) else 1
                return boost * math.fsum(known) if len(known) >= enough else None
        raise AssertionError(query)

    def _word(
        self, field: str, forms: tuple[str, ...], boost: float, document: NaiveDocument
    ) -> float | None:
        words = document.fields[field]
        frequency = sum(word in forms for word in words)
        if not frequency:
            return None
        texts = [each.fields[field] for each in self._documents]
        having = sum(any(word in forms for word in text) for text in texts)
        mean = sum(map(len, texts)) / len(texts)
        idf = math.log(len(texts) / (having + 1)) + 1
        length = (1 - B) + B * len(words) / mean
        return boost * idf * frequency * (K1 + 1) / (frequency + K1 * length)

    def _near(
        self,
        field: str,
        words: tuple[tuple[str, ...], ...],
        slop: int,
        boost: float,
        document: NaiveDocument,
    ) -> float | None:
        text = document.fields[field]
        places = [[at for at, word in enumerate(text) if word in forms] for forms in words]
        stand = any(
            all(0 < after - before <= slop for before, after in itertools.pairwise(chosen))
            for chosen in itertools.product(*places)
        )
        scores = [self._word(field, forms, 1.0, document) or 0.0 for forms in words]
        return boost * math.fsum(scores) if stand else None
