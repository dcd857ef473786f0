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
import string
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from searchapp.analysis.affixes import without_affix
from searchapp.analysis.folding import BEHIND_LATIN, fold, unmarked
from searchapp.analysis.tokens import APOSTROPHES
from searchapp.datafiles import read_tables

TABLES = read_tables("analysis/graphemes.toml")
VOWELS = frozenset(TABLES["vowels"])
# What is longer is no name, and would cost time; what has a digit is told by it.
_LONGEST = 40
_DIGIT = re.compile(r"\d")
_LETTERS: dict[str, str] = TABLES["letters"]
_SIGNS: dict[str, str] = TABLES["graphemes"]
_SCRIPTS: dict[str, str] = TABLES["scripts"]
_MARKED = {*_LETTERS.values(), *_SCRIPTS.values()} - {*string.ascii_lowercase, ""}
_KNOWN = "a-z" + "".join(sorted(_MARKED))
# Every sign that there is.
_JOINED: str = TABLES["diphthongs"]["sign"]
SIGNS = "".join(sorted({*string.ascii_lowercase, *_MARKED, *_SIGNS.values(), _JOINED}))
_FOREIGN = re.compile(rf"[^{_KNOWN}\- ]+")
_NOT_A_LETTER = re.compile(rf"[^{_KNOWN}\n]+")
_GRAPHEME = re.compile("|".join(sorted(_SIGNS, key=lambda each: (-len(each), each))))
_DIPHTHONG = re.compile(TABLES["diphthongs"]["pattern"])
_DOUBLED = re.compile(r"(.)(?=\1)")
_ARTICLE = re.compile(TABLES["compounds"]["article"])
_SERVANT = re.compile(TABLES["compounds"]["servant"], re.MULTILINE)
_FAITH = re.compile(TABLES["compounds"]["faith"])
_SILENT = re.compile(TABLES["compounds"]["silent"])
_FUSED = re.compile(TABLES["compounds"]["fused"], re.MULTILINE)
_FUSED_UNVOWELLED = re.compile(TABLES["compounds"]["fused_unvowelled"])
# Of Hebrew and Arabic, and of presentation forms; digits are read in every language.
_UNVOWELLED = re.compile(r"(?!\d)[\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Reading(NamedTuple):
    """How a form is read.

    Args:
        letters: its letters, lower case, with the marks that tell a sound.
        signs: the signs of each reading, the likelier first: there are several where the name
            begins with what may be an article (Elmasri), or has what may be joined to a name
            (Путина).  None for a form without letters, or longer than a name.
        unvowelled: whether its script leaves out vowels.
        joined: how many of the readings, the last ones, take it for a name with something joined.
    """

    letters: str
    signs: tuple[str, ...]
    unvowelled: bool
    joined: int = 0


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
_OTHER_SCRIPTS = str.maketrans(_SCRIPTS)


def read(form: str) -> Reading:
    """Return the signs of a form.

    Args:
        form: a word, or a name of several joined by hyphens or spaces, in any script.

    Returns:
        Its reading.
    """
    if is_unvowelled(form):
        return _unvowelled_reading(form)
    own = letters = _vowelled_letters(form)
    if own and form >= BEHIND_LATIN:
        names = [x for name in without_affix(form.lower()) for x in _vowelled_letters(name)[:1]]
        letters = tuple(dict.fromkeys((*own, *names)))
    whole = own[0] if own else ""
    return Reading(whole, tuple(map(_signs, letters)), False, len(letters) - len(own))


def with_diphthongs(signs: str) -> str:
    """Return signs with vowels side by side as one, as scripts that leave out vowels write them."""
    return _DIPHTHONG.sub(_JOINED, signs)


def signs_of(forms: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the signs of many forms, as `read` does of one, but faster.

    Args:
        forms: as for `read`.

    Returns:
        The signs of each reading, and of each the place of the form whose it is.
    """
    letters, places = _letters(forms)
    # No sign is made across the end of a line.
    signs = _signs("\n".join(letters)).split("\n") if letters else []
    for place, form in enumerate(forms):
        if _is_read_alone(form):
            readings = read(form).signs
            signs += readings
            places += [place] * len(readings)
    return signs, places


def _vowelled_letters(form: str) -> tuple[str, ...]:
    """Return the letters of each reading of a form of a script with vowels, the whole first."""
    text = _in_vowelled_letters(form)
    # To look whether a form begins with it is quicker than to look for it in the whole.
    if _SERVANT.match(text):
        text = _SERVANT.sub("abdul", text)
    text = _in_faith(text)
    whole = _only_letters(text)
    if not _FUSED.match(text):
        return (whole,) if whole else ()
    return tuple(filter(None, dict.fromkeys((whole, _only_letters(_FUSED.sub("", text))))))


def is_unvowelled(form: str) -> bool:
    """Return whether the script of a form leaves out vowels, as those of Arabic and Hebrew do."""
    return not form.isascii() and _UNVOWELLED.search(form) is not None


def _is_read_alone(form: str) -> bool:
    return form >= BEHIND_LATIN or is_unvowelled(form)


def _unvowelled_reading(form: str) -> Reading:
    """Return the reading of such a form: that without an article first."""
    if not _may_be_name(form):
        return Reading("", (), True)
    text = _SILENT.sub("א", unmarked(unicodedata.normalize("NFC", form.lower())))
    names = [_FUSED_UNVOWELLED.sub("", each) for each in (text, *without_affix(text))]
    whole, bare, *names = map(_unvowelled_letters, (text, *names))
    own = {*filter(None, (bare, whole))}
    letters = [*filter(None, dict.fromkeys((bare, whole, *names)))]
    signs = tuple(_DOUBLED.sub("", each) for each in letters)
    return Reading(whole, signs, True, len(letters) - len(own))


def _unvowelled_letters(text: str) -> str:
    name = _in_faith(_SERVANT.sub("abdul", _in_known_letters(text)))
    return _NOT_A_LETTER.sub("", name)


def _letters(forms: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the letters of each reading of forms in Latin letters.

    Args:
        forms: the forms; one of another script has no reading.

    Returns:
        The letters, and the place of the form of each.  Those without what may be an article come
        behind all others.
    """
    # Many lines are looked at in one go; no pattern looks behind the end of one.
    known = ["" if _is_read_alone(form) else _in_vowelled_letters(form) for form in forms]
    text = _SERVANT.sub("abdul", "\n".join(known))
    text = "\n".join([_in_faith(line) for line in text.split("\n")])
    letters = _NOT_A_LETTER.sub("", text).split("\n")
    without = _FUSED.sub("", text)
    bare = letters if without == text else _NOT_A_LETTER.sub("", without).split("\n")
    places = [place for place, each in enumerate(letters) if each]
    articles = [place for place in places if bare[place] not in ("", letters[place])]
    found = [letters[place] for place in places] + [bare[place] for place in articles]
    return found, places + articles


def _may_be_name(form: str) -> bool:
    return len(form) <= _LONGEST and _DIGIT.search(form) is None


def _in_vowelled_letters(form: str) -> str:
    """Return a form in letters that are known here; nothing for what is no name with vowels."""
    if form.isascii() and form.isalpha():
        return form.lower() if len(form) <= _LONGEST else ""
    if not _may_be_name(form) or is_unvowelled(form):
        return ""
    return _in_known_letters(unicodedata.normalize("NFC", form.lower()))


def _in_known_letters(text: str) -> str:
    """Return a text of any script in letters that are known here, without an article in front."""
    text = text.translate(_OTHER_SCRIPTS).translate(_LATIN)
    text = _FOREIGN.sub(lambda found: fold(found.group()), text)
    return _ARTICLE.sub("", text)


def _only_letters(text: str) -> str:
    return text if text.isascii() and text.isalpha() else _NOT_A_LETTER.sub("", text)


def _in_faith(text: str) -> str:
    """Return a name of any letters with X ud-Din written in one way."""
    return _FAITH.sub("udin", text) if text.endswith(("n", "ne")) else text


def _signs(letters: str) -> str:
    return _DOUBLED.sub("", _GRAPHEME.sub(lambda found: _SIGNS[found.group()], letters))
