"""Weights are learnt from groups of spellings, and tell spellings of one name from others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from searchapp.analysis import english
from searchapp.analysis.evidence import Model
from tools import train_spelling
from tools.train_spelling import Names, components, examples_of, fit, fold_number, read_names

# Consonants of invented names; e and i are one in them, a and u are not.
FRAMES = ["b{}rk{}n", "d{}lm{}r", "g{}rs{}n", "k{}ld{}m", "m{}rt{}l", "n{}lg{}r", "r{}nd{}l"]


@pytest.fixture(autouse=True)
def few_english_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole list would take seconds in each test."""
    monkeypatch.setattr(english, "words", lambda: frozenset({"hasten", "burden", "marital"}))
    monkeypatch.setattr(english, "common_names", lambda: frozenset({"burkan", "carter"}))


ARABIC = str.maketrans("brkndlmgstu", "برکندلمگستو", "aei")


def frames() -> list[str]:
    return [frame + ending for frame in FRAMES for ending in ("", "sk", "m", "t")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = []
    for number, frame in enumerate(frames()):
        for opening in "au":
            forms = [frame.format(opening, vowel) for vowel in "ei"]
            source = forms[0].translate(ARABIC)
            lines += [f"{opening}{number}\t{source}\t{form}\t1\t1" for form in forms]
    lines.append("western\tكارتر\tcarter\t1\t0")
    for name in train_spelling.SETS:
        (tmp_path / f"{name}.dev.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_a_set_has_groups_of_spellings_of_which_some_are_native(folder: Path) -> None:
    names = read_names(folder / "persian.dev.tsv")
    assert names.groups["a0"] == ["barken", "barkin"]
    assert names.sources["western"] == "كارتر"
    assert "a0" in names.native
    assert "western" not in names.native


def test_groups_that_share_a_spelling_are_one_name() -> None:
    first = Names({"1": ["Karim", "Kareem"], "2": ["Salim"]}, {}, set())
    second = Names({"3": ["Kerim", "kareem"]}, {}, set())
    joined = components([first, second])
    assert joined["Karim"] == joined["Kerim"] != joined["Salim"]


def test_a_group_is_in_the_same_fold_in_every_run() -> None:
    assert [fold_number(group, 3) for group in ("a", "b", "c", "d")] == [0, 2, 0, 0]


def test_groups_count_alike_however_many_spellings_they_have() -> None:
    pairs_of = {"1": [("karim", "kerim"), ("karim", "karem")], "2": [("salim", "selim")]}
    joined = {"karim": "1", "kerim": "1", "karem": "1", "salim": "2", "selim": "2", "karam": "3"}
    examples = examples_of(pairs_of, joined, {"krm": ["karam", "karim"]} | {"slm": []})
    weights = dict(zip(examples.pairs, examples.weight.tolist(), strict=True))
    same = dict(zip(examples.pairs, examples.same.tolist(), strict=True))
    assert weights["karim", "kerim"] + weights["karim", "karem"] == weights["salim", "selim"]
    assert [pair for pair in examples.pairs if not same[pair]] == [("karim", "karam")]


def test_a_fit_gives_weight_to_what_tells_examples_apart() -> None:
    counts = sparse.csr_matrix(np.array([[1, 1, 0], [1, 1, 1], [1, 0, 0], [1, 0, 1]], float))
    always, telling, idle = fit(counts, np.array([1.0, 1.0, 0.0, 0.0]), np.ones(4), free=0)
    assert telling > 4
    assert abs(idle) < 0.01
    assert always == pytest.approx(-telling / 2, rel=0.01)


def weights_of(output: str) -> dict[str, float]:
    rows = (line.split("\t") for line in output.splitlines() if not line.startswith("#"))
    return {trait: float(weight) for trait, weight in rows}


def learnt(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> dict[str, float]:
    monkeypatch.setattr("sys.argv", ["train_spelling", str(folder), *options])
    train_spelling.main()
    return weights_of(capsys.readouterr().out)


def test_what_varies_in_one_name_weighs_less_than_what_tells_names_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = learnt(folder, monkeypatch, capsys)
    assert list(weights) == sorted(weights)
    model = Model(weights)
    assert model.weigh("zarpen", "zarpin") > 0 > model.weigh("zarpen", "zurpen")


def test_a_common_name_that_is_in_no_group_is_another_name(folder: Path) -> None:
    parts = train_spelling.prepare(folder, unvowelled=False, fold_left_out=None, folds=3)
    same = dict(zip(parts[0].pairs, parts[0].same.tolist(), strict=True))
    assert same["burken", "burkan"] == 0.0
    assert same["burken", "burkin"] == 1.0


def test_the_groups_of_one_fold_can_be_left_out(folder: Path) -> None:
    everything = train_spelling.prepare(folder, unvowelled=False, fold_left_out=None, folds=3)
    without = train_spelling.prepare(folder, unvowelled=False, fold_left_out=0, folds=3)
    forms = {form for part in without for pair in part.pairs for form in pair[:1]}
    left_out = {form for part in everything for pair in part.pairs for form in pair[:1]} - forms
    names = read_names(folder / "persian.dev.tsv")
    assert left_out == {
        form for group in names.native for form in names.groups[group] if fold_number(group, 3) == 0
    }


def test_source_words_without_vowels_are_learnt_from_instead(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = train_spelling.prepare(folder, unvowelled=True, fold_left_out=None, folds=3)
    assert ("برکن", "barken") in parts[0].pairs
    model = Model(learnt(folder, monkeypatch, capsys, "--unvowelled"))
    assert model.weigh("zrpn", "zarpen") > model.weigh("zوrpn", "zarpen")
