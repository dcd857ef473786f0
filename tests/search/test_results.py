from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from searchapp.analysis.aliases import Aliases
from searchapp.analysis.lexicon import Family, Wanted
from searchapp.archive import Archive
from searchapp.engines.base import Engine, Result
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import Plan, make_plan
from searchapp.search.page import Bucket, Page
from searchapp.search.results import answer, mark_article
from tests.articles import make_article
from tests.engines.contract import ARCHIVE
from tests.vocabulary import families


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = WhooshEngine.create(Path(tmp_path_factory.mktemp("results")) / "index")
    with engine.writer() as writer:
        writer.replace("/files/all", "1", ARCHIVE)
    yield engine
    engine.close()


def ask(engine: Engine, query: str, **options: object) -> Page:
    plan = make_plan(query, spellings=True, **options)  # type: ignore[arg-type]
    return answer(engine, query, plan, Aliases())


def test_a_hit_shows_the_matches_as_written(engine: Engine) -> None:
    (hit,) = ask(engine, "kataib", outlets=["Harbor Ledger"]).hits
    assert hit.title.segments() == [("Kata’ib", "letters"), (" takes the bridge", "")]
    assert [snippet.marks for snippet in hit.snippets] == [()]
    assert (str(hit.title), hit.id) == (ARCHIVE[0].title, "a1")
    assert (hit.outlet, str(hit.date)) == ("Harbor Ledger", "2020-01-03")


def test_outlets_come_by_count_then_name_and_the_unknown_last(engine: Engine) -> None:
    facet = ask(engine, "").facets["outlet"]
    assert facet == (
        Bucket("Harbor Ledger", 2, False),
        Bucket("Press Kite", 1, False),
        Bucket(None, 2, False),
    )


def test_a_chosen_outlet_stays_though_nothing_of_it_is_left(engine: Engine) -> None:
    facet = ask(engine, "council", outlets=["Harbor Ledger"]).facets["outlet"]
    assert facet == (Bucket("Press Kite", 1, False), Bucket("Harbor Ledger", 0, True))


def test_dates_come_in_order_and_the_unknown_last(engine: Engine) -> None:
    facet = ask(engine, "", since="2020").facets["date"]
    assert facet == (
        Bucket("2019", 1, False),
        Bucket("2020-01", 3, True),
        Bucket(None, 1, False),
    )


def test_the_undated_can_be_chosen(engine: Engine) -> None:
    facet = ask(engine, "", undated=True).facets["date"]
    assert [bucket.selected for bucket in facet] == [False, False, True]


def test_a_page_can_be_written_as_json(engine: Engine) -> None:
    page = ask(engine, "river (", outlets=[None, "Harbor Ledger"], since="2020", undated=True)
    plain = json.loads(json.dumps(page.to_json()))
    assert plain["filters"] == {
        "outlets": ["Harbor Ledger", None],
        "since": "2020",
        "until": None,
        "undated": True,
    }
    assert [hint["code"] for hint in plain["hints"]] == ["unbalanced-parenthesis"]
    assert plain["total"] == len(plain["hits"]) == 3
    assert plain["hits"][0]["highlights"]["title"]["marks"] == [[0, 5, "exact"]]
    assert "body" not in plain["hits"][0]


def test_a_book_is_snipped_at_its_beginning(engine: Engine) -> None:
    book = make_article("b1", "Book", "Early zebra. " + "word " * 200_000 + "late zebra " * 9)
    with engine.writer() as writer:
        writer.replace("/files/book", "1", [book])
    (hit,) = ask(engine, "zebra").hits
    assert ["zebra" in snippet.text for snippet in hit.snippets] == [True]
    with engine.writer() as writer:
        writer.drop("/files/book")


def test_all_that_belongs_to_an_answer_shares_one_deadline(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count()
    left: list[float] = []
    search, families = engine.search, engine.families

    def searched(plan: Plan) -> Result:
        left.append(plan.deadline)
        return search(plan._replace(deadline=1e9))

    def spelt(plan: Plan) -> Mapping[Wanted, Family]:
        left.append(plan.deadline)
        return families(plan._replace(deadline=1e9))

    monkeypatch.setattr(engine, "search", searched)
    monkeypatch.setattr(engine, "families", spelt)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    page = ask(engine, "kataib OR pmu OR usa", deadline=1e6)
    assert page.total
    assert len(left) > 2
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == len(left)


def test_a_whole_article_is_marked_paragraph_by_paragraph() -> None:
    article = ARCHIVE[0].__class__.from_json(
        ARCHIVE[0].to_json()
        | {
            "body": "A drone came.\n\nThe strike came.\n\nNothing.",
            "captions": ["Nothing.", "Came the drone."],
        }
    )
    plan = make_plan('"came the" kataib')
    known = families(plan.query, article.title, article.body)
    title, paragraphs, captions = mark_article(article, plan, known)
    assert title.marks == ((0, 7, "letters"),)
    assert [paragraph.segments() for paragraph in paragraphs] == [
        [("A drone ", ""), ("came.", "exact")],
        [("The", "exact"), (" strike came.", "")],
        [("Nothing.", "")],
    ]
    assert [caption.segments() for caption in captions] == [
        [("Nothing.", "")],
        [("Came the", "exact"), (" drone.", "")],
    ]


def idle(engine: Engine, query: str, *without: str, **options: object) -> list[str]:
    hints = ask(engine, query, without=without, **options).hints
    return [hint.message for hint in hints if hint.code == "nothing-switched-off"]


def test_what_switches_nothing_off_is_told(engine: Engine) -> None:
    (message,) = idle(engine, "kataib drone", "Nonsense", "kataib", "~kataib")
    assert message == (
        "No word that is looked for stands for nonsense, ~kataib, "
        "so nothing was switched off by that; "
        "a form is written as the list of spellings shows it, "
        "and a name that is asked for with ~ as ~name."
    )
    (message,) = idle(engine, "kataib", *(f"word{n}" for n in range(9)), "z" * 99)
    assert "word0, word1, word2, word3, word4 and 5 more, so" in message
    assert len(idle(engine, "zebra", "z" * 99)[0]) < 250
    # What articles must be without is left out in all its forms, whatever is off.
    assert len(idle(engine, "kataib -drone", "drones")) == 1


def test_nothing_is_told_of_what_is_off_or_cannot_be_known(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert idle(engine, "kataib", "kata'ib", "kataib") == []
    assert idle(engine, "zebra", "zebra") == []
    assert idle(engine, "kata*", "nonsense") == idle(engine, "", "nonsense") == []
    assert idle(engine, "kataib", "", " ") == []
    for family in (Family((), partial=True), Family((), cut=1)):
        with monkeypatch.context() as patched:
            patched.setattr(engine, "families", lambda plan, each=family: {Wanted("kataib"): each})
            assert idle(engine, "kataib", "nonsense") == []


def test_a_name_with_a_tilde_has_switches_of_its_own(sample_archive: Archive) -> None:
    switches = ["~pgu", "~Popular Guard Units", "~alhirasa alshaabiyya", "guard"]
    assert sample_archive.search("~PGU", without=switches).hints == ()
    (hint,) = sample_archive.search("~PGU", without=["popular guard units"]).hints
    assert hint.message.startswith("No word that is looked for stands for popular guard units, so")
