"""The list of English words is made of SCOWL's lists, without names and long words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import english_words


@pytest.fixture
def scowl(tmp_path: Path) -> Path:
    lists = {
        "english-words.10": "the\nmark\nsaid\n",
        "english-words.50": "carol\nMissile\nit's\nnaïve\na\ncounterrevolutionaries\n",
        "american-words.35": "color\nthe\n",
        "english-words.60": "moron\n",
        "english-proper-names.50": "Mark\nCarol\n",
        "english-upper.35": "Cher\n",
    }
    for name, words in lists.items():
        (tmp_path / name).write_text(words, "latin-1")
    return tmp_path


def test_words_are_read_in_lower_case_and_only_of_the_letters_a_to_z(scowl: Path) -> None:
    words = english_words.words_of(scowl, ("english-words",))
    assert words == {"the", "mark", "said", "carol", "missile", "a", "counterrevolutionaries"}


def test_the_list_has_a_head_and_no_names_but_those_that_everyone_uses_as_words(
    scowl: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["english_words", "--scowl", str(scowl)])
    english_words.main()
    lines = capsys.readouterr().out.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert "Kevin Atkinson" in "\n".join(head)
    assert lines[len(head) :] == ["color", "mark", "missile", "said", "the"]
