"""What every engine must do about the spellings of names, as tests (see `contract`)."""

from __future__ import annotations

import pytest

from searchapp.analysis.lexicon import Family, Level, Wanted
from searchapp.engines.base import Engine
from searchapp.model import Article, PartialDate
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ARCHIVE, ids


class SpellingContract:
    """Tests that need an `engine` fixture: an empty engine, closed after the test."""

    def fill(self, engine: Engine, articles: list[Article]) -> None:
        with engine.writer() as writer:
            writer.replace("/files/all", "1", articles)

    def found(self, engine: Engine, query: str, **options: object) -> set[str]:
        return set(ids(engine.search(make_plan(query, limit=100, **options))))  # type: ignore[arg-type]

    @pytest.mark.parametrize("match", Level)
    @pytest.mark.parametrize(
        "query", ["zelensky", "war", "abdul mahdi", "كتائب", "kata* NOT war~1"]
    )
    def test_nothing_is_found_where_nothing_is_or_nothing_is_left(
        self, engine: Engine, query: str, match: Level
    ) -> None:
        assert self.found(engine, query, match=match) == set()
        self.fill(engine, ARCHIVE)
        with engine.writer() as writer:
            writer.drop("/files/all")
        assert self.found(engine, query, match=match) == set()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("=kataeb", set()),
            ("=kataib", {"a2"}),
            ("=KATA’IB", {"a1", "a5"}),
            ("kateib~1", {"a1", "a2", "a5"}),
            ("=kateib", set()),
            ("kateib~3", {"a1", "a2", "a5"}),
            ("=kataib^2", {"a2"}),
            ('"kataib takes"', {"a1"}),
            ('"=kataib takes"', set()),
            ('"=kata\'ib takes"', {"a1"}),
            ('"kataib takas"', set()),
            ('"kataib takas~1"', {"a1"}),
            ('"=kata\'ib takas~1"', {"a1"}),
            ('"=kataib council"~5', {"a2"}),
            ('"kataib ~takes"', {"a1"}),
            ("bridges", {"a1", "a4", "a5"}),
            ("=bridges", set()),
            ("al-Kataib", {"a1", "a2", "a5"}),
            ("kat-aib", {"a1", "a2", "a5"}),
        ],
    )
    def test_a_word_says_how_far_its_forms_may_be_from_it(
        self, engine: Engine, query: str, expected: set[str]
    ) -> None:
        self.fill(engine, ARCHIVE)
        assert self.found(engine, query) == expected

    @pytest.mark.parametrize(
        ("match", "expected"),
        [
            ("exact", {"Kataib"}),
            ("letters", {"Kataib", "Kata'ib"}),
            ("words", {"Kataib", "Kata'ib"}),
            ("spellings", {"Kataib", "Kata'ib", "Kataeb"}),
            ("wide", {"Kataib", "Kata'ib", "Kataeb", "Katiab"}),
        ],
    )
    def test_a_looser_level_finds_more(
        self, engine: Engine, match: str, expected: set[str]
    ) -> None:
        written = ["Kataib", "Kata'ib", "Kataeb", "Katiab", "Katyusha"]
        self.fill(engine, [make_article(name, f"The {name}") for name in written])
        assert self.found(engine, "kataib", match=match) == expected

    def test_a_form_that_is_switched_off_is_not_searched_for(self, engine: Engine) -> None:
        self.fill(engine, [make_article(name, name) for name in ("Kataib", "Kataeb")])
        assert self.found(engine, "kataib", without=["KATAEB"]) == {"Kataib"}
        assert self.found(engine, "kataib", without=["kataib"]) == {"Kataeb"}
        assert self.found(engine, "kataib", without=["kataib", "kataeb"]) == set()

    def test_what_is_looked_for_is_not_excluded_as_a_spelling(self, engine: Engine) -> None:
        self.fill(engine, [make_article(name, name) for name in ("Kataib", "Kataeb", "Nasser")])
        assert self.found(engine, "-kataeb") == {"Nasser"}
        assert self.found(engine, "kataib") == {"Kataib", "Kataeb"}
        assert self.found(engine, "kataib -kataeb") == {"Kataib"}
        assert self.found(engine, "kataib -(kataeb OR nasser)") == {"Kataib"}
        assert self.found(engine, "kataib -(NOT kataeb)") == {"Kataeb"}
        assert self.found(engine, "(kataib OR nasser) -kataeb") == {"Kataib", "Nasser"}
        # So is what is switched off of what is looked for.
        assert self.found(engine, "kataib -kataeb", without=["kataeb"]) == {"Kataib"}
        # A word is excluded as it was typed even where it is looked for.
        assert self.found(engine, "kataib -kataib") == {"Kataeb"}
        assert self.found(engine, "kataib -kataib", match="letters") == set()

    def test_one_form_is_excluded_of_a_name_with_an_article_or_with_the_same_letters(
        self, engine: Engine
    ) -> None:
        written = ["al-Qaeda", "al-Qaida", "Erdogan", "Erdoğan", "US", "U.S."]
        self.fill(engine, [make_article(name, name) for name in written])
        for typed, other in zip(written[::2], written[1::2], strict=True):
            assert self.found(engine, typed) == {typed, other}
            assert self.found(engine, f"{typed} -{other}") == {typed}
            assert self.found(engine, f"{other} -{typed}") == {other}

    def test_the_form_that_was_typed_comes_first(self, engine: Engine) -> None:
        self.fill(engine, [make_article(name, name, "of it") for name in ("Kataeb", "Kataib")])
        for typed in ("Kataib", "Kataeb"):
            assert ids(engine.search(make_plan(typed)))[0] == typed

    def test_an_occurrence_counts_once_however_many_spellings_there_are(
        self, engine: Engine
    ) -> None:
        alike = [make_article("a", "Kataib met"), make_article("b", "Kataeb met")]
        self.fill(engine, alike)
        first, second = engine.search(make_plan("kataib")).matches
        assert second.score < first.score < 2 * second.score

    @pytest.mark.parametrize(
        "typed", ["Abdulmahdi", "Abdul Mahdi", "abdel-mahdi", "'Abd al-Mahdi", "abd al mahdi"]
    )
    def test_a_name_is_found_in_one_word_or_in_several(self, engine: Engine, typed: str) -> None:
        written = ["Abdulmahdi", "Abdul Mahdi", "Abdel-Mahdi", "‘Abd al-Mahdi", "Abdul Mehdi"]
        others = ["Abdul and Mahdi", "Mahdi", "Abdul Karim"]
        self.fill(engine, [make_article(name, f"What {name} said") for name in written + others])
        assert self.found(engine, typed) == {*written}

    @pytest.mark.parametrize("typed", ["al-Sadr", "al Sadr", "as-Sadr", "alsadr", "Sadr"])
    def test_an_article_before_a_name_makes_no_difference(self, engine: Engine, typed: str) -> None:
        written = ["al-Sadr", "Alsadr", "as-Sadr", "Sadr"]
        others = ["Sutter", "al Badr"]
        self.fill(engine, [make_article(name, f"What {name} said") for name in written + others])
        assert self.found(engine, typed) == {*written}

    @pytest.mark.parametrize(
        "typed",
        [
            '"muqtada al-sadr"',
            '"Moqtada Sadr"',
            '"muqtada al-sadr said"~3',
            "muqtada al-sadr",
        ],
    )
    def test_a_phrase_finds_a_name_with_its_article_and_without(
        self, engine: Engine, typed: str
    ) -> None:
        written = ["Muqtada al-Sadr", "Moqtada el-Sadr", "Muqtada Sadr", "Muqtada Al Sadr"]
        others = ["Muqtada Badr", "Sadr"]
        self.fill(engine, [make_article(name, f"What {name} said") for name in written + others])
        assert self.found(engine, typed) == {*written}

    @pytest.mark.parametrize(
        ("query", "typed"),
        [
            ('"sadr now"', "Sadr"),
            ('"sadr spoke"~3', "Sadr"),
            ("alsadr", "Alsadr"),
            ("sadr", "Sadr"),
            ('"then sadr"', "Sadr"),
        ],
    )
    def test_a_name_with_its_article_does_not_count_twice(
        self, engine: Engine, query: str, typed: str
    ) -> None:
        written = ["Alsadr", "al-Sadr", "Sadr"]
        others = [make_article(f"other {n}", "News", "Other words.") for n in range(9)]
        texts = {name: f"Then {name} now spoke." for name in written}
        found = [make_article(name, "News", text) for name, text in texts.items()]
        self.fill(engine, [*found, *others])
        first, *rest = engine.search(make_plan(query)).matches
        assert first.id == typed
        assert all(other.score <= first.score for other in rest)

    def test_a_name_in_a_phrase_is_switched_off_with_its_article_and_without(
        self, engine: Engine
    ) -> None:
        self.fill(
            engine, [make_article(name, name) for name in ("Muqtada Sadr", "Muqtada al-Sadr")]
        )
        query = '"muqtada sadr"'
        plan = make_plan(query, spellings=True)
        sadr = [each.form.text for each in engine.search(plan).words[1].spellings]
        assert sadr == ["sadr", "al sadr"]
        assert self.found(engine, query, without=["sadr"]) == {"Muqtada al-Sadr"}
        assert self.found(engine, query, without=["al sadr"]) == {"Muqtada Sadr"}
        assert self.found(engine, query, without=sadr) == set()

    @pytest.mark.parametrize("typed", ["at-risk", "en-route", "at-large"])
    def test_an_english_word_has_no_article_of_arabic(self, engine: Engine, typed: str) -> None:
        texts = {"joined": f"one {typed} family", "apart": "a risk, a route, a large one"}
        self.fill(engine, [make_article(name, "A report", text) for name, text in texts.items()])
        for match in ("letters", "spellings", "wide"):
            assert self.found(engine, typed, match=match) == {"joined"}

    def test_a_rare_way_to_write_a_name_does_not_come_first(self, engine: Engine) -> None:
        common = [make_article(f"a{n:02}", "Abdul Mahdi", "He spoke.") for n in range(20)]
        rare = [make_article("b", "Abd al-Mahdi", "He spoke.")]
        self.fill(engine, [*common, *rare])
        matches = engine.search(make_plan("abdul mahdi", limit=30)).matches
        assert len(matches) == 21
        assert matches[-1].id == "b"

    @pytest.mark.parametrize("behind", ["killed", "Iraq", "2014", "al Iraq", "al killed"])
    def test_what_follows_abdul_and_is_no_name_with_it_is_a_word(
        self, engine: Engine, behind: str
    ) -> None:
        texts = {"both": f"{behind}: what Abdul said", "one": "Abdul Karim", "other": behind}
        self.fill(engine, [make_article(name, "News", text) for name, text in texts.items()])
        for match in Level:
            assert self.found(engine, f"abdul {behind}", match=match) == {"both"}
            assert self.found(engine, f"abdul {behind} said", match=match) == {"both"}

    def test_a_name_that_the_archive_has_is_no_two_words(self, engine: Engine) -> None:
        self.fill(engine, [make_article(name, name) for name in ("Abdul and Mahdi", "Abdelmahdi")])
        for match in ("exact", "letters", "words"):
            assert self.found(engine, "abdul mahdi", match=match) == set()
        assert self.found(engine, "abdul mahdi") == {"Abdelmahdi"}

    def test_only_what_is_searched_for_is_told_of_a_name_and_its_words(
        self, engine: Engine
    ) -> None:
        self.fill(engine, [make_article("a", "Abdul Mahdi in Iraq")])
        for query, told in {
            "abdul mahdi": ["abdul mahdi"],
            "abdul iraq": ["abdul", "iraq"],
            "abdul tanf": ["abdul", "tanf"],
        }.items():
            found = engine.search(make_plan(query, spellings=True))
            assert [each.word.text for each in found.words] == told
            assert [word.text for word in engine.families(make_plan(query))] == told

    def test_words_may_stand_apart_but_not_those_of_one_name(self, engine: Engine) -> None:
        texts = {
            "near": "Abdul Mahdi has resigned.",
            "apart": "Abdul went to see how Mahdi resigned.",
        }
        self.fill(engine, [make_article(name, "News", text) for name, text in texts.items()])
        assert self.found(engine, '"abdul mahdi resigned"~5') == {"near"}

    def test_a_name_of_two_letters_is_no_spelling_of_another(self, engine: Engine) -> None:
        texts = ["Allah", "Al", "L.L.", "LL", "L"]
        self.fill(engine, [make_article(f"n{n}", text) for n, text in enumerate(texts)])
        assert self.found(engine, "allah") == {"n0"}

    def test_what_is_written_in_halves_is_found_whole(self, engine: Engine) -> None:
        written = ["Kim Jong-un", "Kim Jong Un", "Kim Jongun"]
        self.fill(engine, [make_article(name, name) for name in [*written, "Kim Il-sung"]])
        for typed in ("jong-un", "jongun", '"kim jong-un"', "kim jong-un", '"kim jongun"'):
            assert self.found(engine, typed) == {*written}
        assert self.found(engine, "putin") == set()

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("كتائب", "Kataib"),
            ("Kataib", "كتائب"),
            ("سليماني", "Soleimani"),
            ("سلیمانی", "سليماني"),
            ("Сулеймани", "Soleimani"),
            ("Зеленський", "Zelensky"),
            ("Zelensky", "Зеленський"),
            ("Soleimani", "سُلَيْمَانِي"),
            ("سُلَيْمَانِي", "سليماني"),
            ("Soleimani", "وسليماني"),
            ("Iraq", "للعراق"),
            ("Putin", "وبوتين"),
            ("Cairo", "بالقاهرة"),
            ("Hamas", "וחמאס"),
            ("Putin", "Путиным"),
            ("Путина", "Putin"),
            ("Путина", "Путину"),
            ("Zelensky", "Зеленського"),
            ("Trump", "Трампом"),
            ("Трампа", "Trump"),
            ("Трампа", "ترامب"),
            ("Moscow", "Москвы"),
            ("Mitsotakis", "Μητσοτάκη"),
        ],
    )
    def test_a_name_is_found_in_another_script(
        self, engine: Engine, typed: str, written: str
    ) -> None:
        self.fill(engine, [make_article("it", written), make_article("other", "Madrid Мадрид")])
        assert self.found(engine, typed) == {"it"}

    def test_what_may_be_joined_to_a_name_is_a_part_of_it_unless_far_more_have_the_name(
        self, engine: Engine
    ) -> None:
        often = {"Baghdadi": 1, "Godaddy": 8, "Morsi": 1, "Eurasia": 8, "Oceti": 1, "Ossetia": 4}
        often |= {"Rouhani": 1, "Roxana": 4}
        often |= {"Yusupova": 1, "Yusupov": 9, "Путин": 3, "Путину": 2, "Лаврова": 9, "Lavrov": 1}
        self.fill(
            engine,
            [
                make_article(f"{name} {number}", f"Mr {name} spoke")
                for name, count in often.items()
                for number in range(count)
            ],
        )

        def found(typed: str) -> set[str]:
            return {article.partition(" ")[0] for article in self.found(engine, typed)}

        # They begin as what is written in one with a name.
        assert found("בגדאדי") == {"Baghdadi"}
        assert found("מורסי") == {"Morsi"}
        # They end as cases do.
        assert found("Юсупова") == {"Yusupova", "Yusupov"}
        assert found("Рухани") == {"Rouhani"}
        assert "Ossetia" in found("Осетии")
        # Another case of a name is no other name, and its own form tells nothing.
        assert found("Путина") == {"Путин", "Путину"}
        assert found("Лаврова") == {"Лаврова", "Lavrov"}

    def test_the_words_of_a_query_are_told_with_their_forms(self, engine: Engine) -> None:
        dates = {"Kataib": "2020-01-03", "Kata'ib": "2019-05", "Kataeb": "2018"}
        articles = [make_article(name, f"The {name}", date=date) for name, date in dates.items()]
        self.fill(engine, [*articles, make_article("more", "Kataib", "kataib strike")])
        plan = make_plan("kataib -strike", spellings=True, since="2019", without=["kataeb"])
        (found,) = engine.search(plan).words
        assert found.word == Wanted("kataib", Level.SPELLINGS)
        assert [
            (each.form.text, str(each.form.kind), each.articles, each.archive, each.is_off)
            for each in found.spellings
        ] == [
            ("kataib", "exact", 1, 2, False),
            ("kata'ib", "letters", 1, 1, False),
            ("kataeb", "spelling", 0, 1, True),
        ]
        first, second, third = found.spellings
        assert (first.first, first.last) == (PartialDate(2020, 1, 3), PartialDate(2020, 1, 3))
        assert (second.first, third.first) == (PartialDate(2019, 5), None)
        assert engine.families(plan) == {
            Wanted("kataib"): Family(tuple(each.form for each in found.spellings))
        }

    @pytest.mark.parametrize("level", list(Level))
    @pytest.mark.parametrize("query", ["kataib", '"kataib hizbullah" OR strikes', "-kataib army"])
    def test_the_levels_beside_are_counted_as_searches_on_them_do(
        self, filled: Engine, query: str, level: Level
    ) -> None:
        levels = list(Level)
        at = levels.index(level)
        assert filled.search(make_plan(query, match=level, spellings=True)).levels == {
            each: filled.search(make_plan(query, match=each)).total
            for each in (*levels[max(at - 1, 0) : at], *levels[at + 1 : at + 2])
        }

    def test_words_and_levels_are_not_counted_unasked(self, filled: Engine) -> None:
        unasked = filled.search(make_plan("kataib"))
        assert (unasked.words, unasked.levels) == ((), {})

    def test_who_writes_a_word_how_and_when_is_counted(self, engine: Engine) -> None:
        written = [
            ("Kataib", "Press Kite", "2020-01-03"),
            ("Kataib", "Press Kite", "2020"),
            ("Kataib", None, None),
            ("Kata'ib", "Press Kite", "2019-05"),
            ("Kataeb", "Harbor Ledger", "2018"),
        ]
        articles = [
            make_article(f"a{n}", "News", f"The {form} of {n}", outlet=outlet, date=date)
            for n, (form, outlet, date) in enumerate(written)
        ]
        articles.append(make_article("elsewhere", "Kataib", "A title.", author="Kataeb"))
        self.fill(engine, articles)
        (used,) = engine.usage(make_plan("kataib", since="2020", without=["kataeb"]))
        assert (used.word, used.cut, used.partial) == (Wanted("kataib", Level.SPELLINGS), 0, False)
        exact, letters, other = used.forms
        assert (exact.form.text, exact.articles) == ("kataib", 4)
        assert dict(exact.outlets) == {"Press Kite": 2, None: 2}
        assert dict(exact.years) == {"2020": 2, None: 2}
        assert (exact.first, exact.last) == (PartialDate(2020), PartialDate(2020, 1, 3))
        assert (letters.form.text, dict(letters.years)) == ("kata'ib", {"2019": 1})
        assert (other.form.text, dict(other.outlets)) == ("kataeb", {"Harbor Ledger": 1})

    def test_of_a_word_that_nobody_writes_nothing_is_counted(self, filled: Engine) -> None:
        (used,) = filled.usage(make_plan("zeppelin"))
        assert used.forms == ()
        assert filled.usage(make_plan("kata*")) == filled.usage(make_plan("")) == ()

    def test_each_word_is_counted_in_the_texts_it_is_asked_for(self, filled: Engine) -> None:
        for query, expected in (("river", {"river": 4}), ("title:river", {"river": 1})):
            (used,) = filled.usage(make_plan(query, match="exact"))
            assert {each.form.text: each.articles for each in used.forms} == expected
        words = filled.usage(make_plan("river -drone bridge"))
        assert [used.word.text for used in words] == ["river", "bridge"]
