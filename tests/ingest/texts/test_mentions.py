"""Outlets that an article names as its own, where its head names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles


@pytest.mark.parametrize(
    ("below", "rule"),
    [
        (
            "The views expressed here do not necessarily reflect those of Middle East Eye.",
            "own-notice",
        ),
        ("(Middle East Eye)", "closing-name"),
        ("Middle East Eye delivers independent coverage of the region.", "own-notice"),
    ],
)
def test_a_known_outlet_below_the_text_is_taken(tmp_path: Path, below: str, rule: str) -> None:
    (found,) = text_articles(tmp_path, f"Bridge stays closed\n\n{MET}\n\n{BAKER}\n\n{below}\n")
    assert found.outlet == "Middle East Eye"
    assert rule in {each.rule for each in found.evidence if each.field == "outlet"}


@pytest.mark.parametrize(
    "below",
    [
        "The views expressed here do not necessarily reflect those of Harbour Weekly Digest.",
        "A man told Middle East Eye that the bridge was old.",
    ],
)
def test_neither_an_unknown_name_nor_what_somebody_told_an_outlet_counts(
    tmp_path: Path, below: str
) -> None:
    (found,) = text_articles(tmp_path, f"Bridge stays closed\n\n{MET}\n\n{BAKER}\n\n{below}\n")
    assert found.outlet is None


def test_the_head_outweighs_it(tmp_path: Path) -> None:
    notice = "The views expressed here do not necessarily reflect those of Middle East Eye."
    head = "Bridge stays closed\nReuters | March 3, 2020"
    (found,) = text_articles(tmp_path, f"{head}\n\n{MET}\n\n{BAKER}\n\n{notice}\n")
    assert found.outlet == "Reuters"
