"""An article with its matches numbered, so that each can point to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from searchapp.search.page import Marked, MarkedArticle


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, all of it a match or none of it.

    Args:
        text: as written.
        number: which match of the article it is, from 1; 0 where it is none.
        kind: of the match, as in `Marked.marks`; empty where it is none.
    """

    text: str
    number: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text in pieces.

    Args:
        title: the title.
        paragraphs: the body.
        captions: what stood under its pictures.
        matches: how many matches all of it holds.
    """

    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    captions: tuple[tuple[Piece, ...], ...]
    matches: int

    def after(self, number: int) -> int:
        """Return the number of the next match; after the last comes the first."""
        return number % self.matches + 1


def number_matches(marked: MarkedArticle) -> Reading:
    """Number the matches of an article in reading order."""
    numbers = count(1)
    title = _pieces(marked.title, numbers)
    paragraphs = tuple(_pieces(text, numbers) for text in marked.paragraphs)
    captions = tuple(_pieces(text, numbers) for text in marked.captions)
    return Reading(title, paragraphs, captions, next(numbers) - 1)


def _pieces(text: Marked, numbers: Iterator[int]) -> tuple[Piece, ...]:
    return tuple(
        Piece(piece, next(numbers) if kind else 0, kind) for piece, kind in text.segments()
    )
