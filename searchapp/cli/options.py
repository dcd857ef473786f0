"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from searchapp.analysis.lexicon import Level

_Function = TypeVar("_Function", bound=Callable[..., Any])

index_option: Callable[[_Function], _Function] = click.option(
    "--index",
    "index",
    metavar="DIR",
    help="Folder of the index.  [default: the setting `index`, which is index/]",
)
processes_option: Callable[[_Function], _Function] = click.option(
    "--processes",
    type=click.IntRange(0),
    metavar="N",
    help="Processes that read, 0 for one a processor.  [default: the setting `processes`, 0]",
)
match_option: Callable[[_Function], _Function] = click.option(
    "--match",
    type=click.Choice([str(level) for level in Level]),
    default=str(Level.SPELLINGS),
    show_default=True,
    help="What a word stands for, from itself alone to names that are somewhat like it.",
)
without_option: Callable[[_Function], _Function] = click.option(
    "--without",
    multiple=True,
    metavar="FORM",
    help="Not this spelling, nor this ~name; can be repeated.",
)
json_option: Callable[[_Function], _Function] = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON."
)
