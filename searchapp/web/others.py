"""Other names of what a search names, as links to the searches that ask for them as well."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from searchapp.analysis.aliases import Relation
from searchapp.search.page import Page
from searchapp.web.params import Params

_SAYS = {
    Relation.SAME: "",
    Relation.FORMER: "a former name",
    Relation.PRESENT: "the present name",
    Relation.PART: "a part of it",
    Relation.WHOLE: "what it is part of",
}


@dataclass(frozen=True, slots=True)
class OtherNameRow:
    """Another name.

    Args:
        name: the name.
        asked: the one in the query.
        relation: what it is to that; empty where both are the same.
        ambiguous: whether the name means other things as well.
        source: who says so, and where.
        total: how many results it has in the place of the other.
        params: the search with both.
        every: the search with all names that mean the same, and nothing else.
        is_in_every: whether this one is among them.
        also: other spellings of it that are searched for with it.
    """

    name: str
    asked: str
    relation: str
    ambiguous: bool
    source: str
    total: int
    params: Params
    every: Params
    is_in_every: bool
    also: tuple[str, ...]


def list_other_names(page: Page, params: Params) -> list[OtherNameRow]:
    """List the other names that a page offers.

    Args:
        page: the page.
        params: its search.
    """
    return [
        OtherNameRow(
            each.offer.name,
            each.asked,
            _SAYS[each.offer.relation],
            each.offer.ambiguous,
            each.offer.citation,
            each.total,
            dataclasses.replace(params, query=each.query, page=1),
            dataclasses.replace(params, query=each.every, page=1),
            each.is_in_every,
            each.also,
        )
        for each in page.other_names
    ]
