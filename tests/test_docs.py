"""The documents are true: examples run, links lead somewhere, tables are whole."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from searchapp import Archive, settings
from searchapp.analysis.aliases import Relation, join
from searchapp.analysis.aliasgroups import built_in, read_table
from searchapp.analysis.definitions import find_definitions
from searchapp.cli.main import commands
from searchapp.ingest import kinds
from searchapp.ingest.corrections import read_corrections
from searchapp.ingest.outlets import read_outlets
from tests.conftest import ROOT

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]
    if ".venv" not in path.parts
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(path: Path, language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(path.read_text("utf-8")) if kind == language]


def sessions(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it should print."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder as a reader of the README has it: with the sample archive, without an index."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    return tmp_path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_console_examples_of_the_readme_print_what_they_say(workplace: Path) -> None:
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    found = [each for block in blocks(ROOT / "README.md", "console") for each in sessions(block)]
    assert len(found) >= 5
    for command, expected in found:
        program, *arguments = shlex.split(command)
        assert program == "searchapp"
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            cwd=workplace,
            env=environment | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        matches = doctest.OutputChecker().check_output(expected, done.stdout, FLAGS)
        assert matches, f"{command} printed:\n{done.stdout}"


def test_the_python_examples_of_the_readme_run(workplace: Path) -> None:
    code = "\n".join(blocks(ROOT / "README.md", "python"))
    assert "searchapp.build" in code
    assert "searchapp.blueprint" in code
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workplace,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 [('President holds talks")


def test_the_address_in_the_readme_is_answered(sample_archive: Archive) -> None:
    from searchapp.web import create_app

    text = (ROOT / "README.md").read_text("utf-8")
    (address,) = re.findall(r"curl '(?:http://[^/]+)(/[^']+)'", text)
    answer = create_app(sample_archive).test_client().get(address)
    assert answer.status_code == 200
    assert answer.get_json()["total"] > 0


def test_the_queries_of_the_readme_are_understood(sample_archive: Archive) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index("## What can be asked") : text.index("What a word stands for")]
    queries = [
        query
        for row in re.findall(r"^\| (.*?) \|", table, re.M)
        for query in re.findall("`(.*?)`", row)
    ]
    assert len(queries) > 12
    for query in queries:
        assert sample_archive.search(query.replace("…", "mariam")).hints == (), query


def test_the_searches_of_the_sample_archive_find_what_they_say(sample_archive: Archive) -> None:
    (block,) = blocks(ROOT / "corpus" / "README.md", "text")
    rows = [line.rsplit("#", 1) for line in block.splitlines()]
    assert len(rows) >= 8
    for query, said in rows:
        count = int(said.split()[0])
        assert sample_archive.search(query.strip()).articles == count, query


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), target


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    context = commands.make_context("searchapp", ["stats"])
    for name in commands.list_commands(context):
        assert f"| `searchapp {name}" in text


def test_the_table_of_settings_is_the_settings() -> None:
    table = (ROOT / "README.md").read_text("utf-8").split("## Settings")[1].split("##")[0]
    rows = [
        tuple(cell.strip().strip("`") for cell in line.strip("|").split("|"))
        for line in table.splitlines()
        if line.startswith("| `")
    ]
    described = [tuple(re.split(r"\s{2,}", line)) for line in settings.describe().splitlines()]
    assert rows == described


def test_the_settings_file_of_the_readme_is_understood(tmp_path: Path) -> None:
    outlets, corrections, block = blocks(ROOT / "README.md", "toml")
    (tmp_path / "searchapp.toml").write_text(block, "utf-8")
    loaded = settings.load(tmp_path, {})
    assert loaded.max_file_mb == 128
    assert set(loaded.fields) == set(settings.EXPORT_FIELDS)
    assert read_outlets(outlets, "outlets.toml")
    assert len(read_corrections(corrections, "corrections.toml")) == 2


def test_the_alias_file_of_the_documents_is_understood() -> None:
    (block,) = blocks(ROOT / "docs" / "aliases.md", "toml")
    aliases = join([read_table(block, "aliases.toml")])
    (offer,) = aliases.related(("river", "brigades"))[1:]
    assert (offer.name, offer.relation) == ("Popular Guard Units", Relation.WHOLE)
    table = (ROOT / "docs" / "aliases.md").read_text("utf-8").split("What is offered")[1]
    assert re.findall(r"^\| `(.*?)` \|", table, re.M) == [str(each) for each in Relation]


def test_articles_tell_what_the_documents_say_they_tell() -> None:
    text = (ROOT / "docs" / "aliases.md").read_text("utf-8").split("## What articles tell")[1]
    rows = re.findall(r"^\| (.*?) \| (.*?) \|$", text, re.M)[1:]
    assert len(rows) == 6
    pair: list[str] = []
    for place, said in rows:
        (found,) = find_definitions(place)
        if said == "Khojastan, and its former name":
            assert (found.name, found.former) == ("Khojastan", True)
        else:
            pair = pair if said == "the same" else said.split(", ")
            assert [found.name, found.other] == pair


def test_the_readme_knows_how_many_groups_of_names_there_are() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert f"[{len(built_in().groups)} groups of such names]" in text


def test_the_readme_knows_how_many_outlets_are_known() -> None:
    table = tomllib.loads((ROOT / "searchapp/ingest/outlets.toml").read_text("utf-8"))
    known = f"{round(len(table['outlets']), -2):,} outlets"
    assert f"knows some {known}" in " ".join((ROOT / "README.md").read_text("utf-8").split())


def test_every_kind_of_file_is_in_the_readme() -> None:
    table = (ROOT / "README.md").read_text("utf-8").split("## What is read")[1].split("##")[0]
    named = re.findall(r"`(\.\w+)`", "".join(re.findall(r"^\|.*?\|.*?\|", table, re.M)))
    known = (*kinds.TEXTS, *kinds.PAGES, *kinds.EXPORTS, *kinds.ARCHIVES, *kinds.CRAWLS, ".tgz")
    assert sorted(named) == sorted(known)


def test_every_room_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for path in sorted((ROOT / "searchapp").rglob("*.py")):
        name = path.name if path.name != "__init__.py" else path.parent.name + "/"
        assert name in text, f"{path.relative_to(ROOT)} is not in ARCHITECTURE.md"


def test_the_version_has_an_entry_in_the_changelog() -> None:
    (version,) = re.findall(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.M)
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
