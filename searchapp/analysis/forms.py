"""Words to surface forms: what an index keeps of a word, so that nothing is lost at indexing.

A form is the word as written but for what no reader would call a spelling: upper case, the shape of
its apostrophes, and whether an accented letter is one character or two.  Kata'ib, Kataib and
Katāʾib are three forms; `searchapp.analysis.folding` and what is built on it say which are the
same.
"""

from __future__ import annotations

import unicodedata

from searchapp.analysis.tokens import APOSTROPHES

# Soft hyphens and word joiners are invisible; the zero-width non-joiner of Persian shapes letters.
_UNIFIED = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"\u00ad": None, "\u2060": None})


def surface(word: str) -> str:
    """Return the form of a word.

    Args:
        word: one word, as `searchapp.analysis.tokens.split_words` finds it.

    Returns:
        The form; the form of a form is itself.
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.lower()).translate(_UNIFIED)
