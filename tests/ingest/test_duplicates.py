from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.duplicates import Grouping, compare, group, prepare
from searchapp.ingest.sketches import sketch, text_digest_of
from searchapp.model import Article, Sketched, story_order
from tests.articles import make_article
from tests.prose import prose, shortened, spelled, typeset

WIRE = prose(1)
EDITS: list[Callable[[str], str]] = [
    typeset,
    lambda text: spelled(text, 5),
    lambda text: shortened(text, 0.5),
    lambda text: "A new opening that no other paper had.\n\n" + shortened(text, 0.7),
]


def alike(one: str, other: str) -> float:
    return compare(prepare("", one), prepare("", other))


def article(number: int, body: str, date: str | None = None, title: str = "") -> Article:
    made = make_article(f"n{number:03}", title, body, outlet=f"Outlet {number}", date=date)
    return dataclasses.replace(made, sketch=sketch(made))


def grouped(articles: Sequence[Article], compared: dict[str, float] | None = None) -> Grouping:
    known = {each.id: each for each in articles}
    sketched = [Sketched(each.id, each.date, each.sketch) for each in articles]
    return group(sketched, known.get, compared or {})


def stories(articles: Sequence[Article]) -> dict[str, str]:
    """The leading article of every article that is not alone."""
    return {name: member.story for name, member in grouped(articles).members.items()}


# What two texts must have in common to be copies.


@given(st.integers(0, 50))
def test_a_text_is_its_own_copy_and_strangers_are_none(seed: int) -> None:
    assert alike(prose(seed), prose(seed)) == 1.0
    assert alike(prose(seed), prose(seed + 1)) == 0.0


@given(st.integers(0, 50), st.integers(0, 50))
def test_which_text_comes_first_makes_no_difference(one: int, other: int) -> None:
    mixed = prose(one, 5) + "\n\n" + prose(other, 3)
    assert alike(prose(one), mixed) == alike(mixed, prose(one))


@given(st.integers(0, 50))
def test_typography_hides_nothing(seed: int) -> None:
    assert alike(prose(seed), typeset(prose(seed))) == 1.0


@given(st.integers(0, 50), st.floats(0.5, 1.0))
def test_a_shortened_text_is_a_copy(seed: int, share: float) -> None:
    assert alike(prose(seed), shortened(prose(seed), share)) > 0.3


def test_an_eighth_of_a_text_is_no_copy() -> None:
    """A page of many reports holds each of them, and is a copy of none."""
    page = "\n\n".join(prose(seed, 2) for seed in range(8))
    assert alike(page, prose(3, 2)) == 0.0


@given(st.integers(0, 50), st.integers(1, 6))
def test_other_spellings_of_names_hide_nothing(seed: int, names: int) -> None:
    assert alike(prose(seed), spelled(prose(seed), names)) > 0.5
    assert spelled(WIRE, names) != WIRE


@pytest.mark.parametrize("lead", ["BAGHRAN (Meridian Wire) - ", "BAGHRAN, March 3 — "])
def test_where_an_agency_sent_it_from_hides_nothing(lead: str) -> None:
    assert alike(WIRE, lead + WIRE) > 0.95


def report(day: int, cases: int, tests: int, ill: int) -> str:
    return (
        f"The health ministry of Sahran said on the {day}th that {cases} new cases of the fever "
        f"were found in the country in the last day, of {tests} people who were tested. It said "
        f"{ill} people are being treated in the hospitals of the capital and that {cases // 9} of "
        f"them are in a grave state. The ministry asked all citizens to boil their water, to keep "
        f"away from the river and to call its line at any hour if they feel unwell. {ill // 3} "
        f"people have left the hospitals since the day before, and {tests // 7} doses of the serum "
        "were given out. The next report will be made public tomorrow at the usual hour, it said."
    )


def test_reports_that_differ_in_their_numbers_are_none() -> None:
    monday, tuesday = report(14, 311, 8_204, 1_987), report(15, 426, 7_730, 2_111)
    assert alike(monday, tuesday) == 0.0
    assert alike(monday, monday.replace("1987", "1988")) > 0.9


WEATHER = "Baghran: fair, a light wind from the {}, highs of {} in the afternoon, no rain till {}."


def test_a_few_words_are_copies_only_where_hardly_any_differ() -> None:
    one, other = WEATHER.format("north", 21, "Monday"), WEATHER.format("east", 21, "Monday")
    assert alike(one, one) == 1.0
    assert alike(one, other) == 0.0
    assert alike(one, WEATHER.format("north", 22, "Monday")) == 0.0


def test_a_title_counts_where_there_is_little_else() -> None:
    watch = "Watch the whole speech above, and subscribe to our channel for more."
    talks, storm = prepare("Minister on the talks", watch), prepare("After the storm", watch)
    assert compare(talks, storm) == 0.0
    assert compare(talks, talks) == 1.0
    long = [prepare(title, WIRE) for title in ("Ferry sinks", "Forty rescued")]
    assert compare(*long) == 1.0


def test_texts_without_words_are_nothing() -> None:
    assert alike("", "") == alike("—", "—") == alike("one two", "one two") == 0.0


# What becomes of them in an archive.


def test_copies_are_one_story_led_by_the_earliest() -> None:
    articles = [
        article(1, shortened(WIRE, 0.5), "2020-01-04", "Brief"),
        article(2, WIRE, "2020-01-03", "Headline"),
        article(3, spelled(WIRE, 3), None, "Another headline"),
        article(4, prose(2), "2020-01-01"),
    ]
    found = grouped(articles).members
    assert {name: member.story for name, member in found.items()} == dict.fromkeys(
        ["n001", "n002", "n003"], "n002"
    )
    assert {name: member.original for name, member in found.items()} == {n: n for n in found}
    assert found["n002"].similarity == 1.0
    assert found["n001"].similarity == alike(WIRE, shortened(WIRE, 0.5)) > 0


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("2020-01-03", "2020-01-09", True),
        ("2020-01-03", "2020-01-10", False),
        ("2020-01", "2020-02-06", True),
        ("2020-01", "2020-02-07", False),
        ("2020-03-30", "2020", True),
        ("2020-01-03", None, True),
    ],
)
def test_what_was_edited_is_a_copy_only_in_the_same_week(
    first: str, second: str | None, joined: bool
) -> None:
    wire = article(1, WIRE, first)
    edited = article(2, shortened(WIRE, 0.5), second)
    assert (stories([wire, edited]) != {}) == joined
    again = article(3, WIRE, "2024-05-01", "Another title")
    assert stories([wire, again]) == {"n001": "n001", "n003": "n001"}


def test_exact_copies_have_one_original() -> None:
    first = article(1, WIRE, "2020-01-03", "Headline")
    again = [dataclasses.replace(first, id=name) for name in ("n000", "n009")]
    abridged = article(5, shortened(WIRE, 0.6), "2020-01-02")
    found = grouped([*again, first, abridged]).members
    assert {name: member.original for name, member in found.items()} == {
        "n000": "n000",
        "n001": "n000",
        "n009": "n000",
        "n005": "n005",
    }
    assert {member.story for member in found.values()} == {"n005"}


def test_a_single_article_read_twice_is_a_story_of_its_own() -> None:
    first = article(1, WIRE, "2020-01-03")
    found = grouped([first, dataclasses.replace(first, id="n002"), article(3, prose(3))]).members
    assert [(name, member.original) for name, member in found.items()] == [
        ("n001", "n001"),
        ("n002", "n001"),
    ]


def test_changes_do_not_add_up() -> None:
    """Every article was compared with the earliest one, not with the last that came near."""
    paragraphs = prose(7, 16).split("\n\n")
    slid = [
        article(n, "\n\n".join(paragraphs[2 * n : 2 * n + 8]), f"2020-01-{n + 1:02}")
        for n in range(5)
    ]
    assert alike(slid[3].body, slid[4].body) > 0
    assert stories(slid) == {"n000": "n000", "n001": "n000", "n002": "n002", "n003": "n002"}


def test_an_article_without_a_sketch_is_alone() -> None:
    bare = dataclasses.replace(article(1, WIRE), sketch=b"")
    assert stories([bare, article(2, WIRE)]) == {}
    assert stories([]) == {}


def archive(seed: int, size: int) -> list[Article]:
    """Articles of which half are edited from others, in no order."""
    random_ = random.Random(seed)  # noqa: S311
    texts = [prose(1000 * seed + number, random_.randint(2, 8)) for number in range(size)]
    for _ in range(size):
        text = random_.choice(texts)
        texts.append(random_.choice(EDITS)(text))
    dates = [None, "2019", "2020-01", *(f"2020-01-{day:02}" for day in range(1, 20))]
    articles = [article(number, text, random_.choice(dates)) for number, text in enumerate(texts)]
    random_.shuffle(articles)
    return articles


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(seed: int, random_: random.Random) -> None:
    articles = archive(seed, 6)
    shuffled = random_.sample(articles, len(articles))
    assert grouped(articles) == grouped(shuffled)


@given(st.integers(0, 10**6), st.integers(0, 12))
def test_how_many_builds_it_took_makes_no_difference(seed: int, cut: int) -> None:
    articles = archive(seed, 6)
    first = grouped(articles[:cut])
    assert grouped(articles, dict(first.compared)) == grouped(articles)


@given(st.integers(0, 10**6))
def test_every_article_of_a_story_is_a_copy_of_its_earliest(seed: int) -> None:
    articles = {each.id: each for each in archive(seed, 8)}
    for name, member in grouped(list(articles.values())).members.items():
        one, first = articles[name], articles[member.story]
        assert story_order(first.date, first.id) <= story_order(one.date, one.id)
        assert member.similarity == alike(one.body, first.body) > 0


def test_what_was_compared_is_not_compared_again() -> None:
    articles = archive(3, 20)
    first = grouped(articles)
    assert first.compared
    sketched = [Sketched(each.id, each.date, each.sketch) for each in articles]

    def refuse(article_id: str) -> Article | None:
        raise AssertionError(article_id)

    assert group(sketched, refuse, first.compared) == first


@pytest.mark.parametrize(
    ("one", "other"),
    [("quick brown", "quickbrown"), ("page 12", "page \uff11\uff12"), ("page 12", "page 1 2")],
)
def test_what_is_known_of_a_text_is_not_believed_of_one_that_compares_otherwise(
    one: str, other: str
) -> None:
    """White space and the forms of digits tell texts apart where they are compared."""
    line = f"The ferry is {one}, the captain of it said, and so it is."
    texts = [article(1, line), article(2, line.replace(one, other))]
    assert alike(texts[0].body, texts[1].body) == 0.0
    assert text_digest_of(texts[0].sketch) != text_digest_of(texts[1].sketch)


def test_what_was_compared_in_vain_is_forgotten_with_the_articles() -> None:
    first = grouped(archive(3, 20))
    assert grouped([article(1, WIRE)], dict(first.compared)).compared == {}


def test_an_article_that_has_gone_meanwhile_is_alone() -> None:
    articles = [article(1, WIRE), article(2, shortened(WIRE, 0.6))]
    sketched = [Sketched(each.id, each.date, each.sketch) for each in articles]
    assert group(sketched, lambda _: None, {}) == Grouping({}, {})


def test_edited_copies_are_found_in_an_archive() -> None:
    """Of copies that comparing all pairs finds, hardly any may be missed."""
    texts = [prose(seed, 6) for seed in range(150)]
    articles = [article(seed, text, "2020-01-01") for seed, text in enumerate(texts)]
    articles += [
        article(200 + seed, EDITS[seed % 4](text), "2020-01-02") for seed, text in enumerate(texts)
    ]
    found = stories(articles)
    right = sum(found.get(f"n{200 + seed:03}") == f"n{seed:03}" for seed in range(150))
    assert right >= 147
    assert len(found) == 2 * right


def test_a_form_filled_in_a_thousand_times_stays_cheap() -> None:
    """Texts that share keys and are no copies are not all compared with one another."""
    form = prose(5, 3)
    reports = [
        article(n, form + " ".join(f"{n}{k:03}" for k in range(60)), "2020-01-01")
        for n in range(300)
    ]
    found = grouped(reports)
    assert found.members == {}
    assert 0 < len(found.compared) <= 300 * 16
