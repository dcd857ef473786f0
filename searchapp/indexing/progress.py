"""How far a build is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Args:
        done: bytes that are dealt with, of the input; of the index, where that is checked first.
        total: bytes in all.
        articles: articles written so far.
        step: what is being done, in words.
        skipped: of the bytes that are done, those that were indexed before and only passed over;
            what is left will not go by as fast.
    """

    done: int
    total: int
    articles: int
    step: str
    skipped: int = 0
