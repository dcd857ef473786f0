"""What a saved page says of its article: in its head, its headings, its footer.

Values are listed in the order in which publishers mean them: JSON-LD first, then Open Graph and
other meta elements, then what the page shows.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Container, Iterator
from typing import Any

from lxml import etree

from searchapp.ingest import data
from searchapp.ingest.pages.linked_data import HeadValue, read_linked_data
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.words import is_known, is_name, is_outlet_name

_SEPARATOR = re.compile(r"\s+(?:[|–—»«‹›·•-]{1,3}|::)\s+|\s*[|｜：]\s*")
# A character of Chinese or Japanese, or what ends a phrase of theirs.
UNSPACED = "[\u3001-\u30ff\u3400-\u9fff\uff01-\uff5e]"
_TIGHT = re.compile(rf"(?<={UNSPACED})[-–—_]{{1,2}}(?=\S)")
_COPYRIGHT = re.compile(
    r"(?i)(?:©|\(c\)|copyright)[\s©\d(),–-]{0,40}(?:\(c\)|by\s)?\s*([^\n]{2,80})"
)
_COPYRIGHT_END = re.compile(r"(?i)\s*[|.,•]|\s+-\s|\s*\ball rights\b")
_TITLE_START = re.compile(r"([^|:–—]{2,40}?)(?::\s|\s+[|–—-]\s)")
_LOGO_WORD = re.compile(r"(?i)^logo(?: (?:of|der|von|de))?\s|\s*\W?\s*logo$")
_LONGEST_LOGO, _MOST_LOGOS = 40, 6
_BYLINES = "|".join(
    f"//*[self::a or self::span or self::p or self::div or self::address][{test}]"
    for test in (
        "contains(concat(' ', @class, ' '), ' author ')",
        "contains(concat(' ', @class, ' '), ' byline ')",
        "contains(@class, 'author-name') or contains(@class, 'authorname')",
    )
)
_BY = re.compile(
    r"(?i)^(?:(?:written|posted)\s)?(?:by|von|par|por|di|door|av|af|autor|text)\b:?\s+"
)
_NO_PERSON = re.compile(r"[\d|/@]")
_MOST_BYLINES, _MOST_WORDS = 5, 5
_LONGEST_FOOTER = 300
_LONGEST_VALUE = 2000
_MOST_HEADINGS = 3
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
    time = next(filter(_is_publication, tree.iter("time")), None)
    if time is not None:
        values.append(HeadValue("date", "time", time.get("datetime")))
    # lxml keeps "xml:lang" of XHTML under that name where it reads HTML.
    for name in ("lang", "xml:lang"):
        if tree.get(name):
            values.append(HeadValue("language", "html-lang", tree.get(name)))
    titles = [str(title) for title in tree.xpath("//head/title/text()")[:1]]
    values += [HeadValue("title", "title-element", title) for title in titles]
    headings = itertools.islice(tree.iter("h1"), _MOST_HEADINGS)
    values += [HeadValue("title", "h1", node.text_content()) for node in headings]
    given = {value.field for value in values}
    values += () if "author" in given else _authors(tree)
    # What a page shows is asked only where its head is silent: it is less sure, and takes longer.
    shown = () if "outlet" in given else (*_publishers(tree), *_logos(tree))
    headings_and_titles = {letters(value.text) for value in values if value.field == "title"}
    values += [value for title in titles for value in _title_ends(title, headings_and_titles)]
    values += [*shown, *_copyright(tree)]
    # Many pages escape twice, so that "&amp;#039;" is left as "&#039;".
    cleaned = (HeadValue(v.field, v.rule, " ".join(html.unescape(_cut(v)).split())) for v in values)
    return [value for value in cleaned if value.text]


def _cut(value: HeadValue) -> str:
    return value.text if value.field == "body" else value.text[:_LONGEST_VALUE]


def _is_publication(time: Any) -> bool:
    """Say whether a time element tells when the article was published, not when another one was."""
    if time.get("datetime") is None:
        return False
    is_marked = time.get("pubdate") is not None or time.get("itemprop") == "datePublished"
    return is_marked or next(time.iterancestors("article"), None) is not None


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


def _title_ends(title: str, others: Container[str]) -> Iterator[HeadValue]:
    """Take the outlet from "Headline | Section | Outlet", "Outlet | Headline", "Outlet: Headline".

    A dash without gaps may stand in a headline; behind what another title of the page has, or
    before an outlet that is known, it does not.
    """
    line = " ".join(title.split())
    cuts = list(_SEPARATOR.finditer(line))
    if not cuts:
        tight = list(_TIGHT.finditer(line))
        is_parted = any(letters(line[: each.start()]) in others for each in tight)
        cuts = tight if is_parted or (tight and is_known(line[tight[-1].end() :])) else []
    if cuts and cuts[0].start():
        first, rest = line[: cuts[0].start()], line[cuts[0].end() :]
        is_shown = letters(rest) in others and letters(first) not in others
        if _may_front(first, rest, is_shown=is_shown) and "：" not in cuts[0][0]:
            yield HeadValue("outlet", "title-front", first)
            return
        yield HeadValue("outlet", "title-end", line[cuts[-1].end() :])
    start = _TITLE_START.match(line)
    if start is not None:
        yield HeadValue("outlet", "title-start", start[1])


def _may_front(first: str, rest: str, *, is_shown: bool) -> bool:
    """Say whether of two parts of a title the second is the headline.

    Args:
        first: what stands before the first mark.
        rest: what stands behind it.
        is_shown: whether a heading repeats the second.
    """
    if is_outlet_name(first) != is_outlet_name(rest):
        return is_outlet_name(first) if is_shown else is_known(first)
    return is_shown and len(first) < len(rest)


def _publishers(tree: Any) -> Iterator[HeadValue]:
    """Take the name of the publisher from microdata, which is written into the page itself."""
    for node in tree.xpath("//*[@itemprop='publisher']")[:1]:
        named = node.xpath(".//*[@itemprop='name']")[:1] or [node]
        name = " ".join((named[0].get("content") or named[0].text_content()).split())
        if 0 < len(name) < _LONGEST_NAME:
            yield HeadValue("outlet", "microdata", name)


def _logos(tree: Any) -> Iterator[HeadValue]:
    """Take the name that a page shows as a logo or as the link to its own beginning."""
    logos = tree.xpath(
        "//a[@href='/' or @rel='home'] | //*[contains(@class, 'site-title')]"
        " | //img[contains(translate(@src, 'LOG', 'log'), 'logo')] | //*[contains(@class, 'logo')]"
    )
    for node in itertools.islice(logos, _MOST_LOGOS):
        alts = (image.get("alt") for image in node.iter("img"))
        for text in (node.text_content(), node.get("title"), *itertools.islice(alts, 2)):
            name = _LOGO_WORD.sub("", " ".join((text or "").split()))
            if 2 < len(name) <= _LONGEST_LOGO:
                yield HeadValue("outlet", "logo", name)
                return


def _authors(tree: Any) -> Iterator[HeadValue]:
    """Take the name that a page marks as its author's where it shows it."""
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")[:1]
    for node in marked or itertools.islice(tree.xpath(_BYLINES), _MOST_BYLINES):
        name = _BY.sub("", " ".join(node.text_content().split()))
        if marked and 0 < len(name) < _LONGEST_NAME:
            yield HeadValue("author", "marked-author", name)
        elif " " in name and not _NO_PERSON.search(name) and is_name(name, _MOST_WORDS):
            yield HeadValue("author", "byline-class", name)
            return


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
