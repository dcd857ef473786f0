"""`searchapp aliases`: what is known, what the articles tell, what the user says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

COMMANDS = ["list", "suggest", "accept", "reject"]
TEXT = """{title}

{outlet} | {date}

{body}
"""
BODIES = [
    "Volunteers signed up for the Popular Guard Units (PGU) on Saturday, and queued until dawn.",
    "A depot of the Popular Guard Units (PGU) burned on Friday, and nobody knows who set the fire.",
    "The town of Khojastan, formerly known as Zarruqia, opened a new ferry terminal on Sunday.",
    "In Khojastan (formerly Zarruqia) the ferries stood still for a day, and the markets too.",
    "Boats of the Border Watch Corps (BWC) were seen near the island on Monday, and then no more.",
]


@pytest.fixture
def corpus(tmp_path: Path, run: Run) -> Path:
    """A corpus of five articles, indexed."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, body in enumerate(BODIES, 1):
        text = TEXT.format(
            title=f"What was seen on day {number}",
            outlet=("Harbor Ledger", "Press Kite")[number % 2],
            date=f"January {number}, 2020",
            body=body,
        )
        (folder / f"{number}.txt").write_text(text)
    assert run("index", "corpus", "--quiet").returncode == 0
    return folder


def shown(done: subprocess.CompletedProcess[str], code: int = 0) -> str:
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_explains_itself_with_examples(run: Run, command: str) -> None:
    text = shown(run("aliases", command, "--help"))
    assert f"searchapp aliases {command} " in text.split("\n", 1)[1]
    assert "--json" in text
    assert "--index" in text


def test_ours_are_listed(run: Run, corpus: Path) -> None:
    assert "Islamic State\n" in shown(run("aliases", "list"))
    assert shown(run("aliases", "list", "hashd shaabi")).startswith(
        "Popular Mobilization Forces\n  Popular Mobilization Units\n"
    )
    assert shown(run("aliases", "list", "Kataib Hezbollah")) == (
        "Kata'ib Hezbollah\n"
        "  Hezbollah Brigades\n"
        "  KH (means other things too)\n"
        "  كتائب حزب الله\n"
        "  part of Popular Mobilization Forces\n"
        "    Wikipedia: Kata'ib Hezbollah (aliases.toml)\n"
    )
    (group,) = json.loads(shown(run("aliases", "list", "داعش", "--json")))["groups"]
    assert {each["script"] for each in group["names"]} == {"latin", "arabic"}
    assert shown(run("aliases", "list", "nobody"), 1) == "No group has this name.\n"


def test_the_articles_tell_other_names(run: Run, corpus: Path) -> None:
    text = shown(run("aliases", "suggest", "--quiet"))
    assert text.splitlines()[0] == "Khojastan, formerly Zarruqia  (2 articles, 2 outlets)"
    assert text.splitlines()[2] == "Popular Guard Units = PGU  (2 articles, 2 outlets)"
    assert text.splitlines()[3].startswith("    Press Kite, 2020-01-01, ")
    assert text.splitlines()[3].endswith(f": “{BODIES[0]}”")
    assert "BWC" not in text
    found = json.loads(shown(run("aliases", "suggest", "--least", "1", "-n", "1", "--json", "-q")))
    assert (found["total"], len(found["candidates"])) == (3, 1)
    assert "1 more" in shown(run("aliases", "suggest", "-n", "1", "-q"))
    assert shown(run("aliases", "suggest", "--least", "9", "-q"), 1) == "Nothing found.\n"


def test_reading_shows_how_far_it_is(run: Run, corpus: Path) -> None:
    assert "100%" in run("aliases", "suggest").stderr


def test_what_is_accepted_is_listed_and_suggested_no_more(run: Run, corpus: Path) -> None:
    said = run("aliases", "accept", "Popular Guard Units", "PGU", "--ambiguous")
    assert shown(said) == f"Noted in {corpus / 'aliases.toml'}\n"
    told = json.loads(shown(run("aliases", "accept", "Khojastan", "Zarruqia", "--json")))
    assert told == {"file": str(corpus / "aliases.toml")}
    listed = shown(run("aliases", "list", "PGU", "Khojastan"))
    assert "Popular Guard Units\n  PGU (means other things too)\n    Press Kite, 2020" in listed
    assert BODIES[0] in listed
    assert "Khojastan\n  formerly Zarruqia\n" in listed
    assert shown(run("aliases", "suggest", "-q"), 1) == "Nothing found.\n"


def test_what_is_rejected_is_suggested_no_more(run: Run, corpus: Path) -> None:
    shown(run("aliases", "reject", "Popular Guard Units", "PGU", "--reason", "a club"))
    assert "PGU" not in shown(run("aliases", "suggest", "-q"))
    (refused,) = json.loads(shown(run("aliases", "list", "--json")))["refused"]
    assert (refused["names"], refused["reason"]) == (["Popular Guard Units", "PGU"], "a club")
    file = corpus / "aliases.toml"
    file.write_text(file.read_text().replace("]\n", "] # by hand\n"))
    done = run("aliases", "accept", "Popular Guard Units", "PGU")
    assert done.returncode == 3
    assert f"line 4 of {file} refuses these two names" in done.stderr


def test_what_is_accepted_of_the_sample_archive_is_taken_back(run: Run, tmp_path: Path) -> None:
    corpus = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    before = (corpus / "aliases.toml").read_text("utf-8")
    assert run("index", "corpus", "--quiet").returncode == 0
    pair = ("Popular Guard Forces", "PGF")
    shown(run("aliases", "accept", *pair, "--ambiguous"))
    assert "\n  PGF (means other things too)\n" in shown(run("aliases", "list", "PGU"))
    shown(run("aliases", "accept", *pair))
    assert "\n  PGF\n" in shown(run("aliases", "list", "PGU"))
    said = shown(run("aliases", "reject", *pair))
    assert said == f"Noted in {corpus / 'aliases.toml'}\n"
    assert (corpus / "aliases.toml").read_text("utf-8") == (
        f'{before}\n[[refused]]\nnames = ["Popular Guard Forces", "PGF"]\n'
    )
    shown(run("aliases", "list", "PGF"), 1)


def test_who_rejects_what_stands_there_by_hand_is_told(run: Run, corpus: Path) -> None:
    file = corpus / "aliases.toml"
    pair = ("Popular Guard Units", "PGU")
    shown(run("aliases", "accept", *pair))
    said = shown(run("aliases", "reject", *pair))
    assert said == f"Noted in {file}\n"
    assert "[[group]]" not in file.read_text()
    file.write_text('[[group]]\nname = "PGU"\nsource = "me"\nnames = [{ same = "Guard Units" }]\n')
    said = shown(run("aliases", "reject", "Guard Units", "PGU"))
    assert said == (
        f"Noted in {file}\nLine 4 of {file} still says that they are one; the refusal counts.\n"
    )
    told = json.loads(shown(run("aliases", "reject", "Guard Units", "PGU", "--json")))
    assert told == {"file": str(file), "still": [{"file": str(file), "line": 4}]}


def test_what_no_article_says_needs_a_source(run: Run, corpus: Path) -> None:
    done = run("aliases", "accept", "Khojastan", "Old Harbour")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no article does in so many words" in done.stderr
    shown(run("aliases", "accept", "Khojastan", "Old Harbour", "--source", "Wikipedia: Khojastan"))
    assert "Wikipedia: Khojastan" in shown(run("aliases", "list", "old harbour"))
    part = ("--relation", "part-of", "--source", "me")
    shown(run("aliases", "accept", "Zarruq Docks", "Khojastan", *part))
    assert "part of Khojastan" in shown(run("aliases", "list", "zarruq docks"))


def test_a_file_that_is_wrong_stops_neither_search_nor_list(run: Run, corpus: Path) -> None:
    (corpus / "aliases.toml").write_text("[[group]]\nname = 'Guard'\n")
    told = shown(run("search", "guard")).splitlines()
    assert told[0].startswith("Note: Other names are left out")
    assert told[1].startswith("1-2 of 2 articles")
    done = run("aliases", "list")
    assert done.returncode == 3
    assert "Islamic State" in done.stdout
    assert "aliases.toml: line 1: 'Guard' has no source" in done.stderr
    for command in (["accept", "Guard", "PGU", "--source", "me"], ["reject", "Guard", "PGU"]):
        done = run("aliases", *command)
        assert done.returncode == 3
        assert "line 1: 'Guard' has no source" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_file_is_no_part_of_the_corpus(run: Run, corpus: Path) -> None:
    shown(run("aliases", "reject", "Guard", "PGU"))
    done = run("index", "corpus", "--quiet")
    assert done.returncode == 0
    assert done.stdout.startswith("0 articles from 0 files indexed")
    assert "5 unchanged" in done.stdout
    assert done.stderr == ""


def test_groups_hold_whatever_is_indexed_after_them(run: Run, corpus: Path, tmp_path: Path) -> None:
    shown(run("aliases", "accept", "Popular Guard Units", "PGU"))
    more = tmp_path / "more"
    more.mkdir()
    (more / "6.txt").write_text(TEXT.format(title="T", outlet="O", date="1 May 2020", body="Body."))
    assert run("index", "more", "-q").returncode == 0
    assert "Popular Guard Units" in shown(run("aliases", "list", "PGU"))
    assert run("index", "more", "-q", "--rebuild").returncode == 0
    assert run("aliases", "list", "PGU").returncode == 1


def test_without_an_index_there_is_nothing_to_say(run: Run) -> None:
    for command in (["list"], ["suggest"], ["accept", "A B", "AB"], ["reject", "A B", "AB"]):
        done = run("aliases", *command)
        assert (done.returncode, done.stdout) == (3, "")
        assert "there is no index" in done.stderr


def test_the_sample_archive_knows_its_guard(run: Run, sample_index: Path) -> None:
    listed = shown(run("aliases", "list", "PGU", "--index", str(sample_index)))
    assert "الحراسة الشعبية" in listed
    assert str(ROOT / "corpus" / "aliases.toml") in listed


@pytest.mark.parametrize("command", ["search", "spellings"])
def test_a_search_tells_the_line_of_the_file_that_is_wrong(
    run: Run, corpus: Path, command: str
) -> None:
    (corpus / "aliases.toml").write_text("# Mine\n%%garbage\n")
    done = run(command, "~PGU")
    first = done.stdout.splitlines()[0]
    assert first.startswith("Note: Other names are left out")
    assert "(at line 2, column 1)" in first
    done = run("aliases", "suggest", "--least", "1", "--quiet")
    assert "(at line 2, column 1)" in done.stderr
