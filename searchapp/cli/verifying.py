"""The command that checks an index: verify."""

from __future__ import annotations

import dataclasses

import click

from searchapp.archive import open_archive
from searchapp.cli import render
from searchapp.cli.options import index_option, json_option
from searchapp.cli.progress import ProgressBar
from searchapp.engines.base import Verified
from searchapp.indexing import Progress
from searchapp.settings import Settings


@click.command("verify")
@index_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@json_option
@click.pass_obj
def verify_command(settings: Settings, *, index: str | None, quiet: bool, as_json: bool) -> None:
    """Check that everything in an index can be read and fits together.

    Every byte of every file is compared with its checksum, every list is gone through and every
    article read.  Nothing is changed, and others can search and index meanwhile.  Exit code 3 says
    that the index is damaged; the file is named, with the command that makes it anew.

    \b
    searchapp verify
    searchapp verify --index iraq --quiet || searchapp index ~/news --index iraq --rebuild
    searchapp verify --json
    """
    with open_archive(index or settings.index) as archive, ProgressBar(quiet=quiet) as bar:

        def tell(done: int, total: int, articles: int) -> None:
            bar(Progress(done, total, articles, "checking"))

        verified, path = archive.verify(tell), archive.path
    if as_json:
        click.echo(render.json_text(dataclasses.asdict(verified)))
    else:
        click.echo(_verified_text(verified, path))


def _verified_text(verified: Verified, path: str) -> str:
    gone = f", {verified.deleted:,} of them replaced or dropped" if verified.deleted else ""
    return (
        f"{path} is whole: commit {verified.generation}, {verified.articles:,} articles{gone}, "
        f"{verified.files:,} files, {verified.bytes / 1e6:,.1f} MB"
    )
