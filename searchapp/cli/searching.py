"""Commands that ask an index: search, show, spellings, stats."""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Callable, Mapping

import click

from searchapp.archive import Archive, open_archive
from searchapp.cli import render
from searchapp.cli.articles import article_text, changes_text, story_text
from searchapp.cli.codes import NOTHING_FOUND
from searchapp.cli.options import index_option, json_option, match_option, without_option
from searchapp.cli.spellings import other_names_lines, usage_text, words_lines
from searchapp.model import Article, Original
from searchapp.query.plan import Sort
from searchapp.search.page import MarkedArticle, Page
from searchapp.settings import Settings

_ORDERS = [str(order) for order in Sort]


def _open(settings: Settings, index: str | None) -> Archive:
    return open_archive(index or settings.index, deadline=settings.deadline)


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
    with _open(settings, index) as archive:
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


@click.command("show")
@click.argument("article_id")
@click.argument("query", nargs=-1)
@index_option
@click.option("--raw", is_flag=True, help="Print the text as it stands in its file.")
@click.option("--changes", is_flag=True, help="What changed from the earliest of its story.")
@match_option
@without_option
@json_option
@click.pass_obj
def show_command(
    settings: Settings,
    *,
    article_id: str,
    query: tuple[str, ...],
    index: str | None,
    raw: bool,
    changes: bool,
    match: str,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show a whole article, with the evidence for what is known of it.

    \b
    searchapp show h2tqhcb4sv46lzjn               an id from a search
    searchapp show h2tqhcb4sv46lzjn kataib        with a query's matches marked
    searchapp show h2tqhcb4sv46lzjn --raw         as it stands in its file
    searchapp show h2tqhcb4sv46lzjn --changes     from the earliest of its story, word by word
    """
    if raw and changes:
        raise click.UsageError("--raw and --changes are two different things to show")
    with _open(settings, index) as archive:
        if raw:
            _print_original(archive.original(article_id), as_json)
        elif changes:
            _print_changes(archive, article_id, as_json)
        else:
            marks = functools.partial(
                archive.highlight, query=" ".join(query), match=match, without=without
            )
            _print_article(archive, article_id, marks, as_json)


def _print_article(
    archive: Archive, article_id: str, mark: Callable[[Article], MarkedArticle], as_json: bool
) -> None:
    article = archive.get(article_id)
    story = archive.copies(article_id)
    if as_json:
        told = story.to_json()
        plain = {"duplicate_group": told["duplicate_group"], "copies": told["members"]}
        click.echo(render.json_text(article.to_json() | plain))
        return
    click.echo(article_text(article, mark(article)))
    if story.duplicate_group is not None:
        click.echo(story_text(story, article_id))


def _print_changes(archive: Archive, article_id: str, as_json: bool) -> None:
    difference = archive.changes(article_id)
    if as_json:
        click.echo(render.json_text(difference.to_json()))
    else:
        earliest, article = archive.get(difference.earlier), archive.get(difference.later)
        click.echo(changes_text(difference, earliest, article))


def _print_original(original: Original, as_json: bool) -> None:
    if as_json:
        click.echo(render.json_text(dataclasses.asdict(original)))
    elif sys.stdout.isatty():
        click.echo(render.safe("\n".join(original.text.splitlines())))
    else:
        # As it is: whoever pipes it wants neither a line end added nor a sign taken away.
        click.echo(original.text.encode("utf-8", "replace"), nl=False)


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
    with _open(settings, index) as archive:
        spellings = archive.spellings(" ".join(words), match=match)
    click.echo(render.json_text(spellings.to_json()) if as_json else usage_text(spellings))
    if not spellings:
        sys.exit(NOTHING_FOUND)


@click.command("stats")
@index_option
@json_option
@click.pass_obj
def stats_command(settings: Settings, index: str | None, as_json: bool) -> None:
    """Show an index in numbers: articles, files, outlets, dates.

    \b
    searchapp stats
    searchapp stats --index other --json
    """
    with _open(settings, index) as archive:
        stats, path = archive.stats(), archive.path
    if not as_json:
        click.echo(render.stats_text(stats, path))
        return
    plain = dataclasses.asdict(stats) | {
        "first": None if stats.first is None else str(stats.first),
        "last": None if stats.last is None else str(stats.last),
        "outlets": _buckets(stats.outlets),
        "dates": _buckets(stats.dates),
    }
    click.echo(render.json_text(plain))


def _buckets(counts: Mapping[str | None, int]) -> list[dict[str, object]]:
    """Return counts as a list, because a JSON object cannot have the key "not known"."""
    ordered = sorted(counts.items(), key=lambda item: (item[0] is None, item[0] or ""))
    return [{"value": value, "count": count} for value, count in ordered]
