"""FTS5, the full-text index of SQLite.

The texts stand once, in a table that the index refers to; outlet, month and day in a narrow one,
so that counting does not read texts.  The index is written from a large hash table and merged into
one tree at the end; matches are found once and counted, grouped and ordered from there, which is
quicker than asking for each.  NEAR finds words in either order, so proximity is another question.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

from benchmarks.peers.base import BEST, TITLE_BOOST, Answer, Peer, day_of, month_of
from benchmarks.questions import KINDS, REACH, Question
from benchmarks.records import Record

_BATCH = 1_000
_FILE = "news.db"
_MEMORY = (
    "pragma cache_size = -262144",
    "pragma mmap_size = 68719476736",
)
_SCHEMA = f"""
create table articles (id integer primary key, title text, body text);
create table outlets (id integer primary key, name text);
create table facts (id integer primary key, outlet integer, month integer, day integer);
create virtual table words using fts5 (
    title, body, content = 'articles', content_rowid = 'id', detail = full,
    tokenize = 'unicode61 remove_diacritics 2'
);
insert into words (words, rank) values ('hashsize', 67108864);
insert into words (words, rank) values ('rank', 'bm25({TITLE_BOOST}, 1.0)');
"""
_SEARCH = """
with found as materialized (
    select words.rowid as id, outlet, month, day, {score} as score
    from words join facts on facts.id = words.rowid where words match ?
)
select 0, outlet, count(*) from found group by outlet
union all select 1, month, count(*) from found group by month
union all select * from (
    select 2, title, score from found join articles using (id) order by {order} limit {best}
)
"""
# The score is worked out only where it is asked for.
_BY_RANK = _SEARCH.format(score="words.rank", order="score, id", best=BEST)
_BY_DAY = _SEARCH.format(score="0", order="day desc, id", best=BEST)


class Fts5(Peer):
    """A database with an index of FTS5."""

    kinds = frozenset(KINDS)
    comparable: ClassVar[frozenset[str]] = frozenset(KINDS) - {"near"}

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._outlets = dict(database.execute("select id, name from outlets"))

    @classmethod
    def version(cls) -> str:
        """Return the version of SQLite."""
        return sqlite3.sqlite_version

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Write in one transaction, without a journal, and merge."""
        del workers
        database = sqlite3.connect(folder / _FILE, isolation_level=None)
        for pragma in (*_MEMORY, "pragma journal_mode = off", "pragma synchronous = normal"):
            database.execute(pragma).fetchall()
        database.executescript(_SCHEMA)
        database.execute("begin")
        outlets: dict[str, int] = {}
        numbered = enumerate(records)
        while batch := list(itertools.islice(numbered, _BATCH)):
            texts = [(number, record["title"], record["text"]) for number, record in batch]
            facts = [
                (
                    number,
                    outlets.setdefault(record["outlet"] or "", len(outlets)),
                    month_of(record),
                    day_of(record),
                )
                for number, record in batch
            ]
            database.executemany("insert into articles values (?, ?, ?)", texts)
            database.executemany("insert into facts values (?, ?, ?, ?)", facts)
            database.executemany("insert into words (rowid, title, body) values (?, ?, ?)", texts)
        names = [(number, name) for name, number in outlets.items()]
        database.executemany("insert into outlets values (?, ?)", names)
        database.execute("insert into words (words) values ('optimize')")
        database.execute("commit")
        database.close()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a database."""
        database = sqlite3.connect(f"file:{folder / _FILE}?mode=ro", uri=True)
        for pragma in _MEMORY:
            database.execute(pragma).fetchall()
        return cls(database)

    def understand(self, question: Question) -> tuple[str, str]:
        """Write a query of FTS5."""
        quoted = [f'"{word}"' for word in question.words]
        text = {
            "and": " AND ".join(quoted),
            "or": " OR ".join(quoted),
            "phrase": " + ".join(quoted),
            # The number is of the words between.
            "near": f"NEAR({' '.join(quoted)}, {REACH - 1})",
            "prefix": f"{quoted[0]}*",
        }.get(question.kind, quoted[0])
        return _BY_DAY if question.kind == "newest" else _BY_RANK, text

    def answer(self, understood: tuple[str, str]) -> Any:
        """Search, count, group and order in one statement."""
        statement, text = understood
        return self._database.execute(statement, (text,)).fetchall()

    def read(self, raw: Any) -> Answer:
        """Return a result in the common form."""
        outlets = {self._outlets[key]: count for part, key, count in raw if part == 0}
        months = {key: count for part, key, count in raw if part == 1}
        titles = tuple(key for part, key, _ in raw if part == 2)
        return Answer(sum(outlets.values()), titles, outlets, months)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
