"""What an engine offers for a word that is being typed."""

from __future__ import annotations

import enum
import math
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from searchapp.analysis.lexicon import Form
from searchapp.query.plan import Plan


class Offered(enum.StrEnum):
    """What a completion is."""

    WORD = "word"
    NAME = "name"
    OUTLET = "outlet"


class Completion(NamedTuple):
    """Something of the archive that begins as was typed.

    Args:
        offered: a word, a name of several words, or an outlet.
        text: it, a word as it is written most often.
        articles: how many articles have it in any of its spellings, or are of the outlet.
        spellings: how many spellings it has, case, accents and apostrophes aside.
        follows: whether it stands right behind the word before far more often than by chance.
    """

    offered: Offered
    text: str
    articles: int
    spellings: int
    follows: bool = False


class Completing(Protocol):
    """What an engine offers while a query is typed, and where it finds nothing."""

    def complete(
        self,
        words: Sequence[str],
        offered: Collection[Offered],
        limit: int,
        within: Plan | None,
        before: str = "",
        *,
        deadline: float = math.inf,
    ) -> Sequence[Completion]:
        """Return what words that are being typed can go on with.

        Args:
            words: by their letters; the last one is only begun, and empty where it is still to
                come.  A word begins with a single one; a name or an outlet with those of it that
                stand behind any of its words as well.
            offered: what to return.
            limit: how many to return at the most.
            within: the articles that it finds are counted, and what none of them has is left out;
                None for all articles.
            before: a word of that query which stands right before; empty where there is none.
            deadline: seconds after which nothing is offered.

        Returns:
            What follows the word before first, then the most frequent, then by text; none where the
            deadline, or the plan's, comes first.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def nearest(self, word: str, most: int, *, deadline: float = math.inf) -> Sequence[str]:
        """Return what of the archive may have been meant by a word (see `analysis.nearest`).

        Args:
            word: as typed; or two, which may be one that was parted.
            most: how many to return at the most.
            deadline: seconds after which none are.

        Returns:
            Forms, the likeliest first; several words with spaces between.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def misspelt(self, word: str, forms: Sequence[Form]) -> Sequence[str]:
        """Return the English words of which a word is a slip (see `analysis.nearest`).

        Args:
            word: in lower case.
            forms: all that it stands for.

        Returns:
            Words that far more articles have, the most frequent first.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
