"""The plot: drawn from the figures alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.plot import draw
from tests.benchmarks.measured import make_comparison

pytest.importorskip("matplotlib")


def test_the_same_figures_give_the_same_plot(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        draw(tmp_path / name, make_comparison())
    draw(tmp_path / "c.svg", make_comparison(slower=2))
    first, second, other = ((tmp_path / f"{name}.svg").read_bytes() for name in "abc")
    assert first == second != other


def test_growth_is_drawn_too(tmp_path: Path) -> None:
    sizes = [make_comparison(1_000), make_comparison(4_000, 4), make_comparison(16_000, 16)]
    draw(tmp_path / "all.png", sizes[-1], sizes)
    draw(tmp_path / "one.png", sizes[-1])
    assert (tmp_path / "all.png").stat().st_size > (tmp_path / "one.png").stat().st_size > 10_000
