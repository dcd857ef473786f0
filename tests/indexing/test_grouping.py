from __future__ import annotations

import dataclasses
import itertools
import json
import random
import signal
from pathlib import Path

import pytest

import searchapp
from searchapp.columnar.commits import Notes, commit_stamp, read_commit, write_commit
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.indexing import BuildStopped
from searchapp.indexing.grouping import Copies, find_copies
from searchapp.indexing.messages import decode_found, encode_found
from searchapp.ingest.duplicates import Text, compare
from tests.articles import make_article
from tests.prose import prose, shortened, spelled

WIRE = prose(1)
# File, outlet, date, title, text.
FILES = {
    "wire.txt": ("Meridian Wire", "March 3, 2019", "Ferry sinks off Baghran", WIRE),
    "ledger.txt": ("Harbor Ledger", "March 4, 2019", "Night of the ferry", spelled(WIRE, 4)),
    "kite.txt": ("Press Kite", "March 5, 2019", "Ferry lost", shortened(WIRE, 0.6)),
    "mirror/kite.txt": ("Press Kite", "March 5, 2019", "Ferry lost", shortened(WIRE, 0.6)),
    "other.txt": ("Press Kite", "March 5, 2019", "A market opens", prose(2)),
}


def write(folder: Path, name: str) -> Path:
    outlet, date, title, text = FILES[name]
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{title}\n\n{outlet} | {date}\n\n{text}\n")
    return file


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    for name in FILES:
        write(folder, name)
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def groups_of(index: Path) -> object:
    note = Notes(index, read_commit(index)).read("groups")
    assert note is not None
    return note["members"]


def test_a_build_tells_what_it_looks_for_and_among_how_many(corpus: Path, index: Path) -> None:
    steps: list[str] = []
    searchapp.build([corpus], index, progress=lambda progress: steps.append(progress.step))
    assert steps[0] == "looking for what has changed, 0 of 5 files"
    assert steps[-2:] == [
        "looking for copies",
        "looking for copies among 5 articles, 0 compared",
    ]
    steps.clear()
    searchapp.build([corpus], index, progress=lambda progress: steps.append(progress.step))
    assert steps == ["looking for what has changed, 0 of 5 files", "writing the index"]


def test_a_build_finds_the_copies(corpus: Path, index: Path) -> None:
    report = searchapp.build([corpus], index)
    assert (report.articles, report.copies, report.near_copies) == (5, 1, 2)
    with searchapp.open(index) as archive:
        page = archive.search(sort="oldest")
        assert (page.total, page.articles) == (2, 4)
        ferry, market = page.hits
        assert ferry.duplicate_group == ferry.id
        assert [copy.outlet for copy in ferry.copies] == ["Harbor Ledger", "Press Kite"]
        assert (market.duplicate_group, market.copies) == (None, ())
        assert page.to_json()["hits"][0]["copies"] == [copy.to_json() for copy in ferry.copies]
        apart = archive.search(copies=True)
        assert (apart.total, apart.articles) == (4, 4)
        assert {str(hit.title) for hit in apart.hits} == {
            title for _, _, title, _ in FILES.values()
        }


def test_an_exact_copy_is_one_article_with_two_sources(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    with searchapp.open(index) as archive:
        (hit,) = archive.search("title:lost", copies=True).hits
        paths = {source.path for source in hit.sources}
        assert paths == {"news/kite.txt", "news/mirror/kite.txt"}
        assert hit.sources[0] == hit.article.source
        member = archive.copies(hit.id).member(hit.id)
        assert {source.path for source in member.sources} == paths
        assert all(archive.get(each).title == "Ferry lost" for each in member.ids)


def test_a_story_tells_how_alike_its_articles_are(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    with searchapp.open(index) as archive:
        (hit,) = archive.search("title:lost").hits
        story = archive.copies(hit.id)
        assert [member.outlet for member in story.members] == [
            "Meridian Wire",
            "Harbor Ledger",
            "Press Kite",
        ]
        first, spelling, cut = (member.similarity for member in story.members)
        assert first == 1.0
        assert 0.5 < spelling < 1.0
        assert 0.5 < cut < 0.7
        plain = json.loads(json.dumps(story.to_json()))
        assert plain["duplicate_group"] == story.members[0].id
        assert plain["members"][2]["similarity"] == round(cut, 3)
        with pytest.raises(searchapp.ArticleNotFound):
            archive.copies("nothing")


def test_the_order_and_number_of_builds_make_no_difference(tmp_path: Path) -> None:
    found = []
    random_ = random.Random(4)  # noqa: S311
    for number in range(4):
        names = random_.sample(sorted(FILES), len(FILES))
        cut = random_.randrange(1, len(names))
        index = tmp_path / f"index{number}"
        folder = tmp_path / str(number) / "news"
        for part in (names[:cut], names[cut:]):
            for name in part:
                write(folder, name)
                if number % 2:
                    searchapp.build([folder], index)
            searchapp.build([folder], index)
        found.append(groups_of(index))
    assert len(found[0]) == 4  # type: ignore[arg-type]
    assert all(one == other for one, other in itertools.pairwise(found))


def test_when_the_earliest_goes_the_next_leads(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    (corpus / "wire.txt").unlink()
    report = searchapp.build([corpus], index, prune=True)
    assert (report.copies, report.near_copies) == (1, 1)
    with searchapp.open(index) as archive:
        (hit,) = archive.search("title:lost").hits
        story = archive.copies(hit.id)
        assert [member.outlet for member in story.members] == ["Harbor Ledger", "Press Kite"]


def test_a_correction_can_part_exact_copies(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    (corpus / "corrections.toml").write_text(
        '[[correct]]\nfile = "mirror/*"\noutlet = "Mirror of the Kite"\n'
    )
    report = searchapp.build([corpus], index)
    assert (report.copies, report.near_copies) == (0, 3)


def test_a_build_that_was_stopped_before_grouping_is_made_good_by_the_next(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Copies:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("searchapp.indexing.building.find_copies", stop)
        with pytest.raises(KeyboardInterrupt):
            searchapp.build([corpus], index)
    with searchapp.open(index) as archive:
        assert archive.search().total == 5
        report = searchapp.build([corpus], index)
        assert (report.unchanged, report.near_copies) == (5, 2)
        assert archive.search().total == 2


def test_ctrl_c_ends_the_search_for_copies_and_the_next_build_makes_it_good(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def press_ctrl_c(one: Text, other: Text) -> float:
        nonlocal compared
        compared += 1
        if compared == 1:
            signal.raise_signal(signal.SIGINT)
        return compare(one, other)

    with monkeypatch.context() as patched:
        patched.setattr("searchapp.ingest.duplicates.compare", press_ctrl_c)
        with pytest.raises(BuildStopped) as stopped:
            searchapp.build([corpus], index)
    assert compared == 1
    assert (stopped.value.report.articles, stopped.value.report.finished) == (5, False)
    assert json.loads((index / "report.json").read_bytes())["finished"] is False
    report = searchapp.build([corpus], index)
    assert (report.unchanged, report.copies, report.near_copies) == (5, 1, 2)


def test_a_build_without_changes_leaves_the_groups_alone(corpus: Path, index: Path) -> None:
    first = searchapp.build([corpus], index)
    before = commit_stamp(index)
    again = searchapp.build([corpus], index)
    assert (again.copies, again.near_copies) == (first.copies, first.near_copies)
    assert commit_stamp(index) == before


def test_groups_of_other_rules_are_made_anew(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    engine = WhooshEngine.open(index)
    groups = engine.groups()
    assert groups is not None
    wrong = dict.fromkeys(groups.compared, 0.0)
    engine.group(Groups(groups.generation, groups.rules - 1, {}, wrong))
    engine.close()
    assert searchapp.build([corpus], index).near_copies == 2


def test_an_archive_that_is_open_sees_new_groups(corpus: Path, index: Path) -> None:
    searchapp.build([corpus / "wire.txt"], index)
    with searchapp.open(index) as archive:
        assert archive.search().hits[0].copies == ()
        searchapp.build([corpus], index)
        assert len(archive.search("title:ferry", sort="oldest").hits[0].copies) == 2


def test_a_sketch_arrives_from_the_process_that_made_it() -> None:
    article = make_article("a1", "Ferry sinks", WIRE, sketch=b"\x00\xff")
    position, arrived = decode_found(encode_found((7, article)))
    assert isinstance(arrived, searchapp.Article)
    assert (position, arrived, arrived.sketch) == (7, article, article.sketch)


def test_what_another_build_writes_it_groups_itself(corpus: Path, index: Path) -> None:
    searchapp.build([corpus], index)
    commit = read_commit(index)
    write_commit(index, dataclasses.replace(commit, notes={"ledger": commit.notes["ledger"]}))
    engine = WhooshEngine.open(index)
    with engine.writer():
        assert find_copies(engine) == Copies(exact=1, near=2)
        assert engine.groups() is None
    assert find_copies(engine) == Copies(exact=1, near=2)
    assert engine.groups() is not None
    engine.close()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"members": {}}'])
def test_groups_that_cannot_be_read_are_damage_and_can_be_rebuilt(
    corpus: Path, index: Path, text: str
) -> None:
    searchapp.build([corpus], index)
    (index / "groups.1.json").write_text(text)
    with (
        pytest.raises(searchapp.IndexDamaged, match=r"groups\.1\.json.*--rebuild"),
        searchapp.open(index) as archive,
    ):
        archive.search("ferry")
    (corpus / "new.txt").write_text("News\n\nOf the day.")
    with pytest.raises(searchapp.IndexDamaged, match=r"groups\.1\.json"):
        searchapp.build([corpus], index)
    assert searchapp.build([corpus], index, rebuild=True).near_copies == 2
