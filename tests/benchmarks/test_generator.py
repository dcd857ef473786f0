"""Generated articles: the same whatever their number, and with the statistics of news."""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter, defaultdict

import pytest

from benchmarks.generator import OUTLETS, Generator
from benchmarks.records import Record, make_article
from searchapp.analysis.folding import fold

COUNT = 1_600


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator(7)


@pytest.fixture(scope="module")
def made(generator: Generator) -> list[Record]:
    return list(generator.articles(COUNT))


def words(record: Record) -> list[str]:
    return re.findall(r"[^\W_]+", record["text"].lower())


@pytest.mark.parametrize("count", [1, 499, 500, 501])
def test_an_article_does_not_depend_on_how_many_are_made(
    generator: Generator, made: list[Record], count: int
) -> None:
    assert list(generator.articles(count)) == made[:count]


def test_a_seed_makes_the_same_and_another_seed_others(made: list[Record]) -> None:
    assert list(Generator(7).articles(3)) == made[:3]
    other = list(Generator(8).articles(3))
    assert all(a["text"] != b["text"] for a, b in zip(other, made, strict=False))


def test_every_id_is_another(made: list[Record]) -> None:
    assert len({record["id"] for record in made}) == COUNT


def test_new_forms_never_cease(made: list[Record]) -> None:
    """Heaps' law: the vocabulary grows with a power of the text, about its square root."""
    sizes = []
    for part in (made[: COUNT // 16], made):
        tokens = [word for record in part for word in words(record)]
        sizes.append((len(tokens), len(set(tokens))))
    (few, known), (many, known_later) = sizes
    assert 0.4 < math.log(known_later / known) / math.log(many / few) < 0.75


def test_few_words_make_most_of_the_text(made: list[Record]) -> None:
    counted = Counter(itertools.chain.from_iterable(map(words, made)))
    total = counted.total()
    frequencies = [count for _, count in counted.most_common()]
    assert 0.02 < frequencies[0] / total < 0.08
    assert 0.3 < sum(frequencies[:100]) / total < 0.55
    assert frequencies.count(1) > len(frequencies) / 3


def test_lengths_are_those_of_news(made: list[Record]) -> None:
    lengths = [len(words(record)) for record in made]
    assert 420 < statistics.median(lengths) < 500
    sizes = [len(record["text"].encode()) for record in made]
    assert 5_000 < statistics.mean(sizes) < 7_000


def test_words_come_together(made: list[Record]) -> None:
    """Of the words that few articles have, many stand in an article more than once."""
    held = [Counter(words(record)) for record in made]
    documents = Counter(word for counted in held for word in counted)
    rare = {word for word, count in documents.items() if 5 <= count <= 20}
    again = sum(counted[word] > 1 for counted in held for word in rare & counted.keys())
    assert again > 0.1 * sum(documents[word] for word in rare)


def test_a_name_has_several_spellings(made: list[Record]) -> None:
    spellings = defaultdict(set)
    for record in made:
        for word in re.findall(r"\b\w+['’]\w+\b|\b\w*ā\w*\b", record["text"]):
            spellings[fold(word)].add(word)
    assert sum(len(forms) > 1 for forms in spellings.values()) > 100


def test_no_word_is_two_others_joined(made: list[Record]) -> None:
    known = {word for record in made for word in words(record)}
    names = {word for record in made for word in re.findall(r"\w+['’]\w+|\w*ā\w*", record["text"])}
    known -= {part for name in names for part in re.findall(r"[^\W_]+", name.lower())}
    cuts = ((word[:at], word[at:]) for word in known for at in range(2, len(word) - 1))
    assert [cut for cut in cuts if known.issuperset(cut)] == []


def test_outlets_are_many_and_of_different_sizes(made: list[Record]) -> None:
    sizes = Counter(record["outlet"] for record in made)
    assert 200 < len(sizes) <= OUTLETS
    assert sizes.most_common(1)[0][1] > 20 * COUNT / OUTLETS


def test_dates_are_of_fifteen_years_and_some_are_unknown(made: list[Record]) -> None:
    articles = [make_article(record, number) for number, record in enumerate(made)]
    dates = [article.date for article in articles if article.date is not None]
    assert 0.85 < len(dates) / COUNT < 0.97
    assert {date.year for date in dates} == set(range(2010, 2025))
