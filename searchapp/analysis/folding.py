"""Words to letters: what is the same but for case, accents, script and apostrophes folds together.

In this order:

1. a possessive ending goes (Iraq's, Iraq’s);
2. the forms of one Arabic letter are one: yeh and kaf as Arabic and Persian have them (کتاب, كتاب),
   a yeh without its dots (على), a teh that ends a word as a heh (مكة), and ligatures (ﷲ); the vowel
   signs of Arabic and the points of Hebrew go (كِتَاب, מֹשֶׁה), because few write them;
3. Unidecode writes every letter in ASCII (katāʾib, كتائب, Катаиб), but for the Arabic letter ع,
   for which it has an apostrophe: it becomes 3, as people write it in chats, because without it
   عبد (servant) and بعد (after) would be one word;
4. lower case;
5. only the letters a-z and the digits stay, so apostrophes, joiners and full stops go
   (Kata'ib, Katai'b and Kataib are one; U.S. and US are one).

Folding is deliberately blind to sound: Kataeb stays apart from Kataib.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from unidecode import unidecode

from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import words_in

# The first letter of another script; marks come before it.
BEHIND_LATIN = "\u0370"
_POSSESSIVE = re.compile(r"(?<=[^\W_])'s$")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Points of Hebrew, vowel signs of Arabic.
_UNWRITTEN = (
    *(*range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7),
    *(*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670),
    *(*range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE)),
)
_NO_SIGNS = dict.fromkeys(_UNWRITTEN)
_ONE_LETTER = str.maketrans("یىکة", "ييكه") | {ord("ع"): "3"}
_LIGATURE = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")


@functools.lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """Return the letters of a word.

    Args:
        word: one word, as `searchapp.analysis.tokens.split_words` finds it.

    Returns:
        Lower-case ASCII letters and digits; empty where the word has none (a lone sign).
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    # Half a pair is no letter, and Unidecode warns where it meets one.
    form = without_possessive(word.encode(errors="ignore").decode())
    if not form.isascii():
        form = unidecode(unmarked(form).translate(_ONE_LETTER))
    return _NOT_A_LETTER.sub("", form.lower())


def unmarked(text: str) -> str:
    """Return a text without vowel signs of Arabic, points of Hebrew, and ligatures."""
    text = _LIGATURE.sub(lambda signs: unicodedata.normalize("NFKC", signs[0]), text)
    return text.translate(_NO_SIGNS)


def without_possessive(word: str) -> str:
    """Return the form of a word without the ending of a possessive (Iraq's, Iraq’s).

    Args:
        word: one word, as for `fold`.
    """
    form = surface(word)
    return _POSSESSIVE.sub("", form) if form.endswith("'s") else form


def fold_text(text: str) -> str:
    """Return a text as its folded words with one space between them.

    Args:
        text: any text, such as the name of an outlet.

    Returns:
        The words; two names with the same result differ only in what folding ignores.
    """
    return " ".join(filter(None, map(fold, words_in(text))))
