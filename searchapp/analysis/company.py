"""The company that names keep: what tells a spelling of a name from a name that looks like it.

How alike two forms are does not tell whether an archive means one man by both: Zelinsky could be
Zelensky, and Soulemiani hardly Soleimani.  What stands beside them does: who is Aaron Zelinsky in
all articles is not Volodymyr Zelensky, and who is Qassem Soulemiani in one is Qassem Soleimani (a
name is known by the company it keeps, after Firth, A Synopsis of Linguistic Theory, 1957).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis import english
from searchapp.analysis.compounds import arrangements
from searchapp.analysis.folding import fold
from searchapp.analysis.spelling import candidate_keys, same_names
from searchapp.analysis.tokens import APOSTROPHES, split_words
from searchapp.datafiles import read_tables

_TABLES = read_tables("analysis/company.toml")
_NAMELESS, _INSIDE = frozenset(_TABLES["nameless"]), frozenset(_TABLES["inside"])

# Whose company is so mixed bears a name that many bear, as Ahmed, and whose company is other means
# nothing then.  This is how likely two of its names are the same (Simpson, Measurement of
# Diversity, 1949), where it has so many.
_MIXED, _MANY = 0.15, 8
# So many places of a name in an article are looked at, and so many characters around each.
_PLACES, _AROUND = 3, 32
# What may stand between the words of a name.
_BETWEEN = " \u00a0-–’'\"“”"
# Most often a small word or a stop stands beside a name: that is seen at a glance.
_SMALL_BEFORE = re.compile(rf"(?:(?<=\s)([a-z]+)|[,;:!?)\]])[{re.escape(_BETWEEN)}]*\Z")
_SMALL_BEHIND = re.compile(rf"[{re.escape(_BETWEEN)}]*(?:([a-z]+)(?=[\s.,;:!?)\]])|[.,;:!?(\[])")
_POSSESSIVES = (b"'s", "’s".encode())
_APOSTROPHES = [sign.encode() for sign in APOSTROPHES if sign != "'"]
# The keys of so many names that stand beside others are remembered.
_REMEMBERED = 4_096
# So many bytes a letter has in UTF-8 at the most.
_LONGEST = 4


# Numbers of articles, ascending.
Numbers = NDArray[np.intp]


class Articles(Protocol):
    """The articles of an archive."""

    def articles_with(self, forms: Sequence[str]) -> Numbers:
        """Return the numbers of the articles in whose text any of some forms stands."""

    def articles_with_each(self, names: Sequence[Sequence[str]]) -> list[Numbers]:
        """Return what `articles_with` does for each of some names, by their forms."""

    def texts(self, numbers: Numbers, most: int) -> Iterable[bytes]:
        """Return the texts of articles.

        Args:
            numbers: those of the articles.
            most: how many at the most; always the same ones.

        Returns:
            The texts, in UTF-8.
        """


@dataclass(slots=True)
class Company:
    """The names beside a name.

    Args:
        before: those right before it, with how often each stands there, by their letters.
        behind: those right behind it.
        articles: in how many articles it has one beside it.
        families: in how many it has one before it.
        capitals: how often it is written with a capital letter.
        small: how often without one.
        initials: how often it is written in capitals alone.
    """

    before: Counter[str] = field(default_factory=Counter)
    behind: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    families: int = 0
    capitals: int = 0
    small: int = 0
    initials: int = 0

    @property
    def is_met(self) -> bool:
        """Whether the name was found in any of the texts, in the letters that it is known by."""
        return self.capitals + self.small > 0

    @property
    def are_initials(self) -> bool:
        """Whether it is written in capitals alone in most places, as what has one spelling is."""
        return 2 * self.initials > self.capitals + self.small

    @property
    def is_mixed(self) -> bool:
        """Whether so many different names stand beside it that many bear it."""
        counts = [*self.before.values(), *self.behind.values()]
        total = sum(counts)
        pairs = sum(count * (count - 1) for count in counts)
        return total >= _MANY and pairs < _MIXED * total * (total - 1)

    def part_shared(self, other: Company) -> float:
        """Return how much of what stands beside it does so beside another, from 0 to 1.

        Args:
            other: the company of that.
        """
        sides = ((self.before, other.before), (self.behind, other.behind))
        shared = sum(
            count for mine, theirs in sides for name, count in mine.items() if _meet([name], theirs)
        )
        total = self.before.total() + self.behind.total()
        return shared / total if total else 0.0

    def shares(self, other: Company) -> bool:
        """Return whether a name that stands beside it stands on the same side of another.

        Args:
            other: the company of that.
        """
        sides = ((self.before, other.before), (self.behind, other.behind))
        return any(_meet(mine, theirs) for mine, theirs in sides)


def company_of(forms: Iterable[str], texts: Iterable[bytes]) -> Company:
    """Return the names that stand beside a name.

    Args:
        forms: the forms of the name.
        texts: of articles that have it, in UTF-8.
    """
    company, shapes = Company(), _shapes(forms)
    has_apostrophe = any(b"'" in shape for shape in shapes)
    for bare in texts:
        # So no word of it is at its edge.
        text = b" %b " % (_plain(bare) if has_apostrophe else bare)
        before, behind = set[str](), set[str]()
        for start, end in _places(shapes, text):
            written = _decoded(text[start:end]).removesuffix("'s")
            company.capitals += written[:1].isupper()
            company.small += written[:1].islower()
            left = _decoded(text[max(start - _AROUND, 0) : start])
            right = _decoded(text[end : end + _AROUND])
            # In a headline in capitals every word is written so.
            company.initials += written.isupper() and not (left + right).isupper()
            if _may_name(_SMALL_BEFORE.search(left)):
                before.update(_name(_before(left)))
            # What is somebody's is no part of the name.
            if not text.startswith(_POSSESSIVES, end) and _may_name(_SMALL_BEHIND.match(right)):
                behind.update(_name(_behind(right)))
        company.before.update(before)
        company.behind.update(behind)
        company.articles += bool(before or behind)
        company.families += bool(before)
    return company


def _shapes(forms: Iterable[str]) -> list[bytes]:
    """Return what is looked for where a form is: bytes, of which ASCII letters may be capitals."""
    roots = {form.removesuffix("'s") for form in forms}
    capital = {root[:1].upper() + root[1:] for root in roots if not root[:1].isascii()}
    return sorted(root.encode("utf-8", "surrogatepass") for root in roots | capital)


def _places(shapes: Sequence[bytes], text: bytes) -> list[tuple[int, int]]:
    """Return where any of some shapes stands in a text, the first few places."""
    lowered = text.lower()
    found: list[tuple[int, int]] = []
    for shape in shapes:
        start, left = lowered.find(shape), _PLACES
        while start >= 0 and left:
            end = start + len(shape)
            before, behind = text[max(start - _LONGEST, 0) : start], text[end : end + _LONGEST]
            if not (_decoded(before)[-1:].isalnum() or _decoded(behind)[:1].isalnum()):
                found.append((start, end))
                left -= 1
            start = lowered.find(shape, end)
    return sorted(found)[:_PLACES]


def _plain(text: bytes) -> bytes:
    """Return a text with the apostrophes that an index has."""
    for sign in _APOSTROPHES:
        text = text.replace(sign, b"'")
    return text


def _decoded(piece: bytes) -> str:
    # It may begin and end within a letter.
    return piece.decode("utf-8", "ignore")


def _may_name(small: re.Match[str] | None) -> bool:
    """Return whether a name may stand beside another, as far as a glance tells."""
    return small is None or small[1] in _INSIDE


def _before(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words at the end of a text, the last first, each with what stands behind it."""
    end = len(text)
    for word in reversed(list(split_words(text))):
        # One at the edge may be cut in two, and look like anything.
        if word.start:
            yield text[word.end : end], word.text
        end = word.start


def _behind(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words at the beginning of a text, each with what stands before it."""
    end = 0
    for word in split_words(text):
        if word.end < len(text):
            yield text[end : word.start], word.text
        end = word.end


def _name(words: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the letters of the first of some words, if it is a name beside the one they are from.

    Args:
        words: with what is between each and the one before, seen from that name.
    """
    for between, word in words:
        letters = fold(word)
        if between.strip(_BETWEEN):
            return
        if letters not in _INSIDE:
            if word[0].isupper() and len(letters) > 1 and letters not in _NAMELESS:
                yield from () if english.is_word(letters) else (letters,)
            return


def _meet(names: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether a name is among others, in any spelling and in one word or in several."""
    mine, theirs = _with_parts(names), _with_parts(others)
    if not mine.isdisjoint(theirs):
        return True
    by_key: dict[str, list[str]] = {}
    for other in sorted(theirs):
        for key in _keys(other):
            by_key.setdefault(key, []).append(other)
    for name in sorted(mine):
        alike = {other for key in _keys(name) for other in by_key.get(key, ())}
        if alike and same_names(name, sorted(alike)):
            return True
    return False


@functools.lru_cache(_REMEMBERED)
def _keys(name: str) -> frozenset[str]:
    return candidate_keys(name)


def _with_parts(names: Iterable[str]) -> set[str]:
    """Return names, and what stands beside another name of those in one word: Abdulqadir."""
    names = set(names)
    return names.union(*map(_parts, names))


@functools.lru_cache(_REMEMBERED)
def _parts(name: str) -> tuple[str, ...]:
    places = (place for way in arrangements(name) for place in way)
    return tuple(place for place in places if isinstance(place, str))
