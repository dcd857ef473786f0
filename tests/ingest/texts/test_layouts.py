"""Articles told by what is common to all of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

ITEMS = (
    ("Ferry late again", "Ana Poe", "Harbor Ledger", "March 3, 2019"),
    ("No flour in the old town", "Lu Roe", "North Post", "March 5, 2019"),
    ("Pier lights blamed", "Mira Tal", "East Echo", "April 13, 2019"),
    ("Council leaves by the back door", "Jon Vale", "Al-Sahil", "May 9, 2019"),
)
BODY = f"{MET}\n\n{BAKER}"


@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n\n\n\n", "\n\n#####\n\n"])
def test_every_article_may_have_its_author_above_and_its_source_below(
    tmp_path: Path, between: str
) -> None:
    text = between.join(
        f"{title}\nBy {author}\n\n{BODY}\n\nCulled from {outlet}, {date}"
        for title, author, outlet, date in ITEMS
    )
    found = text_articles(tmp_path, text)
    assert [(each.title, each.author, each.outlet) for each in found] == [
        item[:3] for item in ITEMS
    ]
    assert all("Culled" not in each.body or each.body.endswith("2019") for each in found)


def test_a_blank_line_may_stand_between_articles_and_nowhere_else(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"Story {name} here\nHarbor Ledger\nMarch {number}, 2019\nBy Ana Poe\n{MET}\n{BAKER}"
        for number, name in enumerate(("one", "two", "three"), 1)
    )
    found = text_articles(tmp_path, text)
    assert [(each.title, each.outlet, str(each.date), each.author) for each in found] == [
        (f"Story {name} here", "Harbor Ledger", f"2019-03-0{number}", "Ana Poe")
        for number, name in enumerate(("one", "two", "three"), 1)
    ]


ARABIC = (
    "قال مكتب الميناء يوم الاثنين إن أحدا لا يعرف سبب تأخر العبارة مرة أخرى، ووعد بالنظر في ذلك."
)


@pytest.mark.parametrize("sign", ["", "صحيفة المرفأ\n3 مارس 2019\n"])
@pytest.mark.parametrize(
    "titles",
    [
        ["تأخر العبارة مرة أخرى"] * 4,
        [
            "تأخر العبارة في الميناء",
            "مجلس المدينة يغادر القاعة",
            "مخابز المدينة بلا طحين",
            "أضواء الرصيف لا تعمل",
        ],
    ],
)
def test_articles_between_rules_may_be_alike_to_the_letter(
    tmp_path: Path, titles: list[str], sign: str
) -> None:
    text = "\n\n=====\n\n".join(f"{title}\n{sign}\n{ARABIC}" for title in titles)
    found = text_articles(tmp_path, text)
    # What is word for word the same is one article.
    assert [each.title for each in found] == titles


@pytest.mark.parametrize("drawn", ["", "=====\n\n", "***\n\n"])
def test_what_is_less_signed_than_the_first_is_a_part_of_it(tmp_path: Path, drawn: str) -> None:
    parts = "".join(
        f"\n\n{drawn}{title}\n\n{BAKER}\n\nSource: Ministry of Roads\n"
        for title in ("How it all began", "What will happen next")
    )
    text = f"The whole story of the ferry\nHarbor Ledger, March 3, 2019\n\n{MET}\n{parts}"
    assert len(text_articles(tmp_path, text)) == 1


def test_the_heads_of_the_books_in_a_review_are_no_borders(tmp_path: Path) -> None:
    text = (
        "A river and its keepers\nBy Ana Poe\nHarbor Ledger, March 3, 2019\n\n"
        f"The Last Ferryman\nBy Lu Roe\nNorth Press, 2018\n320 pages, $25\n\n{BODY}\n"
    )
    (article,) = text_articles(tmp_path, text)
    assert (article.title, article.author) == ("A river and its keepers", "Ana Poe")


COUNTS = ["{}. ", "({}) ", "#00{} ", "Article {}: "]


@pytest.mark.parametrize("count", COUNTS)
def test_numbers_that_run_on_begin_articles_if_half_of_them_are_signed(
    tmp_path: Path, count: str
) -> None:
    signs = ("Harbor Ledger, March 3, 2019", "By Lu Roe", "East Echo, 5 May 2019", "")
    text = "\n\n".join(
        f"{count.format(number)}{item[0]}\n{sign}\n\n{BODY}"
        for number, (item, sign) in enumerate(zip(ITEMS, signs, strict=True), 1)
    )
    assert [each.title for each in text_articles(tmp_path, text)] == [
        item[0] if count[0] in "A1({" else f"{count.format(number)}{item[0]}"
        for number, item in enumerate(ITEMS, 1)
    ]


def test_numbers_below_a_text_count_its_points(tmp_path: Path) -> None:
    points = "\n\n".join(
        f"{number}. {item[0]}\n{item[2]}, {item[3]}\n\n{MET}"
        for number, item in enumerate(ITEMS, 1)
    )
    text = f"Four things to know\nHarbor Ledger, May 10, 2019\n\n{BODY}\n\n{points}\n"
    assert len(text_articles(tmp_path, text)) == 1


def test_the_same_line_below_texts_ends_articles(tmp_path: Path) -> None:
    text = "".join(
        f"{title}\n{outlet} / {number}h\n{BODY}\n\nVISIT WEBSITE\n\n"
        for number, (title, _, outlet, _) in enumerate(ITEMS[:3], 1)
    )
    found = text_articles(tmp_path, text)
    assert [(each.title, each.outlet) for each in found] == [(i[0], i[2]) for i in ITEMS[:3]]
    assert {each.body for each in found} == {BODY}


def test_an_address_above_each_title_begins_articles(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"https://news.example/{number}\n{item[0]}\n\n{BODY}"
        for number, item in enumerate(ITEMS, 1)
    )
    found = text_articles(tmp_path, text)
    assert [(each.title, each.url) for each in found] == [
        (item[0], f"https://news.example/{number}") for number, item in enumerate(ITEMS, 1)
    ]


def test_a_line_that_is_repeated_in_a_signed_article_cuts_nothing(tmp_path: Path) -> None:
    parts = f"{BODY}\n\nVideo\n\nThe crowd was small and loud\n\n{MET}\n\nVideo\n\n{BAKER}"
    text = f"Ferry late again\nBy Ana Poe\nHarbor Ledger\nMarch 3, 2019\n\n{parts}\n"
    assert len(text_articles(tmp_path, text)) == 1
