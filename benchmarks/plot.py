"""What was measured, as a picture; Matplotlib draws it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.comparison import Comparison

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw(path: Path, comparison: Comparison, sizes: Sequence[Comparison] = ()) -> None:
    """Draw query times, building and, where there are several sizes, how both grow.

    Args:
        path: the file; its ending says in which format.
        comparison: the engines on one corpus.
        sizes: the same engines on corpora of growing size.

    Raises:
        ImportError: Matplotlib is not installed.
    """
    # Imported here: whoever wants tables alone does without it.
    from matplotlib import rcParams  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    # The same figures give the same file.
    rcParams["svg.hashsalt"] = "searchapp"
    rows = 2 if sizes else 1
    figure = Figure(figsize=(13, 5 * rows), layout="constrained")
    axes = figure.subplots(rows, 2, squeeze=False, width_ratios=(2, 1))
    _draw_times(axes[0][0], comparison)
    _draw_builds(axes[0][1], comparison)
    if sizes:
        _draw_growth(axes[1][0], sizes, "one")
        _draw_growth(axes[1][1], sizes, "")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _draw_times(axes: Axes, comparison: Comparison) -> None:
    """Draw a group of bars for each kind of question, one for each engine."""
    kinds = list(comparison.asked.times)
    names = list(comparison.built)
    width = 0.8 / len(names)
    for number, name in enumerate(names):
        places, medians, above = [], [], []
        for at, kind in enumerate(kinds):
            times = comparison.asked.times[kind].get(name)
            if times is not None:
                places.append(at + (number - len(names) / 2 + 0.5) * width)
                medians.append(times.percentile(50) * 1e3)
                above.append((times.percentile(95) - times.percentile(50)) * 1e3)
        below = [0.0] * len(above)
        axes.bar(places, medians, width, yerr=(below, above), label=name)
    axes.set_yscale("log")
    axes.set_xticks(range(len(kinds)), kinds)
    axes.set_ylabel("ms a question: the median, and up to the 95th percentile")
    corpus = comparison.corpus
    axes.set_title(f"{corpus.count:,} articles, {corpus.size / 1e6:,.0f} MB of text")
    axes.legend()


def _draw_builds(axes: Axes, comparison: Comparison) -> None:
    """Draw how fast each engine takes in text, and write the size of its index beside."""
    names = list(comparison.built)
    bars = axes.barh(names, [comparison.rate(name) for name in names])
    axes.bar_label(bars, [f" index {comparison.ratio(name):.2f} x text" for name in names])
    axes.invert_yaxis()
    axes.margins(x=0.5)
    axes.set_xlabel("MB of text a second")


def _draw_growth(axes: Axes, sizes: Sequence[Comparison], kind: str) -> None:
    """Draw how the median of a kind of question grows with the articles; "" is building."""
    counts = [each.corpus.count for each in sizes]
    for name in sizes[0].built:
        if kind:
            values = [each.median(kind, name) for each in sizes]
        else:
            values = [each.seconds(name) for each in sizes]
        known = [math.nan if value is None else value for value in values]
        axes.plot(counts, known, marker="o", label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("articles")
    axes.set_ylabel(f"seconds: {f'{kind}, the median' if kind else 'building'}")
    axes.legend()
