"""A page taken apart, for tests: its elements in order, each with attributes and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle"})


@dataclass
class Element:
    """An element of a page.

    Args:
        tag: its name.
        attributes: its attributes; an attribute without a value has None.
        inside: the names of the elements around it.
        text: all text in it.
    """

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""


@dataclass
class Markup:
    """A page.

    Args:
        elements: its elements, in order of their beginning.
        unclosed: the elements that the page does not close properly.
    """

    elements: list[Element] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element[name.strip("_")] == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (element,) = self.all(tag, **attributes)
        return element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Markup()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(each.tag for each in self.open))
        self.page.elements.append(element)
        if tag not in _EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs), tuple(each.tag for each in self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop().tag != tag:
            self.page.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def take_apart(html: str) -> Markup:
    """Take a page apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += [element.tag for element in reader.open]
    return reader.page
