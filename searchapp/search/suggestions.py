"""Suggestions while a query is typed: how its last word, or its last few, can go on."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from whoosh.query import NullQuery

from searchapp.analysis.aliasgroups import is_article
from searchapp.analysis.folding import fold
from searchapp.analysis.particles import particles
from searchapp.analysis.tokens import APOSTROPHES, Word, split_words, words_in
from searchapp.engines.base import Engine
from searchapp.engines.completion import Completion, Offered
from searchapp.query.plan import Plan, make_plan
from searchapp.query.repair import OPERATORS

# Who types more than so much has no use for suggestions.
_LONGEST = 400
# So many of the last words are looked up as the beginning of one name.
_MOST_WORDS = 3
_BETWEEN = re.compile(rf"[\s\-‐-–{re.escape(APOSTROPHES)}]*")
# Words are mostly apart where so many times more articles have them than have the name of them.
_APART = 3
# Behind these what was typed before does not say what articles must have.
_FREE = re.compile(r"(?:^|[\s(])(?:OR\s+|NOT\s+|-)$")
_FIELD = re.compile(r"([a-z]+):$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How a query that is being typed can go on.

    Args:
        text: what is suggested: a word, a name of several words, or an outlet.
        kind: "word", "name" or "outlet".
        query: the whole query with it.
        articles: how many articles have it in any of its spellings, or are of the outlet; of those
            only that have the other words of the query, where there are any.
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
        words: what goes on, folded.
        offered: what it may go on with.
        before: the word right before, folded; empty where there is none.
    """

    head: str
    words: tuple[str, ...]
    offered: frozenset[Offered]
    before: str


def suggest(engine: Engine, typed: str, limit: int, deadline: float) -> tuple[Suggestion, ...]:
    """Suggest how a query can go on.

    Args:
        engine: whose archive is searched.
        typed: the query as far as it is typed.
        limit: how many to return at the most.
        deadline: seconds after which what was found till then is returned.

    Returns:
        Those first that stand right behind the word before in the archive, then those with the most
        articles, then by text.

    Raises:
        IndexDamaged: a file of the index cannot be read.
    """
    found: dict[frozenset[str], tuple[bool, Suggestion]] = {}
    end = time.monotonic() + deadline
    for head, words, offered, before in _begun(typed) if len(typed) <= _LONGEST else ():
        left = end - time.monotonic()
        within = _within(head, left)
        for each in engine.complete(words, offered, limit, within, before, deadline=left):
            query, kind = head + _written(each), str(each.offered)
            suggestion = Suggestion(each.text, kind, query, each.articles, each.spellings)
            words_of = frozenset(map(fold, words_in(query)))
            known = found.get(words_of)
            # Who is offered "white house" needs neither white house nor white "white house", unless
            # most articles have the words apart.
            if known is None or suggestion.articles > _APART * known[1].articles:
                found[words_of] = each.follows or len(words) > 1, suggestion
    ordered = sorted(found.values(), key=_order)
    return tuple(suggestion for _, suggestion in ordered[:limit])


def _order(found: tuple[bool, Suggestion]) -> tuple[bool, int, str, str]:
    follows, suggestion = found
    return not follows, -suggestion.articles, suggestion.text, suggestion.query


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
        yield _Begun(head, begun, offered, _before(typed, words, count))


def _joined(typed: str, words: list[Word]) -> int:
    """Return how many of the last words can be of one name."""
    count = 1
    while count < min(len(words), _MOST_WORDS):
        before, word = words[-count - 1], words[-count]
        is_apart = not _BETWEEN.fullmatch(typed, before.end, word.start)
        if is_apart or before.text in OPERATORS:
            break
        count += 1
    return count


def _before(typed: str, words: list[Word], count: int) -> str:
    """Return the last word before so many that stands right before them, those aside that serve."""
    for at in range(len(words) - count - 1, -1, -1):
        word, behind = words[at], words[at + 1]
        is_apart = not _BETWEEN.fullmatch(typed, word.end, behind.start)
        if is_apart or word.text in OPERATORS:
            break
        letters = fold(word.text)
        if letters not in particles() and not is_article(letters):
            return letters
    return ""


def _within(head: str, deadline: float) -> Plan | None:
    """Return the plan for what the articles must have, None where that is nothing."""
    if not head.strip() or _FREE.search(head):
        return None
    plan = make_plan(head, limit=0, deadline=deadline)
    return None if plan.query == NullQuery else plan


def _written(completion: Completion) -> str:
    """Return a completion as it is searched for."""
    text = completion.text
    if completion.offered is Offered.OUTLET:
        return 'outlet:"{}"'.format(" ".join(text.replace('"', " ").split()))
    return f'"{text}"' if " " in text else text
