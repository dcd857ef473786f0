"""The query language on Whoosh's own parser, to hold `searchapp.query.syntax` against.

It reads one character after the other, and takes the inside of some words for a field or a
wildcard; `differs` finds these.  They are wrong, as is what `_put_right` changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.qparser import MultifieldParser, plugins
from whoosh.query import And, NullQuery, Or, Phrase, Prefix, Query, Term, Wildcard

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import split_words, words_in
from searchapp.query.hints import Hint
from searchapp.query.repair import join
from searchapp.query.schema import NAMED, SCORED, read_dates
from searchapp.query.words import WithAliases, Words

_DIFFERS = re.compile(
    r"""
    (?<=[^\s("\w])\w+:               # Kata'ib:x, a.title:x, title:foo:x: a field inside a word
    | \*:                            # ka*:x: a field named *
    | \w{21}:"                       # a field with a longer name than any
    | [*?]{2}[^\s*?]                 # ka**b: a wildcard, and another word
    | "~0                            # a phrase, and the word 0
    | date:[\[{]\S*\ [^\]}]*[\]}]     # date:[2019 2020]: a date, and words
    | date:\(.*\w:"                  # date:(foo:"a b"): what is said of no date
    | ~[0-2](?=[\s)"]|$)              # kataib~1: the number of wrong letters
    | ~"                             # ~"a b": a name under its other names too
    | =                              # =kataib: a word that is not expanded
    | (?i:(?<!\w)[aeu](?:l|sh|[dnrz])\ )   # al Sadr: an article and its name
    | [\u055e\u061f\u1367]            # question marks that part no words
    """,
    re.VERBOSE,
)


class _Folding(Analyzer):
    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        token = Token(chars=True, mode="")
        token.boost, token.stopped, token.startchar, token.endchar = 1.0, False, 0, 0
        if not options.get("tokenize", True):
            parts = re.split(r"([*?]+)", value)
            token.text = "".join(p if p[:1] in ("*", "?") else fold(p) for p in parts)
            yield token
            return
        for word in split_words(value):
            token.text = fold(word.text)
            if token.text:
                yield token


class _Day(NUMERIC):
    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        return read_dates(qstring)


_TEXTS = {
    name: TEXT(analyzer=_Folding(), multitoken_query="phrase") for name in NAMED if name != "date"
}
_PARSER = MultifieldParser(
    list(SCORED),
    Schema(**_TEXTS, date=_Day()),
    fieldboosts=SCORED,
    plugins=[
        plugins.FieldsPlugin(),
        plugins.WildcardPlugin(),
        plugins.PhrasePlugin(),
        plugins.GroupPlugin(),
        plugins.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
    ],
)


def differs(pieces: Sequence[str]) -> bool:
    """Tell whether Whoosh's parser takes a query for another than it is."""
    return _DIFFERS.search(join(pieces)) is not None


def as_whoosh(node: Query) -> Query:
    """Return a tree with terms and phrases of folded words in the place of words as typed."""
    if isinstance(node, Words):
        folded = [fold(word) for wanted in node.words for word in words_in(wanted.text)]
        words = [word for word in folded if word]
        if len(words) == 1:
            return Term(node.fieldname, words[0], node.boost)
        return Phrase(node.fieldname, words, node.slop, node.boost)
    if isinstance(node, WithAliases):
        return as_whoosh(node.clause)
    if isinstance(node, Or):
        # Whoosh knows nothing of names in one word or in several.
        node = Or([part for part in node.subqueries if not _is_fused(part)])
    changed = node.apply(as_whoosh)
    if isinstance(changed, And | Or):
        # What stood in a node of ours may now stand directly in another of its kind.
        parts = [
            part
            for each in changed.subqueries
            for part in (each.subqueries if type(each) is type(changed) else [each])
        ]
        different = list(dict.fromkeys(parts))
        return different[0] if len(different) == 1 else type(changed)(different)
    return changed


def _is_fused(node: Query) -> bool:
    return isinstance(node, Words) and any(word.fused for word in node.words)


def read_with_whoosh(pieces: Sequence[str]) -> tuple[Query, list[Hint]]:
    """Return the tree that Whoosh's parser makes, and the hints that come of it."""
    tree = _PARSER.parse(join(pieces), normalize=False)
    hints = [
        Hint("bad-date", f"{leaf.error}. Write it as 2020, 2020-01, 2020-01-03 or 2019..2020.")
        for leaf in tree.leaves()
        if leaf.error is not None
    ]
    return tree.accept(_put_right).normalize(), hints


def _put_right(node: Query) -> Query:
    if isinstance(node, Phrase) and len(node.words) == 1:
        # Normalized by Whoosh, it forgets what it weighs.
        return Term(node.fieldname, node.words[0], node.boost)
    if isinstance(node, Prefix | Wildcard) and not node.text.strip("*?"):
        # Of a word in letters that are not known it keeps the wildcard, which finds everything.
        return NullQuery
    return node
