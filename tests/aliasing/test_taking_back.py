"""What was accepted is rejected, and the other way round: only the last of it stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.analysis.aliasgroups import name_words
from searchapp.errors import AliasesNotWritable
from tests.aliasing.notes import GUARD, made, offered


def test_what_is_rejected_is_refused_once(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    for _ in range(2):
        notebook.reject("popular guard units", "Hirasa Shabiyya", "another one")
    assert file.read_text("utf-8") == GUARD + (
        '\n[[refused]]\nnames = ["popular guard units", "Hirasa Shabiyya"]\n'
        'reason = "another one"\n'
    )
    assert offered(notebook, "popular guard units") == []


def test_what_is_accepted_and_rejected_is_only_refused(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    notebook.accept("Popular Guard Units", "River Guard", "same", "s", ambiguous=False)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("# Mine.\n")
    for _ in range(2):
        notebook.reject("river guard", "Popular Guard Units", "")
    assert file.read_text("utf-8") == GUARD + (
        '# Mine.\n\n[[refused]]\nnames = ["river guard", "Popular Guard Units"]\n'
    )
    assert len(notebook.aliases().named(name_words("River Guard"))) == 0


def test_what_is_accepted_for_any_name_of_a_group_is_taken_back(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    pair = ("al-Hirasa al-Sha'biyya", "PGU")
    notebook.accept(*pair, "same", "s", ambiguous=True)
    assert "PGU" in offered(notebook, "Popular Guard Units")
    assert [each.names[0].written for each in notebook.aliases().named(name_words("PGU"))] == [
        "Popular Guard Units"
    ]
    notebook.reject(*pair, "")
    assert file.read_text("utf-8") == GUARD + (
        '\n[[refused]]\nnames = ["al-Hirasa al-Sha\'biyya", "PGU"]\n'
    )
    assert "PGU" not in offered(notebook, "Popular Guard Units")


def test_only_what_was_accepted_of_the_two_is_taken_back(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path, GUARD)
    for name in ("PGU", "PGF"):
        notebook.accept("Popular Guard Units", name, "same", "s", ambiguous=False)
    notebook.reject("PGU", "PGF", "")
    assert {"PGU", "PGF"} <= set(offered(notebook, "Popular Guard Units"))
    assert "PGF" not in offered(notebook, "PGU")


@pytest.mark.parametrize(
    ("relation", "ambiguous", "line"),
    [
        ("same", False, '{ same = "PGU" }'),
        ("former", False, '{ former = "PGU" }'),
        ("former", True, '{ former = "PGU", ambiguous = true }'),
    ],
)
def test_what_is_accepted_otherwise_replaces_what_was_accepted(
    tmp_path: Path, relation: str, ambiguous: bool, line: str
) -> None:
    notebook, file = made(tmp_path, GUARD)
    pair = ("Popular Guard Units", "PGU")
    notebook.accept(*pair, "same", "first", ambiguous=True)
    notebook.accept(*pair, relation, "second", ambiguous=ambiguous)
    assert file.read_text("utf-8") == GUARD + (
        f'\n[[group]]\nname = "Popular Guard Units"\nsource = "second"\nnames = [\n    {line},\n]\n'
    )


@pytest.mark.parametrize(("relation", "ambiguous"), [("same", True), ("former", False)])
def test_what_is_said_otherwise_by_hand_is_not_accepted(
    tmp_path: Path, relation: str, ambiguous: bool
) -> None:
    notebook, file = made(tmp_path, GUARD, tmp_path / "more")
    with pytest.raises(AliasesNotWritable, match=f"line 5 of {file} says otherwise of"):
        notebook.accept(
            "popular guard units", "Hirasa Shabiyya", relation, "s", ambiguous=ambiguous
        )
    assert file.read_text("utf-8") == GUARD
    file.rename(tmp_path / "more" / "aliases.toml")
    file.write_text("")
    with pytest.raises(AliasesNotWritable, match=f"line 5 of {tmp_path / 'more'}"):
        notebook.accept(
            "popular guard units", "Hirasa Shabiyya", relation, "s", ambiguous=ambiguous
        )
    assert file.read_text("utf-8") == ""


def test_what_is_rejected_and_accepted_is_only_accepted(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    notebook.reject("Popular Guard Units", "PGU", "a club")
    notebook.reject("Popular Guard Units", "Gas Union", "")
    for _ in range(2):
        notebook.accept("PGU", "Popular Guard Units", "same", "s", ambiguous=False)
    assert file.read_text("utf-8") == GUARD + (
        '\n[[refused]]\nnames = ["Popular Guard Units", "Gas Union"]\n'
        '\n[[group]]\nname = "Popular Guard Units"\nsource = "s"\n'
        'names = [\n    { same = "PGU" },\n]\n'
    )
    assert "PGU" in offered(notebook, "Popular Guard Units")


@pytest.mark.parametrize(
    "entry",
    [
        '[[refused]]\nnames = ["Popular Guard Units", "PGU"] # a club\n',
        '[[refused]]\nnames = ["Popular Guard Units", "PGU"]\n# why\nreason = "a club"\n',
        'refused = [{ names = ["PGU", "Popular Guard Units"] }]\n',
    ],
)
def test_what_was_refused_by_hand_is_not_accepted(tmp_path: Path, entry: str) -> None:
    text = entry + GUARD if entry.startswith("refused") else GUARD + entry
    notebook, file = made(tmp_path, text)
    with pytest.raises(AliasesNotWritable, match=f"line . of {file} refuses these two"):
        notebook.accept("Popular Guard Units", "PGU", "same", "s", ambiguous=False)
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n]", '\n    { same = "Mine" },\n]'),
        lambda text: text.replace(" },\n]", " }, # mine\n]"),
        lambda text: f"{text}# mine\nambiguous = true\n",
    ],
)
def test_what_was_changed_by_hand_stays_beside_the_refusal(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    notebook, file = made(tmp_path)
    notebook.accept("Harbour Watch", "River Guard", "same", "s", ambiguous=True)
    by_hand = change(file.read_text("utf-8"))
    file.write_text(by_hand, "utf-8")
    notebook.reject("Harbour Watch", "River Guard", "")
    assert file.read_text("utf-8").startswith(by_hand)
    assert "River Guard" not in offered(notebook, "Harbour Watch")


def test_what_something_else_is_part_of_stays_beside_the_refusal(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    notebook.accept("Harbour Watch", "River Guard", "same", "s", ambiguous=False)
    notebook.accept("Ferry Watch", "River Guard", "part_of", "s", ambiguous=False)
    before = file.read_text("utf-8")
    notebook.reject("Harbour Watch", "River Guard", "")
    assert file.read_text("utf-8").startswith(before)
    assert "[[refused]]" in file.read_text("utf-8")


def test_parts_and_former_names_are_taken_back_as_well(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    pair = ("Popular Guard Units", "River Guard")
    for relation, names in (("former", pair), ("part_of", pair[::-1])):
        for _ in range(2):
            notebook.accept(*names, relation, "s", ambiguous=False)
        assert file.read_text("utf-8").count(relation) == 1
        notebook.reject(*pair, "")
        assert relation not in file.read_text("utf-8")


def test_a_name_of_ours_is_taken_back_as_it_was_accepted(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    notebook.accept("Hashd al-Shaabi", "Hashd", "same", "s", ambiguous=False)
    notebook.reject("Hashd al-Shaabi", "Hashd", "")
    assert "[[group]]" not in file.read_text("utf-8")


def test_ours_can_be_refused(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path)
    notebook.reject("Hashd al-Shaabi", "PMU", "")
    assert "PMU" not in offered(notebook, "Hashd")
    assert "PMU" in offered(notebook, "Popular Mobilization Forces")


def test_the_spellings_of_a_name_go_and_come_back_with_it(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    notebook.reject("ISIS", "Daesh", "")
    assert not {"Daesh", "داعش"} & set(offered(notebook, "ISIS"))
    with pytest.raises(AliasesNotWritable, match=f"line . of {file} refuses these two"):
        notebook.accept("ISIS", "داعش", "same", "s", ambiguous=False)
    # A refusal of its own stays when the other one is taken back.
    notebook.reject("ISIS", "داعش", "")
    assert file.read_text("utf-8").count("[[refused]]") == 2
    with pytest.raises(AliasesNotWritable, match="refuses these two"):
        notebook.accept("ISIS", "Daesh", "same", "s", ambiguous=False)
    text = file.read_text("utf-8")
    file.write_text(text[: text.rindex("[[refused]]")], "utf-8")
    notebook.accept("ISIS", "Daesh", "same", "s", ambiguous=False)
    assert "[[refused]]" not in file.read_text("utf-8")
    assert {"Daesh", "داعش"} <= set(offered(notebook, "ISIS"))
