"""Which spellings are of one name: Kata'ib and Kataeb, Soleimani and Suleymani, Jelzin and Yeltsin.

Two steps, because no single key is good enough:

1. `candidate_keys` finds nearly all spellings of a name, and far too many words besides: forms that
   share a skeleton (`searchapp.analysis.skeletons`);
2. `same_name_score` lays the two strings of signs side by side (`searchapp.analysis.alignment`) and
   weighs what differs (`searchapp.analysis.evidence`), by weights (`spelling.tsv`) learnt by
   `tools/train_spelling.py` from Wikidata's name items.  a or e inside a name is next to nothing,
   a or u in its first syllable may be another name; a long name may change more than a short one.

Names differ from English words by what is known of these alone (`searchapp.analysis.english`): the
most frequent words have no candidate keys, and others need more to be taken for a name.
"""

from __future__ import annotations

import functools
import math
from importlib import resources

from searchapp.analysis import english
from searchapp.analysis.evidence import Model
from searchapp.analysis.folding import fold, without_possessive
from searchapp.analysis.graphemes import TABLES, VOWELS, Reading, read
from searchapp.analysis.skeletons import skeletons

# The score at and above which two forms are taken for one name.
THRESHOLD = 0.45
# What is asked beyond the threshold for each form that is an English word, in units of the model.
_ENGLISH_MARGIN = 2.5
# An article may have been taken off that was none.
FUSED_COST = 1.0


def candidate_keys(form: str) -> frozenset[str]:
    """Return the keys by which the other spellings of a name are found.

    Args:
        form: a word in any script, or a name of several joined by hyphens or spaces.

    Returns:
        Two forms can only be one name if they share a key.  Empty where there is no letter, and for
        the most frequent English words.
    """
    form = without_possessive(form)
    if english.is_frequent(form):
        return frozenset()
    keys: set[str] = set()
    for signs in read(form).signs:
        keys |= skeletons(signs)
    if keys and not form.isascii():
        # Who has no such letters on the keyboard leaves their marks out.
        for signs in read(fold(form)).signs:
            keys |= skeletons(signs)
    return frozenset(keys)


def same_name_score(a: str, b: str) -> float:
    """Return how sure it is that two forms spell one name.

    Args:
        a: a form, as for `candidate_keys`.
        b: another; the order makes no difference.

    Returns:
        From 0 to 1; 1 where they have the same letters.
    """
    a, b = without_possessive(a), without_possessive(b)
    first, second = _read(a), _read(b)
    if a == b or (first.letters == second.letters and first.letters):
        return 1.0
    if not first.signs or not second.signs:
        return 0.0
    if first.unvowelled or second.unvowelled:
        first, second = _without_vowels(first), _without_vowels(second)
    weigh = _model().weigh
    evidence = max(
        weigh(one, other) - (FUSED_COST if i != j else 0.0)
        for i, one in enumerate(first.signs)
        for j, other in enumerate(second.signs)
    )
    evidence -= _ENGLISH_MARGIN * (english.is_word(a) + english.is_word(b))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, evidence))))


@functools.lru_cache(maxsize=1 << 14)
def _read(form: str) -> Reading:
    return read(form)


def _without_vowels(reading: Reading) -> Reading:
    signs = ("".join(sign for sign in each if sign not in VOWELS) for each in reading.signs)
    return reading._replace(signs=tuple(signs))


@functools.cache
def _model() -> Model:
    lines = resources.files(__package__).joinpath("spelling.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    weights = {trait: float(weight) for trait, weight in rows}
    for trait, weight in TABLES["known"].items():
        weights[trait] = weights.get(trait, 0.0) + weight
    return Model(weights)
