"""Other names of what a query names: offered with counts, and searched for where `~` asks for them.

Nothing is added to a search unasked: a group of names says what is the same, and some names mean
other things as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from whoosh.query import Query

from searchapp.analysis.aliases import Aliases, Offer, Relation, are_spellings, offers
from searchapp.analysis.english import is_word
from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import split_words
from searchapp.query.clauses import read_clause
from searchapp.query.hints import Hint
from searchapp.query.plan import Plan
from searchapp.query.repair import OPERATORS, QUOTES
from searchapp.query.schema import NAMED
from searchapp.query.words import Alias, WithAliases, sought

# So many other names are counted for a page.
MOST = 6
_SAME = (Relation.SAME, Relation.FORMER, Relation.PRESENT)
# What stands between two words of one name.
_BETWEEN = re.compile(r"[\s‐‑‒–-]*")
# A word behind one of these is asked for otherwise than for its name, or not at all.
_BOUND = re.compile(rf"[-=~:+]$|\bNOT\s+$|\b(?i:{'|'.join(NAMED)}):\s+$")
# What parts a query into pieces; a sign before a piece counts for all of its words.
_PARTED = re.compile(rf'[\s()"{QUOTES}]')
# A hyphen behind a name joins it to more; behind parentheses it would take that out.
_JOINED = re.compile(r"-\w")


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of what a query names.

    Args:
        asked: the name in the query, as typed.
        offer: the other one, and who says so.
        total: how many results the query has with the other name in the place of that.
        query: the query with both.
        every: the query with all names that mean the same, and nothing else.
        also: other spellings of it that are searched for with it.
    """

    asked: str
    offer: Offer
    total: int
    query: str
    every: str
    also: tuple[str, ...] = ()

    @property
    def is_in_every(self) -> bool:
        """Whether `every` asks for it as well: whether it means the same, and nothing else."""
        return _is_sought(self.offer)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values for `json.dumps`."""
        own = {"asked": self.asked, "total": self.total, "query": self.query, "every": self.every}
        return self.offer.to_json() | own | {"also": list(self.also)}


def resolve(plan: Plan, aliases: Aliases) -> Plan:
    """Put beside a name with `~` all that mean the same.

    Args:
        plan: of the query.
        aliases: the groups of names.

    Returns:
        The plan, with a hint for each name that has no others, and for each of the users' files
        that is left out, wherever names are looked for.
    """
    wrong = aliases.problems if any(True for _ in sought(plan.query)) else ()
    hints = {
        problem: Hint(
            "aliases-left-out", f"Other names are left out until this is mended: {problem}"
        )
        for problem in wrong
    }

    def resolved(node: Query) -> Query:
        if not isinstance(node, WithAliases):
            return node.apply(resolved)
        others = []
        # The first spelling of each name: as a file writes it, what it is to the typed one, and
        # as it is called here.
        heads = [(aliases.written(node.words), Relation.SAME, node.name)]
        for offer in aliases.related(node.words):
            clause = read_clause(_quoted(offer.name), node.fieldname)
            if clause is not None and _is_sought(offer):
                head = _head(offer, heads)
                if head is None:
                    head = offer.name
                    heads.append((offer.name, offer.relation, offer.name))
                others.append(Alias(offer.name, offer.citation, clause, head))
        if not others:
            message = f"No other name of {node.name} is known, so it was searched for alone."
            hints[node.name] = Hint("no-alias", message)
        return WithAliases(node.clause, node.words, node.fieldname, tuple(others))

    query = resolved(plan.query)
    return plan._replace(query=query, hints=(*plan.hints, *hints.values()))


def _is_sought(offer: Offer) -> bool:
    """Return whether `~` asks for a name."""
    return offer.relation in _SAME and not offer.ambiguous


def _head(offer: Offer, heads: Sequence[tuple[str, Relation, str]]) -> str | None:
    """Return what the first spelling of a name is called; None where it is the first itself."""
    for written, relation, name in heads:
        if relation is offer.relation and are_spellings(written, offer.name):
            return name
    return None


class Counted(NamedTuple):
    """How much a query finds.

    Args:
        total: how many results.
        articles: how many articles they are.
    """

    total: int
    articles: int


def find_other_names(
    query: str, aliases: Aliases, articles: int, count: Callable[[str], Counted]
) -> tuple[OtherName, ...]:
    """Find the other names of what a query names.

    Args:
        query: as typed.
        aliases: the groups of names.
        articles: how many it finds.
        count: returns how much a query finds.

    Returns:
        Those that find an article that the query does not, `MOST` at the most; the same before
        parts and wholes.
    """
    spots = list(_spots(query))
    found = [
        (offer, spots[named.start][1], spots[named.end - 1][2])
        for named in offers([word for word, _, _ in spots], aliases)
        for offer in named.offers
        # How often IS means the Islamic State, no count of "is" can tell.
        if not is_word(fold(offer.name))
    ]
    order = list(Relation)
    found.sort(key=lambda each: order.index(each[0].relation))
    others = []
    for (offer, *spelt), first, last in _by_spelling(found)[:MOST]:
        start, end = _with_quotes(query, first, last)
        before, asked, behind = query[:start], query[start:end], query[end:]
        if not _is_exchangeable(before, asked, behind):
            continue
        also = tuple(each.name for each in spelt)
        either = " OR ".join(map(_quoted, (offer.name, *also)))
        alone = count(f"{before}({either}){behind}" if also else f"{before}{either}{behind}")
        both = _with_others(before, asked, behind, either)
        # More than the query finds is something else; القاعدة is in all articles of al-Qaeda.
        if alone.articles > articles or (alone.articles and count(both).articles > articles):
            every = f"{before}~{_with_sign(asked)}{behind}"
            others.append(OtherName(asked.strip('"'), offer, alone.total, both, every, also))
    return tuple(others)


def _is_exchangeable(before: str, asked: str, behind: str) -> bool:
    """Return whether other names can be put in the place of one, by what stands around it.

    Not so inside quotation marks, before a sign that says how it is to be found, where more is
    joined to it by a hyphen, and where an operator takes one of its words.
    """
    quotes = sum(map(before.count, f'"{QUOTES}'))
    if quotes % 2 or behind.startswith(("~", "^")) or _JOINED.match(behind):
        return False
    return _is_one_piece(asked) or not _is_taken_apart(before, behind)


def _is_taken_apart(before: str, behind: str) -> bool:
    """Return whether words side by side between these do not mean what they mean as a group.

    OR binds tighter than standing side by side, and AND still tighter.
    """
    words = before.split(), behind.split()
    beside = {*words[0][-1:], *words[1][:1]}
    return "OR" in beside or ("AND" in beside and any("OR" in each for each in words))


def _with_others(before: str, asked: str, behind: str, others: str) -> str:
    """Return a query with other names beside one; names in several words are groups of their own.

    Args:
        before: what stands before the name.
        asked: the name, with its quotes if it has some.
        behind: what stands behind it.
        others: the other names, joined by OR.
    """
    either = f"{asked if _is_one_piece(asked) else f'({asked})'} OR {others}"
    # Parentheses that are there are used again: those of a query nest so deep and no deeper.
    is_group = before.endswith("(") and behind.startswith(")")
    return f"{before}{either if is_group else f'({either})'}{behind}"


def _is_one_piece(asked: str) -> bool:
    return asked.startswith('"') or len(asked.split()) == 1


def _by_spelling(
    found: Iterable[tuple[Offer, int, int]],
) -> list[tuple[list[Offer], int, int]]:
    """Put the spellings of one name together, where they stand in one place for one thing."""
    rows: list[tuple[list[Offer], int, int]] = []
    for offer, first, last in found:
        alike = (row for row in rows if row[1:] == (first, last) and _is_respelt(row[0][0], offer))
        row = next(alike, None)
        if row is None:
            rows.append(([offer], first, last))
        else:
            row[0].append(offer)
    return rows


def _is_respelt(one: Offer, other: Offer) -> bool:
    is_one_kind = (one.relation, one.ambiguous) == (other.relation, other.ambiguous)
    return is_one_kind and are_spellings(one.name, other.name)


def _spots(query: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a query folded, with their places; an empty one where names are parted."""
    last, is_bound = 0, False
    for word in split_words(query):
        between = query[last : word.start]
        if last and not _BETWEEN.fullmatch(between):
            yield "", last, word.start
        is_same_piece = last and not _PARTED.search(between)
        is_bound = (is_bound and is_same_piece) or _is_bound(query, word.start, last)
        is_name = word.text not in OPERATORS and not is_bound
        yield fold(word.text) if is_name else "", word.start, word.end
        last = word.end


def _is_bound(query: str, start: int, last: int) -> bool:
    before = query[:start].rstrip('"')
    # A hyphen between two words joins them; before a word it takes it out.
    return _BOUND.search(before) is not None and not (last and before[last:] in ("-", "‐"))


def _with_quotes(query: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a name with the quotes that stand around it and nothing else."""
    if query[start - 1 : start] == '"' and query[end : end + 1] == '"':
        return start - 1, end + 1
    return start, end


def _with_sign(asked: str) -> str:
    """Return a name as it is written behind a sign, which stands before one piece."""
    return asked if _is_one_piece(asked) else _quoted(asked)


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', " "))
