"""The archive as JSON, for programs.

    GET /api/v1/search           the parameters of the result page, or offset and limit
    GET /api/v1/spellings        who writes the words of q how, and when; takes match as well
    GET /api/v1/suggest          how q, as far as it is typed, can go on; at most limit ways
    GET /api/v1/articles/{id}    one article, whole; with q (and match, without) also where it
                                 matches
    GET /api/v1/articles/{id}/changes     what changed to it from the earliest of its story
    GET /api/v1/articles/{id}/original    its text as it stands in the file it was read from

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
)
from searchapp.web.problems import explain
from searchapp.web.suggesting import read_typed

_LARGEST_LIMIT = 100
# As many as can be taken in while typing.
_SUGGESTED = 10


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

    def spellings(self) -> Response:
        """Answer with who writes the words of a query how, and when."""
        values = read(request.query_string)
        check_names(values, ("q", "match"))
        params = Params.parse(values)
        return _answer(self.archive.spellings(params.query, match=params.match).to_json())

    def suggest(self) -> Response:
        """Answer with how a query that is being typed can go on."""
        values = read(request.query_string)
        check_names(values, ("q", "limit"))
        typed = read_typed()
        limit = read_number(values, "limit", _SUGGESTED, least=1, most=_LARGEST_LIMIT)
        found = self.archive.suggest(typed, limit)
        return _answer({"query": typed, "suggestions": [each.to_json() for each in found]})

    def article(self, article_id: str) -> Response:
        """Answer with one article, and with its matches where a query is given.

        Args:
            article_id: which one.
        """
        values = read(request.query_string)
        check_names(values, ("q", "match", "without"))
        params = Params.parse(values)
        article = self.archive.get(article_id)
        story = self.archive.copies(article_id).to_json()
        plain = article.to_json()
        plain |= {"duplicate_group": story["duplicate_group"], "copies": story["members"]}
        if params.query:
            marked = self.archive.highlight(article, params.query, **params.matching())
            plain["highlights"] = {
                "title": marked.title.to_json(),
                "paragraphs": [each.to_json() for each in marked.paragraphs],
                "captions": [each.to_json() for each in marked.captions],
            }
        return _answer(plain)

    def changes(self, article_id: str) -> Response:
        """Answer with what changed to an article from the earliest of its story.

        Args:
            article_id: which one.
        """
        check_names(read(request.query_string), ())
        return _answer(self.archive.changes(article_id).to_json())

    def original(self, article_id: str) -> Response:
        """Answer with the text of an article as it stands in its file.

        Args:
            article_id: which one.
        """
        check_names(read(request.query_string), ())
        return _answer({"id": article_id} | dataclasses.asdict(self.archive.original(article_id)))


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
