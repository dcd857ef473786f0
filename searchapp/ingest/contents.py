"""What the text of an article tells of itself, whatever kind of file it stands in:

1. captions are parted from the body (`captions`)
2. the place in its dateline (`texts/places`)
3. its language (`languages`), weighed against what its page or export says
4. where it has no date, the latest day that it looks back on (`mentions`)

A field that an export fills stands, but for the language.  The evidence points into the file where
that is text; a page and a record have no such places.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from searchapp.ingest.captions import is_caption, split_captions, unique
from searchapp.ingest.languages import find_language, weigh_language
from searchapp.ingest.mentions import latest_mention
from searchapp.ingest.texts.lines import is_prose, split_lines
from searchapp.ingest.texts.places import FoundPlace, find_place
from searchapp.model import Article, Evidence

LANGUAGE_RULE, OUTWEIGHED = "text-language", "outweighed"
BOUND_RULE, PLACE_RULE = "latest-mention", "dateline"
# Where a dateline may stand: names and a summary go before it, but not much of the report.
_OPENING_LINES, _OPENING_PARAGRAPHS = 16, 4
_SHORTEST_PARAGRAPH = 60
_LONGEST_OPENING = 8000
_SHOWN = 80
_CONTEXT = 40
_GAP = re.compile(r"\s+")
_BOUND_CONFIDENCE = 0.8


def read_contents(article: Article, text: str | None, latest: datetime.date) -> Article:
    """Read what the text of an article tells.

    Args:
        article: as its reader made it.
        text: the decoded file in which its source lies; None for a page or a record.
        latest: the last day that is not in the future.

    Returns:
        The article with what was found.
    """
    body, captions = split_captions(article.body)
    if captions:
        captions = unique((*captions, *article.captions))
        article = dataclasses.replace(article, body=body, captions=captions)
    article = _with_language(_with_place(article, text), text)
    # A date in the future will be refused once its order of day and month is settled.
    if article.date is None or article.date.last_day() > latest:
        article = _with_bound(article, text, latest)
    return article


def _with_place(article: Article, text: str | None) -> Article:
    if article.dateline is not None:
        return article
    if text is None:
        paragraphs = article.body[:_LONGEST_OPENING].split("\n\n", _OPENING_LINES)
        lines: Iterable[tuple[int | None, str]] = ((None, each) for each in paragraphs)
    else:
        start = article.source.start
        opening = text[start : min(article.source.end, start + _LONGEST_OPENING)]
        lines = ((start + each.start, each.text) for each in split_lines(opening))
    outlets = {each.text for each in article.evidence if each.field == "outlet"}
    for at, line in _openings(lines):
        found = find_place(line)
        if found is None or found.text in outlets or " ".join(line.split()) == article.title:
            continue
        if _may_open(found, line):
            begin, end = (None, None) if at is None else (at + found.start, at + found.end)
            evidence = Evidence("dateline", PLACE_RULE, found.text, begin, end, found.confidence)
            return _with(article, evidence, dateline=found.text)
    return article


def _openings(lines: Iterable[tuple[int | None, str]]) -> Iterator[tuple[int | None, str]]:
    """Yield the lines down to the last with which an article may still be opening."""
    paragraphs = 0
    for number, (at, line) in enumerate(lines):
        if number >= _OPENING_LINES or paragraphs >= _OPENING_PARAGRAPHS:
            return
        paragraphs += is_prose(line) and not is_caption(line)
        yield at, line


def _may_open(found: FoundPlace, line: str) -> bool:
    """Say whether a line with a place is no heading, which a short one is without more signs."""
    return len(line) >= _SHORTEST_PARAGRAPH or found.is_shaped or found.text.isupper()


def _with_language(article: Article, text: str | None) -> Article:
    language = weigh_language(article.language, find_language(article.body))
    if language is not None and language.is_said:
        return _with_said(article, confidence=language.confidence)
    if article.language is not None:
        article = dataclasses.replace(_with_said(article, rule=OUTWEIGHED), language=None)
    if language is None:
        return article
    seen = article.body.partition("\n")[0][:_SHOWN].rstrip()
    evidence = Evidence("language", LANGUAGE_RULE, seen, None, None, language.confidence)
    return _with(article, _placed(evidence, article, text), language=language.code)


def _with_said(article: Article, **changes: Any) -> Article:
    """Return an article with its evidence of what is said of the language changed."""
    evidence = tuple(
        dataclasses.replace(each, **changes) if each.field == "language" else each
        for each in article.evidence
    )
    return dataclasses.replace(article, evidence=evidence)


def _with_bound(article: Article, text: str | None, latest: datetime.date) -> Article:
    mention = latest_mention(article.body, latest)
    if mention is None:
        return article
    seen = article.body[mention.start : mention.end]
    before = article.body[max(0, mention.start - _CONTEXT) : mention.start]
    evidence = Evidence("not_before", BOUND_RULE, seen, None, None, _BOUND_CONFIDENCE)
    return _with(article, _placed(evidence, article, text, before), not_before=mention.day)


def _with(article: Article, evidence: Evidence, **values: Any) -> Article:
    return dataclasses.replace(article, evidence=(*article.evidence, evidence), **values)


def _placed(evidence: Evidence, article: Article, text: str | None, before: str = "") -> Evidence:
    """Point evidence that was seen in a body at its place in the file.

    Args:
        evidence: what was seen, as it stands in the body.
        article: the article.
        text: the file; None where there are no places.
        before: what stands before it in the body.

    Returns:
        The evidence with its place and as written there: lines of a body are joined, and their
        white space is one space.
    """
    if text is None:
        return evidence
    words = evidence.text.split()
    for context in (before, ""):
        ahead = context.split()[1:]
        found = _find_words(text, [*ahead, *words], article.source.start, article.source.end)
        if found is not None:
            start, end = found[len(ahead)], found[-1]
            return dataclasses.replace(evidence, text=text[start:end], start=start, end=end)
    return evidence


def _find_words(text: str, words: list[str], start: int, end: int) -> list[int] | None:
    """Find words that follow each other with white space of any length between them.

    To make a pattern of them would take as long as to read an article.

    Args:
        text: where they are looked for.
        words: the words; the last may be the beginning of one.
        start: where to begin.
        end: where to end.

    Returns:
        Where each of them begins, and where the last one ends; None where they do not stand there.
    """
    first = words[0] if words else ""
    at = text.find(first, start, end)
    while at >= 0:
        bounds = _bounds_at(text, words, at, end)
        if bounds is not None:
            return bounds
        at = text.find(first, at + 1, end)
    return None


def _bounds_at(text: str, words: list[str], at: int, end: int) -> list[int] | None:
    bounds: list[int] = []
    for word in words:
        gap = _GAP.match(text, at, end) if bounds else None
        if bounds and gap is None:
            return None
        at = at if gap is None else gap.end()
        if not text.startswith(word, at, end):
            return None
        bounds.append(at)
        at += len(word)
    return [*bounds, at]
