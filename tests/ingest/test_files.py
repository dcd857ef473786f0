from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchapp.errors import CorpusNotFound
from searchapp.ingest.pipeline import Limits, find_files, fingerprint, read_articles
from searchapp.model import Rejected


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(*paths: Path) -> list[str]:
    return [file.path for file in find_files(paths)]


def test_files_are_found_in_order_under_the_name_of_their_folder(tmp_path: Path) -> None:
    make(tmp_path / "news", "b.txt", "a/z.txt", "a/.hidden/x.txt", ".dot.txt")
    assert names(tmp_path / "news") == ["news/a/z.txt", "news/b.txt"]
    (first, _) = find_files([tmp_path / "news"])
    assert first.root == tmp_path
    assert first.location.read_text() == "a/z.txt"
    assert first.key == (tmp_path / "news/a/z.txt").as_posix()


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path / "news", "a.txt", "b.txt")
    found = names(tmp_path / "news/b.txt", tmp_path / "news", tmp_path / "news/b.txt")
    assert len(found) == 2


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFound, match="nowhere"):
        find_files([tmp_path / "nowhere"])


def test_ignore_files_are_obeyed_the_deepest_first(tmp_path: Path) -> None:
    news = tmp_path / "news"
    make(news, "a.txt", "a.log", "old/b.txt", "keep/c.log", "keep/d.txt", "x/drafts/e.txt")
    (news / ".searchappignore").write_text("# not these\n*.log\n/old/\ndrafts\n!\n")
    (news / "keep/.searchappignore").write_text("!c.log\nd.txt\n")
    assert names(news) == ["news/a.txt", "news/keep/c.log"]


def test_a_loop_of_links_ends_and_real_names_win(tmp_path: Path) -> None:
    news = tmp_path / "news"
    make(news, "b/x.txt")
    (news / "a").symlink_to(news / "b")
    (news / "b/up").symlink_to(news)
    assert names(news) == ["news/b/x.txt"]


def test_a_rule_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "news/a.txt", "news/b.log")
    (tmp_path / "news/.searchappignore").write_text("a[}-9].txt\n[[z].txt\n*.log\n")
    assert names(tmp_path / "news") == ["news/a.txt"]


def test_a_link_to_what_is_in_the_corpus_is_read_under_its_own_name(tmp_path: Path) -> None:
    make(tmp_path, "news/.store/x.txt", "news/y.txt")
    (tmp_path / "news/more").symlink_to(tmp_path / "news/.store")
    (tmp_path / "news/z.txt").symlink_to("y.txt")
    assert names(tmp_path / "news") == ["news/more/x.txt", "news/y.txt", "news/z.txt"]
    assert [each.leads_out for each in find_files([tmp_path / "news"])] == [False] * 3


@pytest.mark.parametrize("target", ["elsewhere", "elsewhere/x.txt", "elsewhere/in"])
def test_a_link_that_leads_out_of_the_corpus_is_told_and_not_read(
    tmp_path: Path, target: str
) -> None:
    make(tmp_path, "elsewhere/x.txt", "elsewhere/in/y.txt", "news/y.txt")
    (tmp_path / "news/in").symlink_to(tmp_path / target)
    (tmp_path / "news/z").symlink_to("in")
    link, _, second = find_files([tmp_path / "news"])
    for file in (link, second):
        (rejected,) = read_articles(file, Limits())
        assert isinstance(rejected, Rejected)
        assert (rejected.path, rejected.reason) == (file.path, "link-outside")
        assert str(tmp_path / target) in rejected.detail
        assert "name that as well" in rejected.detail


def test_a_neighbour_whose_name_begins_like_the_corpus_is_outside(tmp_path: Path) -> None:
    make(tmp_path, "news/y.txt", "news-2/x.txt")
    (tmp_path / "news/x.txt").symlink_to(tmp_path / "news-2/x.txt")
    assert [each.leads_out for each in find_files([tmp_path / "news"])] == [True, False]


def test_a_link_to_another_folder_that_is_named_leads_nowhere_twice(tmp_path: Path) -> None:
    make(tmp_path, "other/x.txt", "other/in/z.txt", "news/y.txt")
    (tmp_path / "news/more").symlink_to(tmp_path / "other")
    for named in (["news", "other"], ["other", "news"]):
        found = names(*(tmp_path / each for each in named))
        assert found == ["news/y.txt", "other/in/z.txt", "other/x.txt"]
    assert names(tmp_path / "news", tmp_path / "other/in") == [
        "news/more",
        "news/y.txt",
        "in/z.txt",
    ]


def test_a_link_that_is_named_itself_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "elsewhere/x.txt", "elsewhere/in/y.txt")
    (tmp_path / "news").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/up").symlink_to(tmp_path / "elsewhere/in")
    assert names(tmp_path / "news") == ["news/in/y.txt", "news/x.txt"]
    (tmp_path / "one.txt").symlink_to(tmp_path / "elsewhere/x.txt")
    (file,) = find_files([tmp_path / "one.txt"])
    assert not file.leads_out


def test_a_broken_link_is_told(tmp_path: Path) -> None:
    make(tmp_path, "news/y.txt")
    (tmp_path / "news/x.txt").symlink_to(tmp_path / "gone")
    (file, _) = find_files([tmp_path / "news"])
    (rejected,) = read_articles(file, Limits())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "unreadable"


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "news/locked/x.txt", "news/y.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        # Permissions do not stop a superuser, who may well run the tests.
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    locked, _ = find_files([tmp_path / "news"])
    assert locked.path == "news/locked"
    (rejected,) = read_articles(locked, Limits())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "unreadable"


def test_a_fingerprint_changes_with_the_contents_only(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (file,) = find_files([tmp_path / "a.txt"])
    before = fingerprint(file)
    os.utime(file.location, (1, 1))
    assert fingerprint(file) == before
    file.location.write_text("other")
    assert fingerprint(file) != before
    file.location.unlink()
    with pytest.raises(FileNotFoundError):
        fingerprint(file)
