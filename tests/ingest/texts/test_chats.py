"""Articles that were pasted into chats and forums are found among the chatter."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.ingest.texts.chats import find_messages
from searchapp.ingest.texts.lines import split_lines
from tests.ingest.reading import BAKER, MET, rejections, text_articles

ANDROID = f"""03/01/2020, 09:02 - Messages are encrypted. {MET}
03/01/2020, 14:31 - Ana: *Bridge stays closed*
North Post, 3 January 2020
{MET}
03/01/2020, 14:40 - Bob: nine hours?
04/01/2020, 08:17 - Bob: Ferry runs again
By Carla Roe, Reuters
{BAKER}
04/01/2020, 08:18 - Ana: <Media omitted>
"""
IOS = f"""[03.01.20, 14:31:05] Ana Poe: look
[03.01.20, 14:32:11] Ana Poe: Bridge stays closed
North Post, 3 January 2020

{MET}
[03.01.20, 14:40:00] Bob: oh no
[03.01.20, 15:02:43] Ana Poe: Ferry runs again
Reuters, 4 January 2020

{BAKER}
"""
CHANNEL = f"""North Post, [03.01.2020 08:12]
[Photo]
Bridge stays closed

{MET}

North Post, [03.01.2020 08:20]
Thank you all!

North Post, [04.01.2020 11:47]
Ferry runs again

{BAKER}

Subscribe: @northpost
"""
FORUM = f"""Harbour forum, page 4

Re: The bridge
by ana_poe » Fri Jan 3, 2020 4:15 pm

Bridge stays closed
North Post, 3 January 2020

{MET}

ana_poe
Posts: 3,412
Joined: Sun Mar 10, 2013 9:02 am

Re: The bridge
by bob » Fri Jan 3, 2020 5:00 pm

Nine hours?

Re: The bridge
by ana_poe » Sat Jan 4, 2020 10:02 am

Ferry runs again
Reuters, 4 January 2020

{BAKER}
"""


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        (ANDROID, ["North Post", "Reuters"]),
        (IOS, ["North Post", "Reuters"]),
        (CHANNEL, ["North Post", "North Post"]),
        (FORUM, ["North Post", "Reuters"]),
    ],
    ids=["android", "ios", "channel", "forum"],
)
def test_pasted_articles_are_found_and_chatter_is_left_out(
    tmp_path: Path, text: str, outlets: list[str]
) -> None:
    found = text_articles(tmp_path, text)
    assert [each.title for each in found] == ["Bridge stays closed", "Ferry runs again"]
    assert [each.outlet for each in found] == outlets
    assert [each.body for each in found] == [MET, BAKER]


@pytest.mark.parametrize(
    ("last", "date"),
    [("13/01/2020", "2020-01-04"), ("01/13/2020", "2020-04-01"), ("04/01/2020", "None")],
)
def test_the_day_of_a_message_dates_an_article_where_the_chat_tells_its_order(
    tmp_path: Path, last: str, date: str
) -> None:
    text = f"{ANDROID}{last}, 08:20 - Ana: thanks\n"
    found = text_articles(tmp_path, text)
    assert [str(each.date) for each in found] == ["2020-01-03", date]


def test_a_chat_without_articles_is_turned_away_with_a_word(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("".join(f"03/01/2020, 14:3{at} - Ana: hello\n" for at in range(4)), "utf-8")
    (rejected,) = rejections(file)
    assert "chatter" in rejected.detail


def test_words_that_introduce_an_article_are_not_its_title(tmp_path: Path) -> None:
    text = CHANNEL.replace("Ferry runs", "And on the other side:\n\nFerry runs")
    assert text_articles(tmp_path, text)[1].title == "Ferry runs again"


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge stays closed\nBy Ana Poe on 3 January 2020\n\n{MET}\n",
        f"03/01/2020, 14:31 - Bridge stays closed\n\n{MET}\n\n03/01/2020, 15:00 - open\n",
        f"Bridge stays closed\n\n{MET}\n\nRe: bridge\nby ana » Jan 3, 2020\n\n{BAKER}\n",
        "",
    ],
    ids=["article", "live blog", "two comments", "blank"],
)
def test_no_other_file_is_a_chat(text: str) -> None:
    assert find_messages(split_lines(text)) == []
