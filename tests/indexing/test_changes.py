"""What is in two files, and what cannot be seen today, stays."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import searchapp
from searchapp.indexing import BuildStopped, Progress, job
from searchapp.indexing.building import run
from searchapp.indexing.job import Options
from searchapp.indexing.stopping import Stop
from searchapp.settings import Settings
from tests.ingest.samples import make_zip


def write(folder: Path, *titles: str) -> Path:
    rows = [{"title": title, "text": f"Words of {title}."} for title in titles]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "export.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def titles(index: Path) -> list[str]:
    with searchapp.open(index) as archive:
        return sorted(hit.article.title for hit in archive.search(copies=True, limit=100).hits)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(params=["before", "after"])
def roots(tmp_path: Path, index: Path, request: pytest.FixtureRequest) -> list[Path]:
    """Two folders of one name with an article in common; the index has it from the first."""
    names = ["x", "y"] if request.param == "before" else ["y", "x"]
    owner = write(tmp_path / names[0] / "news", "Bridge", "Ferry")
    searchapp.build([owner], index)
    other = write(tmp_path / names[1] / "news", "Ferry", "Tunnel")
    report = searchapp.build([owner, other], index)
    assert report.reasons == {"copy": 1}
    return [owner, other]


def test_a_file_that_shares_an_article_is_unchanged(roots: list[Path], index: Path) -> None:
    report = searchapp.build(roots, index)
    assert (report.unchanged, report.articles, report.reasons) == (2, 0, {})


def test_an_article_stays_when_one_of_its_two_files_loses_it(
    roots: list[Path], index: Path
) -> None:
    write(roots[0], "Bridge")
    searchapp.build(roots, index)
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]
    assert searchapp.build(roots, index).unchanged == 2
    write(roots[1], "Tunnel")
    searchapp.build(roots, index)
    assert titles(index) == ["Bridge", "Tunnel"]


@pytest.fixture
def mirrored(tmp_path: Path, index: Path) -> list[Path]:
    """Two folders of one name with the same articles."""
    roots = [write(tmp_path / name / "news", "Bridge", "Ferry") for name in ("x", "y")]
    report = searchapp.build(roots, index)
    assert (report.articles, report.written, report.reasons) == (2, 1, {"copy": 2})
    return roots


def test_a_file_that_holds_nothing_but_copies_is_not_read_again(
    mirrored: list[Path], index: Path
) -> None:
    report = searchapp.build(mirrored, index)
    assert (report.unchanged, report.reasons, report.kept) == (2, {}, 0)
    # Nor when a correction names one of its articles and was heeded.
    with searchapp.open(index) as archive:
        (ferry,) = archive.search("ferry").hits
    for root in mirrored:
        (root / "corrections.toml").write_text(
            f'[[correct]]\narticle = "{ferry.id}"\noutlet = "VKN"\n'
        )
    searchapp.build(mirrored, index)
    assert searchapp.build(mirrored, index).unchanged == 2


def test_a_file_that_held_nothing_but_copies_is_read_when_it_changes(
    mirrored: list[Path], index: Path
) -> None:
    write(mirrored[1], "Ferry", "Tunnel")
    assert searchapp.build(mirrored, index).articles == 1
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]
    write(mirrored[1], "Bridge")
    searchapp.build(mirrored, index)
    assert titles(index) == ["Bridge", "Ferry"]
    assert searchapp.build(mirrored, index).unchanged == 2


@pytest.mark.parametrize("options", [{"prune": True}, {"rebuild": True}, {}])
def test_the_articles_of_a_mirror_come_from_the_file_that_is_left(
    mirrored: list[Path], index: Path, options: dict[str, bool]
) -> None:
    write(mirrored[0], "Tunnel")
    searchapp.build(mirrored, index, **options)  # type: ignore[arg-type]
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]
    (mirrored[0] / "export.jsonl").unlink()
    searchapp.build(mirrored, index, prune=True)
    assert titles(index) == ["Bridge", "Ferry"]


@pytest.mark.parametrize("options", [{"prune": True}, {"rebuild": True}])
def test_an_article_stays_when_one_of_its_two_files_is_dropped(
    roots: list[Path], index: Path, options: dict[str, bool]
) -> None:
    (roots[0] / "export.jsonl").unlink()
    searchapp.build(roots, index, **options)  # type: ignore[arg-type]
    assert titles(index) == ["Ferry", "Tunnel"]


def test_an_article_stays_when_one_of_its_two_files_is_no_longer_named(
    roots: list[Path], index: Path
) -> None:
    searchapp.build(roots[1:], index, rebuild=True)
    assert titles(index) == ["Ferry", "Tunnel"]


def test_an_article_comes_back_with_the_file_that_was_not_named(
    roots: list[Path], index: Path
) -> None:
    write(roots[0], "Bridge")
    searchapp.build(roots[:1], index)
    searchapp.build(roots, index)
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]


def test_an_article_comes_back_after_a_build_that_was_stopped(
    roots: list[Path], index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(roots[0], "Bridge")
    monkeypatch.setattr(job, "BATCH_ARTICLES", 1)
    stop = Stop()

    def ask(progress: Progress) -> None:
        stop.asked = progress.step.startswith("writing what was read")

    with pytest.raises(BuildStopped):
        run(Options(roots=roots), index, Settings(), ask, stop)
    searchapp.build(roots, index)
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]


def test_only_what_was_touched_is_looked_at_and_what_shares_with_it(
    roots: list[Path], index: Path, tmp_path: Path
) -> None:
    alone = write(tmp_path / "alone", "Mill")
    searchapp.build([*roots, alone], index)
    write(roots[0], "Bridge")
    options = Options(roots=[*roots, alone], touched={roots[0] / "export.jsonl"})
    report = run(options, index, Settings(), lambda _: None, Stop())
    assert report.files == 2
    assert titles(index) == ["Bridge", "Ferry", "Mill", "Tunnel"]


@pytest.fixture
def news(tmp_path: Path, index: Path) -> Path:
    write(tmp_path / "news", "Bridge")
    write(tmp_path / "news" / "old", "Ferry")
    write(tmp_path / "news" / "old" / "older", "Tunnel")
    searchapp.build([tmp_path / "news"], index)
    return tmp_path / "news"


@pytest.mark.parametrize("options", [{}, {"prune": True}, {"rebuild": True}])
def test_what_is_in_a_folder_that_cannot_be_listed_is_not_missed(
    news: Path, index: Path, options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder) == news / "old":
            raise PermissionError
        return scandir(folder)

    # Not `chmod`, which does not keep root out.
    monkeypatch.setattr("searchapp.ingest.files.os.scandir", refuse)
    report = searchapp.build([news], index, **options)  # type: ignore[arg-type]
    assert (report.vanished, report.dropped) == ([], 0)
    assert report.reasons == {"unreadable": 1}
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]


@pytest.mark.parametrize("options", [{"prune": True}, {"rebuild": True}])
def test_what_is_behind_a_link_that_leads_nowhere_today_is_not_missed(
    news: Path, index: Path, options: dict[str, bool]
) -> None:
    (news / "old").rename(news / ".drive")
    (news / "old").symlink_to(news / ".drive")
    assert searchapp.build([news], index, rebuild=True).rejected == []
    (news / ".drive").rename(news / ".unmounted")
    searchapp.build([news], index, **options)  # type: ignore[arg-type]
    assert titles(index) == ["Bridge", "Ferry", "Tunnel"]


def test_what_is_behind_a_link_that_leads_out_is_told_and_keeps_what_is_in_the_index(
    news: Path, tmp_path: Path, index: Path
) -> None:
    (news / "old").rename(tmp_path / "drive")
    (news / "old").symlink_to(tmp_path / "drive")
    for _ in range(2):
        report = searchapp.build([news], index, prune=True)
        assert (report.reasons, report.written, report.dropped) == ({"link-outside": 1}, 0, 0)
        assert titles(index) == ["Bridge", "Ferry", "Tunnel"]
    alone = tmp_path / "alone"
    searchapp.build([news], alone)
    assert titles(alone) == ["Bridge"]
    report = searchapp.build([news, tmp_path / "drive"], alone)
    assert (report.reasons, titles(alone)) == ({}, ["Bridge", "Ferry", "Tunnel"])


def test_a_folder_in_whose_place_is_a_file_is_gone(news: Path, index: Path) -> None:
    (news / "old" / "older" / "export.jsonl").unlink()
    (news / "old" / "older").rmdir()
    (news / "old" / "export.jsonl").unlink()
    (news / "old").rmdir()
    (news / "old").write_text("")
    searchapp.build([news], index, prune=True)
    assert titles(index) == ["Bridge"]


def test_an_archive_is_not_read_again_for_a_member_beyond_the_limits(
    news: Path, index: Path
) -> None:
    archive = news / "news.zip"
    archive.write_bytes(make_zip({"a.txt": b"The ferry ran.", "b.txt": b"The bridge. " * 1000}))
    small, large = Settings(max_file_mb=0.005), Settings(max_file_mb=1.0)
    assert searchapp.build([news], index, settings=small).reasons == {"too-large": 1}
    assert searchapp.build([news], index, settings=small).unchanged == 4
    report = searchapp.build([news], index, settings=large)
    assert (report.unchanged, report.reasons) == (3, {})
    assert searchapp.build([news], index, settings=large).unchanged == 4
    # What cannot be read any more is not taken for gone.
    archive.write_bytes(make_zip({"b.txt": b"The bridge. " * 1000, "c.txt": b"The mill opened."}))
    before = len(titles(index))
    assert searchapp.build([news], index, settings=small).reasons == {"too-large": 1}
    assert len(titles(index)) == before + 1


def test_a_file_that_is_damaged_is_read_at_every_build(news: Path, index: Path) -> None:
    data = gzip.compress("".join(f'{{"text": "Words of {n}."}}\n' for n in range(9)).encode())
    (news / "a.jsonl.gz").write_bytes(data[:-12])
    for _ in range(2):
        report = searchapp.build([news], index)
        assert (report.unchanged, report.reasons) == (3, {"unreadable": 1})
