"""Where a name begins and ends in running text, by its capitals and the small words inside it.

This is for places where a name must stand (`definitions`), and would find too much elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.analysis.definitiontable import table
from searchapp.analysis.english import is_word
from searchapp.analysis.folding import fold

MOST_WORDS = 10
# Stand around a name and are not of it.
EDGES = " \"“”„«»‘’'`"

_BORDER = re.compile(r"[,;:()\[\]!?\"“”„«»|•…]|[–—]|\.(?=\s)|\s-\s|\n")
_TOKEN = re.compile(r"\S+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+")
_PREFIX = re.compile(r"(?i)(?:al|el|as|ash|an|ad|ar|at|az|ul|ud|d|l)[-’'](?=\w)")
# How far back a name can reach.
_WINDOW = 160


def stretch_before(text: str, place: int) -> str:
    """Return what stands before a place, back to where a name cannot reach.

    Args:
        text: the text.
        place: where to look back from.
    """
    window = text[max(0, place - _WINDOW) : place]
    last = 0
    for border in _BORDER.finditer(window):
        last = border.end()
    return window[last:].strip()


def name_at_end(text: str) -> str | None:
    """Return the name at the end of a text; None where there is none.

    Args:
        text: some words, as `stretch_before` returns them.
    """
    words = text.strip(EDGES).split()
    first = len(words)
    while first and is_name_word(words[first - 1]):
        first -= 1
    kept = words[first:]
    # "CLOSE The Islamic State", "Thailand and Myanmar": another one ends before it.
    if "The" in kept[1:-1]:
        kept = kept[len(kept) - kept[::-1].index("The") :]
    if len(kept) == 3 and kept[1] == "and":
        kept = kept[2:]
    return _as_name(kept)


def name_at_start(text: str) -> str | None:
    """Return the name at the beginning of a text, but for words that lead up to it.

    Args:
        text: some words.

    Returns:
        The name; None where there is none, or where it is only the beginning of something else
        ("Obama's plan", "Iran nuclear deal").
    """
    words: list[str] = []
    behind = ""
    for match in _TOKEN.finditer(text):
        word = match[0]
        if not words:
            word = word.lstrip(EDGES)
            if word.lower() in table().words["leads"]:
                continue
        border = None if _DOTTED.fullmatch(word) else _BORDER.search(f"{word} ")
        kept = word if border is None else word[: border.start()]
        if not has_capital(kept) and (not words or not is_name_word(kept)):
            behind = kept
            break
        if len(words) == 1 and kept in ("and", "in"):
            break
        words.append(kept)
        if border is not None:
            break
    if behind and behind not in table().words["behind"]:
        return None
    name = _as_name(words)
    return None if name is None or name != without_possessive(name) else name


def without_possessive(name: str) -> str:
    """Return a name without the ending of a possessive (Iraq's, Iraq’s)."""
    return name[:-2] if name.endswith(("'s", "’s")) else name


def is_name_word(word: str) -> bool:
    """Return whether a word can stand in a name."""
    return has_capital(word) or word.lower() in table().words["inside"]


def has_capital(word: str) -> bool:
    """Return whether a word begins with a capital, or with a digit of several (9/11, 2nd)."""
    bare = without_article(word)
    return bare[:1].isupper() or (bare[:1].isdigit() and len(bare) > 1)


def without_article(word: str) -> str:
    """Return a word without what stands before its first letter, and without a tied article."""
    return _PREFIX.sub("", word.lstrip(EDGES + "(ʿʾ"), count=1)


def _as_name(words: Sequence[str]) -> str | None:
    """Return words as a name, without those at its ends that belong to none."""
    kept = list(words)
    never = table().words["never"]
    while kept and not has_capital(kept[-1]):
        kept.pop()
    while kept and (not without_article(kept[0])[:1].isupper() or kept[0].lower() in never):
        kept.pop(0)
    name = " ".join(kept).strip(EDGES + ".,-–—")
    if not kept or len(kept) > MOST_WORDS or len(fold(name.replace(" ", ""))) < 2:
        return None
    # A heading in capitals has no borders, and a lone word may have one for beginning a sentence.
    if (len(kept) > 3 and name.isupper()) or (len(kept) == 1 and _is_no_name(name)):
        return None
    return name


def _is_no_name(word: str) -> bool:
    return word.lower() in table().words["never"] or (is_word(word) and not word.isupper())
