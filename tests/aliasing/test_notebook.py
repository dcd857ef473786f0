"""The users' own groups: read when they change, written behind what is there."""

from __future__ import annotations

import stat
import string
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searchapp
from searchapp.aliasing.notebook import MAX_BYTES, Notebook
from searchapp.analysis.aliasgroups import name_words
from searchapp.errors import AliasesNotWritable, BadCorpusNotes, BadParameter
from tests.aliasing.notes import GUARD, made, offered
from tests.engines.whoosh.test_refusals import without_rights


def test_without_a_file_there_are_ours(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path)
    assert "Hashd al-Shaabi" in offered(notebook, "PMU")
    assert notebook.aliases().problems == ()
    assert notebook.aliases() is notebook.aliases()
    assert "Hashd al-Shaabi" in offered(Notebook(tmp_path / "nowhere", tuple), "PMU")


def test_the_users_groups_are_read_and_read_again_when_they_change(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    assert offered(notebook, "hirasa shabiyya") == ["Popular Guard Units"]
    file.write_text(GUARD.replace("Units", "Forces"), "utf-8-sig")
    assert offered(notebook, "hirasa shabiyya") == ["Popular Guard Forces"]
    file.unlink()
    assert offered(notebook, "hirasa shabiyya") == []


def test_files_of_several_folders_are_put_together(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path, GUARD, tmp_path / "more")
    text = "[[group]]\nname = 'Popular Guard Units'\nsource = 's'\nnames = [{ same = 'PGU' }]"
    (tmp_path / "more" / "aliases.toml").write_text(text)
    assert offered(notebook, "hirasa shabiyya") == ["Popular Guard Units", "PGU"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[group", "Expected ']]'"),
        (b"\xff\xfe", "cannot be read"),
        (b"[[group]]\nname = 'A'", "line 1: 'A' has no source"),
        (b"[[group]]\nname='A'\nsource='s'\nnames=[{part_of='B'}]", "which no group has"),
        (b"#" * (MAX_BYTES + 1), "too large"),
    ],
)
def test_a_file_that_is_wrong_is_left_out_and_told(
    tmp_path: Path, content: bytes, said: str
) -> None:
    notebook, file = made(tmp_path, GUARD, tmp_path / "more")
    wrong = tmp_path / "more" / "aliases.toml"
    wrong.write_bytes(content)
    assert "Hashd al-Shaabi" in offered(notebook, "PMU")
    assert offered(notebook, "hirasa shabiyya") == ["Popular Guard Units"]
    (problem,) = notebook.aliases().problems
    assert str(wrong) in problem
    assert said in problem
    file.unlink()
    with pytest.raises(BadCorpusNotes):
        notebook.accept("Popular Guard Units", "PGU", "same", "s", ambiguous=False)
    assert wrong.read_bytes() == content
    assert sorted(each.name for each in wrong.parent.iterdir()) == ["aliases.toml"]


def test_a_folder_that_comes_to_the_corpus_is_read_as_well(tmp_path: Path) -> None:
    folders = [tmp_path]
    notebook = Notebook(tmp_path / "index", lambda: folders)
    assert offered(notebook, "hirasa shabiyya") == []
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "aliases.toml").write_text(GUARD, "utf-8")
    assert offered(notebook, "hirasa shabiyya") == []
    folders.append(tmp_path / "more")
    assert offered(notebook, "hirasa shabiyya") == ["Popular Guard Units"]


def test_the_folder_of_a_file_that_was_indexed_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "aliases.toml").write_text(GUARD, "utf-8")
    (tmp_path / "one.txt").write_text("A title\n\nA text of some words, and a few more.\n")
    searchapp.build([tmp_path / "one.txt"], tmp_path / "index")
    index = tmp_path / "elsewhere"
    (tmp_path / "index").rename(index)
    with searchapp.open(index) as archive:
        names = [each.name for each in archive.aliases.related(name_words("hirasa shabiyya"))]
    assert names == ["Popular Guard Units"]


def test_what_is_accepted_stands_behind_what_is_there(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD.rstrip("\n"))
    notebook.accept("the Popular Guard Units", "PGU", "same", 'a "source"\n', ambiguous=True)
    assert file.read_text("utf-8") == GUARD + (
        "\n[[group]]\n"
        'name = "the Popular Guard Units"\n'
        'source = "a \\"source\\"\\n"\n'
        "names = [\n"
        '    { same = "PGU", ambiguous = true },\n'
        "]\n"
    )
    (found,) = [
        each
        for each in notebook.aliases().related(name_words("hirasa shabiyya"))
        if each.name == "PGU"
    ]
    assert (found.ambiguous, found.file, found.line) == (True, str(file), 11)


def test_a_name_joins_the_group_of_the_other_one(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path, GUARD)
    notebook.accept("PGU", "al-Hirasa al-Sha'biyya", "same", "s", ambiguous=False)
    notebook.accept("Volunteer Force", "PGU", "same", "s", ambiguous=False)
    assert len(notebook.aliases().named(("pgu",))) == 1
    assert "Volunteer Force" in offered(notebook, "Popular Guard Units")


def test_former_names_and_parts_are_written_as_such(tmp_path: Path) -> None:
    notebook, _ = made(tmp_path, GUARD)
    notebook.accept("Popular Guard Units", "Volunteers of 2014", "former", "s", ambiguous=False)
    notebook.accept("River Brigades", "Popular Guard Units", "part_of", "s", ambiguous=False)
    said = {
        each.name: str(each.relation)
        for each in notebook.aliases().related(("popular", "guard", "units"))
    }
    assert said["Volunteers of 2014"] == "former name"
    assert said["River Brigades"] == "part of it"


def test_ours_are_extended_by_what_is_accepted(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    notebook.accept("Hashd al-Shaabi", "Hashd", "same", "s", ambiguous=False)
    assert file.read_text("utf-8").startswith("# Other names of what this corpus names")
    assert "Popular Mobilization Units" in offered(notebook, "Hashd")


def test_what_would_make_the_file_wrong_is_not_written(tmp_path: Path) -> None:
    text = GUARD + "[[group]]\nname = 'Gas Union'\nsource = 's'\n"
    notebook, file = made(tmp_path, text)
    with pytest.raises(BadCorpusNotes, match="is also in the group of line"):
        notebook.accept("Popular Guard Units", "Gas Union", "same", "s", ambiguous=False)
    with pytest.raises(BadCorpusNotes, match="no group has"):
        notebook.accept("Gas Union", "Nobody Known", "part_of", "s", ambiguous=False)
    assert file.read_text("utf-8") == text
    assert [each.name for each in file.parent.iterdir()] == ["aliases.toml"]


@pytest.mark.parametrize(
    ("name", "other"), [("", "PGU"), ("PGU", "…"), ("PGU", "p.g.u."), ("x " * 17, "PGU")]
)
def test_what_can_be_no_names_is_refused(tmp_path: Path, name: str, other: str) -> None:
    notebook, file = made(tmp_path)
    with pytest.raises(BadParameter, match="name is"):
        notebook.accept(name, other, "same", "s", ambiguous=False)
    with pytest.raises(BadParameter, match="name is"):
        notebook.reject(name, other, "")
    with pytest.raises(BadParameter, match="relation"):
        notebook.accept("Guard", "PGU", "like", "s", ambiguous=False)
    assert not file.exists()


def test_an_index_that_does_not_know_its_corpus_says_so(tmp_path: Path) -> None:
    with pytest.raises(AliasesNotWritable, match="Index the corpus again"):
        Notebook(tmp_path, tuple).reject("Guard", "PGU", "")


def test_a_corpus_that_is_gone_is_told(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    file.parent.rmdir()
    with pytest.raises(AliasesNotWritable, match="No such file"):
        notebook.reject("Guard", "PGU", "")


def test_of_two_who_write_one_is_told(tmp_path: Path) -> None:
    notebook, file = made(tmp_path, GUARD)
    beside = file.with_name("aliases.toml.new")
    beside.write_text("")
    with pytest.raises(AliasesNotWritable, match="somebody else is writing"):
        notebook.reject("Guard", "PGU", "")
    assert beside.exists()
    assert file.read_text("utf-8") == GUARD


def test_a_link_and_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    notebook, file = made(tmp_path)
    real = tmp_path / "mine.toml"
    real.write_text(GUARD)
    real.chmod(0o640)
    file.symlink_to(real)
    notebook.reject("Guard", "PGU", "")
    assert file.is_symlink()
    assert "[[refused]]" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    _, file = made(tmp_path, GUARD)
    code = """
import sys
from pathlib import Path
from searchapp.aliasing.notebook import Notebook
from searchapp.errors import AliasesNotWritable
try:
    Notebook(Path(sys.argv[1]), lambda: [Path(sys.argv[2])]).reject("Guard", "PGU", "")
except AliasesNotWritable as error:
    print(error)
"""
    file.parent.chmod(0o500)
    # Nothing is forbidden to root.
    folders = str(tmp_path / "index"), str(file.parent)
    command = [*without_rights(), sys.executable, "-c", code, *folders]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    file.parent.chmod(0o700)
    assert "Check its permissions" in told
    assert file.read_text("utf-8") == GUARD


NAMES = st.text(
    st.one_of(st.sampled_from("\"'\\#[]{}=\n\t\x7f“é "), st.sampled_from(string.ascii_letters)),
    min_size=1,
    max_size=20,
).filter(lambda name: 0 < len(name_words(name)) <= 16)


@given(NAMES, NAMES, st.text(min_size=1).filter(str.strip), st.booleans())
def test_what_is_accepted_is_offered_and_then_refused(
    name: str, other: str, source: str, ambiguous: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        notebook, file = made(Path(folder))
        if name_words(name) == name_words(other):
            return
        notebook.accept(name, other, "same", source, ambiguous=ambiguous)
        assert name_words(other) in map(name_words, offered(notebook, name))
        assert name_words(name) in map(name_words, offered(notebook, other))
        accepted = file.read_bytes()
        notebook.accept(name, other, "same", source, ambiguous=ambiguous)
        assert file.read_bytes() == accepted
        notebook.reject(name, other, "")
        assert b"\n[[group]]\n" not in file.read_bytes()
        assert name_words(other) not in map(name_words, offered(notebook, name))
        notebook.accept(name, other, "same", source, ambiguous=ambiguous)
        assert file.read_bytes() == accepted
        assert notebook.aliases().problems == ()
