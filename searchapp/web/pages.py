"""The pages a reader sees: home, results, and what went wrong; `articles` has the others."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from flask import Response, request

from searchapp.archive import Archive
from searchapp.errors import BadRequest
from searchapp.query.plan import Sort
from searchapp.search.page import LISTED, Page
from searchapp.web import filters, links, timeline, usage
from searchapp.web.offers import make_offers
from searchapp.web.others import list_other_names
from searchapp.web.paging import count_pages
from searchapp.web.params import Params, read, without
from searchapp.web.problems import explain
from searchapp.web.rendering import render
from searchapp.web.spellings import make_panel

_EXAMPLES = (
    ("drone strike", "articles with both words, in other forms and spellings too"),
    ('"drone strike"', "the words side by side"),
    ('"drone base"~5', "in this order, at most five words on"),
    ("drone OR missile", "one of the words is enough"),
    ("strike -drone", "without a word; NOT drone says the same"),
    ("strike (drone OR missile)", "parentheses group"),
    ("kata*", "any ending; ? stands for one letter"),
    ("=kataib", "spelled so and in no other way; kataib~1 may have a wrong letter"),
    ('"=kataib nahr~1"', "the same for a word of a phrase"),
    ("title:drone", "in the title; also author: and outlet:"),
    ("date:2019-12..2020-01", "of that time for certain; or a year, a month or a day alone"),
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of an archive.

    Args:
        archive: what they show.
        page_size: how many results there are on one.
    """

    archive: Archive
    page_size: int

    def home(self) -> Response:
        """Show what the archive holds, and the box."""
        stats = self.archive.stats()
        params = Params()
        # Not the counts of `stats`, which are of articles: a count is what choosing it shows.
        facets = self.archive.search(limit=0).facets
        dates = {bucket.value: bucket.count for bucket in facets["date"]}
        shown, rest = filters.list_outlets(facets["outlet"], params)
        bars = timeline.draw_timeline(dates.items(), params)
        return render(
            "home.html",
            stats=stats,
            params=params,
            shown=shown,
            rest=rest,
            named=sum(name is not None for name in stats.outlets),
            bars=timeline.widest_view(bars),
            undated=dates.get(None, 0),
            dateless=Params(undated=True),
            examples=_EXAMPLES,
            ask=lambda query: Params(query=query),
            only=lambda outlet: Params(outlets=(outlet or None,)),
        )

    def search(self) -> Response:
        """Show the results of a search."""
        params = Params.parse(read(request.query_string))
        offset = (params.page - 1) * self.page_size
        page = self.archive.search(
            params.query, **params.arguments(), offset=offset, limit=self.page_size
        )
        dates = [(bucket.value, bucket.count) for bucket in page.facets["date"]]
        shown, rest = filters.list_outlets(page.facets["outlet"], params)
        return render(
            "search.html",
            page=page,
            params=params,
            listed=LISTED,
            paging=count_pages(params.page, page.total, self.page_size),
            turn=lambda number: links.search_link(dataclasses.replace(params, page=number)),
            meant=lambda query: links.search_link(dataclasses.replace(params, query=query, page=1)),
            sorts=_sorts(page, params),
            rows=_rows(params),
            panel=make_panel(page, params),
            other_names=list_other_names(page, params),
            shown=shown,
            rest=rest,
            bars=timeline.draw_timeline(dates, params),
            undated=dict(dates).get(None, 0),
            chips=filters.list_chips(params),
            cleared=filters.drop_filters(params),
            elsewhere=self._count_unfiltered(page, params),
            offers=() if page.total else make_offers(params, page.levels),
        )

    def spellings(self) -> Response:
        """Show who writes the words of a query how, and when."""
        params = Params.parse(read(request.query_string)).naming()
        spellings = self.archive.spellings(params.query, match=params.match)
        return render(
            "spellings.html",
            params=params,
            levels=usage.list_levels(params),
            sheets=usage.make_sheets(spellings),
            hints=spellings.hints,
        )

    def _count_unfiltered(self, page: Page, params: Params) -> int:
        """Return how many articles the filters hide from a searcher who found nothing."""
        if page.total or not params.narrowed:
            return 0
        return self.archive.search(params.query, limit=0).articles


def refuse_page(error: Exception) -> Response:
    """Answer an error to a reader."""
    problem = explain(error)
    try:
        values = read(request.query_string)
        query = next(iter(values.get("q", ())), "")[:200]
    except BadRequest:
        values, query = {}, ""
    without_it = None
    if problem.parameter in values and request.endpoint is not None:
        without_it = request.path + without(values, problem.parameter or "")
    return render(
        "error.html", problem.status, problem=problem, params=Params(query), without_it=without_it
    )


def _rows(params: Params) -> list[tuple[str, str, bool]]:
    """List what a row can be: name, address, whether it holds now."""
    return [
        (
            name,
            links.search_link(dataclasses.replace(params, copies=copies, page=1)),
            copies is params.copies,
        )
        for name, copies in (("One row a story", False), ("Every copy", True))
    ]


def _sorts(page: Page, params: Params) -> list[tuple[str, str, bool]]:
    """List the orders to choose from: name, address, whether it holds now."""
    # Without words to search for nothing is more relevant than anything else.
    orders = Sort if params.query else (Sort.NEWEST, Sort.OLDEST)
    return [
        (
            order.capitalize(),
            links.search_link(dataclasses.replace(params, sort=order, page=1)),
            order is page.sort,
        )
        for order in orders
    ]
