"""One piece of a query → the part of the tree that it asks for.

A piece is a word, a word with `*` or `?`, or a phrase, with or without a field before it, as
`searchapp.query.repair` parts them.  Where it names no field it is looked for in all that are
scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whoosh.query import Or, Prefix, Query, Wildcard

from searchapp.analysis.compounds import ends_in_compound, is_article, is_with_article
from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Level, Wanted
from searchapp.analysis.tokens import Word, split_words, words_in
from searchapp.query.schema import DATE, NAMED, SCORED, read_dates
from searchapp.query.words import WithAliases, Words

_WILDCARDS = re.compile(r"([*?]+)")
_PHRASE = re.compile(r'([^"]*)"([^"]*)(?:"~([0-9]{1,2}))?')
_PREFIX = re.compile(r"[^*?\[]+\*")
# A word with marks of its own: =Kataib, kataib~1.
_MARKED = re.compile(r"(?<!\S)(?==|\S+~[0-2](?!\S))(=?)(\S+?)(?:~([0-2]))?(?!\S)")
_HYPHENS = frozenset("-‐‑‒–")
# What is joined by more hyphens is no name.
_MOST_PARTS = 6


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
    if piece.startswith("~"):
        return _with_aliases(piece[1:], field)
    fields = SCORED if field is None else {field: 1.0}
    if '"' in piece:
        level = Level.EXACT if piece.startswith("=") else None
        text, slop = _phrase(piece)
        found = _words(text, fields, level, slop)
    elif "*" in piece or "?" in piece:
        found = _pattern(piece, fields)
    else:
        found = _words(piece, fields)
    return found[0] if len(found) == 1 else Or(found) if found else None


def _with_aliases(piece: str, field: str | None) -> Query | None:
    clause = read_clause(piece, field)
    text = _phrase(piece)[0] if '"' in piece else piece
    names = " ".join(part for part, _, _ in _stretches(text))
    words = tuple(filter(None, map(fold, words_in(names))))
    return None if clause is None else WithAliases(clause, words, field)


def _phrase(piece: str) -> tuple[str, int]:
    """Return the text of a phrase, and how many words on each of its words may be at the most.

    Where a word with a colon stands before it, which is no field, that is its first word.
    """
    before, inside, slop = _PHRASE.findall(piece)[0]
    return f"{before.strip('=')} {inside}".strip(), max(1, int(slop or 1))


def _dates(piece: str) -> Query:
    if '"' in piece:
        piece, _ = _phrase(piece)
    elif _PREFIX.fullmatch(piece):
        piece = piece[:-1]
    return read_dates(piece)


def _words(
    text: str, fields: dict[str, float], level: Level | None = None, slop: int = 1
) -> list[Query]:
    if text.isascii() and text.isalnum():
        wanted = [Wanted(text.lower(), level)]
    else:
        wanted = [
            Wanted(surface(part[start:end]), level or own, edits)
            for part, own, edits in _stretches(text)
            for start, end in _names(part)
        ]
    if len(wanted) > 1:
        wanted = [word._replace(in_phrase=True) for word in wanted]
    if not wanted:
        return []
    return [Words(name, tuple(wanted), slop, boost) for name, boost in fields.items()]


def _stretches(text: str) -> Iterator[tuple[str, Level | None, int]]:
    """Part a text so that each word with marks of its own stands alone.

    Returns:
        For each stretch its text, its level and how many letters of each word may be wrong.
    """
    last = 0
    for match in _MARKED.finditer(text):
        exact, word, edits = match.groups()
        yield text[last : match.start()], None, 0
        yield word, Level.EXACT if exact else None, int(edits or 0)
        last = match.end()
    yield text[last:], None, 0


def _names(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand; those that are joined to one name are one."""
    words = [word for word in split_words(text) if fold(word.text)]
    names: list[tuple[int, int]] = []
    parts = 0
    for at, word in enumerate(words):
        if at and parts < _MOST_PARTS and _are_joined(text, words, at):
            names[-1] = names[-1][0], word.end
            parts += 1
        else:
            names.append((word.start, word.end))
            parts = 1
    return names


def _are_joined(text: str, words: list[Word], at: int) -> bool:
    """Return whether a word is one name with that before it: al-Sadr, Abdul Mahdi, Abd al Mahdi."""
    before = words[at - 1]
    if text[before.end : words[at].start] in _HYPHENS:
        return True
    if is_with_article(before.text, words[at].text, midst=at > 1):
        return True
    begun = before.text
    if at > 1 and is_article(begun):
        begun = f"{words[at - 2].text} {begun}"
    return ends_in_compound(begun, [word.text for word in words[at : at + 2]])


def _pattern(text: str, fields: dict[str, float]) -> list[Query]:
    glob = "".join(
        part if part[:1] in ("*", "?") else fold(part) for part in _WILDCARDS.split(text)
    )
    if not glob.strip("*?"):
        return []
    if _PREFIX.fullmatch(glob):
        return [Prefix(name, glob[:-1], boost) for name, boost in fields.items()]
    return [Wildcard(name, glob, boost) for name, boost in fields.items()]
