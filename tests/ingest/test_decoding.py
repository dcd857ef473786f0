from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.ingest.decoding import DecodingError, decode

ENGLISH = "The mayor’s café – “closed”, said José at L’Écluse."
ARABIC = "قال المهندس مصعب إن الأرقام جيدة إن كانت صادقة، وأضاف مبتسماً"
RUSSIAN = "Премьер-министр назвал нападение на корреспондента возмутительным и потребовал отчёта."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN])
def test_unicode_in_any_form_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "L’Écluse-Matin – 9 July 2021",
        "She said “no”.",
        ENGLISH,
        "Señor Núñez pagó 10 € en São Paulo",
        "Ein Gruß aus Köln, schöne Grüße",
    ],
)
def test_short_western_text_is_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "text", [ARABIC, "كتائب النهر", f"The brigade (كتائب النهر) said: {ARABIC}", "گزارش پایانی"]
)
def test_whole_words_of_arabic_letters_are_windows_1256(text: str) -> None:
    text = text.replace("ی", "ي")
    assert decode(text.encode("cp1256")) == text


SENTENCES = {
    "fr": "Le maire a déclaré que le pont resterait fermé jusqu’au printemps. Ça n’étonne guère.",
    "de": "Der Bürgermeister erklärte, die Brücke bleibe geschlossen, hieß es. Größeres sei nah.",
    "es": "¿Quién lo dijo? El puente seguirá cerrado, señaló la portavoz: mañana habrá más lluvia.",
    "tr": "Belediye başkanı köprünün ilkbahara kadar kapalı kalacağını söyledi; kimse şaşırmadı.",
    "pl": "Burmistrz powiedział, że most pozostanie zamknięty; źródło kłopotów jest znane.",
    "cs": "Starosta řekl, že most zůstane zavřený až do jara. Nikdo nebyl překvapen, říká pekař.",
    "hu": "A városháza szerint a híd tavaszig zárva marad; senki se lepődött meg, űrlap se kell",
    "ru": "Мэр заявил, что мост останется закрытым до весны. Ещё один житель промолчал, по словам.",
    "uk": "Мер заявив, що міст залишиться зачиненим до весни. Її сусіди теж не здивувалися цьому.",
    "el": "Ο δήμαρχος είπε ότι η γέφυρα θα μείνει κλειστή μέχρι την άνοιξη, όπως κάθε χρόνο.",
    "ar": "قال رئيس البلدية إن الجسر سيبقى مغلقا حتى الربيع، ولم يفاجأ أحد في المدينة بذلك",
    "he": "ראש העיר אמר כי הגשר יישאר סגור עד האביב, ואיש בעיר לא הופתע מכך, אמר אופה אחד",
}
OLD = {
    "fr": "cp1252 iso8859-1 iso8859-15", "de": "cp1252 iso8859-1 iso8859-15",
    "es": "cp1252 iso8859-1", "tr": "cp1254 iso8859-9", "pl": "cp1250 iso8859-2",
    "cs": "cp1250 iso8859-2", "hu": "cp1250 iso8859-2", "ru": "cp1251 iso8859-5 koi8-r cp866",
    "uk": "cp1251 koi8-u", "el": "cp1253 iso8859-7", "ar": "cp1256 iso8859-6",
    "he": "cp1255 iso8859-8",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"), [(each, old) for each in OLD for old in OLD[each].split()]
)
@pytest.mark.parametrize("times", [1, 10])
def test_one_sentence_is_enough_to_tell_an_old_encoding(
    language: str, encoding: str, times: int
) -> None:
    # What the encoding cannot write, such as curly quotes in ISO 8859, is not in the text.
    data = (SENTENCES[language] + "\n").encode(encoding, "ignore") * times
    assert decode(data) == data.decode(encoding)


def test_cyrillic_is_found_by_statistics() -> None:
    assert decode((RUSSIAN * 5).encode("cp1251")) == RUSSIAN * 5


@pytest.mark.parametrize("length", [24, 60, 90, 900, 90_000])
def test_koi8_r_of_any_length_is_not_taken_for_arabic(length: int) -> None:
    text = ("житель города промолчал в ответ на вопрос о ремонте моста; " * 2000)[:length]
    assert decode(text.encode("koi8-r")) == text


@pytest.mark.parametrize(
    "text", ["café", "“résumé”", "Die Länder prüfen das Gesetz.", "L’hôtel à côté", "más allá"]
)
def test_capitals_inside_words_tell_a_macintosh(text: str) -> None:
    assert decode(text.encode("mac-roman")) == text


def test_a_few_broken_places_do_not_turn_utf_8_into_something_else() -> None:
    data = (ARABIC * 3).encode() + b"\xff" + ARABIC.encode()
    assert decode(data) == ARABIC * 3 + "\ufffd" + ARABIC


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", "\ufeff".encode(), "\ufeff  ".encode("utf-16-le")]
)
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(DecodingError) as caught:
        decode(data)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01",
        b"MZ\x90\0\x03\0\0\0",
        b"PK\x03\x04\x14\0\0\0\x08\0",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_binary(data: bytes) -> None:
    with pytest.raises(DecodingError) as caught:
        decode(data)
    assert caught.value.reason == "binary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_few_zeros_are_left_out_of_a_text(encoding: str) -> None:
    text = "Le café était fermé, dit-on à la mairie. " * 9
    torn = text.replace("mairie", "mai\0rie", 2).replace("fermé", "\0fermé", 1)
    assert decode(torn.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_many_zeros_make_no_text(encoding: str) -> None:
    with pytest.raises(DecodingError, match="zero") as caught:
        decode(("Words of the day.\0" * 50).encode(encoding))
    assert caught.value.reason == "binary"


def test_a_few_zeros_among_control_characters_make_no_text() -> None:
    with pytest.raises(DecodingError, match="control characters") as caught:
        decode(bytes(range(1, 256)) * 4 + b"\0")
    assert caught.value.reason == "binary"
    # Without the zero as well, where it is no UTF-8.
    with pytest.raises(DecodingError, match="control characters"):
        decode(bytes(range(1, 256)) * 4)


def test_a_mark_that_lies_is_named() -> None:
    with pytest.raises(DecodingError, match="utf-8") as caught:
        decode(b"\xef\xbb\xbfabc\xff\xfe\xfd")
    assert caught.value.reason == "encoding"


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_has_a_mark_or_is_utf_8_comes_back(text: str, encoding: str) -> None:
    assume(not text.isspace() and "\0" not in text and not text.startswith("\ufeff"))
    assert decode(text.encode(encoding)) == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    text, reason = "", ""
    try:
        text = decode(data)
    except DecodingError as error:
        reason = error.reason
    assert bool(text.strip()) != (reason in {"empty", "binary", "encoding"})
    assert "\0" not in text
