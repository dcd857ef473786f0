from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.captions import is_caption, split_captions
from tests.ingest.reading import BAKER, MET


@pytest.mark.parametrize(
    "line",
    [
        "Photo: AFP",
        "Image credit: Ana Poe",
        "Foto: Ana Poe/dpa",
        "Photo by Ana Poe",
        "(Photo by Ana Poe / Getty Images)",
        "[Image: Ana Poe]",
        "FILE PHOTO: A baker waits at the bridge in Zabren, March 3, 2020. REUTERS/Ana Poe",
        "FILE - In this March 3, 2020, file photo, a baker waits at the bridge. (AP Photo/Ana Poe)",
        "A man walks past the bridge in Zabren. [Ana Poe/Reuters]",
        "A man walks past the bridge in Zabren, March 3, 2020. (Ana Poe/Reuters)",
        "The bridge in spring. REUTERS/Ana Poe/File Photo",
        "The bridge in spring. Ana Poe/Getty Images",
        "The bridge in spring (file photo)",
        "The bridge in spring. (Photo: Ana Poe, North Post)",
        "The bridge in spring. Photograph: Ana Poe/The North Post",
        "The bridge in spring. Photo credit: AFP. Fair use.",
        "The bridge in spring. © Ana Poe",
        "The mill as it was (Mill Museum via AP)",
        "PICTURED: the bridge in spring",
        "Caption: The bridge in spring",
        "Image copyright AFP Image caption The bridge in spring",
        "Enlarge this image toggle caption Ana Poe/AP Ana Poe/AP",
        "WATCH: How the bridge was closed",
        "Map: The river and its bridges",
        "Ana Poe/Getty Images",
        "© AP",
    ],
)
def test_a_line_that_says_it_belongs_to_a_picture_is_a_caption(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        MET,
        "The photo shows a baker at the bridge, and nobody knows who took it.",
        "He was, the poll said, ahead of all others (Reuters)",
        "She had worked for AP/Reuters and other agencies before she came to Zabren.",
        "According to a Reuters/Ipsos poll, most want the bridge to be closed.",
        "The image of the town has suffered, a baker said (see above).",
        "The vessels were owned by two brothers, one of them a baker (pictured)",
        "Photo: " + "a long text about everything that anybody in the town ever saw. " * 10,
        "© 2020 North Post. All rights reserved.",
        "© Copyright 2020 by North Post",
        "Photos: The bridge through the years",
        "File a complaint, a lawyer said, and wait for the image of justice.",
        "Credit cards were not taken.",
        "Watch the river, a baker said: it rises.",
        "WATCH:",
        "",
    ],
)
def test_a_line_of_the_text_is_none(line: str) -> None:
    assert not is_caption(line)


def test_a_text_is_parted_from_its_captions() -> None:
    caption = "PICTURED: the bridge"
    body = "\n\n".join([MET, caption, BAKER, "Photo: AFP", caption])
    assert split_captions(body) == (f"{MET}\n\n{BAKER}", (caption, "Photo: AFP"))


def test_a_story_that_is_told_in_captions_keeps_them() -> None:
    body = "\n\n".join(["A year in Zabren.", *(f"Photo: {MET}", f"Photo: {BAKER}")])
    assert split_captions(body) == (body, ())


def test_the_sign_behind_an_article_is_no_caption() -> None:
    body = f"{MET}\n\n{BAKER}\n\n© North Post"
    assert split_captions(body) == (body, ())


@given(st.lists(st.sampled_from([MET, BAKER, "Photo: AFP", "© AP", "A line."]), max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    body, captions = split_captions("\n\n".join(paragraphs))
    assert set(body.split("\n\n")) | set(captions) >= set(paragraphs)


@given(st.text("A a/.()[]©:|Reutrs\n", max_size=400))
def test_any_line_is_judged(text: str) -> None:
    assert is_caption(text) in (True, False)
