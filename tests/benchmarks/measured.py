"""A comparison with figures that are easy to reckon with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.asking import Asked, Disagreement, Times
from benchmarks.building import Built
from benchmarks.comparison import Comparison, Corpus
from benchmarks.questions import Question


def make_comparison(count: int = 1_000, slower: float = 1.0) -> Comparison:
    """Ours takes 2 s and 4 ms, FTS5 1 s and 8 ms; it cannot be asked for a phrase."""
    questions: dict[str, Sequence[Question]] = {
        kind: [Question(kind, (f"word{number}",)) for number in range(100)]
        for kind in ("one", "phrase")
    }
    times = Times([0.004 * slower] * 94 + [0.012] * 6, [0.001] * 100, [0.003] * 100)
    other = Times([0.008 * slower] * 94 + [0.016] * 6, [0.002] * 100, [0.006] * 100)
    disagreements = [
        Disagreement(questions["one"][0], "fts5", "count", 100, 101),
        Disagreement(questions["one"][1], "fts5", "count", 100, 50),
        Disagreement(questions["one"][2], "fts5", "months", 7, 7),
    ]
    asked = Asked(
        {"one": {"ours": times, "fts5": other}, "phrase": {"ours": times}},
        {"fts5": 100},
        disagreements,
    )
    return Comparison(
        Corpus(Path("nowhere"), "made", count, 10_000_000),
        {
            "ours": [Built(2.0 * slower, 3.0, 300_000_000, 200_000_000, 9_000_000)] * 3,
            "fts5": [Built(1.0 * slower, 1.5, 100_000_000, 100_000_000, 17_000_000)] * 3,
        },
        {"ours": [(0.001, 0.01)] * 3, "fts5": [(0.002, 0.02)] * 3},
        asked,
        questions,
    )
