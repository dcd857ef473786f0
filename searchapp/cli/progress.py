"""A progress bar for long work, on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

from searchapp.cli import render
from searchapp.indexing import Progress

# A log file gets a line now and then; a terminal is redrawn as often as one can read.
_LOG_SECONDS = 5.0
_SCREEN_SECONDS = 0.2
_FORMAT = (
    "{percentage:3.0f}% |{bar:20}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_fmt}] {desc}"
)


class ProgressBar:
    """Shows how far a build is; to be used in a `with` block.

    Args:
        quiet: show nothing.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        # Made with the first step, so that a mistyped path shows an error and no bar.
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, progress: Progress) -> None:
        """Show a step of the build."""
        if self._bar is None:
            self._bar = self._draw(progress.total)
        bar = self._bar
        # A rebuild checks the index before it reads the input.
        bar.total = progress.total
        # What was only passed over says nothing of how fast the rest will go.
        bar.initial = progress.skipped
        bar.set_description_str(
            render.safe(f"{progress.articles:,} articles, {progress.step}"), False
        )
        bar.update(progress.done - bar.n)

    def _draw(self, total: int) -> tqdm[NoReturn]:
        return tqdm(
            total=total,
            disable=self._quiet,
            file=sys.stderr,
            unit="B",
            unit_scale=True,
            # A corpus is no even road: the rate so far foretells more than that of the last second.
            smoothing=0,
            # Or else one large step has it wait for another.
            miniters=0,
            dynamic_ncols=True,
            mininterval=_SCREEN_SECONDS if sys.stderr.isatty() else _LOG_SECONDS,
            bar_format=_FORMAT,
        )

    def close(self) -> None:
        """Draw it for the last time; what comes after shows nothing."""
        self._quiet = True
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
