r"""What was typed → a tree of `whoosh.query`.

| typed                        | finds                                                       |
|------------------------------|-------------------------------------------------------------|
| kata'ib hezbollah            | articles with both words, in the title or the body          |
| drone OR missile             | either word                                                 |
| NOT drone, -drone            | articles without the word                                   |
| strike (drone OR missile)    | parentheses group                                           |
| "popular mobilization"       | the words side by side in this order                        |
| "baghdad strike"~5           | in this order, at most five words on                        |
| =kataib, ="kataib hezbollah" | so spelt, and not otherwise                                 |
| kataib~1                     | with one letter wrong as well (or two)                      |
| "=kataib hezbolah~1"         | the same for a word of a phrase                             |
| ~PMU, ~"popular guard units" | under its other names as well                               |
| al Sadr, Abdul Mahdi         | one name, in one word or in several                         |
| kata*, s?leimani             | any letters (after at least two); any one letter            |
| title:drone, author:, body:  | in one field only                                           |
| outlet:"Harbor Ledger"       | articles of an outlet                                       |
| date:2020-01, date:2019..2020| articles that are certainly of that time                    |

NOT binds tightest, then AND, then OR, then standing side by side: `drone OR missile strike` wants a
strike, and one of the other two.  Which forms a word stands for is decided when the search is run
(see `searchapp.analysis.lexicon`).
The pieces come well-formed from `searchapp.query.repair`; what each asks for says
`searchapp.query.clauses`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from whoosh.query import And, Every, Not, NullQuery, Or, Query

from searchapp.analysis.compounds import ends_in_compound, is_with_article
from searchapp.query.clauses import read_clause
from searchapp.query.hints import Hint
from searchapp.query.neighbours import in_one_word, join_names, or_apart
from searchapp.query.repair import OPERATORS, repair
from searchapp.query.schema import NAMED

_END = ""
# A word, or some that are joined by hyphens.
_PLAIN = re.compile(r"\w[\w'’‘`-]*")


class Parsed(NamedTuple):
    """A query as it was understood.

    Args:
        query: the tree; `NullQuery` where nothing is left to search for.
        hints: what was not read quite as typed.
    """

    query: Query
    hints: tuple[Hint, ...]


def parse(text: str) -> Parsed:
    """Understand what was typed; anything can be typed.

    Args:
        text: the query; empty, or a lone `*`, asks for every article.

    Returns:
        The tree and the hints.  In the tree nothing stands twice in one `And` or `Or`, and none of
        them stands directly in another of its kind.
    """
    if text.strip() in ("", "*"):
        return Parsed(Every(), ())
    pieces, hints = repair(text, NAMED)
    if not pieces:
        nothing = Hint("nothing-to-search", "There is no word to search for in this query.")
        return Parsed(NullQuery, (*hints, nothing))
    reader = _Reader(pieces)
    query = reader.all_of(None)
    return Parsed(NullQuery if query is None else query, hints + tuple(reader.hints))


class _Reader:
    """Reads the pieces of a query from left to right, by recursive descent.

        all_of  = any_of {any_of}
        any_of  = both_of {"OR" both_of}
        both_of = operand {"AND" operand}
        operand = "NOT" operand | [field ":"] "(" all_of ")" | piece

    What holds no word to search for, and so is None, is left out of what it stands in; among all
    that is wanted None parts what an operator or parentheses part.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.hints: list[Hint] = []
        self._pieces = (*pieces, _END)
        self._at = 0

    def all_of(self, field: str | None) -> Query | None:
        parts: list[Query | None] = []
        while self._pieces[self._at] not in (")", _END):
            parts += self._any_of(field)
        return _joined(And, join_names(parts))

    def _any_of(self, field: str | None) -> list[Query | None]:
        parts = self._both_of(field)
        if self._pieces[self._at] != "OR":
            return parts
        each = [_joined(And, parts)]
        while self._passed("OR"):
            each.append(_joined(And, self._both_of(field)))
        return [None, _joined(Or, each), None]

    def _both_of(self, field: str | None) -> list[Query | None]:
        parts = self._beside(field)
        while self._passed("AND"):
            parts += [None, *self._beside(field)]
        return parts

    def _beside(self, field: str | None) -> list[Query | None]:
        """Return an operand; None stands around one that parentheses part from what is beside."""
        start = self._at
        operand = self._operand(field)
        is_group = "(" in self._pieces[start : self._at]
        return [None, operand, None] if is_group else [operand] if operand is not None else []

    def _operand(self, field: str | None) -> Query | None:
        if self._passed("NOT"):
            excluded = self._operand(field)
            return None if excluded is None else Not(excluded)
        piece = self._pieces[self._at]
        self._at += 1
        if piece == "(":
            group = self.all_of(field)
            self._at += 1
            return group
        if piece[-1] == ":" and piece[:-1] in NAMED:
            return self._operand(piece[:-1])
        name, rest = self._whole_name(piece)
        clause = read_clause(name, field)
        if clause is not None and clause.error is not None:
            message = f"{clause.error}. Write it as 2020, 2020-01, 2020-01-03 or 2019..2020."
            self.hints.append(Hint("bad-date", message))
        if clause is None:
            return None
        apart = _joined(And, [read_clause(piece, field), _Reader(rest).all_of(field)])
        clause = in_one_word(clause)
        return or_apart(clause, apart) if rest and apart is not None else clause

    def _whole_name(self, piece: str) -> tuple[str, Sequence[str]]:
        """Return a piece with those behind it that make a name of it: the Mahdi of Abdul Mahdi.

        Returns:
            The name, and the pieces behind the first where that alone is but the beginning of one.
        """
        midst = self._at > 1 and _is_plain(self._pieces[self._at - 2])
        start, is_compound = self._at, False
        while _is_plain(behind := self._pieces[self._at]):
            ahead = [*itertools.takewhile(_is_plain, self._pieces[self._at : self._at + 2])]
            if ends_in_compound(piece, ahead):
                piece, is_compound = f"{piece} {behind}", True
            elif is_with_article(piece, behind):
                piece = f"{piece} {behind}"
            elif is_with_article(piece, behind, midst=midst):
                piece = f"{piece}-{behind}"
            else:
                break
            self._at += 1
        return piece, self._pieces[start : self._at] if is_compound else ()

    def _passed(self, operator: str) -> bool:
        found = self._pieces[self._at] == operator
        self._at += found
        return found


def _is_plain(piece: str) -> bool:
    return _PLAIN.fullmatch(piece) is not None and piece not in OPERATORS


def _joined(kind: type[And | Or], parts: Sequence[Query | None]) -> Query | None:
    flat: dict[Query, None] = {}
    for part in parts:
        if isinstance(part, kind):
            flat.update(dict.fromkeys(part.subqueries))
        elif part is not None:
            flat[part] = None
    return kind(list(flat)) if len(flat) > 1 else next(iter(flat), None)
