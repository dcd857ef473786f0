"""Commands that search an index: search, spellings."""

from __future__ import annotations

import sys

import click

from searchapp.archive import open_archive
from searchapp.cli import render
from searchapp.cli.codes import NOTHING_FOUND
from searchapp.cli.options import index_option, json_option, match_option, without_option
from searchapp.cli.spellings import other_names_lines, usage_text, words_lines
from searchapp.query.plan import Sort
from searchapp.search.page import Page
from searchapp.settings import Settings

_ORDERS = [str(order) for order in Sort]


@click.command("search")
@click.argument("query", nargs=-1)
@index_option
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; can be repeated.")
@click.option("--no-outlet", is_flag=True, help="Only articles whose outlet is not known.")
@click.option("--since", metavar="DATE", help="Not before: 2020, 2020-01 or 2020-01-03.")
@click.option("--until", metavar="DATE", help="Not after, written the same way.")
@click.option("--undated", is_flag=True, help="Articles without a date (as well, with a range).")
@click.option(
    "--sort",
    type=click.Choice(_ORDERS),
    default=_ORDERS[0],
    show_default=True,
)
@match_option
@without_option
@click.option("--copies", is_flag=True, help="Every copy of a story; else one row a story.")
@click.option("-n", "--limit", type=int, help="Results to show.  [default: `page_size`, 10]")
@click.option("--offset", type=int, default=0, show_default=True, help="Results to pass over.")
@json_option
@click.pass_obj
def search_command(
    settings: Settings,
    *,
    query: tuple[str, ...],
    index: str | None,
    outlets: tuple[str, ...],
    no_outlet: bool,
    since: str | None,
    until: str | None,
    undated: bool,
    sort: str,
    match: str,
    without: tuple[str, ...],
    copies: bool,
    limit: int | None,
    offset: int,
    as_json: bool,
) -> None:
    """Search an index.  Exit code 1 says that nothing was found.

    \b
    searchapp search "kata'ib hezbollah"              both words, spelled with or without '
    searchapp search '"popular mobilization" drone'   a phrase and a word
    searchapp search 'kata* OR hashd -drone'          either, and never drone
    searchapp search --since 2019-12 --until 2020-01-03 --outlet RT soleimani
    searchapp search outlet:rt --sort newest -n 50 --json
    searchapp search "grain terminal" --copies        wire reports in every outlet they ran in
    searchapp search soleimani --match wide --without suleiman
    searchapp search =soleimani                       spelled so and in no other way
    """
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        page = archive.search(
            " ".join(query),
            outlets=[*outlets, *([None] if no_outlet else [])],
            since=since,
            until=until,
            undated=undated,
            sort=sort,
            match=match,
            without=without,
            copies=copies,
            offset=offset,
            limit=settings.page_size if limit is None else limit,
        )
    click.echo(render.json_text(page.to_json()) if as_json else _page_text(page))
    if not page.total:
        sys.exit(NOTHING_FOUND)


def _page_text(page: Page) -> str:
    return "\n".join([render.page_text(page), *words_lines(page), *other_names_lines(page)])


@click.command("spellings")
@click.argument("words", nargs=-1, required=True)
@index_option
@match_option
@json_option
@click.pass_obj
def spellings_command(
    settings: Settings, words: tuple[str, ...], index: str | None, match: str, *, as_json: bool
) -> None:
    """Show who writes a name how, and when.  Exit code 1 says that nobody writes it at all.

    \b
    searchapp spellings soleimani                 every spelling: articles, dates, outlets, years
    searchapp spellings al-qaeda --match wide     and names that are somewhat like it
    searchapp spellings soleimani --json
    """
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        spellings = archive.spellings(" ".join(words), match=match)
    click.echo(render.json_text(spellings.to_json()) if as_json else usage_text(spellings))
    if not spellings:
        sys.exit(NOTHING_FOUND)
