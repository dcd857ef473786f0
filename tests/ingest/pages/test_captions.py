from __future__ import annotations

import pytest
from lxml import html

from searchapp.ingest.pages.body import extract_body
from tests.ingest.reading import BAKER, MET

MORE = MET.replace("nine", "ten")
FISH = "Fish on a roof"


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def captions(*parts: str) -> tuple[list[str], tuple[str, ...]]:
    tree = html.document_fromstring(f"<h1>Bridge closed</h1>{''.join(parts)}")
    found = extract_body(tree, ["Bridge closed"], [], {})
    assert found is not None
    return found.text.split("\n\n"), found.captions


def figure(caption: str) -> str:
    return f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"


def test_what_a_page_marks_as_captions_is_kept_apart_from_the_text() -> None:
    text, found = captions(
        figure("The bridge in spring, as seen from the mill. <span>Photo: Ana Poe</span>"),
        p(MET), figure("A baker"), p(BAKER, MORE),
    )  # fmt: skip
    assert text == [MET, BAKER, MORE]
    assert found == ("The bridge in spring, as seen from the mill. Photo: Ana Poe", "A baker")


def test_captions_of_other_articles_are_none_of_this_one() -> None:
    teaser = f"<a href='/x'>{figure('A mayor in a river')}</a>"
    below = f"<section><h2>More stories</h2>{figure(FISH)}</section>"
    page = f"<article>{p(MET, BAKER)}{teaser}{p(MORE)}</article>{figure(FISH)}{below}"
    assert captions(page) == ([MET, BAKER, MORE], ())


def test_a_picture_that_is_all_link_or_stands_below_a_heading_is_of_another_article() -> None:
    linked = figure(f"<a href='/x'>{FISH}</a>")
    box = f"<div class='caption'><h4>{FISH}</h4> Again.</div>"
    page = f"<article>{p(MET, BAKER, MORE)}{linked}{box}<h3>More</h3>{figure(FISH)}</article>"
    assert captions(page) == ([MET, BAKER, MORE], ())


@pytest.mark.parametrize(
    "picture",
    [
        figure(FISH),
        f"<p class='caption'>{FISH}</p>",
        f"<div><img src='a.jpg'><span class='caption'>{FISH}</span></div>",
        f"<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{FISH}</p></div>",
        f"<table><tr><td><img></td></tr><tr><td class='caption'>{FISH}</td></tr></table>",
    ],
)
@pytest.mark.parametrize(
    "frame",
    ["<article>{}</article>", "<div class='story'>{}</div>", "<article><div>{}</div></article>"],
)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_caption_is_kept_wherever_its_picture_stands(
    picture: str, frame: str, place: str
) -> None:
    order = {
        "first": (picture, p(MET, BAKER, MORE)),
        "middle": (p(MET), picture, p(BAKER, MORE)),
        "last": (p(MET, BAKER, MORE), picture),
    }
    text, found = captions(frame.format("".join(order[place])))
    assert (text, found) == ([MET, BAKER, MORE], (FISH,))


def test_of_a_caption_in_a_caption_the_whole_is_kept_once() -> None:
    inner = f"<span class='caption'>{FISH}</span> <span class='credit'>Ana Poe</span>"
    assert captions(p(MET, BAKER, MORE), figure(inner))[1] == (f"{FISH} Ana Poe",)


def test_junk_and_bylines_are_no_captions() -> None:
    junk = [f"<p class='caption'>{text}</p>" for text in ("Advertisement", "By Ana Poe")]
    tree = html.document_fromstring(
        f"<h1>Bridge closed</h1>{p(MET)}{''.join(junk)}{p(BAKER, MORE)}"
    )
    found = extract_body(tree, ["Bridge closed"], ["Ana Poe"], {})
    assert found is not None
    assert (found.text.split("\n\n"), found.captions) == ([MET, BAKER, MORE], ())


def test_pieces_are_looked_for_in_a_hundred_captions_and_captions_in_all() -> None:
    """The time a page takes must not grow with its captions times its paragraphs."""
    names = [f"Pier {number:03} of the bridge: {BAKER}" for number in range(102)]
    pieces = [names[place].rsplit(" ", 2)[0] for place in (99, 100)]
    text, found = captions(p(MET), *map(figure, names), p(pieces[0], pieces[1], names[101], MORE))
    assert found == tuple(names)
    assert text == [MET, pieces[1], MORE]
