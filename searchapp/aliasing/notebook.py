"""The users' own groups of names: `aliases.toml` in the folders that an index was made from.

They are read when they are asked for and have changed.  A file that is wrong is left out, and what
is wrong with it is told (`Aliases.problems`), so that nothing keeps a search from its answer.

Entries are written to the end of the file.  One that was written and is taken back goes; nothing
else in the file is touched.  (tomlkit keeps comments too, but puts entries of one kind together, so
that their order would be lost.)
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from searchapp.aliasing.entries import Entry, group_entry, refused_entry, without_entries
from searchapp.analysis.aliases import Aliases, join
from searchapp.analysis.aliasgroups import (
    FILE_NAME,
    MAX_LETTERS,
    MAX_WORDS,
    RELATIONS,
    Refused,
    Table,
    Words,
    built_in,
    name_words,
    read_table,
)
from searchapp.errors import AliasesNotWritable, BadCorpusNotes, BadParameter

# More than anybody writes by hand or accepts one by one.
MAX_BYTES = 4_000_000
_HEAD = "# Other names of what this corpus names; docs/aliases.md describes the format.\n"
_MEND = "Check its permissions and the free space"

_Seen = tuple[int, int, int] | None
_Stamp = tuple[Path, _Seen]


class Notebook:
    """What the users of an index say of other names; safe to share between threads.

    Args:
        index: the folder of the index.
        corpus: returns the folders that its files are in.
    """

    def __init__(self, index: Path, corpus: Callable[[], Sequence[Path]]) -> None:
        self._index = index
        self._corpus = corpus
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
        """Write down that another name belongs to a name, unless that is written already.

        What `accept` or `reject` wrote of the two before is taken out.

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
            AliasesNotWritable: it cannot be written, or the user refused the two by hand, or says
                otherwise of the other name.
        """
        if relation not in RELATIONS:
            raise BadParameter("relation", relation, "one of " + ", ".join(RELATIONS))
        one, two = _check_names(name, other)
        file = self._place()
        if not self.aliases().is_refused(one, two):
            if self._is_said(one, two, relation, ambiguous=ambiguous):
                return file
        elif still := self._refused_by_hand(one, two, file):
            detail = f"line {still.line} of {still.file} refuses these two names"
            raise AliasesNotWritable(detail, "Take the refusal out of the file first")
        head, added = name, other
        aliases = self.aliases()
        is_same = relation == "same" and not ambiguous
        if is_same and aliases.certain(one) is None and aliases.certain(two) is not None:
            head, added = other, name
        entry = group_entry(head, source, relation, added, ambiguous=ambiguous)

        def noted(text: str) -> str:
            return _behind(_without(text, ("group", "refused"), one, two), entry)

        def check(after: Aliases) -> None:
            if relation != "part_of":
                _check_counts(after, head, added, (relation == "former", ambiguous))

        return self._write(file, noted, check)

    def reject(self, name: str, other: str, reason: str) -> Path:
        """Write down that two names are not to be offered for one another.

        What `accept` wrote of the two is taken out.

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
        entry, file = refused_entry(name, other, reason), self._place()
        is_refused = any(
            set(map(name_words, each.names)) == {one, two} for each in self.aliases().refused
        )

        def refuse(text: str) -> str:
            return text if is_refused else _behind(text, entry)

        try:
            return self._write(file, lambda text: refuse(_without(text, ("group",), one, two)))
        except BadCorpusNotes:
            # Something else is said to be part of the group that would be gone.
            return self._write(file, refuse)

    def _is_said(self, one: Words, two: Words, relation: str, *, ambiguous: bool) -> bool:
        """Return whether the users' files say this already."""
        files = set(map(str, self._files()))
        for group in self.aliases().named(one):
            names = {each.words: each for each in group.names}
            name, other = names[one], names.get(two)
            if relation == "part_of":
                wholes = (each for each in group.wholes if name_words(each.name) == two)
                is_said = any(each.file in files for each in wholes)
            elif other is None or files.isdisjoint((name.file, other.file)):
                is_said = False
            else:
                is_former = other.former and not name.former
                is_same = other.former == name.former
                is_so = is_former if relation == "former" else is_same
                is_said = is_so and other.ambiguous == ambiguous
            if is_said:
                return True
        return False

    def _refused_by_hand(self, one: Words, two: Words, file: Path) -> Refused | None:
        """Return a refusal of two names that `accept` cannot take out, None without one.

        Such is not as `reject` writes it, or is one of other spellings.
        """
        left = _without(_text(file) or "", ("refused",), one, two)
        kept = {(each.names, each.reason) for each in read_table(left, str(file)).refused}
        for each in self.aliases().refusals(one, two):
            if each.file != str(file) or (each.names, each.reason) in kept:
                return each
        return None

    def _files(self) -> list[Path]:
        return [folder / FILE_NAME for folder in self._corpus()]

    def _place(self) -> Path:
        """Return the file that is written: the first there is, else one in the first folder."""
        files = self._files()
        if not files:
            detail = f"the index at {self._index} does not say where its corpus is"
            raise AliasesNotWritable(detail, "Index the corpus again with: searchapp index FOLDER")
        return next((file for file in files if file.is_file()), files[0])

    def _stamps(self) -> list[_Stamp]:
        return [(each, _stamp(each)) for each in self._files()]

    def _read(self) -> Aliases:
        problems: list[str] = []
        tables: dict[str, Table] = {}
        for file in self._files():
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

    def _write(
        self,
        file: Path,
        change: Callable[[str], str],
        check: Callable[[Aliases], None] | None = None,
    ) -> Path:
        """Change the file in one step, if it is right then and what it says passes a check."""
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
                text, aliases = self._changed(file, change)
                if check is not None:
                    check(aliases)
                stream.write(text)
            if file.exists():
                beside.chmod(stat.S_IMODE(file.stat().st_mode))
            beside.replace(file.resolve())
        except OSError as error:
            raise AliasesNotWritable(f"{file}: {error.strerror or error}", _MEND) from error
        finally:
            beside.unlink(missing_ok=True)
        return file

    def _changed(self, file: Path, change: Callable[[str], str]) -> tuple[str, Aliases]:
        """Return the text of the file after a change, and what all say then; both are right."""
        texts = {each: _text(each) for each in self._files()}
        before = texts[file]
        texts[file] = after = change(_HEAD if before is None else before)
        tables = [read_table(text, str(each)) for each, text in texts.items() if text is not None]
        return after, join([built_in(), *tables])


def _behind(text: str, entry: str) -> str:
    """Return a file with an entry behind it."""
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{entry}"


def _without(text: str, kinds: Sequence[str], one: Words, two: Words) -> str:
    """Return a file without the entries of some kinds that were written of two names."""

    def is_meant(entry: Entry) -> bool:
        return entry.kind in kinds and set(map(name_words, entry.names)) == {one, two}

    return without_entries(text, is_meant)


def _check_counts(aliases: Aliases, name: str, other: str, said: tuple[bool, bool]) -> None:
    """See to it that what an entry says counts: whether a name is a former one, and ambiguous."""
    words = name_words(other)
    groups = aliases.named(name_words(name))
    found = [each for group in groups for each in group.names if each.words == words]
    if all((each.former, each.ambiguous) != said for each in found):
        detail = f"line {found[0].line} of {found[0].file} says otherwise of {found[0].written!r}"
        raise AliasesNotWritable(detail, "Change that line, or take it out, first")


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


def _stamp(file: Path) -> _Seen:
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
