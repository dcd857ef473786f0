"""The times of many calls: by the clock and of the processor, p50, p95 and the longest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

# Milliseconds of a call: the clock's, the processor's.
Took = tuple[float, float]


def time_call(call: Callable[[], object]) -> Took:
    """Return how long a call takes."""
    begun, used = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - begun) * 1_000, (time.process_time() - used) * 1_000


def print_heading() -> None:
    """Print what stands in the columns of `print_times`."""
    columns = "".join(f"{each:>9}" for each in 2 * ("p50", "p95", "longest"))
    print(f"{'ms; behind, CPU ms':20} {'number':>6}{columns}")


def print_times(name: str, times: Sequence[Took]) -> None:
    """Print a row.

    Args:
        name: what it is of.
        times: of each call.
    """
    clock, processor = np.percentile(times, [50, 95, 100], axis=0).T.tolist()
    figures = " ".join(f"{each:8.2f}" for each in (*clock, *processor))
    print(f"{name:20} {len(times):6,} {figures}")
