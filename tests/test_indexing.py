from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from pathlib import Path

import pytest

import searchapp
from searchapp.errors import IndexDamaged
from searchapp.indexing import Progress, Report
from searchapp.settings import Settings


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(article("The bridge is closed", "Harbor Ledger"))
    (folder / "ferry.txt").write_text(article("The ferry runs again", "Press Kite"))
    rows = [{"title": f"Brief {n}", "text": f"Brief words {n}.", "outlet": "VKN"} for n in range(3)]
    (folder / "briefs.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def article(title: str, outlet: str) -> str:
    body = "The harbour office said on Monday that work on the pier goes on as it was planned. " * 3
    return f"{title}\n\n{outlet} | March 4, 2019\n\n{body}\n"


def build(corpus: Path, **options: bool) -> Report:
    return searchapp.build([corpus], corpus.parent / "index", **options)  # type: ignore[arg-type]


def total(corpus: Path, query: str = "") -> int:
    with searchapp.open(corpus.parent / "index") as archive:
        return archive.search(query, copies=True).total


def test_a_folder_becomes_an_index(corpus: Path) -> None:
    report = build(corpus)
    assert (report.files, report.articles, report.rejected) == (3, 5, [])
    assert (report.undated, report.no_outlet) == (3, 0)
    assert total(corpus) == 5
    assert total(corpus, "ferry") == 1


def test_the_same_again_changes_nothing(corpus: Path) -> None:
    build(corpus)
    with searchapp.open(corpus.parent / "index") as archive:
        before = archive.stats()
    report = build(corpus)
    assert (report.articles, report.unchanged) == (0, 3)
    with searchapp.open(corpus.parent / "index") as archive:
        assert archive.stats() == before


def test_a_changed_file_replaces_its_articles(corpus: Path) -> None:
    build(corpus)
    (corpus / "bridge.txt").write_text(article("The bridge is open", "Harbor Ledger"))
    report = build(corpus)
    assert (report.articles, report.unchanged) == (1, 2)
    assert (total(corpus), total(corpus, "closed"), total(corpus, "open")) == (5, 0, 1)


def test_only_the_contents_of_a_file_count(corpus: Path) -> None:
    build(corpus)
    os.utime(corpus / "bridge.txt", (0, 0))
    assert build(corpus).unchanged == 3


def test_a_vanished_file_stays_until_it_is_pruned(corpus: Path) -> None:
    build(corpus)
    (corpus / "briefs.jsonl").unlink()
    report = build(corpus)
    assert [Path(key).name for key in report.vanished] == ["briefs.jsonl"]
    assert (report.dropped, total(corpus)) == (0, 5)
    assert build(corpus, prune=True).dropped == 1
    assert total(corpus) == 2
    assert build(corpus).vanished == []


def test_pruning_one_folder_leaves_the_others(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "news-old"
    other.mkdir()
    (other / "old.txt").write_text(article("The old pier", "Press Kite"))
    searchapp.build([corpus, other], tmp_path / "index")
    shutil.rmtree(other)
    assert build(corpus, prune=True).dropped == 0
    assert total(corpus) == 6


def test_a_second_folder_is_added(corpus: Path, tmp_path: Path) -> None:
    build(corpus)
    (tmp_path / "more.txt").write_text(article("A third pier", "Press Kite"))
    searchapp.build([tmp_path / "more.txt"], tmp_path / "index")
    assert total(corpus) == 6


def test_ids_do_not_depend_on_order_or_place(corpus: Path, tmp_path: Path) -> None:
    build(corpus)
    moved = shutil.copytree(corpus, tmp_path / "elsewhere" / "news")
    for file in sorted(moved.iterdir(), reverse=True):
        others = [each for each in moved.iterdir() if each != file]
        for other in others:
            other.rename(tmp_path / other.name)
        searchapp.build([moved], tmp_path / "other")
        for other in others:
            (tmp_path / other.name).rename(other)
    with (
        searchapp.open(tmp_path / "index") as one,
        searchapp.open(tmp_path / "other") as two,
    ):
        articles = [[hit.article for hit in each.search(copies=True).hits] for each in (one, two)]
    assert articles[0] == articles[1]


def test_what_cannot_be_read_is_reported_and_the_rest_is_indexed(corpus: Path) -> None:
    (corpus / "empty.txt").write_text("")
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (corpus / "broken.jsonl").write_text('{"title": "Whole", "text": "A whole record."}\n{"title":')
    (corpus / "broken.txt.gz").write_bytes(gzip.compress(b"words " * 1000)[:-20])
    (corpus / "dangling.txt").symlink_to(corpus / "nowhere.txt")
    report = build(corpus)
    reasons = {Path(each.path).name: each.reason for each in report.rejected}
    assert reasons == {
        "empty.txt": "empty",
        "photo.jpg": "unsupported",
        "binary.txt": "binary",
        "broken.jsonl": "malformed",
        "broken.txt.gz": "unreadable",
        "dangling.txt": "unreadable",
    }
    assert all(each.detail for each in report.rejected)
    assert total(corpus) == 6


def test_a_file_that_was_rejected_is_told_again(corpus: Path) -> None:
    (corpus / "empty.txt").write_text("")
    assert build(corpus).rejected == build(corpus).rejected != []


def test_a_file_that_was_emptied_takes_nothing_with_it(corpus: Path) -> None:
    build(corpus)
    (corpus / "bridge.txt").write_text("")
    for _ in range(2):
        report = build(corpus)
        assert (report.kept, report.reasons) == (1, {"empty": 1})
        assert total(corpus) == 5
    assert build(corpus, prune=True).kept == 0
    assert total(corpus) == 4


def test_what_was_indexed_of_a_file_that_cannot_be_read_today_stays(corpus: Path) -> None:
    build(corpus)
    (corpus / "bridge.txt").unlink()
    (corpus / "bridge.txt").symlink_to(corpus / "unmounted.txt")
    report = build(corpus, prune=True)
    assert [each.reason for each in report.rejected] == ["unreadable"]
    assert total(corpus) == 5


def test_a_file_above_the_limit_is_reported(corpus: Path) -> None:
    (corpus / "huge.txt").write_text("word " * 3_000)
    report = searchapp.build([corpus], corpus.parent / "index", settings=Settings(max_file_mb=0.01))
    assert [each.reason for each in report.rejected] == ["too-large"]
    assert total(corpus) == 5


def test_a_path_that_does_not_exist_changes_nothing(corpus: Path) -> None:
    with pytest.raises(searchapp.CorpusNotFound, match="nowhere"):
        searchapp.build([corpus, corpus / "nowhere"], corpus.parent / "index")
    assert not (corpus.parent / "index").exists()


def test_a_damaged_index_is_not_added_to_but_can_be_rebuilt(corpus: Path) -> None:
    build(corpus)
    for file in (corpus.parent / "index").glob("*.terms"):
        file.write_bytes(b"")
    with pytest.raises(searchapp.IndexDamaged, match="--rebuild"):
        build(corpus)
    assert build(corpus, rebuild=True).articles == 5
    assert total(corpus) == 5


def test_rebuilding_forgets_what_is_no_longer_there(corpus: Path) -> None:
    build(corpus)
    (corpus / "briefs.jsonl").unlink()
    assert build(corpus, rebuild=True).articles == 2
    assert total(corpus) == 2


def test_a_build_that_is_stopped_leaves_the_index_as_it_was(corpus: Path) -> None:
    build(corpus)
    (corpus / "bridge.txt").write_text(article("The bridge is open", "Harbor Ledger"))

    def stop(progress: Progress) -> None:
        if progress.step == "writing the index":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        searchapp.build([corpus], corpus.parent / "index", progress=stop)
    assert (total(corpus, "closed"), total(corpus, "open")) == (1, 0)
    assert build(corpus).articles == 1


def test_progress_goes_from_nothing_to_all(corpus: Path) -> None:
    steps: list[Progress] = []
    searchapp.build([corpus], corpus.parent / "index", progress=steps.append)
    done = [step.done for step in steps]
    assert done == sorted(done)
    assert steps[-1].done == steps[-1].total == sum(f.stat().st_size for f in corpus.iterdir())
    assert steps[-1].articles == 5


def test_progress_moves_inside_a_large_export(corpus: Path) -> None:
    words = " ".join(str(number) for number in range(2_000))
    rows = [{"title": f"Brief {n}", "text": f"{n} {words}"} for n in range(300)]
    packed = gzip.compress("\n".join(map(json.dumps, rows)).encode())
    (corpus / "export.jsonl.gz").write_bytes(packed)
    steps: list[Progress] = []
    searchapp.build([corpus / "export.jsonl.gz"], corpus.parent / "index", progress=steps.append)
    assert len({step.done for step in steps}) > 3
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_progress_says_how_much_of_the_sample_was_looked_at(corpus: Path) -> None:
    steps: list[searchapp.Progress] = []
    searchapp.build([corpus], corpus.parent / "index", progress=steps.append)
    looking = [each.step for each in steps if "repeat" in each.step]
    count = len(looking) - 1
    assert count > 1
    told = "looking for lines that repeat"
    assert looking == [told, *(f"{told}, {n} of {count} files" for n in range(1, count + 1))]


def test_originals_are_read_with_the_settings_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    rows = [f"Kop {n};De brug bij Ostrag blijft dicht, zegt veerman {n}." for n in range(3)]
    (tmp_path / "news" / "table.csv").write_text("\n".join(["kop;artikel", *rows]))
    own = Settings(fields={"title": ("kop",), "text": ("artikel",)}, max_file_mb=1.5)
    report = searchapp.build([tmp_path / "news"], tmp_path / "index", settings=own)
    assert report.articles == 3
    with searchapp.open(tmp_path / "index") as archive:
        found = sorted(archive.original(hit.id).text for hit in archive.search().hits)
        assert found == rows
        found_in = archive.search().hits[0].id
    (kept,) = (tmp_path / "index").glob("settings.*.json")
    kept.write_bytes(kept.read_bytes().replace(b"kop", b"top"))
    with searchapp.open(tmp_path / "index") as archive:
        for ask in (archive.search, lambda: archive.original(found_in), archive.verify):
            with pytest.raises(IndexDamaged, match=re.escape(kept.name)):
                ask()
    with pytest.raises(IndexDamaged, match=re.escape(kept.name)):
        searchapp.build([tmp_path / "news"], tmp_path / "index", settings=own)
    report = searchapp.build([tmp_path / "news"], tmp_path / "index", settings=own, rebuild=True)
    assert report.articles == 3


def test_a_report_counts_reasons(corpus: Path) -> None:
    (corpus / "empty.txt").write_text("")
    plain = json.loads(json.dumps(build(corpus).to_json()))
    assert plain["reasons"] == {"empty": 1}
    assert plain["articles"] == 5


def test_a_corpus_that_was_moved_is_not_doubled(corpus: Path, tmp_path: Path) -> None:
    build(corpus)
    (tmp_path / "elsewhere").mkdir()
    moved = corpus.rename(tmp_path / "elsewhere" / "news")
    report = searchapp.build([moved], tmp_path / "index")
    assert (report.articles, report.rejected) == (5, [])
    assert total(corpus) == 5


def test_two_folders_of_one_name_share_what_is_the_same(corpus: Path, tmp_path: Path) -> None:
    other = shutil.copytree(corpus, tmp_path / "elsewhere" / "news")
    (other / "more.txt").write_text(article("A third pier", "Press Kite"))
    report = searchapp.build([corpus, other], tmp_path / "index")
    assert (report.articles, report.reasons) == (6, {"copy": 5})
    assert total(corpus) == 6
    again = searchapp.build([corpus, other], tmp_path / "index")
    assert (again.articles, total(corpus)) == (0, 6)


def test_a_file_is_called_the_same_in_whatever_order_paths_are_named(
    corpus: Path, tmp_path: Path
) -> None:
    found = []
    for number, paths in enumerate(
        ([corpus, corpus / "bridge.txt"], [corpus / "bridge.txt", corpus])
    ):
        searchapp.build(paths, tmp_path / f"index{number}")
        with searchapp.open(tmp_path / f"index{number}") as archive:
            found.append(
                {
                    (hit.article.id, hit.article.source.path)
                    for hit in archive.search(copies=True).hits
                }
            )
    assert found[0] == found[1]
    assert len(found[0]) == 5


def test_a_file_read_only_in_part_is_read_again(corpus: Path) -> None:
    rows = [json.dumps({"title": f"Row {n}", "text": f"Words {n}. " * 100}) for n in range(300)]
    (corpus / "export.jsonl").write_text("\n".join(rows))
    small = Settings(max_export_mb=0.05)
    report = searchapp.build([corpus], corpus.parent / "index", settings=small)
    assert report.reasons == {"too-large": 1}
    assert total(corpus) < 300
    assert build(corpus).articles == 300
    assert total(corpus) == 305


def test_a_file_that_breaks_off_keeps_what_was_indexed_of_its_rest(corpus: Path) -> None:
    words = [" ".join(f"w{n * number % 9973}" for number in range(1_000)) for n in range(300)]
    rows = [json.dumps({"title": f"Row {n}", "text": text}) for n, text in enumerate(words)]
    whole = gzip.compress("\n".join(rows).encode())
    (corpus / "export.jsonl.gz").write_bytes(whole)
    build(corpus)
    (corpus / "export.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    for options in ({}, {"prune": True}, {"rebuild": True}):
        report = build(corpus, **options)
        assert report.reasons == {"unreadable": 1}
        assert 0 < report.articles < 300
        assert total(corpus) == 305
    (corpus / "export.jsonl.gz").write_bytes(gzip.compress("\n".join(rows[:200]).encode()))
    assert build(corpus).written == 1
    assert total(corpus) == 205


def test_a_pipe_is_no_file(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    report = build(corpus)
    assert report.reasons == {"unreadable": 1}


def test_an_index_inside_the_corpus_is_not_read(corpus: Path) -> None:
    for _ in range(2):
        report = searchapp.build([corpus], corpus / "index")
        assert report.rejected == []


def test_a_kind_that_is_not_read_makes_no_commit(corpus: Path) -> None:
    build(corpus)
    with searchapp.open(corpus.parent / "index") as archive:
        before = archive.stats().generation
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8")
    assert build(corpus).reasons == {"unsupported": 1}
    with searchapp.open(corpus.parent / "index") as archive:
        assert archive.stats().generation == before


@pytest.mark.parametrize(
    "record",
    [
        '{"title": ' + "[" * 500 + "1" + "]" * 500 + ', "text": "Deep words."}',
        '{"title": "Half", "text": "Half a pair \\ud800 here.", "outlet": "A \\udfff B"}',
        '{"t\\ud800": "x", "text": "Words of it."}',
    ],
)
def test_a_hostile_record_does_not_end_a_build(corpus: Path, record: str) -> None:
    (corpus / "hostile.jsonl").write_text(record)
    build(corpus)
    assert total(corpus) >= 5


OFFER = "The best of the harbour in your inbox every morning: the Ledger Briefing"


def with_offer(number: int) -> str:
    body = f"The harbour office said that pier {'x' * number} stays closed until the spring. " * 3
    return f"Pier {number}\n\nHarbor Ledger | March 4, 2019\n\n{body}\n\n{OFFER}\n"


def test_what_an_outlet_repeats_is_not_found_unless_it_is_wanted(corpus: Path) -> None:
    for number in range(6):
        (corpus / f"pier-{number}.txt").write_text(with_offer(number))
    build(corpus)
    assert total(corpus, "=briefing") == 0
    settings = Settings(repeated_lines=False)
    searchapp.build([corpus], corpus.parent / "index", rebuild=True, settings=settings)
    assert total(corpus, "=briefing") == 6


def test_a_later_file_of_an_outlet_is_read_with_what_its_other_files_teach(corpus: Path) -> None:
    for number in range(6):
        (corpus / f"pier-{number}.txt").write_text(with_offer(number))
    build(corpus)
    (corpus / "pier-7.txt").write_text(with_offer(7))
    report = build(corpus)
    assert (report.written, total(corpus, "=briefing")) == (1, 0)
