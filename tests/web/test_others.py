"""Other names stand above the results, each a link to the search that asks for it as well."""

from __future__ import annotations

from searchapp.archive import Archive
from searchapp.search.page import Page
from searchapp.web import create_app
from searchapp.web.others import list_other_names
from searchapp.web.params import Params


def page_of(archive: Archive, query: str) -> Page:
    return archive.search(query)


def test_each_other_name_leads_to_a_search_for_both(sample_archive: Archive) -> None:
    params = Params(query="PGU", page=2)
    rows = list_other_names(page_of(sample_archive, params.query), params)
    assert rows
    for row in rows:
        assert row.asked == "PGU"
        assert row.params.page == 1
        found = sample_archive.search(row.params.query).total
        assert found > sample_archive.search(params.query).total
        assert row.source.endswith(")")


def test_the_page_says_what_a_name_is_called_besides(sample_archive: Archive) -> None:
    text = create_app(sample_archive).test_client().get("/search?q=PGU").get_data(as_text=True)
    assert "Other names of <bdi>PGU</bdi>" in text
    assert "<bdi>Popular Guard Units</bdi>" in text
    assert "q=~PGU" in text
    alone = create_app(sample_archive).test_client().get("/search?q=mill").get_data(as_text=True)
    assert "Other names of" not in alone


def test_all_names_are_asked_for_where_some_mean_the_same(sample_archive: Archive) -> None:
    client = create_app(sample_archive).test_client()
    for query, is_linked in (("PGU", True), ("river brigades silo", False)):
        rows = list_other_names(page_of(sample_archive, query), Params(query=query))
        assert rows
        assert any(row.is_in_every for row in rows) is is_linked
        text = client.get("/search", query_string={"q": query}).get_data(as_text=True)
        assert ("All that mean the same" in text) is is_linked


def test_a_name_in_the_address_is_escaped(sample_archive: Archive) -> None:
    client = create_app(sample_archive).test_client()
    text = client.get('/search?q="<b>PGU</b>"').get_data(as_text=True)
    assert "<b>PGU" not in text
