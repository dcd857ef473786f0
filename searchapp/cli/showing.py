"""Commands that show what an index holds: show, stats."""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Callable, Mapping

import click

from searchapp.archive import Archive, open_archive
from searchapp.cli import render
from searchapp.cli.articles import article_text, changes_text, story_text
from searchapp.cli.options import index_option, json_option, match_option, without_option
from searchapp.model import Article, Original
from searchapp.search.page import MarkedArticle
from searchapp.settings import Settings


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
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
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
    with open_archive(index or settings.index) as archive:
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
