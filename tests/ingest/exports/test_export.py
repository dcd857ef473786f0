from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.exports import export, records
from searchapp.ingest.exports.export import FORMATS, read_export
from searchapp.ingest.pipeline import Limits
from searchapp.model import Article, Rejected
from tests.ingest.reading import MET, articles, read, rejections

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "Bridge closed", "outlet": "North Post", "date": "2020-05-03",
     "author": "Ana Poe", "url": "https://north.example/1", "text": f"{MET}\n{MET}"},
    {"id": 2, "title": "Mill, “reopens”", "outlet": "South Herald", "date": None, "author": None,
     "url": None, "text": 'It said: "yes".\nAnd more.'},
]  # fmt: skip


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999", '[NaN, "", 1e999]'])
def test_a_number_that_is_none_is_no_value(tmp_path: Path, written: str) -> None:
    fields = ("title", "author", "outlet", "date", "url", "language", "dateline")
    row = ", ".join(f'"{field}": {written}' for field in fields)
    file = tmp_path / "a.jsonl"
    text = json.dumps(MET)
    file.write_text(f'{{{row}, "text": {text}}}\n{{"title": "T", "text": {written}}}\n')
    article, rejected = read(file)
    assert isinstance(article, Article)
    assert (article.title, article.author, article.outlet, article.date) == ("", None, None, None)
    assert (article.url, article.dateline, article.body) == (None, None, MET)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-text"


def test_a_number_that_is_none_gives_way_to_another_field(tmp_path: Path) -> None:
    row = f'{{"title": NaN, "headline": "Bridge closed", "text": {json.dumps(MET)}}}'
    (tmp_path / "a.jsonl").write_text(row)
    assert articles(tmp_path)[0].title == "Bridge closed"


def as_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


FILES = {
    "a.jsonl": as_lines(ROWS),
    "a.ndjson": as_lines(ROWS).replace("\n", "\r\n\r\n"),
    "a.json": json.dumps(ROWS, indent=2),
    "b.json": json.dumps({"articles": ROWS}),
    "c.json": as_lines(ROWS),
    "a.csv": as_csv(ROWS),
    "b.csv": as_csv(ROWS, ";"),
    "a.tsv": as_csv(ROWS, "\t"),
}


def test_a_file_of_nothing_but_broken_records_is_given_up(tmp_path: Path) -> None:
    row = json.dumps({"text": MET})
    broken = ["{"] * 9_999
    (tmp_path / "a.jsonl").write_text("\n".join([*broken, row, *broken, row]))
    found = read(tmp_path)
    assert [n for n, each in enumerate(found) if isinstance(each, Article)] == [9_999, 19_999]
    (tmp_path / "a.jsonl").write_text("\n".join([*broken, "{", "{", row]))
    *told, last = rejections(tmp_path)
    assert len(told) == 10_000
    assert (last.reason, last.line, last.truncates) == ("unreadable", 10_000, True)
    assert "one record a line" in last.detail


@pytest.mark.parametrize("bad", ["{", "{}", "no record"])
def test_a_file_of_which_hardly_any_record_is_an_article_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    monkeypatch.setattr(export, "_MOST_LEFT_OUT", 1_000)
    row = json.dumps({"text": MET})
    few = [row, *[bad] * 200] * 20
    (tmp_path / "a.jsonl").write_text("\n".join(few))
    found = read(tmp_path)
    last = found[-1]
    assert isinstance(last, Rejected)
    assert (last.reason, last.truncates) == ("unreadable", True)
    assert "hardly any" in last.detail
    # 1,000, and 100 more for each article.
    assert sum(isinstance(each, Article) for each in found) == 11
    assert len(found) == 11 + 1_000 + 11 * 100 + 1 + 1
    (tmp_path / "a.jsonl").write_text("\n".join([row, *[bad] * 90] * 40))
    assert sum(isinstance(each, Article) for each in read(tmp_path)) == 40


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_format_gives_the_same_articles(
    tmp_path: Path, name: str, encoding: str, packed: bool
) -> None:
    data = FILES[name].encode(encoding)
    file = tmp_path / (name + ".gz" if packed else name)
    file.write_bytes(gzip.compress(data) if packed else data)
    first, second = articles(file)
    assert (first.title, first.outlet, str(first.date), first.author, first.url) == (
        "Bridge closed", "North Post", "2020-05-03", "Ana Poe", "https://north.example/1",
    )  # fmt: skip
    assert first.body == f"{MET}\n\n{MET}"
    assert (second.title, second.outlet, second.date, second.author, second.url) == (
        "Mill, “reopens”", "South Herald", None, None, None,
    )  # fmt: skip
    assert second.body == 'It said: "yes".\n\nAnd more.'
    assert [each.source.part for each in (first, second)] == [1, 2]
    assert all(each.start is None for each in first.evidence)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "malformed"),
        ("[1, 2]", "malformed"),
        ('"text"', "malformed"),
        ("[" * 100_000, "malformed"),
        ('{"n": ' + "1" * 5000 + "}", "malformed"),
        ('{"title": "No text"}', "no-text"),
        ('{"text": "  "}', "no-text"),
        ("{}", "no-text"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    good = as_lines(ROWS)
    file = tmp_path / "a.jsonl"
    file.write_text(f"{good}\n{line}\n{good}", encoding="utf-8")
    found = read(file)
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert [(each.reason, each.line) for each in rejected] == [(reason, 4)]
    assert len(found) == 5


@pytest.mark.parametrize("broken", ['{"text": tru}', '{"text" "a"}', "12", '{"title": "}{"}'])
def test_a_bad_object_in_an_array_is_rejected_and_the_rest_is_read(
    tmp_path: Path, broken: str
) -> None:
    file = tmp_path / "a.json"
    one, two = (json.dumps(row) for row in ROWS)
    file.write_text(f"[\n{one},\n{broken},\n{two}\n]")
    found = read(file)
    assert [type(each) for each in found] == [Article, Rejected, Article]
    assert isinstance(found[1], Rejected)
    assert found[1].line == 3


def test_a_file_that_ends_inside_a_record_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(ROWS)[:-20])
    (rejected,) = rejections(file)
    assert rejected.reason == "malformed"
    assert "ends inside" in rejected.detail


def test_a_bad_date_alone_does_not_cost_the_article(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(as_lines([{**ROWS[0], "date": "soon"}]))
    (article,) = articles(file)
    assert article.date is None
    assert article.body


def test_a_record_in_an_old_encoding_is_read_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    row = json.dumps({"text": "Le café était fermé."}, ensure_ascii=False)
    file.write_bytes(row.encode() + b"\n" + row.encode("cp1252") + b"\n")
    assert [each.body for each in articles(file)] == ["Le café était fermé."] * 2


def test_a_text_of_endless_lines_is_rejected_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_MOST_LINES", 50)
    file = tmp_path / "a.jsonl"
    texts = ("x\n" * 51, MET, "x\n" * 50)
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    rejected, *found = read(file)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.line) == ("too-large", 1)
    assert rejected.detail == "its text has more than 50 lines"
    assert [article.body[:3] for article in found if isinstance(article, Article)] == [
        MET[:3],
        "x\n\n",
    ]


def test_markup_in_a_field_becomes_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    text = "<p>One &amp; <b>two</b></p><script>alert(1)</script><p>three<br>four</p>"
    file.write_text(json.dumps({"content": text}))
    (article,) = articles(file)
    assert article.body == "One & two\n\nthree\n\nfour"


def test_markup_that_is_too_long_to_be_taken_apart_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_LONGEST_MARKUP", 20)
    (tmp_path / "a.jsonl").write_text(json.dumps({"content": "<p>One</p> <p>two</p>"}))
    (article,) = articles(tmp_path / "a.jsonl")
    assert article.body == "<p>One</p> <p>two</p>"


def test_nested_values_are_flattened(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    row = {
        "Head_Line": "Bridge", "Body": ["One.", "Two."], "Authors": [{"name": "Ana"}, "Lu"],
        "Source": {"id": 4, "name": "North Post"}, "Published-At": 1578052800,
    }  # fmt: skip
    file.write_text(json.dumps(row))
    (article,) = articles(file)
    assert (article.title, article.body) == ("Bridge", "One.\n\nTwo.")
    assert (article.author, article.outlet) == ("Ana, Lu", "North Post")
    assert str(article.date) == "2020-01-03"


def test_half_a_surrogate_pair_can_be_stored(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "a\\ud83d", "text": "b\\udc00\\u0000c"}')
    (article,) = articles(file)
    assert (article.title, article.body) == ("a", "bc")


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(as_lines([{"text": "x" * 5000}, {"text": "short"}]))
    found = read(file, Limits(max_record_bytes=1000))
    assert isinstance(found[0], Rejected)
    assert (found[0].reason, found[0].line) == ("too-large", 1)
    assert isinstance(found[1], Article)


def test_a_quote_that_is_never_closed_does_not_swallow_the_table(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = "".join(f"Title {n},Text {n}\n" for n in range(200))
    file.write_text(f'title,text\nBroken,"never closed\n{rows}')
    found = read(file, Limits(max_record_bytes=500))
    assert isinstance(found[0], Rejected)
    assert found[0].reason == "malformed"
    assert sum(isinstance(each, Article) for each in found) > 150


def test_a_row_with_too_many_values_is_rejected(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("title,text\na,b,c\nd,e\n")
    found = read(file)
    assert isinstance(found[0], Rejected)
    assert (found[0].reason, found[0].line) == ("malformed", 2)
    assert isinstance(found[1], Article)


def test_a_table_without_a_column_of_text_says_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("alpha,beta\n1,2\n")
    (rejected,) = rejections(file)
    assert rejected.reason == "malformed"
    assert "alpha, beta" in rejected.detail


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_an_export_without_a_record_is_empty(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("\n \n")
    assert [each.reason for each in rejections(file)] == ["empty"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "title", "date", "author", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(
    st.lists(JSON, max_size=4), st.sampled_from(["\n", ",", ""]), st.sampled_from(sorted(FORMATS))
)
def test_any_json_is_read_or_rejected(values: list[Any], between: str, kind: str) -> None:
    data = between.join(json.dumps(value) for value in values).encode()
    for form in ((data,), (b"[" + data + b"]",)):
        stream = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(form[0])))
        for each in read_export(stream, FORMATS[kind], "a" + kind, 1000):
            assert isinstance(each, Article | Rejected)


def test_a_field_nested_too_deep_costs_its_own_record_only(tmp_path: Path) -> None:
    deep = '{"title": ' + "[" * 500 + "]" * 500 + ', "text": "Deep words."}'
    path = tmp_path / "deep.jsonl"
    path.write_text(deep + '\n{"title": "Fine", "text": "Fine words."}\n')
    found = read(path)
    assert [each.title for each in found if isinstance(each, Article)] == ["Fine"]
    assert [each.reason for each in found if isinstance(each, Rejected)] == ["malformed"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('{"tags": [{"name": "x"}], "title": "One", "body": "Its words."}', ["One"]),
        ('{"texts of May": [{"title": "One", "body": "Its words."}]}', ["One"]),
        (
            '{"status": "ok", "totalResults": 2, "articles": '
            '[{"title": "One", "body": "Words."}, {"title": "Two", "body": "More."}]}',
            ["One", "Two"],
        ),
        (
            '{"took": 3, "_shards": {"total": 1}, "hits": {"total": {"value": 2}, "max_score":'
            ' null, "hits": [{"_id": "1", "_source": {"title": "One", "body": "Words."}},'
            ' {"_id": "2", "_source": {"title": "Two", "body": "More."}}]}}',
            ["One", "Two"],
        ),
        (
            '{"status": "OK", "response": {"docs": [{"headline": {"main": "One"},'
            ' "byline": {"original": "By A Writer"}, "lead_paragraph": "Its words."}],'
            ' "meta": {"hits": 1}}}',
            ["One"],
        ),
        (
            '{"a-1": {"title": "One", "body": "Words: {of \\"it\\"}."},\n'
            '"a-2": {"title": "Two", "body": "More."}}',
            ["One", "Two"],
        ),
        ('{"author": {"name": "Its writer"}, "title": "One", "body": "Words."}', ["One"]),
        ('{"title": "One", "data": {"comments": [{"text": "No."}]}, "body": "Words."}', ["One"]),
    ],
)
def test_an_object_around_the_records_is_told_from_a_record(
    tmp_path: Path, text: str, titles: list[str]
) -> None:
    (tmp_path / "answer.json").write_text(text)
    assert [each.title for each in articles(tmp_path / "answer.json")] == titles


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    rows = ["title,text", *(f"Row {n},Words {n}" for n in range(10)), 'Row 10,"Words 10']
    rows += [f"Row {n},Words {n}" for n in range(11, 100)]
    (tmp_path / "open.csv").write_text("\n".join(rows))
    found = read(tmp_path / "open.csv")
    (rejected,) = [each for each in found if isinstance(each, Rejected)]
    assert (rejected.reason, rejected.line) == ("malformed", 12)
    assert len(found) == 100


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("List <i>of</i> &amp; html", "List of & html"),
        ("Mills &amp; mayors", "Mills & mayors"),
        ("It&#8217;s 3 < 5", "It’s 3 < 5"),
        ("Q&A; a &copy", "Q&A; a &copy"),
    ],
)
def test_a_title_is_freed_of_markup(tmp_path: Path, written: str, shown: str) -> None:
    record = {"title": written, "body": "Its words."}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert [each.title for each in articles(tmp_path / "a.jsonl")] == [shown]


def test_articles_by_their_ids_are_read_however_long_they_are(tmp_path: Path) -> None:
    rows = {f"a{number}": {"title": str(number), "body": "Words. " * 30_000} for number in range(5)}
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    assert [each.title for each in articles(tmp_path / "a.json")] == list("01234")
