"""Other names of what is named: whole names that mean one thing (PMU, Hashd al-Shaabi).

They are data with a source: the groups that come with the program (`aliases.toml`), and the users'
own beside their corpus, in the same format (`aliasgroups`).  A user's group extends each of ours
with which it shares a name that is not ambiguous, and the user's word counts where both speak.

Other names are offered and never silently searched for, because some of them mean other things too,
and because what is part of something is not the same.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from searchapp.analysis.aliasgroups import (
    Group,
    Name,
    Refused,
    Table,
    Whole,
    Words,
    is_article,
    name_words,
    without_articles,
)
from searchapp.analysis.english import is_word
from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.spelling import THRESHOLD, candidate_keys, same_name_score, spelled
from searchapp.analysis.stems import stem
from searchapp.analysis.tokens import words_in
from searchapp.analysis.wellknown import line_of
from searchapp.errors import BadCorpusNotes

# Pairs of names that are asked about with each query.
_REMEMBERED = 4_096


class Relation(StrEnum):
    """What an offered name is to the one that was asked for."""

    SAME = "same"
    FORMER = "former name"
    PRESENT = "present name"
    PART = "part of it"
    WHOLE = "what it is part of"


@dataclass(frozen=True, slots=True)
class Offer:
    """Another name for what was asked for.

    Args:
        name: the name, as written in the file.
        relation: what it is to the name that was asked for.
        ambiguous: whether the offered name means other things as well; of the one that was asked
            for, `Aliases.certain` tells.
        source: who says so.
        file: the file that says it.
        line: the line there, from 1.
    """

    name: str
    relation: Relation
    ambiguous: bool
    source: str
    file: str
    line: int

    @property
    def citation(self) -> str:
        """Who says so, and where that is written."""
        return f"{self.source} ({self.file}, line {self.line})"

    def to_json(self) -> dict[str, Any]:
        """Return the offer as plain values for `json.dumps`."""
        return dataclasses.asdict(self)


class Named(NamedTuple):
    """A name in a query that has other names.

    Args:
        start: the number of its first word in the query, from 0.
        end: the number behind that of its last word.
        offers: the other names.
    """

    start: int
    end: int
    offers: tuple[Offer, ...]


# Compared as the object it is, so that what it says of a query can be kept.
@dataclass(frozen=True, slots=True, eq=False)
class Aliases:
    """All groups that hold, and what is asked of them; use `join`, not the constructor.

    Args:
        groups: in order; no two share a name that is not ambiguous.
        refused: the pairs of names that are not to be offered for one another.
        problems: what is wrong with the users' files that are left out for it.
    """

    groups: tuple[Group, ...] = ()
    refused: tuple[Refused, ...] = ()
    problems: tuple[str, ...] = ()
    _found: Mapping[Words, Sequence[int]] = field(default_factory=dict, repr=False)
    _parts: Mapping[int, Sequence[tuple[int, Whole]]] = field(default_factory=dict, repr=False)
    _wholes: Mapping[int, Sequence[tuple[int, Whole]]] = field(default_factory=dict, repr=False)
    # With all spellings, so that what is asked with each search is but looked up.
    _apart: frozenset[frozenset[Words]] = frozenset()
    _longest: int = 0

    @property
    def longest(self) -> int:
        """How many words the longest name has, articles aside."""
        return self._longest

    def named(self, words: Sequence[str]) -> tuple[Group, ...]:
        """Return the groups that have a name; several where it is ambiguous.

        Args:
            words: those of the name, as `searchapp.analysis.folding.fold` makes them; articles
                make no difference.
        """
        return tuple(self.groups[each] for each in self._numbers(words))

    def written(self, words: Sequence[str]) -> str:
        """Return a name as its file writes it, or its words where no group has it.

        Args:
            words: those of the name, as for `named`.
        """
        key = without_articles(tuple(words))
        names = (name for group in self.named(words) for name in group.names)
        return next((name.written for name in names if name.words == key), " ".join(words))

    def certain(self, words: Sequence[str]) -> Group | None:
        """Return the group that has a name which means nothing else, None where there is none.

        Args:
            words: those of the name, as for `named`.
        """
        key = without_articles(tuple(words))
        for group in self.named(words):
            if any(name.words == key and not self._is_ambiguous(name) for name in group.names):
                return group
        return None

    def related(self, words: Sequence[str]) -> tuple[Offer, ...]:
        """Return the other names of what a name means.

        Args:
            words: those of the name, as for `named`.

        Returns:
            The same names first, then former and present ones, parts, and what it is part of; each
            in the order of the files.
        """
        asked = without_articles(tuple(words))
        found: dict[tuple[Words, Relation], Offer] = {}
        for number in self._numbers(words):
            for offer in self._offers(asked, number):
                key = name_words(offer.name)
                if key != asked and not self.is_refused(asked, key):
                    found.setdefault((key, offer.relation), offer)
        order = list(Relation)
        return tuple(sorted(found.values(), key=lambda offer: order.index(offer.relation)))

    def of(self, name: str) -> tuple[Offer, ...]:
        """Return the other names of a name as it is written (see `related`)."""
        return self.related(name_words(name))

    def is_refused(self, one: Words, other: Words) -> bool:
        """Return whether the user refuses to take one name for another, or spellings of the two.

        Args:
            one: a name, as `name_words` makes it.
            other: another one.
        """
        return frozenset((one, other)) in self._apart

    def refusals(self, one: Words, other: Words) -> Iterator[Refused]:
        """Yield what the user says for which `is_refused` holds.

        Args:
            one: a name, as `name_words` makes it.
            other: another one.
        """
        wanted = frozenset((one, other))
        return (each for each in self.refused if wanted in _kept_apart(each, self.named))

    def _numbers(self, words: Sequence[str]) -> Sequence[int]:
        return self._found.get(without_articles(tuple(words)), ())

    def _offers(self, asked: Words, number: int) -> Iterator[Offer]:
        group = self.groups[number]
        own = next(name for name in group.names if name.words == asked)
        for name in group.names:
            relation = Relation.SAME
            if name.former != own.former:
                relation = Relation.FORMER if name.former else Relation.PRESENT
            yield self._offer(name, relation, name)
        for relation, others in ((Relation.PART, self._parts), (Relation.WHOLE, self._wholes)):
            for other, said in others.get(number, ()):
                head = self.groups[other].names[0]
                yield self._offer(head, relation, said)

    def _offer(self, name: Name, relation: Relation, said: Name | Whole) -> Offer:
        is_ambiguous = self._is_ambiguous(name)
        return Offer(name.written, relation, is_ambiguous, said.source, said.file, said.line)

    def _is_ambiguous(self, name: Name) -> bool:
        return name.ambiguous or len(self._found[name.words]) > 1


def join(tables: Iterable[Table], problems: Iterable[str] = ()) -> Aliases:
    """Put files of groups together, ours first.

    Args:
        tables: what the files say; of two that speak of one name in one group, the later counts.
        problems: what is wrong with files that are left out.

    Returns:
        The groups.

    Raises:
        BadCorpusNotes: a group is said to be part of something that is no group.
    """
    tables = list(tables)
    groups = tuple(_joined([group for table in tables for group in table.groups]))
    found: defaultdict[Words, list[int]] = defaultdict(list)
    certain: dict[Words, int] = {}
    for number, group in enumerate(groups):
        for name in group.names:
            found[name.words].append(number)
            if not name.ambiguous:
                certain[name.words] = number
    parts: defaultdict[int, list[tuple[int, Whole]]] = defaultdict(list)
    wholes: defaultdict[int, list[tuple[int, Whole]]] = defaultdict(list)
    for number, group in enumerate(groups):
        for whole in group.wholes:
            other = _whole_of(whole, certain, found)
            parts[other].append((number, whole))
            wholes[number].append((other, whole))
    refused = tuple(each for table in tables for each in table.refused)
    longest = max(map(len, found), default=0)
    aliases = Aliases(
        groups, refused, tuple(problems), dict(found), dict(parts), dict(wholes), _longest=longest
    )
    apart = frozenset(pair for each in refused for pair in _kept_apart(each, aliases.named))
    return dataclasses.replace(aliases, _apart=apart)


def offers(query_words: Sequence[str], aliases: Aliases) -> tuple[Named, ...]:
    """Find the names in a query that have other names; of two that overlap, the longer one.

    Args:
        query_words: the words of the query in order, as `searchapp.analysis.folding.fold` makes
            them; an empty one stands for what parts names (an operator, a wildcard).
        aliases: the groups.

    Returns:
        The names in their order, each with its offers; an article before a name is part of it.  A
        frequent English word is a name (IS, WHO) only where it is all of the query.
    """
    words = list(query_words)
    kept = [number for number, word in enumerate(words) if not is_article(word)]
    taken: set[int] = set()
    found = []
    for length in range(min(aliases.longest, len(kept)), 0, -1):
        for first in range(len(kept) - length + 1):
            start, end = kept[first], kept[first + length - 1] + 1
            is_common = length == 1 < len(kept) and is_word(words[start])
            if not is_common and taken.isdisjoint(range(start, end)):
                others = aliases.related(words[start:end])
                if others:
                    while start and is_article(words[start - 1]):
                        start -= 1
                    taken.update(range(start, end))
                    found.append(Named(start, end, others))
    return tuple(sorted(found, key=lambda each: each.start))


@functools.lru_cache(_REMEMBERED)
def are_spellings(one: str, other: str) -> bool:
    """Return whether two names of one thing are the same name in two spellings.

    Args:
        one: a name, as written.
        other: another name of the same.

    Returns:
        True for Quds Force and Qods Force, Ansar Allah and Ansarullah or أنصار الله; false for ISIS
        and ISIL, and for other words, translations and initials.
    """
    # Imported here: most queries name nothing that has other names.
    from searchapp.analysis.initials import is_initials  # noqa: PLC0415

    first, second = _spelt_words(one), _spelt_words(other)
    whole, rest = "".join(first), "".join(second)
    is_one_script = spelled(whole).is_latin == spelled(rest).is_latin
    if is_one_script and (is_initials(one) or is_initials(other)):
        return fold(whole) == fold(rest)
    if len(first) == len(second) and all(map(_is_same_word, first, second)):
        return True
    if is_one_script and not candidate_keys(whole) & candidate_keys(rest):
        return False
    return same_name_score(whole, rest) >= THRESHOLD


def _spelt_words(name: str) -> list[str]:
    """Return the words of a name in its own letters, without articles."""
    words = [surface(word) for word in words_in(name) if fold(word)]
    return [word for word in words if not is_article(fold(word))] or words


def _is_same_word(one: str, other: str) -> bool:
    first, second = line_of(one), line_of(other)
    if first and second:
        return first == second
    return stem(fold(one)) == stem(fold(other)) or same_name_score(one, other) >= THRESHOLD


def _joined(groups: Sequence[Group]) -> Iterator[Group]:
    """Make one group of those that share a name which is not ambiguous in either."""
    number_of: dict[Words, int] = {}
    joined: dict[int, list[Group]] = {}
    for number, group in enumerate(groups):
        certain = [name.words for name in group.names if not name.ambiguous]
        shared = sorted({number_of[words] for words in certain if words in number_of})
        first = shared[0] if shared else number
        moved = [each for other in shared[1:] for each in joined.pop(other)]
        joined.setdefault(first, []).extend([*moved, group])
        for member in (*moved, group):
            for name in member.names:
                if not name.ambiguous:
                    number_of[name.words] = first
    return (_merged(joined[number]) for number in sorted(joined))


def _merged(groups: Sequence[Group]) -> Group:
    names: dict[Words, Name] = {}
    wholes: dict[Words, Whole] = {}
    for group in groups:
        for name in group.names:
            known = names.get(name.words)
            if known is None or known.file != name.file:
                names[name.words] = name
        for whole in group.wholes:
            wholes[name_words(whole.name)] = whole
    return Group(tuple(names.values()), tuple(wholes.values()))


def _kept_apart(
    refused: Refused, named: Callable[[Words], Iterable[Group]]
) -> Iterator[frozenset[Words]]:
    """Yield the pairs of names that a refusal keeps apart: the two, and their spellings.

    What is spelt like both is no reason to take one of them from the other.
    """
    one, other = refused.names
    names = [
        name for each in refused.names for group in named(name_words(each)) for name in group.names
    ]
    sides = [
        {name_words(this)}
        | {
            name.words
            for name in names
            if are_spellings(this, name.written) and not are_spellings(that, name.written)
        }
        for this, that in ((one, other), (other, one))
    ]
    return (frozenset(pair) for pair in itertools.product(*sides))


def _whole_of(
    whole: Whole, certain: Mapping[Words, int], found: Mapping[Words, Sequence[int]]
) -> int:
    words = name_words(whole.name)
    if words in certain:
        return certain[words]
    numbers = found.get(words, ())
    if len(numbers) == 1:
        return numbers[0]
    why = "means several things" if numbers else "no group has"
    detail = f"line {whole.line}: part_of names {whole.name!r}, which {why}"
    raise BadCorpusNotes(whole.file, detail, "a name of one group")
