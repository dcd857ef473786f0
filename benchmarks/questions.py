"""What engines are asked: questions of each kind, sampled with a seed from the articles' own words.

Single words are taken from three bands of document frequency in turn; words of a question of
several come from one article, so that it finds something.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.records import Record

# The share of the articles that hold a word, from and to.
BANDS = {"common": (0.1, 0.6), "middle": (0.01, 0.1), "rare": (0.001, 0.01)}
# In a question of proximity the second word is so many words on at the most.
REACH = 5
_SAMPLE = 20_000
_SHORTEST = 3
_STEM = 4
_TRIES = 1_000
# Words of these letters are the same to every engine's tokenizer.
_PLAIN = re.compile(rf"[a-z]{{{_SHORTEST},}}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; each wants the exact count, ten best with titles, outlets and months.

    Args:
        kind: one of `KINDS`.
        words: the words, lower case; of a prefix its letters.
    """

    kind: str
    words: tuple[str, ...]


class Sampler:
    """Chooses questions.

    Args:
        records: the articles; of more than 20,000, that many evenly spread are looked at.
        count: how many articles there are.
        seed: the same asks the same.
    """

    def __init__(self, records: Iterable[Record], count: int, seed: int) -> None:
        self._random = random.Random(seed)
        step = max(1, count // _SAMPLE)
        sample = itertools.islice(records, 0, None, step)
        # A word of many texts is kept once.
        known: dict[str, str] = {}
        self._texts = [
            [known.setdefault(word, word) for word in _WORD.findall(record["text"].lower())]
            for record in sample
        ]
        frequency = Counter[str]()
        for words in self._texts:
            frequency.update(set(words))
        self._bands = [
            sorted(
                word
                for word, documents in frequency.items()
                if least <= documents / len(self._texts) < most and _PLAIN.fullmatch(word)
            )
            for least, most in BANDS.values()
        ]
        self._banded = frozenset(itertools.chain.from_iterable(self._bands))

    def sample(self, kind: str, count: int) -> list[Question]:
        """Choose questions of one kind, as far as the articles give so many.

        Args:
            kind: one of `KINDS`.
            count: how many.

        Returns:
            The questions, none twice.
        """
        chosen: dict[Question, None] = {}
        for number in range(count + _TRIES):
            words = KINDS[kind](self, number)
            if words and len(chosen) < count:
                chosen.setdefault(Question(kind, words))
        return list(chosen)

    def one(self, number: int) -> tuple[str, ...]:
        """One word, of the bands in turn."""
        band = self._bands[number % len(self._bands)]
        return (self._random.choice(band),) if band else ()

    def together(self, count: int) -> tuple[str, ...]:
        """Different words of one article, anywhere in it."""
        words = sorted(set(self._random.choice(self._texts)) & self._banded)
        return tuple(self._random.sample(words, count)) if len(words) >= count else ()

    def beside(self, least: int, most: int) -> tuple[str, ...]:
        """Two words of an article, of which the second is so many words on."""
        text = self._random.choice(self._texts)
        apart = self._random.randint(least, most)
        if len(text) <= apart:
            return ()
        at = self._random.randrange(len(text) - apart)
        pair = text[at], text[at + apart]
        plain = all(map(_PLAIN.fullmatch, pair)) and pair[0] != pair[1]
        return pair if plain else ()

    def stem(self, number: int) -> tuple[str, ...]:
        """The first letters of a word that has more."""
        return tuple(word[:_STEM] for word in self.one(number) if len(word) > _STEM + 1)


KINDS: dict[str, Callable[[Sampler, int], tuple[str, ...]]] = {
    "one": Sampler.one,
    "and": lambda sampler, _: sampler.together(2),
    "or": lambda sampler, _: sampler.together(3),
    "phrase": lambda sampler, _: sampler.beside(1, 1),
    "near": lambda sampler, _: sampler.beside(2, REACH),
    "prefix": Sampler.stem,
    "newest": Sampler.one,
}


def sample_questions(
    records: Iterable[Record], count: int, seed: int, each: int
) -> dict[str, Sequence[Question]]:
    """Choose questions of every kind.

    Args:
        records: the articles.
        count: how many articles there are.
        seed: the same asks the same.
        each: how many questions of a kind.

    Returns:
        The questions by kind.
    """
    sampler = Sampler(records, count, seed)
    return {kind: sampler.sample(kind, each) for kind in KINDS}
