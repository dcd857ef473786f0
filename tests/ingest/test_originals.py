from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from searchapp.errors import CorpusTrouble, OriginalChanged, OriginalGone, OriginalUnreadable
from searchapp.ingest.identity import Identities
from searchapp.ingest.mojibake import Repair
from searchapp.ingest.originals import read_original
from searchapp.ingest.pages.html import decode_page
from searchapp.ingest.pipeline import FieldNames, Limits, find_files, read_articles
from searchapp.model import Article, Original
from tests.ingest.reading import BAKER, MET
from tests.ingest.samples import DIGEST, PAGE, ROWS, files, lines, make_zip

LIMITS = Limits()


def indexed(path: Path) -> list[tuple[str, Article]]:
    """The articles of a file or folder, each with the key of its file."""
    return [
        (file.key, each)
        for file in find_files([path])
        for each in read_articles(file, LIMITS)
        if isinstance(each, Article)
    ]


def again(key: str, article: Article, limits: Limits = LIMITS) -> Original:
    return read_original(key, article.id, article.source, limits)


@pytest.mark.parametrize("name", sorted(files()))
def test_the_text_of_every_article_of_every_kind_is_found_again(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(files()[name])
    found = indexed(tmp_path)
    assert found
    for key, article in found:
        original = again(key, article)
        source = article.source
        assert (original.path, original.start, original.end) == (
            source.path,
            source.start,
            source.end,
        )
        assert len(original.text) == source.end - source.start
        # The parts of a file that are alike have other ids from the second one on.
        identities = Identities(source.path)
        assert article.id in {identities.name(original.text) for _ in range(source.part)}


def test_an_original_is_what_is_written_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIGEST, "utf-8")
    (tmp_path / "b.html").write_text(PAGE, "utf-8")
    (tmp_path / "c.jsonl").write_text(lines(), "utf-8")
    texts = [again(key, article) for key, article in indexed(tmp_path)]
    assert [each.kind for each in texts] == ["text", "text", "page", "record", "record"]
    assert texts[0].text == f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}"
    assert texts[2].text == PAGE
    assert [each.text for each in texts[3:]] == lines().splitlines()


def test_one_of_two_parts_that_are_alike_is_found_in_its_own_place(tmp_path: Path) -> None:
    part = f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n\n"
    (tmp_path / "a.txt").write_text(part * 3)
    found = indexed(tmp_path)
    assert len({article.id for _, article in found}) == len(found) == 3
    assert [again(*each).start for each in found] == [each.source.start for _, each in found]


def test_a_text_that_moved_within_its_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DIGEST)
    key, article = indexed(tmp_path)[1]
    before = f"Ferry sails\nNorth Post | May 1, 2020\n{BAKER}\n{MET}\n\n"
    file.write_text(before + DIGEST)
    original = again(key, article)
    assert original.start == article.source.start + len(before)
    assert original.text.startswith("Mill reopens")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.zip", "a.warc"])
def test_a_file_that_changed_is_told(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(files()[name])
    key, article = indexed(tmp_path)[0]
    changed = {"a.zip": make_zip({"x/a.txt": DIGEST.replace("nine", "ten").encode()})}
    data = changed.get(name, files()[name].replace(b"nine", b"many"))
    file.write_bytes(data)
    with pytest.raises((OriginalChanged, OriginalUnreadable)) as raised:
        again(key, article)
    assert article.source.path in str(raised.value)
    assert str(tmp_path) not in str(raised.value)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DIGEST)
    key, article = indexed(tmp_path)[0]
    file.unlink()
    with pytest.raises(OriginalGone, match="gone"):
        again(key, article)
    file.mkdir()
    with pytest.raises(OriginalGone, match="gone"):
        again(key, article)


def test_a_member_that_is_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(make_zip({"x.txt": DIGEST.encode(), "y.html": PAGE.encode()}))
    key, article = indexed(tmp_path)[0]
    file.write_bytes(make_zip({"y.html": PAGE.encode()}))
    with pytest.raises(OriginalChanged, match=r"a\.zip!/x\.txt has changed"):
        again(key, article)


def test_limits_hold_here_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIGEST)
    key, article = indexed(tmp_path)[0]
    with pytest.raises(OriginalUnreadable, match="larger than the limit"):
        again(key, article, Limits(max_file_bytes=100))
    with pytest.raises(OriginalUnreadable, match="lines"):
        again(key, article, Limits(max_lines=2))


@pytest.mark.parametrize("name", ["a.txt", "a.zip", "a.warc.gz", "a.jsonl", "a.tgz"])
def test_a_large_file_is_given_up_after_a_while(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(files()[name])
    key, article = indexed(tmp_path)[-1]
    with pytest.raises(OriginalUnreadable, match="within 0 s"):
        read_original(key, article.id, article.source, LIMITS, deadline=0)


def test_what_became_another_kind_of_thing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DIGEST)
    key, article = indexed(tmp_path)[0]
    file.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(OriginalUnreadable):
        again(key, article)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(OriginalUnreadable, match="no regular file"):
        again(key, article)


def test_a_file_put_in_its_place_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password " * 500)
    folder = tmp_path / "corpus"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text(DIGEST)
    key, article = indexed(folder)[0]
    file.unlink()
    file.symlink_to(secret)
    with pytest.raises(CorpusTrouble) as raised:
        again(key, article)
    assert "password" not in str(raised.value)
    # Nor does a source that names another place lead there.
    elsewhere = dataclasses.replace(article.source, path="../../secret", start=0, end=8)
    with pytest.raises(CorpusTrouble):
        read_original(key, article.id, elsewhere, LIMITS)


def test_names_that_look_like_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "wow!"
    folder.mkdir()
    (folder / "a.txt").write_text(DIGEST)
    (folder / "b.zip").write_bytes(make_zip({"really!/c.txt": DIGEST.encode()}))
    found = indexed(tmp_path)
    assert len(found) == 4
    for key, article in found:
        assert again(key, article).path == article.source.path


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text(DIGEST)
    except OSError:
        pytest.skip("this file system takes no such name")
    (key, article), *_ = indexed(tmp_path)
    assert article.source.path.endswith(r"caf\xe9.txt")
    assert again(key, article).text.startswith("Bridge closed")


def test_of_a_large_archive_only_the_member_is_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []

    def counted(data: bytes) -> tuple[str, list[Repair]]:
        decoded.append(len(data))
        return decode_page(data)

    monkeypatch.setattr("searchapp.ingest.originals.decode_page", counted)
    members = {f"{n}.html": PAGE.replace("nine", str(n)).encode() for n in range(50)}
    (tmp_path / "a.zip").write_bytes(make_zip(members))
    key, article = indexed(tmp_path)[30]
    again(key, article)
    assert len(decoded) == 1


def test_other_names_of_fields_are_needed_to_find_a_row_again(tmp_path: Path) -> None:
    table = "kop;krant;artikel\n" + "".join(f"{r['title']};{r['outlet']};{MET}\n" for r in ROWS)
    (tmp_path / "a.csv").write_text(table)
    names = FieldNames({"title": ("kop",), "text": ("artikel",), "outlet": ("krant",)})
    (file,) = find_files([tmp_path])
    read = [each for each in read_articles(file, LIMITS, names=names) if isinstance(each, Article)]
    assert [read_original(file.key, a.id, a.source, LIMITS, names=names).text for a in read] == (
        table.splitlines()[1:]
    )
