from __future__ import annotations

import itertools
import random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from searchapp.search import difference
from searchapp.search.difference import BREAK, Change, Piece, Run, compare, compare_texts, lay_out
from tests.articles import make_article

SAME, GONE, NEW = Change.SAME, Change.GONE, Change.NEW

# Few words, so that two texts have much in common; and any text at all.
vocabulary = st.sampled_from(["the", "a", "of", "bridge", "closed", "mill.", "\n\n"])
texts = st.one_of(st.lists(vocabulary, max_size=60).map(" ".join), st.text(max_size=200))


def paragraphs(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n") if line.split()]


def side(runs: tuple[Run, ...], other: Change) -> str:
    """The text of one side: all but what stands only on the other."""
    return " ".join(word for run in runs if run.change is not other for word in run.words)


def shown(earlier: str, later: str) -> str:
    """The difference as one line a paragraph."""
    marks = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return "\n".join(
        " ".join(
            f"<{piece.folded}>" if piece.folded else marks[piece.change].format(piece.text)
            for piece in paragraph
        )
        for paragraph in lay_out(compare_texts(earlier, later))
    )


@given(texts, texts)
@settings(max_examples=500)
def test_each_side_gives_its_text_back(earlier: str, later: str) -> None:
    runs = compare_texts(earlier, later)
    assert paragraphs(side(runs, NEW)) == paragraphs(earlier)
    assert paragraphs(side(runs, GONE)) == paragraphs(later)


@given(texts, texts)
def test_each_side_gives_its_text_back_where_texts_are_too_long(earlier: str, later: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "_MOST_PAIRS", 8)
        runs = compare_texts(earlier, later)
    assert paragraphs(side(runs, NEW)) == paragraphs(earlier)
    assert paragraphs(side(runs, GONE)) == paragraphs(later)


@given(texts, texts)
def test_neighbours_differ_and_none_is_empty(earlier: str, later: str) -> None:
    runs = compare_texts(earlier, later)
    assert all(run.words for run in runs)
    for one, next_one in itertools.pairwise(runs):
        assert one.change is not next_one.change
        assert (one.change, next_one.change) != (NEW, GONE)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(run.change is SAME for run in compare_texts(text, text))


@given(texts, texts)
def test_what_is_shown_holds_every_word_or_counts_it(earlier: str, later: str) -> None:
    runs = compare_texts(earlier, later)
    pieces = [piece for paragraph in lay_out(runs) for piece in paragraph]
    for change in Change:
        words = sum(w != BREAK for run in runs if run.change is change for w in run.words)
        seen = sum(
            piece.folded or (0 if piece.text == "¶" else len(piece.text.split()))
            for piece in pieces
            if piece.change is change
        )
        assert seen == words or "¶" in earlier + later


def test_changed_words_are_shown_whole_in_their_place() -> None:
    assert shown("The mill was opened on Monday.", "The old mill was opened on Sunday.") == (
        "The {+old+} mill was opened on [-Monday.-] {+Sunday.+}"
    )


def test_paragraphs_stay_side_by_side() -> None:
    earlier = "The mill opened.\n\nNobody came to it.\n\nIt closed again."
    later = "The mill opened.\n\nFour people came to it.\n\nA dog barked.\n\nIt closed again."
    assert shown(earlier, later) == (
        "The mill opened.\n[-Nobody-] {+Four people+} came to it.\n{+A dog barked.+}\n"
        "It closed again."
    )


def test_a_paragraph_that_was_cut_in_two_or_joined_is_shown() -> None:
    one, two = "The mill opened. Nobody came.", "The mill opened.\n\nNobody came."
    assert shown(one, two) == "The mill opened. {+¶+}\nNobody came."
    assert shown(two, one) == "The mill opened. [-¶-] Nobody came."


def test_what_is_far_from_a_change_is_counted_and_left_out() -> None:
    long = " ".join(f"w{n}" for n in range(100))
    head = " ".join(f"w{n}" for n in range(88, 100))
    tail = " ".join(f"w{n}" for n in range(12))
    assert shown(f"{long} x {long}", f"{long} y {long}") == f"<88> {head} [-x-] {{+y+}} {tail} <88>"
    assert shown(f"{long}\n\nx\n\n{long}", f"{long}\n\ny\n\n{long}") == (
        "<100>\n[-x-] {+y+}\n<100>"
    )


def test_texts_that_are_the_same_are_shown_whole() -> None:
    long = " ".join(f"w{n}" for n in range(100))
    assert shown(long, long) == long


def test_a_few_words_between_longer_changes_are_no_island() -> None:
    assert shown("red big cat of the north sea town", "blue small dog of a far south city") == (
        "[-red big cat of the north sea town-] {+blue small dog of a far south city+}"
    )


def test_two_articles() -> None:
    earlier = make_article("a", "Mill opens", "It opened.\n\nNobody came.")
    later = make_article("b", "Mill reopens", "It opened.")
    changed = compare(earlier, later)
    assert changed.title == (
        Run(SAME, ("Mill",)), Run(GONE, ("opens",)), Run(NEW, ("reopens",)),
    )  # fmt: skip
    assert changed.to_json() == {
        "earlier": "a",
        "later": "b",
        "words": {"same": 3, "gone": 3, "new": 1},
        "title": [
            {"change": "same", "text": "Mill"},
            {"change": "gone", "text": "opens"},
            {"change": "new", "text": "reopens"},
        ],
        "body": [
            {"change": "same", "text": "It opened.\n\n"},
            {"change": "gone", "text": "Nobody came."},
        ],
    }
    assert lay_out(changed.body) == (
        (Piece(SAME, "It opened."),), (Piece(GONE, "Nobody came."),),
    )  # fmt: skip


def pairs_compared(earlier: str, later: str) -> int:
    """How many pairs of words or paragraphs were compared to tell two texts apart."""
    pairs: list[int] = []

    def opcodes(old: list[int], new: list[int]) -> object:
        pairs.append(len(old) * len(new))
        return LCSseq.opcodes(old, new)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "LCSseq", SimpleNamespace(opcodes=opcodes))
        runs = compare_texts(earlier, later)
    assert paragraphs(side(runs, NEW)) == paragraphs(earlier)
    assert paragraphs(side(runs, GONE)) == paragraphs(later)
    return sum(pairs)


@pytest.mark.parametrize("kind", ["similar", "unrelated", "reversed", "one word", "huge"])
def test_no_two_texts_take_more_than_so_many_pairs(kind: str) -> None:
    chance = random.Random(7)  # noqa: S311
    words = [f"w{int(chance.paretovariate(1)) % 5000}" for _ in range(5000)]
    others = {
        "similar": [w if chance.random() > 0.1 else "x" for w in words],
        "unrelated": [f"w{int(chance.paretovariate(1)) % 5000}" for _ in range(5000)],
        "reversed": words[::-1],
        "one word": ["w1"] * 5000,
        "huge": [f"v{n % 7}" for n in range(400_000)],
    }
    assert pairs_compared(" ".join(words), " ".join(others[kind])) <= 400_000_000


def test_many_long_stretches_take_no_more_than_one() -> None:
    earlier = "\n\n".join("x " * 200 + f"\n\nWhat stood still, {n}." for n in range(12))
    later = earlier.replace("x", "y")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "_MOST_PAIRS", 100_000)
        assert 0 < pairs_compared(earlier, later) <= 100_000
    assert pairs_compared(earlier, later) > 100_000
