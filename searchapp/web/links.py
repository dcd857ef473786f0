"""Addresses of the archive's own pages, wherever in an application the blueprint hangs."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from searchapp.model import Article
from searchapp.web.params import Params, encode

NAME = "searchapp"


def link(endpoint: str, **values: Any) -> str:
    """Return the address of one of the blueprint's endpoints.

    Args:
        endpoint: its name within the blueprint.
        values: what its rule needs.

    Returns:
        The path, without a host.
    """
    # An address that no rule knows has no blueprint; only `create_app` answers it, and there the
    # blueprint hangs under its own name.
    return url_for(f"{request.blueprint or NAME}.{endpoint}", **values)


def search_link(params: Params) -> str:
    """Return the address of a result page."""
    return link("search") + encode(params.pairs())


def spellings_link(params: Params) -> str:
    """Return the address of the page that says who writes the words of a search how, and when."""
    return link("spellings") + encode(params.naming().pairs())


def back_link(params: Params, article: Article) -> str:
    """Return the address of the result page an article was opened from, at that result."""
    return f"{search_link(params)}#{anchor(article)}"


def article_link(article_id: str, params: Params, page: str = "article") -> str:
    """Return the address of a page of an article that knows the search it was found by.

    Args:
        article_id: the article.
        params: the search.
        page: "article", "original" or "changes".
    """
    return link(page, article_id=article_id) + encode(params.pairs())


def anchor(article: Article) -> str:
    """Return the name of an article's place on a result page."""
    return f"a-{article.id}"
