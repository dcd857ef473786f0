"""Whether a name that looks like another is a spelling of it: judged by the company they keep.

What is rarer than the name that was asked for and is never in its company is somebody else, a slip
of the pen keeps it, and a name that is in more articles is what was meant, unless the one that was
typed has a company of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from propcache.api import cached_property

from searchapp.analysis import english
from searchapp.analysis.company import Articles, Company, Numbers, company_of
from searchapp.analysis.folding import BEHIND_LATIN, fold

# What is at least so much alike is the name that was typed where it is in more articles than that.
_SURE = 0.9
# What is less alike and has names beside it, none of which stands beside the name that was asked
# for, is another name, even if that is so in one article only;
_DOUBTFUL = 0.85
# if it is more alike, only if it is a family name in so many.
_FAMILIES = 2
# What is less alike than that and is common is another name unless it shares its company.
_FAINT = 0.6
# A name that is in so many articles and shares so little of its company with one that is in more is
# a name of its own: Ehud Barak is not Barack Obama.
COMMON, _LITTLE = 8, 0.25
# What has so many letters at the most may be initials, which are spelt in one way.
_INITIALS = 5
# What has so many letters is a slip of the pen where it keeps the same company and so many letters
# are wrong, or where one of so many is, and it stands only in articles that have the name as well,
LONG = 6
_WRONG, _LETTERS_A_SLIP = 2, 5
# and the name is in so many times as many articles.
RARE = 8
# So many articles are looked at of the name that was asked for and of another one, the first of
# their keys.
_LOOKED_AT, _OF_OTHER = 12, 3
# So many of the names that are like it are looked at, those most alike first.
_JUDGED = 8


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


class Judge:
    """Judges the names that look like one by the company they keep.

    Args:
        articles: of the archive.
        typed: the forms of the name that was asked for.
        alike: the names that look like it, those most alike first.
    """

    def __init__(self, articles: Articles, typed: Sequence[str], alike: Sequence[Alike]) -> None:
        self._articles = articles
        self._typed = self._known = tuple(typed)
        # Those of all names are had in little more time than those of one.
        names = [self._typed, *(each.forms for each in alike)]
        self._numbers = dict(zip(names, articles.articles_with_each(names), strict=True))
        self._count = len(self._with(self._typed))
        self._judged = {each.letters for each in alike[:_JUDGED]}
        self._others = {each.letters for each in alike[:_JUDGED] if self._is_apart(each)}
        for each in alike[:_JUDGED]:
            if each.score < _SURE or each.letters in self._others:
                continue
            # Who types a rare spelling, or a slip, means the name that is in many articles.
            if len(self._with(each.forms)) > self._count:
                self._known = (*typed, *each.forms)
                self._count = len(self._with(each.forms))

    def is_other(self, name: Alike) -> bool:
        """Return whether it is another name, however much it looks like this one.

        Args:
            name: one that was given.
        """
        if name.letters in self._others:
            return True
        # What is not among the first is as it looks.
        if name.letters not in self._judged or not self._may_be_other(name):
            return False
        found = self._company_of_other(name)
        return found.is_met and self._keeps_other_company(name, found)

    def _keeps_other_company(self, name: Alike, found: Company) -> bool:
        """Return whether what stands beside a name tells that it is another one."""
        if name.score < _FAINT and len(self._with(name.forms)) >= COMMON:
            return not self._company.shares(found)
        is_small = found.capitals == 0 < found.small
        if name.score < _SURE and is_small and found.small < self._company.capitals:
            return True
        is_family = found.families >= _FAMILIES and not found.behind
        if not is_family and (name.score >= _DOUBTFUL or not found.articles):
            return False
        known = self._company
        return known.is_met and not (known.is_mixed or known.shares(found))

    def _is_apart(self, name: Alike) -> bool:
        """Return whether it is no spelling of what was typed, even if it is in more articles."""
        if not self._typed:
            return False
        if name.score < _SURE and name.forms[0] < BEHIND_LATIN:
            is_short = len(name.letters) <= _INITIALS
            if self._are_initials or (is_short and self._company_of_other(name).are_initials):
                return True
        return COMMON <= self._count < len(self._with(name.forms)) and self._is_alone_beside(name)

    def _is_alone_beside(self, name: Alike) -> bool:
        """Return whether what was typed, which is in some articles, is a name of its own."""
        is_doubtful = name.score < _SURE
        is_plain = all(map(str.isascii, (*self._typed, *name.forms)))
        if is_doubtful and not is_plain:
            return False
        both = fold(self._typed[0]), name.letters
        are_common = is_plain and all(map(english.is_common_name, both))
        mine, theirs = self._company_of_typed, self._company_of_other(name)
        if mine.is_mixed:
            # Who wants every Sarah types the name of the many, and not Sara.
            return are_common or is_doubtful
        if is_doubtful:
            # Davos is not DeVos, even if no name stands beside it.
            return mine.part_shared(theirs) < _LITTLE
        return mine.articles >= COMMON and theirs.is_met and mine.part_shared(theirs) < _LITTLE

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
        known = self._known_letters
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
    def _known_letters(self) -> set[str]:
        return {fold(each) for each in self._known}

    @cached_property
    def _are_initials(self) -> bool:
        """Whether what was typed is initials, written in Latin letters."""
        first = self._typed[0]
        is_short = first < BEHIND_LATIN and len(fold(first)) <= _INITIALS
        return is_short and self._company_of_typed.are_initials

    @cached_property
    def _company_of_typed(self) -> Company:
        return self._company_of(self._typed, _LOOKED_AT)

    @cached_property
    def _company(self) -> Company:
        is_typed = self._known == self._typed
        return self._company_of_typed if is_typed else self._company_of(self._known, _LOOKED_AT)

    def _company_of_other(self, name: Alike) -> Company:
        return self._company_of(name.forms, _OF_OTHER)

    def _company_of(self, forms: tuple[str, ...], most: int) -> Company:
        return company_of(forms, self._articles.texts(self._with(forms), most))

    def _with(self, forms: tuple[str, ...]) -> Numbers:
        """Return the numbers of the articles that have a name."""
        if forms not in self._numbers:
            self._numbers[forms] = self._articles.articles_with(forms)
        return self._numbers[forms]

    def _with_this(self, name: Alike) -> int:
        """Return in how many articles both stand."""
        few, many = self._with(name.forms), self._with(self._known)
        places = many.searchsorted(few)
        return int((many.take(places, mode="clip") == few).sum()) if len(many) else 0
