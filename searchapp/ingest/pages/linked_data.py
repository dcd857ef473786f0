"""What a page says of its article in JSON-LD, the vocabulary of schema.org."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage)")
_NEWS_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report)")
_SITE_TYPES = re.compile(r"WebSite|NewsMediaOrganization")
_MOST_NODES = 2000
# Of an article: which of its properties hold a field, the most trusted first.
_ARTICLE_FIELDS = (
    ("title", ("headline", "name")),
    ("date", ("datePublished", "dateCreated")),
    ("author", ("author", "creator")),
    ("outlet", ("publisher", "sourceOrganization")),
    ("part-of", ("isPartOf",)),
    ("standfirst", ("description",)),
    ("body", ("articleBody",)),
    ("url", ("url",)),
    ("language", ("inLanguage",)),
)


@dataclass(frozen=True, slots=True)
class HeadValue:
    """A value that a page's head gives for a field.

    Args:
        field: "title", "outlet", "date", "author", "url", "standfirst", "body" or "language".
        rule: where in the head it stands, such as "json-ld" or "meta:og:title".
        text: as written.
    """

    field: str
    rule: str
    text: str


def read_linked_data(scripts: list[str]) -> Iterator[HeadValue]:
    """Read what the JSON-LD of a page says of its article and of its site.

    Args:
        scripts: the texts of the script elements of that type; broken ones are passed over.

    Yields:
        The values of the first news article, then the names of the site.
    """
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        nodes += _objects(_parsed(script))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    typed = [node for node in nodes if _has_type(node, _NEWS_TYPES)] or [
        node for node in nodes if _has_type(node, _ARTICLE_TYPES)
    ]
    for node in typed[:1]:
        yield from _of_article(node, by_id)
    for node in nodes:
        if _has_type(node, _SITE_TYPES):
            for key, rule in (("name", "json-ld:site"), ("alternateName", "json-ld:alternate")):
                if isinstance(node.get(key), str):
                    yield HeadValue("outlet", rule, node[key])


def _of_article(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[HeadValue]:
    for field, keys in _ARTICLE_FIELDS:
        for key in keys:
            text = _name(node.get(key), by_id)
            if text:
                # An article can be part of a series as well as of a paper: a weaker word.
                is_part = field == "part-of"
                yield HeadValue(
                    "outlet" if is_part else field,
                    "json-ld:part-of" if is_part else "json-ld",
                    text,
                )
                break


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


# A list of objects that point to others has four.
_DEEPEST_NAME = 6


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return every object in a JSON value, outer ones first."""
    found: list[dict[str, Any]] = []
    queue = deque([value])
    while queue and len(found) < _MOST_NODES:
        at = queue.popleft()
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
    if depth > _DEEPEST_NAME:
        return ""
    if isinstance(value, list):
        names = [_name(each, by_id, depth + 1) for each in value]
        return ", ".join(dict.fromkeys(filter(None, names)))
    if isinstance(value, dict):
        named = value["name"] if "name" in value else by_id.get(str(value.get("@id")))
        return _name(named, by_id, depth + 1)
    return ""
