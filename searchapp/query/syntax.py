r"""What was typed → a tree of `whoosh.query`.

| typed                        | finds                                                       |
|------------------------------|-------------------------------------------------------------|
| kata'ib hezbollah            | articles with both words, in the title or the body          |
| drone OR missile             | either word                                                 |
| NOT drone, -drone            | articles without the word                                   |
| strike (drone OR missile)    | parentheses group                                           |
| "popular mobilization"       | the words side by side in this order                        |
| "baghdad strike"~5           | in this order, at most five words on                        |
| kata*, s?leimani             | any letters (after at least two); any one letter            |
| title:drone, author:, body:  | in one field only                                           |
| outlet:"Harbor Ledger"       | articles of an outlet                                       |
| date:2020-01, date:2019..2020| articles that are certainly of that time                    |

NOT binds tightest, then AND, then OR, then standing side by side: `drone OR missile strike` wants a
strike, and one of the other two.  Words are compared folded (see `searchapp.analysis.folding`).
Whoosh's own parser does the work, on text that `searchapp.query.repair` has made well-formed.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from whoosh.qparser import MultifieldParser, QueryParser, plugins
from whoosh.query import Every, NullQuery, Query

from searchapp.query.hints import Hint
from searchapp.query.repair import repair
from searchapp.query.schema import NAMED, SCORED, query_schema


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood.

    Args:
        query: the tree; `NullQuery` where nothing is left to search for.
        hints: what was not read quite as typed.
    """

    query: Query
    hints: tuple[Hint, ...]


# Whoever turns pages and tries filters asks the same again; nobody changes a tree.
@functools.lru_cache(maxsize=256)
def parse(text: str) -> Parsed:
    """Understand what was typed; anything can be typed.

    Args:
        text: the query; empty, or a lone `*`, asks for every article.

    Returns:
        The tree and the hints.
    """
    if text.strip() in ("", "*"):
        return Parsed(Every(), ())
    well_formed, hints = repair(text, NAMED)
    if not well_formed:
        nothing = Hint("nothing-to-search", "There is no word to search for in this query.")
        return Parsed(NullQuery, (*hints, nothing))
    tree = _parser().parse(well_formed, normalize=False)
    bad_dates = tuple(
        Hint("bad-date", f"{leaf.error}. Write it as 2020, 2020-01, 2020-01-03 or 2019..2020.")
        for leaf in tree.leaves()
        if getattr(leaf, "error", None) is not None
    )
    return Parsed(tree.normalize(), hints + bad_dates)


@functools.cache
def _parser() -> QueryParser:
    return MultifieldParser(
        list(SCORED),
        query_schema(),
        fieldboosts=SCORED,
        plugins=[
            plugins.FieldsPlugin(),
            plugins.WildcardPlugin(),
            plugins.PhrasePlugin(),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
        ],
    )
