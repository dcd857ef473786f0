"""Suggestions while a query is typed: how its last word, or its last few, can go on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from whoosh.query import NullQuery

from searchapp.analysis.aliases import Aliases
from searchapp.analysis.aliasgroups import is_article
from searchapp.analysis.folding import fold
from searchapp.analysis.particles import particles
from searchapp.analysis.tokens import APOSTROPHES, Word, split_words, words_in
from searchapp.engines.base import Engine
from searchapp.engines.completion import Completion, Offered, Typed
from searchapp.query.plan import Plan, make_plan
from searchapp.query.repair import OPERATORS
from searchapp.query.words import typeable
from searchapp.search.othernames import resolve

# Who types more than so much has no use for suggestions.
_LONGEST = 400
# So many of the last words are looked up as the beginning of one name.
_MOST_WORDS = 3
_BETWEEN = re.compile(rf"[\s\-‐-–{re.escape(APOSTROPHES)}]*")
# Words are mostly apart where so many times more articles have them than have the name of them.
_APART = 3
# Behind this what was typed before does not say what articles must have.
_FREE = re.compile(r"(?:^|[\s(])OR\s+$")
# What stands behind these is taken out.
_TAKEN_OUT = re.compile(r"(?:^|[\s(])(?:NOT\s+|-)[=~]?$")
_HYPHENS = frozenset("-‐‑‒–")
# Who asks for few gets the first of those that who asks for so many gets.
_FEWEST = 10
_FIELD = re.compile(r"([a-z]+):$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How a query that is being typed can go on.

    Args:
        text: what is suggested: a word, a name of several words, or an outlet.
        kind: "word", "name" or "outlet".
        query: the whole query with it.
        articles: how many articles the whole query finds.
        spellings: how many spellings it has in the archive, case, accents and apostrophes aside.
    """

    text: str
    kind: str
    query: str
    articles: int
    spellings: int

    def to_json(self) -> dict[str, Any]:
        """Return the suggestion as plain values for `json.dumps`."""
        return {name: getattr(self, name) for name in self.__slots__}


class _Begun(NamedTuple):
    """What was typed, in two parts.

    Args:
        head: what stays as it is.
        typed: what goes on, and with what.
        is_out: whether it is taken out of what the rest finds.
    """

    head: str
    typed: Typed
    is_out: bool

    def query(self, offered: Offered, text: str) -> str:
        """Return the whole query that goes on with something."""
        if offered is Offered.OUTLET:
            return self.head + 'outlet:"{}"'.format(" ".join(text.replace('"', " ").split()))
        text = typeable(text)
        return self.head + (f'"{text}"' if " " in text else text)

    def place(self, found: Completion) -> tuple[bool, int, str, str]:
        """Return what puts something in its place among all that is suggested."""
        follows = found.follows or len(self.typed.words) > 1
        articles = found.articles if self.is_out else -found.articles
        return not follows, articles, found.text, self.query(*found[:2])


def suggest(
    engine: Engine, typed: str, limit: int, deadline: float, aliases: Aliases
) -> tuple[Suggestion, ...]:
    """Suggest how a query can go on.

    Args:
        engine: whose archive is searched.
        typed: the query as far as it is typed.
        limit: how many to return at the most.
        deadline: seconds after which what was found till then is returned.
        aliases: the groups of names.

    Returns:
        Those first that stand right behind the word before in the archive, then those with the most
        articles, or of what is taken out those that leave the fewest, then by text.

    Raises:
        IndexDamaged: a file of the index cannot be read.
    """
    found: dict[frozenset[str], tuple[_Begun, Completion]] = {}
    end = time.monotonic() + deadline
    most = max(limit, _FEWEST)

    def planned(query: str) -> Plan:
        return resolve(make_plan(query, limit=0, deadline=deadline), aliases)

    for begun in _begun(typed) if len(typed) <= _LONGEST else ():
        query = begun.query
        asked = begun.typed._replace(within=_within(planned, begun.head))
        left = end - time.monotonic()
        for each in engine.complete(
            asked, most, lambda *what, query=query: planned(query(*what)), deadline=left
        ):
            words_of = frozenset(map(fold, words_in(query(each.offered, each.text))))
            known = found.get(words_of)
            # Who is offered "white house" needs neither white house nor white "white house", unless
            # most articles have the words apart.
            if known is None or each.articles > _APART * known[1].articles:
                found[words_of] = begun, each
    ordered = sorted(found.values(), key=lambda each: each[0].place(each[1]))
    return tuple(_suggestion(*each) for each in ordered[:limit])


def _suggestion(begun: _Begun, found: Completion) -> Suggestion:
    query = begun.query(found.offered, found.text)
    return Suggestion(found.text, str(found.offered), query, found.articles, found.spellings)


def _begun(typed: str) -> Iterator[_Begun]:
    """Yield the ways to part what was typed, those with the most words that go on first."""
    words = [word for word in split_words(typed) if fold(word.text)]
    if not words or not _BETWEEN.fullmatch(typed, words[-1].end):
        return
    # What stands behind the last word ends it, but for the apostrophe in Qa'.
    is_over = bool(typed[words[-1].end :].strip(APOSTROPHES))
    for count in range(_joined(typed, words), 0, -1):
        head, tail = typed[: words[-count].start], words[-count:]
        if head.count('"') % 2:
            if not head.endswith('"'):
                # Only what stands in the quotation marks from their beginning is a name.
                continue
            head = head[:-1]
        field = _FIELD.search(head)
        offered = frozenset(Offered) - ({Offered.OUTLET} if field else set())
        if field and field[1].lower() == "outlet":
            head, offered = head[: field.start()], frozenset({Offered.OUTLET})
        letters = [fold(word.text) for word in tail]
        begun = (*letters, "") if is_over else tuple(letters)
        is_out = _TAKEN_OUT.search(head) is not None
        before = "" if is_out else _before(typed, words, count)
        is_joined = bool(before) and _is_joined(typed, words, count)
        if is_joined:
            # A hyphen joins it to one word; names and outlets stand apart.
            offered &= {Offered.WORD}
        is_exact = head.endswith("=")
        yield _Begun(head, Typed(begun, offered, None, before, is_exact, is_joined), is_out)


def _joined(typed: str, words: list[Word]) -> int:
    """Return how many of the last words can be of one name."""
    count = 1
    while count < min(len(words), _MOST_WORDS):
        before, word = words[-count - 1], words[-count]
        is_apart = not _BETWEEN.fullmatch(typed, before.end, word.start)
        if is_apart or before.text in OPERATORS or _TAKEN_OUT.search(typed[: word.start]):
            break
        count += 1
    return count


def _is_joined(typed: str, words: list[Word], count: int) -> bool:
    """Return whether a hyphen joins so many of the last words to the one before them."""
    behind = words[-count]
    return typed[words[-count - 1].end : behind.start] in _HYPHENS


def _before(typed: str, words: list[Word], count: int) -> str:
    """Return the last word before so many that stands right before them, those aside that serve.

    None serves that a hyphen joins to what is behind.
    """
    last = len(words) - count - 1
    for at in range(last, -1, -1):
        word, behind = words[at], words[at + 1]
        is_apart = not _BETWEEN.fullmatch(typed, word.end, behind.start)
        if is_apart or word.text in OPERATORS:
            break
        letters = fold(word.text)
        serves = letters in particles() or is_article(letters)
        if not serves or (at == last and _is_joined(typed, words, count)):
            return letters
    return ""


def _within(planned: Callable[[str], Plan], head: str) -> Plan | None:
    """Return the plan for what the articles must have, None where that is nothing."""
    if not head.strip() or _FREE.search(head):
        return None
    plan = planned(head)
    return None if plan.query == NullQuery else plan
