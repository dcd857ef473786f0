"""Signs to skeletons: the consonants of a name, as wide as spellings of one name are apart.

Two spellings can only be one name if they share a skeleton.  A skeleton is far too wide to tell
that they are (Cream has one of Karim's): it finds the candidates that `searchapp.analysis.evidence`
weighs.
"""

from __future__ import annotations

import functools
import itertools
import re

from searchapp.analysis.graphemes import TABLES, VOWELS

_READINGS: dict[str, str] = TABLES["skeleton"]
# More skeletons of a name than these are nearly all wrong, and each is another list to look up.
MOST = 16
# What may stand beside a sign: either end, vowels that change how one is read, others, consonants.
BESIDE = " ayen"
_REPEATED = re.compile(r"(.)(?=\1)")
_NONE = {"", "a"}
_EXPANDED = {"X": "ks", "S": "sk", "B": "mb", "T": "nt", "K": "nk"}


def skeletons(signs: str) -> set[str]:
    """Return the skeletons of a name.

    Args:
        signs: one of its readings, by `searchapp.analysis.graphemes.read`.

    Returns:
        Each begins with `a` where the name begins with a vowel; none for a name without consonants.
    """
    if signs[-1] == "h" and len(signs) > 1:
        signs = signs[:-1]
    choices = list(map(in_context, f" {signs}", signs, f"{signs[1:]} "))
    number = 1
    for place, readings in enumerate(choices):
        if len(readings) > 1:
            number *= len(readings)
            if number > MOST:
                number //= len(readings)
                choices[place] = readings[:1]
    # Vowels stay until the end, because what they part is not doubled.
    every = "\n".join(map("".join, itertools.product(*choices)))
    return {*_REPEATED.sub("", every).replace("-", "").split("\n")} - _NONE


def apart(signs: str) -> str:
    """Return signs with a vowel between consonants that a skeleton would take for one.

    Where a script leaves out vowels there may be one: مقتدى is Muqtada.
    """
    return _between_alike().sub("a", signs)


@functools.cache
def _between_alike() -> re.Pattern[str]:
    """Return what is found between two signs that have a reading in common."""
    return re.compile(
        "|".join(
            f"(?<=[{signs}])(?=[{signs}])"
            for letter in sorted({*"".join(_READINGS.values())} - {"-"})
            if len(signs := "".join(sign for sign in _READINGS if letter in _READINGS[sign])) > 1
        )
    )


def beside(sign: str) -> str:
    """Return what tells of a sign, or of a space, how one beside it may be read.

    Returns:
        One of `BESIDE`; `in_context` makes no difference between a sign and this.
    """
    if sign in BESIDE:
        return sign
    return "e" if sign in VOWELS else "n"


@functools.lru_cache(maxsize=1 << 14)
def in_context(before: str, sign: str, after: str) -> tuple[str, ...]:
    """Return how a sign between two others may be read; a space is either end."""
    readings = _READINGS.get(sign, "-")
    if sign == "s" and after == "y":
        # Malay sy is sh.
        readings = "sš"
    elif sign == "b" and after == " ":
        # A Hebrew b that ends a name is a v.
        readings = "bv"
    elif sign == "j" and after not in VOWELS:
        readings = "-"
    elif sign == "h" and before == " ":
        readings = "h"
    elif sign == "h" and before not in VOWELS and after not in VOWELS:
        readings = "-"
    elif sign == "ĥ" and after == " ":
        readings = "hk-"
    elif (sign == "ū" and after in VOWELS) or (sign == "u" and before == "a"):
        # Redouane is Redwan, Aujy is Avci.
        readings = "-v"
    opening = "a" if before == " " else "-"
    return tuple(_EXPANDED.get(each, each).replace("-", opening) for each in readings)
