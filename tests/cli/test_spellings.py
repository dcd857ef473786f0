from __future__ import annotations

import json
from pathlib import Path

from searchapp.archive import Archive
from tests.cli.conftest import Run


def test_every_spelling_is_told_with_who_writes_it_and_when(run: Run, sample_index: Path) -> None:
    done = run("spellings", "kataib", "--index", sample_index, "--match", "letters")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Spellings of kataib"
    assert lines[1].split() == ["4", "kataib", "as", "typed", "2019-12-29", "to", "2022-09-27"]
    assert lines[2].strip().startswith("Outlets: ")
    assert lines[3].strip().startswith("Years: 2019 1, ")
    assert lines[4].split()[:4] == ["9", "kata'ib", "same", "letters"]


def test_the_same_answer_comes_as_json(
    run: Run, sample_index: Path, sample_archive: Archive
) -> None:
    done = run("spellings", "kataib", "shamani", "--index", sample_index, "--json")
    assert json.loads(done.stdout) == sample_archive.spellings("kataib shamani").to_json()


def test_of_many_outlets_the_first_are_named(run: Run, sample_index: Path) -> None:
    done = run("spellings", "the", "--index", sample_index, "--match", "exact")
    outlets = done.stdout.splitlines()[2]
    assert outlets.count(",") == 8
    assert " more " in outlets.rpartition(",")[2]


def test_what_nobody_writes_is_exit_code_one(run: Run, sample_index: Path) -> None:
    done = run("spellings", "zzebra", "--index", sample_index)
    assert (done.returncode, done.stdout) == (1, "Nothing found.\n")


def test_words_that_are_written_in_one_as_well_are_not_said_to_be_nowhere(
    run: Run, sample_index: Path
) -> None:
    lines = run("search", "kata ib", "--index", sample_index).stdout.splitlines()
    assert "Spellings of kata ib" in lines


def test_a_wrong_level_or_no_word_is_exit_code_two(run: Run, sample_index: Path) -> None:
    assert run("spellings", "kataib", "--match", "near").returncode == 2
    assert run("spellings", "--index", sample_index).returncode == 2


def test_spellings_of_one_name_stand_in_one_line(run: Run, sample_index: Path) -> None:
    said = "also written Alhirasa Alshaabiyya, الحراسة الشعبية"
    for command, query in (("search", "PGU"), ("search", "~PGU"), ("spellings", "~PGU")):
        done = run(command, query, "--index", sample_index, PYTHONIOENCODING="utf-8")
        (line,) = [line for line in done.stdout.splitlines() if said in line]
        assert "al-Hirasa al-Sha'biyya" in line
    done = run("search", "~PGU", "--index", sample_index, "--without", "~al-Hirasa al-Sha'biyya")
    (line,) = [line for line in done.stdout.splitlines() if said in line]
    assert line.split()[0] == "off"


def test_json_has_the_other_spellings_of_a_name(run: Run, sample_index: Path) -> None:
    plain = json.loads(run("search", "~PGU", "--index", sample_index, "--json").stdout)
    (also,) = [each["also"] for each in plain["words"][1]["spellings"] if each["also"]]
    plain = json.loads(run("search", "PGU", "--index", sample_index, "--json").stdout)
    assert also in [each["also"] for each in plain["other_names"]]
    assert also == ["Alhirasa Alshaabiyya", "الحراسة الشعبية"]


def test_names_that_mean_the_same_are_marked(run: Run, sample_index: Path) -> None:
    def heading_and_rows(query: str) -> list[str]:
        lines = run("search", query, "--index", str(sample_index)).stdout.splitlines()
        return lines[next(at for at, line in enumerate(lines) if line.startswith("Other names")) :]

    heading, *rows = heading_and_rows("PGU")
    assert heading == "Other names, those marked ~ searched for with ~PGU"
    assert {" ~ " in row for row in rows if "(same;" in row} == {True}
    assert {" ~ " in row for row in rows if "(part of it;" in row} == {False}
    heading, row = heading_and_rows("river brigades silo")
    assert heading == "Other names"
    assert " ~ " not in row


def test_a_form_that_switches_nothing_off_is_told(run: Run, sample_index: Path) -> None:
    done = run("search", "kataib", "--index", sample_index, "--without", "nonsense")
    assert done.stdout.startswith(
        "Note: No word that is looked for stands for nonsense, so nothing "
    )
