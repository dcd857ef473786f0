from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from searchapp import indexing, settings
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article
from tests.conftest import ROOT
from tests.ingest.reading import MET

OWN = {"title": ("kop", "Titel Boven"), "text": ("artikel",), "outlet": ("krant",)}


def test_the_settings_know_the_fields_of_the_table() -> None:
    table = tomllib.loads((ROOT / "searchapp/ingest/exports/fields.toml").read_text("utf-8"))
    assert set(settings.EXPORT_FIELDS) == set(table)


@pytest.mark.parametrize("name", ["kop", "KOP", "titel_boven", "Titel-Boven"])
def test_own_names_are_known_however_they_are_spaced(name: str) -> None:
    found = FieldNames(OWN).field_of(name)
    assert found is not None
    assert found[0] == "title"
    assert BUILT_IN.field_of(name) is None


def test_own_names_go_before_the_usual_ones() -> None:
    names = FieldNames({"text": ["snippet"], "outlet": ["title"]})
    own, usual = names.field_of("snippet"), names.field_of("body")
    assert own is not None
    assert usual is not None
    assert own[0] == usual[0] == "text"
    assert own[1] < usual[1]
    assert names.field_of("title") == ("outlet", -1)


def test_many_names_are_not_remembered_for_ever() -> None:
    names = FieldNames()
    for number in range(10_000):
        assert names.field_of(f"x{number}") is None
    assert names.field_of("body") == ("text", 0)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_export_is_read_by_own_names(tmp_path: Path, kind: str) -> None:
    row = {"Kop": "Brug dicht", "krant": "Noorderpost", "artikel": MET}
    if kind == "csv":
        text = ";".join(row) + "\n" + ";".join(row.values()) + "\n"
    else:
        text = json.dumps(row)
    (tmp_path / f"a.{kind}").write_text(text)
    (file,) = find_files([tmp_path / f"a.{kind}"])
    (article,) = read_articles(file, Limits(), names=FieldNames(OWN))
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.body) == ("Brug dicht", "Noorderpost", MET)
    assert article.evidence[0].rule == "field:Kop"


def test_a_build_uses_the_names_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"kop": "Brug dicht", "artikel": MET}))
    report = indexing.build([tmp_path / "a.jsonl"], tmp_path / "plain")
    assert (report.articles, report.rejected[0].reason) == (0, "no-text")
    own = settings.Settings(fields=OWN)
    assert indexing.build([tmp_path / "a.jsonl"], tmp_path / "own", settings=own).articles == 1
