"""The users' own groups of names: `aliases.toml` in the folders that an index was made from.

They are read when they are asked for and have changed.  A file that is wrong is left out, and what
is wrong with it is told (`Aliases.problems`), so that nothing keeps a search from its answer.

Entries are written to the end of the file, and nothing else in it is touched.  (tomlkit keeps
comments too, but puts entries of one kind together, so that their order would be lost.)
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from searchapp.analysis.aliases import Aliases, join
from searchapp.analysis.aliasgroups import (
    FILE_NAME,
    MAX_LETTERS,
    MAX_WORDS,
    RELATIONS,
    Table,
    built_in,
    name_words,
    read_table,
)
from searchapp.errors import AliasesNotWritable, BadCorpusNotes, BadParameter, IndexDamaged
from searchapp.settings import KEPT, kept_corpus

# More than anybody writes by hand or accepts one by one.
MAX_BYTES = 4_000_000
_HEAD = "# Other names of what this corpus names; docs/aliases.md describes the format.\n"
_MEND = "Check its permissions and the free space"

_Stamp = tuple[int, int, int] | None


class Notebook:
    """What the users of an index say of other names; safe to share between threads.

    Args:
        index: the folder of the index.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._known: tuple[list[_Stamp], Aliases] | None = None

    def aliases(self) -> Aliases:
        """Return our groups and the users', as they stand in the files now."""
        known = self._known
        if known is not None and known[0] == self._stamps():
            return known[1]
        # Taken before: what changes while it is read is read again.
        stamps = self._stamps()
        aliases = self._read()
        self._known = stamps, aliases
        return aliases

    def accept(self, name: str, other: str, relation: str, source: str, *, ambiguous: bool) -> Path:
        """Write down that another name belongs to a name.

        Args:
            name: a name; where a group has it, that one is gone on with.
            other: the other name.
            relation: "same", "former" or "part_of": what is said of the other name.
            source: who says so.
            ambiguous: whether the other name means other things as well.

        Returns:
            The file.

        Raises:
            BadParameter: there is no such relation, or the two can be no names.
            BadCorpusNotes: the file is wrong, or would be.
            AliasesNotWritable: it cannot be written, or the user refused the two.
        """
        if relation not in RELATIONS:
            raise BadParameter("relation", relation, "one of " + ", ".join(RELATIONS))
        one, two = _check_names(name, other)
        aliases = self.aliases()
        for refused in aliases.refused:
            if {name_words(each) for each in refused.names} == {one, two}:
                detail = f"line {refused.line} of {refused.file} refuses these two names"
                raise AliasesNotWritable(detail, "Take the refusal out of the file first")
        head, added = name, other
        if (group := aliases.certain(one)) is not None:
            head = group.names[0].written
        elif relation == "same" and not ambiguous and (group := aliases.certain(two)) is not None:
            head, added = group.names[0].written, name
        line = f"{{ {relation} = {_toml(added)}{', ambiguous = true' if ambiguous else ''} }}"
        said = f"name = {_toml(head)}\nsource = {_toml(source)}"
        return self._append(f"[[group]]\n{said}\nnames = [\n    {line},\n]\n")

    def reject(self, name: str, other: str, reason: str) -> Path:
        """Write down that two names are not to be offered for one another.

        Args:
            name: a name.
            other: another one.
            reason: why; may be empty.

        Returns:
            The file.

        Raises:
            BadParameter: the two can be no names.
            BadCorpusNotes: the file is wrong.
            AliasesNotWritable: it cannot be written.
        """
        one, two = _check_names(name, other)
        if self.aliases().is_refused(one, two):
            return self._place()
        told = f"reason = {_toml(reason)}\n" if reason.strip() else ""
        return self._append(f"[[refused]]\nnames = [{_toml(name)}, {_toml(other)}]\n{told}")

    def _files(self) -> list[Path]:
        return [folder / FILE_NAME for folder in kept_corpus(self._index)]

    def _place(self) -> Path:
        """Return the file that is written: the first there is, else one in the first folder."""
        files = self._files()
        if not files:
            detail = f"the index at {self._index} does not say where its corpus is"
            raise AliasesNotWritable(detail, "Index the corpus again with: searchapp index FOLDER")
        return next((file for file in files if file.is_file()), files[0])

    def _stamps(self) -> list[_Stamp]:
        with contextlib.suppress(IndexDamaged):
            return [_stamp(each) for each in (self._index / KEPT, *self._files())]
        return []

    def _read(self) -> Aliases:
        problems: list[str] = []
        tables: dict[str, Table] = {}
        try:
            files = self._files()
        except IndexDamaged as error:
            return join([built_in()], [str(error)])
        for file in files:
            try:
                text = _text(file)
                if text is not None:
                    tables[str(file)] = read_table(text, str(file))
            except BadCorpusNotes as error:
                problems.append(str(error))
        while True:
            try:
                return join([built_in(), *tables.values()], problems)
            except BadCorpusNotes as error:
                # A part of what no group is: only who reads all files can tell.
                del tables[error.path]
                problems.append(str(error))

    def _append(self, entry: str) -> Path:
        """Write an entry to the end of the file, in one step, if the file is right with it."""
        file = self._place()
        beside = file.with_name(f"{FILE_NAME}.new")
        try:
            # Made anew or not at all: of two who write, one is told.
            stream = beside.open("x", encoding="utf-8", newline="")
        except FileExistsError as error:
            detail = f"{beside} is there, so somebody else is writing"
            raise AliasesNotWritable(detail, "Try again; if it stays, remove it") from error
        except OSError as error:
            raise AliasesNotWritable(f"{file}: {error.strerror or error}", _MEND) from error
        try:
            with stream:
                stream.write(self._with(entry, file))
            if file.exists():
                shutil.copymode(file, beside)
            beside.replace(file.resolve())
        except OSError as error:
            raise AliasesNotWritable(f"{file}: {error.strerror or error}", _MEND) from error
        finally:
            beside.unlink(missing_ok=True)
        return file

    def _with(self, entry: str, file: Path) -> str:
        """Return the text of the file with an entry behind it."""
        text = _text(file)
        before = _HEAD if text is None else text
        after = f"{before}{'' if before.endswith(chr(10)) else chr(10)}\n{entry}"
        others = [_text(each) for each in self._files() if each != file]
        tables = [read_table(each, FILE_NAME) for each in others if each is not None]
        join([built_in(), *tables, read_table(after, str(file))])
        return after


def _text(file: Path) -> str | None:
    """Return the text of a file, None where there is none."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise BadCorpusNotes(file, "it is too large", f"at most {MAX_BYTES // 10**6} MB")
        return data.decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorpusNotes(file, f"it cannot be read: {error}", "a TOML file in UTF-8") from error


def _stamp(file: Path) -> _Stamp:
    """Return what changes when a file does, None where it cannot be seen."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _check_names(*names: str) -> Sequence[tuple[str, ...]]:
    for each in names:
        if not name_words(each) or len(name_words(each)) > MAX_WORDS or len(each) > MAX_LETTERS:
            raise BadParameter("name", each, f"a name of at most {MAX_WORDS} words")
    words = [name_words(each) for each in names]
    if words[0] == words[1]:
        raise BadParameter("name", names[1], f"another name than {names[0]!r}")
    return words


def _toml(text: str) -> str:
    """Return a text as a basic string of TOML, on one line."""
    whole = text.encode("utf-8", "replace").decode()
    # JSON escapes the same, but for one control character.
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
