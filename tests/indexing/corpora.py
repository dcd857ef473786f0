"""A small corpus, and what an index holds of it."""

from __future__ import annotations

import json
from pathlib import Path

import searchapp
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.model import Article

RECORDS = 160
TEXTS = 40


def write_corpus(folder: Path) -> Path:
    """Write an export of many records, and many small files around it in the order of names."""
    folder.mkdir()
    rows = [
        {
            "title": f"Brief {n}",
            "text": f"Words of brief {n}. " * 30,
            "outlet": "VKN",
            "date": f"2019-03-{n % 28 + 1:02}",
        }
        for n in range(RECORDS)
    ]
    lines = [json.dumps(row) for row in rows]
    lines.insert(100, "no record")
    (folder / "m-export.jsonl").write_text("\n".join(lines))
    for n in range(TEXTS):
        body = f"The harbour office said that pier {n} stays open as it was planned. " * 5
        name = f"{'a' if n % 2 else 'z'}{n:02}.txt"
        (folder / name).write_text(f"Pier {n} stays\n\nHarbor Ledger | March 4, 2019\n\n{body}\n")
    (folder / "b-empty.txt").write_text("")
    return folder


def contents(index: Path) -> tuple[dict[str, Article], dict[str, str]]:
    """Everything that an index holds: the articles by id, and what it knows of the files."""
    with searchapp.open(index) as archive:
        hits = archive.search(limit=10_000).hits
    articles = {hit.article.id: hit.article for hit in hits}
    assert len(articles) == len(hits)
    engine = WhooshEngine.open(index)
    with engine.writer() as writer:
        files = dict(writer.files)
        assert writer.job == ""
    engine.close()
    return articles, files
