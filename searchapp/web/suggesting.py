"""Suggestions for browsers, so that their search bars can complete as the box of the pages does.

    GET /suggest          completions of q (OpenSearch, extension Suggestions 1.1)
    GET /opensearch.xml   how to search here and where suggestions are (OpenSearch 1.1)

Both formats: https://github.com/dewitt/opensearch.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Response, request, url_for

from searchapp.archive import Archive
from searchapp.web import words
from searchapp.web.params import LONGEST_QUERY, Params, encode
from searchapp.web.rendering import render


@dataclass(frozen=True, slots=True)
class Suggesting:
    """The answers that browsers ask for.

    Args:
        archive: what is searched.
    """

    archive: Archive

    def suggest(self) -> Response:
        """Answer with what was typed, how it can go on, what that finds, and where."""
        typed = read_typed()
        found = self.archive.suggest(typed)
        queries = [each.query for each in found]
        counts = [words.say_count(each.articles, "article") for each in found]
        search = url_for(".search", _external=True)
        addresses = [search + encode(Params(query).pairs()) for query in queries]
        text = json.dumps([typed, queries, counts, addresses], ensure_ascii=False)
        return Response(text.encode("utf-8", "replace"), mimetype="application/x-suggestions+json")

    def describe(self) -> Response:
        """Answer with the description of this search for browsers."""
        page = render("opensearch.xml", root=request.host_url.rstrip("/"))
        page.mimetype = "application/opensearchdescription+xml"
        return page


def read_typed() -> str:
    """Return what was typed so far, with the space at its end that says that a word is over."""
    return request.args.get("q", "")[:LONGEST_QUERY]
