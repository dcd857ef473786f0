from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from searchapp import indexing
from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article, Rejected
from searchapp.settings import Settings
from tests.ingest.reading import BAKER, MET, articles, read, rejections
from tests.ingest.samples import DIGEST, PAGE, files, lines, make_tar, make_zip

TEXT = f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n".encode()
Make = Callable[[Mapping[str, bytes]], bytes]
MAKERS: dict[str, Make] = {
    "a.zip": make_zip,
    "a.ZIP": make_zip,
    "a.tar": make_tar,
    "b.tar": lambda members: make_tar(members, tarfile.GNU_FORMAT),
    "a.tgz": lambda members: gzip.compress(make_tar(members)),
    "a.tar.gz": lambda members: gzip.compress(make_tar(members, tarfile.USTAR_FORMAT)),
    "a.zip.gz": lambda members: gzip.compress(make_zip(members)),
}


@pytest.fixture(params=sorted(MAKERS))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    """Writes an archive of each sort."""

    def write(members: Mapping[str, bytes]) -> Path:
        path: Path = tmp_path / request.param
        path.write_bytes(MAKERS[request.param](members))
        return path

    return write


Write = Callable[[Mapping[str, bytes]], Path]


def test_every_kind_is_read_in_an_archive_as_in_a_folder(make: Write, tmp_path: Path) -> None:
    members = {
        f"north/{name}": data for name, data in files().items() if "zip" not in name
        and "tar" not in name and "tgz" not in name and "warc" not in name and "wet" not in name
    }  # fmt: skip
    folder = tmp_path / "folder"
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    def said(found: list[Article]) -> list[tuple[object, ...]]:
        return sorted(
            (
                a.source.path.split("north/")[1],
                a.source.part,
                a.title,
                a.outlet,
                str(a.date),
                a.body,
            )
            for a in found
        )

    path = make(members)
    assert said(articles(path)) == said(articles(folder))
    assert len(articles(path)) > 20


def test_a_member_is_named_by_archive_and_path(make: Write) -> None:
    path = make({"march/a.txt": TEXT, "./b.TXT.gz": gzip.compress(TEXT)})
    first, second = articles(path)
    assert first.source.path == f"{path.name}!/march/a.txt"
    assert second.source.path == f"{path.name}!/b.TXT.gz"
    assert first.source.end == len(TEXT) - 1


def test_ids_do_not_depend_on_other_members(make: Write) -> None:
    (alone,) = articles(make({"a.txt": TEXT}))
    third = articles(make({"0.txt": TEXT, "1.html": PAGE.encode(), "a.txt": TEXT}))[2]
    assert third.id == alone.id
    assert len({each.id for each in articles(make({"0.txt": TEXT, "a.txt": TEXT}))}) == 2


def test_an_archive_in_an_archive_is_read_and_one_in_that_is_not(make: Write) -> None:
    deepest = make_zip({"a.txt": TEXT})
    inner = {"b.txt": TEXT, "c.zip": deepest, "d.tgz": gzip.compress(make_tar({"a.txt": TEXT}))}
    path = make({"in.zip": make_zip(inner), "in.tar": make_tar(inner), "z.txt": TEXT})
    found = read(path)
    read_from = [each.source.path for each in found if isinstance(each, Article)]
    assert read_from == [f"{path.name}!/{n}" for n in ("in.zip!/b.txt", "in.tar!/b.txt", "z.txt")]
    refused = [each for each in found if isinstance(each, Rejected)]
    assert {each.reason for each in refused} == {"unsupported"}
    assert [each.path.split("!/", 1)[1] for each in refused] == [
        "in.zip!/c.zip", "in.zip!/d.tgz", "in.tar!/c.zip", "in.tar!/d.tgz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\news\\a.txt", "\\\\host\\a.txt", "..\\a.txt"],
)
def test_a_name_that_leads_out_is_refused_and_the_rest_is_read(make: Write, name: str) -> None:
    found = read(make({name: TEXT, "b.txt": TEXT}))
    assert isinstance(found[0], Rejected)
    assert found[0].reason == "malformed"
    assert "leads out" in found[0].detail
    assert isinstance(found[1], Article)
    assert len(found) == 2


def test_names_of_windows_are_understood(make: Write) -> None:
    path = make({"march\\a.txt": TEXT})
    assert articles(path)[0].source.path == f"{path.name}!/march/a.txt"


def test_hidden_members_are_passed_over_and_ignored_ones_too(make: Write) -> None:
    members = {
        ".hidden.txt": TEXT, "__MACOSX/x/._a.txt": b"\0", ".git/a.txt": TEXT, "x/.DS_Store": b"\0",
        ".searchappignore": b"*\n", "x/a.log": TEXT, "drafts/b.txt": TEXT, "c.txt": TEXT,
    }  # fmt: skip
    path = make(members)
    found = read(path)
    assert [getattr(each, "reason", "article") for each in found] == [
        "unsupported", "article", "article",
    ]  # fmt: skip
    (path.parent / ".searchappignore").write_text("*.log\ndrafts/\n")
    (path.parent / "up").mkdir()
    assert [each.source.path for each in articles(path.parent)] == [
        f"{path.parent.name}/{path.name}!/c.txt"
    ]


def test_a_file_of_a_name_that_was_read_is_refused(make: Write) -> None:
    path = make({"a.txt": TEXT, "./a.txt": TEXT})
    found = read(path)
    assert isinstance(found[0], Article)
    assert isinstance(found[1], Rejected)
    assert found[1].reason == "malformed"


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        kinds = (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.BLKTYPE,
            tarfile.FIFOTYPE,
        )
        for number, kind in enumerate(kinds):
            header = tarfile.TarInfo(f"{number}.txt")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
        header = tarfile.TarInfo("z.txt")
        header.size = len(TEXT)
        archive.addfile(header, io.BytesIO(TEXT))
    found = read(tmp_path / "a.tar")
    assert [getattr(each, "reason", "article") for each in found] == ["unsupported"] * 5 + [
        "article"
    ]
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr(link, "/etc/passwd")
        zipped.writestr("b.txt", TEXT)
    found = read(tmp_path / "a.zip")
    assert [getattr(each, "reason", "article") for each in found] == ["unsupported", "article"]


def test_an_encrypted_member_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": TEXT, "b.txt": TEXT}))
    # The flag stands in the member's own head and in the list at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    found = read(tmp_path / "a.zip")
    assert isinstance(found[0], Rejected)
    assert (found[0].reason, found[0].detail) == ("unsupported", "it is encrypted")
    assert isinstance(found[1], Article)


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(b"Bridge")] ^= 1
    (tmp_path / "a.zip").write_bytes(data)
    found = read(tmp_path / "a.zip")
    assert [getattr(each, "reason", "article") for each in found] == ["unreadable", "article"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
@pytest.mark.parametrize(
    "data", [b"", b"not an archive", b"PK\x05\x06", b"\0" * 100, b"\xff" * 600]
)
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (rejected,) = rejections(tmp_path / name)
    assert rejected.path == name
    assert rejected.reason in ("unreadable", "empty")


def test_an_archive_that_is_cut_off_says_so(tmp_path: Path) -> None:
    whole = make_tar({"a.txt": TEXT, "b.txt": TEXT * 20})
    for cut in (700, 1600, 2500, len(TEXT) * 10):
        (tmp_path / "a.tar").write_bytes(whole[:cut])
        assert any(each.reason == "unreadable" for each in rejections(tmp_path / "a.tar"))
        (tmp_path / "a.tgz").write_bytes(gzip.compress(whole)[: cut // 9])
        assert any(each.reason == "unreadable" for each in rejections(tmp_path / "a.tgz"))


def test_a_broken_head_inside_a_tar_is_no_silent_end(tmp_path: Path) -> None:
    data = bytearray(make_tar({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    at = data.index(b"b.txt")
    data[at : at + 5] = b"!!!!!"
    (tmp_path / "a.tar").write_bytes(data)
    found = read(tmp_path / "a.tar")
    assert [getattr(each, "reason", "article") for each in found] == ["article", "unreadable"]


@pytest.mark.parametrize("size", [200 * 10**9, 2**60])
def test_a_tar_that_ends_long_before_it_says_gives_what_is_there_at_once(
    tmp_path: Path, size: int
) -> None:
    header = tarfile.TarInfo("b.txt")
    header.size = size
    whole = make_tar({"a.txt": TEXT})
    cut = whole[: 512 + -(-len(TEXT) // 512) * 512] + header.tobuf(tarfile.GNU_FORMAT) + TEXT
    (tmp_path / "a.tar").write_bytes(cut)
    first, *rejected = read(tmp_path / "a.tar")
    assert isinstance(first, Article)
    told = [each for each in rejected if isinstance(each, Rejected)]
    assert [(each.path, each.reason) for each in told] == [
        ("a.tar!/b.txt", "unreadable"), ("a.tar", "unreadable"),
    ]  # fmt: skip
    assert "cut short" in told[-1].detail
    assert told[-1].truncates


def test_a_tar_without_the_blocks_that_should_end_it_is_whole(tmp_path: Path) -> None:
    whole = make_tar({"a.txt": TEXT})
    (tmp_path / "a.tar").write_bytes(whole[: 512 + -(-len(TEXT) // 512) * 512])
    assert [type(each) for each in read(tmp_path / "a.tar")] == [Article]


def test_an_archive_of_nothing_is_empty(make: Write) -> None:
    assert [each.reason for each in rejections(make({}))] == ["empty"]


# -- What is made to fill a disk or a memory ------------------------------------------------------


def test_a_member_larger_than_a_file_may_be_is_refused(make: Write) -> None:
    path = make({"a.txt": b"word " * 1000, "b.txt": TEXT})
    limits = Limits(max_file_bytes=3000)
    if path.name == "a.zip.gz":
        # This one has to be held in memory as a whole, as a file has.
        limits = Limits(max_file_bytes=4000)
    found = read(path, limits)
    assert [getattr(each, "reason", "article") for each in found] == ["too-large", "article"]


@pytest.mark.parametrize("name", ["a.zip", "a.tgz"])
def test_what_comes_out_in_all_is_limited(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(MAKERS[name]({f"{n}.txt": TEXT for n in range(100)}))
    limits = Limits.from_settings(Settings(max_archive_mb=0.01))
    found = read(tmp_path / name, limits)
    assert sum(isinstance(each, Article) for each in found) < 50
    assert isinstance(found[-1], Rejected)
    assert (found[-1].reason, found[-1].path) == ("too-large", name)
    assert "max_archive_mb" in found[-1].detail


@pytest.mark.parametrize("name", ["a.zip", "a.tgz", "a.zip.gz"])
def test_what_is_packed_too_tight_is_refused_soon(tmp_path: Path, name: str) -> None:
    bomb = {f"{n}.jsonl": (b" " * 1000 + b"\n") * 60_000 for n in range(3)}
    (tmp_path / name).write_bytes(MAKERS[name](bomb))
    assert (tmp_path / name).stat().st_size < 1_000_000
    found = read(tmp_path / name)
    assert {getattr(each, "reason", "article") for each in found} <= {"too-large", "empty"}
    assert "200 to 1" in str(found) or name == "a.zip.gz"


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz", "in.zip"])
def test_a_member_made_to_fill_a_disk_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str
) -> None:
    bomb = b" " * 50_000_000
    packed = {"a.jsonl.gz": gzip.compress, "in.zip": lambda data: make_zip({"b.txt": data})}
    member = packed.get(name, bytes)(bomb)
    stored = zipfile.ZIP_STORED if name in packed else zipfile.ZIP_DEFLATED
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("0.txt", TEXT)
        archive.writestr(name, member, stored)
        archive.writestr("z.txt", TEXT)
    found = read(path)
    assert [getattr(each, "reason", "article") for each in found] == [
        "article", "too-large", "article",
    ]  # fmt: skip
    assert isinstance(found[1], Rejected)
    assert found[1].path.startswith(f"a.zip!/{name}")
    assert "200 to 1" in found[1].detail


def test_many_members_made_to_fill_a_disk_end_the_reading(tmp_path: Path) -> None:
    bombs = {f"{n}.jsonl": b" " * 20_000_000 for n in range(9)}
    (tmp_path / "a.zip").write_bytes(make_zip({"0.txt": TEXT, **bombs, "z.txt": TEXT}))
    found = read(tmp_path / "a.zip")
    assert [getattr(each, "reason", "article") for each in found[:2]] == ["article", "too-large"]
    assert len(found) < 9
    assert isinstance(found[-1], Rejected)
    assert (found[-1].path, found[-1].reason) == ("a.zip", "too-large")
    assert "the rest of it is not read" in found[-1].detail


@pytest.mark.parametrize("name", ["a.tar", "a.tgz"])
def test_what_stands_behind_a_large_member_of_a_tar_is_read(tmp_path: Path, name: str) -> None:
    large = b"a word of many\n" * 200_000
    (tmp_path / name).write_bytes(MAKERS[name]({"a.txt": large, "z.txt": TEXT}))
    found = read(tmp_path / name, Limits(max_file_bytes=2_000_000))
    assert [getattr(each, "reason", "article") for each in found] == ["too-large", "article"]


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = make_zip({"a.txt": TEXT})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    more = [entry.replace(b"a.txt", b"%d.txt" % n) for n in range(3)]
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, 4, 4, len(entry) * 4)
    (tmp_path / "a.zip").write_bytes(data[:at] + entry + b"".join(more) + tail)
    found = read(tmp_path / "a.zip")
    assert sum(isinstance(each, Article) for each in found) <= 1
    assert any("overlaps" in each.detail for each in found if isinstance(each, Rejected))


def test_too_many_members_are_refused(make: Write) -> None:
    path = make({f"{n}.txt": TEXT for n in range(20)})
    found = read(path, Limits(max_members=5))
    assert sum(isinstance(each, Article) for each in found) == 5
    assert isinstance(found[-1], Rejected)
    assert "more than 5 files" in found[-1].detail


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "b.tar"])
def test_a_long_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(MAKERS[name]({f"{'long/' * 300}a.txt": TEXT}))
    (rejected,) = rejections(tmp_path / name)
    assert (rejected.reason, rejected.detail) == ("malformed", "its name is too long")
    assert len(rejected.path) < 300


# -- On the way through the house -----------------------------------------------------------------


def test_progress_goes_on_inside_an_archive(make: Write) -> None:
    members = {f"{n}.txt": TEXT + bytes(str(n) * 3000, "ascii") for n in range(50)}
    (file,) = find_files([make(members)])
    told: list[int] = []
    found = sum(isinstance(e, Article) for e in read_articles(file, Limits(), told.append))
    assert found == 50
    assert 0 < max(told) <= file.size
    assert len(told) >= 50 or file.path.endswith("gz")


def test_nothing_is_written_to_disk(make: Write) -> None:
    path = make({"a.txt": TEXT, "in.zip": make_zip({"a.txt": TEXT})})
    before = sorted(path.parent.iterdir())
    read(path)
    assert sorted(path.parent.iterdir()) == before


def test_an_archive_is_indexed_and_replaced_as_one_file(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.zip").write_bytes(make_zip({"a.txt": DIGEST.encode(), "b.jsonl": lines().encode()}))
    report = indexing.build([news], tmp_path / "index")
    assert (report.articles, report.files, report.rejected) == (4, 1, [])
    assert indexing.build([news], tmp_path / "index").unchanged == 1
    (news / "a.zip").write_bytes(make_zip({"a.txt": TEXT, "b.json": json.dumps({}).encode()}))
    report = indexing.build([news], tmp_path / "index")
    assert (report.articles, [each.path for each in report.rejected]) == (1, ["news/a.zip!/b.json"])
