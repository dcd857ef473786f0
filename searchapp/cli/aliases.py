"""Commands for other names: aliases list, suggest, accept, reject."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from searchapp.aliasing.candidates import Candidate, Quote
from searchapp.analysis.aliases import Aliases
from searchapp.analysis.aliasgroups import FILE_NAME, RELATIONS, Group, Name, name_words
from searchapp.archive import open_archive
from searchapp.cli import render
from searchapp.cli.codes import NOTHING_FOUND, TROUBLE
from searchapp.cli.options import index_option, json_option
from searchapp.cli.progress import ProgressBar
from searchapp.indexing import Progress
from searchapp.settings import Settings

_RELATIONS = [each.replace("_", "-") for each in RELATIONS]


@click.group("aliases")
def aliases_command() -> None:
    """Other names of one thing (PMU, Hashd al-Shaabi): those known, and those the archive tells.

    They come with searchapp, and from your own aliases.toml in the folder that was indexed, which
    you can also write by hand; docs/aliases.md describes it.  Nothing is indexed again for it.
    Each of these commands has --json and --index.

    \b
    searchapp aliases list PMU
    searchapp aliases suggest
    searchapp aliases accept "Popular Guard Units" PGU --ambiguous
    searchapp aliases reject "Popular Guard Units" "Popular Guard"
    """


@aliases_command.command("list")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@index_option
@json_option
@click.pass_obj
def list_command(
    settings: Settings, *, names: tuple[str, ...], index: str | None, as_json: bool
) -> None:
    """Print the groups of names that are known, or those that a name is in.

    Exit code 1 says that no group has the name, 3 that a file is wrong and left out.

    \b
    searchapp aliases list
    searchapp aliases list PMU "hashd al-shaabi"
    searchapp aliases list --json | jq '.groups[].names[0].name'
    """
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        aliases = archive.aliases
    groups = list(aliases.groups)
    if names:
        asked = [group for name in names for group in aliases.named(name_words(name))]
        groups = [group for group in groups if group in asked]
    if as_json:
        click.echo(render.json_text(_list_json(aliases, groups)))
    else:
        click.echo(render.safe("\n\n".join(map(_group_text, groups)) or "No group has this name."))
        _tell_problems(aliases)
    if aliases.problems or not groups:
        sys.exit(TROUBLE if aliases.problems else NOTHING_FOUND)


@aliases_command.command("suggest")
@index_option
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Articles that must say so, each in a sentence of its own.",
)
@click.option("-n", "--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@json_option
@click.pass_obj
def suggest_command(
    settings: Settings, *, index: str | None, least: int, limit: int, quiet: bool, as_json: bool
) -> None:
    """Find names in the articles that these themselves say are one.

    "Popular Guard Units (PGU)", "the guard, also known as al-Hirasa": with how many articles and
    outlets say so, and one sentence that does.  What is known already, or was rejected, is passed
    over.  All articles are read.  Exit code 1 says that nothing was found.

    \b
    searchapp aliases suggest
    searchapp aliases suggest --least 1 -n 1000
    searchapp aliases suggest --json | jq -r '.candidates[] | [.name, .other] | @tsv'
    """
    with (
        open_archive(index or settings.index, deadline=settings.deadline) as archive,
        ProgressBar(quiet=quiet) as bar,
    ):

        def tell(done: int, total: int) -> None:
            bar(Progress(done, total, done, "reading"))

        candidates = archive.suggest_aliases(least=least, tell=tell)
        aliases = archive.aliases
    _tell_problems(aliases)
    shown = candidates[:limit]
    if as_json:
        plain = {"total": len(candidates), "candidates": [each.to_json() for each in shown]}
        click.echo(render.json_text(plain))
    else:
        click.echo(render.safe("\n".join(map(_candidate_text, shown)) or "Nothing found."))
        if len(candidates) > limit:
            click.echo(f"... and {len(candidates) - limit:,} more; --limit shows them")
    if not candidates:
        sys.exit(NOTHING_FOUND)


@aliases_command.command("accept")
@click.argument("name")
@click.argument("other")
@index_option
@click.option(
    "--relation",
    type=click.Choice(_RELATIONS),
    help="Whether OTHER is the same as NAME, its former name, or what NAME is part of.  "
    "[default: what the articles say, else same]",
)
@click.option("--ambiguous", is_flag=True, help="OTHER means other things as well.")
@click.option(
    "--source", default="", help="Who says so.  [default: an article that does, with its sentence]"
)
@json_option
@click.pass_obj
def accept_command(
    settings: Settings,
    *,
    name: str,
    other: str,
    index: str | None,
    relation: str | None,
    ambiguous: bool,
    source: str,
    as_json: bool,
) -> None:
    """Write into your aliases.toml that OTHER is another name of NAME.

    It is written to the end of the file, which is made where there is none, in the place of what
    accept or reject wrote of the two before; the rest stays as it is.  The names need not have been
    suggested.

    \b
    searchapp aliases accept "Popular Guard Units" PGU --ambiguous
    searchapp aliases accept "River Brigades" "Popular Guard Units" --relation part-of \\
        --source "Wikipedia: Popular Guard Units"
    """
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        file = archive.accept_alias(
            name,
            other,
            relation=None if relation is None else relation.replace("-", "_"),
            ambiguous=ambiguous,
            source=source,
        )
    _tell_written(file, as_json)


@aliases_command.command("reject")
@click.argument("name")
@click.argument("other")
@index_option
@click.option("--reason", default="", help="Why.")
@json_option
@click.pass_obj
def reject_command(
    settings: Settings, *, name: str, other: str, index: str | None, reason: str, as_json: bool
) -> None:
    """Write into your aliases.toml that OTHER is no other name of NAME.

    The two are not suggested again, nor offered for one another, whoever says that they are one.
    What accept wrote of them is taken out; what you wrote by hand stays, and you are told.

    \b
    searchapp aliases reject "Popular Guard Units" "Popular Guard" --reason "a newspaper"
    """
    with open_archive(index or settings.index, deadline=settings.deadline) as archive:
        file = archive.reject_alias(name, other, reason=reason)
        still = _still_said(archive.aliases, name, other)
    plain = {"still": [{"file": each.file, "line": each.line} for each in still]}
    _tell_written(file, as_json, plain)
    for each in () if as_json else still:
        said = "still says that they are one; the refusal counts."
        click.echo(render.safe(f"Line {each.line} of {each.file} {said}"))


def _tell_problems(aliases: Aliases) -> None:
    for problem in aliases.problems:
        click.echo(render.safe(f"Left out: {problem}"), err=True)


def _still_said(aliases: Aliases, name: str, other: str) -> list[Name]:
    """Return where a file of the user says that two names are one: the later of the two."""
    asked = [name_words(name), name_words(other)]
    found = [
        [each for each in group.names if each.words in asked] for group in aliases.named(asked[0])
    ]
    theirs = [
        [each for each in names if each.file != FILE_NAME] for names in found if len(names) == 2
    ]
    return [max(names, key=lambda each: (each.file, each.line)) for names in theirs if names]


def _tell_written(file: Path, as_json: bool, more: Mapping[str, Any] | None = None) -> None:
    plain = {"file": str(file)} | dict(more or {})
    click.echo(render.json_text(plain) if as_json else render.safe(f"Noted in {file}"))


def _group_text(group: Group) -> str:
    head, *others = group.names
    lines = [head.written + (" (means other things too)" if head.ambiguous else "")]
    for each in others:
        lead = "formerly " if each.former else ""
        doubt = " (means other things too)" if each.ambiguous else ""
        lines.append(f"  {lead}{each.written}{doubt}")
    lines += [f"  part of {whole.name}" for whole in group.wholes]
    sources = [f"{each.source} ({each.file})" for each in group.names]
    sources += [f"{whole.source} ({whole.file})" for whole in group.wholes]
    return "\n".join([*lines, *(f"    {each}" for each in dict.fromkeys(sources))])


def _candidate_text(candidate: Candidate) -> str:
    link = ", formerly " if candidate.former else " = "
    articles = f"{candidate.articles:,} article{'' if candidate.articles == 1 else 's'}"
    outlets = f"{candidate.outlets:,} outlet{'' if candidate.outlets == 1 else 's'}"
    quote: Quote = candidate.quotes[0]
    return f"{candidate.name}{link}{candidate.other}  ({articles}, {outlets})\n    {quote}"


def _list_json(aliases: Aliases, groups: list[Group]) -> dict[str, Any]:
    return {
        "groups": [group.to_json() for group in groups],
        "refused": [
            {"names": list(each.names), "reason": each.reason, "file": each.file, "line": each.line}
            for each in aliases.refused
        ],
        "problems": list(aliases.problems),
    }
