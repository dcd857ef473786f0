from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest import mojibake
from searchapp.ingest.mojibake import LOST_RULE, RULE, mend
from tests.ingest.reading import BAKER, MET, articles
from tests.ingest.samples import PAGE
from tests.ingest.test_decoding import SENTENCES

CLEAN = [
    *SENTENCES.values(),
    "“Don’t,” she said — ‘never’ – and left… café, naïve, Zürich, São Paulo, Łódź, Đorđe, İzmir.",
    "Kata’ib, Katāʾib, Ḥashd aš-Šaʿbī; Ukraine’s Zaporizhzhia; the dʿAzīz family",
    "« L’été à Nîmes », dit-elle : « Ça va ? » – 10 € le kilo, 20 °C, 3 m², §5, ½ litre, ± 2 µg",
    "ÉTATS-UNIS : À LA UNE. ÄÖÜ ÅÆØ Ñ Â Ã Ê Î Ô. AÑO NUEVO, SÃO JOÃO, VÃO, CÂMARA, NÃO É",
    "Goal! ⚽🔥 Fans went wild 🇫🇷👨‍👩‍👧 😂😂 #mañana ❤️ — naïve coöperation, façade",
    "گزارش پایانی درباره‌ی پل؛ شهردار گفت: «پل تا بهار بسته می‌ماند» ۱۴۰۱/۰۲/۱۳",
    "首相は橋を閉鎖すると述べた。“没有人感到惊讶”，面包师说。다리는 봄까지 닫혀 있다.",
    "H₂O, x² + y² ≤ 10³, 5′ 10″, A→B, ©2020 ®™ £5 ¥100 ¢50 ¡Hola! ¿Qué? ┌──┐ │░▒▓│ ■□▪ ♦",
    "Việt Nam: Nguyễn Thị Ánh nói cây cầu sẽ đóng cửa đến mùa xuân. Đà Nẵng, Huế.",
    "Þetta er brúin í Reykjavík, sagði bæjarstjórinn; Íslendingar eru ekki hissa á því.",
]
BROKEN = [
    ("don’t – “closed” — café, José…", "sloppy-windows-1252"),
    ("Señor Núñez pagó 10 € en São Paulo", "sloppy-windows-1252"),
    ("Größere Schäden gebe es nicht, hieß es in Köln.", "latin-1"),
    ("Мэр заявил, что мост останется закрытым до весны.", "cp1251"),
    ("قال رئيس البلدية إن الجسر سيبقى مغلقا", "latin-1"),
    ("It’s the mayor’s “plan” – closed", "mac-roman"),
]


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_not_broken_is_left_alone(text: str) -> None:
    assert mend(text) == (text, [])
    assert mend(f"{text}\n{text.upper()}\n{text}")[1] == []


@pytest.mark.parametrize(("text", "encoding"), BROKEN)
def test_utf_8_read_in_another_encoding_is_mended(text: str, encoding: str) -> None:
    broken = text.encode().decode(encoding)
    mended, (repair,) = mend(f"A clean café.\n{broken}\n“Clean” too.\n")
    assert mended == f"A clean café.\n{text}\n“Clean” too.\n"
    assert mended[repair.start : repair.end] == text
    assert repair.written in broken


@pytest.mark.parametrize(("text", "encoding"), BROKEN)
@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_long_text_is_looked_at_piece_by_piece(
    text: str, encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = text.encode().decode(encoding)
    mended = mend(broken)
    monkeypatch.setattr(mojibake, "_PIECE", size)
    assert mend(broken) == mended != (broken, [])


def test_a_long_text_takes_little_memory() -> None:
    text = "قال عضوان في المجلس إن الجسر سيبقى مغلقا. " * 50_000
    assert mend(text[:99])[0] == text[:99]
    tracemalloc.start()
    try:
        assert mend(text) == (text, [])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A text of Arabic letters has two bytes for each character.
    assert peak < 4 * len(text)


def test_control_characters_of_windows_are_mended() -> None:
    assert mend("LAS VERDES \x96 The mayor\x92s plan")[0] == "LAS VERDES – The mayor’s plan"


def test_a_letter_lost_for_good_is_left_as_it_was_written() -> None:
    text = "The mayorâ€? plan"
    assert mend(text) == (text, [])


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_a_quotation_whose_closing_mark_lost_a_byte_is_closed(errors: str) -> None:
    text = "It’s the mayor’s “plan” – “closed”, she said: “Closed.”"
    mended, repairs = mend(text.encode().decode("cp1252", errors))
    assert mended == text
    assert [each.is_lost for each in repairs] == [False]


def test_a_dagger_and_a_mark_that_nothing_opens_are_left() -> None:
    assert mend("The mayorâ€™s †")[0] == "The mayor’s †"
    assert mend("“Closedâ€\xa0she said")[0] == "“Closed†she said"
    assert mend("Closedâ€\ufffd she saidâ€¦")[0] == "Closed\ufffd she said…"


@pytest.mark.parametrize(
    ("written", "mended", "lost"),
    [
        ("dÃ©jÃ\ufffd vu", "déj\ufffd vu", "déj\ufffd"),
        ("naÃ\ufffdve", "na\ufffdve", "na\ufffdve"),
        ("Ð¼Ð¾Ñ\ufffdÑ‚ Ð·Ð°ÐºÑ€Ñ‹Ñ‚", "мо\ufffdт закрыт", "мо\ufffdт"),
        ("\ufffd caf\ufffd Ã©tÃ©", "\ufffd caf\ufffd été", "\ufffd"),
        ("the caf\ufffd of Zabren", "the caf\ufffd of Zabren", "caf\ufffd"),
    ],
)
def test_a_lost_letter_is_told_and_the_others_are_mended(
    written: str, mended: str, lost: str
) -> None:
    found, repairs = mend(f"A clean café.\n{written}\n")
    assert found == f"A clean café.\n{mended}\n"
    (told,) = (each for each in repairs if each.is_lost)
    assert told.written == lost
    assert found[told.start : told.end] == mended


def test_an_article_with_lost_letters_says_so(tmp_path: Path) -> None:
    text = f"The bridge\nNorth Post – May 3, 2020\n{MET}\n{BAKER} Caf\ufffd, she said.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,) = articles(tmp_path)
    assert [(e.field, e.text) for e in article.evidence if e.rule == LOST_RULE] == [
        ("body", "Caf\ufffd,")
    ]
    assert not any(each.rule == RULE for each in article.evidence)


def test_letters_lost_outside_the_article_are_not_told(tmp_path: Path) -> None:
    page = PAGE.replace("</head>", "<script>var a = 'caf\ufffd';</script></head>")
    (tmp_path / "a.html").write_text(page, "utf-8")
    (article,) = articles(tmp_path)
    assert LOST_RULE not in [each.rule for each in article.evidence]


@given(st.text("aé “”’–…яشб?.\n", max_size=80), st.sampled_from(["cp1252", "cp1251", "ascii"]))
def test_nothing_is_made_worse(text: str, encoding: str) -> None:
    damaged = text.encode().decode(encoding, "replace")
    mended, _ = mend(damaged)
    assert mended.count("\ufffd") <= damaged.count("\ufffd")
    assert "\x1a" not in mended


def broken(text: str) -> str:
    return text.encode().decode("sloppy-windows-1252")


def test_a_digest_is_read_as_if_it_had_never_been_broken(tmp_path: Path) -> None:
    first = f"The bridge’s end\nNorth Post – May 3, 2020\n{MET}\n{BAKER}\n"
    second = f"Mill reopens\nSouth Herald – May 4, 2020\n{BAKER}\n{MET}\n"
    (tmp_path / "a.txt").write_text(first + second, encoding="utf-8")
    (tmp_path / "b.txt").write_text(broken(first) + second, encoding="utf-8")
    clean, mended = articles(tmp_path / "a.txt"), articles(tmp_path / "b.txt")
    assert [(a.title, a.outlet, a.date, a.body) for a in clean] == [
        (a.title, a.outlet, a.date, a.body) for a in mended
    ]
    told = [[each for each in a.evidence if each.rule == RULE] for a in mended]
    assert [(each.field, each.text, each.start) for each in told[0]] == [
        ("body", "bridgeâ€™s", None)
    ]
    assert told[1] == []


@pytest.mark.parametrize("ascii_only", [False, True])
def test_fields_of_exports_are_mended_one_by_one(tmp_path: Path, ascii_only: bool) -> None:
    row = {"title": broken("The mayor’s café"), "text": f"“{MET}”", "author": broken("José Peña")}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=ascii_only), "utf-8")
    (article,) = articles(tmp_path / "a.jsonl")
    assert (article.title, article.author) == ("The mayor’s café", "José Peña")
    assert article.body == f"“{MET}”"
    told = [(each.field, each.text) for each in article.evidence if each.rule == RULE]
    assert told == [("title", "mayorâ€™s"), ("author", "JosÃ©")]


def test_pages_are_mended_too(tmp_path: Path) -> None:
    page = PAGE.replace("nine hours", broken("“nine” hours"))
    (tmp_path / "a.html").write_text(page, "utf-8")
    (article,) = articles(tmp_path)
    assert "“nine” hours" in article.body
    assert RULE in [each.rule for each in article.evidence]


ARABIC = "قال المهندس مصعب إن الأرقام «جيدة» إن كانت صادقة، وأضاف مبتسماً."


def test_arabic_that_was_taken_for_windows_1256_is_mended(tmp_path: Path) -> None:
    text = f"الجسر مغلق\nالجزيرة\n٣-٥-٢٠٢٠\n\n{ARABIC}\n\nمن 2020."
    (tmp_path / "a.txt").write_text(text.encode().decode("cp1256"), "utf-8")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    mended, clean = articles(tmp_path)
    assert (mended.title, mended.outlet, mended.body) == (clean.title, clean.outlet, clean.body)
    assert (mended.date, RULE in [each.rule for each in mended.evidence]) == (clean.date, True)


@pytest.mark.parametrize("text", [ARABIC, "حظ § ٥ „خط“", "گزارش پایانی خط"])
def test_arabic_as_it_was_written_stays(text: str) -> None:
    assert mend(f"{text} {ARABIC}")[0] == f"{text} {ARABIC}"


@given(st.text(max_size=300))
def test_any_text_is_mended_or_left(text: str) -> None:
    mended, repairs = mend(text)
    assert repairs or mended == text
    assert mend(text) == (mended, repairs)
