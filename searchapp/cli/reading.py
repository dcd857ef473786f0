"""Commands that read a corpus: index, extract."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

from searchapp.cli import render
from searchapp.cli.codes import NOTHING_FOUND, STOPPED, TROUBLE
from searchapp.cli.options import index_option, json_option, processes_option
from searchapp.cli.progress import ProgressBar
from searchapp.indexing import BuildStopped, Report, build, check_place
from searchapp.ingest.pipeline import FieldNames, Limits, Notes, find_files, read_articles
from searchapp.ingest.survey import survey
from searchapp.model import Rejected
from searchapp.settings import Settings

_SHOWN = 20


@click.command("index")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
@click.option(
    "--rebuild",
    is_flag=True,
    help="Read everything anew, or go on doing so where it was stopped; mends a damaged index.",
)
@click.option(
    "--prune", is_flag=True, help="Drop the articles of files that are gone, or hold none now."
)
@processes_option
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report here as well.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@json_option
@click.pass_obj
def index_command(
    settings: Settings,
    *,
    paths: tuple[str, ...],
    index: str | None,
    rebuild: bool,
    prune: bool,
    processes: int | None,
    report: Path | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read files and folders into an index.

    Text, saved web pages, JSON lines, JSON, CSV, Parquet and feeds are read, also packed (.gz) and
    in archives (.zip, .tar), and the pages of crawls (.warc).
    Files that have not changed are passed over; what a changed file held is replaced.  A commit is
    made every 10,000 articles or sooner: stop it whenever you like, and the same command goes on
    where it was.  The report is left in the index as report.json.

    \b
    searchapp index corpus
    searchapp index ~/news/2019 export.jsonl.gz --index iraq
    searchapp index ~/news --prune         forget files that were deleted
    searchapp index ~/news --rebuild       read everything anew
    searchapp index ~/news --processes 4 --report last-build.json
    """
    folder = index or settings.index
    if report is not None:
        check_place(report, Path(folder))
    try:
        with ProgressBar(quiet=quiet) as bar:
            done = build(
                paths,
                folder,
                rebuild=rebuild,
                prune=prune,
                processes=settings.processes if processes is None else processes,
                settings=settings,
                progress=bar,
            )
    except BuildStopped as stopped:
        done = stopped.report
    except KeyboardInterrupt:
        # It ended at once, and nobody knows what it did.
        report, done = None, Report(finished=False)
    if report is not None:
        done.write(report)
    _tell(done, folder, as_json)
    sys.exit(_exit_code(done))


def _exit_code(report: Report) -> int:
    if not report.finished:
        return STOPPED
    return 0 if report.written or report.unchanged or report.dropped else TROUBLE


def _tell(report: Report, folder: str, as_json: bool) -> None:
    if as_json:
        click.echo(render.json_text(report.to_json()))
    else:
        tell_problems(report)
        if report.finished:
            click.echo(report_text(report, folder))
            if _exit_code(report) and not report.rejected:
                click.echo("There is no file to read.", err=True)
    if not report.finished:
        after = f" after {_count(report.articles, 'article')}" if report.articles else ""
        click.echo(f"Stopped{after}; run the same command to go on.", err=True)


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@json_option
@click.pass_obj
def extract_command(settings: Settings, *, paths: tuple[str, ...], as_json: bool) -> None:
    """Print the articles found in files, with the evidence, as JSON lines.

    Nothing is indexed.  What is no article is told on standard error, with the reason: the first
    20 in words, or with --json all of it, as JSON lines.  The output is JSON lines with and without
    --json.

    \b
    searchapp extract digest.txt
    searchapp extract corpus | jq -r '[.date, .outlet, .title] | @tsv'
    searchapp extract corpus --json >articles.jsonl 2>rejected.jsonl
    """
    limits = Limits.from_settings(settings)
    names = FieldNames(settings.fields)
    left_out = _LeftOut(as_json=as_json)
    found = False
    files = find_files(Path(path) for path in paths)
    notes = Notes(files)
    if settings.repeated_lines:
        notes.add_lines(survey(files, notes, limits, names))
    for file in files:
        said = notes.of(file)
        for each in read_articles(file, limits, names=names, notes=said):
            if isinstance(each, Rejected):
                left_out.add(each)
            else:
                found = True
                notes.saw_article(said, each)
                click.echo(render.json_text(each.to_json()))
    left_out.tell(notes.unmatched())
    if not found:
        sys.exit(NOTHING_FOUND)


class _LeftOut:
    """What is no article, of which there may be more than memory holds.

    Args:
        as_json: print all of it, as it comes.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._first: list[Rejected] = []
        self._count = 0

    def add(self, rejected: Rejected) -> None:
        self._count += 1
        if self._as_json:
            click.echo(render.json_text(dataclasses.asdict(rejected)), err=True)
        elif len(self._first) < _SHOWN:
            self._first.append(rejected)

    def tell(self, unmatched: list[str]) -> None:
        """Print what is left to be told, and the corrections that found nothing they mean."""
        if not self._as_json:
            _tell_rejected(self._first, self._count, "lists all")
            _tell_unmatched(unmatched)
            return
        for each in unmatched:
            click.echo(render.json_text({"unmatched": each}), err=True)


def tell_problems(report: Report) -> None:
    """Print what was not indexed, and what was not corrected, to standard error."""
    _tell_rejected(report.rejected, report.reasons.total(), "counts all by reason")
    _tell_unmatched(report.unmatched)


def report_text(report: Report, folder: str) -> str:
    """Return what a build did, in a few lines."""
    lines = [
        f"{_count(report.articles, 'article')} from {_count(report.written, 'file')} indexed in "
        f"{report.seconds:.1f} s; {report.unchanged:,} unchanged.  Index: {folder}"
    ]
    if report.undated or report.no_outlet:
        lines.append(
            f"{report.undated:,} of them without a date, {report.no_outlet:,} without an outlet"
        )
    if report.resumed:
        lines.append(
            f"{_count(report.resumed, 'article')} more had been indexed when it was stopped"
        )
    if report.copies or report.near_copies:
        lines.append(f"Copies in the index: {report.near_copies:,} near, {report.copies:,} exact")
    if report.kept:
        lines.append(
            f"{_count(report.kept, 'file')} with no article any more; "
            "what was read from them earlier was kept, --prune drops it"
        )
    if report.dropped:
        lines.append(f"{_count(report.dropped, 'file')} dropped")
    elif report.vanished:
        lines.append(
            f"{_count(len(report.vanished), 'file')} of the index no longer there; "
            "--prune drops what was read from them"
        )
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _tell_rejected(rejected: list[Rejected], count: int, more: str) -> None:
    for each in rejected[:_SHOWN]:
        line = "" if each.line is None else f", record {each.line}"
        text = render.safe(f"Not indexed ({each.reason}): {each.path}{line}: {each.detail}")
        click.echo(text, err=True)
    if count > _SHOWN:
        click.echo(f"... and {count - _SHOWN:,} more; --json {more}", err=True)


def _tell_unmatched(unmatched: list[str]) -> None:
    for each in unmatched[:_SHOWN]:
        click.echo(render.safe(f"Not corrected: {each}"), err=True)
    if len(unmatched) > _SHOWN:
        click.echo(f"... and {len(unmatched) - _SHOWN:,} more; --json lists all", err=True)
