from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.sketches import (
    band_keys_of,
    hash_runs,
    hash_words,
    identity_of,
    sketch,
    text_digest_of,
)
from tests.articles import make_article

BODY = (
    "The ferry “Amber” left the pier of Baghran at dawn, the harbour master’s office said. "
    "It carried forty crates of apricots - and one letter that nobody had asked for.\n\n"
    "Nadim Rashdan, who has kept the light for thirty years, saw it pass the second buoy. "
    "He wrote the hour into his book, as he always does, and went back to his tea."
)
ARTICLE = make_article("a1", "The ferry and the letter", BODY, outlet="Press Kite", date="2020-01")


# Its first 16 bytes, then 32 keys.
PINNED = (
    "dd93e1509696ddf70b4f7530a7af4065108146f51bf9ecfe898ce2c45907961b40dc80f7d51eff76"
    "7c752204b2975c7cda06926e9eb48599984887a06e600ef76ae5aac3d099ad7b49591bea1d1edca3"
    "6a035715ce739670864a5e70c3e77ee4553a8308b73464f946b4e5285d7602cf5ee5a02ee6db53ee"
    "49e88e8cb7d991e62ce4522190e229dd4ff12a5caa71bce9"
)


def same_words(one: str, other: str) -> bool:
    return list(hash_words(one)) == list(hash_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “so”, he said — twice…", 'it\'s "so" he said - twice ...'),
        ("Beyrouth\u00a0: «la nuit»", "BEYROUTH la nuit"),
        ("cafe\u0301 Straße ﬁre", "CAFÉ STRASSE fire"),
        ("قال، ثم سكت؟", "قال ثم سكت"),
        ("", " — … \n"),
    ],
)
def test_typography_makes_no_word(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kataib", "Kataeb"), ("ab", "ba"), ("a b", "ab"), ("x" * 64 + "y", "x" * 64 + "z")],
)
def test_other_words_have_other_hashes(one: str, other: str) -> None:
    assert not same_words(one, other)


@given(st.text(max_size=300))
def test_any_text_has_words_and_runs(text: str) -> None:
    words = hash_words(text)
    assert hash_runs(words).size == max(0, words.size - 2)
    assert same_words(text, f"  {text}\n")


@given(st.lists(st.sampled_from(["one", "two", "zwölf", "ثلاثة"]), min_size=3))
def test_a_run_is_three_words_in_their_order(words: list[str]) -> None:
    runs = hash_runs(hash_words(" ".join(words)))
    for place, run in enumerate(runs):
        assert run == hash_runs(hash_words(" ".join(words[place : place + 3])))[0]
    assert len(set(runs.tolist())) == len({tuple(words[n : n + 3]) for n in range(len(runs))})


def test_a_sketch_is_the_same_for_ever() -> None:
    """What is stored in indexes must not change without a new format of theirs."""
    assert sketch(ARTICLE).hex() == PINNED


@pytest.mark.parametrize(
    "changes",
    [
        {"body": BODY.replace(" ", "\n ")},
        {"body": BODY.replace("“", '"').replace("”", '"').replace("’", "'")},
        {"title": "The\u00a0ferry and  the letter"},
        {"author": "Somebody"},
        {"id": "a2", "url": "https://press-kite.example/1"},
    ],
)
def test_exact_copies_have_one_identity(changes: dict[str, str]) -> None:
    copy = dataclasses.replace(ARTICLE, **changes)  # type: ignore[arg-type]
    assert sketch(copy) == sketch(ARTICLE)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": BODY.replace("forty", "fifty")},
        {"body": BODY.replace(",", "")},
        {"title": "The ferry and the letters"},
        {"outlet": "Harbor Ledger"},
        {"outlet": None},
        {"date": None},
    ],
)
def test_anything_else_is_another_article(changes: dict[str, str]) -> None:
    other = sketch(dataclasses.replace(ARTICLE, **changes))  # type: ignore[arg-type]
    assert identity_of(other) != identity_of(sketch(ARTICLE))
    # Punctuation is not compared, and of so long a text the title is not.
    same_text = "fifty" not in changes.get("body", "")
    assert (text_digest_of(other) == text_digest_of(sketch(ARTICLE))) == same_text


def test_books_that_differ_at_their_end_are_not_the_same() -> None:
    books = [make_article("b", "Book", "word after word " * 30_000 + end) for end in ("x", "y")]
    one, other = map(sketch, books)
    assert identity_of(one) != identity_of(other)
    assert (band_keys_of(one) == band_keys_of(other)).all()


def test_texts_with_much_in_common_share_keys_and_others_do_not() -> None:
    # A later edition: another spelling, a sentence less, a new headline.
    edited = BODY.replace("Rashdan", "Rashdaan").replace("He wrote the hour into his book,", "")
    copy = band_keys_of(sketch(make_article("c", "Letter at sea", edited)))
    other = band_keys_of(sketch(make_article("d", "Talks", BODY[::-1])))
    mine = band_keys_of(sketch(ARTICLE))
    assert (copy == mine).sum() > 5
    assert not (other == mine).any()


def test_a_word_of_millions_of_letters_is_a_word() -> None:
    assert len(sketch(make_article("l", "", "a" * 30_000_000))) == 16


def test_a_text_of_two_words_has_no_keys() -> None:
    assert band_keys_of(sketch(make_article("e", "", "Photo: archive"))).size == 0
    assert len(sketch(make_article("e", "", "Photo: archive"))) == 16
    assert len(sketch(ARTICLE)) == 144


def test_a_short_text_is_sketched_with_its_title() -> None:
    short = "Watch the whole speech above."
    one, other = (sketch(make_article("f", title, short)) for title in ("In Baghran", "At sea"))
    assert text_digest_of(one) != text_digest_of(other)


def test_half_a_surrogate_pair_is_no_reason_to_fail() -> None:
    assert len(sketch(make_article("g", "\ud800", "\udfff one two three"))) == 144
    assert np.unique(hash_words("\udfff \udffe")).size == 2
