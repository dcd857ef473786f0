"""The one table of settings: name, default, help.

A value comes from the environment (`SEARCHAPP_PORT`), else from `searchapp.toml` in the working
folder, else from the default here; a table only from the file.  Nothing else in the project reads
the environment.

With which of them a corpus was read is kept in its index (`keep`), for who reads an article's
original later must read it the same way; and with them where the corpus is, for what its users
write beside it.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp.errors import BadSettings
from searchapp.toml import read_toml

FILE_NAME = "searchapp.toml"
_PREFIX = "SEARCHAPP_"
# The settings that say how files are read.
_OF_READING = ("max_file_mb", "max_export_mb", "max_archive_mb", "fields")


# The fields of an article that an export can hold.
EXPORT_FIELDS = ("title", "text", "outlet", "date", "author", "url", "dateline", "language")


def _setting(default: Any, help_text: str, least: int | None = None) -> Any:
    return field(default=default, metadata={"help": help_text, "least": least})


def _table(help_text: str) -> Any:
    return field(default_factory=dict, hash=False, metadata={"help": help_text, "table": True})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their values; the fields' metadata holds the help."""

    index: str = _setting("index", "folder of the index")
    corpus: str = _setting("corpus", "folder that `demo` indexes")
    host: str = _setting("127.0.0.1", "address that `serve` and `demo` listen on")
    port: int = _setting(8765, "port that `serve` and `demo` listen on")
    page_size: int = _setting(10, "results on a page")
    max_file_mb: float = _setting(64.0, "largest text file or saved page that is read, in MB")
    max_export_mb: float = _setting(4096.0, "largest export that is read, unpacked, in MB")
    max_archive_mb: float = _setting(
        65536.0, "most that is read of what an archive or crawl holds, unpacked, in MB"
    )
    memory_mb: int = _setting(512, "memory for a batch of the index while it is written, in MB")
    processes: int = _setting(
        0, "processes that read while one writes; 1 does both in one, 0 is one a processor", least=0
    )
    deadline: float = _setting(10.0, "seconds after which a search answers with what it has")
    repeated_lines: bool = _setting(
        True, "whether lines that an outlet repeats in its articles are taken out of them"
    )
    fields: Mapping[str, tuple[str, ...]] = _table(
        "what the fields of your exports are called, by the field of an article"
    )


def load(folder: Path = Path(), environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings that hold in a folder.

    Args:
        folder: where `searchapp.toml` is looked for; the working folder by default.
        environ: the environment; the process's own by default.

    Returns:
        All settings.

    Raises:
        BadSettings: an unknown name, a value of the wrong type or not in range, or a file that is
            not TOML.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for name, value in _read_file(folder / FILE_NAME).items():
        values[name] = _checked(name, value, f"{name} in {folder / FILE_NAME}")
    for setting in dataclasses.fields(Settings):
        variable = _PREFIX + setting.name.upper()
        if variable in environ:
            if "table" in setting.metadata:
                raise BadSettings(
                    f"{variable} is set", f"[{setting.name}] can only stand in {FILE_NAME}"
                )
            values[setting.name] = _checked(setting.name, environ[variable], variable)
    return Settings(**values)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an index keeps of the settings (`keep` makes it).

    Args:
        settings: those with which its files were read; what does not say how files are read is as
            by default.
        corpus: the absolute folders that its files are in, in alphabetical order.
    """

    settings: Settings = Settings()
    corpus: tuple[Path, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        plain = {name: getattr(self.settings, name) for name in _OF_READING}
        return {**plain, "corpus": list(map(str, self.corpus))}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Kept:
        """Return what `to_plain` made plain values of.

        Raises:
            BadSettings: it is something else.
        """
        if missing := {*_OF_READING, "corpus"} - plain.keys():
            raise BadSettings(f"{min(missing)} is missing", "Expected what an index keeps")
        corpus = plain["corpus"]
        if not isinstance(corpus, list) or not all(isinstance(each, str) for each in corpus):
            raise BadSettings(f"corpus is {corpus!r}", "Expected a list of folders")
        values = {name: _checked(name, plain[name], name) for name in _OF_READING}
        return cls(Settings(**values), tuple(map(Path, corpus)))


def spare_threads(environ: MutableMapping[str, str] | None = None) -> None:
    """Have NumPy start no threads for linear algebra, unless the environment says how many.

    Nothing here does any, and to start them takes a tenth of a search from cold.

    Args:
        environ: the environment; the process's own by default.  It is read when NumPy is loaded.
    """
    environ = os.environ if environ is None else environ
    environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def keep(settings: Settings, corpus: Iterable[Path] = ()) -> Kept:
    """Return what an index is to keep of the settings.

    Args:
        settings: those that a build reads with.
        corpus: the absolute folders that the files of the index are in.
    """
    values = {name: getattr(settings, name) for name in _OF_READING}
    return Kept(Settings(**values), tuple(sorted(set(corpus), key=str)))


def describe() -> str:
    """Return the table of settings, one line each, for help texts and documents."""
    rows = [
        (f"[{s.name}]", "in the file only", "empty", s.metadata["help"])
        if "table" in s.metadata
        else (s.name, _PREFIX + s.name.upper(), _written(s.default), s.metadata["help"])
        for s in dataclasses.fields(Settings)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadSettings(f"{path} cannot be read: {error}", "It must be a TOML file") from error


def _checked(name: str, value: Any, where: str) -> Any:
    known = [setting.name for setting in dataclasses.fields(Settings)]
    if name not in known:
        raise BadSettings(f"{where} is no setting", f"Settings are {', '.join(known)}")
    if name == "fields":
        return _checked_fields(value, where)
    default: bool | str | int | float = getattr(Settings(), name)
    if isinstance(default, bool):
        if str(value).lower() not in ("true", "false"):
            raise BadSettings(f"{where} is {value!r}", "Expected true or false")
        return str(value).lower() == "true"
    if isinstance(default, str):
        if not isinstance(value, str) or not value:
            raise BadSettings(f"{where} is {value!r}", "Expected a text")
        return value
    least = next(s.metadata["least"] for s in dataclasses.fields(Settings) if s.name == name)
    number = _number(str(value), type(default), least)
    if number is None:
        whole = "whole " if isinstance(default, int) else ""
        bound = "above 0" if least is None else f"from {least}"
        raise BadSettings(f"{where} is {value!r}", f"Expected a {whole}number {bound}")
    return number


def _checked_fields(value: Any, where: str) -> dict[str, tuple[str, ...]]:
    """Check the table `[fields]`: lists of names, each name for one field only."""
    hint = f"Expected a table of lists of names for {', '.join(EXPORT_FIELDS)}"
    if not isinstance(value, dict):
        raise BadSettings(f"{where} is {value!r}", hint)
    meant: dict[str, str] = {}
    for each, names in value.items():
        if each not in EXPORT_FIELDS:
            raise BadSettings(f"{each} of {where} is no field of an article", hint)
        if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
            raise BadSettings(f"{each} of {where} is {names!r}", hint)
        for name in names:
            if meant.setdefault(name, each) != each:
                raise BadSettings(
                    f"{name!r} of {where} is both {meant[name]} and {each}",
                    "Name a field of an export under one field of an article",
                )
    return {each: tuple(names) for each, names in value.items()}


def _number(text: str, kind: type[int] | type[float], least: int | None) -> float | None:
    try:
        number = kind(text)
    except ValueError:
        return None
    # NaN compares false with everything, so the range is asked for and not its opposite.
    is_in_range = 0 < number < float("inf") if least is None else least <= number < float("inf")
    return number if is_in_range else None
