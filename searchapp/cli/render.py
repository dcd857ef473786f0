"""Pages of results as text for a terminal, and what all such text is made of."""

from __future__ import annotations

import functools
import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from searchapp.analysis.lexicon import Kind
from searchapp.engines.base import Stats
from searchapp.model import Article, Copy, PartialDate
from searchapp.query.hints import Hint
from searchapp.search.page import Bucket, Hit, Marked, Page
from searchapp.search.spellings import list_unlike

_OUTLETS = 8
_NAMED = 4
_WIDTH = 100
# Signs that turn the direction of what follows, beyond the text they stand in.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TYPED = functools.partial(click.style, fg="yellow", bold=True)
_OTHER = functools.partial(click.style, fg="yellow", underline=True)
_GUESSED = functools.partial(click.style, fg="magenta", underline=True)
_STYLES: Mapping[str, Callable[[str], str]] = {
    Kind.WORD: _OTHER,
    Kind.SPELLING: _OTHER,
    Kind.SLIP: _OTHER,
    Kind.WIDE: _GUESSED,
    Kind.FUZZY: _GUESSED,
}
# Stand around every matching word while lines are broken; no text can hold them, see `safe`, and no
# line is broken at them, as it would be at a tab.
_ON = {kind: chr(number) for number, kind in enumerate((*Kind, "wildcard"), 0x0E)}
_OFF = "\x01"
_BETWEEN = re.compile(f"([{''.join(_ON.values())}])(.*?){_OFF}")


def json_text(value: Any) -> str:
    """Return plain values as JSON, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False)


def safe(text: str) -> str:
    """Return a text without the characters with which it could command a terminal."""
    if text.isprintable():
        return text
    return "".join(
        each if each == "\n" or not _commands(each) else "�" for each in text.replace("\t", " ")
    )


def _commands(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING


def marked(text: Marked) -> str:
    """Return a text with its matches standing out."""
    return "".join(
        _styled(safe(piece), kind) if kind else safe(piece) for piece, kind in text.segments()
    )


def _styled(text: str, kind: str) -> str:
    """Return a match so that it is seen what was typed and what stands for it."""
    return _STYLES.get(kind, _TYPED)(text)


def date_text(date: PartialDate | None, not_before: PartialDate | None = None) -> str:
    """Return a date as precisely as it is known; where it is not, what it cannot be before."""
    if date is not None:
        return str(date)
    return "no date" if not_before is None else f"no date, not before {not_before}"


def hint_lines(hints: Iterable[Hint]) -> list[str]:
    """Return what there is to tell about a query."""
    return [f"Note: {safe(hint.message)}" for hint in hints]


def page_text(page: Page) -> str:
    """Return a page of results."""
    lines = hint_lines(page.hints)
    lines += [_count_line(page), *_corrections(page), ""]
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


def _corrections(page: Page) -> list[str]:
    """Return the queries that may have been meant, where there are any."""
    meant = [f"  {safe(each.query)}  ({each.total:,})" for each in page.corrections]
    return ["Did you mean", *meant] if meant else []


def stats_text(stats: Stats, path: str) -> str:
    """Return an archive in numbers."""
    known = sum(count for name, count in stats.outlets.items() if name is not None)
    span = f"{date_text(stats.first)} to {date_text(stats.last)}" if stats.first else "no dates"
    names = Counter({name: n for name, n in stats.outlets.items() if name is not None})
    rows = [
        ("Index", f"{path} ({stats.bytes / 1e6:,.1f} MB, commit {stats.generation})"),
        ("Articles", f"{stats.articles:,} from {stats.files:,} files"),
        *_copied(stats),
        ("Dates", f"{span}; {stats.dates.get(None, 0):,} without"),
        ("Outlets", f"{len(names):,}; {stats.articles - known:,} articles without"),
    ]
    lines = [f"{name:9} {value}" for name, value in rows]
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:>9,}  {safe(name)}" for name, count in ordered]
    return "\n".join(lines)


def _copied(stats: Stats) -> list[tuple[str, str]]:
    """Return how much is copied, where anything is."""
    if not stats.copies and stats.stories == stats.articles:
        return []
    exact = f"; exact copies, not counted: {stats.copies:,}" if stats.copies else ""
    return [("Stories", f"{stats.stories:,}{exact}")]


def _count_line(page: Page) -> str:
    if not page.total:
        return "Nothing found."
    shown = f"{page.offset + 1}-{page.offset + len(page.hits)} of " if page.hits else ""
    least = "at least " if page.partial else ""
    articles = f"{page.articles:,} {'article' if page.articles == 1 else 'articles'}"
    if page.articles != page.total:
        stories = "story" if page.total == 1 else "stories"
        articles = f"{page.total:,} {stories} ({articles} with copies)"
    return f"{shown}{least}{articles}, by {page.sort} ({page.seconds * 1000:.0f} ms)"


def _hit_lines(number: int, hit: Hit) -> list[str]:
    lead = f"{number:>3}. "
    lines = [lead + click.style(marked(hit.title) or "(no title)", bold=True)]
    lines.append(" " * len(lead) + click.style(origin(hit.article), dim=True))
    also = [_copies(hit.copies)] if hit.copies else []
    also += [f"(read {len(hit.sources)} times)"] if len(hit.sources) > 1 else []
    if also:
        lines.append(" " * len(lead) + click.style(safe(" ".join(also)), dim=True))
    for snippet in hit.snippets:
        before = "" if hit.article.body.startswith(snippet.text) else "… "
        after = "" if hit.article.body.endswith(snippet.text) else " …"
        lines += _wrapped(before, snippet, after, " " * len(lead))
    unlike = [
        f"{each.form}: {each.relation} {each.word}" + (f", {each.score}" if each.score else "")
        for each in list_unlike(hit.reasons)
    ]
    if unlike:
        told = "; ".join(unlike[:_NAMED]) + ("; …" if len(unlike) > _NAMED else "")
        lines.append(" " * len(lead) + click.style(safe(f"({told})"), dim=True))
    return lines


def _copies(copies: tuple[Copy, ...]) -> str:
    outlets = list(dict.fromkeys(copy.outlet or "outlet not known" for copy in copies))
    named = ", ".join(outlets[:_NAMED]) + (", …" if len(outlets) > _NAMED else "")
    return f"(+{len(copies):,} {'copy' if len(copies) == 1 else 'copies'}: {named})"


def _wrapped(before: str, snippet: Marked, after: str, margin: str) -> list[str]:
    """Break a snippet into lines, its matching words standing out in each."""
    pieces = (
        re.sub(r"\S+", rf"{_ON[kind]}\g<0>{_OFF}", safe(piece)) if kind else safe(piece)
        for piece, kind in snippet.segments()
    )
    text = before + re.sub(r"\s+", " ", "".join(pieces)) + after
    lines = textwrap.wrap(text, _WIDTH, initial_indent=margin, subsequent_indent=margin)
    kind_of = {on: kind for kind, on in _ON.items()}
    return [_BETWEEN.sub(lambda word: _styled(word[2], kind_of[word[1]]), line) for line in lines]


def origin(article: Article) -> str:
    """Return who published an article and when, who wrote it, and its id."""
    parts = [article.outlet or "outlet not known", date_text(article.date, article.not_before)]
    parts += [f"by {article.author}"] if article.author else []
    parts += [article.dateline] if article.dateline else []
    return safe(" | ".join([*parts, article.id]))


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
