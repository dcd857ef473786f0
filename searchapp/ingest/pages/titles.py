"""Which of the titles of a page is its article's, without the names around it.

A page gives its title many times, and often in two or three wordings: one for readers, one for
search engines, one for other sites.  The title is the one that readers see as the headline.  A
heading may hold a kicker before the headline; where the page gives the headline alone elsewhere,
the kicker is left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from searchapp.ingest.pages.head import UNSPACED
from searchapp.ingest.pages.linked_data import HeadValue
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.texts.text import clean_line

_ORDER = ("json-ld", "meta:og:title", "meta:twitter:title")
_CUT = re.compile(
    r"\s*[|–—»·•:-]{1,3}\s+|\s+[|–—»·•*-]{1,3}\s*|\s*[｜：|]\s*|\s+[«‹›<>/]{1,2}\s+"
    # Between words that are written without gaps, so are the marks.
    + rf"|(?<={UNSPACED})[-–—_]{{1,2}}(?=\S)"
)
_LEFT_OVER = re.compile(r"\s+(?:[|–—»«‹›·•-]\s?){1,3}$")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_NOT_SEEN = re.compile(
    r"(?i)breadcrumb|seo|sr-only|screen-?reader|visually-?hidden|(?<![a-z])hidden"
)
_LISTS = ("li", "nav", "aside", "footer")
_HEADINGS = ("h1", "h2")
# What headlines were made of before there were headings for them.
_PLAIN = ("h2", "h3", "b", "strong", "font", "td", "div", "span", "p")
_MOST_LINES, _MOST_CHILDREN, _SHORTEST_LINE = 400, 2, 10
_LONGEST, _MOST_PARTS = 600, 40


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a page.

    Args:
        text: the title.
        source: the value that gives it.
    """

    text: str
    source: HeadValue


def choose_title(values: Iterable[HeadValue], outlets: Sequence[str], tree: Any) -> Title | None:
    """Choose the title of a page.

    Args:
        values: what the page says; those that are no titles are passed over.
        outlets: every name that may be its outlet's.
        tree: the page as `lxml.html` parsed it.

    Returns:
        The title; None where the page has none but names of outlets.
    """
    titled = (value for value in values if value.field == "title")
    given = [(value, _LEFT_OVER.sub("", visible(value.text))) for value in titled]
    given.sort(key=lambda pair: _rank(pair[0].rule))
    names = {letters(name) for name in outlets if name}
    titles: dict[str, Title] = {}
    shown = {letters(text) for value, text in given if value.rule == "h1"} - names
    if not shown and all(value.rule == "title-element" for value, _ in given):
        shown = _lines(tree)
    for value, text in given:
        others = {letters(other) for _, other in given if other != text}
        # The title element is the one that is written for no reader of the article.
        part = _as_shown(text, shown) if value.rule == "title-element" else ""
        whole = part or _without_ends(_without_front(text, names), names, others)
        title = _in_full(whole, [other for _, other in given])
        key = letters(title)
        if title and key not in names:
            titles.setdefault(key, Title(title, value))
    # A heading alone may be a widget's, and the title element is for the window: both only confirm
    # what is given as the title.
    offered = [title for title in titles.values() if title.source.rule in _ORDER]
    seen = _headlines(tree, {letters(title.text) for title in offered})
    best = max(offered, key=lambda title: seen.get(letters(title.text), 0), default=None)
    return best or next(iter(titles.values()), None)


def _headlines(tree: Any, titles: Container[str]) -> dict[str, int]:
    """Say how plainly a page shows each title: 3 behind a kicker, 2 in an h1, 1 in an h2."""
    seen: dict[str, int] = {}
    for node in tree.iter(*_HEADINGS):
        if not _is_seen(node):
            continue
        text = visible(node.text_content())
        # What was never closed holds the rest of the page.
        if len(text) > _LONGEST:
            continue
        whole = letters(text)
        for part in itertools.islice(node.iter(), _MOST_PARTS):
            key = letters(visible(part.text_content()))
            if key in titles:
                rank = 2 if node.tag == "h1" else 1
                behind_kicker = key != whole and whole.endswith(key) and whole in titles
                seen[key] = max(seen.get(key, 0), 3 if behind_kicker else rank)
    return seen


def _is_seen(node: Any) -> bool:
    """Say whether a heading is one for readers, and no entry of a list or a path."""
    if next(node.iterancestors(*_LISTS), None) is not None:
        return False
    return _NOT_SEEN.search(f"{node.get('class')} {node.get('id')}") is None


def visible(text: str) -> str:
    """Return a text as one line, without hyphens and joiners that are not seen.

    Args:
        text: any text.

    Returns:
        The same words.
    """
    return clean_line(_INVISIBLE.sub("", text))


def _rank(rule: str) -> int:
    return _ORDER.index(rule) if rule in _ORDER else len(_ORDER)


def _without_ends(title: str, names: set[str], others: set[str]) -> str:
    """Cut " | Section | Outlet" off a title: a name, or an end that another title is without."""
    cuts = list(_CUT.finditer(title))
    for cut in cuts:
        # Only a bar: behind a dash or a colon the title may go on.
        is_bar = "|" in cut[0] or "｜" in cut[0]
        if cut.start() and is_bar and letters(title[: cut.start()]) in others:
            return title[: cut.start()]
    ends = [*(cut.start() for cut in cuts[1:]), len(title)] if cuts else []
    for cut, end in zip(reversed(cuts), reversed(ends), strict=True):
        # What follows the name of the site is no title either.
        is_end = end == len(title) or end > len(title) // 2
        if cut.start() and is_end and letters(title[cut.end() : end]) in names:
            return _without_ends(title[: cut.start()], names, others)
    return title


def _without_front(title: str, names: set[str]) -> str:
    """Cut "Outlet | " off a title; behind a colon it may be what somebody said."""
    cut = _CUT.search(title)
    if cut is None or ":" in cut[0] or "：" in cut[0] or letters(title[: cut.start()]) not in names:
        return title
    return title[cut.end() :] or title


def _lines(tree: Any) -> set[str]:
    """Return the lines of a page that may be a headline where none is marked as one."""
    nodes = (node for node in tree.iter(*_PLAIN) if len(node) <= _MOST_CHILDREN)
    texts = (visible(node.text_content()) for node in itertools.islice(nodes, _MOST_LINES))
    keys = (letters(text) for text in texts if len(text) <= _LONGEST)
    return {key for key in keys if len(key) >= _SHORTEST_LINE}


def _as_shown(title: str, shown: set[str]) -> str:
    """Return the part of a title, between marks, that is a heading of the page."""
    edges = [0, *(edge for cut in _CUT.finditer(title) for edge in cut.span()), len(title)]
    parts = [(start, end) for start in edges[::2] for end in edges[1::2] if start < end]
    parts = parts[:_MOST_PARTS]
    found = [title[start:end] for start, end in parts if letters(title[start:end]) in shown]
    return max(found, key=len, default="")


def _in_full(title: str, others: list[str]) -> str:
    """Return the whole of a title that was cut short with dots, where the page has it."""
    start = _ELLIPSIS.sub("", title)
    if start == title or len(start) < 20:
        return title
    whole = [other for other in others if other.startswith(start) and not _ELLIPSIS.search(other)]
    return min(whole, key=len) if whole else title
