"""One article as text for a terminal: whole, with its copies, and what changed in it."""

from __future__ import annotations

import functools
import re
import sys

import click

from searchapp.cli.render import date_text, marked, origin, safe
from searchapp.model import Article, Evidence, Story
from searchapp.search.difference import Change, Difference, Piece, lay_out
from searchapp.search.languages import name_language
from searchapp.search.page import MarkedArticle
from searchapp.search.rules import say_rule

# As `git diff --word-diff` writes them.
_BRACKETS = {Change.GONE: "[-{}-]", Change.NEW: "{{+{}+}}"}
_STYLES = {
    Change.GONE: functools.partial(click.style, fg="red", strikethrough=True),
    Change.NEW: functools.partial(click.style, fg="green", underline=True),
}


def article_text(article: Article, text: MarkedArticle) -> str:
    """Return a whole article with what is known of it and why."""
    lines = [click.style(marked(text.title) or "(no title)", bold=True), origin(article), ""]
    for paragraph in text.paragraphs:
        lines += [marked(paragraph), ""]
    if text.captions:
        lines += ["Captions", *(f"  {marked(caption)}" for caption in text.captions), ""]
    if article.language:
        lines += [f"Language: {safe(name_language(article.language))}", ""]
    lines.append("Evidence")
    lines += [f"  {_evidence_text(each)}" for each in article.evidence]
    source = article.source
    part = f", part {source.part}" + (f" of {source.parts}" if source.parts else "")
    lines.append(f"  read from {safe(source.path)}, characters {source.start}-{source.end}{part}")
    if article.url:
        lines.append(f"  {safe(article.url)}")
    return "\n".join(lines)


def story_text(story: Story, article_id: str) -> str:
    """Return the copies of a story, and where else the very text of an article was read."""
    lines: list[str] = []
    here = story.member(article_id)
    for other, source in zip(here.ids, here.sources, strict=True):
        if other != article_id:
            lines.append(f"  also read from {safe(source.path)}  {other}")
    if len(story.members) > 1:
        lines += ["", "Copies of this story, the earliest first"]
    for place, member in enumerate(story.members if len(story.members) > 1 else ()):
        sign = "*" if member is here else " "
        same = "earliest" if place == 0 else f"{member.percent} % alike"
        outlet = safe(member.outlet or "outlet not known")
        shown = article_id if member is here else member.id
        lines.append(f"{sign} {date_text(member.date):10}  {same:10}  {shown}  {outlet}")
    return "\n".join(lines)


def changes_text(difference: Difference, earliest: Article, article: Article) -> str:
    """Return what changed between two articles: in colour on a terminal, else in brackets."""
    lines = [f"from  {origin(earliest)}", f"to    {origin(article)}"]
    gone, new = difference.count(Change.GONE), difference.count(Change.NEW)
    lines += [f"words {gone:,} gone, {new:,} new, {difference.count(Change.SAME):,} the same", ""]
    for paragraph in (*lay_out(difference.title), *lay_out(difference.body)):
        lines += [" ".join(map(_piece_text, paragraph)), ""]
    return "\n".join(lines).rstrip()


def _piece_text(piece: Piece) -> str:
    if piece.folded:
        return click.style(f"… {piece.folded:,} words the same …", dim=True)
    text = safe(piece.text)
    if piece.change is Change.SAME:
        return text
    if sys.stdout.isatty():
        return _STYLES[piece.change](text)
    return _BRACKETS[piece.change].format(text)


def _evidence_text(evidence: Evidence) -> str:
    place = "" if evidence.start is None else f" at {evidence.start}-{evidence.end}"
    seen = safe(re.sub(r"\s+", " ", evidence.text))
    rule = safe(say_rule(evidence.rule))
    return f"{evidence.field}: {rule}{place} ({evidence.confidence:.2f}): {seen!r}"
