"""Generated news: as many articles as wanted, seeded, with the statistics of real ones.

    python -m benchmarks.generator --articles 300000 --seed 1 > news.jsonl

What a search engine feels of a corpus is kept: words as common and as rare as in news (Zipf's law
with the steeper tail that real vocabularies have, so that new forms never cease to come: Heaps'
law), words that come together because an article has a topic, lengths that are log-normal with a
median of 450 words, names of two words of which some are spelled in several ways, 300 outlets of
very different sizes, and 15 years of dates.  The words mean nothing.

Article k is the same however many are made.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import itertools
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.records import Record

FORMS = 1 << 20
# Three of them make more words than there are forms.
_SYLLABLES = 128
OUTLETS = 300
# Made at a time, from random numbers of their own: what is in it depends on its number alone.
_CHUNK = 500
# From this rank on, the frequency of a form falls with the square of its rank: measured on English
# news, and the reason why the number of forms grows with the square root of the text.
_BEND = 5_000
_OFFSET = 2.7
_MEDIAN_WORDS, _SIGMA = 450, 1.25
_FEWEST_WORDS, _MOST_WORDS = 30, 8_000
_TOPICS, _TOPIC_FORMS, _TOPIC_SHARE = 2_000, 64, 0.15
_NAMES, _NAME_SHARE = 4_000, 1 / 60
_FIRST_DAY, _DAYS = datetime.date(2010, 1, 1), 15 * 365
_UNDATED = 0.08
# Words of a sentence, sentences of a paragraph.
_SENTENCE, _PARAGRAPH = 19, 4
_PARTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

Integers = NDArray[np.int64]


class Generator:
    """A seeded source of articles.

    Args:
        seed: the same makes the same articles.
    """

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        rng = np.random.default_rng([seed])
        self._words = _spell(rng)
        self._cumulated = _cumulate()
        topics = np.exp(rng.uniform(np.log(200), np.log(60_000), (_TOPICS, _TOPIC_FORMS)))
        self._topics = topics.astype(np.int64)
        self._outlets = [
            " ".join(pair) for pair in itertools.product(_PARTS["places"], _PARTS["papers"])
        ]
        rng.shuffle(self._outlets)
        self._names = self._name(rng)
        self._spellings = np.fromiter(map(len, self._names), np.int64, _NAMES)

    def articles(self, count: int) -> Iterator[Record]:
        """Make the first articles.

        Args:
            count: how many.

        Yields:
            The articles, as the lines of an export.
        """
        for chunk in range(-(-count // _CHUNK)):
            yield from itertools.islice(self._chunk(chunk), count - chunk * _CHUNK)

    def _name(self, rng: np.random.Generator) -> list[tuple[str, ...]]:
        """Make names of two words, each with its spellings."""
        parts = self._words[2_000:40_000]
        names = []
        for number, (first, last) in enumerate(rng.integers(0, len(parts), (_NAMES, 2)).tolist()):
            given, family = parts[first].capitalize(), parts[last].capitalize()
            spelled = [family]
            if number % 4 == 0:
                half = max(2, len(family) // 2)
                head, tail = family[:half], family[half:]
                spelled += [f"{head}’{tail}", f"{head}'{tail}", f"{head}ā{tail}"]
            names.append(tuple(f"{given} {form}" for form in spelled))
        return names

    def _chunk(self, chunk: int) -> Iterator[Record]:
        """Make the articles of one chunk."""
        rng = np.random.default_rng([self._seed, chunk + 1])
        lengths = np.exp(rng.normal(np.log(_MEDIAN_WORDS), _SIGMA, _CHUNK)).astype(np.int64)
        lengths = lengths.clip(_FEWEST_WORDS, _MOST_WORDS)
        topics = rng.integers(0, _TOPICS, _CHUNK)
        tokens = self._draw(rng, lengths, topics)
        titles = self._draw(rng, np.full(_CHUNK, 10), topics).reshape(_CHUNK, 10).tolist()
        ends = np.cumsum(lengths).tolist()
        outlets = (OUTLETS * rng.random(_CHUNK) ** 2.5).astype(np.int64).tolist()
        authors = self._choose_names(rng, rng.integers(0, _NAMES, _CHUNK))
        days = _date(rng)
        words = list(map(self._words.__getitem__, tokens.tolist()))
        self._place_names(rng, words, np.repeat(topics, lengths))
        start = 0
        for at, end in enumerate(ends):
            number = chunk * _CHUNK + at
            key = hashlib.blake2b(f"{self._seed}/{number}".encode(), digest_size=8).hexdigest()
            title = " ".join([self._words[each] for each in titles[at]])
            yield {
                "id": key,
                "outlet": self._outlets[outlets[at]],
                "date": days[at],
                "title": title.capitalize(),
                "author": authors[at],
                "url": f"https://news.example/{key}",
                "text": _write(words, start, end),
            }
            start = end

    def _draw(self, rng: np.random.Generator, lengths: Integers, topics: Integers) -> Integers:
        """Draw the forms of texts: some of their topic, the others of the language."""
        total = int(lengths.sum())
        forms = np.searchsorted(self._cumulated, rng.random(total)).astype(np.int64)
        (of_topic,) = np.nonzero(rng.random(total) < _TOPIC_SHARE)
        which = (_TOPIC_FORMS * rng.random(of_topic.size) ** 2).astype(np.int64)
        forms[of_topic] = self._topics[np.repeat(topics, lengths)[of_topic], which]
        return forms

    def _place_names(self, rng: np.random.Generator, words: list[str], topics: Integers) -> None:
        """Put names in the place of words; a topic has three names of its own."""
        (places,) = np.nonzero(rng.random(len(words)) < _NAME_SHARE)
        own = topics[places] * 7 % _NAMES + rng.integers(0, 3, places.size)
        anyone = rng.integers(0, _NAMES, places.size)
        chosen = np.where(rng.random(places.size) < 0.7, own % _NAMES, anyone)
        names = self._choose_names(rng, chosen)
        for place, name in zip(places.tolist(), names, strict=True):
            words[place] = name

    def _choose_names(self, rng: np.random.Generator, chosen: Integers) -> list[str]:
        """Spell names; the first spelling is as frequent as all others together."""
        spelling = (self._spellings[chosen] * rng.random(chosen.size) ** 2).astype(np.int64)
        return [
            self._names[name][form]
            for name, form in zip(chosen.tolist(), spelling.tolist(), strict=True)
        ]


def _spell(rng: np.random.Generator) -> list[str]:
    """Make the forms, the most frequent first: these are short."""
    first, others = _syllables("openings"), _syllables("onsets")
    spelled = []
    for length in (0, 1, 2):
        made = list(map("".join, itertools.product(first, *[others] * length)))
        spelled += [made[at] for at in rng.permutation(len(made)).tolist()]
    # Two ways of putting syllables together can give one word.
    return list(dict.fromkeys(spelled))[:FORMS]


def _syllables(begin: str) -> list[str]:
    """Return syllables of all lengths, but for the longest."""
    parts = map("".join, itertools.product(_PARTS[begin], _PARTS["rimes"]))
    return sorted(parts, key=len)[: 2 * _SYLLABLES : 2]


def _cumulate() -> NDArray[np.float64]:
    """Cumulate the probabilities of the forms: Zipf and Mandelbrot's law with a bend."""
    ranks = np.arange(FORMS, dtype=np.float64)
    weights = 1 / (ranks + _OFFSET)
    weights[_BEND:] *= (_BEND + _OFFSET) / (ranks[_BEND:] + _OFFSET)
    cumulated = np.cumsum(weights)
    cumulated /= cumulated[-1]
    return cumulated


def _date(rng: np.random.Generator) -> list[str | None]:
    """Draw days, more of the later years; some articles have none."""
    days = (_DAYS * np.sqrt(rng.random(_CHUNK))).astype(np.int64).tolist()
    undated = (rng.random(_CHUNK) < _UNDATED).tolist()
    return [
        None if unknown else (_FIRST_DAY + datetime.timedelta(day)).isoformat()
        for day, unknown in zip(days, undated, strict=True)
    ]


def _write(words: list[str], start: int, end: int) -> str:
    """Write words as sentences and paragraphs."""
    sentences = []
    for at in range(start, end, _SENTENCE):
        sentence = " ".join(words[at : min(at + _SENTENCE, end)])
        sentences.append(f"{sentence[:1].upper()}{sentence[1:]}.")
    paragraphs = [
        " ".join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH)
    ]
    return "\n\n".join(paragraphs)


def main() -> None:
    """Print articles as JSON lines."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000, help="how many  [1000]")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for record in Generator(options.seed).articles(options.articles):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
