"""What to tell the searcher about a query that was not run quite as typed."""

from __future__ import annotations

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
