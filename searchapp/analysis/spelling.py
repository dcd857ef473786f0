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

Names differ from English words by what is known of these alone: a word of
`searchapp.analysis.english` is no spelling of any name.
"""

from __future__ import annotations

import collections
import functools
import math
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from searchapp.analysis import english
from searchapp.analysis.evidence import UNIT, Model
from searchapp.analysis.folding import fold, without_possessive
from searchapp.analysis.graphemes import TABLES, read, signs_of
from searchapp.analysis.skeletons import skeletons

# The score at and above which two forms are taken for one name.
THRESHOLD = 0.45
# A lower one, for who would rather see too much: one more error is let in (Chruschtschow for
# Khrushchev, short names in scripts that leave out vowels).  On the groups of spellings that were
# measured it finds .90 of the pairs where `THRESHOLD` finds .87, and of what a name finds .81 is
# right where .86 was.
WIDE = 0.25
# What it takes off the evidence that an article, which may have been none, was taken off one form.
FUSED_COST = 100


def candidate_keys(form: str) -> frozenset[str]:
    """Return the keys by which the other spellings of a name are found.

    Args:
        form: a word in any script, or a name of several joined by hyphens or spaces.

    Returns:
        Two forms can only be one name if they share a key.  Empty where there is no letter, and for
        English words.
    """
    return frozenset().union(*map(skeletons, candidate_signs([form])[0]))


def candidate_signs(forms: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the readings of many forms whose skeletons are their candidate keys.

    Args:
        forms: as for `candidate_keys`.

    Returns:
        The signs of each reading, and of each the place of the form whose it is.
    """
    # Nearly all are of ASCII letters alone, and end with no apostrophe and s.
    names = [
        form.lower() if form.isascii() and form.isalpha() else without_possessive(form)
        for form in forms
    ]
    words = english.words()
    places = [place for place, name in enumerate(names) if name not in words]
    names = [names[place] for place in places]
    signs, of = signs_of(names)
    # Who has no letters with marks on the keyboard leaves their marks out.
    marked = [at for at in dict.fromkeys(of) if not names[at].isascii()]
    unmarked, of_marked = signs_of([fold(names[at]) for at in marked])
    of += [marked[at] for at in of_marked]
    return signs + unmarked, [places[at] for at in of]


def same_name_score(a: str, b: str) -> float:
    """Return how sure it is that two forms spell one name.

    Args:
        a: a form, as for `candidate_keys`.
        b: another; the order makes no difference.

    Returns:
        From 0 to 1: 1 where they have the same letters, else 0 where one is an English word.
    """
    first, second = _spelled(a), _spelled(b)
    if _alike(first, second):
        return 1.0
    weigh = _model(first.unvowelled or second.unvowelled).weigh
    evidence = [weigh(one, other) - cost for one, other, cost in _readings(first, second)]
    return _probability(max(evidence)) if evidence else 0.0


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
    asked = _spelled(form)
    scores = [0.0] * len(candidates)
    # By a reading of the form, and whether vowels are left out: readings of candidates, with their
    # places and costs.
    beside: dict[tuple[str, bool], list[tuple[str, int, int]]] = collections.defaultdict(list)
    for place, candidate in enumerate(candidates):
        other = _spelled(candidate)
        if _alike(asked, other):
            scores[place] = 1.0
            continue
        unvowelled = asked.unvowelled or other.unvowelled
        for one, another, cost in _readings(asked, other):
            beside[one, unvowelled].append((another, place, cost))
    for (one, unvowelled), readings in beside.items():
        others, places, costs = zip(*readings, strict=True)
        evidence = _model(unvowelled).weigh_many(one, others) - costs
        for place, weight in zip(places, evidence.tolist(), strict=True):
            scores[place] = max(scores[place], _probability(weight))
    found = zip(candidates, scores, strict=True)
    return sorted((each for each in found if each[1] >= threshold), key=lambda x: (-x[1], x[0]))


class _Spelled(NamedTuple):
    """A form without the ending of a possessive, and how it is read; an English word is not."""

    form: str
    letters: str
    signs: tuple[str, ...]
    unvowelled: bool


@functools.lru_cache(maxsize=1 << 15)
def _spelled(form: str) -> _Spelled:
    form = without_possessive(form)
    letters, signs, unvowelled = read(form)
    return _Spelled(form, letters, () if english.is_word(form) else signs, unvowelled)


def _alike(first: _Spelled, second: _Spelled) -> bool:
    return first.form == second.form or first.letters == second.letters != ""


def _readings(first: _Spelled, second: _Spelled) -> list[tuple[str, str, int]]:
    """Return what is to be compared of two forms, with what speaks against a pair of readings."""
    return [
        (one, other, FUSED_COST if i != j else 0)
        for i, one in enumerate(first.signs)
        for j, other in enumerate(second.signs)
    ]


@functools.lru_cache(maxsize=1 << 14)
def _probability(evidence: int) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, evidence / UNIT))))


@functools.cache
def _model(unvowelled: bool) -> Model:
    """Return the weights for two names, or for two of which one is written without vowels."""
    name = "unvowelled.tsv" if unvowelled else "spelling.tsv"
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    weights = {trait: float(weight) for trait, weight in rows}
    for trait, weight in TABLES["known"].items():
        weights[trait] = weights.get(trait, 0.0) + weight
    return Model(weights)
