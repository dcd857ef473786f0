"""Suggestions for a query that is being typed, on the sample archive and on articles made here."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold, fold_text
from searchapp.analysis.tokens import words_in
from searchapp.archive import Archive
from searchapp.engines.whoosh import completions
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import BadParameter
from tests.articles import make_article

TEXTS = [
    ("Qasem Soleimani in Baghran", "The drone; kata'ib.", "Harbor Ledger"),
    ("Ferry waits for Qasem Soleimani", "A drone OR a ship. Kata’ib", 'The "Kite"'),
    ("Qasem Soleimani", "River of solutions", "Harbor Ledger"),
    ("Al-Qaida", "القاعدة", None),
]


# Thirty words that begin alike are in every article, and three articles tell of Mira al-Bazhan.
FREQUENT = " ".join(f"b{first}{second}m" for first in "aeiou" for second in "dklnrt")
NAMED = [
    ("Bridge", f"The wait of Mira al-Bazhan. {FREQUENT} bazaar", None),
    ("Ferry", f"{FREQUENT} Here the Mira al-Bazhan spoke of Basel Tarn.", None),
    ("River", f"So says the Mira al-Bazhan: {FREQUENT} and a bazaar", None),
    *[(f"Mill {at}", f"{FREQUENT} for Tarn of Basel, {at}", None) for at in range(9)],
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_of(tmp_path_factory.mktemp("suggestions") / "index", TEXTS) as archive:
        yield archive


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_of(tmp_path_factory.mktemp("named") / "index", NAMED) as archive:
        yield archive


def archive_of(path: Path, texts: Sequence[tuple[str, str, str | None]]) -> Archive:
    engine = WhooshEngine.create(path)
    with engine.writer() as writer:
        articles = [
            make_article(f"a{at}", title, body, outlet=outlet)
            for at, (title, body, outlet) in enumerate(texts)
        ]
        writer.replace("/files/one", "1", articles)
    return Archive(str(path), engine)


def queries(archive: Archive, typed: str) -> dict[str, int]:
    return {each.query: each.articles for each in archive.suggest(typed)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sole", {"soleimani": 3, '"qasem soleimani"': 3}),
        ("SOLE", {"soleimani": 3, '"qasem soleimani"': 3}),
        ("kata’", {"kata'ib": 2}),
        ("qai", {"qaida": 1}),
        ("القا", {"القاعدة": 1}),
        ("al-qai", {"al-qaida": 1}),
        ("harb", {'outlet:"Harbor Ledger"': 2}),
        ("kite", {'outlet:"The Kite"': 1}),
        # The words before stay, and what is offered stands in an article with them.
        ("drone sole", {"drone soleimani": 2, 'drone "qasem soleimani"': 2}),
        ("drone riv", {}),
        ("qasem sole", {'"qasem soleimani"': 3}),
        ("qasem ", {'"qasem soleimani"': 3}),
        ("river qasem s", {'river "qasem soleimani"': 1, "river qasem solutions": 1}),
        ("ferry outlet:har", {}),
        ("drone outlet:har", {'drone outlet:"Harbor Ledger"': 1}),
        ("outlet:ledg", {'outlet:"Harbor Ledger"': 2}),
        ('outlet:"harbor le', {'outlet:"Harbor Ledger"': 2}),
        ("title:sole", {"title:soleimani": 3, 'title:"qasem soleimani"': 3}),
        ("title:dro", {}),
        # Behind OR any article will do.
        ("drone OR riv", {"drone OR river": 3}),
        ("drone AND riv", {}),
        # What is taken out stands in an article with the words before; what is left counts.
        ("drone NOT riv", {}),
        ("drone NOT bagh", {"drone NOT baghran": 1}),
        ("drone -bagh", {"drone -baghran": 1}),
        ("drone -outlet:har", {'drone -outlet:"Harbor Ledger"': 1}),
        ("drone -sole", {}),
        # Signs hold for what is suggested.
        ("=kata", {"=kata'ib": 2}),
        ("=riv", {"=river": 1}),
        ("=solu", {"=solutions": 1}),
        ("~al-qai", {"~al-qaida": 1}),
        # In quotation marks only names can be told to stand there.
        ('"qasem so', {'"qasem soleimani"': 3}),
        ('drone "qasem so', {'drone "qasem soleimani"': 2}),
        ('"waits for so', {}),
        # Nothing is begun.
        ("", {}),
        ("sole*", {}),
        ('"sole"', {}),
        ("sole)", {}),
        ("outlet:", {}),
        ("'", {}),
        ("x" * 1_000, {}),
    ],
)
def test_a_query_goes_on(archive: Archive, typed: str, expected: dict[str, int]) -> None:
    assert queries(archive, typed) == expected


def test_a_suggestion_says_what_it_is(archive: Archive) -> None:
    assert [each.to_json() for each in archive.suggest("drone so")] == [
        {
            "text": "qasem soleimani",
            "kind": "name",
            "query": 'drone "qasem soleimani"',
            "articles": 2,
            "spellings": 1,
        },
        {
            "text": "soleimani",
            "kind": "word",
            "query": "drone soleimani",
            "articles": 2,
            "spellings": 1,
        },
    ]


def test_what_stands_right_behind_the_word_before_comes_first(named: Archive) -> None:
    first, *others = [(each.query, each.articles) for each in named.suggest("mira b")]
    assert first == ("mira bazhan", 3)
    # Then what most of the articles have that have the words before.
    assert {articles for _, articles in others} == {3}


@pytest.mark.parametrize("typed", ["mira al b", "mira the b", "(mira b", "bridge OR mira b"])
def test_words_that_serve_do_not_part_it_from_the_word_before(named: Archive, typed: str) -> None:
    assert named.suggest(typed)[0].text == "bazhan"


@pytest.mark.parametrize("typed", ["mira waits: b", "mira OR b", 'mira" b', "mira -b"])
def test_what_stands_apart_from_the_word_before_follows_nothing(named: Archive, typed: str) -> None:
    assert "bazhan" not in [each.text for each in named.suggest(typed)[:1]]


def test_of_too_many_words_only_the_most_frequent_are_looked_at(
    named: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completions, "_MOST_POSTINGS", 300)
    frequent = {each.query: each.articles for each in named.suggest("mira b", 30)}
    assert set(frequent.values()) == {3}
    assert "mira bazhan" not in frequent
    assert named.suggest("mira baz")[0].query == "mira bazhan"


def test_after_the_deadline_only_what_is_remembered_is_suggested(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "index", [("Mira Bazhan", "Mira Bazhan spoke", None)])
    late = Archive(archive.path, archive._engine, deadline=-1)
    for typed in ("mir", "mira b"):
        assert late.suggest(typed) == ()
        assert archive.suggest(typed)


def test_articles_are_not_offered(named: Archive) -> None:
    assert "al" not in [each.text for each in named.suggest("mira a")]


def test_what_most_articles_have_apart_is_not_offered_as_a_name_alone(tmp_path: Path) -> None:
    title = "Ferry Tarn"
    texts = [(title, "", None)] * 3 + [(f"Tarn {at}", "The ferry waits.", None) for at in range(9)]
    with archive_of(tmp_path / "index", texts) as archive:
        assert queries(archive, "ferry t") == {"ferry tarn": 12}


@given(typed=st.text("abdeikmnrst", min_size=1, max_size=3), few=st.integers(0, 10))
def test_who_asks_for_few_gets_the_first(sample_archive: Archive, typed: str, few: int) -> None:
    for before in ("", "guard "):
        assert (
            sample_archive.suggest(before + typed, few)
            == (sample_archive.suggest(before + typed)[:few])
        )


def test_the_number_of_suggestions(archive: Archive) -> None:
    assert len(archive.suggest("s", 1)) == 1
    assert archive.suggest("s", 0) == ()
    with pytest.raises(BadParameter, match="limit is '-1'"):
        archive.suggest("s", -1)


@given(typed=st.text("abdeikmnrst' -", max_size=6) | st.text(max_size=8))
def test_every_suggestion_begins_as_was_typed(sample_archive: Archive, typed: str) -> None:
    found = sample_archive.suggest(typed, 5)
    if len(words_in(typed)) == 1:
        order = [(-each.articles, each.text) for each in found]
        # What is taken out stands in another order.
        assert order == sorted(order) or "-" in typed
    last = fold(words_in(typed)[-1]) if found else ""
    for each in found:
        assert any(word.startswith(last) for word in fold_text(each.text).split())
        assert each.kind != "word" or fold(each.text).startswith(last)


SPELT = [
    ("The Hayat of al-Nusra", "Soleimani; the question of issues. Al-Qaida here, al-Qaida there."),
    ("Al-Qaida again", "Suleimani issued a question, the al-Qaida issue; khashoggi"),
    ("Sulaimani", "Questions of Soleimani, Qassem and Khashoggi; al-Qaida and Soleimnai."),
    ("Khashoggi", "Khashoggis and Qassem: a quick question to al-Qaida."),
]


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_of(
        tmp_path_factory.mktemp("spelt") / "index", [(*text, None) for text in SPELT]
    ) as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # All that a word stands for counts, and is not suggested again.
        ("khas", {"khashoggi": 3}),
        ("iss", {"issue": 2}),
        ("=iss", {"=issue": 1, "=issued": 1, "=issues": 1}),
        ("=sol", {"=soleimani": 2, "=soleimnai": 1}),
        # An article is joined to names, and to no English word.
        ("al-q", {"al-qaida": 4}),
        ("qu", {"question": 4, "quick": 1}),
        ("qaida -qas", {"qaida -qassem": 2}),
    ],
)
def test_what_is_found_is_what_counts(spelt: Archive, typed: str, expected: dict[str, int]) -> None:
    assert queries(spelt, typed) == expected


JOINED = [
    ("United Mission", "Kim Jong-un met the union. Anti-union, and the al-Qaida leader Suluk."),
    ("United Mission", "Kim Jong-un of Ulan. An anti-gang unit, a union of gangs, al-storm."),
    (
        "United Mission",
        "Kim Jong-un and united Urals: al-Sadr, al Qaida Sunday and al-Sadr. Abd al-Mir",
    ),
]


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_of(
        tmp_path_factory.mktemp("joined") / "index", [(*text, None) for text in JOINED]
    ) as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Union, Ulan and the United Mission stand in the same articles, but not behind it.
        ("jong-u", {"jong-un": 3}),
        ("kim jong-u", {"kim jong-un": 3}),
        ("jong-m", {}),
        ("anti-u", {"anti-union": 1}),
        ("anti-gan", {"anti-gang": 1}),
        # Sunday is not right behind the article, and storm, which is English, is so by chance.
        ("al-s", {"al-sadr": 1}),
        ("abd-al-m", {"abd-al-mir": 1}),
    ],
)
def test_behind_a_hyphen_stands_what_does_so_in_the_archive(
    joined: Archive, typed: str, expected: dict[str, int]
) -> None:
    assert queries(joined, typed) == expected


def test_what_leaves_the_fewest_articles_is_taken_out_first(spelt: Archive) -> None:
    found = [each.articles for each in spelt.suggest("qaida -q")]
    assert found == sorted(found)
    assert len(found) > 1


def test_every_suggestion_finds_what_it_says(sample_archive: Archive) -> None:
    """Words of the archive are begun, alone, behind a sign and behind another word."""
    draw = random.Random(11)  # noqa: S311
    titles = sample_archive.search(limit=400).hits
    words = sorted({fold(word) for hit in titles for word in words_in(hit.title.text)})
    heads = ["", "=", "~", "-", "title:", "al-", "the ", "OR ", "-=", "(", '"']
    checked = 0
    for word in draw.sample([each for each in words if each], 120):
        head, before = draw.choice(heads), draw.choice(["", f"{draw.choice(words)} "])
        for each in sample_archive.suggest(f"{before}{head}{word[: draw.randint(1, 4)]}", 5):
            assert 0 < each.articles == sample_archive.search(each.query, limit=0).articles
            checked += 1
    assert checked > 200


def test_an_apostrophe_at_the_edge_of_a_word_is_suggested_as_a_part_of_it(tmp_path: Path) -> None:
    texts = [("The Mīnāʾ of Baghran", "Mīnāʾ", None)]
    with archive_of(tmp_path / "index", texts) as archive:
        assert queries(archive, "=mi") == {"=mīnāʼ": 1}
        assert [each.text for each in archive.suggest("=mi")] == ["mīnā'"]
