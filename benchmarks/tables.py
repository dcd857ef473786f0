"""What was measured, as tables in Markdown and as plain values for JSON."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.asking import Disagreement, Throughput, percentile
from benchmarks.comparison import Comparison
from benchmarks.peers import load_peer

PERCENTILES = (50, 95, 99)
# Those that the first is held against number by number.
_RIVALS = ("tantivy", "tantivy-stem")
# Of the answers that differ, those that do most.
_SHOWN = 5


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, its columns as wide as they need to be."""
    cells = [list(heads), *map(list, rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    cells.insert(1, ["-" * width for width in widths])
    for row in cells:
        yield "| " + " | ".join(map(str.ljust, row, widths)) + " |"


def show(comparison: Comparison) -> Iterator[str]:
    """Yield the tables of a comparison, line by line."""
    corpus = comparison.corpus
    yield f"{corpus.count:,} articles ({corpus.label}), {corpus.size / 1e6:,.1f} MB of text"
    yield ""
    yield from _show_builds(comparison)
    yield ""
    yield from _show_times(comparison)
    yield ""
    yield from _show_agreement(comparison)


def _show_builds(comparison: Comparison) -> Iterator[str]:
    heads = (
        "engine,version,builds,s,MB/s,CPU s,peak MB,of it private,index / text,open ms,answer ms"
    )
    rows = []
    for name, builds in comparison.built.items():
        opened, answered = zip(*comparison.opened[name], strict=True)
        rows.append(
            (
                name,
                load_peer(name).version(),
                str(len(builds)),
                f"{comparison.seconds(name):.2f}",
                f"{comparison.rate(name):.1f}",
                f"{statistics.median(each.cpu for each in builds):.2f}",
                f"{statistics.median(each.resident for each in builds) / 1e6:,.0f}",
                f"{statistics.median(each.private for each in builds) / 1e6:,.0f}",
                f"{comparison.ratio(name):.3f}",
                _ms(statistics.median(opened)),
                _ms(statistics.median(answered)),
            )
        )
    yield from table(heads.split(","), rows)


def _show_times(comparison: Comparison) -> Iterator[str]:
    names = list(comparison.built)
    yield "ms: p50 / p95 / p99; in parentheses the median of parsing, which is part of it"
    yield ""
    rows = []
    for kind, times in comparison.asked.times.items():
        row = [f"{kind} ({len(comparison.questions[kind])})"]
        for name in names:
            if name not in times:
                row.append("")
                continue
            shown = " / ".join(_ms(times[name].percentile(each)) for each in PERCENTILES)
            row.append(f"{shown} ({_ms(statistics.median(times[name].parsing))})")
        rows.append(row)
    yield from table(["questions", *names], rows)
    for name in names[1:]:
        if name in _RIVALS:
            yield ""
            yield from _show_ratios(comparison, names[0], name)


def _show_ratios(comparison: Comparison, first: str, other: str) -> Iterator[str]:
    yield f"{first} / {other}: by the clock, and by the time that processors worked"
    yield ""
    rows = []
    for kind, times in comparison.asked.times.items():
        ours, theirs = times[first], times[other]
        clock = [ours.percentile(each) / theirs.percentile(each) for each in PERCENTILES]
        cpu = [percentile(ours.cpu, each) / percentile(theirs.cpu, each) for each in PERCENTILES]
        rows.append([kind, *(f"{ratio:.2f}" for ratio in (*clock, *cpu))])
    heads = [f"p{each}" for each in PERCENTILES]
    yield from table(["questions", *heads, *(f"CPU {each}" for each in heads)], rows)


def _show_agreement(comparison: Comparison) -> Iterator[str]:
    asked = comparison.asked
    first = next(iter(comparison.built))
    for name, compared in asked.compared.items():
        differ = [each for each in asked.disagreements if each.peer == name]
        differ.sort(key=_distance, reverse=True)
        yield f"{name}: {compared - len(differ)} of {compared} answers have the counts of {first}"
        if differ:
            most, middle = _distance(differ[0]), _distance(differ[len(differ) // 2])
            yield f"  the others differ by {most:.2%} at the most, half of them by {middle:.2%}:"
        for each in differ[:_SHOWN]:
            yield (
                f"  {each.question.kind} {' '.join(each.question.words)}: {each.what} differ, "
                f"{each.wanted} and {each.found}"
            )


def _distance(each: Disagreement) -> float:
    """How far two counts are apart, as a share of the larger; 0 where only facets differ."""
    return abs(each.wanted - each.found) / max(each.wanted, each.found, 1)


def show_scaling(sizes: Sequence[Comparison]) -> Iterator[str]:
    """Yield the tables of comparisons of several sizes."""
    names = list(sizes[0].built)
    first, last = sizes[0], sizes[-1]
    doublings = math.log2(last.corpus.count / first.corpus.count)
    heads = ["", *(f"{each.corpus.count:,}" for each in sizes), "a doubling"]

    def row(what: str, values: Sequence[float], unit: float) -> list[str]:
        growth = (values[-1] / values[0]) ** (1 / doublings)
        return [what, *(f"{value * unit:.2f}" for value in values), f"{growth:.2f} x"]

    rows = [row(f"build s, {name}", [each.seconds(name) for each in sizes], 1) for name in names]
    for kind in first.asked.times:
        for name in names:
            medians = [each.median(kind, name) for each in sizes]
            known = [median for median in medians if median is not None]
            if len(known) == len(sizes):
                rows.append(row(f"{kind} p50 ms, {name}", known, 1e3))
    yield from table(heads, rows)


def show_threads(throughput: Throughput) -> str:
    """Return a line about threads."""
    return (
        f"{throughput.many:,.0f} questions a second with {throughput.threads} threads, "
        f"{throughput.one:,.0f} with one ({throughput.many / throughput.one:.2f} x); "
        f"{throughput.different} of {throughput.answers} answers differ"
    )


def plain(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as values for JSON, with every single measurement of builds."""
    corpus = comparison.corpus
    return {
        "articles": corpus.count,
        "source": corpus.label,
        "text_mb": corpus.size / 1e6,
        "engines": {
            name: {
                "version": load_peer(name).version(),
                "builds": [dataclasses.asdict(each) for each in builds],
                "mb_a_second": comparison.rate(name),
                "ratio": comparison.ratio(name),
                "open_s": comparison.opened[name],
            }
            for name, builds in comparison.built.items()
        },
        "questions": {
            kind: {
                name: {
                    "questions": len(each.totals),
                    **{f"p{part}_ms": each.percentile(part) * 1e3 for part in PERCENTILES},
                    **{f"cpu_p{part}_ms": percentile(each.cpu, part) * 1e3 for part in PERCENTILES},
                    "parsing_ms": statistics.median(each.parsing) * 1e3,
                }
                for name, each in times.items()
            }
            for kind, times in comparison.asked.times.items()
        },
        "compared": comparison.asked.compared,
        "disagreements": [dataclasses.asdict(each) for each in comparison.asked.disagreements],
    }


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1e3
    return f"{milliseconds:.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
