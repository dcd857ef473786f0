"""A progress bar for long work, on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm

from searchapp.indexing import Progress

# A log file gets a line now and then; a terminal is redrawn as often as one can read.
_LOG_SECONDS = 10.0
_SCREEN_SECONDS = 0.2


class ProgressBar:
    """Shows how far a build is; to be used in a `with` block.

    Args:
        quiet: show nothing.
    """

    def __init__(self, *, quiet: bool) -> None:
        screen = sys.stderr.isatty()
        self._bar = tqdm(
            disable=quiet,
            file=sys.stderr,
            unit="B",
            unit_scale=True,
            dynamic_ncols=True,
            mininterval=_SCREEN_SECONDS if screen else _LOG_SECONDS,
            # Quick work needs no bar, and a mistyped path even less.
            delay=0.3,
            bar_format="{percentage:3.0f}% |{bar:20}| {n_fmt}/{total_fmt} "
            "[{elapsed}<{remaining}, {rate_fmt}] {desc}",
        )

    def __call__(self, progress: Progress) -> None:
        """Show a step of the build."""
        self._bar.total = progress.total
        self._bar.set_description_str(f"{progress.articles:,} articles, {progress.step}", False)
        self._bar.update(progress.done - self._bar.n)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
