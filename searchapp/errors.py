"""The tree of exceptions; everything searchapp raises on purpose is in it.

    SearchappError
    ├── BadRequest              what was asked cannot be answered as asked
    │   ├── BadParameter        one named value is wrong: a date, a sort order, an offset
    │   ├── BadQuery            a query tree asks for what no index has
    │   └── ArticleNotFound     no article has this id
    ├── BadSettings             the settings file or an environment variable is wrong
    ├── CorpusTrouble           what was to be read cannot be read
    │   ├── CorpusNotFound      no such file or folder
    │   ├── CorpusNotWatched    changes cannot be told as they happen
    │   ├── ReadersNotStarted   the processes that read files cannot be started
    │   ├── BadCorpusNotes      an outlets, corrections or aliases.toml beside the corpus is wrong
    │   ├── AliasesNotWritable  it cannot be written, or nobody knows where it is
    │   ├── OriginalGone        the file an article was read from is no longer there
    │   ├── OriginalChanged     it is, but the article does not stand in it any more
    │   └── OriginalUnreadable  it is, but cannot be read
    └── IndexTrouble            what was to be searched or written cannot be
        ├── IndexNotFound       nothing is there
        ├── IndexForeign        a folder that is not a searchapp index, or a file in one
        ├── IndexTooOld         written in an earlier format
        ├── IndexTooNew         written in a later format
        ├── IndexDamaged        a file of the index is missing, cut short or unreadable
        ├── IndexNotReadable    no permission to read, or the machine has no more of something
        ├── IndexLocked         another process is writing
        ├── IndexReadOnly       opened in a way that does not let it be written
        └── IndexNotWritable    no permission or no space to write
            ├── ReportNotWritable   the index can be, but not the report of what was done
            └── BuilderLost         a process that wrote a part of it has ended

Each error says what was wrong and where, and what to do about it.  The surfaces map the branches
once: the command line to exit codes, HTTP to status codes.
"""

from __future__ import annotations


class SearchappError(Exception):
    """Something went wrong that a user can understand and mend.

    Args:
        message: what was wrong and where, one sentence without a full stop.
        mend: what to do about it, one sentence without a full stop; empty when there is nothing.
    """

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}. {self.mend}." if self.mend else f"{self.message}."


class BadRequest(SearchappError):
    """What was asked cannot be answered as asked."""


class BadParameter(BadRequest):
    """One named value is wrong.

    Args:
        name: the parameter, as the caller spells it.
        value: what was given.
        expected: what would have been right, as it completes "expected …".
    """

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"{name} is {str(value)[:80]!r}", f"Expected {expected}")
        self.name = name


class BadQuery(BadRequest):
    """A query tree asks for what no index has: another field, a value of another kind.

    Args:
        query: the part of it that cannot be answered.
        detail: why.
    """

    def __init__(self, query: object, detail: str) -> None:
        message = f"the query {repr(query)[:80]} cannot be answered ({detail})"
        super().__init__(message, "Check its fields and values, and the index: searchapp verify")


class ArticleNotFound(BadRequest):
    """No article has this id.

    Args:
        article_id: the id that was asked for.
    """

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"no article has the id {article_id[:80]!r}",
            "Ids are shown by every search; an article loses its id when its text changes",
        )


class BadSettings(SearchappError):
    """The settings file or an environment variable is wrong."""


class CorpusTrouble(SearchappError):
    """What was to be read cannot be read."""


class CorpusNotFound(CorpusTrouble):
    """No such file or folder.

    Args:
        path: what was to be read.
        mend: what to do about it.
    """

    def __init__(self, path: object, mend: str = "Check the path") -> None:
        super().__init__(f"no file or folder at {path}", mend)


class CorpusNotWatched(CorpusTrouble):
    """Changes cannot be told as they happen.

    Args:
        path: what was to be watched.
        detail: what the operating system said.
    """

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(
            f"changes in {path} cannot be watched: {detail}",
            "Watch with --poll, which looks at the files again and again",
        )


class ReadersNotStarted(CorpusTrouble):
    """The processes that read files cannot be started.

    Args:
        code: the exit code of the first; None where it is not known.
    """

    def __init__(self, code: int | None) -> None:
        told = "" if code is None else f" (exit code {code})"
        super().__init__(
            f"the processes that read files end before they begin{told}",
            "Build in one process, or call searchapp.build below if __name__ == '__main__' only, "
            "as the module that calls it is imported by each process",
        )


class BadCorpusNotes(CorpusTrouble):
    """An `outlets.toml`, `corrections.toml` or `aliases.toml` beside the corpus is wrong.

    Args:
        path: the file.
        detail: the line or key, and what is wrong with it.
        expected: what would have been right, as it completes "expected …"; may be empty.
    """

    def __init__(self, path: object, detail: str, expected: str = "") -> None:
        super().__init__(f"{path}: {detail}", f"Expected {expected}" if expected else "")
        self.path = str(path)


class AliasesNotWritable(CorpusTrouble):
    """The user's `aliases.toml` cannot be written.

    Args:
        detail: why.
        mend: what to do about it.
    """

    def __init__(self, detail: str, mend: str) -> None:
        super().__init__(f"the alias file cannot be written: {detail}", mend)


class OriginalGone(CorpusTrouble):
    """The file an article was read from is no longer there.

    Args:
        path: the file, as in `searchapp.model.Source`.
    """

    def __init__(self, path: str) -> None:
        super().__init__(
            f"the file this article was read from is gone: {path}",
            "Put it back where it was; the article itself is still in the index",
        )


class OriginalChanged(CorpusTrouble):
    """The file an article was read from has changed: the article does not stand in it any more.

    Args:
        path: the file, as in `searchapp.model.Source`.
    """

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has changed since it was indexed and does not hold this article any more",
            "Index it again with: searchapp index FOLDER",
        )


class OriginalUnreadable(CorpusTrouble):
    """The file an article was read from is there but cannot be read.

    Args:
        path: the file, as in `searchapp.model.Source`.
        detail: why.
    """

    def __init__(self, path: str, detail: str) -> None:
        mend = "Check its permissions, and the limits in the settings"
        super().__init__(f"{path}: {detail}", mend)


class IndexTrouble(SearchappError):
    """What was to be searched or written cannot be."""


class IndexNotFound(IndexTrouble):
    """Nothing is there.

    Args:
        path: where an index was looked for.
    """

    def __init__(self, path: object) -> None:
        super().__init__(
            f"there is no index at {path}",
            f"Make one with: searchapp index FOLDER --index {path}",
        )


class IndexForeign(IndexTrouble):
    """A folder that is not a searchapp index, no folder at all, or a file of an index that is none.

    Args:
        path: the folder.
        is_folder: false where it is a file.
        file: the file in an index of ours that something else has taken the place of; empty where
            the whole folder is foreign.
    """

    def __init__(self, path: object, *, is_folder: bool = True, file: str = "") -> None:
        if file:
            super().__init__(
                f"{file} in the index at {path} is not a file that searchapp wrote", _rebuild(path)
            )
            return
        what = "holds files but is not a searchapp index" if is_folder else "is a file and no index"
        super().__init__(
            f"{path} {what}, so it is left alone",
            "Name an empty or a new folder with --index",
        )


class IndexTooOld(IndexTrouble):
    """Written in an earlier format.

    Args:
        path: the index.
        found: its format version.
        known: the version this program reads.
        file: the file of the index that is meant; empty where it is the index as a whole.
    """

    def __init__(self, path: object, found: int, known: int, file: str = "") -> None:
        message = f"{_part(path, file)} has format {found}; this version reads format {known}"
        super().__init__(message, _rebuild(path))


class IndexTooNew(IndexTrouble):
    """Written in a later format.

    Args:
        path: the index.
        found: its format version.
        known: the version this program reads.
        file: the file of the index that is meant; empty where it is the index as a whole.
    """

    def __init__(self, path: object, found: int, known: int, file: str = "") -> None:
        super().__init__(
            f"{_part(path, file)} has format {found}; this version reads only up to {known}",
            f"Update searchapp, or: {_rebuild(path)}",
        )


class IndexDamaged(IndexTrouble):
    """A file of the index is missing, cut short or unreadable.

    Args:
        path: the index.
        detail: which file and what is wrong with it.
    """

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(f"the index at {path} is damaged: {detail}", _rebuild(path))


class IndexNotReadable(IndexTrouble):
    """No permission to read, or the machine has no more of something that reading needs.

    Args:
        path: the index.
        detail: what the operating system said.
    """

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(
            f"the index at {path} cannot be read: {detail}",
            "Check its permissions, and how many files may be open; the index itself is unharmed",
        )


class IndexLocked(IndexTrouble):
    """Another process is writing.

    Args:
        path: the index.
        holder: who writes, as far as is known.
    """

    def __init__(self, path: object, holder: str) -> None:
        super().__init__(
            f"the index at {path} is being written by {holder}",
            "Wait until it is done; the lock goes away with the process",
        )


class IndexReadOnly(IndexTrouble):
    """Opened as an index of Whoosh's, which is for reading."""

    def __init__(self) -> None:
        super().__init__(
            "an index opened with Whoosh's classes cannot be written",
            "Change the corpus and call searchapp.build, or run: searchapp index FOLDER",
        )


class IndexNotWritable(IndexTrouble):
    """No permission or no space to write.

    Args:
        path: the index.
        detail: what the operating system said.
    """

    def __init__(self, path: object, detail: str) -> None:
        super().__init__(
            f"the index at {path} cannot be written: {detail}",
            "Check permissions and free space; what was committed before is unharmed",
        )


class ReportNotWritable(IndexNotWritable):
    """The report of what was done cannot be written.

    Args:
        path: the report.
        detail: why.
    """

    def __init__(self, path: object, detail: str) -> None:
        IndexTrouble.__init__(
            self,
            f"the report {path} cannot be written: {detail}",
            "Name a file in a folder that is there and that you may write to",
        )


class BuilderLost(IndexNotWritable):
    """A process that wrote a part of the index has ended.

    Args:
        path: the index.
        code: its exit code, negative for a signal; None where it was never started.
    """

    def __init__(self, path: object, code: int | None) -> None:
        if code is None:
            cause = "could not be started"
        else:
            cause = f"ended ({f'signal {-code}' if code < 0 else f'exit code {code}'})"
        IndexTrouble.__init__(
            self,
            f"the index at {path} cannot be written: a process that built a part of it {cause}",
            "Build again with fewer processes, or less memory for them; what was committed before "
            "is unharmed",
        )


def _part(path: object, file: str) -> str:
    return f"{file} in the index at {path}" if file else f"the index at {path}"


def _rebuild(path: object) -> str:
    return f"Rebuild it from the corpus with: searchapp index FOLDER --index {path} --rebuild"
