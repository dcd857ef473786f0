"""Pages made to take a reader's time or memory: one thing a thousand times, or without an end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from tests.ingest.reading import BAKER, MET

ARTICLE = f"<h1>Bridge closed</h1><p>{MET}</p><p>{BAKER}</p><p>{MET} {BAKER}</p>"

# What is repeated until the page is as large as wanted.
REPEATED = {
    "deep blocks": "<div>a word ",
    "deep dates": "<div class='date'>3.5.",
    "deep lists": "<ul><li>x ",
    "deep tables": "<table><tr><td>x",
    "deep articles": "<article><h2>Bridge closed</h2>",
    "deep headings": "<h1>Bridge <b>closed ",
    "open brackets": "<",
    "ampersands": "&",
    "open comments": "<!--",
    "links": "<a href='/x'>More on this</a>",
    "rows": "<tr><td>12</td><td>A word</td><td>3.5.2020</td></tr>",
    "layout": f"<table><tr><td>{MET * 4}</td></tr></table>",
    "entries": "<ul><li>A short line</li></ul>",
    "times": "<time datetime='2020-13-45'>some day</time>",
    "dates": "<p class='date'>mardi 3 floréal 2020 at 12</p>",
    "days": "<p>4. floreal 2019</p>",
    "copyrights": "<p>© 2020 </p>",
    "logos": "<img src='logo' alt='North'>",
    "bylines": "<span class='author'>By 12</span>",
    "lines": "word<br>",
    "bold": "<b>w</b> ",
    "headings": "<h1>Bridge closed</h1>",
    "articles": "<article><h2>Bridge closed</h2><p>x</p></article>",
    "paragraphs": f"<p>{MET}</p>",
    "same paragraphs": "<p>One more line of words.</p>",
    "captions": "<figure><img alt='x'><figcaption>Photo: a</figcaption></figure>",
    "mojibake": "Ã©â€™",
    "words": "word ",
    "one word": "w",
    "figures": "2020-",
    "spaces": " ",
    "joiners": "می\u200cم <b>",
    "marks": "- ",
    "calls": f"<p>Read more: {'a ' * 100}</p>",
}


def hostile_pages(size: int, tags: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield pages with their names.

    Args:
        size: about how many bytes each has at most.
        tags: how many tags each has at most.

    Yields:
        The name and what makes the page, so that only one is held at a time.
    """
    for name, part in REPEATED.items():
        most = min(size // len(part.encode()), tags // max(1, part.count("<")))
        yield name, partial(_page, part, most)
    heads = {
        "title of bars": f"<title>{'a | ' * (size // 4)}</title>",
        "title of dashes": f"<title>{' - ' * (size // 3)}</title>",
        "name of dots": f"<meta property='og:site_name' content='{'a.' * (size // 2)}'>",
        "name of spaces": f"<meta property='og:site_name' content='A{' ' * size}b'>",
        "attributes": f"<p {' '.join(f'a{number}=1' for number in range(size // 9))}>x</p>",
        "data of lists": _linked("[" * (size // 2) + "]" * (size // 2)),
        "data of objects": _linked('{"a":' * (size // 6) + "1" + "}" * (size // 6)),
        "data of articles": _linked(json.dumps([{"@type": "Report", "name": "x"}] * (size // 40))),
        "data of itself": _linked(json.dumps([{"@id": "1", "name": [{"@id": "1"}] * 50, "x": 1}])),
        "long style": f"<style>{'x ' * (size // 2)}</style>",
    }
    for name, head in heads.items():
        yield name, partial(_page, "", 0, head)


def _linked(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


def _page(part: str, times: int, head: str = "") -> bytes:
    title = "<title>Bridge closed | North Post</title>"
    half = part * (times // 2)
    return f"<html><head>{title}{head}</head><body>{half}{ARTICLE}{half}</body></html>".encode()
