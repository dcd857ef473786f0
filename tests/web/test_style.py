"""The style sheet: its colours can be told apart by everyone, and it loads nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import searchapp.web

STYLE = (Path(searchapp.web.__file__).parent / "static" / "style.css").read_text("utf-8")
PAIRS = [
    ("ink", "paper", 7.0),
    ("ink", "panel", 7.0),
    ("ink", "mark", 7.0),
    ("soft", "paper", 4.5),
    ("soft", "panel", 4.5),
    ("link", "paper", 4.5),
    ("link", "panel", 4.5),
    ("visited", "paper", 4.5),
    ("on-accent", "accent", 4.5),
    ("ink", "gone", 7.0),
    ("ink", "new", 7.0),
    ("gone-line", "gone", 3.0),
    ("new-line", "new", 3.0),
    ("bar", "paper", 3.0),
    ("edge", "paper", 3.0),
    ("mark-line", "mark", 3.0),
    ("mark-line", "paper", 3.0),
    ("accent", "paper", 3.0),
]


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_contrast(scheme: str, one: str, other: str, least: float) -> None:
    both = colours(scheme)
    darker, lighter = sorted([luminance(both[one]), luminance(both[other])])
    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_the_sheet_stays_readable() -> None:
    assert len(STYLE.splitlines()) <= 400
