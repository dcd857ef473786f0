"""Words and wildcards become the forms that an index has of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from whoosh.query import Prefix, Wildcard

from searchapp.analysis.families import Lexicon
from searchapp.analysis.folding import fold
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh import expansion
from searchapp.engines.whoosh.expansion import Expansion
from searchapp.engines.whoosh.nodes import AnyForm
from searchapp.engines.whoosh.vocabulary import SnapshotVocabulary
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

TEXTS = [
    "Kata'ib and Kataib and Katāʾib",
    "kataeb, Kata'ib, Katyusha",
    "the katas of the school; Katas",
    "nothing of the kind",
    "Kataib katyusha kat",
]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    held = [Held(make_article(f"a{at}", f"Katmandu {at}", text)) for at, text in enumerate(TEXTS)]
    return write_snapshot(tmp_path / "index", [held[:2], held[2:]])


def expansion_of(snapshot: Snapshot) -> Expansion:
    return Expansion(snapshot, Lexicon(SnapshotVocabulary(snapshot, Weighting(snapshot))))


def forms(snapshot: Snapshot, node: Prefix | Wildcard) -> tuple[set[str], int]:
    plan = make_plan("")._replace(query=node)
    query, hints, is_whole = expansion_of(snapshot).expand(plan, lambda: None)
    assert is_whole
    return set(query.forms) if isinstance(query, AnyForm) else set(), len(hints)


def test_a_wildcard_stands_for_all_forms_of_the_words_that_it_matches(snapshot: Snapshot) -> None:
    kataib = {"kata'ib", "kataib", "katā'ib"}
    assert forms(snapshot, Prefix("body", "katai")) == (kataib, 0)
    assert forms(snapshot, Wildcard("body", "kata?b")) == (kataib | {"kataeb"}, 0)
    assert forms(snapshot, Wildcard("body", "*as")) == ({"katas"}, 0)
    assert forms(snapshot, Prefix("body", "katm")) == (set(), 0)
    assert forms(snapshot, Prefix("title", "kat")) == ({"katmandu"}, 0)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_of_too_many_words_those_in_the_most_articles_stay(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(expansion, "MAX_FORMS", most)
    frequencies = Counter[str]()
    for text in TEXTS:
        seen = {word.strip(",;") for word in text.lower().replace("ʾ", "'").split()}
        frequencies.update(fold(word) for word in seen if fold(word).startswith("kat"))
    ordered = sorted(frequencies, key=lambda word: (-frequencies[word], word))
    found, hints = forms(snapshot, Prefix("body", "kat"))
    assert {fold(form) for form in found} == set(ordered[:most])
    assert hints == (most < len(ordered))
