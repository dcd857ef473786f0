"""Saved web pages → one article each.

A page is parsed once.  `head` reads what it says of itself, `outlets` and `titles` choose among it,
`body` finds the text; where the head has no date, `dates` and then htmldate look for one.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as parser

from searchapp.ingest.dates import parse_field
from searchapp.ingest.decoding import DecodingError, decode, marked_encoding
from searchapp.ingest.identity import Identities
from searchapp.ingest.junk import tell_removed
from searchapp.ingest.languages import read_language
from searchapp.ingest.mojibake import Repair, mend, say_mended
from searchapp.ingest.pages.address import read_address
from searchapp.ingest.pages.body import extract_body
from searchapp.ingest.pages.dates import find_shown_date
from searchapp.ingest.pages.head import read_head
from searchapp.ingest.pages.linked_data import HeadValue
from searchapp.ingest.pages.outlets import choose_outlet, letters, outlet_values
from searchapp.ingest.pages.titles import choose_title
from searchapp.ingest.paths import host_in
from searchapp.ingest.texts.text import clean_line, has_words
from searchapp.model import Article, Evidence, PartialDate, Rejected, Source

_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000}) -->")
# What archives write before the address of a page: https://web.archive.org/web/20080508012345/
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{1,14}[a-z_]{0,4}/(?=https?://)")
_NO_AUTHOR = re.compile(r"(?i)https?://.*|.*\.(?:com|org|net)\b.*|admin|staff|editor|@\w+")
_EARLIEST = "1900-01-01"
_HEAD_START = 4096
_LONGEST_SHOWN = 60
_SHORTEST_START = 4
_OF_TITLE = ("title-end", "title-front", "title-start")


def read_html(
    data: bytes, path: str, latest: datetime.date = datetime.date.max
) -> Iterator[Article | Rejected]:
    """Read a saved page.

    Args:
        data: its bytes.
        path: the file, as in `searchapp.model.Source`.
        latest: the last day that is not in the future.

    Yields:
        Its article, or why there is none.
    """
    try:
        markup, repairs = decode_page(data)
    except DecodingError as error:
        yield Rejected(path, error.reason, error.detail)
        return
    declaration = _DECLARATION.match(markup)
    bare = markup if declaration is None else markup[declaration.end() :]
    try:
        tree = parser.document_fromstring(bare, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        yield Rejected(path, "no-text", "there is no page in it")
        return
    values = read_head(tree)
    saved = _SAVED_FROM.search(bare, 0, _HEAD_START)
    if saved is not None:
        values.append(HeadValue("url", "saved-from", saved[1]))
    article = _article(values, tree, markup, path, latest=latest)
    if article is None:
        yield Rejected(path, "no-text", "the page holds no text of an article")
    else:
        yield say_mended(article, repairs)


def decode_page(data: bytes) -> tuple[str, list[Repair]]:
    """Decode a saved page.

    Args:
        data: its bytes.

    Returns:
        Its markup, and what of it was mojibake and is mended.

    Raises:
        DecodingError: it is no text.
    """
    return mend(_decode(data))


def _parser() -> Any:
    # Comments hold no text, and the words around them belong together.
    return parser.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False)


def _article(
    values: list[HeadValue], tree: Any, markup: str, path: str, *, latest: datetime.date
) -> Article | None:
    evidence: list[Evidence] = []
    addresses = [
        replace(value, text=_ARCHIVED.sub("", value.text))
        for value in values
        if value.text.startswith(("http://", "https://"))
    ]
    # JSON-LD may hold the address of a draft or a section; the page's own elements come first.
    addresses.sort(key=lambda value: value.rule == "json-ld")
    url = _first(addresses, "url", evidence)
    outlet = _outlet(values, url or _mirrored(path), tree, evidence)
    title = _title(values, outlet, tree, evidence)
    titles = [title, *(value.text for value in values if value.field == "title")]
    date = _date(values, titles, tree, latest, evidence)
    author = _author(values, outlet, evidence)
    language = _language(values, evidence)
    authors = [value.text for value in values if value.field == "author"]
    known = {
        name: [value.text for value in values if value.field == name]
        for name in ("standfirst", "body")
    }
    body = extract_body(tree, titles, authors, known)
    if body is None or not has_words(body.text):
        return None
    return Article(
        id=Identities(path).name(markup),
        title=title,
        body=body.text,
        outlet=outlet,
        date=date,
        author=author,
        url=url,
        source=Source(path, 0, len(markup), 1, 1),
        evidence=(*evidence, *tell_removed(body.removed, None)),
        language=language,
        captions=body.captions,
    )


def _decode(data: bytes) -> str:
    """Read a page as UTF-8 if it is that, else as what it says, else as any other text."""
    declared = _CHARSET.search(data, 0, _HEAD_START)
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


def _first(values: list[HeadValue], field: str, evidence: list[Evidence]) -> str | None:
    for value in values:
        text = clean_line(value.text)
        if value.field == field and text:
            evidence.append(Evidence(field, value.rule, text, None, None, 0.9))
            return text
    return None


def _mirrored(path: str) -> str | None:
    """Return the beginning of a page's address where its file lies in the copy of a site."""
    host = host_in(path)
    return None if host is None else f"https://{host}/"


def _outlet(
    values: list[HeadValue], url: str | None, tree: Any, evidence: list[Evidence]
) -> str | None:
    choice = choose_outlet(values, read_address(url), _shown(tree))
    # What only the path of a file says is for `paths` to weigh, with the table of outlets.
    is_told = any(each.field == "url" for each in evidence)
    if choice is None or not (choice.sources or is_told):
        return None
    sources = [(value.rule, value.text) for value in choice.sources] or [("domain", url or "")]
    for rule, text in sources:
        evidence.append(Evidence("outlet", rule, clean_line(text), None, None, choice.confidence))
    return clean_line(choice.name)


def _shown(tree: Any) -> Iterator[str]:
    """Yield the short texts of a page among which its own name stands: links and logos."""
    for node in tree.iter("a", "img"):
        for text in (node.get("title"), node.get("alt"), node.text_content()):
            line = " ".join((text or "").split())
            if 0 < len(line) <= _LONGEST_SHOWN:
                yield line


def _title(values: list[HeadValue], outlet: str | None, tree: Any, evidence: list[Evidence]) -> str:
    # The end of a title may be the end of the headline; it is a name only if it was chosen as one.
    chosen = {each.text for each in evidence if each.field == "outlet"}
    named = outlet_values(values)
    given = [letters(value.text) for value in named if value.rule not in _OF_TITLE]
    outlets = [
        value.text
        for value in named
        if value.rule not in _OF_TITLE
        or clean_line(value.text) in chosen
        or any(_begins(each, letters(value.text)) for each in given)
    ]
    title = choose_title(values, [outlet or "", *outlets], tree)
    if title is None:
        return ""
    evidence.append(
        Evidence("title", title.source.rule, clean_line(title.source.text), None, None, 0.9)
    )
    return title.text


def _begins(name: str, start: str) -> bool:
    """Say whether a name goes on from another one, as that of a company from its paper's."""
    return len(start) >= _SHORTEST_START and name.startswith(start)


def _author(values: list[HeadValue], outlet: str | None, evidence: list[Evidence]) -> str | None:
    """Choose the author, who is not the outlet itself; its name behind a person's is cut off."""
    names = {letters(value.text) for value in values if value.field == "outlet"}
    names.add(letters(outlet or ""))
    usable = [
        value
        for value in values
        if value.field == "author"
        and _NO_AUTHOR.fullmatch(value.text) is None
        and letters(value.text) not in names
    ]
    found = _first(usable, "author", evidence)
    if found is None:
        return None
    text = re.sub(r"(?i)^by\s+", "", found)
    person, _, behind = text.rpartition(", ")
    return person if person and letters(behind) in names else text


def _language(values: list[HeadValue], evidence: list[Evidence]) -> str | None:
    for value in values:
        code = read_language(value.text) if value.field == "language" else None
        if code is not None:
            evidence.append(Evidence("language", value.rule, value.text, None, None, 0.9))
            return code
    return None


def _date(
    values: list[HeadValue],
    titles: list[str],
    tree: Any,
    latest: datetime.date,
    evidence: list[Evidence],
) -> PartialDate | None:
    dates = [
        (date, Evidence("date", value.rule, value.text, None, None, 0.95))
        for value in values
        if value.field == "date"
        and (date := parse_field(value.text)) is not None
        and date.precision == "day"
    ]
    if not any(date.first_day() <= latest for date, _ in dates):
        dates += _search_date(tree, {letters(title) for title in titles})
    # One in the future is the answer only where there is no other.
    dates.sort(key=lambda each: each[0].first_day() > latest)
    for date, why in dates[:1]:
        evidence.append(why)
        return date
    return None


def _search_date(tree: Any, titles: set[str]) -> Iterator[tuple[PartialDate, Evidence]]:
    tree = _without_notices(tree)
    shown = find_shown_date(tree, titles)
    if shown is not None:
        yield shown.date, Evidence("date", "shown-date", shown.text, None, None, 0.8)
        return
    # Imported here: it costs hundreds of milliseconds, which no search should wait for.
    from htmldate import find_date  # noqa: PLC0415

    try:
        # Its extensive search takes seconds for languages no page is in, and guesses.
        found = find_date(tree, extensive_search=False, original_date=True, min_date=_EARLIEST)
    except Exception:  # noqa: BLE001 - it is fed pages of every kind and raises what it likes
        found = None
    date = parse_field(found)
    if date is not None:
        yield date, Evidence("date", "htmldate", str(found), None, None, 0.7)


def _without_notices(tree: Any) -> Any:
    """Return a page without its foot: the day that is shown there is today's, or that of a site."""
    page = copy.deepcopy(tree)
    for node in list(page.iter("footer", "p", "div", "span", "small", "td", "li")):
        is_foot = node.tag == "footer" and next(node.iterancestors("article"), None) is None
        own = " ".join((node.text or "", *(each.tail or "" for each in node)))
        if is_foot or "©" in own:
            node.drop_tree()
    return page
