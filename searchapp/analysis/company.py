"""The company that names keep: what tells a spelling of a name from a name that looks like it.

How alike two forms are does not tell whether an archive means one man by both: Zelinsky could be
Zelensky, and Soulemiani hardly Soleimani.  What stands beside them does: who is Aaron Zelinsky in
all articles is not Volodymyr Zelensky, and who is Qassem Soulemiani in one is Qassem Soleimani (a
name is known by the company it keeps, after Firth, A Synopsis of Linguistic Theory, 1957).
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis import english
from searchapp.analysis.compounds import arrangements
from searchapp.analysis.folding import fold
from searchapp.analysis.spelling import candidate_keys, same_names
from searchapp.analysis.tokens import APOSTROPHES, split_words
from searchapp.datafiles import read_tables

_TABLES = read_tables("analysis/company.toml")
_NAMELESS, _INSIDE = frozenset(_TABLES["nameless"]), frozenset(_TABLES["inside"])

# What is at least so much alike is the name that was typed where it is in more articles than that.
_SURE = 0.9
# What is less alike and has names beside it, none of which stands beside the name that was asked
# for, is another name, even if that is so in one article only;
_DOUBTFUL = 0.85
# if it is more alike, only if it is a family name in so many.
_FAMILIES = 2
# Whose company is so mixed bears a name that many bear, as Ahmed, and whose company is other means
# nothing then.  This is how likely two of its names are the same (Simpson, Measurement of
# Diversity, 1949), where it has so many.
_MIXED, _MANY = 0.15, 8
# What has so many letters is a slip of the pen where it keeps the same company and so many letters
# are wrong, or where one of so many is, and it stands only in articles that have the name as well,
LONG = 6
_WRONG, _LETTERS_A_SLIP = 2, 5
# and the name is in so many times as many articles.
RARE = 8
# So many articles are looked at of the name that was asked for and of another one, the first of
# their keys; so many places in each, and so many characters around.
_LOOKED_AT, _OF_OTHER, _PLACES, _AROUND = 12, 3, 3, 32
# So many of the names that are like it are looked at, those most alike first.
_JUDGED = 8
# What may stand between the words of a name.
_BETWEEN = " \u00a0-–’'\"“”"
_POSSESSIVES = (b"'s", "’s".encode())
_APOSTROPHES = [sign.encode() for sign in APOSTROPHES if sign != "'"]
# The keys of so many names that stand beside others are remembered.
_REMEMBERED = 4_096
# So many bytes a letter has in UTF-8 at the most.
_LONGEST = 4


class Alike(NamedTuple):
    """A name that looks like another.

    Args:
        letters: its letters.
        forms: its forms that an archive has.
        score: how much it looks like the other (`same_name_score`).
    """

    letters: str
    forms: tuple[str, ...]
    score: float


# Numbers of articles, ascending.
Numbers = NDArray[np.intp]


class Articles(Protocol):
    """The articles of an archive."""

    def articles_with(self, forms: Sequence[str]) -> Numbers:
        """Return the numbers of the articles in whose text any of some forms stands."""

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
    """

    before: Counter[str] = field(default_factory=Counter)
    behind: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    families: int = 0
    capitals: int = 0
    small: int = 0

    @property
    def is_met(self) -> bool:
        """Whether the name was found in any of the texts, in the letters that it is known by."""
        return self.capitals + self.small > 0

    @property
    def is_mixed(self) -> bool:
        """Whether so many different names stand beside it that many bear it."""
        counts = [*self.before.values(), *self.behind.values()]
        total = sum(counts)
        pairs = sum(count * (count - 1) for count in counts)
        return total >= _MANY and pairs < _MIXED * total * (total - 1)

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
            first = _decoded(text[start:end])[:1]
            company.capitals += first.isupper()
            company.small += first.islower()
            before.update(_name(_before(_decoded(text[max(start - _AROUND, 0) : start]))))
            # What is somebody's is no part of the name.
            if not text.startswith(_POSSESSIVES, end):
                behind.update(_name(_behind(_decoded(text[end : end + _AROUND]))))
        company.before.update(before)
        company.behind.update(behind)
        company.articles += bool(before or behind)
        company.families += bool(before)
    return company


class Judge:
    """Judges the names that look like one by the company they keep.

    Args:
        articles: of the archive.
        typed: the forms of the name that was asked for.
        alike: the names that look like it, those most alike first.
    """

    def __init__(self, articles: Articles, typed: Sequence[str], alike: Sequence[Alike]) -> None:
        self._articles = articles
        self._with = functools.cache(articles.articles_with)
        self._known, self._count = tuple(typed), len(self._with(tuple(typed)))
        self._judged = {each.letters for each in alike[:_JUDGED]}
        for each in alike[:_JUDGED]:
            # Who types a rare spelling, or a slip, means the name that is in many articles.
            if each.score >= _SURE and len(self._with(each.forms)) > self._count:
                self._known = (*typed, *each.forms)
                self._count = len(self._with(each.forms))

    def is_other(self, name: Alike) -> bool:
        """Return whether it is another name, however much it looks like this one.

        Args:
            name: one that was given.
        """
        # What is not among the first is as it looks.
        if name.letters not in self._judged or not self._may_be_other(name):
            return False
        found = self._company_of_other(name)
        if not found.is_met:
            return False
        is_small = found.capitals == 0 < found.small
        if name.score < _SURE and is_small and found.small < self._company.capitals:
            return True
        is_family = found.families >= _FAMILIES and not found.behind
        if not is_family and (name.score >= _DOUBTFUL or not found.articles):
            return False
        known = self._company
        return known.is_met and not (known.is_mixed or known.shares(found))

    def _may_be_other(self, name: Alike) -> bool:
        """Return whether what stands beside a name can tell that it is another."""
        count = len(self._with(name.forms))
        if name.score >= _SURE and count < _FAMILIES:
            return False
        return count < self._count and 2 * self._with_this(name) <= count

    def is_slip(self, name: Alike) -> bool:
        """Return whether it is a slip of the pen, however little it looks like the name.

        Args:
            name: one that was given.
        """
        letters = name.letters
        if self._count < RARE or len(letters) < LONG or english.is_common_name(letters):
            return False
        known = {fold(each) for each in self._known}
        # Who is of Kansas is a Kansan.
        if any(letters.startswith(each) and letters != f"{each}s" for each in known):
            return False
        # Imported here: few words get so far.
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

        wrong = min(DamerauLevenshtein.distance(each, letters) for each in known)
        if wrong > max(_WRONG, len(letters) // _LETTERS_A_SLIP):
            return False
        count = len(self._with(name.forms))
        if not 0 < count * RARE <= self._count:
            return False
        if wrong * _LETTERS_A_SLIP <= len(letters) and self._with_this(name) == count:
            return True
        return wrong <= _WRONG and self._company.shares(self._company_of_other(name))

    @cached_property
    def _company(self) -> Company:
        return self._company_of(self._known, _LOOKED_AT)

    def _company_of_other(self, name: Alike) -> Company:
        return self._company_of(name.forms, _OF_OTHER)

    def _company_of(self, forms: tuple[str, ...], most: int) -> Company:
        return company_of(forms, self._articles.texts(self._with(forms), most))

    def _with_this(self, name: Alike) -> int:
        """Return in how many articles both stand."""
        few, many = self._with(name.forms), self._with(self._known)
        places = many.searchsorted(few)
        return int((many.take(places, mode="clip") == few).sum()) if len(many) else 0


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
    places = (place for name in names for way in arrangements(name) for place in way)
    return names.union(place for place in places if isinstance(place, str))
