from __future__ import annotations

from searchapp.analysis.particles import particles


def test_words_that_only_serve_others_are_known_by_their_letters() -> None:
    assert {"the", "of", "dont", "its"} <= particles()


def test_parts_of_names_are_none() -> None:
    assert not {"us", "un", "may", "new", "el", "al", "well", "shed"} & particles()
