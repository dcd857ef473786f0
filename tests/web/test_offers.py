from __future__ import annotations

import pytest

from searchapp.analysis.lexicon import Level
from searchapp.web.offers import make_offers
from searchapp.web.params import Params


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("", []),
        ("zebra", []),
        ('"zebra"', ["zebra"]),
        ('"drone zebra"', ["drone zebra", "drone", "zebra"]),
        ("“drone zebra”", ["drone zebra", "drone", "zebra"]),
        ("kata'ib OR zebra", ["kata'ib", "zebra"]),
        ("a b c d e f g", ["a", "b", "c", "d", "e"]),
        ('"""', []),
        ("zebra~1", []),
        ("zebra^2", []),
        ("drone~1 zebra~2", ["drone", "zebra"]),
    ],
)
def test_offers_ask_for_less(query: str, offered: list[str]) -> None:
    offers = make_offers(Params(query=query, outlets=("RT",), page=2), {})
    assert [offer.params.query for offer in offers] == offered
    assert all(offer.params.outlets == ("RT",) and offer.params.page == 1 for offer in offers)


def test_a_level_that_finds_something_is_offered() -> None:
    levels = {Level.WORDS: 0, Level.WIDE: 3}
    (offer,) = make_offers(Params(query="zebra", page=2), levels)
    assert offer.params == Params(query="zebra", match=Level.WIDE)
    assert offer.words.startswith("wide (also names a little less alike")
