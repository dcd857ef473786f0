from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT
from tests.stories import build_stories


def test_a_search_prints_hits_and_counts(run: Run, sample_index: Path) -> None:
    done = run("search", "kata'ib", "--index", sample_index, "-n", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1-2 of 1" in done.stdout
    assert "Outlets: " in done.stdout
    assert "Years: 2014 " in done.stdout
    assert "\x1b" not in done.stdout


def test_the_same_answer_comes_as_json(run: Run, sample_index: Path) -> None:
    done = run("search", "kata'ib", "--index", sample_index, "--since", "2019", "--json")
    page = json.loads(done.stdout)
    assert done.returncode == 0
    assert page["total"] == len(page["hits"]) > 0
    assert all(hit["date"] >= "2019" for hit in page["hits"])
    assert page["filters"]["since"] == "2019"


@pytest.mark.parametrize("query", ["kata*", "kata'ib", "kataib match", "brigade~1"])
def test_no_mark_of_a_match_is_left_over(run: Run, sample_index: Path, query: str) -> None:
    done = run("search", query, "--index", sample_index)
    assert "kata" in done.stdout.lower() or "brigade" in done.stdout.lower()
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", done.stdout)


def test_outlets_can_be_several(run: Run, sample_index: Path) -> None:
    chosen = ["--outlet", "VKN", "--outlet", "Sluicegate", "--no-outlet"]
    done = run("search", "--index", sample_index, *chosen, "--json", "-n", "100")
    outlets = {hit["outlet"] for hit in json.loads(done.stdout)["hits"]}
    assert outlets == {"VKN", "Sluicegate", None}


def test_undated_articles_can_be_asked_for(run: Run, sample_index: Path) -> None:
    done = run("search", "--index", sample_index, "--undated", "--json", "-n", "100")
    assert {hit["date"] for hit in json.loads(done.stdout)["hits"]} == {None}


def test_nothing_found_is_exit_code_one(run: Run, sample_index: Path) -> None:
    done = run("search", "qqqqq", "--index", sample_index)
    assert (done.returncode, done.stdout.strip()) == (1, "Nothing found.")


def test_what_words_stand_for_is_told_behind_the_counts(run: Run, sample_index: Path) -> None:
    done = run("search", "kataib", "--index", sample_index, "-n", "1", "--without", "Katā'ib")
    lines = done.stdout.splitlines()
    at = lines.index("Spellings of kataib")
    assert lines[at - 1].startswith("Match: spellings 1")
    assert "(words 1" in lines[at - 1]
    rows = [line.split() for line in lines[at + 1 :]]
    assert rows[0] == ["4", "kataib", "as", "typed", "2019-12-29", "to", "2022-09-27"]
    assert rows[1][:4] == ["9", "kata'ib", "same", "letters"]
    assert rows[2] == ["off", "katā'ib", "same", "letters", "1", "in", "the", "archive"]
    assert ["kataeb", "spelling"] in [row[1:3] for row in rows]


def test_the_names_asked_for_with_a_tilde_are_told_with_their_sources(
    run: Run, sample_index: Path
) -> None:
    done = run("search", "~PGU", "--index", sample_index)
    assert "Names asked for with ~pgu\n" in done.stdout
    (line,) = [
        line for line in done.stdout.splitlines() if "People's Guard Units other name" in line
    ]
    assert "(the sample archive's README (" in line


def test_a_level_can_be_chosen(run: Run, sample_index: Path) -> None:
    totals = {}
    for level in ("exact", "letters", "spellings"):
        done = run("search", "kataib", "--index", sample_index, "--match", level, "--json")
        page = json.loads(done.stdout)
        assert page["match"] == level
        totals[level] = page["total"]
    assert totals["exact"] < totals["letters"] < totals["spellings"]
    assert run("search", "kataib", "--match", "near").returncode == 2


def test_a_result_says_what_else_matched(run: Run, sample_index: Path) -> None:
    done = run("search", "kataeb", "--index", sample_index, "-n", "20")
    assert re.search(r"\(kataib: spelling of kataeb, 0\.[0-9]{2}\)", done.stdout)


def test_what_is_there_instead_is_told(run: Run, sample_index: Path) -> None:
    done = run("search", "katayib zzebra", "--index", sample_index)
    assert done.returncode == 1
    assert "Spellings of katayib: 0 for katayib, but the archive has kata'ib 9, " in done.stdout
    assert "zzebra" not in done.stdout
    done = run("search", "катаиб", "--index", sample_index)
    assert "Spellings of катаиб: searched for as kata'ib 9, kataib 4, " in done.stdout


def test_an_article_is_marked_as_its_search_was(
    tmp_path: Path, environment: dict[str, str], run: Run
) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"title": "Kataib", "text": "Of Kataeb."}))
    run("index", "rows.jsonl")
    article_id = json.loads(run("search", "kataib", "--json").stdout)["hits"][0]["id"]
    command = ("show", article_id, "kataib")
    typed, other = "\x1b[33m\x1b[1mKataib", "\x1b[33m\x1b[4mKataeb"
    for more in ((), ("--match", "letters"), ("--without", "kataeb")):
        printed = on_a_terminal(tmp_path, environment, *command, *more)
        assert typed in printed
        assert (other in printed) is (not more)


def test_a_strange_query_gets_a_note(run: Run, sample_index: Path) -> None:
    done = run("search", 'fire "', "--index", sample_index, "-n", "1")
    assert done.returncode == 0
    assert done.stdout.startswith("Note: A quotation mark")


def test_a_wrong_date_is_exit_code_two(run: Run, sample_index: Path) -> None:
    done = run("search", "fire", "--since", "soon", "--index", sample_index)
    assert done.returncode == 2
    assert "since is 'soon'" in done.stderr


def test_an_article_is_shown_with_its_evidence(run: Run, sample_index: Path) -> None:
    found = run("search", "silo fire", "--index", sample_index, "--json", "-n", "1")
    article_id = json.loads(found.stdout)["hits"][0]["id"]
    done = run("show", article_id, "silo", "--index", sample_index)
    assert done.returncode == 0
    assert "Evidence" in done.stdout
    assert "outlet: " in done.stdout
    plain = json.loads(run("show", article_id, "--index", sample_index, "--json").stdout)
    assert plain["id"] == article_id
    assert plain["body"]
    assert {each["field"] for each in plain["evidence"]} >= {"title", "outlet"}


def test_an_unknown_article_is_exit_code_one(run: Run, sample_index: Path) -> None:
    done = run("show", "nonsense", "--index", sample_index)
    assert done.returncode == 1
    assert "no article has the id 'nonsense'" in done.stderr


def test_stats_say_the_same_twice(run: Run, sample_index: Path) -> None:
    plain = json.loads(run("stats", "--index", sample_index, "--json").stdout)
    text = run("stats", "--index", sample_index).stdout
    assert f"{plain['articles']} from {plain['files']} files" in text
    assert plain["first"] in text
    assert sum(each["count"] for each in plain["outlets"]) == plain["articles"]


def test_the_index_can_be_a_setting(run: Run, sample_index: Path, tmp_path: Path) -> None:
    (tmp_path / "searchapp.toml").write_text(f"index = {str(sample_index)!r}\npage_size = 3\n")
    assert "1-3 of" in run("search", "fire").stdout


def test_a_text_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    row = {"title": "Turn \u202e around", "text": "Words \x1b[31m here \u2067 and there."}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    run("index", "rows.jsonl")
    done = run("search", "words")
    assert "Turn" in done.stdout
    assert not set("\x1b\u202e\u2067") & set(done.stdout)


def test_a_terminal_that_knows_few_letters_gets_escapes(run: Run, sample_index: Path) -> None:
    done = run("search", "Écluse", "--index", sample_index, PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr


ROW = {"title": "Mill", "text": "The mill \x1b[31m was opened.\tToday."}


def indexed(run: Run, tmp_path: Path) -> tuple[str, str]:
    """Index one record; return its text and its id."""
    raw = json.dumps(ROW, ensure_ascii=False)
    (tmp_path / "rows.jsonl").write_text(raw + "\r\n")
    run("index", "rows.jsonl")
    return raw, json.loads(run("search", "mill", "--json").stdout)["hits"][0]["id"]


def test_an_original_is_printed_as_it_is(run: Run, tmp_path: Path) -> None:
    raw, article_id = indexed(run, tmp_path)
    assert run("show", article_id, "--raw").stdout == raw
    plain = json.loads(run("show", article_id, "--raw", "--json").stdout)
    assert plain == {
        "path": "rows.jsonl",
        "start": 0,
        "end": len(raw),
        "kind": "record",
        "text": raw,
    }


terminal = pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to open")


def on_a_terminal(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    """What a command prints where it prints to a terminal."""
    outside, inside = os.openpty()
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, cwd=folder, env=environment, stdout=inside, check=True)
    os.close(inside)
    printed = os.read(outside, 10_000).decode()
    os.close(outside)
    return printed


@terminal
def test_an_original_cannot_command_the_terminal(
    tmp_path: Path, environment: dict[str, str], run: Run
) -> None:
    (tmp_path / "rows.csv").write_bytes(b"title,text\r\nMill,The \x1b[31m mill\r\n")
    run("index", "rows.csv")
    article_id = json.loads(run("search", "mill", "--json").stdout)["hits"][0]["id"]
    printed = on_a_terminal(tmp_path, environment, "show", article_id, "--raw")
    assert printed == "Mill,The �[31m mill\r\n"


def test_an_original_that_is_gone_is_exit_code_three(run: Run, tmp_path: Path) -> None:
    _, article_id = indexed(run, tmp_path)
    (tmp_path / "rows.jsonl").unlink()
    done = run("show", article_id, "--raw")
    assert (done.returncode, done.stdout) == (3, "")
    assert "rows.jsonl" in done.stderr
    assert "Put it back" in done.stderr


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    return build_stories(tmp_path_factory.mktemp("stories"))


Stories = tuple[Path, Mapping[str, str]]


def test_a_row_names_the_copies_of_its_story(run: Run, stories: Stories) -> None:
    done = run("search", "ferry", "--sort", "oldest", "--index", stories[0])
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("1-2 of 2 stories (4 articles with copies), by oldest (")
    assert lines[4] == "(+2 copies: Harbor Ledger, Press Kite) (read 2 times)"
    assert "Outlets: Press Kite 1, Harbor Ledger 1, Sluicegate 1" in sorted_outlets(done.stdout)
    every = run("search", "ferry", "--copies", "--index", stories[0]).stdout
    assert every.startswith("1-4 of 4 articles, by ")


def sorted_outlets(text: str) -> str:
    """The line of outlets, those with one article in a fixed order."""
    line = next(each for each in text.splitlines() if each.startswith("Outlets: "))
    names = line.removeprefix("Outlets: ").split(", ")
    order = ["Press Kite 1", "Harbor Ledger 1", "Sluicegate 1"]
    return "Outlets: " + ", ".join(sorted(names, key=order.index))


def test_copies_as_json(run: Run, stories: Stories) -> None:
    index, ids = stories
    page = json.loads(run("search", "ferry", "--json", "--index", index).stdout)
    assert (page["total"], page["articles"], page["copies"]) == (2, 4, False)
    shown = json.loads(run("show", ids["ledger"], "--json", "--index", index).stdout)
    assert [each["outlet"] for each in shown["copies"]] == [
        "Press Kite",
        "Harbor Ledger",
        "Press Kite",
    ]
    assert shown["duplicate_group"] == shown["copies"][0]["id"]


def test_an_article_is_shown_with_its_copies(run: Run, stories: Stories) -> None:
    index, ids = stories
    lines = run("show", ids["ledger"], "--index", index).stdout.splitlines()
    at = lines.index("Copies of this story, the earliest first")
    first, second, third = (line.split() for line in lines[at + 1 :])
    assert first[:2] + first[3:] == ["2020-01-03", "earliest", "Press", "Kite"]
    assert second == [
        "*",
        "2020-01-04",
        "87",
        "%",
        "alike",
        ids["ledger"],
        "Harbor",
        "Ledger",
    ]
    assert third[:4] == ["2020-01-05", "93", "%", "alike"]
    twin = run("show", ids["twin"], "--index", index).stdout
    assert f"also read from news/wire.txt  {ids['wire']}" in twin
    assert "Copies of this story" not in run("show", ids["other"], "--index", index).stdout


def test_what_changed_is_printed_as_git_prints_it(run: Run, stories: Stories) -> None:
    index, ids = stories
    done = run("show", ids["ledger"], "--changes", "--index", index)
    assert done.returncode == 0
    head, title, first, *_, last = done.stdout.rstrip().split("\n\n")
    assert head.endswith("words 16 gone, 2 new, 51 the same")
    assert title == "Ferry [-sinks-] {+lost+}"
    assert "of Osmere on Monday [-night-] {+evening+} with two hundred" in first
    assert last.startswith("[-The dockers called")
    assert "\x1b" not in done.stdout
    plain = json.loads(run("show", ids["ledger"], "--changes", "--json", "--index", index).stdout)
    assert plain["later"] == ids["ledger"]
    assert plain["words"] == {"same": 51, "gone": 16, "new": 2}


@terminal
def test_what_changed_is_in_colour_on_a_terminal(
    tmp_path: Path, environment: dict[str, str], stories: Stories
) -> None:
    index, ids = stories
    arguments = ("show", ids["ledger"], "--changes", "--index", str(index))
    printed = on_a_terminal(tmp_path, environment, *arguments)
    assert "\x1b[31m\x1b[9msinks\x1b[0m \x1b[32m\x1b[4mlost\x1b[0m" in printed
    assert "[-" not in printed


def test_two_things_cannot_be_shown_at_once(run: Run, stories: Stories) -> None:
    done = run("show", stories[1]["wire"], "--raw", "--changes", "--index", stories[0])
    assert (done.returncode, "two different things" in done.stderr) == (2, True)


def test_stats_count_stories(run: Run, stories: Stories) -> None:
    assert "Stories   2; exact copies, not counted: 1" in run("stats", "--index", stories[0]).stdout
