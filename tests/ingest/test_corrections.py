from __future__ import annotations

import pytest

from searchapp.errors import BadCorpusNotes
from searchapp.ingest.corrections import correct, read_corrections
from searchapp.model import Article, Evidence, PartialDate, Source

FOUND = Evidence("author", "author-line", "Marjana Ilves", 0, 13, 0.9)
ARTICLE = Article(
    id="h2tqhcb4sv46lzjn",
    title="Ferry runs",
    body="Text.",
    outlet=None,
    date=None,
    author="Marjana Ilves",
    url=None,
    source=Source("news/a.txt", 0, 9, 2, 3),
    evidence=(FOUND,),
)


def test_fields_are_set_and_emptied_with_the_reason_as_evidence() -> None:
    entries = read_corrections(
        '[[correct]]\nfile = "a.txt"\noutlet = "Harbor Ledger"\ndate = "2019-03"\nauthor = ""\n'
        'reason = "masthead of the printed\\nissue"',
        "corrections.toml",
    )
    article = correct(ARTICLE, entries)
    assert (article.outlet, article.date, article.author) == (
        "Harbor Ledger", PartialDate(2019, 3), None,
    )  # fmt: skip
    reason = "(masthead of the printed issue)"
    assert article.evidence == (
        FOUND,
        *(
            Evidence(field, "correction", f"{value} {reason}", None, None, 1.0)
            for field, value in (
                ("outlet", "Harbor Ledger"),
                ("date", "2019-03"),
                ("author", "not known"),
            )
        ),
    )


def test_without_a_reason_the_value_is_the_evidence() -> None:
    entries = read_corrections('[[correct]]\nfile = "a.txt"\ntitle = "Ferry"\nurl = ""', "c")
    assert [each.text for each in correct(ARTICLE, entries).evidence[1:]] == ["Ferry", "not known"]


def test_place_and_language_are_set_and_emptied() -> None:
    entries = read_corrections(
        '[[correct]]\nfile = "a.txt"\ndateline = "Zabren"\nlanguage = "German"', "corrections.toml"
    )
    article = correct(ARTICLE, entries)
    assert (article.dateline, article.language) == ("Zabren", "de")
    entries = read_corrections('[[correct]]\nfile = "a.txt"\ndateline = ""\nlanguage = ""', "c")
    emptied = correct(article, entries)
    assert (emptied.dateline, emptied.language) == (None, None)


def test_the_later_correction_wins() -> None:
    entries = read_corrections(
        '[[correct]]\nfile = "a.txt"\ntitle = "One"\n[[correct]]\nfile = "a.txt"\ntitle = "Two"',
        "c",
    )
    assert correct(ARTICLE, entries).title == "Two"
    assert correct(ARTICLE, ()) is ARTICLE


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ('"texts/old-*.txt"', "texts/old-1.txt", True),
        ('"texts/old-*.txt"', "more/texts/old-1.txt", False),
        ('"old-*"', "more/texts/old-1.txt", True),
        ('"texts/"', "texts/deep/b.txt", True),
        ('"texts/**/b.txt"', "texts/deep/down/b.txt", True),
        ('"report [1].txt"', "report [1].txt", True),
        ('["a.txt", "b.txt"]', "b.txt", True),
        ('["*.txt", "!b.txt"]', "c.txt", True),
        ('["*.txt", "!old.txt"]', "texts/old.txt", False),
    ],
)
def test_files_are_meant_by_the_rules_of_gitignore(pattern: str, name: str, fits: bool) -> None:
    (entry,) = read_corrections(f'[[correct]]\nfile = {pattern}\ntitle = "X"', "c")
    assert entry.fits_file(name) is fits


def test_a_part_of_a_digest_is_meant_by_its_number() -> None:
    two, three = (
        read_corrections(f'[[correct]]\nfile = "a.txt"\npart = {part}\ntitle = "X"', "c")[0]
        for part in (2, 3)
    )
    assert (two.fits_part(ARTICLE), three.fits_part(ARTICLE)) == (True, False)


@pytest.mark.parametrize("date", ["2019-03-04", '"2019-03-04"', "2019-03-04T10:00:00"])
def test_a_date_may_be_written_with_and_without_quotation_marks(date: str) -> None:
    (entry,) = read_corrections(f'[[correct]]\nfile = "a"\ndate = {date}', "c")
    assert dict(entry.values) == {"date": PartialDate(2019, 3, 4)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[correct]\n", "line 1"),
        ("[correct]\nfile = 'a'", "two brackets"),
        ("[[corect]]\nfile = 'a'", "corect is no key of this file"),
        ("[[correct]]\ntitle = 'X'", "entry 1: it must name an article or a file"),
        ("[[correct]]\nfile = 'a'\narticle = 'b'\ntitle = 'X'", "entry 1: .* not both"),
        ("[[correct]]\nfile = 'a'", "entry 1: it corrects nothing"),
        ("[[correct]]\nfile = []\ntitle = 'X'", r"entry 1: file is \[\]"),
        ("[[correct]]\nfile = ' '\ntitle = 'X'", "entry 1: file is ' '"),
        ("[[correct]]\nfile = 'a'\nbody = 'X'", "entry 1: body is no key"),
        ("[[correct]]\nfile = 'a'\ntitle = 1", "entry 1: title is 1"),
        ("[[correct]]\nfile = 'a'\npart = 0\ntitle = 'X'", "entry 1: part is 0"),
        ("[[correct]]\narticle = 'a'\npart = 1\ntitle = 'X'", "entry 1: part is 1"),
        ("[[correct]]\nfile = 'a'\ndate = '2019-13'", "entry 1: date is '2019-13'"),
        ("[[correct]]\nfile = 'a'\ndate = true", "entry 1: date is True"),
        ("[[correct]]\nfile = 'a'\nlanguage = 'xx'", "entry 1: language is 'xx'"),
        ("[[correct]]\nfile='a'\ntitle='X'\n[[correct]]\nfile='a'\ndate='x'", "entry 2: date"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadCorpusNotes, match=said) as error:
        read_corrections(text, "news/corrections.toml")
    assert str(error.value).startswith("news/corrections.toml: ")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//news.example/1", "news.example", "https://"],
)
def test_an_address_that_is_none_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(BadCorpusNotes, match=r"entry 1: url is.*https://"):
        read_corrections(f'[[correct]]\nfile = "a.txt"\nurl = "{url}"', "corrections.toml")


@pytest.mark.parametrize("url", ["https://news.example/1", "HTTP://News.example"])
def test_an_address_of_the_web_is_set(url: str) -> None:
    entries = read_corrections(f'[[correct]]\nfile = "a.txt"\nurl = "{url}"', "corrections.toml")
    assert correct(ARTICLE, entries).url == url
