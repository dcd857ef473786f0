"""bm25s: scores worked out beforehand, in sparse arrays of SciPy's shape.

It keeps no positions and knows no AND, so that it is asked for words and OR; counts and facets are
made of its array of scores, with columns of ours beside it.  Title and body are one text, in which
a title stands twice.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import bm25s
import numpy as np

from benchmarks.peers.base import BEST, Answer, Peer, day_of, month_of
from benchmarks.questions import Question
from benchmarks.records import Record

_PATTERN = r"(?u)[^\W_]+"


class Bm25s(Peer):
    """An index of bm25s."""

    kinds: ClassVar[frozenset[str]] = frozenset({"one", "or", "newest"})
    comparable = kinds

    def __init__(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(
            str(folder), load_corpus=True, mmap=True, show_progress=False
        )
        self._names: list[str] = np.load(folder / "names.npy").tolist()
        self._outlets, self._months, self._days = np.load(folder / "facts.npy")
        self._known, self._month = np.unique(self._months, return_inverse=True)

    @classmethod
    def version(cls) -> str:
        """Return the version of bm25s."""
        return importlib.metadata.version("bm25s")

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Index, and save with the texts."""
        del workers
        texts, corpus, facts = [], [], []
        outlets: dict[str, int] = {}
        for record in records:
            texts.append(f"{record['title']}\n{record['title']}\n{record['text']}")
            corpus.append({"title": record["title"], "text": record["text"]})
            outlet = outlets.setdefault(record["outlet"] or "", len(outlets))
            facts.append((outlet, month_of(record), day_of(record)))
        tokens = bm25s.tokenize(texts, stopwords=None, token_pattern=_PATTERN, show_progress=False)
        retriever = bm25s.BM25()
        retriever.index(tokens, show_progress=False)
        retriever.save(str(folder), corpus=corpus)
        np.save(folder / "facts.npy", np.array(facts, dtype=np.int32).T)
        np.save(folder / "names.npy", np.array(list(outlets)))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index, its arrays mapped into memory."""
        return cls(folder)

    def understand(self, question: Question) -> Question:
        """Nothing is to be parsed."""
        return question

    def answer(self, understood: Question) -> Any:
        """Score all articles, and count those with a score."""
        scores = self._retriever.get_scores(list(understood.words))
        (found,) = np.nonzero(scores)
        keys = self._days[found] if understood.kind == "newest" else scores[found]
        size = min(BEST, found.size)
        best = np.argpartition(keys, keys.size - size)[keys.size - size :] if size else found
        best = found[best[np.argsort(-keys[best], kind="stable")]]
        titles = [self._retriever.corpus[int(each)]["title"] for each in best]
        outlets = np.bincount(self._outlets[found], minlength=len(self._names))
        months = np.bincount(self._month[found], minlength=self._known.size)
        return found.size, titles, outlets, months

    def read(self, raw: Any) -> Answer:
        """Return a result in the common form."""
        count, titles, outlets, months = raw
        return Answer(
            int(count),
            tuple(titles),
            {self._names[at]: int(outlets[at]) for at in np.flatnonzero(outlets)},
            {int(self._known[at]): int(months[at]) for at in np.flatnonzero(months)},
        )
