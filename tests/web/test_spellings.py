from __future__ import annotations

import dataclasses
import re

from flask.testing import FlaskClient

from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.archive import Archive
from searchapp.engines.usage import Found, Spelling
from searchapp.model import PartialDate
from searchapp.search.page import Page
from searchapp.web import create_app
from searchapp.web.params import Params
from searchapp.web.spellings import Panel, Word, make_panel

from .canned import canned_archive, make_article
from .markup import Element, Markup, take_apart


def show(client: FlaskClient, address: str) -> Markup:
    response = client.get(address)
    assert response.status_code == 200
    return take_apart(response.text)


def panel_of(archive: Archive, params: Params) -> Panel:
    panel = make_panel(search(archive, params), params)
    assert panel is not None
    return panel


def search(archive: Archive, params: Params) -> Page:
    return archive.search(params.query, **params.arguments(), limit=10)


def word_of(archive: Archive, params: Params) -> Word:
    (word,) = panel_of(archive, params).words
    return word


def invented(count: int, cut: int = 0) -> Archive:
    day = PartialDate(2020, 1, 3)
    forms = [Form("drone", Kind.EXACT)]
    forms += [Form(f"drohne{n}", Kind.SPELLING, 0.9) for n in range(1, count)]
    spellings = tuple(Spelling(form, 3, 9, day, day, form.text, False) for form in forms)
    return canned_archive(
        [make_article()], words=[Found(Wanted("drone", Level.SPELLINGS), spellings, cut)]
    )


def test_the_form_counts_are_what_a_search_for_the_form_alone_finds(
    sample_archive: Archive,
) -> None:
    word = word_of(sample_archive, Params("kataib"))
    assert {row.form for row in word.rows} >= {"kataib", "kata'ib", "kataeb", "كتائب"}
    for row in word.rows:
        assert sample_archive.search(f"={row.form}", copies=True).total == row.articles
        assert row.archive == row.articles


def test_a_form_is_switched_off_and_on(sample_archive: Archive) -> None:
    whole = search(sample_archive, Params("kataib")).total
    word = word_of(sample_archive, Params("kataib", page=2))
    (row,) = [row for row in word.rows if row.form == "kata'ib"]
    assert row.params == Params("kataib", without=("kata'ib",))
    without = word_of(sample_archive, row.params)
    (off,) = [row for row in without.rows if row.is_off]
    assert (off.form, off.params) == ("kata'ib", Params("kataib"))
    assert search(sample_archive, row.params).total < whole


def test_a_name_with_a_tilde_has_its_other_names_with_their_sources(
    sample_archive: Archive,
) -> None:
    asked = Params("~PGU")
    _, names = panel_of(sample_archive, asked).words
    assert names.text == "~pgu"
    assert [row.form for row in names.rows if not row.source] == ["pgu"]
    others = {row.form: row for row in names.rows if row.source}
    assert {"Popular Guard Units", "al-Hirasa al-Sha'biyya"} <= others.keys()
    for row in others.values():
        assert (row.kind, row.why) == ("alias", "other name")
        assert "aliases.toml, line " in row.source
        either = " OR ".join(f'"{name}"' for name in (row.form, *row.also))
        assert sample_archive.search(either, copies=True).total == row.articles
    row = others["Popular Guard Units"]
    assert row.params == dataclasses.replace(asked, without=("~popular guard units",))
    assert search(sample_archive, row.params).total < search(sample_archive, asked).total
    _, names = panel_of(sample_archive, row.params).words
    (off,) = [row for row in names.rows if row.is_off]
    assert (off.form, off.params, names.whole) == ("Popular Guard Units", asked, asked)
    assert names.typed is not None
    alone = search(sample_archive, names.typed)
    assert alone.total == sample_archive.search("PGU").total


def test_a_name_is_counted_with_the_forms_that_are_switched_off(
    sample_archive: Archive,
) -> None:
    _, names = panel_of(sample_archive, Params("~PGU")).words
    before = {row.form: row.archive for row in names.rows}
    word, names = panel_of(sample_archive, Params("~PGU", without=("pgu", "guard"))).words
    assert [row.form for row in word.rows if row.is_off] == ["pgu"]
    rows = (*names.rows, *names.absent)
    assert {row.form: row.archive for row in rows} == before
    assert not any(row.is_off for row in rows)


def test_spellings_of_one_name_are_one_row_and_switched_off_with_it(
    sample_archive: Archive,
) -> None:
    asked = Params("~PGU")
    _, names = panel_of(sample_archive, asked).words
    (row,) = [row for row in names.rows if row.also]
    assert (row.form, row.also) == (
        "al-Hirasa al-Sha'biyya",
        ("Alhirasa Alshaabiyya", "الحراسة الشعبية"),
    )
    assert {row.form for row in names.rows}.isdisjoint(row.also)
    others = [other.form for other in names.rows if other is not row]
    left = sample_archive.search(" OR ".join(f'"{name}"' for name in others))
    assert search(sample_archive, row.params).total == left.total
    _, names = panel_of(sample_archive, row.params).words
    (off,) = [row for row in names.rows if row.is_off]
    assert (off.also, off.params) == (row.also, asked)


def test_the_page_says_how_a_name_is_also_written(client: FlaskClient) -> None:
    said = "also written Alhirasa Alshaabiyya, الحراسة الشعبية"
    for address in ("/search?q=~PGU", "/search?q=PGU", "/spellings?q=~PGU"):
        assert [each.text for each in show(client, address).elements].count(said) == 1, address


def test_the_page_says_who_says_that_a_name_is_another(client: FlaskClient) -> None:
    page = show(client, "/search?q=~PGU")
    said = [element.text for element in page.elements if "said" in element["class"].split()]
    assert any(text.startswith("Kardashan Courier, 8 July 2021") for text in said)


def test_all_other_forms_are_switched_off_at_once(sample_archive: Archive) -> None:
    word = word_of(sample_archive, Params("kataib"))
    assert word.whole is None
    assert word.typed is not None
    alone = search(sample_archive, word.typed)
    assert alone.total == sample_archive.search("=kataib").total
    again = word_of(sample_archive, word.typed)
    assert (again.typed, again.whole) == (None, Params("kataib"))


def test_what_was_typed_comes_back_where_only_that_is_wanted(sample_archive: Archive) -> None:
    for query, typed, switch in (("kataib", "=kataib", "kataib"), ("~PGU", "PGU", "~pgu")):
        asked = Params(query, without=(switch,))
        word = panel_of(sample_archive, asked).words[-1]
        assert word.typed is not None
        assert switch not in word.typed.without
        alone = search(sample_archive, word.typed).total
        assert alone == sample_archive.search(typed).total > 0
    asked = Params("kataeb", Level.EXACT, without=("kataeb",))
    word = word_of(sample_archive, asked)
    assert (word.typed, word.whole) == (None, Params("kataeb", Level.EXACT))


def test_forms_that_another_word_is_without_stay_so(sample_archive: Archive) -> None:
    words = panel_of(sample_archive, Params("kataib shamani", without=("kataeb", "zebra"))).words
    assert words[0].whole == Params("kataib shamani", without=("zebra",))
    assert words[1].whole is None
    assert words[1].typed is not None
    assert words[1].typed.without[:2] == ("kataeb", "zebra")


def test_levels_are_counted_where_that_is_known(sample_archive: Archive) -> None:
    choices = panel_of(sample_archive, Params("kataib", page=3)).choices
    assert [choice.level for choice in choices] == list(Level)
    assert [choice.level for choice in choices if choice.current] == ["spellings"]
    known = {choice.level: choice.count for choice in choices if choice.count is not None}
    assert set(known) == {"words", "spellings", "wide"}
    for choice in choices:
        found = search(sample_archive, choice.params).total
        assert choice.count in (None, found)
        assert choice.params.page == 1


def test_a_word_that_is_exact_says_so(sample_archive: Archive) -> None:
    words = panel_of(sample_archive, Params("=kataib shamani")).words
    assert [word.level for word in words] == ["exact", ""]


def test_each_word_of_a_phrase_says_for_itself_what_it_stands_for(sample_archive: Archive) -> None:
    exact, other = panel_of(sample_archive, Params('"=kataib nahr~1"')).words
    assert (exact.level, [row.form for row in exact.rows]) == ("exact", ["kataib"])
    assert (other.level, other.usage.query) == ("", "nahr~1")


def test_a_word_with_an_apostrophe_at_its_edge_is_asked_for_with_it(
    sample_archive: Archive,
) -> None:
    word = word_of(sample_archive, Params("=Mīnāʾ"))
    assert (word.text, word.usage) == ("mīnā'", Params("mīnāʼ", Level.EXACT))


def test_a_query_without_words_has_no_panel(client: FlaskClient, sample_archive: Archive) -> None:
    for query in ("", "kata*", "date:2020"):
        assert make_panel(search(sample_archive, Params(query)), Params(query)) is None
        assert not show(client, f"/search?q={query}").all("details", class_="spellings")


def test_the_panel_is_closed_where_there_is_nothing_to_see_to(sample_archive: Archive) -> None:
    assert not panel_of(sample_archive, Params("kataib")).is_open
    assert panel_of(sample_archive, Params("katayib")).is_open
    assert panel_of(sample_archive, Params("kataib", without=("kataeb",))).is_open


def test_many_forms_are_folded_away_but_none_that_is_off() -> None:
    page = invented(40).search("drone")
    (found,) = page.words
    off = dataclasses.replace(found.spellings[-1], is_off=True)
    page = dataclasses.replace(
        page, words=(dataclasses.replace(found, spellings=(*found.spellings[:-1], off)),)
    )
    panel = make_panel(page, Params("drone", without=(off.form.text,)))
    assert panel is not None
    (word,) = panel.words
    assert (len(word.rows), len(word.folded)) == (13, 27)
    assert word.rows[-1].is_off


def test_forms_of_other_articles_are_apart(sample_archive: Archive) -> None:
    word = word_of(sample_archive, Params("kataib", outlets=("VKN",)))
    assert word.absent
    assert all(row.archive and not row.articles for row in word.absent)


def lists(page: Markup) -> list[Element]:
    return [li for li in page.all("li") if li.inside[-1] == "ul" and "section" in li.inside]


def test_the_page_lists_the_forms_with_their_counts_and_reasons(client: FlaskClient) -> None:
    page = show(client, "/search?q=kataib")
    rows = [" ".join(li.text.split()) for li in lists(page)]
    assert "Leave out kata'ib 9 articles 2014-08-03 – 2023-04-17 same letters" in rows
    assert any(row.startswith("Leave out kataeb 1 article ") for row in rows)
    assert any(re.search(r"spelling 0\.[0-9]{2}$", row) for row in rows)
    summary = page.one("details", class_="spellings")
    assert "open" not in summary.attributes
    assert "Spellings kata'ib 9, kataib 4" in " ".join(summary.text.split())


def test_a_form_that_is_off_stays_listed(client: FlaskClient) -> None:
    page = show(client, "/search?q=kataib&without=kata'ib")
    (row,) = page.all("li", class_="off")
    assert " ".join(row.text.split()).startswith("Search again for kata'ib off 9 articles in the")
    assert "open" in page.one("details", class_="spellings").attributes
    (link,) = [a["href"] for a in page.all("a") if "Search again for" in a.text]
    assert link == "/search?q=kataib"


def summary(client: FlaskClient, query: str) -> str:
    page = show(client, f"/search?q={query}")
    (line,) = [e for e in page.all("summary") if e.text.startswith("Spellings")]
    return " ".join(line.text.split()).removeprefix("Spellings ")


def test_what_the_archive_has_instead_is_said(client: FlaskClient) -> None:
    assert summary(client, "katayib").startswith("0 for katayib, but the archive has kata'ib 9, ka")
    assert summary(client, "катаиб").startswith("катаиб was searched for as kata'ib 9, kataib 4")
    assert summary(client, "zzebra") == "in the archive: 0 for zzebra"
    assert summary(client, "зззебра") == "in the archive: зззебра is not there"
    assert summary(client, "kataib zzebra").startswith("in the archive: kata'ib 9, ")
    within = summary(client, "river+OR+kataib&outlet=VKN")
    assert within.startswith("river 4 the archive has kata'ib 9, ")
    assert "No article of the archive has it" in client.get("/search?q=zzebra").text


def fused(*, is_off: bool) -> FlaskClient:
    form = Form("saudiarabia", Kind.LETTERS)
    words = [
        Found(
            Wanted("saudi arabia", Level.SPELLINGS, fused=True),
            (Spelling(form, 0 if is_off else 1, 1, None, None, form.text, is_off),),
            0,
        )
    ]
    return create_app(canned_archive([make_article()], words=words)).test_client()


def test_words_that_are_written_in_one_as_well_are_not_said_to_be_nowhere() -> None:
    page = show(fused(is_off=False), "/search?q=saudi+arabia")
    panel = page.one("details", class_="spellings")
    assert "open" not in panel.attributes
    assert summary(fused(is_off=False), "saudi+arabia") == "saudiarabia 1"
    (link,) = [a for a in page.all("a") if a.text == "Only as typed for saudi arabia"]
    assert link["href"] == "/search?q=saudi+arabia&without=saudiarabia"
    assert summary(fused(is_off=True), "saudi+arabia&without=saudiarabia") == (
        "saudi arabia only as typed"
    )


def test_of_many_words_the_first_are_told(client: FlaskClient) -> None:
    assert summary(client, "the guard of the bridge and river").endswith("3 more words")


def test_of_very_many_words_the_first_are_listed() -> None:
    words = [
        Found(
            Wanted(f"word{n}", Level.SPELLINGS),
            (Spelling(Form(f"word{n}", Kind.EXACT), 1, 1, None, None, f"word{n}", False),),
            0,
        )
        for n in range(25)
    ]
    page = show(create_app(canned_archive([make_article()], words=words)).test_client(), "/search")
    assert len(page.all("section", class_="asked")) == 20
    panel = page.one("details", class_="spellings").text
    assert "22 more words" in panel
    assert "Searched for as well: 5 more words" in panel


def test_what_was_cut_is_said() -> None:
    client = create_app(invented(3, cut=1)).test_client()
    assert "1 more form, less like it, was not searched for" in client.get("/search?q=drone").text


def test_a_result_says_what_else_matched(client: FlaskClient) -> None:
    page = show(client, "/search?q=kataib")
    told = [" ".join(p.text.split()) for p in page.all("p", class_="note reasons")]
    assert "kata'ib: same letters as kataib" in told
    assert not show(client, "/search?q=%3Dkataib").all("p", class_="note reasons")


def test_marks_say_what_they_are(client: FlaskClient) -> None:
    page = show(client, "/search?q=kataeb")
    kinds = {mark.text.casefold(): (mark["class"], mark["title"]) for mark in page.all("mark")}
    assert kinds["kataeb"] == ("exact", "")
    assert kinds["kataib"] == ("spelling", "Another spelling of the name")
    other = next(
        article for article in page.all("article") if "kataib: spelling of kataeb" in article.text
    )
    article = show(client, f"/article/{other['id'].removeprefix('a-')}?q=kataeb")
    assert "spelling" in {mark["class"] for mark in article.all("mark")}


def test_no_form_becomes_markup() -> None:
    evil = "<script>alert(1)</script>"
    form = Spelling(Form(evil, Kind.SPELLING, 0.9), 1, 1, None, None, evil, False)
    off = dataclasses.replace(form, is_off=True)
    archive = canned_archive(
        [make_article()], words=[Found(Wanted(evil, Level.SPELLINGS), (form, off), 0)]
    )
    page = show(create_app(archive).test_client(), "/search?q=drone")
    assert [each["src"] for each in page.all("script")] == ["/searchapp-static/suggest.js"]
    assert page.unclosed == []


def test_a_form_that_switches_nothing_off_is_told(client: FlaskClient) -> None:
    said = "No word that is looked for stands for nonsense, so nothing was switched off by that"
    assert said in show(client, "/search?q=kataib&without=nonsense").one("main").text
    assert said not in show(client, "/search?q=kataib&without=kataeb").one("main").text
    (hint,) = client.get("/api/v1/search?q=kataib&without=nonsense").get_json()["hints"]
    assert hint["code"] == "nothing-switched-off"
    assert said in hint["message"]
