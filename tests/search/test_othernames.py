"""Other names are offered with counts, and searched for where that is asked for."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.analysis.aliases import Aliases, Relation, join
from searchapp.analysis.aliasgroups import read_table
from searchapp.analysis.lexicon import Form, Kind
from searchapp.engines.base import Engine, Result
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import Plan, make_plan
from searchapp.search.othernames import resolve
from searchapp.search.page import Page
from searchapp.search.results import answer
from tests.articles import make_article

GROUPS = """
[[group]]
name = "Harbour Watch Units"
source = "made up"
names = [
    { same = "Nahr Guard" },
    { same = "HWU", ambiguous = true },
    { same = "IS", ambiguous = true },
    { former = "River Guard" },
]

[[group]]
name = "Nahr Brigade"
source = "made up"
names = [{ part_of = "Harbour Watch Units" }]
"""
ARTICLES = {
    "full": "The Harbour Watch Units met.",
    "other": "The Nahr Guard crossed the river.",
    "short": "HWU troops.",
    "former": "The River Guard, as it was.",
    "part": "The Nahr Brigade left.",
    "none": "Nobody came.",
}


@pytest.fixture(scope="module")
def aliases() -> Aliases:
    return join([read_table(GROUPS, "aliases.toml")])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = WhooshEngine.create(Path(tmp_path_factory.mktemp("names")) / "index")
    with engine.writer() as writer:
        articles = [make_article(name, name, text) for name, text in ARTICLES.items()]
        writer.replace("/files/all", "1", articles)
    yield engine
    engine.close()


def ask(engine: Engine, aliases: Aliases, query: str) -> Page:
    plan = make_plan(query, spellings=True, limit=20)
    return answer(engine, query, resolve(plan, aliases), aliases)


def found(page: Page) -> set[str]:
    return {hit.id for hit in page.hits}


def test_a_search_says_what_else_a_name_is_called_and_adds_nothing(
    engine: Engine, aliases: Aliases
) -> None:
    page = ask(engine, aliases, "Harbour Watch Units met")
    assert found(page) == {"full"}
    assert page.other_names == ()
    page = ask(engine, aliases, '"Harbour Watch Units"')
    assert found(page) == {"full"}
    assert [(each.offer.name, each.offer.relation, each.total) for each in page.other_names] == [
        ("Nahr Guard", Relation.SAME, 1),
        ("HWU", Relation.SAME, 1),
        ("River Guard", Relation.FORMER, 1),
        ("Nahr Brigade", Relation.PART, 1),
    ]
    assert [each.offer.ambiguous for each in page.other_names] == [False, True, False, False]


def test_of_an_ambiguous_name_those_that_mean_nothing_else_are_not_called_so(
    engine: Engine, aliases: Aliases
) -> None:
    page = ask(engine, aliases, "hwu")
    assert {each.offer.name: each.offer.ambiguous for each in page.other_names} == {
        "Harbour Watch Units": False,
        "Nahr Guard": False,
        "River Guard": False,
        "Nahr Brigade": False,
    }


def test_names_that_there_is_no_time_to_count_are_not_offered(
    engine: Engine, aliases: Aliases, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, left = engine.search, list[float]()

    def searched(plan: Plan) -> Result:
        left.append(plan.deadline)
        return dataclasses.replace(search(plan), partial=plan.limit == 0)

    monkeypatch.setattr(engine, "search", searched)
    page = ask(engine, aliases, '"Harbour Watch Units"')
    assert found(page) == {"full"}
    assert page.other_names == ()
    # They are counted in the time that is left.
    assert len(left) > 2
    assert max(left[1:]) < left[0]


def test_a_name_that_adds_no_article_is_not_offered(tmp_path: Path) -> None:
    group = """[[group]]
name = "Harbour Watch"
source = "made up"
names = [{ same = "Watch of the Harbour" }, { same = "Old Watch" }, { same = "هاربر ووتش" }]"""
    aliases = join([read_table(group, "aliases.toml")])
    texts = ["The Harbour Watch.", "Harbour Watch, the Watch of the Harbour.", "The Old Watch."]
    with contextlib.closing(WhooshEngine.create(tmp_path / "index")) as engine:
        with engine.writer() as writer:
            articles = [make_article(f"a{at}", text, "x") for at, text in enumerate(texts)]
            writer.replace("/files/all", "1", articles)
        page = ask(engine, aliases, '"harbour watch"')
        assert [(each.offer.name, each.total) for each in page.other_names] == [("Old Watch", 1)]
        # Behind the rarer name the other one adds something.
        page = ask(engine, aliases, '"watch of the harbour"')
        names = [(each.offer.name, each.total) for each in page.other_names]
        assert names == [("Harbour Watch", 2), ("Old Watch", 1)]


def test_the_query_with_both_finds_both(engine: Engine, aliases: Aliases) -> None:
    for each in ask(engine, aliases, '"Harbour Watch Units"').other_names:
        both = found(ask(engine, aliases, each.query))
        assert "full" in both
        assert len(both) == 2


@pytest.mark.parametrize("query", ["harbour watch units", "-x harbour watch units -y"])
def test_without_quotation_marks_the_same_names_are_offered(
    query: str, engine: Engine, aliases: Aliases
) -> None:
    page = ask(engine, aliases, query)
    quoted = ask(engine, aliases, '"harbour watch units"')
    names = [each.offer.name for each in page.other_names]
    assert names == [each.offer.name for each in quoted.other_names]
    for each, other in zip(page.other_names, quoted.other_names, strict=True):
        assert found(ask(engine, aliases, each.query)) == found(ask(engine, aliases, other.query))


def test_with_a_tilde_all_names_that_mean_nothing_else_are_searched_for(
    engine: Engine, aliases: Aliases
) -> None:
    certain = {"full", "other", "former"}
    assert found(ask(engine, aliases, '~"harbour watch units"')) == certain
    assert found(ask(engine, aliases, "~hwu")) == certain | {"short"}
    assert found(ask(engine, aliases, "~hwu -river")) == {"full", "short"}
    assert found(ask(engine, aliases, "body:~hwu")) == certain | {"short"}


def test_a_name_is_switched_off_and_no_other_with_it(engine: Engine, aliases: Aliases) -> None:
    def without(*names: str) -> Page:
        plan = make_plan("~hwu", spellings=True, limit=20, without=names)
        return answer(engine, "~hwu", resolve(plan, aliases), aliases)

    assert found(without("~nahr guard")) == {"full", "former", "short"}
    assert found(without("~HWU", "~River Guard")) == {"full", "other"}
    every = ("~hwu", "~harbour watch units", "~nahr guard", "~river guard")
    page = without(*every)
    assert found(page) == set()
    # The word hwu is not looked for any more, so nothing is told of it.
    (names,) = page.words
    assert tuple(each.switch for each in names.spellings) == every
    assert [(each.form.text, each.archive, each.is_off) for each in names.spellings] == [
        ("hwu", 1, True),
        ("Harbour Watch Units", 1, True),
        ("Nahr Guard", 1, True),
        ("River Guard", 1, True),
    ]


def test_what_is_off_is_excluded_all_the_same(engine: Engine, aliases: Aliases) -> None:
    excluded = found(ask(engine, aliases, "-~hwu"))
    plan = make_plan("-~hwu", limit=20, without=["~nahr guard", "~hwu"])
    assert found(answer(engine, "-~hwu", resolve(plan, aliases), aliases)) == excluded
    assert "other" not in excluded


def test_a_form_is_switched_off_and_the_name_with_its_other_forms_is_not(
    tmp_path: Path, aliases: Aliases
) -> None:
    texts = {"plain": "HWU sails.", "theirs": "HWU's boats.", "other": "Harbour Watch Units."}
    with contextlib.closing(WhooshEngine.create(tmp_path / "index")) as engine:
        with engine.writer() as writer:
            articles = [make_article(name, name, text) for name, text in texts.items()]
            writer.replace("/files/all", "1", articles)

        def without(*off: str) -> Page:
            plan = make_plan("~hwu", spellings=True, limit=20, without=off)
            return answer(engine, "~hwu", resolve(plan, aliases), aliases)

        page = without("HWU")
        assert found(page) == {"theirs", "other"}
        forms, names = page.words
        assert {each.switch: each.is_off for each in forms.spellings} == {
            "hwu": True,
            "hwu's": False,
        }
        assert {each.switch: each.archive for each in names.spellings if each.archive} == {
            "~hwu": 2,
            "~harbour watch units": 1,
        }
        assert not any(each.is_off for each in names.spellings)
        page = without("~HWU")
        assert found(page) == {"other"}
        assert [each.is_off for each in page.words[-1].spellings][:2] == [True, False]


SPELT = """
[[group]]
name = "Katibat al-Nahr"
source = "made up"
names = [
    { same = "Watch Organisation" },
    { same = "Watch Organization" },
    { same = "كتيبة النهر" },
    { former = "Watch Organisations" },
]
"""


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = WhooshEngine.create(Path(tmp_path_factory.mktemp("spelt")) / "index")
    texts = {
        "latin": "The Katibat al-Nahr.",
        "arabic": "قالت كتيبة النهر اليوم.",
        "s": "The Watch Organisation.",
        "z": "The Watch Organization.",
    }
    with engine.writer() as writer:
        articles = [make_article(name, name, text) for name, text in texts.items()]
        writer.replace("/files/all", "1", articles)
    yield engine
    engine.close()


@pytest.mark.parametrize("match", ["exact", "spellings"])
def test_the_spellings_of_a_name_are_counted_and_switched_off_as_one(
    spelt: Engine, match: str
) -> None:
    aliases = join([read_table(SPELT, "aliases.toml")])

    def ask_for(query: str, *without: str) -> Page:
        plan = make_plan(query, match=match, spellings=True, limit=20, without=without)
        return answer(spelt, query, resolve(plan, aliases), aliases)

    typed = '~"katibat al-nahr"'
    page = ask_for(typed)
    assert found(page) == {"latin", "arabic", "s", "z"}
    rows = {each.form.text: each for each in page.words[-1].spellings if each.archive}
    assert {name: (each.articles, each.also) for name, each in rows.items()} == {
        "katibat al nahr": (2, ("كتيبة النهر",)),
        "Watch Organisation": (2, ("Watch Organization",)),
    } | ({"Watch Organisations": (1, ())} if match == "spellings" else {})
    page = ask_for(typed, "~katibat al nahr")
    assert found(page) == {"s", "z"}
    assert [each.is_off for each in page.words[-1].spellings][:2] == [True, False]
    marks = [kind for hit in page.hits for _, _, kind in hit.snippets[0].marks]
    assert set(marks) == {"alias"}
    off = ("~watch organisation", "~watch organisations")
    assert found(ask_for(typed, *off)) == {"latin", "arabic"}
    assert "z" not in found(ask_for(typed, "~watch organization", "~watch organisations"))


def test_the_spellings_of_a_name_are_offered_as_one(spelt: Engine) -> None:
    aliases = join([read_table(SPELT, "aliases.toml")])
    first, *_ = (page := ask(spelt, aliases, '"katibat al-nahr"')).other_names
    assert (first.offer.name, first.also) == ("Watch Organisation", ("Watch Organization",))
    assert (first.total, first.to_json()["also"]) == (2, ["Watch Organization"])
    assert found(ask(spelt, aliases, first.query)) == found(page) | {"s", "z"}


def test_a_result_says_which_other_name_it_has(engine: Engine, aliases: Aliases) -> None:
    page = ask(engine, aliases, "~hwu")
    reasons = {hit.id: [(each.word, each.form) for each in hit.reasons] for hit in page.hits}
    assert reasons == {
        "short": [("hwu", Form("hwu", Kind.EXACT))],
        "full": [("hwu", Form("Harbour Watch Units", Kind.ALIAS))],
        "other": [("hwu", Form("Nahr Guard", Kind.ALIAS))],
        "former": [("hwu", Form("River Guard", Kind.ALIAS))],
    }
    marks = {hit.id: {kind for _, _, kind in hit.snippets[0].marks} for hit in page.hits}
    assert marks == {"short": {"exact"}, "full": {"alias"}, "other": {"alias"}, "former": {"alias"}}
    assert [word.word.text for word in page.words] == ["hwu", "~hwu"]
    assert page.words[1].is_name
    assert not page.words[0].is_name
    sources = {each.form.text: each.source for each in page.words[1].spellings}
    assert (sources["hwu"], sources["Nahr Guard"]) == ("", "made up (aliases.toml, line 6)")


def test_a_word_is_counted_in_the_text_that_it_was_typed_for(engine: Engine) -> None:
    group = """[[group]]
name = "Nahr Guard"
source = "made up"
names = [{ same = "Troops" }]"""
    aliases = join([read_table(group, "aliases.toml")])
    # The same word is looked for in bodies as another name, and stands in one there.
    page = ask(engine, aliases, 'title:troops OR body:~"nahr guard"')
    assert found(page) == {"other", "short"}
    (word,) = (each for each in page.words if each.word.text == "troops")
    assert [(each.form.text, each.archive) for each in word.spellings] == [("troops", 0)]


def test_what_is_excluded_under_other_names_is_no_word_of_the_panel(
    engine: Engine, aliases: Aliases
) -> None:
    page = ask(engine, aliases, "nahr -~hwu")
    assert found(page) == {"part"}
    assert [word.word.text for word in page.words] == ["nahr"]


def test_a_name_without_others_is_searched_for_alone_and_that_is_told(
    engine: Engine, aliases: Aliases
) -> None:
    page = ask(engine, aliases, "~nobody")
    assert found(page) == {"none"}
    assert [hint.code for hint in page.hints] == ["no-alias"]


@pytest.mark.parametrize("query", ["~hwu", "nahr", '"harbour watch"', "hwu title:x"])
def test_a_file_that_is_left_out_is_told_wherever_names_are_looked_for(query: str) -> None:
    plan = resolve(make_plan(query), join([], ["aliases.toml: line 5 is wrong"]))
    (message,) = [hint.message for hint in plan.hints if hint.code == "aliases-left-out"]
    assert "aliases.toml: line 5 is wrong" in message


@pytest.mark.parametrize("query", ["", "date:2020", "-nahr"])
def test_a_file_that_is_left_out_is_not_told_where_no_name_is_looked_for(query: str) -> None:
    assert resolve(make_plan(query), join([], ["wrong"])).hints == ()
