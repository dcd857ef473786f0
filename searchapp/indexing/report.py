"""What a build did, and where that is kept."""

from __future__ import annotations

import dataclasses
import datetime
import importlib.metadata
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp.errors import ReportNotWritable
from searchapp.model import Rejected

# Beside the files of the index, to which it does not belong.
REPORT = "report.json"
# A report is held in memory, and a broken export can hold millions of lines that are no articles.
MOST_REJECTED = 100_000


def version() -> str:
    """Return the version of searchapp; empty in a checkout that is not installed."""
    try:
        return importlib.metadata.version("searchapp")
    except importlib.metadata.PackageNotFoundError:
        return ""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class Report:
    """What a build did.

    Args:
        files: files that were looked at.
        written: of them, those whose articles were written.
        unchanged: of them, those that were indexed before and are the same.
        articles: articles written.
        undated: of the articles, those without a date.
        no_outlet: of the articles, those without an outlet.
        resumed: articles that an earlier build had written before it was stopped inside their file.
        reasons: how often each reason kept something from being indexed.
        rejected: what was not indexed, with the reason; at most `MOST_REJECTED` of it.
        unlisted: how often each reason kept out what is not among `rejected` for want of room.
        unmatched: corrections that found nothing they mean, in words.
        kept: files in which there is no article any more, whose earlier ones were kept.
        vanished: files of the index that are no longer there, in the folders that were named.
        dropped: files that were removed from the index.
        copies: exact copies in the index, beyond the first of each article.
        near_copies: articles in the index that belong to the story of an earlier one.
        seconds: how long it took.
        finished: false where the build was stopped; the next one goes on.
        begun: when, as an ISO 8601 time in UTC.
        version: of searchapp.
    """

    files: int = 0
    written: int = 0
    unchanged: int = 0
    articles: int = 0
    undated: int = 0
    no_outlet: int = 0
    resumed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)
    unmatched: list[str] = field(default_factory=list)
    kept: int = 0
    vanished: list[str] = field(default_factory=list)
    dropped: int = 0
    copies: int = 0
    near_copies: int = 0
    seconds: float = 0.0
    finished: bool = True
    begun: str = field(default_factory=_now)
    version: str = field(default_factory=version)

    def reject(self, rejected: Rejected) -> None:
        """Count something that was not indexed, and list it while there is room."""
        self.reasons[rejected.reason] += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(rejected)
        else:
            self.unlisted[rejected.reason] += 1

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values for `json.dumps`."""
        counts = {"reasons": self.reasons, "unlisted": self.unlisted}
        plain = {name: dict(sorted(each.items())) for name, each in counts.items()}
        return dataclasses.asdict(self) | plain

    def write(self, path: Path) -> None:
        """Write the report as a JSON file, in the place of an earlier one.

        Args:
            path: the file; who reads it sees the old one or the new one.

        Raises:
            ReportNotWritable: no folder, no permission or no space.
        """
        beside = path.with_name(f"{path.name}.new")
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1)
        try:
            beside.write_bytes(text.encode("utf-8", "backslashreplace") + b"\n")
            beside.replace(path)
        except OSError as error:
            raise ReportNotWritable(path, error.strerror or str(error)) from error


def check_place(path: Path, index: Path) -> None:
    """Look, before there is a report, whether it can be written.

    Args:
        path: the file.
        index: the folder of the index, which may be made before the report is written.

    Raises:
        ReportNotWritable: it is a folder, or in none that is there, or nobody may write there.
    """
    folder = path.parent
    if path.is_dir():
        raise ReportNotWritable(path, "it is a folder")
    if not folder.is_dir():
        # abspath and not resolve: what does not exist has no other name.
        if os.path.abspath(folder) != os.path.abspath(index):  # noqa: PTH100
            raise ReportNotWritable(path, f"there is no folder {folder}")
    elif not os.access(folder, os.W_OK):
        raise ReportNotWritable(path, f"no permission to write in {folder}")
