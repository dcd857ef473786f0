"""The group of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from typing import Any

import click

from searchapp import settings
from searchapp.cli.codes import NOTHING_FOUND, STOPPED, TROUBLE, USAGE
from searchapp.errors import ArticleNotFound, BadRequest, BadSettings, SearchappError

# A command's module is imported when the command runs: a search must not wait for the web server's
# libraries, nor for those that read saved pages.
_COMMANDS = {
    "aliases": "aliases",
    "demo": "serving",
    "extract": "reading",
    "index": "reading",
    "search": "searching",
    "serve": "serving",
    "show": "showing",
    "spellings": "searching",
    "stats": "showing",
    "suggest": "suggesting",
    "verify": "verifying",
    "watch": "watching",
}


def exit_code(error: SearchappError) -> int:
    """Return the exit code of an error."""
    if isinstance(error, ArticleNotFound):
        return NOTHING_FOUND
    return USAGE if isinstance(error, BadRequest | BadSettings) else TROUBLE


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in order."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of this name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"searchapp.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises on purpose becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except SearchappError as error:
            # Imported here, because it loads much, and `main` must be there before.
            from searchapp.cli import render  # noqa: PLC0415

            click.echo(render.safe(f"Error: {error}"), err=True)
            ctx.exit(exit_code(error))
        except KeyboardInterrupt:
            # Click would end with 1, which says here that nothing was found.
            ctx.exit(STOPPED)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"\b\nSettings ({settings.FILE_NAME}, or the environment):\n{settings.describe()}",
)
@click.version_option(package_name="searchapp")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Full-text search for news archives that finds a name however it was spelled.

    \b
    Try it:   searchapp demo
    Use it:   searchapp index FOLDER
              searchapp search "kata'ib hezbollah" --since 2019-12
              searchapp spellings soleimani
              searchapp serve
    """
    ctx.obj = settings.load()
    # The command is loaded by now: what is there stays, and what comes is looked through as ever.
    gc.freeze()
    gc.enable()


def main() -> None:
    """Run the command line."""
    # Of modules nothing becomes garbage, but the collector would look through them again and again
    # while they are loaded; `commands` switches it on.
    gc.disable()
    settings.spare_threads()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that knows fewer letters gets escapes instead of a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    commands(prog_name="searchapp")
