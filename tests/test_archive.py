"""The whole way on the sample archive: what a reader of `corpus/` knows, the archive must find."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

import searchapp
from searchapp import Archive, ArticleNotFound, BadParameter, Change, PartialDate, Relation
from searchapp.analysis.folding import fold_text
from tests.conftest import ROOT


def found(archive: Archive, query: str, **options: object) -> set[str]:
    page = archive.search(query, limit=1000, **options)  # type: ignore[arg-type]
    assert len(page.hits) == page.total
    return {hit.article.id for hit in page.hits}


@pytest.mark.parametrize("typed", ["Kata'ib", "Kata’ib", "kataib", "KATAIB", "Kata`ib", "katāʾib"])
def test_one_spelling_finds_all_with_the_same_letters(sample_archive: Archive, typed: str) -> None:
    expected = {
        hit.article.id
        for hit in sample_archive.search(limit=1000).hits
        if "kataib" in fold_text(f"{hit.article.title} {hit.article.body}").split()
    }
    assert len(expected) > 5
    assert found(sample_archive, typed, match="letters") == expected


def test_what_is_found_under_a_picture_is_shown_and_explained(sample_archive: Archive) -> None:
    hits = sample_archive.search("=el-Shamaani", limit=100).hits
    in_caption = [hit for hit in hits if "el-Shamaani" not in hit.article.body]
    assert in_caption
    for hit in in_caption:
        assert [reason.form.text for reason in hit.reasons if reason.form] == ["el shamaani"]
        assert any(
            "el-Shamaani" in piece
            for each in hit.snippets
            for piece, kind in each.segments()
            if kind
        )
        _, _, captions = sample_archive.highlight(hit.article, "=el-Shamaani")
        assert any(caption.marks for caption in captions)


def test_what_is_found_is_marked_as_it_was_written(sample_archive: Archive) -> None:
    marked = set()
    for hit in sample_archive.search("kataib", limit=1000).hits:
        title, paragraphs, _ = sample_archive.highlight(hit.article, "kataib")
        marks = {
            piece for text in (title, *paragraphs) for piece, match in text.segments() if match
        }
        assert marks
        marked |= marks
    assert {"Kata'ib", "Kata’ib", "Kataib"} <= marked


@pytest.mark.parametrize("copies", [False, True])
def test_facets_count_what_choosing_them_shows(sample_archive: Archive, copies: bool) -> None:
    page = sample_archive.search("fire", copies=copies)
    for bucket in page.facets["outlet"]:
        chosen = sample_archive.search("fire", outlets=[bucket.value], copies=copies)
        assert chosen.total == bucket.count
    for bucket in page.facets["date"]:
        chosen = (
            sample_archive.search("fire", undated=True, copies=copies)
            if bucket.value is None
            else sample_archive.search(
                "fire", since=bucket.value, until=bucket.value, copies=copies
            )
        )
        assert chosen.total == bucket.count


def test_copies_one_by_one_are_in_one_bucket_each(sample_archive: Archive) -> None:
    page = sample_archive.search("fire", copies=True)
    assert sum(bucket.count for bucket in page.facets["outlet"]) == page.total
    assert sum(bucket.count for bucket in page.facets["date"]) == page.total


def test_the_wire_story_is_one_result(sample_archive: Archive) -> None:
    page = sample_archive.search('"solvent had been stacked"')
    assert (page.total, page.articles) == (1, 4)
    (hit,) = page.hits
    outlets = {hit.outlet, *(copy.outlet for copy in hit.copies)}
    assert outlets == {"Brackwater Gazette", "Kardashan Courier", "L’Écluse-Matin", "Sluicegate"}
    apart = sample_archive.search('"solvent had been stacked"', copies=True)
    assert (apart.total, apart.articles) == (4, 4)
    assert {each.duplicate_group for each in apart.hits} == {hit.duplicate_group}
    assert sample_archive.copies(hit.id).members[0].id == hit.duplicate_group


def test_the_wire_story_is_the_only_one_of_the_sample(sample_archive: Archive) -> None:
    stats = sample_archive.stats()
    assert (stats.articles, stats.copies, stats.stories) == (101, 0, 98)


def test_several_outlets_are_the_sum_of_each(sample_archive: Archive) -> None:
    one, two = [bucket.value for bucket in sample_archive.search().facets["outlet"][:2]]
    both = found(sample_archive, "", outlets=[one, two], copies=True)
    assert both == found(sample_archive, "", outlets=[one], copies=True) | found(
        sample_archive, "", outlets=[two], copies=True
    )


def test_a_range_and_the_undated_are_all_there_is(sample_archive: Archive) -> None:
    dated = found(sample_archive, "", since="1900", until="2100")
    undated = found(sample_archive, "", undated=True)
    assert dated
    assert undated
    assert not dated & undated
    assert dated | undated == found(sample_archive, "")


def test_pages_tile_the_archive(sample_archive: Archive) -> None:
    whole = [hit.article.id for hit in sample_archive.search(limit=1000).hits]
    pages = [
        hit.article.id
        for offset in range(0, len(whole), 7)
        for hit in sample_archive.search(offset=offset, limit=7).hits
    ]
    assert pages == whole
    assert len(set(whole)) == len(whole)


def test_the_newest_come_first_and_the_undated_last(sample_archive: Archive) -> None:
    dates = [hit.article.date for hit in sample_archive.search(sort="newest", limit=1000).hits]
    known = [date.first_day() for date in dates if date is not None]
    assert known == sorted(known, reverse=True)
    assert dates[: len(known)] == [date for date in dates if date is not None]


def test_an_article_is_found_by_its_id(sample_archive: Archive) -> None:
    (hit,) = sample_archive.search("title:clerical", limit=1).hits
    article = sample_archive.get(hit.article.id)
    assert article == hit.article
    assert {each.field for each in article.evidence} >= {"title", "outlet", "date"}


def test_an_unknown_id_is_told(sample_archive: Archive) -> None:
    with pytest.raises(ArticleNotFound, match="nonsense"):
        sample_archive.get("nonsense")


def test_a_wrong_value_is_told(sample_archive: Archive) -> None:
    with pytest.raises(BadParameter, match="2020-13"):
        sample_archive.search("fire", since="2020-13")


@pytest.mark.parametrize(
    "typed",
    ['"', "AND", "((", "a*b*", "word " * 10_000, "a\0b", "😀", "*", "-", "date:soon", "~~~"],
)
def test_nonsense_gets_a_page_or_a_hint(sample_archive: Archive, typed: str) -> None:
    page = sample_archive.search(typed)
    assert page.total > 0 or page.hints or typed in ("a\0b", "~~~")


def test_stats_agree_with_a_search_for_everything(sample_archive: Archive) -> None:
    stats, page = sample_archive.stats(), sample_archive.search(copies=True)
    assert stats.articles == page.total == page.articles
    assert stats.stories == sample_archive.search().total
    assert stats.outlets == {bucket.value: bucket.count for bucket in page.facets["outlet"]}
    assert stats.dates == {bucket.value: bucket.count for bucket in page.facets["date"]}
    assert stats.first == PartialDate(2014, 5, 3)


def test_values_are_frozen(sample_archive: Archive) -> None:
    article = sample_archive.search(limit=1).hits[0].article
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "Another"  # type: ignore[misc]


def test_every_article_leads_to_its_original(sample_archive: Archive) -> None:
    for hit in sample_archive.search(copies=True, limit=200).hits:
        original = sample_archive.original(hit.id)
        source = hit.article.source
        assert (original.path, original.start, original.end) == (
            source.path,
            source.start,
            source.end,
        )
        # The first word of the text stands in what it was made of, whatever the markup around it.
        assert hit.article.body.split()[0] in original.text


def test_an_article_that_is_alone_has_not_changed(sample_archive: Archive) -> None:
    hit = next(hit for hit in sample_archive.search().hits if not hit.copies)
    difference = sample_archive.changes(hit.id)
    assert (difference.earlier, difference.later) == (hit.id, hit.id)
    assert difference.count(Change.GONE) == difference.count(Change.NEW) == 0
    assert difference.count(Change.SAME) == len(f"{hit.title} {hit.article.body}".split())


def test_other_names_come_from_beside_the_corpus(sample_archive: Archive) -> None:
    guard = {each.name: each.relation for each in sample_archive.aliases.of("Popular Guard Units")}
    assert guard["الحراسة الشعبية"] == Relation.SAME
    assert guard["Kata'ib al-Nahr"] == Relation.PART
    assert sample_archive.aliases.problems == ()


def test_the_articles_tell_other_names(sample_archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    (found,) = sample_archive.suggest_aliases(tell=lambda *far: told.append(far))
    assert (found.name, found.other) == ("Popular Guard Forces", "PGF")
    assert (found.articles, found.outlets, len(found.quotes)) == (3, 2, 3)
    assert told[-1] == (101, 101)
    for quote in found.quotes:
        assert quote.sentence.strip("… ") in sample_archive.get(quote.article).body
    # What is known is not told again.
    every = sample_archive.suggest_aliases(least=1)
    assert ("Hizb al-Miqyas", "Measure Party") in [(each.name, each.other) for each in every]
    assert "PGU" not in [each.other for each in every]


def test_what_is_accepted_has_the_sentence_for_its_source(tmp_path: Path) -> None:
    corpus = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    searchapp.build([corpus], tmp_path / "index")
    with searchapp.open(tmp_path / "index") as archive:
        file = archive.accept_alias("Popular Guard Forces", "PGF", ambiguous=True)
        assert file == corpus / "aliases.toml"
        (found,) = [each for each in archive.aliases.of("PGU") if each.name == "PGF"]
        assert found.ambiguous
        assert "2019-12-31" in found.source
        assert "brought the Popular Guard Forces (PGF) into being" in found.source
        assert archive.suggest_aliases() == []
        archive.reject_alias("PGU", "PGF", reason="not the same")
        assert "PGF" not in [each.name for each in archive.aliases.of("PGU")]
        with pytest.raises(BadParameter, match="no article does"):
            archive.accept_alias("Popular Guard Units", "Old Guard")
