"""What users write beside a corpus, from the files to the index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import searchapp
from searchapp.indexing import Report
from searchapp.ingest.pipeline import Limits, Notes, find_files, read_articles
from searchapp.model import Article
from tests.ingest.reading import BAKER, MET

DIGEST = (
    f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n"
    f"Mill reopens\nSouth Herald | May 4, 2020\n{BAKER}\n{MET}"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    (folder / "digest.txt").write_text(DIGEST)
    (folder / "old" / "dam.txt").write_text(f"Dam leaks\nEast Echo | May 5, 2020\n{MET}\n{BAKER}\n")
    return folder


def articles(*paths: Path) -> dict[str, Article]:
    files = find_files(paths)
    notes = Notes(files)
    read = [each for f in files for each in read_articles(f, Limits(), notes=notes.of(f))]
    return {each.title: each for each in read if isinstance(each, Article)}


def outlets(*paths: Path) -> list[str | None]:
    return [each.outlet for each in articles(*paths).values()]


def build(corpus: Path, **options: bool) -> Report:
    return searchapp.build([corpus], corpus.parent / "index", **options)  # type: ignore[arg-type]


def shown(corpus: Path) -> list[str]:
    with searchapp.open(corpus.parent / "index") as archive:
        return sorted(str(hit.article.outlet) for hit in archive.search(copies=True).hits)


def correct(folder: Path, *entries: str) -> None:
    (folder / "corrections.toml").write_text("\n".join(f"[[correct]]\n{e}" for e in entries))


def test_notes_speak_for_their_folder_and_below_and_are_not_read(corpus: Path) -> None:
    (corpus / "old" / "outlets.toml").write_text('[outlets]\n"Echo" = ["East Echo", "North Post"]')
    assert outlets(corpus) == ["North Post", "South Herald", "Echo"]
    (corpus.parent / "outlets.toml").write_text('[outlets]\n"N" = ["North Post", "East Echo"]')
    assert outlets(corpus) == ["N", "South Herald", "Echo"]
    # A file that is named outright is spoken of as if it had been found in its folder.
    assert outlets(corpus / "old" / "dam.txt") == ["Echo"]
    report = build(corpus)
    assert (report.files, report.rejected, report.unmatched) == (2, [], [])


def test_corrections_come_last_and_the_article_before_its_file(corpus: Path) -> None:
    (corpus / "outlets.toml").write_text('[outlets]\n"Echo" = ["East Echo"]')
    dam = articles(corpus)["Dam leaks"]
    correct(
        corpus,
        f'article = "{dam.id}"\ndate = ""',
        'file = "*.txt"\noutlet = "East Echo"\ndate = "2020"',
        'file = "digest.txt"\npart = 2\ntitle = "Mill opens"',
    )
    found = articles(corpus)
    assert [str(each.date) for each in found.values()] == ["2020", "2020", "None"]
    assert {each.outlet for each in found.values()} == {"East Echo"}
    assert list(found) == ["Bridge closed", "Mill opens", "Dam leaks"]


def test_only_what_a_correction_means_is_read_again(corpus: Path) -> None:
    build(corpus)
    correct(corpus, 'file = "old/"\noutlet = "Echo"')
    report = build(corpus)
    assert (report.articles, report.unchanged) == (1, 1)
    assert shown(corpus) == ["Echo", "North Post", "South Herald"]
    assert build(corpus).unchanged == 2
    correct(corpus, 'file = "digest.txt"\npart = 1\noutlet = "VKN"')
    assert build(corpus).articles == 3
    assert shown(corpus) == ["East Echo", "South Herald", "VKN"]
    (corpus / "corrections.toml").unlink()
    report = build(corpus)
    assert (report.articles, report.unchanged) == (2, 1)
    assert shown(corpus) == ["East Echo", "North Post", "South Herald"]


@pytest.mark.parametrize("before", [True, False])
def test_a_correction_of_an_article_reads_its_file_again_and_once(
    corpus: Path, before: bool
) -> None:
    mill = articles(corpus)["Mill reopens"]
    if before:
        build(corpus)
    correct(corpus, f'article = "{mill.id}"\noutlet = "VKN"')
    assert build(corpus).articles == (2 if before else 3)
    assert shown(corpus) == ["East Echo", "North Post", "VKN"]
    assert build(corpus).unchanged == 2
    assert build(corpus, rebuild=True).unmatched == []
    assert shown(corpus) == ["East Echo", "North Post", "VKN"]
    (corpus / "corrections.toml").unlink()
    assert build(corpus).articles == 2
    assert shown(corpus) == ["East Echo", "North Post", "South Herald"]


def test_a_changed_table_of_outlets_reads_its_folder_again(corpus: Path) -> None:
    build(corpus)
    (corpus / "old" / "outlets.toml").write_text('[outlets]\n"Echo" = ["East Echo"]')
    assert build(corpus).unchanged == 1
    assert shown(corpus) == ["Echo", "North Post", "South Herald"]
    assert build(corpus).unchanged == 2


def test_a_correction_that_finds_nothing_is_reported_in_every_build(corpus: Path) -> None:
    correct(
        corpus,
        'file = "digest.txt"\ntitle = "X"',
        'file = "digets.txt"\ntitle = "X"',
        'article = "aaaaaaaaaaaaaaaa"\ntitle = "X"',
    )
    for report in (build(corpus), build(corpus)):
        assert [each.partition("entry ")[2][0] for each in report.unmatched] == ["2", "3"]
        assert json.loads(json.dumps(report.to_json()))["unmatched"] == report.unmatched
    correct(corpus, 'file = "digest.txt"\npart = 3\ntitle = "X"')
    assert "part 3" in build(corpus).unmatched[0]


def test_notes_above_what_is_read_may_speak_of_more(corpus: Path) -> None:
    correct(corpus, 'file = "digest.txt"\noutlet = "VKN"', 'file = "nothing.txt"\ntitle = "X"')
    build(corpus)
    report = searchapp.build([corpus / "old"], corpus.parent / "index")
    assert [each.partition("entry ")[2][0] for each in report.unmatched] == ["2"]


def test_notes_above_a_folder_are_not_held_against_it_where_nothing_else_is_known(
    corpus: Path,
) -> None:
    correct(corpus, 'file = "digest.txt"\noutlet = "A"', 'file = "none.txt"\noutlet = "B"')

    def unmatched(folder: Path) -> list[str]:
        files = find_files([folder])
        notes = Notes(files)
        for file in files:
            for each in read_articles(file, Limits(), notes=notes.of(file)):
                assert isinstance(each, Article)
                notes.saw_article(notes.of(file), each)
        return notes.unmatched()

    assert unmatched(corpus / "old") == []
    (said,) = unmatched(corpus)
    assert "'none.txt'" in said


def test_the_order_of_days_and_months_can_be_said(corpus: Path) -> None:
    (corpus / "outlets.toml").write_text('day_first = ["VKN"]')
    (corpus / "a.csv").write_text("text,outlet,date\nA bridge.,VKN,03/04/2020\n")
    (article,) = articles(corpus / "a.csv").values()
    assert (str(article.date), article.evidence[-1].rule) == ("2020-04-03", "outlet-date-order")


def test_a_wrong_note_changes_nothing(corpus: Path) -> None:
    (corpus / "outlets.toml").write_bytes(b"\xff")
    with pytest.raises(searchapp.BadCorpusNotes, match="cannot be read"):
        build(corpus)
    assert not (corpus.parent / "index").exists()


@pytest.mark.parametrize("name", ["outlets.toml", "corrections.toml"])
def test_notes_that_are_nested_too_deep_are_wrong(corpus: Path, name: str) -> None:
    (corpus / name).write_text("a = " + "[" * 100_000)
    with pytest.raises(searchapp.BadCorpusNotes, match=name):
        build(corpus)
