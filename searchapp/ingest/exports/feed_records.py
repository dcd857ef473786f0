"""Feeds (RSS 0.9 to 2.0, RSS 1.0, Atom) as streams of records, one an item.

An item is cut out of the feed as it is written, so that it can be shown and proven as any record;
a library for feeds hands on what it made of it, and reads the whole feed at once.  Then lxml parses
the item alone, forgiving and without entities but for the names of characters.  What the feed says
of itself above its first item, its title and its language, is said of each.

Formats: https://www.rssboard.org/rss-specification, RFC 4287.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from searchapp.ingest.decoding import DecodingError, decode
from searchapp.ingest.exports.json_records import Record
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.exports.windows import Window

# What may stand before the root, and the roots of feeds.
_HEAD = re.compile(r"\s*(?:<[?!][^>]{0,1000}>\s*){0,10}<(?:rss|rdf:RDF|(?:atom:)?feed)[\s>]")
_HEAD_LENGTH = 4096
_ITEM = re.compile(r"<((?:[A-Za-z]\w{0,20}:)?(?:item|entry))(?=[\s>])", re.ASCII)
# Behind a start that a piece of the text may break off.
_LONGEST_START = 40
_LITERAL = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
# Names of characters that XML does not know, and the sign of an entity that begins none.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w{1,20};", re.ASCII)
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_MAILED = re.compile(r"[^\s@]{1,80}@\S{1,80}\s\((?P<name>[^()]{2,80})\)")
_DECLARED = re.compile(r"<\?xml[^>]{0,200}\bencoding=[\"']([\w.:-]{2,40})[\"']", re.ASCII)
_FEED = {"title": "channel title", "language": "language"}
_NO_FEED = ("unsupported", "it is XML, but no feed (RSS or Atom)")


def is_feed(data: bytes) -> bool:
    """Say whether a file begins as a feed does, whatever it is called.

    Args:
        data: its first bytes.
    """
    return _HEAD.match(data[:_HEAD_LENGTH].decode("utf-8", "replace").lstrip("\ufeff")) is not None


def read_feed(
    stream: io.BufferedReader, limit: int, names: FieldNames = BUILT_IN
) -> Iterator[Record]:
    """Read one record from each item of a feed.

    Args:
        stream: the feed.
        limit: how many bytes an item may have.
        names: not needed here.

    Yields:
        The records, the broken ones among them.

    Raises:
        TooLargeError, DamagedError, OSError: from the stream.
    """
    del names
    window = Window(stream)
    window.fill()
    if _HEAD.match(window.text[:_HEAD_LENGTH]) is None:
        yield Record(1, "", None, _NO_FEED)
        return
    declared = _DECLARED.match(window.text)
    encoding = None if declared is None else declared[1]
    first = _ITEM.search(window.text)
    head = window.text if first is None else window.text[: first.start()]
    said = _fields_of_feed(_decoded(head, encoding) or "")
    while (raw := _next_item(window, limit)) is not None:
        line, text, problem = raw
        item = _decoded(text, encoding)
        if problem is None and item is None:
            problem = ("encoding", "the item cannot be decoded")
        fields = None if problem is not None else said | _fields(item or "")
        yield Record(line, item or "", fields, problem)
        if problem is not None and problem[0] == "too-large":
            return


def _next_item(window: Window, limit: int) -> tuple[int, str, tuple[str, str] | None] | None:
    """Go on to the next item: its line, the item as written, or why it is none; None at the end."""
    while (start := _ITEM.search(window.text, window.at)) is None:
        window.advance(max(window.at, len(window.text) - _LONGEST_START))
        if not window.fill():
            return None
    window.advance(start.start())
    line = window.line
    while (end := _end_of_item(window.text, window.at, start[1])) is None:
        pending = len(window.text) - window.at
        if pending > limit:
            window.advance(len(window.text))
            return line, "", ("too-large", f"an item of more than {limit} bytes")
        # Twice as much each time, so that a long item is looked at only a few times.
        if not window.fill(pending):
            window.advance(len(window.text))
            return line, "", ("malformed", "the file ends inside an item")
    text = window.text[window.at : end]
    window.advance(end)
    return line, text, None


def _end_of_item(text: str, at: int, name: str) -> int | None:
    """Return where the item that begins at a place ends; what is literal does not end it.

    One that is never closed ends where the next one begins, for items hold no items.
    """
    literal = False
    tokens = re.compile(rf"<!\[CDATA\[|\]\]>|</{name}\s{{0,20}}>|<{name}(?=[\s>])")
    for token in tokens.finditer(text, at + 1):
        if token[0] == "]]>":
            literal = False
        elif token[0] == "<![CDATA[":
            literal = True
        elif not literal:
            return token.end() if token[0].startswith("</") else token.start()
    return None


def _decoded(text: str, encoding: str | None) -> str | None:
    """Decode a piece of a feed that is no UTF-8: as the feed says, else as any text."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    data = text.encode("utf-8", "surrogateescape")
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError, ValueError):
        pass
    try:
        return decode(data)
    except DecodingError:
        return None


def _parse(text: str) -> Any:
    """Parse a piece of a feed; None where there is no element in it."""
    pieces = _LITERAL.split(text)
    # Every other piece is literal, and stays as it is.
    pieces[::2] = [
        _LOOSE.sub("&amp;", _NAMED.sub(lambda name: html.unescape(name[0]), piece))
        for piece in pieces[::2]
    ]
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring("".join(pieces).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _fields_of_feed(head: str) -> dict[str, str]:
    root = _parse(head)
    if root is None:
        return {}
    found: dict[str, str] = {}
    inside = next((node for node in root if _name(node) == "channel"), root)
    for node in inside:
        name = _FEED.get(_name(node))
        if name is not None and node.text:
            found.setdefault(name, _plain(node.text))
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return found | ({"language": language} if language else {})


def _fields(item: str) -> dict[str, str]:
    """Read the fields of an item by the names that exports have for them."""
    fields: dict[str, str] = {}
    root = _parse(item)
    for node in () if root is None else root:
        name = _name(node)
        value = _READ.get(name.rpartition(":")[2], _text)(node)
        if value:
            fields.setdefault(name, value)
    return fields


def _name(node: Any) -> str:
    """Return the name of an element as it is written, but for the prefix of Atom."""
    name = str(node.tag).rpartition("}")[2]
    return name.removeprefix("atom:").removeprefix("a10:")


def _text(node: Any) -> str:
    """Return the text of an element; markup inside it stays markup."""
    if len(node):
        inner = "".join(etree.tostring(each, encoding="unicode") for each in node)
        return f"{node.text or ''}{inner}"
    return _plain(node.text or "")


def _plain(text: str) -> str:
    """Return a text whose signs were escaped once more than XML asks for."""
    return text if "<" in text else html.unescape(text)


def _link(node: Any) -> str:
    if node.get("href") is None:
        return _text(node)
    return str(node.get("href")) if node.get("rel", "alternate") == "alternate" else ""


def _author(node: Any) -> str:
    """Read an author: a name inside an element, or in brackets behind an address for mail."""
    inner = next((each for each in node if _name(each) == "name"), None)
    text = (node.text or "").strip() if inner is None else (inner.text or "").strip()
    mailed = _MAILED.fullmatch(text)
    return mailed["name"] if mailed is not None else "" if "@" in text else text


def _source(node: Any) -> str:
    title = next((each for each in node if _name(each) == "title"), None)
    return _plain((node if title is None else title).text or "")


_READ = {"link": _link, "author": _author, "source": _source}
