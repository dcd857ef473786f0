"""The Flask side of the pages: the blueprint, the application around it, and their manners.

Every answer carries headers that allow nothing but this site's own style sheet, script and images,
and every error becomes a page (or JSON, below `/api/`) that says what to do.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed

from searchapp.archive import Archive
from searchapp.settings import Settings
from searchapp.web.api import Api, refuse_json
from searchapp.web.articles import ArticlePages
from searchapp.web.links import NAME
from searchapp.web.pages import Pages, refuse_page
from searchapp.web.suggesting import Suggesting

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_METHODS = ("GET", "HEAD")


def create_app(archive: Archive, *, page_size: int = Settings().page_size) -> Flask:
    """Make a whole application that shows an archive.

    Args:
        archive: what to show; it stays open as long as the application runs.
        page_size: how many results there are on a page.

    Returns:
        The application; any WSGI server can run it.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.register_blueprint(blueprint(archive, page_size=page_size))
    app.register_error_handler(Exception, _refuse)
    app.after_request(_harden)
    return app


def blueprint(archive: Archive, *, page_size: int = Settings().page_size) -> Blueprint:
    """Make the part of an application that shows an archive.

    Args:
        archive: what to show; it stays open as long as the application runs.
        page_size: how many results there are on a page.

    Returns:
        A blueprint for any URL prefix; it sets headers and answers errors of its own pages only.
    """
    # The static path would otherwise hide behind that of the host where there is no prefix.
    site = Blueprint(
        NAME,
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/searchapp-static",
    )
    pages = Pages(archive, page_size)
    site.add_url_rule("/", "home", pages.home)
    site.add_url_rule("/search", "search", pages.search)
    site.add_url_rule("/spellings", "spellings", pages.spellings)
    articles = ArticlePages(archive)
    site.add_url_rule("/article/<article_id>", "article", articles.article)
    site.add_url_rule("/article/<article_id>/changes", "changes", articles.changes)
    site.add_url_rule("/article/<article_id>/original", "original", articles.original)
    site.add_url_rule("/article/<article_id>/original.txt", "download", articles.download)
    suggesting = Suggesting(archive)
    site.add_url_rule("/suggest", "suggest", suggesting.suggest)
    site.add_url_rule("/opensearch.xml", "opensearch", suggesting.describe)
    site.register_error_handler(Exception, refuse_page)
    site.before_request(_only_read)
    site.after_request(_harden)
    site.register_blueprint(_api(archive, page_size), url_prefix="/api/v1")
    return site


def _api(archive: Archive, page_size: int) -> Blueprint:
    part = Blueprint("api", __name__)
    api = Api(archive, page_size)
    part.add_url_rule("/search", "search", api.search)
    part.add_url_rule("/spellings", "spellings", api.spellings)
    part.add_url_rule("/suggest", "suggest", api.suggest)
    part.add_url_rule("/articles/<article_id>", "article", api.article)
    part.add_url_rule("/articles/<article_id>/changes", "changes", api.changes)
    part.add_url_rule("/articles/<article_id>/original", "original", api.original)
    part.register_error_handler(Exception, refuse_json)
    return part


def _refuse(error: Exception) -> Response:
    """Answer an error that belongs to no blueprint, such as an address that no rule knows."""
    return refuse_json(error) if request.path.startswith("/api/") else refuse_page(error)


def _only_read() -> None:
    # Flask would answer OPTIONS itself.
    if request.method not in _METHODS:
        raise MethodNotAllowed(_METHODS)


def _harden(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
