"""The command that completes a query: suggest."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from searchapp.archive import open_archive
from searchapp.cli import render
from searchapp.cli.codes import NOTHING_FOUND
from searchapp.cli.options import index_option, json_option
from searchapp.search.suggestions import Suggestion
from searchapp.settings import Settings


@click.command("suggest")
@click.argument("typed", nargs=-1, metavar="PREFIX...")
@index_option
@click.option("-n", "--limit", type=int, default=10, show_default=True, help="How many to show.")
@json_option
@click.pass_obj
def suggest_command(
    settings: Settings, *, typed: tuple[str, ...], index: str | None, limit: int, as_json: bool
) -> None:
    """Show how a query can go on: words, names and outlets, with the articles that have them.

    Exit code 1 says that nothing begins so.

    \b
    searchapp suggest kat                 words and names that begin so, however they are spelled
    searchapp suggest drone ba            beside the words before
    searchapp suggest outlet:har --json
    """
    text = " ".join(typed)
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        found = archive.suggest(text, limit)
    if as_json:
        plain = {"query": text, "suggestions": [each.to_json() for each in found]}
        click.echo(render.json_text(plain))
    else:
        click.echo(_text(found))
    if not found:
        sys.exit(NOTHING_FOUND)


def _text(found: Sequence[Suggestion]) -> str:
    lines = [f"{each.articles:>9,}  {render.safe(each.query)}{_spelled(each)}" for each in found]
    return "\n".join(lines) or "Nothing begins so."


def _spelled(suggestion: Suggestion) -> str:
    return f"  ({suggestion.spellings} spellings)" if suggestion.spellings > 1 else ""
