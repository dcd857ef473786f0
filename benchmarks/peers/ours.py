"""searchapp's own engine, through the interface that the archive uses.

It does more than the others: a hit knows the copies of its story, and a word is found however it is
accented or punctuated.  Other spellings are not asked for, as the others know none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from benchmarks.peers.base import BEST, Answer, Peer
from benchmarks.questions import KINDS, REACH, Question
from benchmarks.records import Record, make_article
from searchapp.analysis.lexicon import Level
from searchapp.engines.base import Result
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import Plan, Sort, make_plan

_ROOT = Path(__file__).resolve().parent.parent.parent


class Ours(Peer):
    """An index of searchapp."""

    kinds = frozenset(KINDS)
    comparable = frozenset(KINDS)

    def __init__(self, engine: WhooshEngine) -> None:
        self.engine = engine

    @classmethod
    def version(cls) -> str:
        """Return the version of the package."""
        project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        return str(project["version"])

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Write all articles as one file's."""
        engine = WhooshEngine.create(folder, processes=workers)
        articles = (make_article(record, number) for number, record in enumerate(records))
        with engine.writer() as writer:
            writer.replace("export.jsonl", "1", articles)
        engine.close()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index."""
        return cls(WhooshEngine.open(folder))

    def understand(self, question: Question) -> Plan:
        """Parse a query as it is typed."""
        sort = Sort.NEWEST if question.kind == "newest" else Sort.RELEVANCE
        return make_plan(query_text(question), sort=sort, limit=BEST, match=Level.LETTERS)

    def answer(self, understood: Plan) -> Result:
        """Search."""
        return self.engine.search(understood)

    def read(self, raw: Result) -> Answer:
        """Return a result in the common form."""
        return Answer(
            raw.total,
            tuple(match.title for match in raw.matches),
            {outlet or "": count for outlet, count in raw.outlets.items()},
            _months(raw.dates),
        )

    def close(self) -> None:
        """Let go of the index."""
        self.engine.close()


def query_text(question: Question) -> str:
    """Return a question as it is typed into searchapp; stock Whoosh reads it the same way."""
    words = question.words
    forms: dict[str, Any] = {
        "and": " ".join(words),
        "or": " OR ".join(words),
        "phrase": f'"{" ".join(words)}"',
        "near": f'"{" ".join(words)}"~{REACH}',
        "prefix": f"{words[0]}*",
    }
    return str(forms.get(question.kind, words[0]))


def _months(dates: Mapping[str | None, int]) -> dict[int, int]:
    return {int((date or "0").replace("-", "")): count for date, count in dates.items()}
