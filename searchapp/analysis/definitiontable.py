"""The table `definitions.toml`: how texts say that two names are one; read once."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchapp.datafiles import read_tables


class DefinitionTable(NamedTuple):
    """The table, compiled.

    Args:
        phrases: finds what stands between two names.
        weak: finds what does so between a name and its initials.
        brackets: matches what stands before the other name in a parenthesis.
        former: those of them, in small letters, that say that the other name was given up.
        words: the lists of words, by name.
    """

    phrases: re.Pattern[str]
    weak: re.Pattern[str]
    brackets: re.Pattern[str]
    former: frozenset[str]
    words: Mapping[str, frozenset[str]]


@functools.cache
def table() -> DefinitionTable:
    """Return the table."""
    plain = read_tables("analysis/definitions.toml")
    phrases, brackets = plain["phrases"], plain["brackets"]
    strong = [*phrases["same"], *phrases["former"]]
    in_brackets = [*brackets["same"], *brackets["former"], *strong]
    weak = _either(plain["weak"]["same"])
    return DefinitionTable(
        phrases=re.compile(rf"(?i)(?<!\w)(?:{_either(strong)})(?=\s)"),
        weak=re.compile(rf"(?i)(?<!\w)(?:{weak})\s{{1,2}}(?:the\s)?[\"“‘']?"),
        brackets=re.compile(rf"(?i)(?:{_either(in_brackets)})[:\s]"),
        former=frozenset(each.lower() for each in (*phrases["former"], *brackets["former"])),
        words={name: frozenset(words) for name, words in plain["words"].items()},
    )


def _either(phrases: Sequence[str]) -> str:
    """Return a pattern of any of some phrases, the longest first."""
    return "|".join(
        re.escape(each) for each in sorted(phrases, key=lambda each: (-len(each), each))
    )
