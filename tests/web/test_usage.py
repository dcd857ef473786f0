from __future__ import annotations

import dataclasses

from flask.testing import FlaskClient

from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.archive import Archive
from searchapp.engines.usage import Found, Spelling, Usage, Used
from searchapp.search.usage import Spellings
from searchapp.web import create_app
from searchapp.web.params import Params
from searchapp.web.usage import Chart, Sheet, list_levels, make_sheets, search_form

from .canned import canned_archive, make_article
from .markup import Markup, take_apart


def show(client: FlaskClient, address: str) -> Markup:
    response = client.get(address)
    assert response.status_code == 200
    page = take_apart(response.text)
    assert page.unclosed == []
    return page


def usage(
    text: str, years: dict[str | None, int], outlets: dict[str | None, int] | None = None
) -> Usage:
    total = sum(years.values())
    kind = Kind.EXACT if text == "kataib" else Kind.SPELLING
    return Usage(Form(text, kind), total, None, None, outlets or {"Press Kite": total}, years)


def sheet_of(*usages: Usage) -> Sheet:
    used = Used(Wanted("kataib", Level.SPELLINGS), usages, 0, False)
    (sheet,) = make_sheets(Spellings("kataib", Level.SPELLINGS, (used,)))
    return sheet


def table(chart: Chart) -> dict[str, list[int]]:
    return {line.label: [cell.count for cell in line.cells] for line in chart.lines}


def test_every_cell_shows_as_many_articles_as_it_says(sample_archive: Archive) -> None:
    seen = 0
    for sheet in make_sheets(sample_archive.spellings("kataib al-shamani mina ~PGU", match="wide")):
        for row in sheet.rows:
            found = sample_archive.search(row.params.query, **row.params.arguments())
            assert found.total == row.articles
        for chart in sheet.charts:
            for line in (*chart.lines, *chart.folded):
                for cell in line.cells:
                    found = sample_archive.search(cell.params.query, **cell.params.arguments())
                    assert found.total == cell.count
                    seen += 1
    assert seen > 100


def test_a_form_of_several_words_is_searched_for_side_by_side() -> None:
    used = Used(Wanted("kataib", Level.SPELLINGS), (), 0, False)
    assert search_form(used, usage("jong un", {})) == Params('="jong un"', copies=True)
    assert search_form(used, usage("kata'ib", {})) == Params("=kata'ib", copies=True)


def test_an_apostrophe_at_the_edge_of_a_form_is_searched_for(client: FlaskClient) -> None:
    page = show(client, "/spellings?q=mina")
    links = [a["href"] for a in page.all("a") if "q=%3Dm%C4%ABn%C4%81%CA%BC" in a["href"]]
    assert links
    for link in links:
        assert show(client, link).all("article")


def test_a_name_is_searched_for_in_any_spelling() -> None:
    used = Used(Wanted("~pgu", Level.WIDE), (), 0, False)
    guard = usage("River Guard", {})
    assert search_form(used, guard) == Params('"River Guard"', Level.WIDE, copies=True)
    assert search_form(used, usage("HWU", {})) == Params("HWU", Level.WIDE, copies=True)
    both = search_form(used, dataclasses.replace(guard, also=("Rivergard",)))
    assert both.query == '"River Guard" OR Rivergard'


def test_years_between_are_shown_and_no_date_comes_last() -> None:
    by_year = sheet_of(usage("kataib", {"2019": 3, None: 2}), usage("kataeb", {"2021": 1})).charts[
        1
    ]
    assert by_year.forms == ("kataib", "kataeb")
    assert table(by_year) == {"2019": [3, 0], "2020": [0, 0], "2021": [0, 1], "No date": [2, 0]}
    assert [cell.share for cell in by_year.lines[0].cells] == [100.0, 0.0]


def test_a_wrong_date_makes_no_table_of_all_years() -> None:
    by_year = sheet_of(usage("kataib", {"0001": 1, "2020": 2, "9654": 1})).charts[1]
    assert list(table(by_year)) == ["0001", "2020", "9654"]


def test_outlets_with_the_most_articles_come_first_and_many_are_folded_away() -> None:
    outlets: dict[str | None, int] = {f"Outlet {n:02}": n for n in range(1, 31)} | {None: 99}
    by_outlet = sheet_of(usage("kataib", {"2020": 1}, outlets)).charts[0]
    labels = [line.label for line in (*by_outlet.lines, *by_outlet.folded)]
    assert (len(by_outlet.lines), len(by_outlet.folded)) == (15, 16)
    assert labels[:2] == ["Outlet 30", "Outlet 29"]
    assert labels[-1] == "Outlet not known"


def test_possessives_and_the_rarest_forms_are_in_no_table() -> None:
    forms = [usage("kataib", {"2020": 9}), usage("kataib's", {"2020": 8})]
    forms += [usage(f"form{n}", {"2020": n}) for n in range(1, 8)]
    sheet = sheet_of(*forms)
    assert sheet.charts[0].forms == ("kataib", "form7", "form6", "form5", "form4", "form3")
    assert (len(sheet.rows), sheet.uncharted) == (9, 3)


def test_levels_keep_the_query() -> None:
    levels = list_levels(Params("kataib", Level.WIDE))
    assert [level for level, _, _, current in levels if current] == ["wide"]
    assert [params.match for _, _, params, _ in levels] == list(Level)
    assert {params.query for _, _, params, _ in levels} == {"kataib"}


def test_the_page_of_a_name(client: FlaskClient) -> None:
    page = show(client, "/spellings?q=kataib&match=letters&outlet=VKN&page=3")
    assert page.one("h1").text == "Spellings of kataib"
    rows = [" ".join(li.text.split()) for li in page.all("li")]
    assert rows[1] == "kata'ib 9 articles 2014-08-03 – 2023-04-17 same letters"
    captions = [caption.text for caption in page.all("caption")]
    assert captions == [
        "Who writes it how: articles by outlet",
        "When it was written how: articles by year",
    ]
    for link in [a for a in page.all("a") if "td" in a.inside][:5]:
        assert show(client, link["href"]).one("h1").text.split()[0] == link.text
    assert page.one("input", name="match")["value"] == "letters"
    (json,) = [a["href"] for a in page.all("a") if "as JSON" in a.text]
    assert json == "/api/v1/spellings?q=kataib&match=letters"
    assert client.get(json).status_code == 200


def test_the_panel_leads_to_it(client: FlaskClient) -> None:
    page = show(client, "/search?q=%3Dkataib+al-shamani+strike~1&outlet=VKN")
    links = [a["href"] for a in page.all("a") if "By outlet and year" in a.text]
    assert links == [
        "/spellings?q=kataib&match=exact",
        "/spellings?q=al-shamani",
        "/spellings?q=strike~1",
    ]
    for link in links:
        assert show(client, link).one("h1")


def test_what_nobody_writes(client: FlaskClient) -> None:
    page = show(client, "/spellings?q=zzebra")
    assert "No article of the archive has it, nor anything like it." in page.one("main").text
    assert "Ask for a name" in show(client, "/spellings").one("main").text
    assert "Ask for a name" in show(client, "/spellings?q=kata*").one("main").text


def test_what_could_not_be_counted_is_said() -> None:
    spelling = Spelling(Form("drone", Kind.EXACT), 1, 1, None, None, "drone", False)
    word = Found(Wanted("drone", Level.SPELLINGS), (spelling,), 7)
    archive = canned_archive([make_article()], partial=True, words=[word])
    text = show(create_app(archive).test_client(), "/spellings?q=drone").one("main").text
    assert "7 more forms, less like it, were not looked for" in text
    assert "some forms are missing" in text


def test_nothing_becomes_markup() -> None:
    evil = '"><script>alert(1)</script>'
    spelling = Spelling(Form(evil, Kind.EXACT), 1, 1, None, None, evil, False)
    word = Found(Wanted(evil, Level.SPELLINGS), (spelling,), 0)
    archive = canned_archive([make_article(outlet=evil)], words=[word])
    page = show(create_app(archive).test_client(), "/spellings?q=%22%3E%3Cscript%3E")
    assert [each["src"] for each in page.all("script")] == ["/searchapp-static/suggest.js"]
    assert evil in [bdi.text for bdi in page.all("bdi")]


def test_the_api_answers_like_the_archive(client: FlaskClient, sample_archive: Archive) -> None:
    answer = client.get("/api/v1/spellings?q=kataib&match=wide").get_json()
    assert answer == sample_archive.spellings("kataib", match="wide").to_json()
    refused = client.get("/api/v1/spellings?q=kataib&outlet=VKN")
    assert refused.status_code == 400
    assert refused.get_json()["error"]["mend"] == "The parameters are q, match"
