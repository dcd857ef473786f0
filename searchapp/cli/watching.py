"""The command that keeps an index up to date: watch."""

from __future__ import annotations

import datetime

import click

from searchapp.cli import render
from searchapp.cli.options import index_option, json_option, processes_option
from searchapp.cli.progress import ProgressBar
from searchapp.cli.reading import report_text, tell_problems
from searchapp.errors import SearchappError
from searchapp.indexing import Report
from searchapp.indexing.watching import watch
from searchapp.settings import Settings


@click.command("watch")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
@click.option("--prune", is_flag=True, help="Drop the articles of files that are deleted.")
@click.option("--poll", is_flag=True, help="Look again and again, for drives on a network.")
@processes_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@json_option
@click.pass_obj
def watch_command(
    settings: Settings,
    *,
    paths: tuple[str, ...],
    index: str | None,
    prune: bool,
    poll: bool,
    processes: int | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Keep an index up to date while files change, until Ctrl-C.

    First does what `index` does; then reads files that are new, changed or moved as soon as they
    rest for a second, and prints a line for each time (with --json, the report).

    \b
    searchapp watch ~/news
    searchapp watch ~/news --prune         forget files when they are deleted
    searchapp watch /mnt/press --poll      a drive on a network
    """
    folder = index or settings.index
    lines = _Lines(folder, as_json)
    with ProgressBar(quiet=quiet or as_json) as bar:

        def updated(report: Report) -> None:
            bar.close()
            lines.updated(report)

        watch(
            paths,
            folder,
            prune=prune,
            processes=settings.processes if processes is None else processes,
            poll=poll,
            settings=settings,
            progress=bar,
            updated=updated,
            failed=lines.failed,
        )


class _Lines:
    """Prints what is new, and nothing twice."""

    def __init__(self, folder: str, as_json: bool) -> None:
        self._folder = folder
        self._as_json = as_json
        self._vanished: list[str] | None = None
        self._trouble = ""

    def updated(self, report: Report) -> None:
        """Tell of a build that has changed anything, and of the first one."""
        self._trouble = ""
        is_news = report.written or report.dropped or report.rejected or report.kept
        if not is_news and report.vanished == self._vanished:
            return
        self._vanished = report.vanished
        if self._as_json:
            click.echo(render.json_text(report.to_json()))
            return
        tell_problems(report)
        click.echo(f"{_now()}  {report_text(report, self._folder)}")

    def failed(self, error: SearchappError) -> None:
        """Tell what keeps the index from being brought up to date, once."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            click.echo(render.safe(f"{_now()}  Waiting: {error}"), err=True)


def _now() -> str:
    return datetime.datetime.now().astimezone().strftime("%H:%M:%S")
