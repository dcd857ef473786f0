"""What a text tells of itself, in files of every kind."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from searchapp.ingest.pipeline import Limits
from searchapp.model import Article, Evidence
from tests.ingest.reading import BAKER, MET, read, text_articles

TODAY = Limits(today=datetime.date(2020, 6, 1))
FRENCH = (
    "Le conseil municipal a fermé le vieux pont lundi, après le passage de neuf camions, et "
    "personne dans la ville n’en a été surpris."
)


def evidence(article: Article, field: str) -> Evidence:
    (found,) = [each for each in article.evidence if each.field == field]
    return found


def only(path: Path) -> Article:
    (article,) = read(path, TODAY)
    assert isinstance(article, Article)
    return article


def export(folder: Path, **fields: object) -> Article:
    (folder / "a.jsonl").write_text(json.dumps(fields))
    return only(folder / "a.jsonl")


def page(folder: Path, text: str, attributes: str = "", head: str = "") -> Article:
    paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
    (folder / "a.html").write_text(
        f"<!DOCTYPE html><html {attributes}><head><meta charset='utf-8'>"
        f"<title>Bridge closed</title>{head}</head>"
        f"<body><article><h1>Bridge closed</h1>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    return only(folder / "a.html")


TEXT = f"OLDTOWN (North Wire) – {MET}\n\nPhoto: Ana Poe\n\nIt fell on 3 May 2019.\n\n{BAKER}"


@pytest.mark.parametrize("kind", ["text", "page", "export"])
def test_every_kind_of_file_tells_the_same(tmp_path: Path, kind: str) -> None:
    if kind == "text":
        (article,) = text_articles(tmp_path, f"Bridge closed\n\n{TEXT}\n")
    elif kind == "page":
        article = page(tmp_path, TEXT)
    else:
        article = export(tmp_path, title="Bridge closed", text=TEXT)
    assert (article.dateline, article.language, article.captions) == (
        "OLDTOWN", "en", ("Photo: Ana Poe",),
    )  # fmt: skip
    assert article.body == TEXT.replace("Photo: Ana Poe\n\n", "")
    for field in ("dateline", "language"):
        assert 0.5 < evidence(article, field).confidence <= 1
    assert evidence(article, "dateline").text == "OLDTOWN"
    assert article.body.startswith(evidence(article, "language").text)


@pytest.mark.parametrize("kind", ["text", "export"])
def test_an_undated_article_is_no_older_than_what_it_tells_of(tmp_path: Path, kind: str) -> None:
    if kind == "text":
        (article,) = text_articles(tmp_path, f"Bridge closed\n\n{TEXT}\n")
    else:
        article = export(tmp_path, title="Bridge closed", text=TEXT)
    assert (article.date, str(article.not_before)) == (None, "2019-05-03")
    assert evidence(article, "not_before").text == "3 May 2019"
    assert 0 < evidence(article, "not_before").confidence < 0.9


def test_evidence_points_into_lines_that_were_cut_and_spaced(tmp_path: Path) -> None:
    words = f"{MET} It fell on 3 May 2019, and again. {BAKER}".split()
    lines = [" ".join(words[at : at + 11]) for at in range(0, len(words), 11)]
    text = "Bridge closed\n\n" + "\n".join(lines).replace("3 May 2019", "3  May\n2019")
    (article,) = text_articles(tmp_path, text)
    assert " ".join(evidence(article, "not_before").text.split()) == "3 May 2019"
    assert article.body.startswith(" ".join(evidence(article, "language").text.split()))


def test_a_day_is_pointed_at_where_it_looks_back(tmp_path: Path) -> None:
    text = (
        f"Bridge closed\n\n{MET}\n\nIt will open before 3 May 2019, he said.\n\n"
        f"She wrote that it fell on 3 May 2019. {BAKER}"
    )
    (article,) = text_articles(tmp_path, text)
    found = evidence(article, "not_before")
    assert found.start == text.index("fell on 3 May 2019") + len("fell on ")


def test_evidence_points_where_all_its_words_follow_each_other(tmp_path: Path) -> None:
    text = f"The council met\nNorth Post | 3 May 2019\n\nThe council  {MET[4:]} {BAKER}"
    (article,) = text_articles(tmp_path, text)
    found = evidence(article, "language")
    assert found.start == text.index("The council  ")
    assert found.end is not None
    assert text[found.start : found.end] == found.text


def test_the_outlet_above_its_date_is_no_place(tmp_path: Path) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n\nNORDPOST – May 3, 2020\n{MET}\n{BAKER}")
    assert article.dateline is None


def test_a_title_is_no_dateline(tmp_path: Path) -> None:
    title = "Baghdad: a city of bridges, and of those who close them year after year after year"
    (article,) = text_articles(tmp_path, f"{title}\n\n{MET}\n\n{BAKER}\n")
    assert (article.title, article.dateline) == (title, None)


def test_a_place_further_down_opens_no_article(tmp_path: Path) -> None:
    body = "\n\n".join([MET, BAKER, MET, BAKER, MET, f"OLDTOWN — {MET}"])
    assert export(tmp_path, text=body).dateline is None


def test_a_bound_is_only_for_what_has_no_date(tmp_path: Path) -> None:
    text = f"{MET} It fell on 3 May 2019."
    assert export(tmp_path, text=text, date="2020-05-03").not_before is None
    late = export(tmp_path, text=text, date="2021-05-03")
    assert (late.date, str(late.not_before)) == (None, "2019-05-03")


def test_a_date_whose_order_is_settled_leaves_no_bound(tmp_path: Path) -> None:
    text = f"{MET} It fell on 3 May 2019."
    rows = [{"text": text, "date": date} for date in ("25/04/2020", "03/04/2020")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for each in read(tmp_path / "a.jsonl", TODAY):
        assert isinstance(each, Article)
        assert each.not_before is None
        assert {found.field for found in each.evidence} == {"date", "language"}


def test_a_field_of_an_export_names_place_and_language(tmp_path: Path) -> None:
    article = export(tmp_path, text=f"OLDTOWN — {MET}", location="Zabren, Sahran", lang="en-US")
    assert (article.dateline, article.language) == ("Zabren, Sahran", "en")
    assert evidence(article, "dateline").rule == "field:location"
    assert evidence(article, "language").rule == "field:lang"


@pytest.mark.parametrize("place", ["51.5, -0.1", "https://a.example/zabren", "", {"lat": 3}])
def test_what_is_no_name_of_a_place_is_not_taken(tmp_path: Path, place: object) -> None:
    assert export(tmp_path, text=MET, location=place).dateline is None


@pytest.mark.parametrize(
    ("attributes", "head"),
    [
        ("lang='fr'", ""),
        ("xml:lang='fr-CA'", ""),
        ("", "<meta property='og:locale' content='fr_FR'>"),
        ("", "<meta http-equiv='Content-Language' content='fr'>"),
        (
            "",
            "<script type='application/ld+json'>"
            '{"@type": "NewsArticle", "inLanguage": "fr"}</script>',
        ),
    ],
)
def test_a_page_says_its_language(tmp_path: Path, attributes: str, head: str) -> None:
    article = page(tmp_path, f"{FRENCH}\n\n{FRENCH}", attributes, head)
    assert article.language == "fr"
    assert evidence(article, "language").confidence > 0.9
    assert evidence(article, "language").rule != "text-language"


def test_a_text_outweighs_a_template(tmp_path: Path) -> None:
    article = page(tmp_path, f"{FRENCH}\n\n{FRENCH}", "lang='en'")
    assert article.language == "fr"
    rules = [each.rule for each in article.evidence if each.field == "language"]
    assert rules == ["outweighed", "text-language"]


def test_what_is_said_of_a_text_that_is_in_no_known_language_is_not_believed(
    tmp_path: Path,
) -> None:
    # Xhosa, which the model does not know, in a page whose template says English.
    text = (
        "Ibhunga lesixeko livale ibhulorho endala ngoMvulo emva kokuba iilori ezilithoba ziyiwele "
        "kwangaxeshanye, kwaye abahlali bathi abothukanga kuba ivalwa rhoqo ngentwasahlobo."
    )
    article = page(tmp_path, f"{text}\n\n{text}", "lang='en'")
    assert article.language is None
    assert evidence(article, "language").rule == "outweighed"


def test_of_a_short_text_what_is_said_is_believed_a_little(tmp_path: Path) -> None:
    article = export(tmp_path, text="Oui.", language="French")
    assert article.language == "fr"
    assert evidence(article, "language").confidence < 0.8


@pytest.mark.parametrize(
    ("fields", "date", "rule"),
    [
        ({"date": "2031-05-03", "published": "2020-05-03"}, "2020-05-03", "field:published"),
        ({"date": "soon", "created": "2020-05-03"}, "2020-05-03", "field:created"),
        ({"date": "2020-05-03", "created": "2019-01-01"}, "2020-05-03", "field:date"),
    ],
)
def test_another_field_dates_a_record_where_the_first_cannot(
    tmp_path: Path, fields: dict[str, str], date: str, rule: str
) -> None:
    article = export(tmp_path, text=MET, **fields)
    assert str(article.date) == date
    assert evidence(article, "date").rule == rule


def test_a_page_is_dated_by_another_place_where_the_first_is_in_the_future(tmp_path: Path) -> None:
    head = (
        "<meta property='article:published_time' content='2031-05-03'>"
        "<meta name='date' content='2020-05-03'>"
    )
    article = page(tmp_path, f"{MET}\n\n{BAKER}", head=head)
    assert str(article.date) == "2020-05-03"


def test_a_text_is_dated_by_its_dateline_where_its_byline_is_in_the_future(tmp_path: Path) -> None:
    text = (
        f"Bridge closed\n\nNorth Post | May 3, 2031\n\nOLDTOWN, May 3, 2020 (NW) – {MET}\n\n{BAKER}"
    )
    (tmp_path / "a.txt").write_text(text)
    article = only(tmp_path / "a.txt")
    assert (str(article.date), evidence(article, "date").rule) == ("2020-05-03", "dateline")
