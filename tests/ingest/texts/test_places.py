from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.places import find_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BAGHDAD (Reuters) – The bridge is closed.", "BAGHDAD"),
        ("LONDON, March 3 (AP) — The bridge is closed.", "LONDON"),
        ("BAGHDAD, Iraq. July 8th, 2021. The bridge is closed.", "BAGHDAD, Iraq"),
        ("BAGHDAD, Iraq. July 8th, 2021.", "BAGHDAD, Iraq"),
        ("Baghdad, 3 January 2020", "Baghdad"),
        ("Washington, D.C. – The bridge is closed.", "Washington, D.C."),
        ("GENEVA/TEHRAN (Reuters) - The bridge is closed.", "GENEVA/TEHRAN"),
        ("(Beirut) – The bridge is closed.", "Beirut"),
        ("TEHRAN, Jan. 3 (MNA) – The bridge is closed.", "TEHRAN"),
        ("TEHRAN- The bridge is closed.", "TEHRAN"),
        ("RIO DE JANEIRO — The bridge is closed.", "RIO DE JANEIRO"),
        ("Cairo: The bridge is closed.", "Cairo"),
        ("Washington (CNN) The bridge is closed.", "Washington"),
        ("WASHINGTON—The bridge is closed.", "WASHINGTON"),
        ("FLORENCE, S.C.--The bridge is closed.", "FLORENCE, S.C."),
        ("INDIANAPOLIS-- The bridge is closed.", "INDIANAPOLIS"),
        ("BECKLEY, W.Va. — The bridge is closed.", "BECKLEY, W.Va."),
        ("THE VATICAN — The bridge is closed.", "THE VATICAN"),
        ("MADISON, Wis. (AP) — The bridge is closed.", "MADISON, Wis."),
        ("MANCHESTER, N.H. — The bridge is closed.", "MANCHESTER, N.H."),
        ("Oldtown, Virginia (CNN) The bridge is closed.", "Oldtown, Virginia"),
        ("Amsterdam, the Netherlands - The bridge is closed.", "Amsterdam, the Netherlands"),
        ("OLDTOWN, Sahran. July 8th, 2021. The bridge is closed.", "OLDTOWN, Sahran"),
        ("OLDTOWN (North Wire) – The bridge is closed.", "OLDTOWN"),
        ("OLDTOWN — The bridge is closed.", "OLDTOWN"),
        ("Old Town al-Nur, Sahran (North Wire) – The bridge is closed.", "Old Town al-Nur, Sahran"),
        ("Qal'at al-Nur, Sahran (North Wire) – The bridge is closed.", "Qal'at al-Nur, Sahran"),
        ("DAMASCUS, (SANA) - The bridge is closed.", "DAMASCUS"),
        ("MOSCOW, January 3. /TASS/. The bridge is closed.", "MOSCOW"),
        ("By Ana Poe OLDTOWN (North Wire) - The bridge is closed.", "OLDTOWN"),
        ("بغداد (رويترز) - الجسر مغلق.", "بغداد"),
        ("ساران (رويترز) - الجسر مغلق.", "ساران"),
        ("بغداد - الجسر مغلق.", "بغداد"),
        ("ساران - الجسر مغلق.", None),
        ("(North Wire) OLDTOWN - The bridge is closed.", "OLDTOWN"),
        ("India — The bridge is closed.", None),
        ("INDIA — The bridge is closed.", "INDIA"),
    ],
)
def test_the_place_of_a_dateline_is_found_as_written(text: str, place: str | None) -> None:
    found = find_place(text)
    assert (None if found is None else found.text) == place
    if found is not None:
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON POST — The bridge is closed.",
        "NORTH HERALD — The bridge is closed.",
        "CNN — The bridge is closed.",
        "NPR — with other stations — is closed.",
        "BREAKING — The bridge is closed.",
        "UPDATE 2-The bridge is closed.",
        "UPDATE — The bridge is closed.",
        "ANALYSIS: The bridge is closed.",
        "THE LATEST — The bridge is closed.",
        "NOTE: The bridge is closed.",
        "THREAD — The bridge is closed.",
        "TRUMP: The bridge is closed.",
        "BRIAN POE — The bridge is closed.",
        "BRIAN POE (CO-HOST): The bridge is closed.",
        "PGF – January 19, 2020",
        "Kuwait: $5-10 million",
        "The Bridge Office (TBO) — a part of the council — is closed.",
        "The bridge in Baghdad (which is old) is closed.",
        "Bridge Committee (BC) — a part of the council — is closed.",
        "Baghdad is closed.",
        "Baghdad–based engineers closed the bridge.",
        "Oldtown: a bridge too far",
        "Ana Poe, March 3, 2020",
        "(CNN) The bridge is closed.",
        "",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert find_place(text) is None


def test_a_known_place_is_surer_than_an_unknown_one() -> None:
    texts = ("BAGHDAD — It rained.", "OLDTOWN (North Wire) — It rained.", "OLDTOWN — It rained.")
    known, shaped, bare = (find_place(text) for text in texts)
    assert known is not None
    assert shaped is not None
    assert bare is not None
    assert known.confidence > shaped.confidence > bare.confidence


@given(st.text("BAGHDADIraqcairo,./()–—-: 2020", max_size=200))
def test_what_is_found_stands_where_it_says(text: str) -> None:
    found = find_place(text)
    if found is not None:
        assert text[found.start : found.end] == found.text
        assert found.text
