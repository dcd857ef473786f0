"""Words to signs: how the letters of a name are read, whatever the language they are written in.

In this order:

1. letters whose mark tells the sound keep it (š is not s), of all others the mark goes; apostrophes
   go; letters of other scripts are written in Latin ones, Arabic and Hebrew without vowels;
2. an article in front goes when a hyphen or a space says that it is one (al-Sadr); Abd al-X and
   X ud-Din are written in one way, however they are joined;
3. letters that are one sound together (sh, tsch, ou) become one sign, and doubled ones single.

The tables, with their reasons, are in `graphemes.toml`.  What is ambiguous (ch, j, w) stays so
here: `searchapp.analysis.skeletons` gives it several readings, `searchapp.analysis.evidence` weighs
it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources
from typing import Any, NamedTuple

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import APOSTROPHES

TABLES: dict[str, Any] = tomllib.loads(
    resources.files(__package__).joinpath("graphemes.toml").read_text(encoding="utf-8")
)
VOWELS = frozenset(TABLES["vowels"])
# What is longer is no name, and would cost time.
_LONGEST = 40
_LETTERS: dict[str, str] = TABLES["letters"]
_SIGNS: dict[str, str] = TABLES["graphemes"]
_KNOWN = "a-z" + "".join(sorted(set(_LETTERS.values()) - set(map(chr, range(128)))))
_FOREIGN = re.compile(rf"[^{_KNOWN}\- ]+")
_NOT_A_LETTER = re.compile(rf"[^{_KNOWN}]+")
_GRAPHEME = re.compile("|".join(sorted(_SIGNS, key=lambda each: (-len(each), each))))
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = re.compile(TABLES["compounds"]["article"])
_SERVANT = re.compile(TABLES["compounds"]["servant"])
_FAITH = re.compile(TABLES["compounds"]["faith"])
_FUSED = re.compile(TABLES["compounds"]["fused"])
_UNVOWELLED = re.compile("[\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Reading(NamedTuple):
    """How a form is read.

    Args:
        letters: its letters, lower case, with the marks that tell a sound.
        signs: the signs of each reading; the second is without an article that is written together
            with the name (Elmasri).  None for a form without letters, or longer than a name.
        unvowelled: whether its script leaves out vowels.
    """

    letters: str
    signs: tuple[str, ...]
    unvowelled: bool


def _latin_letters() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(each): None for each in APOSTROPHES + "ʺ″\u00ad\u200c"}
    table |= dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        parts = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(each for each in parts if not unicodedata.combining(each))
        if plain.isascii():
            table[code] = plain.lower()
    return table | {ord(letter): read for letter, read in _LETTERS.items()}


_LATIN = _latin_letters()
_OTHER_SCRIPTS = str.maketrans(TABLES["scripts"])


def read(form: str) -> Reading:
    """Return the signs of a form.

    Args:
        form: a word, or a name of several joined by hyphens or spaces, in any script.

    Returns:
        Its reading.
    """
    if len(form) > _LONGEST:
        return Reading("", (), False)
    text = form.lower()
    unvowelled = False
    if not text.isascii():
        unvowelled = _UNVOWELLED.search(text) is not None
        text = unicodedata.normalize("NFC", text).translate(_OTHER_SCRIPTS)
    text = text.translate(_LATIN)
    if _FOREIGN.search(text):
        text = _FOREIGN.sub(lambda found: fold(found.group()), text)
    text = _ARTICLE.sub("", text)
    if "bd" in text[:4]:
        text = _SERVANT.sub("abdul", text)
    if text.endswith(("n", "ne")):
        text = _FAITH.sub("udin", text)
    letters = _NOT_A_LETTER.sub("", text)
    if not letters:
        return Reading("", (), unvowelled)
    signs = _signs(letters)
    bare = _FUSED.sub("", text)
    if bare != text and not text.startswith("abdul"):
        return Reading(letters, (signs, _signs(_NOT_A_LETTER.sub("", bare))), unvowelled)
    return Reading(letters, (signs,), unvowelled)


def _signs(letters: str) -> str:
    return _DOUBLED.sub(r"\1", _GRAPHEME.sub(lambda found: _SIGNS[found.group()], letters))
