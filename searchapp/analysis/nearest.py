"""The nearest words: what of an archive may have been meant by a word that finds nothing.

A word is as likely to have been meant as it is frequent, and the less the more of its letters are
wrong (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy Channel Model,
1990).  Two letters that changed places are one wrong letter, and so are names that are a little too
unlike to be taken for spellings of one another, and two words written as one.

What may have been meant by a word that does find something, says `searchapp.analysis.slips`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from searchapp.analysis.compounds import halves
from searchapp.analysis.folding import fold
from searchapp.analysis.spelling import WIDE, candidate_keys, same_names, same_read
from searchapp.analysis.tokens import words_in

if TYPE_CHECKING:
    from searchapp.analysis.completion import RankedVocabulary

# Of so many words of equal length one is meant that has a letter wrong: its likelihood, e^-4.
_WRONG_LETTER = 4.0
# With so many letters a word may have two wrong; with fewer every other word would be near.
_LONG = 5
_SHORTEST = 3


class Near(NamedTuple):
    """A word that is near another.

    Args:
        form: as it is written most often.
        articles: in how many articles its letters are, about.
        wrong: how many letters are wrong.
    """

    form: str
    articles: int
    wrong: int

    @property
    def likelihood(self) -> float:
        """How likely it was meant, beside others."""
        return math.log1p(self.articles) - _WRONG_LETTER * self.wrong


def nearest(vocabulary: RankedVocabulary, word: str, most: int) -> list[str]:
    """Return what may have been meant by a word.

    Args:
        vocabulary: of the archive.
        word: as typed; or two, which may be one that was parted.
        most: how many to return at the most.

    Returns:
        Forms, the likeliest first, of several spellings of one name only one; with a space where
        one word may be two.  What is less likely than the word itself is left out.
    """
    letters = fold("".join(words_in(word)))
    if len(words_in(word)) > 1:
        return [form for form, _ in [_commonest(vocabulary, letters)] if form][:most]
    if len(letters) < _SHORTEST:
        return []
    ranked = [*words_near(vocabulary, word)]
    ranked += [Near(way, articles, 1) for way, articles in _parted(vocabulary, letters)]
    itself, known = _commonest(vocabulary, letters)
    least = math.log1p(known) if itself else -math.inf
    found: list[str] = []
    for each in sorted(ranked, key=by_likelihood):
        if len(found) < most and each.likelihood > least and not same_names(each.form, found):
            found.append(each.form)
    return found


def by_likelihood(near: Near) -> tuple[float, str]:
    """Return what puts the likeliest first."""
    return -near.likelihood, near.form


def words_near(vocabulary: RankedVocabulary, word: str) -> Iterator[Near]:
    """Yield the words of an archive that are near another, whatever they are.

    Args:
        vocabulary: of the archive.
        word: a single one.
    """
    for letters, wrong in _candidates(vocabulary, word, fold(word)).items():
        yield Near(*_commonest(vocabulary, letters), wrong)


def _candidates(vocabulary: RankedVocabulary, word: str, letters: str) -> dict[str, int]:
    """Return the letters of other words, with how many wrong letters each is away."""
    found: dict[str, int] = {}
    for edits in (1, 2) if len(letters) >= _LONG else (1,):
        for form in vocabulary.within(letters, edits):
            other = fold(form)
            found.setdefault(other, 1 if _are_swapped(letters, other) else edits)
    for form, _ in same_read(word, vocabulary.with_names(candidate_keys(word)), WIDE):
        found[fold(form)] = 1
    found.pop(letters, None)
    return found


def _are_swapped(first: str, second: str) -> bool:
    """Return whether two words differ in nothing but two letters that changed places."""
    apart = [at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    if len(first) != len(second) or len(apart) != 2:
        return False
    one, other = apart
    return other == one + 1 and first[one] == second[other] and first[other] == second[one]


def _parted(vocabulary: RankedVocabulary, letters: str) -> Iterator[tuple[str, int]]:
    """Yield the ways to write a word as two, and how many articles have them side by side."""
    for cut in halves(letters):
        forms = [list(vocabulary.with_letters(half)) for half in cut]
        for way in vocabulary.side_by_side(forms, 1):
            yield " ".join(way), vocabulary.articles_with_phrase(way)


def _commonest(vocabulary: RankedVocabulary, letters: str) -> tuple[str, int]:
    """Return the most frequent form with some letters, and how many articles have any about."""
    counts = {form: vocabulary.articles(form) for form in vocabulary.with_letters(letters)}
    form = min(counts, key=lambda each: (-counts[each], each), default="")
    return form, sum(counts.values())
