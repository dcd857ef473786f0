"""One piece of a query → the part of the tree that it asks for.

A piece is a word, a word with `*` or `?`, or a phrase, with or without a field before it, as
`searchapp.query.repair` parts them.  Where it names no field it is looked for in all that are
scored.
"""

from __future__ import annotations

import re

from whoosh.query import Or, Phrase, Prefix, Query, Term, Wildcard

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import words_in
from searchapp.query.schema import DATE, NAMED, SCORED, read_dates

_WILDCARDS = re.compile(r"([*?]+)")
_PHRASE = re.compile(r'([^"]*)"([^"]*)(?:"~([0-9]{1,2}))?')
_PREFIX = re.compile(r"[^*?\[]+\*")


def read_clause(piece: str, field: str | None) -> Query | None:
    """Read a piece.

    Args:
        piece: the piece; a field that stands before it goes before the other.
        field: the field of the group that the piece is in, None where it has none.

    Returns:
        What to look for; None where the piece has no letter that an index knows.
    """
    name, _, rest = piece.partition(":")
    if rest and name in NAMED:
        field, piece = name, rest
    if field == DATE:
        return _dates(piece)
    fields = SCORED if field is None else {field: 1.0}
    if '"' in piece:
        found = _words(*_phrase(piece), fields)
    elif "*" in piece or "?" in piece:
        found = _pattern(piece, fields)
    else:
        found = _words(piece, 1, fields)
    return found[0] if len(found) == 1 else Or(found) if found else None


def _phrase(piece: str) -> tuple[str, int]:
    """Return the text of a phrase, and how many words on each of its words may be at the most.

    Where a word with a colon stands before it, which is no field, that is its first word.
    """
    before, inside, slop = _PHRASE.findall(piece)[0]
    return before + inside, max(1, int(slop or 1))


def _dates(piece: str) -> Query:
    if '"' in piece:
        piece, _ = _phrase(piece)
    elif _PREFIX.fullmatch(piece):
        piece = piece[:-1]
    return read_dates(piece)


def _words(text: str, slop: int, fields: dict[str, float]) -> list[Query]:
    words = [folded for word in words_in(text) if (folded := fold(word))]
    if not words:
        return []
    if len(words) == 1:
        return [Term(name, words[0], boost) for name, boost in fields.items()]
    return [Phrase(name, words, slop, boost) for name, boost in fields.items()]


def _pattern(text: str, fields: dict[str, float]) -> list[Query]:
    glob = "".join(
        part if part[:1] in ("*", "?") else fold(part) for part in _WILDCARDS.split(text)
    )
    if not glob.strip("*?"):
        return []
    if _PREFIX.fullmatch(glob):
        return [Prefix(name, glob[:-1], boost) for name, boost in fields.items()]
    return [Wildcard(name, glob, boost) for name, boost in fields.items()]
