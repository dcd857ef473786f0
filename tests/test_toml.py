"""TOML that users write: what is wrong is told with its line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp import settings
from searchapp.analysis.aliasgroups import read_table
from searchapp.errors import BadCorpusNotes, BadSettings
from searchapp.ingest.corrections import read_corrections
from searchapp.ingest.outlets import read_outlets
from searchapp.toml import read_toml

# Python reads no decimal number of so many digits, and writes no other one.
WRONG = [
    "1" * 4_300,
    "1" * 5_000,
    "-" + "1_0" * 2_500,
    "0x" + "f" * 5_000,
    "[1, { b = 0b" + "1" * 70_000 + " }]",
]


@pytest.mark.parametrize("number", WRONG)
def test_a_number_that_is_too_long_is_told_with_its_line(number: str, tmp_path: Path) -> None:
    text = f'# {"a" * 99}\nname = "{"1" * 99}"\na = {number}\n'
    with pytest.raises(ValueError, match=r"more than 64 bits \(at line 3\)"):
        read_toml(text)
    for read in (read_table, read_outlets, read_corrections):
        with pytest.raises(BadCorpusNotes, match=r"mine\.toml: .*64 bits \(at line 3\)"):
            read(text, "mine.toml")
    file = tmp_path / settings.FILE_NAME
    file.write_text(text)
    with pytest.raises(BadSettings, match=r"searchapp\.toml cannot be read: .*\(at line 3\)"):
        settings.load(tmp_path, {})


def test_what_is_nested_too_deeply_is_told() -> None:
    with pytest.raises(ValueError, match="too deeply"):
        read_toml("a = " + "[" * 5_000 + "]" * 5_000)


def test_what_is_right_is_read() -> None:
    text = f'a = {2**63 - 1}\nb = -{2**63}\nc = [0xffffffffffffffff]\nd = "{"1" * 5_000}"\n'
    assert read_toml(text) == {
        "a": 2**63 - 1,
        "b": -(2**63),
        "c": [2**64 - 1],
        "d": "1" * 5_000,
    }


@given(text=st.text(st.sampled_from("a=[]{}\"'#.\n 0x1e-:+\\uT"), max_size=40))
def test_nothing_else_is_raised(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(read_toml(text), dict)
