"""Pages and articles as text for a terminal."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

import click

from searchapp.engines.base import Stats
from searchapp.model import Article, Evidence, PartialDate
from searchapp.search.page import Bucket, Hit, Marked, Page

_OUTLETS = 8
_WIDTH = 100
# Signs that turn the direction of what follows, beyond the text they stand in.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Stand around every matching word while lines are broken; no text can hold them, see `safe`.
_ON, _OFF = "\x01", "\x02"


def json_text(value: Any) -> str:
    """Return plain values as JSON, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False)


def safe(text: str) -> str:
    """Return a text without the characters with which it could command a terminal."""
    return "".join(
        each if each == "\n" or not _commands(each) else "�" for each in text.replace("\t", " ")
    )


def _commands(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING


def marked(text: Marked) -> str:
    """Return a text with its matches standing out."""
    return "".join(
        click.style(safe(piece), fg="yellow", bold=True) if match else safe(piece)
        for piece, match in text.segments()
    )


def date_text(date: PartialDate | None) -> str:
    """Return a date as precisely as it is known."""
    return "no date" if date is None else str(date)


def page_text(page: Page) -> str:
    """Return a page of results."""
    lines = [f"Note: {hint.message}" for hint in page.hints]
    lines += [_count_line(page), ""]
    for number, hit in enumerate(page.hits, page.offset + 1):
        lines += [*_hit_lines(number, hit), ""]
    if page.total:
        filters = page.filters
        ranged = filters.undated or filters.since is not None or filters.until is not None
        # Each is counted around its own filter, to show what another choice would find.
        outlets = "Outlets, whichever asked for" if filters.outlets else "Outlets"
        years = "Years, whichever asked for" if ranged else "Years"
        lines += [_facet_line(outlets, _most(page.facets["outlet"]))]
        lines += [_facet_line(years, _years(page.facets["date"]))]
    return "\n".join(lines).rstrip()


def article_text(article: Article, title: Marked, paragraphs: Iterable[Marked]) -> str:
    """Return a whole article with what is known of it and why."""
    lines = [click.style(marked(title) or "(no title)", bold=True), _origin(article), ""]
    for paragraph in paragraphs:
        lines += [marked(paragraph), ""]
    lines.append("Evidence")
    lines += [f"  {_evidence_text(each)}" for each in article.evidence]
    source = article.source
    part = f", part {source.part}" + (f" of {source.parts}" if source.parts else "")
    lines.append(f"  read from {safe(source.path)}, characters {source.start}-{source.end}{part}")
    if article.url:
        lines.append(f"  {safe(article.url)}")
    return "\n".join(lines)


def stats_text(stats: Stats, path: str) -> str:
    """Return an archive in numbers."""
    known = sum(count for name, count in stats.outlets.items() if name is not None)
    span = f"{date_text(stats.first)} to {date_text(stats.last)}" if stats.first else "no dates"
    names = Counter({name: n for name, n in stats.outlets.items() if name is not None})
    rows = [
        ("Index", f"{path} ({stats.bytes / 1e6:,.1f} MB, commit {stats.generation})"),
        ("Articles", f"{stats.articles:,} from {stats.files:,} files"),
        ("Dates", f"{span}; {stats.dates.get(None, 0):,} without"),
        ("Outlets", f"{len(names):,}; {stats.articles - known:,} articles without"),
    ]
    lines = [f"{name:9} {value}" for name, value in rows]
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:>9,}  {safe(name)}" for name, count in ordered]
    return "\n".join(lines)


def _count_line(page: Page) -> str:
    if not page.total:
        return "Nothing found."
    shown = f"{page.offset + 1}-{page.offset + len(page.hits)} of " if page.hits else ""
    noun = "article" if page.total == 1 else "articles"
    least = "at least " if page.partial else ""
    return f"{shown}{least}{page.total:,} {noun}, by {page.sort} ({page.seconds * 1000:.0f} ms)"


def _hit_lines(number: int, hit: Hit) -> list[str]:
    lead = f"{number:>3}. "
    lines = [lead + click.style(marked(hit.title) or "(no title)", bold=True)]
    lines.append(" " * len(lead) + click.style(_origin(hit.article), dim=True))
    for snippet in hit.snippets:
        before = "" if hit.article.body.startswith(snippet.text) else "… "
        after = "" if hit.article.body.endswith(snippet.text) else " …"
        lines += _wrapped(before, snippet, after, " " * len(lead))
    return lines


def _wrapped(before: str, snippet: Marked, after: str, margin: str) -> list[str]:
    """Break a snippet into lines, its matching words standing out in each."""
    pieces = (
        re.sub(r"\S+", rf"{_ON}\g<0>{_OFF}", safe(piece)) if match else safe(piece)
        for piece, match in snippet.segments()
    )
    text = before + re.sub(r"\s+", " ", "".join(pieces)) + after
    lines = textwrap.wrap(text, _WIDTH, initial_indent=margin, subsequent_indent=margin)
    bold = re.compile(f"{_ON}(.*?){_OFF}")
    return [bold.sub(lambda word: click.style(word[1], fg="yellow", bold=True), x) for x in lines]


def _origin(article: Article) -> str:
    parts = [article.outlet or "outlet not known", date_text(article.date)]
    parts += [f"by {article.author}"] if article.author else []
    return safe(" | ".join([*parts, article.id]))


def _evidence_text(evidence: Evidence) -> str:
    place = "" if evidence.start is None else f" at {evidence.start}-{evidence.end}"
    seen = safe(re.sub(r"\s+", " ", evidence.text))
    return f"{evidence.field}: {evidence.rule}{place} ({evidence.confidence:.2f}): {seen!r}"


def _facet_line(name: str, counts: Iterable[tuple[str, int]]) -> str:
    return f"{name}: " + ", ".join(f"{safe(value)} {count:,}" for value, count in counts)


def _most(buckets: tuple[Bucket, ...]) -> list[tuple[str, int]]:
    counts = [(bucket.value or "not known", bucket.count) for bucket in buckets[:_OUTLETS]]
    rest = buckets[_OUTLETS:]
    return counts + ([(f"{len(rest)} more", sum(b.count for b in rest))] if rest else [])


def _years(buckets: tuple[Bucket, ...]) -> list[tuple[str, int]]:
    years: Counter[str] = Counter()
    for bucket in buckets:
        years["no date" if bucket.value is None else bucket.value[:4]] += bucket.count
    return list(years.items())
