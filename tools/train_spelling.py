"""Learn the weights by which spellings of one name are told from other names.

    python -m tools.train_spelling FOLDER > searchapp/analysis/spelling.tsv
    python -m tools.train_spelling FOLDER --unvowelled > searchapp/analysis/unvowelled.tsv

FOLDER holds groups of spellings of one source word, made from Wikidata's name items (CC0), in files
`SET.dev.tsv` of group, source word, spelling, count and 1 where the name is native to the script.
Two spellings of one native group are an example of one name; a spelling and any other of all sets,
or an English word or a name that is common in English, that shares a key with it and is in no group
with it is one of two names.  The weights are those of a logistic regression with a penalty on their
squares; weights that are hardly used or hardly weigh are left out.

With `--unvowelled` what is learnt is which spellings are of a source word in Arabic or Hebrew
letters, which leave out vowels; there are fewer examples of it, and more is left out.
With `--leave-out` the groups of one fold of `--folds` are left out, to be measured on them.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from searchapp.analysis import english
from searchapp.analysis.evidence import Model, traits_of_forms
from searchapp.analysis.folding import fold
from searchapp.analysis.graphemes import read
from searchapp.analysis.skeletons import skeletons
from searchapp.analysis.spelling import compared, readings, spelled

SETS = ("wdarabic", "wdcyrillic", "persian", "wdhebrew")
_PENALTY = 0.05
_OTHERS_SHARE = 0.35
# All weights of examples together, against which the penalty stands.
_TOTAL = 2000.0
# How many examples a weight needs, and how much it must weigh.
_LEAST = {False: (8, 0.35), True: (15, 0.5)}

Array = NDArray[np.float64]


class Names(NamedTuple):
    """The spellings of a set.

    Args:
        groups: the spellings of each source word.
        sources: the source words.
        native: the groups whose names are at home in their script.
    """

    groups: dict[str, list[str]]
    sources: dict[str, str]
    native: set[str]


class Examples(NamedTuple):
    """Pairs of spellings.

    Args:
        pairs: two forms each.
        same: 1.0 where they are one name.
        weight: how much each counts.
    """

    pairs: list[tuple[str, str]]
    same: Array
    weight: Array


def read_names(path: Path) -> Names:
    """Read a set of names from a file."""
    groups: dict[str, list[str]] = collections.defaultdict(list)
    sources, native = {}, set()
    for line in path.read_text("utf-8").splitlines():
        group, source, form, _count, is_native = line.split("\t")
        groups[group].append(form)
        sources[group] = source
        if is_native == "1":
            native.add(group)
    return Names(dict(groups), sources, native)


def keys_of(form: str) -> set[str]:
    """Return the keys of a form, be it an English word or not."""
    return {key for signs in read(form).signs for key in skeletons(signs)}


def components(sets: Iterable[Names]) -> dict[str, str]:
    """Join groups of all sets that have a spelling in common: they are one name.

    Args:
        sets: groups of spellings.

    Returns:
        Of each spelling the name of what it is joined to.
    """
    parents: dict[str, str] = {}

    def root(node: str) -> str:
        while parents.setdefault(node, node) != node:
            parents[node] = node = parents[parents[node]]
        return node

    for names in sets:
        for group, forms in names.groups.items():
            for form in forms:
                parents[root("=" + fold(form))] = root(group)
    every = {form for names in sets for each in names.groups.values() for form in each}
    return {form: root("=" + fold(form)) for form in sorted(every)}


def fold_number(group: str, folds: int) -> int:
    """Return the part of the data that a group is in; the same in every run."""
    return zlib.crc32(group.encode()) % folds


def examples_of(
    pairs_of: dict[str, list[tuple[str, str]]], joined: dict[str, str], near: dict[str, list[str]]
) -> Examples:
    """Make examples of some groups, so that all groups count alike.

    Args:
        pairs_of: two forms each that spell the name of a group.
        joined: which spellings of any set are one name, by `components`.
        near: the spellings of all sets by key.

    Returns:
        The examples.
    """
    weights: dict[tuple[str, str, bool], float] = collections.defaultdict(float)
    partners: dict[str, set[str]] = collections.defaultdict(set)
    for pairs in pairs_of.values():
        for a, b in pairs:
            partners[a].add(b)
            if not keys_of(a).isdisjoint(keys_of(b)):
                weights[a, b, True] += 1 / len(pairs) / len(pairs_of)
    for form in sorted(partners):
        for other in sorted({each for key in keys_of(form) for each in near[key]}):
            if joined[other] != joined[form]:
                share = _OTHERS_SHARE / len(partners) / (len(partners[form]) + 1)
                weights[form, other, False] += share
    rows = sorted(weights.items())
    return Examples(
        [(a, b) for (a, b, _), _ in rows],
        np.array([float(same) for (_, _, same), _ in rows]),
        np.array([weight for _, weight in rows]),
    )


def traits(a: str, b: str, model: Model) -> Iterator[str]:
    """Name everything that the evidence for one name in two forms is the sum of."""
    first, second = read(a), read(b)
    pairs = readings(first.signs, second.signs, first.unvowelled or second.unvowelled)
    _, one, other = min((cost - model.weigh(one, other), one, other) for one, other, cost in pairs)
    yield from model.traits(one, other)
    yield from traits_of_forms(*compared(spelled(a), spelled(b)))


def fit(counts: sparse.csr_matrix, same: Array, weight: Array, free: int) -> Array:
    """Return the weights of a logistic regression.

    Args:
        counts: how often each trait is in each example.
        same: 1.0 for examples of one name.
        weight: how much each example counts.
        free: the trait that is not penalised.

    Returns:
        A weight for each trait.
    """
    penalty = np.full(counts.shape[1], _PENALTY)
    penalty[free] = 0.0
    weight = weight / weight.sum() * _TOTAL

    def loss(theta: Array) -> tuple[float, Array]:
        odds = counts @ theta
        wrong = weight * (1 / (1 + np.exp(-odds)) - same)
        value = (weight * (np.logaddexp(0, odds) - same * odds)).sum()
        return value + (penalty * theta * theta).sum() / 2, counts.T @ wrong + penalty * theta

    start = np.zeros(counts.shape[1])
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x, float)


def learn(parts: list[Examples], fewest: int, least_weight: float) -> dict[str, float]:
    """Learn weights of all traits that weigh.

    Args:
        parts: the examples of each set; each set counts alike.
        fewest: how many examples a trait must be in.
        least_weight: how much it must weigh.

    Returns:
        Weights by trait, in the order of their names.
    """
    # How strings are aligned does not depend on weights.
    model = Model({})
    number: dict[str, int] = {}
    rows, columns = [], []
    pairs = [pair for part in parts for pair in part.pairs]
    for row, (a, b) in enumerate(pairs):
        for trait in traits(a, b, model):
            rows.append(row)
            columns.append(number.setdefault(trait, len(number)))
    counts = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(pairs), len(number)))
    same = np.concatenate([part.same for part in parts])
    weight = np.concatenate([part.weight for part in parts])
    names = np.array(list(number))
    kept = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= fewest)
    # What is left out first is what weighs least, so that what is alike takes its part.
    for least in (least_weight / 2, least_weight, 0.0):
        theta = fit(counts[:, kept], same, weight, int(np.flatnonzero(names[kept] == "always")[0]))
        if least:
            kept = kept[(np.abs(theta) >= least) | (names[kept] == "always")]
    return dict(sorted(zip(names[kept].tolist(), theta.tolist(), strict=True)))


def prepare(
    folder: Path, unvowelled: bool, fold_left_out: int | None, folds: int
) -> list[Examples]:
    """Read the sets and make examples of all groups but those of one fold."""
    sets = [read_names(folder / f"{name}.dev.tsv") for name in SETS]
    joined = components(sets)
    # English words are no names, and which letters they are made of is worth knowing too; so is it
    # of the names that an archive in English is full of.
    known = {fold(form) for form in joined}
    others = english.words() | (set() if unvowelled else english.common_names())
    joined |= {word: word for word in sorted(others) if word not in known}
    near: dict[str, list[str]] = collections.defaultdict(list)
    for form in joined:
        for key in sorted(keys_of(form)):
            near[key].append(form)
    parts = []
    for names in sets:
        kept = [
            group
            for group in sorted(names.native)
            if fold_left_out is None or fold_number(group, folds) != fold_left_out
        ]
        pairs_of = {}
        for group in kept:
            forms = sorted(set(names.groups[group]))
            source = names.sources[group]
            if not unvowelled:
                pairs_of[group] = list(itertools.permutations(forms, 2))
            elif read(source).unvowelled:
                pairs_of[group] = [(source, form) for form in forms]
                joined[source] = joined[forms[0]]
        pairs_of = {group: pairs for group, pairs in pairs_of.items() if pairs}
        if pairs_of:
            parts.append(examples_of(pairs_of, joined, near))
    return parts


def main() -> None:
    """Print the weights."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--unvowelled", action="store_true", help="learn from source words")
    arguments.add_argument("--leave-out", type=int, help="the number of a fold")
    arguments.add_argument("--folds", type=int, default=3)
    options = arguments.parse_args()
    parts = prepare(options.folder, options.unvowelled, options.leave_out, options.folds)
    weights = learn(parts, *_LEAST[options.unvowelled])
    print(len(weights), "weights", file=sys.stderr)
    print("# Evidence that two spellings are one name; see searchapp/analysis/spelling.py.")
    print("# Made by tools/train_spelling.py from Wikidata's name items (CC0).")
    for trait, weight in weights.items():
        print(f"{trait}\t{weight:.2f}")


if __name__ == "__main__":
    main()
