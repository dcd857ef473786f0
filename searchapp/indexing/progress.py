"""How far a build is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Args:
        done: bytes of input that are dealt with.
        total: bytes of input in all.
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
