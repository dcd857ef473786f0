from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from searchapp import settings
from searchapp.errors import BadSettings
from searchapp.settings import Kept, Settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.load(tmp_path, {}) == Settings()


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "searchapp.toml").write_text('index = "elsewhere"\nport = 9000\ndeadline = 2.5')
    loaded = settings.load(tmp_path, {})
    assert (loaded.index, loaded.port, loaded.deadline) == ("elsewhere", 9000, 2.5)
    assert loaded.host == Settings().host


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "searchapp.toml").write_text("port = 9000")
    assert settings.load(tmp_path, {"SEARCHAPP_PORT": "9001"}).port == 9001


def test_a_switch_is_true_or_false(tmp_path: Path) -> None:
    assert settings.load(tmp_path, {}).repeated_lines
    (tmp_path / "searchapp.toml").write_text("repeated_lines = false")
    assert not settings.load(tmp_path, {}).repeated_lines
    assert settings.load(tmp_path, {"SEARCHAPP_REPEATED_LINES": "True"}).repeated_lines


def test_how_many_threads_there_are_is_left_to_who_says_it() -> None:
    for told in ({}, {"OPENBLAS_NUM_THREADS": "4"}):
        environ = dict(told)
        settings.spare_threads(environ)
        assert environ == {"OPENBLAS_NUM_THREADS": "1"} | told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fields = 3", "table of lists"),
        ("[fields]\nkop = ['title']", "kop of fields"),
        ("[fields]\ntitle = 'kop'", "title of fields"),
        ("[fields]\ntitle = ['kop', 3]", "title of fields"),
        ("[fields]\ntitle = [' ']", "title of fields"),
        ("[fields]\ntitle = ['kop']\ntext = ['kop']", "both title and text"),
        ("prot = 9000", "prot"),
        ("port = 'high'", "whole number"),
        ("port = 9000.5", "whole number"),
        ("port = true", "whole number"),
        ("port = 0", "above 0"),
        ("deadline = nan", "above 0"),
        ("deadline = inf", "above 0"),
        ("index = ''", "text"),
        ("index = 3", "text"),
        ("repeated_lines = 'perhaps'", "true or false"),
        ("repeated_lines = 1", "true or false"),
        ("port 9000", "TOML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "searchapp.toml").write_text(text)
    with pytest.raises(BadSettings, match=word):
        settings.load(tmp_path, {})


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="SEARCHAPP_PAGE_SIZE"):
        settings.load(tmp_path, {"SEARCHAPP_PAGE_SIZE": "ten"})


def test_every_setting_is_described() -> None:
    described = settings.describe()
    for setting in dataclasses.fields(Settings):
        name = setting.name
        shown = f"[{name}]" if "table" in setting.metadata else f"SEARCHAPP_{name.upper()}"
        assert shown in described
        assert setting.metadata["help"] in described


def test_names_of_fields_come_from_the_file_only(tmp_path: Path) -> None:
    (tmp_path / "searchapp.toml").write_text('[fields]\ntitle = ["kop"]\noutlet = ["krant"]')
    assert settings.load(tmp_path, {}).fields == {"title": ("kop",), "outlet": ("krant",)}
    with pytest.raises(BadSettings, match="SEARCHAPP_FIELDS"):
        settings.load(tmp_path, {"SEARCHAPP_FIELDS": "kop"})


def test_what_says_how_files_are_read_is_kept() -> None:
    given = Settings(port=9, max_file_mb=1.5, max_archive_mb=7.0, fields={"title": ("kop", "Ü")})
    kept = settings.keep(given, [Path("/news/b"), Path("/news/a"), Path("/news/b")])
    assert kept.settings == dataclasses.replace(given, port=Settings().port)
    assert kept.corpus == (Path("/news/a"), Path("/news/b"))
    assert Kept.from_plain(json.loads(json.dumps(kept.to_plain()))) == kept
    assert settings.keep(Settings()) == Kept()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fields": 3}, "fields"),
        ({"max_file_mb": "much"}, "max_file_mb"),
        ({"corpus": "/news"}, "corpus"),
        ({"corpus": [1]}, "corpus"),
        ({"corpus": None}, "corpus"),
    ],
)
def test_what_was_not_kept_so_is_told(change: dict[str, object], said: str) -> None:
    plain = settings.keep(Settings()).to_plain()
    with pytest.raises(BadSettings, match=said):
        Kept.from_plain({**plain, **change})
    del plain[said]
    with pytest.raises(BadSettings, match=f"{said} is missing"):
        Kept.from_plain(plain)
