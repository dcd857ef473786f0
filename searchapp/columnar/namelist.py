"""Names of several words in memory, found by any of their words and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from searchapp.columnar.collocations import Run
from searchapp.columnar.ranked import Ranked
from searchapp.columnar.wordlist import WordList

Name = tuple[str, ...]


class NameList:
    """Names, each as the letters of its words.

    Args:
        words: of the commit.
        found: how often each name stands there, by the numbers of its words.
    """

    def __init__(self, words: WordList, found: Mapping[Run, int]) -> None:
        names = {tuple(words.ranked[word].decode() for word in run): run for run in found}
        self._names = frozenset(names)
        rows = sorted(
            (" ".join(name[at:]).encode(), name) for name in names for at in range(len(name))
        )
        counts = np.array([found[names[name]] for _, name in rows], np.int64)
        self._ranked = Ranked([text for text, _ in rows], counts)
        self._name_of = [name for _, name in rows]
        # No more documents have a name than have any of its words.
        self._most_of = {name: int(words.counts[list(run)].min()) for name, run in names.items()}

    def has(self, words: Sequence[str]) -> bool:
        """Return whether some words are a name."""
        return tuple(words) in self._names

    def beginning(self, words: Sequence[str], most: int, least: int = 0) -> list[Name]:
        """Return the names in which some words stand, the most frequent first.

        Args:
            words: side by side in the name; the last one is only begun.
            most: how many to look at at the most.
            least: leave out those with a word that is in fewer documents.
        """
        rows = self._ranked.best(" ".join(words).encode(), most)
        names = dict.fromkeys(self._name_of[row] for row in rows)
        return [name for name in names if self._most_of[name] >= least]
