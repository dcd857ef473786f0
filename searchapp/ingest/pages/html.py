"""Saved web pages → one article each.

trafilatura finds the text; `head` says what the page says of itself; htmldate finds the date where
the head has none.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as parser

from searchapp.ingest.dates import parse_field
from searchapp.ingest.decoding import DecodingError, decode, marked_encoding
from searchapp.ingest.identity import Identities
from searchapp.ingest.mojibake import mend, say_mended
from searchapp.ingest.pages.head import HeadValue, read_head
from searchapp.ingest.texts.text import clean_body, clean_line
from searchapp.model import Article, Evidence, PartialDate, Rejected, Source

_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SUFFIX = re.compile(r"\s*[|–—»·:-]\s+|\s+[|–—»·-]\s*")
_NO_AUTHOR = re.compile(r"(?i)https?://.*|.*\.(?:com|org|net)\b.*|admin|staff|editor|@\w+")
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")
_EARLIEST = "1900-01-01"


def read_html(data: bytes, path: str) -> Iterator[Article | Rejected]:
    """Read a saved page.

    Args:
        data: its bytes.
        path: the file, as in `searchapp.model.Source`.

    Yields:
        Its article, or why there is none.
    """
    try:
        markup = _decode(data)
    except DecodingError as error:
        yield Rejected(path, error.reason, error.detail)
        return
    markup, repairs = mend(markup)
    bare = _DECLARATION.sub("", markup, count=1)
    try:
        tree = parser.document_fromstring(bare)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        yield Rejected(path, "no-text", "there is no page in it")
        return
    values = read_head(tree)
    body, extracted = _extract(bare)
    if not body:
        yield Rejected(path, "no-text", "the page holds no text of an article")
        return
    values += extracted
    yield say_mended(_article(values, body, bare, markup, path), repairs)


def _article(values: list[HeadValue], body: str, bare: str, markup: str, path: str) -> Article:
    evidence: list[Evidence] = []
    addresses = [value for value in values if value.text.startswith(("http://", "https://"))]
    url = _first(addresses, "url", evidence)
    outlet = _first(_by_host(values, url), "outlet", evidence)
    return Article(
        id=Identities(path).name(markup),
        title=_title(values, evidence),
        body=body,
        outlet=outlet,
        date=_date(values, bare, evidence),
        author=_author(values, evidence),
        url=url,
        source=Source(path, 0, len(markup), 1, 1),
        evidence=tuple(evidence),
    )


def _by_host(values: list[HeadValue], url: str | None) -> list[HeadValue]:
    """Put outlets first that the address bears out; a publisher may own many of them."""
    host = _HOST.match(url or "")
    label = _letters(max(host[1].split("."), key=len)) if host is not None else ""
    if not label:
        return values
    return sorted(values, key=lambda value: not _is_borne_out(_letters(value.text), label))


def _is_borne_out(name: str, label: str) -> bool:
    return len(name) > 2 and (label in name or name in label)


def _decode(data: bytes) -> str:
    """Read a page as UTF-8 if it is that, else as what it says, else as any other text."""
    declared = _CHARSET.search(data, 0, 4096)
    if marked_encoding(data) is None and declared is not None:
        name = declared[1].decode("ascii").lower()
        # As browsers do: what calls itself Latin-1 is windows-1252.
        wanted = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name
        for encoding in ("utf-8", wanted):
            try:
                text = data.decode(encoding)
            except (UnicodeDecodeError, LookupError, ValueError):
                continue
            if text.strip() and "\0" not in text:
                return text
    return decode(data)


def _extract(markup: str) -> tuple[str, list[HeadValue]]:
    # Imported here: it costs hundreds of milliseconds, which no search should wait for.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(markup, with_metadata=True)
    except Exception:  # noqa: BLE001 - it is fed pages of every kind and raises what it likes
        found = None
    if found is None:
        return "", []
    values = [
        HeadValue(field, "trafilatura", clean_line(str(value)))
        for field, value in (
            ("title", found.title),
            ("outlet", found.sitename),
            ("author", found.author),
            ("url", found.url),
        )
        if value
    ]
    return clean_body(found.text or ""), values


def _first(values: list[HeadValue], field: str, evidence: list[Evidence]) -> str | None:
    for value in values:
        text = clean_line(value.text)
        if value.field == field and text:
            evidence.append(Evidence(field, value.rule, text, None, None, 0.9))
            return text
    return None


def _title(values: list[HeadValue], evidence: list[Evidence]) -> str:
    outlets = {_letters(value.text) for value in values if value.field == "outlet"} - {""}
    titles = [(value, clean_line(value.text)) for value in values if value.field == "title"]
    for value, text in titles:
        others = {_letters(other) for _, other in titles if other != text}
        title = _without_suffix(text, outlets, others)
        if title:
            evidence.append(Evidence("title", value.rule, text, None, None, 0.9))
            return title
    return ""


def _without_suffix(title: str, outlets: set[str], others: set[str]) -> str:
    """Cut " | Outlet" off a title, or another end without which the page gives it elsewhere."""
    for cut in reversed(list(_SUFFIX.finditer(title))):
        start = title[: cut.start()]
        is_outlet = _letters(title[cut.end() :]) in outlets
        if start and (is_outlet or ("|" in cut[0] and _letters(start) in others)):
            return start
    return title


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _author(values: list[HeadValue], evidence: list[Evidence]) -> str | None:
    usable = [v for v in values if not (v.field == "author" and _NO_AUTHOR.fullmatch(v.text))]
    found = _first(usable, "author", evidence)
    return None if found is None else re.sub(r"(?i)^by\s+", "", found)


def _date(values: list[HeadValue], markup: str, evidence: list[Evidence]) -> PartialDate | None:
    for value in values:
        if value.field != "date":
            continue
        date = parse_field(value.text)
        if date is not None and date.precision == "day":
            evidence.append(Evidence("date", value.rule, value.text, None, None, 0.95))
            return date
    # Imported here for the same reason as trafilatura.
    from htmldate import find_date  # noqa: PLC0415

    try:
        found = find_date(markup, original_date=True, min_date=_EARLIEST)
    except Exception:  # noqa: BLE001 - as above
        found = None
    date = parse_field(found)
    if date is not None:
        evidence.append(Evidence("date", "htmldate", str(found), None, None, 0.7))
    return date
