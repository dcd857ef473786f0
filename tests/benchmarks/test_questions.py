"""Questions: chosen with a seed, of words that the articles have."""

from __future__ import annotations

import itertools

import pytest

from benchmarks.generator import Generator
from benchmarks.questions import BANDS, KINDS, REACH, Question, sample_questions
from benchmarks.records import Record

COUNT = 1_000


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(Generator(3).articles(COUNT))


@pytest.fixture(scope="module")
def texts(records: list[Record]) -> list[list[str]]:
    return [record["text"].lower().replace(".", "").split() for record in records]


@pytest.fixture(scope="module")
def questions(records: list[Record]) -> dict[str, list[Question]]:
    chosen = sample_questions(records, COUNT, 1, 30)
    return {kind: list(each) for kind, each in chosen.items()}


def test_there_are_as_many_of_each_kind_and_none_twice(
    questions: dict[str, list[Question]],
) -> None:
    assert set(questions) == set(KINDS)
    for kind, chosen in questions.items():
        assert len(chosen) == len(set(chosen)) == 30
        assert {question.kind for question in chosen} == {kind}


def test_a_seed_asks_the_same_and_another_seed_otherwise(
    records: list[Record], questions: dict[str, list[Question]]
) -> None:
    assert sample_questions(records, COUNT, 1, 30) == questions
    assert sample_questions(records, COUNT, 2, 30) != questions


def test_words_are_common_middling_and_rare(
    questions: dict[str, list[Question]], texts: list[list[str]]
) -> None:
    held = [set(text) for text in texts]
    shares = [
        sum(question.words[0] in words for words in held) / COUNT for question in questions["one"]
    ]
    for least, most in BANDS.values():
        assert sum(least <= share < most for share in shares) >= 8


@pytest.mark.parametrize(("kind", "count"), [("and", 2), ("or", 3)])
def test_words_of_one_question_stand_in_one_article(
    questions: dict[str, list[Question]], texts: list[list[str]], kind: str, count: int
) -> None:
    for question in questions[kind]:
        assert len(question.words) == count
        assert any(set(question.words) <= set(text) for text in texts)


@pytest.mark.parametrize(("kind", "least", "most"), [("phrase", 1, 1), ("near", 2, REACH)])
def test_a_second_word_is_so_many_words_on(
    questions: dict[str, list[Question]],
    texts: list[list[str]],
    kind: str,
    least: int,
    most: int,
) -> None:
    for question in questions[kind]:
        assert any(
            question.words == (text[at], text[at + apart])
            for text in texts
            for apart in range(least, most + 1)
            for at in range(len(text) - apart)
        )


def test_a_prefix_is_shorter_than_its_word(
    questions: dict[str, list[Question]], texts: list[list[str]]
) -> None:
    known = set(itertools.chain.from_iterable(texts))
    for question in questions["prefix"]:
        (stem,) = question.words
        assert any(word.startswith(stem) and len(word) > len(stem) + 1 for word in known)
