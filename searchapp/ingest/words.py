"""Names told from other words: outlets, persons, sections, places (`words.toml`)."""

from __future__ import annotations

import functools
import re

from searchapp.ingest import data
from searchapp.ingest.outlets import built_in

_WORD = re.compile(r"[^\s]+")
_PART = re.compile(r"[^\s-]+")
# "Issue 112" beside a date is no outlet, nor is a notice of rights.
_NO_NAME = re.compile(
    r"(?i)(?:issue|vol|volume|no|nr|number|edition|page|part|ausgabe)\b\W{0,3}\d|copyright\b"
)
# Nor is an hour, or what has the year of a date in it but no name.
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_MOMENT = re.compile(
    rf"(?i)\d{{1,2}}[:.]\d\d\b.{{0,20}}|(?:19|20)\d\d\s.*|(?:\d{{1,2}}\s)?{_MONTH}\s(?:\d{{1,2}},?\s?)?(?:19|20)\d\d",
    re.ASCII,
)
_CYRILLIC = re.compile(r"[а-яё-]{2,30}")
_HEADLINE_WORDS = 4
_STRIP = "\"'“”‘’(),.;:"
_ADDRESS = re.compile(r"(?i)(?:[a-z0-9-]{2,}\.){1,3}[a-z]{2,12}")


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of the data file.

    Args:
        name: its name there.

    Returns:
        The words.
    """
    return frozenset(data.table("words")[name])


def is_name(text: str, most_words: int = 8) -> bool:
    """Say whether a text is written as a name: its words begin with capitals or are joiners.

    Args:
        text: what may be the name of an outlet or a person.
        most_words: how many words it may have.

    Returns:
        True for "Press TV", "rt.com", "Voice of the Gulf"; false for a sentence or a section.
    """
    words = _WORD.findall(text)
    if not 1 <= len(words) <= most_words or len(text) > 70 or _is_no_name(text, words[-1]):
        return False
    return _ADDRESS.fullmatch(text) is not None or is_known(text) or _has_capitals(words)


def _is_no_name(text: str, last: str) -> bool:
    """Say whether a text cannot be a name, whatever its words are."""
    if "@" in text or is_section(text) or text.endswith(("!", "?", ":", ";", ",")):
        return True
    unfinished = last != text and last.lower() in word_list("openers")
    return unfinished or _NO_NAME.match(text) is not None or is_moment(text)


def is_moment(text: str) -> bool:
    """Say whether a text is an hour, a month or a year with what stands behind it, and no name."""
    return _MOMENT.fullmatch(text) is not None


def _has_capitals(words: list[str]) -> bool:
    """Say whether all words begin with capitals but for small ones that join them."""
    joiners = word_list("joiners")
    capitals = 0
    for word in words:
        bare = word.strip(_STRIP)
        if not bare or word.endswith(":"):
            return False
        if _is_prefixed(bare) or (bare[0].isalpha() and not bare[0].islower()):
            capitals += 1
        elif bare[0].islower() and not _may_be_small(bare, joiners, capitals):
            return False
    return capitals > 0


def _may_be_small(word: str, joiners: frozenset[str], capitals: int) -> bool:
    """Say whether a small word may stand in a name; in Russian all may but the first."""
    return word.lower() in joiners or (capitals > 0 and _CYRILLIC.fullmatch(word) is not None)


def is_section(text: str) -> bool:
    """Say whether a text is the name of a part of a newspaper, such as "Opinion"."""
    name = text.strip(_STRIP).lower()
    return name in word_list("sections") or (
        name.removesuffix(" news") in word_list("sections") and not is_known(text)
    )


def is_outlet_name(text: str) -> bool:
    """Say whether a name is a known outlet's or holds a word that outlets have in their names."""
    if is_known(text):
        return True
    words = {word.strip(_STRIP).lower() for word in _PART.findall(text)}
    return not words.isdisjoint(word_list("outlet_words")) or _ADDRESS.fullmatch(text) is not None


def is_known(text: str) -> bool:
    """Say whether a name is in the table of outlets."""
    return built_in().name_of(text) is not None


def is_place(text: str) -> bool:
    """Say whether every part between commas is a place."""
    return all(part.strip(_STRIP + " ").lower() in word_list("places") for part in text.split(","))


def is_person(text: str) -> bool:
    """Say whether a name has the shape of a person's: two to five words, none of an outlet."""
    words = _WORD.findall(text)
    if not words or words[0].lower() in ("the", "a", "an"):
        return False
    return 2 <= len(words) <= 5 and not is_outlet_name(text) and not _has_digit(text)


def is_capitalised_title(text: str, name_words: int = 4) -> bool:
    """Say whether capitalised words are rather a title than a person's name or an outlet's.

    Args:
        text: what is written as a name.
        name_words: how many words a name may have, unless particles are among them.

    Returns:
        True for "Council Votes to Repair Bridge"; false for "Jan van der Berg", "The North Post".
    """
    words = [word.strip(_STRIP).lower() for word in _WORD.findall(text)]
    if is_outlet_name(text):
        return False
    if len(words) >= _HEADLINE_WORDS and not word_list("headline_words").isdisjoint(words):
        return True
    return len(words) > name_words and word_list("particles").isdisjoint(words)


def _is_prefixed(word: str) -> bool:
    """Say whether a word is like "al-Manar", "eKathimerini", "the-Star"."""
    return any(character.isupper() for character in word[1:])


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
