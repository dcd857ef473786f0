"""The nearest words: what of an archive may have been meant by a word that finds nothing.

A word is as likely to have been meant as it is frequent, and the less the more of its letters are
wrong (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy Channel Model,
1990).  Two letters that changed places are one wrong letter, and so are names that are a little too
unlike to be taken for spellings of one another, and two words written as one.

Where a word finds something, but only what is rare or spelt otherwise, an English word may have
been meant as well; that is said only where it is hundreds of times as frequent.  A rare name that
is a letter from such a word (Figueres, figures) is taken for a slip of it too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searchapp.analysis import english
from searchapp.analysis.compounds import halves
from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Form, Kind
from searchapp.analysis.particles import particles
from searchapp.analysis.spelling import WIDE, candidate_keys, same_names, same_read
from searchapp.analysis.tokens import words_in

if TYPE_CHECKING:
    from searchapp.analysis.completion import RankedVocabulary

# Of so many words of equal length one is meant that has a letter wrong: its likelihood, e^-4.
_WRONG_LETTER = 4.0
# With so many letters a word may have two wrong; with fewer every other word would be near.
_LONG = 5
_SHORTEST = 3
# An English word is misspelt in a few of a thousand articles that have it: what more have is a name
# of its own (Pearson, person).  Short names are a letter from some English word by chance.
_MISSPELT, _LONG_MISSPELT = 200, 7
# Who types what no article has, meant an English word more likely than a name by so much.
_UNWRITTEN = 20
_AS_TYPED = (Kind.EXACT, Kind.LETTERS)


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
    ranked = []
    for other, wrong in _candidates(vocabulary, word, letters).items():
        form, articles = _commonest(vocabulary, other)
        ranked.append((math.log1p(articles) - _WRONG_LETTER * wrong, form))
    for way, articles in _parted(vocabulary, letters):
        ranked.append((math.log1p(articles) - _WRONG_LETTER, way))
    itself, known = _commonest(vocabulary, letters)
    least = math.log1p(known) if itself else -math.inf
    found: list[str] = []
    for likelihood, form in sorted(ranked, key=lambda each: (-each[0], each[1])):
        if len(found) < most and likelihood > least and not same_names(form, found):
            found.append(form)
    return found


def misspelt(vocabulary: RankedVocabulary, word: str, forms: Sequence[Form]) -> list[str]:
    """Return the English words of which a word is a slip, though something is found by it.

    Args:
        vocabulary: of the archive.
        word: in lower case.
        forms: all that it stands for.

    Returns:
        Words that are one letter away and in far more articles, the most frequent first; none for
        an English word, nor where what was typed is likely to be a name of its own.
    """
    # The lists of words lack many a plural.
    is_word = english.is_word(word) or english.is_word(word.removesuffix("s"))
    if is_word or len(word) < _LONG or not (word.isascii() and word.isalpha()):
        return []
    others = english.words_near(word) - particles() - {form.text for form in forms}
    if not others:
        return []
    counts = {form: vocabulary.articles(form.text) for form in forms}
    found = sum(counts.values())
    typed = sum(count for form, count in counts.items() if form.kind in _AS_TYPED)
    if typed and len(word) < _LONG_MISSPELT:
        return []
    least = max(_MISSPELT * typed, _UNWRITTEN * max(found, 1))
    ranked = sorted((-vocabulary.articles(other), other) for other in others)
    return [other for count, other in ranked if -count >= least]


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
    """Yield the ways to write a word as two that stand side by side, and how often they can."""
    for cut in halves(letters):
        forms = [list(vocabulary.with_letters(half)) for half in cut]
        for way in vocabulary.side_by_side(forms, 1):
            yield " ".join(way), min(map(vocabulary.articles, way))


def _commonest(vocabulary: RankedVocabulary, letters: str) -> tuple[str, int]:
    """Return the most frequent form with some letters, and how many articles have any about."""
    counts = {form: vocabulary.articles(form) for form in vocabulary.with_letters(letters)}
    form = min(counts, key=lambda each: (-counts[each], each), default="")
    return form, sum(counts.values())
