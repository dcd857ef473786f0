"""Commands that serve an index in a browser: serve, demo."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import click
import waitress

from searchapp.archive import Archive, open_archive
from searchapp.cli import render
from searchapp.cli.options import index_option, json_option
from searchapp.cli.progress import ProgressBar
from searchapp.cli.reading import report_text
from searchapp.errors import BadParameter, CorpusNotFound, IndexNotFound
from searchapp.indexing import build
from searchapp.settings import Settings
from searchapp.web import create_app

_HOST_HELP = "Address to listen on.  [default: the setting `host`, which is this machine only]"
_PORT_HELP = "Port to listen on, 0 for any free one.  [default: the setting `port`, 8765]"


@click.command("serve")
@index_option
@click.option("--host", help=_HOST_HELP)
@click.option("--port", type=click.IntRange(0, 65535), help=_PORT_HELP)
@json_option
@click.pass_obj
def serve_command(
    settings: Settings, *, index: str | None, host: str | None, port: int | None, as_json: bool
) -> None:
    """Serve an index as web pages and as an API, until Ctrl-C.

    \b
    searchapp serve
    searchapp serve --index iraq --port 9000
    """
    with _open(settings, index or settings.index) as archive:
        _serve(archive, settings, host, port, as_json)


@click.command("demo")
@index_option
@click.option("--host", help=_HOST_HELP)
@click.option("--port", type=click.IntRange(0, 65535), help=_PORT_HELP)
@json_option
@click.pass_obj
def demo_command(
    settings: Settings, *, index: str | None, host: str | None, port: int | None, as_json: bool
) -> None:
    """Index the sample archive in corpus/ if there is no index yet, then serve the index.

    \b
    searchapp demo
    searchapp demo --port 0
    """
    folder = index or settings.index
    try:
        archive = _open(settings, folder)
    except IndexNotFound:
        if not Path(settings.corpus).exists():
            mend = "The sample archive is part of a checkout of the project: run demo there"
            raise CorpusNotFound(settings.corpus, mend) from None
        with ProgressBar(quiet=as_json) as bar:
            report = build(
                [settings.corpus],
                folder,
                processes=settings.processes,
                settings=settings,
                progress=bar,
            )
        click.echo(report_text(report, folder), err=True)
        archive = _open(settings, folder)
    with archive:
        _serve(archive, settings, host, port, as_json)


def _open(settings: Settings, folder: str) -> Archive:
    return open_archive(folder, deadline=settings.deadline)


def _serve(
    archive: Archive, settings: Settings, host: str | None, port: int | None, as_json: bool
) -> None:
    host = host or settings.host
    port = settings.port if port is None else port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Bound here, so that the address is printed only once it answers.
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        expected = f"a free port on {host} ({error.strerror or error}); --port 0 takes any"
        raise BadParameter("port", port, expected) from error
    port = listener.getsockname()[1]
    url = f"http://{_in_url(host)}:{port}/"
    if as_json:
        click.echo(render.json_text({"url": url}))
    else:
        if not _is_loopback(host):
            click.echo(f"Anyone who can reach {host} can read this archive.", err=True)
        click.echo(f"Open {url} in a browser; Ctrl-C stops.")
    app = create_app(archive, page_size=settings.page_size)
    waitress.serve(app, sockets=[listener], ident=None, _quiet=True)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
