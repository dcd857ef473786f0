from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp import ingest
from searchapp.ingest import data
from searchapp.search.rules import RULES, say_rule

CONSTANTS = (
    "RULE", "LOST_RULE", "BOUND_RULE", "PLACE_RULE", "LANGUAGE_RULE", "OUTWEIGHED", "DOUBLED",
    "BEHIND_END", "REACTIONS", "SHARING", "NAVIGATION", "TITLE", "BYLINE", "DATE",
)  # fmt: skip
# Tables of patterns whose lists are called by their rules, and which of the tables take out.
TABLES = {
    "texts/boilerplate": ("anywhere", "pairs", "edges", "ends"),
    "pages/junk": ("ends", "pairs", "lines"),
}


def named_rules() -> Iterator[str]:
    """The rules that the code and the tables of the way in name, but for those of families."""
    for table, holds in TABLES.items():
        for where in holds:
            yield from data.tables(table)[where]
    for path in sorted(Path(ingest.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for given in rules_given(node):
                for each in ast.walk(given):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


def rules_given(node: ast.AST) -> list[ast.expr]:
    """What a piece of code passes, sets or goes through as a rule."""
    given: list[ast.expr] = []
    match node:
        case ast.Call(func=ast.Name(id="Evidence" | "HeadValue" | "_finding" | "from_line")):
            given = node.args[1:2]
        case ast.Call(func=ast.Name(id="_with_outlet")):
            given = node.args[2:3]
        case (
            ast.keyword(arg="rule", value=value)
            | ast.AnnAssign(target=ast.Name(id="rule"), value=ast.expr() as value)
        ):
            given = [value]
        case ast.Assign(targets=[ast.Name(id="rule" | "RULE" | "ABOUT")], value=value):
            given = [value]
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = zip(map(ast.unparse, names), values, strict=True)
            given = [value for name, value in pairs if name == "rule" or name in CONSTANTS]
        case ast.For(target=ast.Tuple(elts=[_, ast.Name(id="rule")]), iter=ast.Tuple(elts=elts)):
            given = [pair.elts[1] for pair in elts if isinstance(pair, ast.Tuple)]
    return given


def test_every_rule_has_its_words_and_no_word_is_for_nothing() -> None:
    families = {"field:", "meta:"}
    assert set(named_rules()) - families == set(RULES)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("share-bar", "taken out: links for sharing"),
        ("field:byline", "the field “byline”"),
        ("meta:og:title", "the page’s metadata “og:title”"),
        ("and-more:7", "taken out, and 7 more passages with it"),
        ("some-new-rule", "some new rule"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert say_rule(rule) == words
