"""What to tell the searcher about a query that was not run quite as typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to know about how a query was read.

    Args:
        code: a stable name, such as "unbalanced-quote".
        message: one sentence for the searcher.
    """

    code: str
    message: str


def plain_hints(hints: Iterable[Hint]) -> list[dict[str, str]]:
    """Return hints as plain values for `json.dumps`."""
    return [{"code": hint.code, "message": hint.message} for hint in hints]
