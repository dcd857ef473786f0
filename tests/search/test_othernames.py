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
from searchapp.search.othernames import MOST, Counted, find_other_names, resolve
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
            "~hwu": 1,
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


def counted(query: str, aliases: Aliases) -> dict[str, str]:
    asked: list[str] = []

    def count(text: str) -> Counted:
        asked.append(text)
        return Counted(len(asked), len(asked))

    others = find_other_names(query, aliases, 0, count)
    assert [each.total for each in others] == [*range(1, len(others) + 1)]
    return {each.offer.name: each.query for each in others}


def everything(query: str, aliases: Aliases) -> str:
    (every,) = {each.every for each in find_other_names(query, aliases, 0, lambda _: Counted(1, 1))}
    return every


def test_a_name_is_replaced_where_it_stands(aliases: Aliases) -> None:
    queries = counted("strike HWU -drone", aliases)
    assert queries["Nahr Guard"] == 'strike (HWU OR "Nahr Guard") -drone'
    queries = counted('x "nahr  guard" y', aliases)
    assert queries["HWU"] == 'x ("nahr  guard" OR "HWU") y'
    assert len(queries) <= MOST
    assert everything('x "nahr  guard" y', aliases) == 'x ~"nahr  guard" y'
    assert everything("Nahr Guard y", aliases) == '~"Nahr Guard" y'
    assert everything("strike HWU", aliases) == "strike ~HWU"


@pytest.mark.parametrize(
    ("query", "both"),
    [
        ("nahr guard", '((nahr guard) OR "HWU")'),
        ("x the nahr guard -y", 'x ((the nahr guard) OR "HWU") -y'),
        ("-x nahr guard y", '-x ((nahr guard) OR "HWU") y'),
        ("x AND nahr guard", 'x AND ((nahr guard) OR "HWU")'),
        ("nahr-guard", '(nahr-guard OR "HWU")'),
        ("title:x nahr guard", 'title:x ((nahr guard) OR "HWU")'),
        ("body:(x nahr guard)", 'body:(x ((nahr guard) OR "HWU"))'),
        ("x OR (nahr guard)", 'x OR ((nahr guard) OR "HWU")'),
        # What was offered before can be gone on with, and nests no deeper than it must.
        ('((nahr guard) OR "y")', '(((nahr guard) OR "HWU") OR "y")'),
        ('(nahr-guard OR "y")', '((nahr-guard OR "HWU") OR "y")'),
    ],
)
def test_a_name_in_several_words_is_a_group(query: str, both: str, aliases: Aliases) -> None:
    assert counted(query, aliases)["HWU"] == both


@pytest.mark.parametrize(
    "query",
    ["x OR nahr guard", "nahr guard OR x", "nahr guard AND x OR y", "x OR y AND nahr guard"],
)
def test_a_name_of_which_an_operator_takes_a_word_is_not_offered_others(
    query: str, aliases: Aliases
) -> None:
    assert counted(query, aliases) == {}
    assert counted(query.replace("nahr guard", '"nahr guard"'), aliases)


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


@pytest.mark.parametrize(
    "query",
    [
        "-hwu",
        "NOT hwu",
        'NOT "nahr guard"',
        "=hwu",
        "~hwu",
        "title:hwu",
        "Title: hwu",
        "nahr OR guard",
        "nahr, guard",
        "a AND b",
        "",
        "is it",
    ],
)
def test_what_is_no_name_or_is_not_wanted_has_no_others(query: str, aliases: Aliases) -> None:
    assert counted(query, aliases) == {}


@pytest.mark.parametrize(
    "query",
    ['"Nahr Guard troops"', "“Nahr Guard troops”", '"Nahr Guard"~5', "HWU^2", "HWU~1", '"a HWU"'],
)
def test_what_can_be_put_nowhere_is_not_offered(aliases: Aliases, query: str) -> None:
    assert find_other_names(query, aliases, 0, lambda text: Counted(5, 5)) == ()


@pytest.mark.parametrize("sign", ["=", "-", "~", "title:", "+", '="', "NOT "])
@pytest.mark.parametrize("joint", ["-", "‐", "–", "/"])
def test_a_sign_counts_for_all_that_is_joined(sign: str, joint: str, aliases: Aliases) -> None:
    end = '"' * sign.count('"')
    assert counted(f"{sign}al{joint}hwu{end}", aliases) == {}
    assert counted(f"{sign}al{joint}x{joint}nahr-guard{end}", aliases) == {}
    assert counted(f"{sign}al{joint}x{end} HWU", aliases)


def test_what_a_name_is_joined_to_is_not_taken_out(aliases: Aliases) -> None:
    assert counted("HWU-linked", aliases) == counted('"nahr guard"-linked', aliases) == {}
    assert counted("HWU - linked", aliases)
    assert counted("HWU -linked", aliases)


@pytest.mark.parametrize("query", ['"Nahr Guard"', '"a b" HWU', "(HWU)", 'HWU "c d"'])
def test_quotation_marks_beside_it_make_no_difference(aliases: Aliases, query: str) -> None:
    assert find_other_names(query, aliases, 0, lambda text: Counted(5, 5))
