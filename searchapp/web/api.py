"""The archive as JSON, for programs.

    GET /api/v1/search           the parameters of the result page, or offset and limit
    GET /api/v1/articles/{id}    one article, whole; with q also where it matches

Programs are told of their mistakes: an unknown parameter is an error here, not passed over.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from flask import Response, request, url_for

from searchapp.archive import Archive
from searchapp.errors import BadRequest
from searchapp.search.page import Page
from searchapp.web.params import (
    NAMES,
    Params,
    check_names,
    encode,
    read,
    read_number,
    read_query,
)
from searchapp.web.problems import explain

_LARGEST_LIMIT = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Api:
    """The answers of the API.

    Args:
        archive: what is searched.
        page_size: how many results are returned where none are asked for.
    """

    archive: Archive
    page_size: int

    def search(self) -> Response:
        """Answer a search with a page of results and the addresses of those around it."""
        values = read(request.query_string)
        check_names(values, (*NAMES, "offset", "limit"))
        if "page" in values and "offset" in values:
            raise BadRequest("page and offset are both given", "Give one of them")
        params = Params.parse(values)
        limit = read_number(values, "limit", self.page_size, least=1, most=_LARGEST_LIMIT)
        offset = read_number(values, "offset", (params.page - 1) * limit)
        page = self.archive.search(params.query, **params.arguments(), offset=offset, limit=limit)
        return _answer(page.to_json() | _neighbours(page, params))

    def article(self, article_id: str) -> Response:
        """Answer with one article, and with its matches where a query is given.

        Args:
            article_id: which one.
        """
        values = read(request.query_string)
        check_names(values, ("q",))
        query = read_query(values)
        article = self.archive.get(article_id)
        group = self.archive.copies(article_id).duplicate_group
        plain = article.to_json() | {"duplicate_group": group}
        if query:
            title, paragraphs = self.archive.highlight(article, query)
            plain["highlights"] = {
                "title": title.to_json(),
                "paragraphs": [each.to_json() for each in paragraphs],
            }
        return _answer(plain)


def refuse_json(error: Exception) -> Response:
    """Answer an error to a program."""
    problem = explain(error)
    plain = {"code": problem.code, "message": problem.message, "mend": problem.mend}
    return _answer({"error": plain}, problem.status)


def _neighbours(page: Page, params: Params) -> dict[str, str | None]:
    before, after = max(0, page.offset - page.limit), page.offset + page.limit
    return {
        "next": _address(params, after, page.limit) if after < page.total else None,
        "previous": _address(params, before, page.limit) if page.offset > 0 else None,
    }


def _address(params: Params, offset: int, limit: int) -> str:
    pairs = dataclasses.replace(params, page=1).pairs()
    window = [("offset", str(offset)), ("limit", str(limit))]
    return url_for(".search") + encode([*pairs, *window])


def _answer(plain: dict[str, Any], status: int = 200) -> Response:
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
    # Half a surrogate pair in a scraped text is no reason to refuse the rest of it.
    return Response(text.encode("utf-8", "replace"), status, mimetype="application/json")
