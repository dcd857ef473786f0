"""Tables: what was measured, and nothing else."""

from __future__ import annotations

import json

from benchmarks.asking import Throughput
from benchmarks.tables import plain, show, show_scaling, show_threads
from tests.benchmarks.measured import make_comparison


def cells(lines: list[str], first: str) -> list[str]:
    (row,) = [line for line in lines if line.startswith(f"| {first} ")]
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


def test_a_build_is_told_with_rate_memory_and_size() -> None:
    lines = list(show(make_comparison()))
    assert cells(lines, "ours")[1:] == [
        "3",
        "2.00",
        "5.0",
        "3.00",
        "300",
        "200",
        "0.900",
        "1.00",
        "10.00",
    ]
    assert cells(lines, "fts5")[1:] == [
        "3",
        "1.00",
        "10.0",
        "1.50",
        "100",
        "100",
        "1.700",
        "2.00",
        "20.00",
    ]


def test_times_are_percentiles_with_the_parsing_and_gaps_stay_empty() -> None:
    lines = list(show(make_comparison()))
    assert cells(lines, "one (100)") == [
        "4.00 / 12.00 / 12.00 (1.00)",
        "8.00 / 16.00 / 16.00 (2.00)",
    ]
    assert cells(lines, "phrase (100)") == ["4.00 / 12.00 / 12.00 (1.00)", ""]


def test_disagreements_are_counted_and_the_worst_come_first() -> None:
    lines = list(show(make_comparison()))
    at = lines.index("fts5: 97 of 100 answers have the counts of ours")
    assert "50.00% at the most, half of them by 0.99%" in lines[at + 1]
    assert lines[at + 2] == "  one word1: count differ, 100 and 50"
    assert lines[at + 4] == "  one word2: months differ, 7 and 7"


def test_growth_is_told_for_a_doubling() -> None:
    sizes = [make_comparison(1_000, 1.0), make_comparison(4_000, 3.0), make_comparison(16_000, 16)]
    lines = list(show_scaling(sizes))
    assert cells(lines, "build s, ours") == ["2.00", "6.00", "32.00", "2.00 x"]
    assert cells(lines, "phrase p50 ms, ours") == ["4.00", "12.00", "64.00", "2.00 x"]
    assert not [line for line in lines if "phrase p50 ms, fts5" in line]


def test_threads_are_held_against_one() -> None:
    told = show_threads(Throughput(8, 500, 750, 2, 900))
    assert "750 questions a second with 8 threads, 500 with one (1.50 x)" in told
    assert "2 of 900 answers differ" in told


def test_all_figures_are_in_the_json() -> None:
    report = json.loads(json.dumps(plain(make_comparison())))
    assert report["engines"]["ours"]["builds"][0]["seconds"] == 2
    assert report["questions"]["one"]["fts5"]["p95_ms"] == 16
    assert len(report["disagreements"]) == 3


def test_ratios_are_told_by_the_clock_and_by_the_processor() -> None:
    comparison = make_comparison()
    comparison.built["tantivy"] = comparison.built.pop("fts5")
    comparison.opened["tantivy"] = comparison.opened.pop("fts5")
    for times in comparison.asked.times.values():
        times["tantivy"] = times.pop("fts5", times["ours"])
    lines = list(show(comparison))
    (at,) = [at for at, line in enumerate(lines) if line.startswith("ours / tantivy")]
    assert cells(lines[at:], "one") == ["0.50", "0.75", "0.75", "0.50", "0.50", "0.50"]
    assert cells(lines[at:], "phrase") == ["1.00"] * 6
