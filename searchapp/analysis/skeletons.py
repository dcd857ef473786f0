"""Signs to skeletons: the consonants of a name, as wide as spellings of one name are apart.

Two spellings can only be one name if they share a skeleton.  A skeleton is far too wide to tell
that they are (Cream has one of Karim's): it finds the candidates that `searchapp.analysis.evidence`
weighs.
"""

from __future__ import annotations

import itertools
import re

from searchapp.analysis.graphemes import TABLES, VOWELS

_READINGS: dict[str, str] = TABLES["skeleton"]
_SINGLE = {sign: readings for sign, readings in _READINGS.items() if len(readings) == 1}
# More readings than these are nearly all wrong, and each is another list to look up.
_MOST = 16
_REPEATED = re.compile(r"(.)\1+")
_EXPANDED = str.maketrans({"-": None, "X": "ks", "S": "sk"})


def skeletons(signs: str) -> set[str]:
    """Return the skeletons of a name.

    Args:
        signs: one of its readings, by `searchapp.analysis.graphemes.read`.

    Returns:
        Each begins with `a` where the name begins with a vowel; none for a name without consonants.
    """
    if signs[-1] == "h" and len(signs) > 1:
        signs = signs[:-1]
    choices = []
    number = 1
    last = len(signs) - 1
    for place, sign in enumerate(signs):
        readings = _SINGLE.get(sign)
        if readings is None:
            before = signs[place - 1] if place else ""
            after = signs[place + 1] if place < last else ""
            readings = _in_context(sign, before, after)
        elif (sign == "s" and signs.startswith("y", place + 1)) or (sign == "b" and place == last):
            # Malay sy is sh; a Hebrew b that ends a name is a v.
            readings = "sš" if sign == "s" else "bv"
        number *= len(readings)
        if number > _MOST:
            number //= len(readings)
            readings = readings[0]
        choices.append(readings)
    found = set()
    for choice in itertools.product(*choices):
        skeleton = _REPEATED.sub(r"\1", "".join(choice))
        consonants = skeleton.translate(_EXPANDED)
        if consonants:
            found.add(("a" if skeleton[0] == "-" else "") + consonants)
    return found


def _in_context(sign: str, before: str, after: str) -> str:
    readings = _READINGS.get(sign, "-")
    if sign == "j" and after not in VOWELS:
        return "-"
    if sign == "h":
        if not before:
            return "h"
        return readings if before in VOWELS or after in VOWELS else "-"
    if sign == "ĥ" and not after:
        return "hk-"
    if (sign == "ū" and after in VOWELS) or (sign == "u" and before == "a"):
        # Redouane is Redwan, Aujy is Avci.
        return "-v"
    return readings
