"""What the benchmark asks of an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from benchmarks.questions import Question
from benchmarks.records import Record

BEST = 10
TITLE_BOOST = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine said, in the words of all of them; for comparing, not timed.

    Args:
        count: how many articles match.
        titles: of the ten best.
        outlets: articles by outlet, "" where it is not known.
        months: articles by month as 202001, 0 where it is not known.
    """

    count: int
    titles: tuple[str, ...]
    outlets: Mapping[str, int]
    months: Mapping[int, int]


class Peer(Protocol):
    """An engine with an index in a folder; adapters inherit what they need not do."""

    kinds: ClassVar[frozenset[str]]
    """The kinds of question it can answer."""
    comparable: ClassVar[frozenset[str]]
    """Those that mean to it what they mean to the others, so that counts must be the same."""

    @classmethod
    def version(cls) -> str:
        """Return the version of its library."""

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Make an index of articles, whole and on disk when it returns.

        Args:
            folder: an empty folder.
            records: the articles.
            workers: how many processes or threads it may use, where it can use several.
        """

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index, ready to answer."""

    def understand(self, question: Question) -> Any:
        """Make of a question what the engine takes; timed as part of the answer."""

    def answer(self, understood: Any) -> Any:
        """Find count, titles, outlets and months, in whatever form the engine gives them."""

    def read(self, raw: Any) -> Answer:
        """Return what `answer` found, in the common form."""

    def close(self) -> None:
        """Let go of the index, where that is to be done."""
        return


def month_of(record: Record) -> int:
    """Return the month of an article as 202001, 0 where it has no date."""
    return day_of(record) // 100


def day_of(record: Record) -> int:
    """Return the day of an article as 20200103, 0 where it has no date."""
    date = record["date"]
    return 0 if date is None else int(date.replace("-", ""))
