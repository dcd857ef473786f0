"""An index of ours is one of Whoosh's to any program that searches it."""

from __future__ import annotations

import datetime
import json
import marshal
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from whoosh import highlight, sorting
from whoosh import query as q
from whoosh.columns import VarBytesColumn
from whoosh.index import Index
from whoosh.qparser import MultifieldParser
from whoosh.reading import TermNotFound

import searchapp
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.engines.whoosh.nodes import AnyForm
from searchapp.engines.whoosh.opening import open_index
from searchapp.errors import IndexReadOnly
from tests.articles import make_article
from tests.engines.whoosh.questions import DATES, WORDS
from tests.engines.whoosh.twins import Held, columnar_index, hits, stock_index, write_snapshot

ARCHIVE = [
    [
        Held(
            make_article(
                "a1",
                "Drone over the harbour",
                "Kata'ib said the drone fell into the harbour. A second drone came down at noon.",
                outlet="Harbour Courier",
                date="2020-01-03",
                author="Ada Quill",
                url="https://news.invalid/1",
            )
        ),
        Held(make_article("a2", "Storm", "The storm has passed.", outlet="Harbour Courier")),
        Held(make_article("gone", "Drone", "An earlier report of the drone."), live=False),
    ],
    [
        Held(make_article("b1", "Буря", "Буря прошла. The drone too.", date="2019-12")),
        Held(make_article("b2", "Drone found", "Divers found the drone.", date="2020-01-05")),
    ],
]


@pytest.fixture
def index(tmp_path: Path) -> ColumnarIndex:
    return columnar_index(tmp_path / "index", ARCHIVE)


def ids(found: Any) -> list[str]:
    return [hit["id"] for hit in found]


def test_it_is_an_index_of_whooshs(index: ColumnarIndex) -> None:
    assert isinstance(index, Index)
    assert (index.doc_count(), index.doc_count_all(), index.is_empty()) == (4, 5, False)
    assert (index.latest_generation(), index.up_to_date(), index.refresh()) == (1, True, index)
    assert index.field_length("title") == 4 + 1 + 1 + 1 + 2
    assert index.max_field_length("title") == 4


def test_an_article_is_found_by_its_id(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        found = searcher.document(id="a1")
        assert found is not None
        assert found["title"] == "Drone over the harbour"
        assert (found["outlet"], found["author"]) == ("Harbour Courier", "Ada Quill")
        assert (found["date_text"], found["url"]) == ("2020-01-03", "https://news.invalid/1")
        assert searchapp.Article.from_json(json.loads(found["article"])) == (ARCHIVE[0][0].article)
        assert searcher.document(id="gone") is None
        assert searcher.document(id="never") is None
        assert [each["id"] for each in searcher.documents(outlet_name="Harbour Courier")] == [
            "a1",
            "a2",
        ]


def test_what_is_not_stored_is_read_from_its_column(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        (hit,) = searcher.search(q.Term("id", "b1"))
        assert (hit["month"], hit["date"], hit["date_end"]) == ("2019-12", 20191201, 20191231)
        assert hit["outlet_name"] == ""


def test_queries_are_parsed_by_the_schema(index: ColumnarIndex) -> None:
    parser = MultifieldParser(["title", "body"], index.schema)
    with index.searcher() as searcher:
        for text, expected in [
            ("KATA’IB", ["a1"]),
            ("drone date:2020", ["a1", "b2"]),
            ("drone date:..2019-12", ["b1"]),
            ("drone date:[2020 TO 2020]", ["a1", "b2"]),
            ("drone date:[2019-12 TO 2020]", ["a1", "b1", "b2"]),
            ("drone date:[2019-12-01 TO 2019-12-31]", ["b1"]),
            ("drone date:[2020 TO]", ["a1", "b2"]),
            ("drone date:[TO 2020}", ["b1"]),
            ("drone date:{2019-12 TO]", ["a1", "b2"]),
            ("drone date:[soon TO 2020]", []),
            ("drone date:{9999 TO]", []),
            ('"the drone fell"', ["a1"]),
            ("bur*", []),
            ("бур*", ["b1"]),
            ("outlet:courier", ["a1", "a2"]),
            ("drone NOT found", ["a1", "b1"]),
        ]:
            assert sorted(ids(searcher.search(parser.parse(text)))) == expected, text


def test_all_spellings_of_a_name_are_one_word(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        assert ids(searcher.search(AnyForm("body", ("kata'ib", "kataib")))) == ["a1"]


def test_a_range_of_moments_is_one_of_days(index: ColumnarIndex) -> None:
    new_year = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.UTC)
    with index.searcher() as searcher:
        for query, expected in [
            (q.DateRange("date", new_year, None), ["a1", "b2"]),
            (q.DateRange("date", None, new_year), ["b1"]),
        ]:
            drones = q.And([q.Term("body", "drone"), query])
            assert sorted(ids(searcher.search(drones))) == expected


def test_facets_go_by_queries_that_find_what_they_say(index: ColumnarIndex) -> None:
    gap: Any = datetime.timedelta(33)
    first = datetime.datetime(2019, 12, 1, tzinfo=datetime.UTC)
    before, behind = (first, first + gap), (first + gap, first + 2 * gap)
    drone = q.Term("body", "drone")
    by_day = sorting.DateRangeFacet("date", first, behind[1], gap)
    by_word = sorting.QueryFacet({"without": q.Not(drone), "with": q.Every()})
    with index.searcher() as searcher:

        def groups(facet: sorting.FacetType) -> dict[Any, list[str]]:
            found = searcher.search(q.Every(), groupedby={"found": facet}).groups("found")
            return {
                name: sorted(searcher.stored_fields(each)["id"] for each in documents)
                for name, documents in found.items()
            }

        assert groups(by_day) == {None: ["a2"], before: ["b1"], behind: ["a1", "b2"]}
        assert groups(by_word) == {"without": ["a2"], "with": ["a1", "b1", "b2"]}
        both = {("without", None): ["a2"], ("with", before): ["b1"]}
        assert groups(sorting.MultiFacet([by_word, by_day])).items() >= both.items()
        translated = sorting.TranslateFacet(str, by_word)
        assert groups(translated) == groups(by_word)
        order = ids(searcher.search(q.Every(), sortedby=[by_word, "date"]))
        assert order == ["b1", "a1", "b2", "a2"]
        kept = ids(searcher.search(q.Every(), collapse=by_day, collapse_order="date"))
        assert sorted(kept) == ["a1", "a2", "b1"]
        assert isinstance(by_day.querydict[before], q.DateRange)
        assert type(by_word.querydict["without"]) is q.Not


def test_a_word_can_be_shorter_than_what_must_stay_of_it(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        found = searcher.search(q.FuzzyTerm("body", "fell", prefixlength=9))
        assert ids(found) == ids(searcher.search(q.Term("body", "fell"))) != []


def test_pages_filters_and_masks_work(index: ColumnarIndex) -> None:
    drone = q.Term("body", "drone")
    with index.searcher() as searcher:
        page = searcher.search_page(drone, 2, pagelen=2)
        assert (page.total, page.pagecount, len(list(page))) == (3, 2, 1)
        dated = q.NumericRange("date", 20200101, None)
        assert sorted(ids(searcher.search(drone, filter=dated))) == ["a1", "b2"]
        assert ids(searcher.search(drone, mask=dated)) == ["b1"]
        assert len(searcher.search(drone, limit=1)) == 3


def test_the_first_hits_are_those_of_the_whole_order(index: ColumnarIndex) -> None:
    query = q.Or([q.Term("body", "the"), q.Term("body", "drone")])
    with index.searcher() as searcher:
        every = hits(searcher, query)
        for count in range(1, len(every) + 1):
            assert list(searcher.search(query, limit=count).items()) == every[:count]


def test_matches_are_highlighted_and_told(index: ColumnarIndex) -> None:
    query = q.Or([q.Term("body", "kata'ib"), q.Prefix("body", "dron")])
    with index.searcher() as searcher:
        results = searcher.search(query, terms=True)
        assert results.matched_terms() == {("body", b"kata'ib"), ("body", b"drone")}
        first = results[0]
        assert sorted(first.matched_terms()) == [("body", b"drone"), ("body", b"kata'ib")]
        results.formatter = highlight.UppercaseFormatter()
        assert "KATA'IB said the DRONE fell" in first.highlights("body")


def test_words_are_corrected(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        assert searcher.suggest("body", "drome") == ["drone"]
        query = MultifieldParser(["body"], index.schema).parse("drome harbor")
        corrected = searcher.correct_query(query, "drome harbor")
        assert corrected.string == "drone harbour"
        assert ids(searcher.search(corrected.query)) == ["a1"]


def test_articles_like_one_are_found(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        number = searcher.document_number(id="a1")
        assert number == 0
        assert "drone" in [word for word, _ in searcher.key_terms([0], "body")]
        assert set(ids(searcher.more_like(0, "body", numterms=20))) == {"a2", "b1", "b2"}


def test_a_field_that_is_not_there_has_nothing(index: ColumnarIndex) -> None:
    with index.searcher() as searcher:
        assert searcher.search(q.Term("place", "harbour")).is_empty()
        with pytest.raises(TermNotFound, match="place"):
            searcher.search(q.Prefix("place", "harbour"))
        with pytest.raises(ValueError, match="reading has no such column"):
            searcher.reader().column_reader("reading", column=VarBytesColumn())
        reader: Any = searcher.reader()
        for read in (reader, reader.leaf_readers()[0][0]):
            with pytest.raises(ValueError, match="body has no such column"):
                read.column_reader("body")
            with pytest.raises(KeyError, match="place"):
                read.column_reader("place")
            for field in ("place", "url"):
                with pytest.raises(TermNotFound, match=field):
                    list(read.lexicon(field))
                with pytest.raises(TermNotFound, match=field):
                    list(read.terms_from(field, b""))


@pytest.mark.parametrize("number", [-1, 5, 10**6])
def test_a_document_that_is_not_there_is_no_damage(number: int, index: ColumnarIndex) -> None:
    reader: Any = index.searcher().reader()
    with pytest.raises(IndexError):
        reader.stored_fields(number)
    with pytest.raises(IndexError):
        reader.leaf_readers()[1][0].stored_fields(number)


def test_an_empty_index_can_be_asked_everything(tmp_path: Path) -> None:
    index = columnar_index(tmp_path / "index", [])
    assert (index.is_empty(), index.doc_count(), index.max_field_length("body")) == (True, 0, 0)
    with index.searcher() as searcher:
        for query in (q.Every(), q.Term("body", "drone"), q.Prefix("body", "d"), q.Every("date")):
            found = searcher.search(query, groupedby="outlet_name", sortedby="date")
            assert found.is_empty()
        assert searcher.suggest("body", "drone") == []
        assert searcher.document(id="a1") is None
        assert searcher.up_to_date()


def test_a_searcher_keeps_its_commit_until_it_is_refreshed(tmp_path: Path) -> None:
    first = 1, write_snapshot(tmp_path / "1", ARCHIVE[:1])
    second = 2, write_snapshot(tmp_path / "2", ARCHIVE)
    now = [first]
    index = ColumnarIndex(lambda: now[-1], whoosh_schema(), stored_fields)
    searcher: Any = index.searcher()
    assert searcher.refresh() is searcher
    now.append(second)
    assert (searcher.doc_count(), searcher.up_to_date(), index.latest_generation()) == (2, False, 2)
    searcher = searcher.refresh()
    assert (searcher.doc_count(), searcher.up_to_date()) == (4, True)
    assert index.searcher().doc_count() == 4


@pytest.mark.parametrize(
    "write",
    [
        Index.writer,
        Index.optimize,
        lambda index: index.add_field("place", whoosh_schema()["title"]),
        lambda index: index.remove_field("title"),
        lambda index: index.delete_by_term("id", "a1"),
        lambda index: index.delete_by_query(q.Every()),
    ],
)
def test_it_is_written_by_searchapp_alone(
    write: Callable[[Index], Any], index: ColumnarIndex
) -> None:
    method = getattr(write, "__name__", "")
    with pytest.raises(IndexReadOnly, match=r"searchapp\.build"):
        getattr(index, method)() if hasattr(index, method) else write(index)
    assert index.doc_count() == 4


def refuse(*_: Any, **__: Any) -> Any:
    raise AssertionError("something was pickled")


@pytest.fixture
def no_pickle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every way to pickle and unpickle fail, by whatever name a module knows it."""
    ways = [
        getattr(module, name)
        for module, names in (
            (pickle, ("load", "loads", "dump", "dumps", "Unpickler", "Pickler")),
            (marshal, ("load", "loads", "dump", "dumps")),
        )
        for name in names
    ]
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("pickle", "_pickle", "marshal", "whoosh", "searchapp"):
            for known, value in list(vars(module).items()):
                if any(value is way for way in ways):
                    monkeypatch.setattr(module, known, refuse)
    with pytest.raises(AssertionError):
        pickle.dumps(1)
    with pytest.raises(AssertionError):
        stock_index(ARCHIVE)


@pytest.mark.usefixtures("no_pickle")
def test_nothing_is_pickled(tmp_path: Path, sample_index: Path) -> None:
    assert open_index(sample_index).searcher().search(q.Every(), sortedby="date", terms=True)
    index = columnar_index(tmp_path / "index", ARCHIVE)
    with index.searcher() as searcher:
        query = q.Or([q.Term("body", "drone"), q.NumericRange("date", 20200101, None)])
        found = searcher.search(query, terms=True, groupedby="outlet_name", sortedby="date")
        assert len(found) == 3
        assert set(found.groups()) == {"", "Harbour Courier"}
        assert found[0].highlights("body")
        assert searcher.suggest("body", "drome") == ["drone"]
        assert searcher.key_terms([0], "body")


def test_threads_that_share_an_index_get_the_same_answers(tmp_path: Path) -> None:
    articles = [
        Held(make_article(f"a{at}", WORDS[at % 7], " ".join(WORDS[: at % 9]), date=DATES[at % 5]))
        for at in range(300)
    ]
    index = columnar_index(tmp_path / "index", [articles[:200], articles[200:]])
    asked = [q.Term("body", "drone"), q.Prefix("body", "k"), q.NumericRange("date", 20190101, None)]
    shared = index.searcher()

    def ask(number: int) -> list[Any]:
        searcher: Any = shared if number % 2 else index.searcher()
        return [
            *(hits(searcher, query) for query in asked * 3),
            *(searcher.search(query, groupedby="date").groups() for query in asked),
            searcher.suggest("body", "strke"),
            searcher.document(id="a7"),
        ]

    expected = ask(0)
    fresh = columnar_index(tmp_path / "fresh", [articles[:200], articles[200:]])
    index, shared = fresh, fresh.searcher()
    with ThreadPoolExecutor(8) as pool:
        assert all(answer == expected for answer in pool.map(ask, range(48)))


def test_an_index_that_was_opened_shows_what_is_built_later(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "one.txt").write_text("Storm over the harbour\n\nThe storm has passed.\n")
    searchapp.build([corpus], folder)
    index = open_index(folder)
    searcher: Any = index.searcher()
    (corpus / "two.txt").write_text("Drone over the harbour\n\nThe drone fell into the harbour.\n")
    searchapp.build([corpus], folder)
    query = q.Term("body", "harbour")
    assert searcher.search(query).is_empty()
    assert not searcher.up_to_date()
    searcher = searcher.refresh()
    assert [hit["title"] for hit in searcher.search(query)] == ["Drone over the harbour"]


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(searchapp.IndexNotFound):
        open_index(tmp_path / "nowhere")
