"""What a saved page says of its article: in its head, its headings, its footer.

Values are listed in the order in which publishers mean them: JSON-LD first, then Open Graph and
other meta elements, then what the page shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from searchapp.ingest import data
from searchapp.ingest.pages.linked_data import HeadValue, read_linked_data

_SEPARATOR = re.compile(r"\s+[|–—»·-]\s+|\s*[|｜：]\s*")
_COPYRIGHT = re.compile(
    r"(?i)(?:©|\(c\)|copyright)[\s©\d(),–-]{0,40}(?:\(c\)|by\s)?\s*([^\n]{2,80})"
)
_COPYRIGHT_END = re.compile(r"(?i)\s*[|.,•]|\s+-\s|\s*\ball rights\b")
_LONGEST_FOOTER = 300
_LONGEST_NAME = 120
_MOST_SIGNS = 20
_UNSEEN = ("script", "style", "noscript", etree.Comment)


def read_head(tree: Any) -> list[HeadValue]:
    """Read everything a page says of its article.

    Args:
        tree: the page as `lxml.html` parsed it.

    Returns:
        The values, the better source before the worse one.
    """
    scripts = [node.text or "" for node in tree.iter("script") if _is_linked_data(node)]
    values = [*read_linked_data(scripts), *_meta(tree)]
    for link in tree.xpath("//link[@rel='canonical'][@href]")[:1]:
        values.append(HeadValue("url", "canonical", link.get("href")))
    for time in tree.xpath(
        "//article//time[@datetime] | //time[@datetime][@pubdate or @itemprop='datePublished']"
    )[:1]:
        values.append(HeadValue("date", "time", time.get("datetime")))
    # lxml keeps "xml:lang" of XHTML under that name where it reads HTML.
    for name in ("lang", "xml:lang"):
        if tree.get(name):
            values.append(HeadValue("language", "html-lang", tree.get(name)))
    titles = [str(title) for title in tree.xpath("//head/title/text()")[:1]]
    values += [HeadValue("title", "title-element", title) for title in titles]
    values += [HeadValue("title", "h1", node.text_content()) for node in list(tree.iter("h1"))[:3]]
    values += _authors(tree)
    values += [value for title in titles for value in _title_ends(title)]
    values += _copyright(tree)
    # Many pages escape twice, so that "&amp;#039;" is left as "&#039;".
    cleaned = (HeadValue(v.field, v.rule, " ".join(html.unescape(v.text).split())) for v in values)
    return [value for value in cleaned if value.text]


def _is_linked_data(node: Any) -> bool:
    return "ld+json" in (node.get("type") or "")


def _meta(tree: Any) -> Iterator[HeadValue]:
    named: dict[str, str] = {}
    for node in tree.iter("meta"):
        named_by = (node.get(each) for each in ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, named_by), "").lower()
        content = node.get("content")
        if name and content and name not in named:
            named[name] = content
    for field, names in data.table("pages/meta").items():
        for name in names:
            if name in named:
                yield HeadValue(field, f"meta:{name}", named[name])


def _title_ends(title: str) -> Iterator[HeadValue]:
    """Take the outlet from "Headline | Section | Outlet": what is behind the last separator."""
    line = " ".join(title.split())
    cuts = list(_SEPARATOR.finditer(line))
    if cuts and cuts[-1].start():
        yield HeadValue("outlet", "title-end", line[cuts[-1].end() :])


def _authors(tree: Any) -> Iterator[HeadValue]:
    """Take the names that a page marks as its author's where it shows them."""
    for node in tree.xpath("//*[@rel='author' or @itemprop='author']")[:1]:
        name = " ".join(node.text_content().split())
        if 0 < len(name) < _LONGEST_NAME:
            yield HeadValue("author", "marked-author", name)


def _copyright(tree: Any) -> Iterator[HeadValue]:
    """Take the name behind the last copyright sign of the page, which stands in its footer."""
    signs = tree.xpath("//body//text()[contains(., '©') or contains(., 'opyright')]")
    for text in reversed(signs[-_MOST_SIGNS:]):
        parent = text.getparent()
        if parent is not None and text.is_tail:
            parent = parent.getparent()
        if parent is None or parent.tag in _UNSEEN:
            continue
        line = " ".join(parent.text_content().split())
        match = _COPYRIGHT.search(line) if len(line) <= _LONGEST_FOOTER else None
        if match is not None:
            yield HeadValue("outlet", "copyright", _COPYRIGHT_END.split(match[1])[0])
            return
