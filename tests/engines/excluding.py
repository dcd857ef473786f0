"""What every engine must do with words that are excluded, as tests; inherited as `contract.py` is.

Articles of every mixture of three words lie in every order among articles that were deleted, which
is where an engine that walks through several lists at once goes wrong if it does.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from searchapp.engines.base import Engine
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ids

WORDS = ("ada", "bela", "cleo")
MIXTURES = [" ".join(chosen) for size in range(4) for chosen in itertools.combinations(WORDS, size)]
QUERIES: dict[str, Callable[[bool, bool, bool], bool]] = {
    "-ada": lambda ada, bela, cleo: not ada,
    "ada -bela": lambda ada, bela, cleo: ada and not bela,
    "-ada -bela": lambda ada, bela, cleo: not ada and not bela,
    "ada OR -bela": lambda ada, bela, cleo: ada or not bela,
    "-(ada bela)": lambda ada, bela, cleo: not (ada and bela),
    "(ada OR bela) -cleo": lambda ada, bela, cleo: (ada or bela) and not cleo,
    "ada -(bela OR cleo)": lambda ada, bela, cleo: ada and not (bela or cleo),
    "NOT NOT ada": lambda ada, bela, cleo: ada,
    'ada -"bela cleo"': lambda ada, bela, cleo: ada and not (bela and cleo),
    "ada -bel*": lambda ada, bela, cleo: ada and not bela,
    "-ad* OR cleo": lambda ada, bela, cleo: not ada or cleo,
}


class ExcludingContract:
    """What an engine must do with words that are excluded; to be inherited."""

    @pytest.mark.parametrize("seed", range(12))
    def test_what_is_found_is_what_a_plain_look_finds(self, engine: Engine, seed: int) -> None:
        order = random.Random(seed)  # noqa: S311
        kept: dict[str, str] = {}
        for commit in range(3):
            with engine.writer() as writer:
                for number in range(8):
                    name, body = f"{commit}-{number}", order.choice(MIXTURES)
                    writer.replace(f"/files/{name}", "1", [make_article(name, "Title", body)])
                    kept[name] = body
        with engine.writer() as writer:
            for name in order.sample(sorted(kept), 10):
                writer.drop(f"/files/{name}")
                del kept[name]
        for query, matches in QUERIES.items():
            expected = {
                name
                for name, body in kept.items()
                if matches(*(word in body.split() for word in WORDS))
            }
            result = engine.search(make_plan(query, limit=100))
            assert set(ids(result)) == expected, query
            assert result.total == len(expected), query
