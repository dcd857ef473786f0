"""Other names: which are offered for a name, and for the names in a query."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.aliases import Aliases, Offer, Relation, are_spellings, join, offers
from searchapp.analysis.aliasgroups import (
    Group,
    Name,
    Refused,
    Table,
    built_in,
    name_words,
    read_table,
)
from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import words_in
from searchapp.errors import BadCorpusNotes

OURS = """
[[group]]
name = "Popular Guard Units"
source = "ours"
names = [{ same = "PGU", ambiguous = true }, { former = "Volunteer Guard" }]

[[group]]
name = "River Brigades"
source = "ours"
names = [{ same = "Kata'ib al-Nahr" }, { part_of = "Popular Guard Units" }]

[[group]]
name = "Public Gas Union"
source = "ours"
names = [{ same = "PGU", ambiguous = true }]
"""


def words(text: str) -> list[str]:
    return [fold(word) for word in words_in(text)]


def known(*users: str) -> Aliases:
    tables = [read_table(text, f"{number}.toml") for number, text in enumerate((OURS, *users))]
    return join(tables)


def told(aliases: Aliases, name: str) -> list[tuple[str, Relation]]:
    return [(offer.name, offer.relation) for offer in aliases.related(words(name))]


def test_a_name_is_offered_the_others_of_its_group() -> None:
    assert told(known(), "the POPULAR guard units") == [
        ("PGU", Relation.SAME),
        ("Volunteer Guard", Relation.FORMER),
        ("River Brigades", Relation.PART),
    ]
    assert told(known(), "volunteer guard")[:2] == [
        ("Popular Guard Units", Relation.PRESENT),
        ("PGU", Relation.PRESENT),
    ]


def test_a_part_is_not_the_same_as_its_whole() -> None:
    assert told(known(), "Katāʾib an-Nahr") == [
        ("River Brigades", Relation.SAME),
        ("Popular Guard Units", Relation.WHOLE),
    ]


def test_a_name_can_be_asked_for_as_it_is_written() -> None:
    assert known().of("Katāʾib an-Nahr") == known().related(words("kataib nahr"))


def test_an_offer_says_where_it_stands() -> None:
    (offer, *_) = known().related(words("kataib nahr"))
    assert offer == Offer("River Brigades", Relation.SAME, False, "ours", "0.toml", 8)
    assert offer.to_json()["relation"] == "same"


def test_an_ambiguous_name_is_offered_everything_that_it_means() -> None:
    found = known().related(words("pgu"))
    assert [offer.name for offer in found][:2] == ["Popular Guard Units", "Public Gas Union"]


@pytest.mark.parametrize(
    ("asked", "ambiguous"),
    [
        ("PGU", set()),
        ("Popular Guard Units", {"PGU"}),
        ("Volunteer Guard", {"PGU"}),
        ("River Brigades", set()),
    ],
)
def test_an_offer_is_ambiguous_where_the_offered_name_is(asked: str, ambiguous: set[str]) -> None:
    found = known().related(words(asked))
    assert {offer.name for offer in found if offer.ambiguous} == ambiguous
    assert {offer.name for offer in found} > ambiguous


def test_what_no_group_has_is_offered_nothing() -> None:
    assert known().related(words("popular guard")) == ()
    assert known().related([]) == ()
    assert Aliases().related(words("PGU")) == ()


def test_a_users_group_extends_ours_where_they_share_a_certain_name() -> None:
    aliases = known(
        "[[group]]\nname = 'Popular Guard Units'\nsource = 'mine'\nnames = [{ same = 'Hirasa' }]"
    )
    assert ("Hirasa", Relation.SAME) in told(aliases, "popular guard units")
    assert ("PGU", Relation.SAME) in told(aliases, "hirasa")
    assert len(aliases.groups) == 3


def test_groups_of_one_file_that_are_called_the_same_are_one() -> None:
    aliases = known(
        "[[group]]\nname = 'A B'\nsource = 's'\nnames = [{ same = 'C' }]\n"
        "[[group]]\nname = 'the a-b'\nsource = 's'\nnames = [{ same = 'D' }]"
    )
    assert told(aliases, "C") == [("A B", Relation.SAME), ("D", Relation.SAME)]


def test_a_shared_ambiguous_name_joins_nothing() -> None:
    aliases = known("[[group]]\nname = 'Post Guild'\nsource = 'mine'\nnames = [{ same = 'PGU' }]")
    assert len(aliases.groups) == 4
    assert told(aliases, "post guild") == [("PGU", Relation.SAME)]
    assert all(offer.ambiguous for offer in aliases.related(words("post guild")))


def test_the_users_word_counts_where_both_speak() -> None:
    aliases = known(
        "[[group]]\nname = 'Volunteer Guard'\nsource = 'mine'\n"
        "[[group]]\nname = 'Popular Guard Units'\nsource = 'mine'\n"
    )
    assert told(aliases, "volunteer guard")[0] == ("Popular Guard Units", Relation.SAME)
    assert aliases.related(words("volunteer guard"))[0].source == "mine"


def test_a_group_of_the_user_can_join_two_of_ours() -> None:
    aliases = known(
        "[[group]]\nname = 'River Brigades'\nsource = 'mine'\n"
        "names = [{ same = 'Public Gas Union' }]"
    )
    assert len(aliases.groups) == 2
    assert ("Kata'ib al-Nahr", Relation.SAME) in told(aliases, "public gas union")


def test_refused_names_are_not_offered_for_one_another() -> None:
    aliases = known("[[refused]]\nnames = ['popular guard units', 'P.G.U.']")
    assert "PGU" not in [offer.name for offer in aliases.related(words("Popular Guard Units"))]
    assert told(aliases, "PGU") == [
        ("Public Gas Union", Relation.SAME),
        ("Volunteer Guard", Relation.FORMER),
        ("River Brigades", Relation.PART),
    ]


SPELT = """
[[group]]
name = "ISIS"
source = "ours"
names = [{ same = "Daesh" }, { same = "داعش" }, { same = "Da'ish" }, { same = "Islamic State" }]
"""


@pytest.mark.parametrize("names", [("ISIS", "Daesh"), ("Daesh", "ISIS"), ("isis", "داعش")])
def test_a_refused_name_takes_its_spellings_with_it(names: tuple[str, str]) -> None:
    aliases = known(SPELT, f"[[refused]]\nnames = {json.dumps(names)}")
    same = Relation.SAME
    assert told(aliases, "ISIS") == [("Islamic State", same)]
    others = ("Daesh", "داعش", "Da'ish")
    for name in others:
        left = [each for each in (*others, "Islamic State") if each != name]
        assert told(aliases, name) == [(each, same) for each in left]
    assert len(told(aliases, "Islamic State")) == 4
    (refusal,) = aliases.refusals(name_words("isis"), name_words("da'ish"))
    assert refusal.names == names
    assert not [*aliases.refusals(name_words("isis"), name_words("islamic state"))]


def test_of_two_spellings_that_are_refused_one_does_not_take_a_third() -> None:
    aliases = known(SPELT, "[[refused]]\nnames = ['Daesh', 'داعش']")
    assert [name for name, _ in told(aliases, "Daesh")] == ["ISIS", "Da'ish", "Islamic State"]
    assert [name for name, _ in told(aliases, "داعش")] == ["ISIS", "Da'ish", "Islamic State"]


def test_a_part_of_nothing_is_told() -> None:
    text = "[[group]]\nname = 'A B'\nsource = 's'\nnames = [{{ part_of = '{}' }}]"
    with pytest.raises(BadCorpusNotes, match=r"1\.toml: line 4: .*no group has"):
        known(text.format("Nobody"))
    with pytest.raises(BadCorpusNotes, match="means several things"):
        known(text.format("PGU"))
    assert told(known(text.format("Volunteer Guard")), "A B") == [
        ("Popular Guard Units", Relation.WHOLE)
    ]


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("attack on the Popular Guard Units yesterday", [(2, 6)]),
        ("popular guard", []),
        ("PGU and River Brigades", [(0, 1), (2, 4)]),
        ("kataib an nahr", [(0, 3)]),
        ("kataib the popular guard units nahr", [(1, 5)]),
        ("volunteer guard volunteer guard", [(0, 2), (2, 4)]),
        ("the", []),
        ("", []),
    ],
)
def test_names_are_found_in_a_query(query: str, spans: list[tuple[int, int]]) -> None:
    assert [(each.start, each.end) for each in offers(words(query), known())] == spans


def test_a_certain_name_names_one_group() -> None:
    aliases = known()
    found = aliases.certain(words("the volunteer guard"))
    assert found is not None
    assert found.names[0].written == "Popular Guard Units"
    assert aliases.certain(words("PGU")) is None
    assert aliases.certain(words("nobody")) is None


def test_the_longest_name_counts() -> None:
    aliases = known("[[group]]\nname = 'Guard Units'\nsource = 's'\nnames = [{ same = 'Gs' }]")
    (found,) = offers(words("the popular guard units"), aliases)
    assert "PGU" in [offer.name for offer in found.offers]
    (found,) = offers(words("guard units"), aliases)
    assert [offer.name for offer in found.offers] == ["Gs"]


def test_a_frequent_english_word_is_a_name_only_alone() -> None:
    ours = join([built_in()])
    assert offers(words("where is the ferry"), ours) == ()
    (found,) = offers(words("IS"), ours)
    assert "ISIS" in [offer.name for offer in found.offers]
    assert [each.start for each in offers(words("PMU is here"), ours)] == [0]


def test_what_parts_words_parts_names() -> None:
    assert offers(["popular", "", "guard", "units"], known()) == ()


def test_the_brigades_of_hezbollah_are_not_hezbollah() -> None:
    ours = join([built_in()])
    for one, other in (("Kata'ib Hezbollah", "Hezbollah"), ("كتائب حزب الله", "حزب الله")):
        assert not set(ours.named(words(one))) & set(ours.named(words(other)))
        assert name_words(other) not in {
            name_words(offer.name) for offer in ours.related(words(one))
        }
    assert ("Popular Mobilization Forces", Relation.WHOLE) in told(ours, "Kataib Hezbollah")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("PMU", "Hashd al-Shaabi"),
        ("hashd shaabi", "Popular Mobilization Units"),
        ("الحشد الشعبي", "PMF"),
        ("daesh", "Islamic State"),
        ("داعش", "ISIL"),
        ("the burma", "Myanmar"),
        ("Médecins sans frontières", "Doctors Without Borders"),
    ],
)
def test_ours_know_the_names_of_the_news(asked: str, offered: str) -> None:
    assert offered in [offer.name for offer in join([built_in()]).related(words(asked))]


NAMES = st.lists(
    st.text(string.ascii_lowercase, min_size=3, max_size=4), min_size=1, max_size=3
).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    groups = []
    for number, names in enumerate(draw(st.lists(st.sets(NAMES, min_size=1), max_size=4))):
        listed = [
            Name(name, draw(st.booleans()), draw(st.booleans()), "s", "f.toml", number)
            for name in sorted(names, key=lambda name: (name_words(name), name))
        ]
        groups.append(Group(tuple(listed)))
    refused = [
        Refused((one, other), "", "f.toml", 1)
        for one, other in draw(st.lists(st.tuples(NAMES, NAMES), max_size=2))
    ]
    return Table(tuple(groups), tuple(refused))


@given(st.lists(tables(), max_size=3))
def test_what_is_offered_for_a_name_is_offered_that_name(given_tables: list[Table]) -> None:
    aliases = join(given_tables)
    opposite = {
        Relation.SAME: Relation.SAME,
        Relation.FORMER: Relation.PRESENT,
        Relation.PRESENT: Relation.FORMER,
    }
    for group in aliases.groups:
        for name in group.names:
            for offer in aliases.related(name.words):
                back = aliases.related(name_words(offer.name))
                assert (name.words, opposite[offer.relation]) in {
                    (name_words(each.name), each.relation) for each in back
                }
                assert not aliases.is_refused(name.words, name_words(offer.name))
                assert offer.ambiguous is (aliases.certain(name_words(offer.name)) is None)


@given(st.lists(tables(), max_size=3))
def test_a_certain_name_is_in_one_group(given_tables: list[Table]) -> None:
    aliases = join(given_tables)
    for group in aliases.groups:
        for name in group.names:
            others = [each for each in aliases.named(name.words) if each != group]
            assert all(
                other.ambiguous or name.ambiguous
                for each in others
                for other in each.names
                if other.words == name.words
            )


@given(st.lists(tables(), max_size=2), st.lists(st.one_of(NAMES, st.just("the")), max_size=6))
def test_names_in_a_query_do_not_overlap(given_tables: list[Table], typed: list[str]) -> None:
    query = words(" ".join(typed))
    aliases = join(given_tables)
    found = offers(query, aliases)
    ends = [0, *(each.end for each in found)]
    assert all(end <= each.start < each.end for end, each in zip(ends, found, strict=False))
    for each in found:
        assert each.offers == aliases.related(query[each.start : each.end])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Popular Mobilization Forces", "Popular Mobilisation Forces"),
        ("Quds Force", "Qods Force"),
        ("Ansar Allah", "Ansarullah"),
        ("Ansar Allah", "أنصار الله"),
        ("Hashd al-Shaabi", "الحشد الشعبي"),
        ("Asa'ib Ahl al-Haq", "عصائب أهل الحق"),
        ("Badr Brigade", "Badr Brigades"),
        ("UNRWA", "الأونروا"),
        ("D.P.R.K.", "DPRK"),
        ("Osman Brigade", "Othman Brigade"),
        ("Osman", "عثمان"),
    ],
)
def test_two_names_are_spellings_of_one(one: str, other: str) -> None:
    assert are_spellings(one, other)
    assert are_spellings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISIS", "ISIL"),
        ("isis", "ISIL"),
        ("PMF", "PMU"),
        ("Popular Mobilization Forces", "Popular Mobilization Units"),
        ("Islamic State", "Islamic State group"),
        ("Islamic State of Iraq and al-Sham", "Islamic State of Iraq and the Levant"),
        ("PKK", "Kurdistan Workers' Party"),
        ("Doctors Without Borders", "Médecins Sans Frontières"),
        ("IS", "هيئة"),
    ],
)
def test_two_names_are_no_spellings_of_one(one: str, other: str) -> None:
    assert not are_spellings(one, other)
    assert not are_spellings(other, one)
