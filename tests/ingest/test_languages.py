from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest import data
from searchapp.ingest.languages import Language, find_language, read_language, weigh_language

TEXTS = {
    "en": "The council closed the old bridge on Monday after nine lorries had crossed it at once.",
    "de": "Der Gemeinderat hat die alte Brücke am Montag gesperrt, nachdem neun Lastwagen auf "
    "einmal darüber gefahren waren.",
    "fr": "Le conseil municipal a fermé le vieux pont lundi, après le passage de neuf camions.",
    "es": "El ayuntamiento cerró el lunes el puente viejo después de que pasaran nueve camiones.",
    "it": "Il consiglio comunale ha chiuso lunedì il vecchio ponte dopo nove camion.",
    "nl": "De gemeenteraad heeft maandag de oude brug gesloten nadat er negen vrachtwagens reden.",
    "tr": "Belediye meclisi, dokuz kamyonun aynı anda geçmesinden sonra eski köprüyü kapattı.",
    "ru": "Городской совет в понедельник закрыл старый мост, после того как по нему проехали "
    "девять грузовиков.",
    "uk": "Міська рада в понеділок закрила старий міст після того, як ним проїхали вантажівки.",
    "ar": "أغلق المجلس البلدي الجسر القديم يوم الاثنين بعد أن عبرته تسع شاحنات دفعة واحدة.",
    "fa": "شورای شهر روز دوشنبه پل قدیمی را پس از عبور همزمان نه کامیون از روی آن بست.",
    "ur": "شہر کی کونسل نے پیر کے روز پرانا پل بند کر دیا کیونکہ اس پر سے نو ٹرک گزرے تھے۔",
    "he": "מועצת העיר סגרה ביום שני את הגשר הישן לאחר שתשע משאיות חצו אותו בבת אחת.",
    "ku": "Encûmena bajêr roja duşemê pira kevn girt, piştî ku neh kamyon di ser re çûn.",
    "zh": "市议会星期一关闭了这座老桥，因为有九辆卡车同时从桥上驶过。居民们说他们并不感到惊讶，"
    "因为这座桥每年春天都会关闭一次。",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence_of_news_is_found(code: str) -> None:
    found = find_language(TEXTS[code])
    assert found is not None
    assert (found.code, found.is_said) == (code, False)
    assert 0.5 < found.confidence <= 1


def test_sorani_is_kurdish_too() -> None:
    found = find_language(
        "ئەنجوومەنی شار ڕۆژی دووشەممە پردە کۆنەکەی داخست دوای ئەوەی نۆ بارهەڵگر تێپەڕین."
    )
    assert found is not None
    assert found.code == "ku"


PLAIN = (
    "The council closed the old bridge on Monday after nine lorries had crossed it at once, and "
    "nobody in the town was surprised, a baker said, because it had been closed in every spring "
    "that she could remember. It is to be opened before the market, which is held there in May."
)


def test_plain_english_is_known_by_its_small_words() -> None:
    assert find_language(PLAIN) == Language("en", 0.96)
    short = find_language(PLAIN[:90])
    assert short is not None
    assert short.code == "en"


@pytest.mark.parametrize("code", ["de", "fr", "es", "it", "nl", "tr", "ku"])
def test_a_text_that_quotes_english_is_not_english(code: str) -> None:
    quotes = "„It was not for us to say what they had to do at that time“, "
    found = find_language(f"{TEXTS[code]} {quotes}{TEXTS[code]} {TEXTS[code]}")
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Text.", "12,450 3.7 % 2020-01-03 " * 9, "OK " * 9])
def test_what_is_too_short_has_none(text: str) -> None:
    assert find_language(text) is None


@given(st.text(max_size=300))
def test_any_text_gets_the_same_answer_twice(text: str) -> None:
    found = find_language(text)
    assert found == find_language(text)
    assert found is None or (len(found.code) == 2 and 0 <= found.confidence <= 1)


@pytest.mark.parametrize(
    ("said", "code"),
    [("en", "en"), ("en-US", "en"), ("en_GB", "en"), ("ENG", "en"), ("zh-Hans-CN", "zh"),
     ("Persian", "fa"), ("فارسی", "fa"), (" Deutsch ", "de"), ("iw", "he"), ("ckb-IQ", "ku"),
     ("xx", None), ("C", None), ("und", None), ("", None), ("English, mostly", None)],
)  # fmt: skip
def test_a_language_is_read_however_it_is_called(said: str, code: str | None) -> None:
    assert read_language(said) == code


def test_no_name_is_that_of_two_languages() -> None:
    table: dict[str, dict[str, list[str]]] = data.table("languages")  # type: ignore[assignment]
    names = [name for code, more in table["names"].items() for name in (code, *more)]
    assert len(names) == len(set(names))
    assert {code for kin in table["kin"].values() for code in kin} <= set(table["names"])


CLEAR, WEAK = Language("de", 0.95), Language("de", 0.3)


@pytest.mark.parametrize(
    ("said", "found", "code", "is_said"),
    [
        (None, CLEAR, "de", False),
        ("de", CLEAR, "de", True),
        ("de", WEAK, "de", True),
        ("fr", CLEAR, "de", False),
        ("fr", WEAK, "fr", True),
        ("fr", None, "fr", True),
        ("en", None, "en", True),
        ("nb", Language("no", 0.9), "nb", True),
    ],
)
def test_what_is_said_is_weighed_against_the_text(
    said: str | None, found: Language | None, code: str, is_said: bool
) -> None:
    weighed = weigh_language(said, found)
    assert weighed is not None
    assert (weighed.code, weighed.is_said) == (code, is_said)


@pytest.mark.parametrize(("said", "found"), [(None, None), (None, WEAK), ("en", WEAK)])
def test_where_nothing_is_clear_none_is_taken(said: str | None, found: Language | None) -> None:
    assert weigh_language(said, found) is None


def test_agreement_is_surer_than_either() -> None:
    agreed, only_said = weigh_language("de", Language("de", 0.6)), weigh_language("de", None)
    assert agreed is not None
    assert only_said is not None
    assert agreed.confidence > 0.9 > only_said.confidence
