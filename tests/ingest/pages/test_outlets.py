from __future__ import annotations

import pytest

from searchapp.ingest.pages.address import read_address
from searchapp.ingest.pages.linked_data import HeadValue
from searchapp.ingest.pages.outlets import choose_outlet

LD, OG, APP = "json-ld", "meta:og:site_name", "meta:application-name"
TITLE, FOOTER, HANDLE = "title-end", "copyright", "meta:twitter:site"


def outlet(names: list[tuple[str, str]], host: str = "", shown: tuple[str, ...] = ()) -> str | None:
    values = [HeadValue("outlet", rule, text) for rule, text in names]
    choice = choose_outlet(values, read_address(f"https://{host}/1" if host else None), shown)
    return None if choice is None else choice.name


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        # The owner is no outlet where the address says another name.
        ([(LD, "Bridge Holdings"), (OG, "North Post")], "northpost.example", "North Post"),
        # Two weaker sources that agree outweigh one.
        ([(LD, "Bridge Holdings"), (OG, "North Post"), (TITLE, "North Post")], "", "North Post"),
        # Domain endings, company forms, slogans and the names of web editions go.
        ([(OG, "NorthPost.com.au")], "northpost.com.au", "NorthPost"),
        ([(LD, "North Post GmbH")], "northpost.example", "North Post"),
        ([(APP, "News from the bridge - North Post")], "www.northpost.example", "North Post"),
        ([(OG, "North Post Online")], "northpost.example", "North Post"),
        ([(TITLE, "North Post, 03.05.2020")], "", "North Post"),
        # A paper may be called that, if its address says so.
        ([(OG, "North Online")], "northonline.example", "North Online"),
        # A name that is the address stays whole.
        ([(OG, "North Group")], "northgroup.example", "North Group"),
        ([(OG, "North Post (www.northpost.example)")], "", "North Post"),
        ([(LD, "Bridge Holdings"), (TITLE, "North")], "thenorth.example", "North"),
        # So is what an outlet of several countries adds for one of them, or an owner for itself.
        ([(OG, "North Post Italia")], "northpost.example", "North Post"),
        ([(OG, "North Post Italia")], "northpostitalia.example", "North Post Italia"),
        ([(LD, "North Post Media Group")], "northpost.example", "North Post"),
        # "The" makes no other name, and most sources decide on it.
        ([(LD, "The North Post"), (OG, "The North Post"), (TITLE, "North Post")], "",
         "The North Post"),
        # An acronym and its words are one outlet; the address says which is the name.
        ([(LD, "Neue Zabrener Post"), (OG, "Neue Zabrener Post"), (HANDLE, "@NZP")], "nzp.example",
         "NZP"),
        ([(LD, "Neue Zabrener Post"), (OG, "Neue Zabrener Post"), (HANDLE, "@NZP")],
         "zabren.example", "Neue Zabrener Post"),
        ([(LD, "Zabren Hills Herald"), (HANDLE, "@zhherald")], "zhherald.example", "ZH Herald"),
        # So are they where a company's form is one of the words.
        ([(APP, "NPC"), ("meta:publisher", "North Press Corporation"), (TITLE, "Harbor")], "",
         "NPC"),
        # Accents make no other name; the form of the address comes first where the page has it.
        ([(LD, "Zprávy z Hor"), (HANDLE, "@Zpravy_z_Hor")], "zpravyzhor.example", "Zpravy z Hor"),
        ([(OG, "Brücken-Post")], "bruecken-post.example", "Brücken-Post"),
        # Of two scripts, the one that can be held against the address.
        ([(LD, "橋新聞デジタル"), (OG, "橋新聞デジタル"), (FOOTER, "The Hashi Shimbun Company")],
         "hashi.example", "The Hashi Shimbun"),
        ([(LD, "橋新聞デジタル"), (OG, "橋新聞デジタル")], "hashi.example", "橋新聞"),
        # A handle or a footer may be an agency's; without the address it is not believed.
        ([(HANDLE, "@BridgeDesign"), (FOOTER, "Bridge Design Studio")], "", None),
        ([(HANDLE, "@BridgeDesign")], "north-post.example", "North-Post"),
        ([(OG, "Home"), (TITLE, "News")], "", None),
        ([], "", None),
    ],
)  # fmt: skip
def test_the_outlet_is_what_the_sources_and_the_address_agree_on(
    names: list[tuple[str, str]], host: str, expected: str | None
) -> None:
    assert outlet(names, host) == expected


def test_a_domain_is_spelled_as_the_page_spells_it() -> None:
    shown = ("Sport", "Bridge Over Water", "Bridge")
    assert outlet([], "bridgeoverwater.example", shown) == "Bridge Over Water"
    assert outlet([], "bridgeoverwater.example") == "Bridgeoverwater"


def test_what_is_sure_is_said_to_be() -> None:
    address = read_address("https://northpost.example/")
    both = [HeadValue("outlet", LD, "North Post"), HeadValue("outlet", OG, "North Post")]
    sure = choose_outlet(both, address)
    less = choose_outlet(both[:1], None)
    least = choose_outlet([], address)
    assert sure is not None
    assert less is not None
    assert least is not None
    assert sure.confidence > less.confidence > least.confidence
    assert [value.rule for value in sure.sources] == [LD, OG]
    assert least.sources == ()


def test_an_article_is_no_part_of_itself() -> None:
    values = [
        HeadValue("title", LD, "Bridge closed"),
        HeadValue("outlet", "json-ld:part-of", "Bridge closed"),
    ]
    assert choose_outlet(values, None) is None
