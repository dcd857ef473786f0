"""What the head of a saved page says of its article: JSON-LD, Open Graph, meta, time, link.

Values are looked for in the order in which publishers mean them: the JSON-LD of a news article
first, then Open Graph, then plain meta elements.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.ingest import data, words

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage)")
_NEWS_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report)")
_MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class HeadValue:
    """A value that a page's head gives for a field.

    Args:
        field: "title", "outlet", "date", "author" or "url".
        rule: where in the head it stands, such as "json-ld" or "meta:og:title".
        text: as written.
    """

    field: str
    rule: str
    text: str


def read_head(tree: Any) -> list[HeadValue]:
    """Read everything the head of a page says of its article.

    Args:
        tree: the page as `lxml.html` parsed it.

    Returns:
        The values, the better source before the worse one.
    """
    values = [*_json_ld(tree), *_meta(tree)]
    for link in tree.xpath("//link[@rel='canonical'][@href]")[:1]:
        values.append(HeadValue("url", "canonical", link.get("href")))
    for time in tree.xpath(
        "//article//time[@datetime] | //time[@datetime][@pubdate or @itemprop='datePublished']"
    )[:1]:
        values.append(HeadValue("date", "time", time.get("datetime")))
    titles = tree.xpath("//head/title/text()")
    values += [HeadValue("title", "title-element", str(title)) for title in titles[:1]]
    values += [HeadValue("title", "h1", node.text_content()) for node in list(tree.iter("h1"))[:3]]
    values += _title_end(values)
    # Many pages escape twice, so that "&amp;#039;" is left as "&#039;".
    cleaned = (HeadValue(v.field, v.rule, " ".join(html.unescape(v.text).split())) for v in values)
    return [value for value in cleaned if value.text]


def _title_end(values: list[HeadValue]) -> list[HeadValue]:
    """Take the outlet from "Headline | Outlet", where the page shows the headline alone."""
    shown = {" ".join(value.text.split()) for value in values if value.rule == "h1"}
    for value in values:
        start, bar, end = " ".join(value.text.split()).rpartition(" | ")
        if value.rule == "title-element" and bar and start in shown and words.is_name(end, 6):
            return [HeadValue("outlet", "title-end", end)]
    return []


def _meta(tree: Any) -> Iterator[HeadValue]:
    named: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        content = node.get("content")
        if name and content and name not in named:
            named[name] = content
    for field, names in data.table("pages/meta").items():
        for name in names:
            if name in named:
                yield HeadValue(field, f"meta:{name}", named[name])


def _json_ld(tree: Any) -> Iterator[HeadValue]:
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        nodes += _objects(_parsed(script.text or ""))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    typed = [node for node in nodes if _has_type(node, _NEWS_TYPES)] or [
        node for node in nodes if _has_type(node, _ARTICLE_TYPES)
    ]
    for node in typed[:1]:
        for field, keys in (
            ("title", ("headline", "name")),
            ("date", ("datePublished", "dateCreated")),
            ("author", ("author", "creator")),
            ("outlet", ("publisher", "sourceOrganization")),
        ):
            for key in keys:
                text = _name(node.get(key), by_id)
                if text:
                    yield HeadValue(field, "json-ld", text)
                    break


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return every object in a JSON value, outer ones first."""
    found: list[dict[str, Any]] = []
    queue = [value]
    while queue and len(found) < _MOST_NODES:
        at = queue.pop(0)
        if isinstance(at, dict):
            found.append(at)
            queue.extend(each for each in at.values() if isinstance(each, dict | list))
        elif isinstance(at, list):
            queue.extend(each for each in at if isinstance(each, dict | list))
    return found


def _has_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and pattern.fullmatch(kind) for kind in listed)


def _name(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> str:
    """Return the name in a value: a text, an object with a name, or several of them."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list):
        names = [_name(each, by_id, depth) for each in value]
        return ", ".join(dict.fromkeys(filter(None, names)))
    if isinstance(value, dict):
        if "name" in value:
            return _name(value["name"], by_id, depth + 1) if depth < 3 else ""
        target = by_id.get(str(value.get("@id")))
        return _name(target, by_id, depth + 1) if target is not None and depth < 3 else ""
    return ""
