from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadCorpusNotes
from searchapp.ingest.outlets import Outlets, built_in, key_of, name_outlet, read_outlets
from searchapp.model import Article, Evidence, Source
from tests.ingest.reading import BAKER, MET, articles, text_articles

SHARED_HOSTS = {
    "archive.org", "blogspot.com", "co.uk", "com.au", "facebook.com", "google.com", "medium.com",
    "msn.com", "substack.com", "t.co", "twitter.com", "wordpress.com", "yahoo.com", "youtube.com",
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Russia Today", "RT"),
        ("RT.com", "RT"),
        ("rt.com", "RT"),
        ("https://www.rt.com/news/1", "RT"),
        ("PressTV", "Press TV"),
        ("PressTV.com", "Press TV"),
        ("MEMO", "Middle East Monitor"),
        ("The Associated Press", "Associated Press"),
        ("Associated Press, The", "Associated Press"),
        ("BBC News", "BBC"),
        ("www.bbc.co.uk", "BBC"),
        ("m.bbc.com", "BBC"),
        ("edition.cnn.com", "CNN"),
        ("Agence France-Presse", "AFP"),
        ("AL MANAR", "Al-Manar"),
        ("Le Monde Diplomatique", "Le Monde diplomatique"),
        ("El Pais", "El País"),
        ("Newsmax - Opinion", "Newsmax"),
        ("NBC News (Online)", "NBC News"),
        ("الجزيرة", "Al Jazeera"),
        ("東京新聞", "Tokyo Shimbun"),
        ("Die Welt", "Welt"),
        ("https://www.publico.pt/2020/1", "Público (Portugal)"),
    ],
)
def test_other_names_of_an_outlet_lead_to_the_one_that_is_shown(written: str, shown: str) -> None:
    assert built_in().name_of(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "Hill",
        "Harbor Ledger",
        "The Brackwater Gazette",
        "time.org",
        "rt.com.example",
        "notrt.com",
        "Guest Writer - News",
        "BBC - Sluicegate",
        "",
        "https://",
        "RT " * 200,
    ],
)
def test_what_is_not_in_the_table_is_not_guessed(written: str) -> None:
    assert built_in().name_of(written) is None


def test_the_table_is_large_and_holds_no_host_of_other_peoples_texts() -> None:
    table = built_in()
    assert len({*table.names.values(), *table.hosts.values()}) > 2000
    assert not SHARED_HOSTS & set(table.hosts)
    # Each name that is shown leads to itself, so that naming an outlet twice changes nothing.
    assert all(table.name_of(name) in (name, None) for name in table.hosts.values())
    assert all(table.name_of(name) == name for name in table.names.values())


@given(st.text(max_size=300))
def test_any_name_gets_an_answer(text: str) -> None:
    for written in (text, f"{text}.com", f"http://{text}", f"{text} - News"):
        built_in().name_of(written)
    assert key_of(text) == key_of(text.strip())


def test_the_evidence_keeps_what_was_written(tmp_path: Path) -> None:
    text = f"Bridge closed\nRussia Today | May 3, 2020\n{MET}\n{BAKER}\n"
    (article,) = text_articles(tmp_path, text)
    assert article.outlet == "RT"
    found = [each for each in article.evidence if each.field == "outlet"]
    assert [(each.rule, each.text) for each in found] == [
        ("outlet-date-line", "Russia Today"),
        ("outlet-name", "Russia Today"),
    ]


def test_an_outlet_that_is_not_named_is_known_by_the_address(tmp_path: Path) -> None:
    url = "https://www.presstv.ir/Detail/1"
    (tmp_path / "a.csv").write_text(f"text,url\nA bridge.,{url}\nA mill.,https://harbor.example/\n")
    first, second = articles(tmp_path)
    assert (first.outlet, second.outlet) == ("Press TV", None)
    assert Evidence("outlet", "outlet-domain", url, None, None, 1.0) in first.evidence


def page(
    outlet: str, url: str, *, rule: str = "meta:og:site_name", confidence: float = 0.85
) -> Article:
    evidence = (
        Evidence("url", "canonical", url, None, None, 0.9),
        Evidence("outlet", rule, outlet, None, None, confidence),
    )
    source = Source("a.html", 0, 9, 1, 1)
    return Article(
        id="a",
        title="",
        body="A bridge.",
        outlet=outlet,
        date=None,
        author=None,
        url=url,
        source=source,
        evidence=evidence,
    )


@pytest.mark.parametrize(
    ("outlet", "url", "shown"),
    [
        # One name of two outlets.
        ("The Guardian", "https://guardian.ng/1", "The Guardian (Nigeria)"),
        ("The Guardian", "https://www.theguardian.com/1", "The Guardian"),
        ("The Standard", "https://www.standard.co.uk/1", "Evening Standard"),
        ("The Standard", "https://www.standardmedia.co.ke/1", "The Standard (Kenya)"),
        # An edition or a desk.
        ("The Guardian Australia", "https://www.theguardian.com/au/1", "The Guardian"),
        # What was concluded from a page yields to the address, unless it is known.
        ("Bridge Holdings", "https://www.bbc.com/1", "BBC"),
        ("Associated Press", "https://www.bbc.com/1", "Associated Press"),
        ("Bridge Holdings", "https://harbor.example/1", "Bridge Holdings"),
    ],
)
def test_an_address_says_which_outlet_is_meant(outlet: str, url: str, shown: str) -> None:
    named = name_outlet(page(outlet, url), built_in())
    assert named.outlet == shown
    if shown not in (outlet, built_in().name_of(outlet)):
        assert named.evidence[-1] == Evidence("outlet", "outlet-domain", url, None, None, 0.9)


def test_an_outlet_that_was_given_is_not_replaced_for_its_address() -> None:
    given = page("Bridge Holdings", "https://www.bbc.com/1", rule="field:outlet", confidence=1.0)
    assert name_outlet(given, built_in()) == given


def test_outlets_are_listed_in_order() -> None:
    text = resources.files("searchapp.ingest").joinpath("outlets.toml").read_text(encoding="utf-8")
    for section in text.split("[outlets]\n")[1].split("\n\n"):
        names = [next(iter(tomllib.loads(line))) for line in section.split("\n") if line[:1] == '"']
        assert names == sorted(names, key=lambda name: (key_of(name), name))


USERS = """
day_first = ["HL"]

[outlets]
"Harbor Ledger" = ["The Harbour Ledger", "HL", "harborledger.example", "bbc.com"]
"Russia Today" = "RT"
"""


def test_the_users_table_lies_over_the_one_that_comes_with_the_program() -> None:
    table = built_in().under(read_outlets(USERS, "outlets.toml"))
    assert table.name_of("Harbour Ledger") == "Harbor Ledger"
    assert table.name_of("bbc.com") == "Harbor Ledger"
    assert table.name_of("bbc.co.uk") == "BBC"
    # The user shows RT under another name; the forms that are known follow.
    assert {table.name_of(each) for each in ("RT", "rt.com", "RT News")} == {"Russia Today"}
    assert (table.is_day_first("HL"), table.is_day_first("RT")) == (True, None)
    assert table.under(Outlets(month_first=frozenset({"hl"}))).is_day_first("HL") is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[outlets\n"A" = []', "line 1"),
        ('[outlets]\n"A" = ["X"]\n"A" = ["Y"]\n', "line 3"),
        ('[outlets]\n"A" = ["X"]\n"B" = ["x."]', r"outlets\.B: 'x\.' is also one of 'A'"),
        ('[outlets]\n"A" = [1]', r"outlets\.A is \[1\]"),
        ('[outlets]\n"A" = ["…"]', r"outlets\.A holds '…', which has no letters"),
        ('outlets = ["A"]', "outlets is no table"),
        ('"A" = ["X"]', "A is no key of this file"),
        ("day_first = 1", r"day_first is 1\. Expected a list"),
        ('day_first = "RT"', r"day_first is 'RT'\. Expected a list"),
        ('month_first = ["RT", 1]', r"month_first is \['RT', 1\]"),
        ('day_first = ["A"]\nmonth_first = ["a"]', "in day_first and in month_first"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadCorpusNotes, match=said) as error:
        read_outlets(text, "news/outlets.toml")
    assert str(error.value).startswith("news/outlets.toml: ")
