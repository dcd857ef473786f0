"""Slips of the pen: what may have been meant by a word though something is found by it.

Who types ergodan finds the one article that writes it so, while Erdogan finds that one as well as
all others.  Such a name is offered if what is found by it, as a spelling or a slip, has the word
that was typed: then the company of both (`searchapp.analysis.judge`) has told that they are one.

Of an English word only its letters tell that something is a slip of it, so that it must be hundreds
of times as frequent.  A rare name may be a letter from such a word as well (Figueres, figures), but
is never written small.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from searchapp.analysis import english
from searchapp.analysis.company import Company, company_of
from searchapp.analysis.folding import fold, without_possessive
from searchapp.analysis.judge import COMMON, LONG, RARE
from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.analysis.nearest import Near, by_likelihood, words_near
from searchapp.analysis.particles import particles
from searchapp.analysis.tokens import words_in

if TYPE_CHECKING:
    from searchapp.analysis.completion import RankedVocabulary
    from searchapp.analysis.families import Lexicon

# An English word is misspelt in a few of a thousand articles that have it: what more have is a name
# of its own (Pearson, person).  Short names are a letter from some English word by chance.
_MISSPELT, _LONG_MISSPELT, _SHORTEST = 200, 7, 5
# Who types what no article has, meant an English word more likely than a name by so much.
_UNWRITTEN = 20
# What has so many letters is a letter from an English word hardly by chance, a name or not.
_NO_CHANCE = 10
# How a word is written is seen in so many articles of it.
_LOOKED_AT = 5
# So many names are asked whether the word is one of their slips, the likeliest first.
_ASKED = 4
_AS_TYPED = (Kind.EXACT, Kind.LETTERS)


def misspelt(
    vocabulary: RankedVocabulary, lexicon: Lexicon, word: str, forms: Sequence[Form]
) -> list[str]:
    """Return the names and English words of which a word is a slip, though it finds something.

    Args:
        vocabulary: of the archive.
        lexicon: of the same.
        word: in lower case.
        forms: all that it stands for.

    Returns:
        Words that are in far more articles, the most frequent first; none for an English word, nor
        where what was typed is likely to be a name of its own.
    """
    # The lists of words lack many a plural.
    if english.is_word(word) or english.is_word(word.removesuffix("s")):
        return []
    found = _english(vocabulary, word, forms) | _names(vocabulary, lexicon, word, forms)
    return sorted(found, key=lambda each: (-found[each], each))


def _english(vocabulary: RankedVocabulary, word: str, forms: Sequence[Form]) -> dict[str, int]:
    """Return the English words that are one letter away, and how many articles have each."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return {}
    others = english.words_near(word) - particles() - {form.text for form in forms}
    if not others:
        return {}
    counts = {form: vocabulary.articles(form.text) for form in forms}
    found = sum(counts.values())
    typed = sum(count for form, count in counts.items() if form.kind in _AS_TYPED)
    if typed and len(word) < _LONG_MISSPELT:
        return {}
    least = max(_MISSPELT * typed, _UNWRITTEN * max(found, 1))
    ranked = {other: vocabulary.articles(other) for other in others}
    far = {other: count for other, count in ranked.items() if count >= least}
    if not (far and _is_name(vocabulary, word)):
        return far
    # A slip of what mostly stands in names, as Committee does, may stand in these only.
    return {other: count for other, count in far.items() if _is_of_names(vocabulary, other)}


def _is_name(vocabulary: RankedVocabulary, word: str) -> bool:
    """Return whether a word is never written small, if it may be any name."""
    if len(word) >= _NO_CHANCE:
        return False
    company = _company_of(vocabulary, word)
    return company.small == 0 < company.capitals


def _is_of_names(vocabulary: RankedVocabulary, word: str) -> bool:
    """Return whether a word is written as names are in most places."""
    company = _company_of(vocabulary, word)
    return company.capitals > company.small


def _company_of(vocabulary: RankedVocabulary, form: str) -> Company:
    numbers = vocabulary.articles_with((form,))
    return company_of((form,), vocabulary.texts(numbers, _LOOKED_AT))


def _names(
    vocabulary: RankedVocabulary, lexicon: Lexicon, word: str, forms: Sequence[Form]
) -> dict[str, int]:
    """Return the names that find a word which finds few articles, and how many have each."""
    letters = fold(word)
    if len(letters) < LONG or len(words_in(word)) > 1 or english.is_common_name(letters):
        return {}
    found = 0
    for form in forms:
        found += vocabulary.articles(form.text)
        # What has so many articles is a name of its own; most words have them by their first form.
        if found >= COMMON:
            return {}
    own = {form.text for form in lexicon.family(Wanted(word, Level.SPELLINGS)).forms}
    own |= {form.text for form in forms}
    typed = {form.text for form in forms if form.kind in _AS_TYPED} or own
    least = RARE * max(found, 1)
    near = [each for each in words_near(vocabulary, word) if _may_be_meant(each, least, own)]
    meant: dict[str, int] = {}
    known: set[str] = set()
    for each in sorted(near, key=by_likelihood)[:_ASKED]:
        spellings = {form.text for form in lexicon.family(Wanted(each.form, Level.SPELLINGS)).forms}
        # Of several spellings that find one another the first will do.
        if not spellings.isdisjoint(typed) and each.form not in known:
            meant[each.form] = each.articles
            known |= spellings
    return meant


def _may_be_meant(near: Near, least: int, own: Collection[str]) -> bool:
    is_far = near.articles >= least and near.form not in own
    return is_far and not english.is_word(without_possessive(near.form))
