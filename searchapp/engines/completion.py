"""What an engine offers for a word that is being typed."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from searchapp.analysis.lexicon import Form
from searchapp.query.plan import Plan


class Offered(enum.StrEnum):
    """What a completion is."""

    WORD = "word"
    NAME = "name"
    OUTLET = "outlet"


class Typed(NamedTuple):
    """What was typed of a query, as far as it says how it can go on.

    Args:
        words: by their letters; the last one is only begun, and empty where it is still to come.
            A word begins with a single one; a name or an outlet with those of it that stand behind
            any of its words as well.
        offered: what it may go on with.
        within: what none of the articles has that it finds is left out; None for all articles.
        before: a word of that query which stands right before; empty where there is none.
        is_exact: whether each form is a word of its own.
        is_joined: whether a hyphen joins the word before to it, so that only what stands right
            behind that in the archive is offered.
    """

    words: tuple[str, ...]
    offered: frozenset[Offered]
    within: Plan | None = None
    before: str = ""
    is_exact: bool = False
    is_joined: bool = False


class Completion(NamedTuple):
    """Something of the archive that begins as was typed.

    Args:
        offered: a word, a name of several words, or an outlet.
        text: it, a word as it is written most often.
        articles: how many articles the query finds that goes on with it.
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
        typed: Typed,
        limit: int,
        asked: Callable[[Offered, str], Plan],
        *,
        deadline: float = math.inf,
    ) -> Sequence[Completion]:
        """Return what words that are being typed can go on with.

        Args:
            typed: the words, and what stands before them.
            limit: how many of each kind to return at the most.
            asked: returns the plan of the query that goes on with something.
            deadline: seconds after which nothing is offered.

        Returns:
            Of each kind what follows the word before first, then about the most frequent, but
            nothing with which the query finds no article; none where the deadline, or that of a
            plan, comes first.

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

    def misspelt(
        self, word: str, forms: Sequence[Form], *, deadline: float = math.inf
    ) -> Sequence[str]:
        """Return the names and English words of which a word is a slip (see `analysis.slips`).

        Args:
            word: in lower case.
            forms: all that it stands for.
            deadline: seconds after which there are none.

        Returns:
            Words that far more articles have, the most frequent first.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
