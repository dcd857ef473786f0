"""Which spellings are of one name: Kata'ib and Kataeb, Soleimani and Suleymani, Jelzin and Yeltsin.

Two steps, because no single key is good enough:

1. `candidate_keys` finds nearly all spellings of a name, and far too many words besides: forms that
   share a skeleton (`searchapp.analysis.skeletons`);
2. `same_name_score` lays the two strings of signs side by side (`searchapp.analysis.alignment`) and
   weighs what differs (`searchapp.analysis.evidence`), by weights (`spelling.tsv`) learnt by
   `tools/train_spelling.py` from Wikidata's name items.  a or e inside a name is next to nothing,
   a or u in its first syllable may be another name; a long name may change more than a short one.

Where a script leaves out vowels (Arabic, Hebrew), its letters for long ones are signs of their own,
and the weights are others (`unvowelled.tsv`): a short vowel that is not there is nothing, an alef
that nothing answers to is another name.

Some of it the signs do not tell: a consonant that is doubled in one form only, and names that are
common in English, which are hardly ever spellings of others (Peres is not Paris).  A word of
`searchapp.analysis.english` is no spelling of any name, however its letters are.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis import english
from searchapp.analysis.alignment import Strings
from searchapp.analysis.evidence import UNIT, Model
from searchapp.analysis.folding import BEHIND_LATIN, fold, without_possessive
from searchapp.analysis.graphemes import (
    TABLES,
    VOWELS,
    is_unvowelled,
    read,
    signs_of,
    with_diphthongs,
)
from searchapp.analysis.readings import Readings, read_many, without_ending
from searchapp.analysis.skeletons import apart, skeletons
from searchapp.datafiles import read_text

# The score at and above which two forms are taken for one name.
THRESHOLD = 0.45
# A lower one, for who would rather see too much: one more error is let in (Chruschtschow for
# Khrushchev, short names in scripts that leave out vowels).  On the groups of spellings that were
# measured it finds .89 of the pairs where `THRESHOLD` finds .85, and of what a name finds .83 is
# right where .87 was.
WIDE = 0.25
# What it takes off the evidence that an article, an ending or the like, which may have been none,
# was taken off one form.
FUSED_COST = 150
_DOUBLED = re.compile(r"(.)\1")


def candidate_keys(form: str, *, whole: bool = False) -> frozenset[str]:
    """Return the keys by which the other spellings of a name are found.

    Args:
        form: a word in any script, or a name of several joined by hyphens or spaces.
        whole: whether nothing is joined to it (`searchapp.analysis.affixes`).

    Returns:
        Two forms can only be one name if they share a key.  Empty where there is no letter, and for
        English words.
    """
    name = without_ending(form)
    if english.is_word(name):
        return frozenset()
    _, signs, unvowelled, joined = read(name)
    if whole:
        signs = signs[: len(signs) - joined]
    if unvowelled:
        signs += tuple(map(apart, signs))
    if signs and not name.isascii():
        signs += read(fold(name)).signs
    return frozenset().union(*map(skeletons, signs))


def candidate_signs(forms: Sequence[str]) -> tuple[list[str], list[int], int]:
    """Return the readings of many forms whose skeletons are their candidate keys.

    Args:
        forms: as for `candidate_keys`.

    Returns:
        The signs of each reading; of each the place of the form whose it is; and how many of them,
        from the first on, are what `read_many` returns.
    """
    names = list(map(without_ending, forms))
    places = [place for place, name in enumerate(names) if not english.is_word(name)]
    names = [names[place] for place in places]
    signs, of = signs_of(names)
    own = len(signs)
    marked = [at for at in dict.fromkeys(of) if not names[at].isascii()]
    if marked:
        for reading, at in list(zip(signs, of, strict=True)):
            if is_unvowelled(names[at]) and (parted := apart(reading)) != reading:
                signs.append(parted)
                of.append(at)
        # Who has no letters with marks on the keyboard leaves their marks out.
        unmarked, of_marked = signs_of([fold(names[at]) for at in marked])
        signs += unmarked
        of += [marked[at] for at in of_marked]
    return signs, [places[at] for at in of], own


def same_name_score(a: str, b: str) -> float:
    """Return how sure it is that two forms spell one name.

    Args:
        a: a form, as for `candidate_keys`.
        b: another; the order makes no difference.

    Returns:
        From 0 to 1: 1 where they have the same letters, else 0 where one is an English word.
    """
    first, second = spelled(a), spelled(b)
    if _alike(first, second):
        return 1.0
    model = _model(first.unvowelled or second.unvowelled)
    evidence = [model.weigh(one, other) - cost for one, other, cost in _readings(first, second)]
    if not evidence:
        return 0.0
    return _probability(max(evidence) + model.weigh_forms(*compared(first, second)))


def same_names(
    form: str, candidates: Sequence[str], threshold: float = THRESHOLD
) -> list[tuple[str, float]]:
    """Return those of many forms that spell one name with a form.

    Args:
        form: a form, as for `candidate_keys`.
        candidates: others, which should share a key with it.
        threshold: the least score.

    Returns:
        Forms with their `same_name_score`, the best first, ties in alphabetical order.
    """
    return same_read(form, read_many(candidates), threshold)


def same_read(
    form: str, candidates: Readings, threshold: float = THRESHOLD, *, whole: bool = False
) -> list[tuple[str, float]]:
    """Return those of many forms that spell one name with a form, as `same_names` does.

    Args:
        form: a form, as for `candidate_keys`.
        candidates: others, read.
        threshold: the least score.
        whole: as for `candidate_keys`.
    """
    asked = spelled(form)
    if whole:
        asked = asked._replace(signs=asked.signs[: len(asked.signs) - asked.joined])
    evidence, is_near = _best_evidence(asked, candidates)
    # What the signs do not tell is looked at where it can matter: few candidates are the name.
    is_near |= np.isneginf(evidence) | (evidence >= _least_evidence(threshold))
    found = []
    for place in is_near.nonzero()[0].tolist():
        candidate = candidates.form(place)
        score = _score(asked, spelled(candidate), float(evidence[place]))
        if score >= threshold:
            found.append((candidate, score))
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _best_evidence(
    asked: Spelled, candidates: Readings
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return what the signs of a form and of each of many tell, in the likeliest readings.

    Returns:
        The evidence, in whole numbers, the least there is where one of the two has no signs; and
        which have the same signs in one of their readings.
    """
    best = np.full(len(candidates), -np.inf)
    is_same = np.zeros(len(candidates), np.bool_)
    of, ranks = candidates.of, candidates.ranks()
    unvowelled = candidates.unvowelled[of] | asked.unvowelled
    for model in (False, True):
        which = (unvowelled == model).nonzero()[0]
        if not len(which):
            continue
        others = candidates.signs.some(which)
        if model:
            others = Strings.of([*map(with_diphthongs, others.texts())])
        for rank, signs in enumerate(asked.signs):
            one = with_diphthongs(signs) if model else signs
            costs = np.where(ranks[which] == rank, 0, FUSED_COST)
            np.maximum.at(best, of[which], _model(model).weigh_many(one, others) - costs)
            is_same[of[which[others.are(one)]]] = True
    return best, is_same


def _score(asked: Spelled, other: Spelled, evidence: float) -> float:
    """Return how sure it is that two forms spell one name, once their signs are weighed."""
    if _alike(asked, other):
        return 1.0
    if evidence == -math.inf:
        return 0.0
    model = _model(asked.unvowelled or other.unvowelled)
    return _probability(evidence + model.weigh_forms(*compared(asked, other)))


def _least_evidence(threshold: float) -> float:
    """Return what the signs must tell for a score at the least, or a little less."""
    if threshold <= 0:
        return -math.inf
    odds = threshold / (1 - threshold) if threshold < 1 else math.inf
    return UNIT * math.log(odds) - max(_model(each).most_of_forms for each in (False, True)) - 1


class Spelled(NamedTuple):
    """How a form is read, and what its signs do not tell.

    Args:
        form: the form without the ending of a possessive.
        letters: as `searchapp.analysis.graphemes.read` has them.
        signs: likewise, but none of an English word.
        unvowelled: likewise.
        joined: likewise.
        is_latin: whether it is written in Latin letters.
        is_common: whether it is a name that is common in English.
        sounds: all signs of its readings.
        doubled: its consonants that are written twice in a row.
    """

    form: str
    letters: str
    signs: tuple[str, ...]
    unvowelled: bool
    joined: int
    is_latin: bool
    is_common: bool
    sounds: str
    doubled: str


@functools.lru_cache(maxsize=1 << 15)
def spelled(form: str) -> Spelled:
    """Return how a form is read.

    Args:
        form: as for `candidate_keys`.
    """
    form = without_possessive(form)
    letters, signs, unvowelled, joined = read(form)
    sounds = "".join(signs)
    doubled = {sign for sign in _DOUBLED.findall(letters) if sign in sounds} - VOWELS
    return Spelled(
        form,
        letters,
        () if english.is_word(form) else signs,
        unvowelled,
        joined,
        form < BEHIND_LATIN,
        english.is_common_name(form),
        sounds,
        "".join(sorted(doubled)),
    )


def compared(first: Spelled, second: Spelled) -> tuple[int, bool]:
    """Return what `searchapp.analysis.evidence.Model.weigh_forms` must know of two forms.

    Args:
        first: a form.
        second: another; only what two forms in Latin letters have in common tells anything.

    Returns:
        How many of them are common names, and whether a consonant is doubled in one of them only.
    """
    if not (first.is_latin and second.is_latin):
        return 0, False
    doubled = False
    if first.doubled != second.doubled:
        once = {*first.doubled} ^ {*second.doubled}
        doubled = any(each in first.sounds and each in second.sounds for each in once)
    return first.is_common + second.is_common, doubled


def _alike(first: Spelled, second: Spelled) -> bool:
    return first.form == second.form or first.letters == second.letters != ""


def _readings(first: Spelled, second: Spelled) -> list[tuple[str, str, int]]:
    return readings(first.signs, second.signs, first.unvowelled or second.unvowelled)


def readings(
    first: Sequence[str], second: Sequence[str], unvowelled: bool
) -> list[tuple[str, str, int]]:
    """Return what is to be compared of two forms.

    Args:
        first: the signs of each reading of a form.
        second: those of another.
        unvowelled: whether the script of one of them leaves out vowels.

    Returns:
        The signs of two readings each, and what speaks against this pair.
    """
    if unvowelled:
        first, second = (list(map(with_diphthongs, each)) for each in (first, second))
    return [
        (one, other, FUSED_COST if i != j else 0)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
    ]


@functools.lru_cache(maxsize=1 << 14)
def _probability(evidence: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, evidence / UNIT))))


@functools.cache
def _model(unvowelled: bool) -> Model:
    """Return the weights for two names, or for two of which one is written without vowels."""
    name = "unvowelled.tsv" if unvowelled else "spelling.tsv"
    lines = read_text(f"analysis/{name}").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    weights = {trait: float(weight) for trait, weight in rows}
    known = TABLES["known"]
    for table in (known["always"], known["unvowelled" if unvowelled else "vowelled"]):
        for trait, weight in table.items():
            weights[trait] = weights.get(trait, 0.0) + weight
    return Model(weights)
