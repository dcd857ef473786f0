"""The text of the article in a saved page.

trafilatura finds it, with its fast rules first; its slower second opinions are asked for only where
little was found.  Before, the tree is freed of what is no article.  Afterwards go the lines that no
one wrote for the article: the title once more, the byline, the headlines of others; what a page
marks as captions is kept apart.  The standfirst, which many pages keep outside, is put in front.
"""

from __future__ import annotations

import functools
import itertools
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import html as parser

from searchapp.ingest import data
from searchapp.ingest.junk import Removed
from searchapp.ingest.pages.captions import find_captions, without_captions
from searchapp.ingest.pages.layout import drop_frames, kept_joiners, open_tables, with_joiners
from searchapp.ingest.pages.leftout import find_left_out, list_articles
from searchapp.ingest.pages.leftovers import find_leftovers, is_leftover, is_paragraph
from searchapp.ingest.pages.markup import is_within, plain_text
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.pages.titles import visible
from searchapp.ingest.texts.text import clean_body

# Elements without text, and those that trafilatura would remove from each copy it makes.
_DROPPED = (
    "script", "style", "svg", "noscript", "iframe", "template", "button", "link", "meta", "input",
    "select", "textarea", "video", "audio", "canvas", "object", "embed", "map",
)  # fmt: skip
_FRAME = ("nav", "footer", "aside", "dialog", "menu")
_LITTLE = 600
# Elements: an article of news has hundreds, with its page around it some thousands.  The time that
# trafilatura takes grows with their square, and so it does sooner for its second opinions.
_MOST_FOR_SLOW, _MOST_FOR_ANY = 5_000, 10_000
_HEADINGS = ("h1", "h2", "h3")
_BLOCKS = ("p", "div", "span")
_MOST_CHILDREN = 8
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 40, 700
_ELEMENTS_AFTER_TITLE = 120


@dataclass(frozen=True, slots=True)
class Body:
    """The text of the article in a page.

    Args:
        text: its paragraphs, apart by an empty line.
        captions: what the page marks as captions.
        removed: the lines that were taken out of it.
    """

    text: str
    captions: tuple[str, ...]
    removed: tuple[Removed, ...]


def extract_body(
    tree: Any, titles: Sequence[str], authors: Sequence[str], known: dict[str, list[str]]
) -> Body | None:
    """Find the text of the article in a page.

    Args:
        tree: the page as `lxml.html` parsed it; parts of it are removed.
        titles: what may be the title of the article.
        authors: who may have written it.
        known: what the head gives of the text: "standfirst" and "body".

    Returns:
        The text; None where there is no article.
    """
    headings = {letters(title) for title in titles}
    articles = list_articles(tree)
    _prune(tree, headings)
    text = _text_of(tree)
    lines = [visible(line) for line in text.split("\n\n") if line]
    lines = _whole(lines, known.get("body", []))
    names = {letters(name) for name in authors}
    rules = find_leftovers(lines, headings, names)
    removed = [Removed(rule, lines[number], number) for number, rule in rules.items()]
    removed += find_left_out(tree, articles, lines)
    paragraphs = [text for number, text in enumerate(lines) if number not in rules]
    captions = find_captions(tree, headings | {letters(text) for text in paragraphs})
    captions = tuple(text for text in captions if not is_leftover(text, names))
    paragraphs = list(without_captions(captions, paragraphs))
    if not paragraphs:
        return None
    standfirst = _standfirst(tree, headings, known.get("standfirst", []), letters(paragraphs[0]))
    if standfirst and letters(standfirst)[:80] not in letters(" ".join(paragraphs)):
        paragraphs.insert(0, standfirst)
    return Body("\n\n".join(paragraphs), captions, tuple(removed))


def _text_of(tree: Any) -> str:
    """Find the text by the best means that a page of this size allows."""
    size = tree.xpath("count(//*)")
    if size > _MOST_FOR_ANY:
        lines = plain_text(parser.tostring(tree, encoding="unicode")).split("\n")
        return "\n\n".join(line for line in map(visible, lines) if is_paragraph(line))
    with kept_joiners(tree):
        text = _found(tree, fast=True)
        if len(text) < _LITTLE and size <= _MOST_FOR_SLOW:
            text = max(text, _found(tree, fast=False), key=len)
    return with_joiners(text)


def _found(tree: Any, *, fast: bool) -> str:
    # Imported here: it costs hundreds of milliseconds, which no search should wait for.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(tree, fast=fast, include_comments=False)
    except Exception:  # noqa: BLE001 - it is fed pages of every kind and raises what it likes
        found = None
    return "" if found is None else clean_body(found.text or "")


def _prune(tree: Any, headings: set[str]) -> None:
    """Remove what is no text, and the articles that follow the one the page is about."""
    drop_frames(tree)
    open_tables(tree)
    paragraphs = list(tree.iter("p"))
    framed = sum(is_within(node, *_FRAME) for node in paragraphs)
    # A page most of which stands in its frame has its article there.
    frame = _FRAME if framed * 2 <= len(paragraphs) else ()
    for node in list(tree.iter(*_DROPPED, *frame)):
        if "ld+json" not in (node.get("type") or ""):
            node.drop_tree()
    articles = [node for node in tree.iter("article") if not is_within(node, "article")]
    ours = [node for node in articles if _has_heading(node, headings)]
    if len(ours) == 1:
        for node in articles[articles.index(ours[0]) + 1 :]:
            node.drop_tree()


def _has_heading(node: Any, headings: set[str]) -> bool:
    return any(letters(each.text_content()) in headings for each in node.iter(*_HEADINGS))


def _standfirst(tree: Any, headings: set[str], descriptions: list[str], first: str) -> str:
    """Find the standfirst: between title and text, and marked as one or given in the head."""
    title = next((n for n in tree.iter(*_HEADINGS) if letters(n.text_content()) in headings), None)
    if title is None:
        return ""
    starts = {letters(text.rstrip("….").strip())[:60] for text in descriptions} - {""}
    following = itertools.dropwhile(lambda node: node is not title, tree.iter(*_HEADINGS, *_BLOCKS))
    for node in itertools.islice(following, 1, _ELEMENTS_AFTER_TITLE):
        if len(node) > _MOST_CHILDREN:
            continue
        text = visible(node.text_content())
        if not _SHORTEST_STANDFIRST <= len(text) <= _LONGEST_STANDFIRST:
            continue
        key = letters(text)
        if key in first or first in key:
            break
        if key in headings:
            continue
        if _is_marked(node) or any(key.startswith(start) for start in starts):
            return text
    return ""


def _is_marked(node: Any) -> bool:
    parent = node.getparent()
    names = " ".join(
        each.get(name) or "" for each in (node, parent) for name in ("class", "itemprop", "id")
    )
    return _standfirst_class().search(names) is not None


@functools.cache
def _standfirst_class() -> re.Pattern[str]:
    words = "|".join(data.tables("pages/junk")["classes"]["standfirst"])
    return re.compile(rf"(?i)(?<![a-z])(?:{words})(?![a-z])")


def _whole(paragraphs: list[str], bodies: list[str]) -> list[str]:
    """Take the text that the head gives where the page shows less than half of it."""
    for body in bodies:
        lines = [visible(line) for line in clean_body(body).split("\n\n")]
        if "<" not in body and sum(map(len, paragraphs)) * 2 < sum(map(len, lines)):
            return lines
    return paragraphs
