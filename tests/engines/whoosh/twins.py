"""The same articles in an index of ours and in one that Whoosh writes itself."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import RamStorage
from whoosh.index import Index
from whoosh.query import Query
from whoosh.searching import Searcher

from searchapp.columnar.batch import Batch
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.engines.whoosh.documents import LAYOUT, to_document
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.model import Article

VOCABULARY = Vocabulary()


@dataclass(frozen=True)
class Held:
    """An article of an index, and whether it was deleted since."""

    article: Article
    file: str = "/files/one"
    reading: int = 1
    live: bool = True


def write_snapshot(folder: Path, archive: Sequence[Sequence[Held]]) -> Snapshot:
    """Write articles, those of each segment together."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    segments, live = [], []
    for number, part in enumerate(archive):
        batch = Batch(LAYOUT, VOCABULARY)
        for held in part:
            batch.add(to_document(held.article, held.file, held.reading))
        batch.write(folder, str(number))
        segments.append(Segment(folder, str(number)))
        flags = np.array([held.live for held in part], np.bool_)
        live.append(None if flags.all() else flags)
    return Snapshot(segments, live)


def columnar_index(folder: Path, archive: Sequence[Sequence[Held]]) -> ColumnarIndex:
    """Return the articles as an index of ours."""
    snapshot = write_snapshot(folder, archive)
    return ColumnarIndex(lambda: (1, snapshot), whoosh_schema(), stored_fields)


def stock_index(archive: Sequence[Sequence[Held]]) -> Index:
    """Return the articles as an index of Whoosh's, with the same fields and segments."""
    index: Index = RamStorage().create_index(whoosh_schema())
    for part in archive:
        writer = index.writer()
        for held in part:
            document = to_document(held.article, held.file, held.reading)
            texts = {
                name: text.decode("utf-8", "surrogatepass") for name, text in document.texts.items()
            }
            given = {"id": document.key, **texts, **document.labels, **document.numbers}
            plain = held.article.to_json()
            stored = {name: plain[name] for name in ("url", "dateline", "language")}
            stored |= {"date_text": plain["date"], "article": json.dumps(plain, ensure_ascii=False)}
            known = {name: value for name, value in given.items() if value}
            kept = {"title": held.article.title, "body": texts["body"]}
            writer.add_document(**known | kept, **{n: v for n, v in stored.items() if v})
        writer.commit(merge=False)
    deleted = [number for number, held in enumerate(itertools.chain(*archive)) if not held.live]
    if deleted:
        writer = index.writer()
        for number in deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
    return index


def hits(searcher: Searcher, query: Query, **options: Any) -> list[tuple[int, Any]]:
    """Return all documents that match, with what they are ordered by."""
    return [(hit.docnum, hit.score) for hit in searcher.search(query, limit=None, **options)]
