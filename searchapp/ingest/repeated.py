"""Lines that repeat across the articles of one outlet, and are none of theirs.

Repetition alone proves little: series, agencies and authors repeat their lines too.  So a line has
to stand in several articles that are otherwise different (copies of one article count once), and
besides one of these has to speak for it:

    marked     it holds words by which a page speaks of itself or to its reader (`repeated.toml`);
               it goes wherever it stands.
    steady     nearly all of the outlet's articles have it, and they are many, and it is no heading
               (it is a sentence, names the outlet, or is some words that ask and announce
               nothing); or most have it, and it is the outlet's name and no more.  It goes
               wherever it stands, too.
    trailing   in a good part of the outlet's articles (a sentence: in most of them), nothing but
               such lines comes after it, so that it heads nothing; it goes from the end only.
    leading    in most of them, nothing but such lines comes before it, and it is a sentence or
               names the outlet, as no heading does; it goes from the beginning only.

What names authors, agencies and corrections stays in any case, and so do quotations and datelines.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.ingest import data
from searchapp.ingest.junk import tell_first
from searchapp.ingest.outlets import host_of, key_of
from searchapp.ingest.texts.boilerplate import is_junk
from searchapp.ingest.texts.credits import read_credit
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.lines import ends_sentence, is_separator
from searchapp.model import Article, Evidence

RULE = "repeated-line"
# How many different articles must have a line, and which part of the outlet's.
_ARTICLES = 5
_MARKED, _MANY, _MOST = 0.01, 0.25, 0.5
# Of lines that stand between paragraphs: reports on one affair repeat their background, so that
# both must be more.  A heading that every column of a series has is brief.
_STEADY_ARTICLES, _STEADY, _STEADY_WORDS = 15, 0.9, 4
# Of the articles that have a line, how many must have it at the edge.
_AT_EDGE = 0.9
_LONGEST, _WORDS = 400, 60
# Of an article with very many lines, those of its beginning and its end are counted.
_COUNTED = 100
# Of a paragraph, how much is held against others to tell whether articles are copies.
_COMPARED = 400
_DIGITS = re.compile(r"\d+")
_SURE, _LIKELY = 0.95, 0.8


@dataclass(frozen=True, slots=True)
class OutletLines:
    """The lines of one outlet that are no article's, by key (see `line_key`).

    Args:
        marked: those that go wherever they stand, marked or steady.
        leading: those that go from the beginning of an article.
        trailing: those that go from its end.
    """

    marked: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    trailing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """What is known of the repeated lines of a corpus.

    Args:
        outlets: the lines, by outlet (see `group_of`).
    """

    outlets: Mapping[str, OutletLines] = field(default_factory=dict)

    def digest(self) -> str:
        """Return 16 hexadecimal digits that tell these lines from others."""
        plain = [
            (outlet, *map(sorted, (lines.marked, lines.leading, lines.trailing)))
            for outlet, lines in sorted(self.outlets.items())
        ]
        return hashlib.blake2b(repr(plain).encode(), digest_size=8).hexdigest()

    def take_out(self, article: Article) -> Article:
        """Take the repeated lines out of an article.

        Args:
            article: as it is shown otherwise.

        Returns:
            The article, with evidence of the lines that are gone (see `junk`); the same one where
            there is none, or where nothing would be left.
        """
        known = self.outlets.get(group_of(article))
        if known is None:
            return article
        lines = article.body.split("\n\n")
        marked = set(_marked(lines, known.marked))
        first = _run(lines, known.marked | known.leading)
        last = len(lines) - _run(reversed(lines), known.marked | known.trailing)
        gone = (
            marked
            | {number for number in range(first) if line_key(lines[number]) in known.leading}
            | {n for n in range(last, len(lines)) if line_key(lines[n]) in known.trailing}
        )
        kept = [line for number, line in enumerate(lines) if number not in gone]
        if not gone or all(map(is_separator, kept)):
            return article
        told = {lines[number]: _SURE if number in marked else _LIKELY for number in sorted(gone)}
        evidence = [Evidence("body", RULE, text, None, None, sure) for text, sure in told.items()]
        return dataclasses.replace(
            article, body="\n\n".join(kept), evidence=(*article.evidence, *tell_first(evidence))
        )


class LineCounter:
    """Counts the lines of articles, in any order."""

    def __init__(self) -> None:
        self._groups: defaultdict[str, list[_Counted]] = defaultdict(list)

    def add(self, article: Article) -> None:
        """Count the lines of an article."""
        lines = article.body.split("\n\n")
        longest = tuple(line[:_COMPARED] for line in heapq.nlargest(3, lines, key=len))
        own = {line_key(text) for text in (article.title, article.author or "")}
        if len(lines) > 2 * _COUNTED:
            lines = [*lines[:_COUNTED], "", *lines[-_COUNTED:]]
        keys = [line_key(line) for line in lines]
        self._groups[group_of(article)].append(
            _Counted(longest, tuple("" if key in own else key for key in keys))
        )

    def learn(self) -> RepeatedLines:
        """Return the lines that are no article's."""
        found = {}
        for group, articles in sorted(self._groups.items()):
            lines = _learn(group, articles)
            if lines != OutletLines():
                found[group] = lines
        return RepeatedLines(found)


def group_of(article: Article) -> str:
    """Return whose lines an article may have: its outlet's, else its host's, else its folder's."""
    if article.outlet is not None:
        return article.outlet
    host = None if article.url is None else host_of(article.url)
    return f"//{host}" if host is not None else f"{article.source.path.rpartition('/')[0]}/"


def line_key(line: str) -> str:
    """Return what is compared of a line: a number is as good as another; "" of a long one."""
    return "" if len(line) > _LONGEST else " ".join(_DIGITS.sub("0", line).split())


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is kept of an article: how its longest lines begin, and the keys of all."""

    longest: tuple[str, ...]
    keys: tuple[str, ...]

    def told_by(self, key: str) -> tuple[str, str]:
        """Return what tells it from copies without a line: two paragraphs, one if it is brief.

        Two, since a copy may differ from its original in one.
        """
        others = [line for line in self.longest if line_key(line) != key]
        first = others[0] if others else ""
        second = others[1] if len(others) > 1 and 2 * len(others[1]) >= len(first) else first
        return first, second


def _learn(group: str, articles: Sequence[_Counted]) -> OutletLines:
    if len(articles) < _ARTICLES:
        return OutletLines()
    counts = Counter(key for each in articles for key in set(each.keys))
    wanted = {key for key, count in counts.items() if key and count >= _ARTICLES}
    shares = _shares(articles, wanted)
    usable = {key for key in shares if not is_kept(key)}
    # That of a folder is no name that its articles would write.
    name = "" if group.endswith("/") else key_of(group)
    marked = {key for key in usable if shares[key] >= _MARKED and is_marked(key)}
    least = max(_STEADY, _STEADY_ARTICLES / len(articles))
    named = {key for key in usable if name and name in key_of(key)}
    marked |= {key for key in usable - named if shares[key] >= least and not _may_head(key)}
    marked |= {k for k in named if shares[k] >= (_MOST if key_of(k) == name else least)}
    most = {key for key in usable - marked if shares[key] >= _MOST}
    many = {key for key in usable - marked if shares[key] >= _MANY and not ends_sentence(key)}
    leading = {key for key in most if ends_sentence(key) or key in named}
    backwards = [each.keys[::-1] for each in articles]
    return OutletLines(
        frozenset(marked),
        _at_edge([each.keys for each in articles], leading, marked),
        _at_edge(backwards, most | many, marked),
    )


def _shares(articles: Sequence[_Counted], wanted: set[str]) -> dict[str, float]:
    """Return in which part of the articles lines stand, for those in enough different ones."""
    found: dict[str, tuple[set[str], set[str]]] = {key: (set(), set()) for key in wanted}
    for each in articles:
        for key in wanted.intersection(each.keys):
            for seen, paragraph in zip(found[key], each.told_by(key), strict=True):
                seen.add(paragraph)
    different = {key: min(map(len, seen)) for key, seen in found.items()}
    return {key: n / len(articles) for key, n in different.items() if n >= _ARTICLES}


def _at_edge(articles: Iterable[Sequence[str]], keys: set[str], marked: set[str]) -> frozenset[str]:
    """Return the lines with nothing before them but each other and marked ones."""
    articles = [each for each in articles if not keys.isdisjoint(each)]
    while keys:
        there, at_edge = Counter[str](), Counter[str]()
        for each in articles:
            there.update(keys.intersection(each))
            run = _run(each, keys | marked)
            # A line that stands here and inside as well is not at the edge of this article.
            at_edge.update(keys.intersection(each[:run]).difference(each[run:]))
        left = {key for key in keys if at_edge[key] >= _AT_EDGE * there[key]}
        if left == keys:
            break
        # Without those that fell out, others may have something of the article before them.
        keys = left
    return frozenset(keys)


def _run(lines: Iterable[str], known: frozenset[str] | set[str]) -> int:
    """Return how many lines at the beginning are known, or drawn and not written."""
    count = 0
    for line in lines:
        if line_key(line) not in known and not is_separator(line):
            break
        count += 1
    return count


def _marked(lines: Sequence[str], known: frozenset[str]) -> Iterator[int]:
    """Find lines by key; most are told from all of them by two letters, which is quick."""
    heads = {key[:2] for key in known}
    for number, line in enumerate(lines):
        head = line[:2]
        if (head in heads or not head.isalpha()) and line_key(line) in known:
            yield number


def is_marked(key: str) -> bool:
    """Say whether a page speaks of itself, or to its reader, in a line."""
    return (
        is_junk(key)
        or _pattern("whole").fullmatch(key) is not None
        or _pattern("marks").search(key) is not None
    )


def is_kept(key: str) -> bool:
    """Say whether a line stays however often it stands in articles."""
    return (
        len(key.split()) > _WORDS
        or is_separator(key)
        or _pattern("kept").search(key) is not None
        or read_credit(key) is not None
        or read_dateline(key) is not None
    )


def _may_head(key: str) -> bool:
    """Say whether a line may be a heading: brief, or one that asks or announces something."""
    if ends_sentence(key):
        return False
    return len(key.split()) < _STEADY_WORDS or _pattern("headings").search(key) is not None


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = data.table("repeated")[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
