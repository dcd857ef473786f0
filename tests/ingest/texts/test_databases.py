from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.digest import split
from tests.ingest.reading import BAKER, MET, check_spans, text_articles


def said(folder: Path, text: str) -> tuple[str, str | None, str | None, str | None, str]:
    (article,) = text_articles(folder, text)
    date = None if article.date is None else str(article.date)
    return article.title, article.outlet, date, article.author, article.body


@pytest.mark.parametrize(
    "record",
    [
        f"1 of 1 DOCUMENTS\n\nNorth Post (Oldtown)\n\nMay 3, 2020 Sunday\n\nBridge closed\n\n"
        f"BYLINE: Ana Poe\n\nLENGTH: 90 words\n\n{MET}\n\n{BAKER}\n\nLOAD-DATE: May 4, 2020\n",
        f"Bridge closed\nNorth Post\nMay 3, 2020 Sunday\n\nCopyright 2020 North Post\n\nLength: 90 "
        f"words\nByline: Ana Poe\n\nBody\n\n{MET}\n\n{BAKER}\n\nLoad-Date: May 4, 2020\n\n"
        f"End of Document\n",
        f"HD\tBridge closed\nBY\tBy Ana Poe\nWC\t90 words\nPD\t3 May 2020\nSN\tNorth Post\n"
        f"LP\n{MET}\nTD\n{BAKER}\nAN\tDocument NPOST00020200503eg53000b1\n",
        f"HD Bridge closed\nBY Ana Poe\nWC 90 words\nPD 3 May 2020\nSN North Post\n"
        f"LP\n{MET}\nTD\n{BAKER}\nAN Document NPOST00020200503eg53000b1\n",
        f"Bridge closed\nBy Ana Poe\n90 words\n3 May 2020\nNorth Post\nNPOST\nEnglish\n"
        f"(c) 2020 North Post Ltd\n\n{MET}\n\n{BAKER}\n\nDocument NPOST00020200503eg53000b1\n",
        f"Document 1 of 1\n\nBridge closed\n\nAuthor: Poe, Ana\n\nFull text: {MET}\n\n{BAKER}\n\n"
        f"Publication title: North Post\n\nPublication date: May 3, 2020\n\nISSN: 00000000\n",
    ],
    ids=["lexis", "nexis", "factiva fields", "factiva blanks", "factiva", "proquest"],
)
def test_a_record_says_what_it_is(tmp_path: Path, record: str) -> None:
    title, outlet, date, author, body = said(tmp_path, record)
    assert (title, outlet, date) == ("Bridge closed", "North Post", "2020-05-03")
    assert author in ("Ana Poe", "Poe, Ana")
    assert body == f"{MET}\n\n{BAKER}"


def test_the_day_of_loading_is_not_the_date(tmp_path: Path) -> None:
    text = f"HEADLINE: Bridge closed\nLENGTH: 90 words\n\n{MET}\n\nLOAD-DATE: May 4, 2020"
    assert said(tmp_path, text)[2] is None


def test_a_text_that_has_a_label_in_it_is_not_cut_there(tmp_path: Path) -> None:
    text = (
        f"1 of 1 DOCUMENTS\nHEADLINE: Bridge closed\nLENGTH: 90 words\nBODY:\n{MET}\n"
        f"Subject: a bridge\n{BAKER}\nLOAD-DATE: May 4, 2020\n"
    )
    assert said(tmp_path, text)[4] == f"{MET}\n\nSubject: a bridge\n\n{BAKER}"


def test_the_sender_of_a_mail_is_its_author_if_a_person(tmp_path: Path) -> None:
    text = f"From: Ana Poe <ana@north.example>\nDate: 3 May 2020\nSubject: Bridge closed\n\n{MET}"
    assert said(tmp_path, text)[:4] == ("Bridge closed", None, "2020-05-03", "Ana Poe")


PIECES = st.sampled_from(
    [MET, BAKER, "Bridge closed", "North Post", "May 3, 2020 Sunday", "1 of 3 DOCUMENTS",
     "LENGTH: 9", "Document 2 of 3", "BYLINE: Ana Poe", "BODY:", "Body", f"Full text: {MET}", "HD",
     "HD   x", "LP", "SN   North Post", "PD   3 May 2020", "TD", "AN   1", "90 words",
     "End of Document", "_" * 20,
     "Title: x", "LOAD-DATE: May 3, 2020", "", "From: a@b.example", "Date: May 3, 2020",
     "Subject: x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_any_row_of_labels_is_read_with_true_evidence(lines: list[str]) -> None:
    from searchapp.ingest.texts.text import read_text
    from searchapp.model import Article

    text = "\n".join(lines)
    found = [each for each in read_text(text, "file.txt") if isinstance(each, Article)]
    check_spans(text, found)
    assert all(len(part.marks) > 0 for part in split(text))


INNER = f"""From: Bob Roe
Sent: Sunday, 5 January 2020 21:14
Subject: FW: Bridge stays closed

North Post
3 January 2020

{MET}
"""


def test_mails_that_one_mail_holds_are_read_one_by_one(tmp_path: Path) -> None:
    outer = "From: Desk <desk@list.example>\nDate: Mon, 6 Jan 2020\nSubject: Clips\n"
    second = INNER.replace("Bridge stays closed", "Ferry runs again").replace("North", "South")
    found = text_articles(tmp_path, f"{outer}\n{INNER}\n{second}")
    assert [(each.title, each.outlet, str(each.date)) for each in found] == [
        ("Bridge stays closed", "North Post", "2020-01-03"),
        ("Ferry runs again", "South Post", "2020-01-03"),
    ]
    assert [each.body for each in found] == [MET, MET]
