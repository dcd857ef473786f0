"""Templates → pages."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template

from searchapp.search.languages import name_language, reads_right_to_left
from searchapp.search.spellings import list_unlike, say_mark
from searchapp.web import copies, links, timeline, words
from searchapp.web.params import encode

_HELPERS = {
    "choose": timeline.choose,
    "copies_of": copies.say_copies,
    "encode": encode,
    "link": links.link,
    "links": links,
    "list_unlike": list_unlike,
    "name_language": name_language,
    "places_of": copies.say_places,
    "reads_right_to_left": reads_right_to_left,
    "say_mark": say_mark,
    "words": words,
}


def render(template: str, status: int = 200, **context: Any) -> Response:
    """Make a page.

    Args:
        template: the file, in the folder of the templates.
        status: the HTTP status code.
        context: what the template shows.

    Returns:
        The page, whatever letters are in it.
    """
    text = render_template(f"searchapp/{template}", **_HELPERS, **context)
    # Half a surrogate pair in a scraped text is no reason to refuse the rest of it.
    return Response(text.encode("utf-8", "replace"), status, mimetype="text/html")
