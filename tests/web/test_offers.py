from __future__ import annotations

import pytest

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
    ],
)
def test_offers_ask_for_less(query: str, offered: list[str]) -> None:
    offers = make_offers(Params(query=query, outlets=("RT",), page=2))
    assert [offer.params.query for offer in offers] == offered
    assert all(offer.params.outlets == ("RT",) and offer.params.page == 1 for offer in offers)
