"""Fuzz every reader: valid files of all kinds, broken at random, the same ones for the same seed.

    python -m benchmarks.fuzz --count 100000 --seed 1 --processes 2 --keep bad
    python -m benchmarks.fuzz --large
    python -m benchmarks.fuzz --hostile

Every input is read as `extract` reads a folder, and must give articles or rejections, with no
exception but for wrong notes, within the limits of time and memory below.  Prints every input that
fails, then the slowest and the figures; inputs that fail are written to a folder with --keep.
With --first a run goes on at an input, with --only it makes, keeps and reads that one.  --large
reads files at the edge of what is let in instead, each in a process of its own, and --hostile pages
that are made to take time.  The exit code is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import faulthandler
import heapq
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.inputs import LARGE, make, originals
from searchapp.errors import BadCorpusNotes
from searchapp.ingest.pipeline import BUILT_IN, Limits, Notes, find_files, read_articles
from searchapp.ingest.survey import survey
from searchapp.model import Article, Rejected
from tests.ingest.pages.hostile import hostile_pages

# By the clock on the wall: that is what a user waits.  Of a large file, for so many MB each.
MAX_SECONDS = 5.0
_LARGE_MB = 2.0
MAX_MB = 500
_SLOWEST = 10
_DEADLINE, _LARGE_DEADLINE = 60, 240
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def read(folder: Path) -> int:
    """Read a folder as a build does, and use what comes out; return how much it was."""
    found = 0
    files = find_files([folder])
    try:
        notes = Notes(files)
    except BadCorpusNotes as error:
        str(error).encode("utf-8")
        return 1
    limits = Limits()
    notes.add_lines(survey(files, notes, limits, BUILT_IN))
    for file in files:
        before = found
        for each in read_articles(file, limits, lambda _: None, notes=notes.of(file)):
            found += 1
            if isinstance(each, Article):
                json.dumps(each.to_json(), ensure_ascii=False).encode("utf-8")
            elif not isinstance(each, Rejected):
                raise TypeError(type(each))
        if found == before:
            raise AssertionError(f"nothing was said about {file.path}")
    return found


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Write an input into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def measure(folder: Path, deadline: int = _DEADLINE) -> dict[str, Any]:
    """Read a folder; return seconds by the clock and of the processor, memory, and what failed."""
    is_reset = _reset_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    said: dict[str, Any] = {}
    faulthandler.dump_traceback_later(deadline, exit=True)
    try:
        said["found"] = read(folder)
    except Exception as error:  # noqa: BLE001 - every kind is what is looked for
        text = traceback.format_exception_only(error) + traceback.format_tb(error.__traceback__)
        said["crash"] = " ".join((text[0] + text[-1]).split())
    faulthandler.cancel_dump_traceback_later()
    said["wall"] = round(time.perf_counter() - wall, 3)
    said["cpu"] = round(time.process_time() - cpu, 3)
    said["mb"] = round(_peak_mb(is_reset))
    return said


def failed(said: dict[str, Any]) -> bool:
    """Say whether an input crashed, hung or took too much memory."""
    if "crash" in said or "killed" in said:
        return True
    seconds = MAX_SECONDS * max(said.get("size", 0) / _LARGE_MB, 1)
    return bool(said["wall"] > seconds or said["mb"] > MAX_MB)


def _reset_peak() -> bool:
    """Have the peak of memory counted anew (Linux; see proc_pid_clear_refs(5))."""
    try:
        _CLEAR.write_text("5")
    except OSError:
        return False
    return True


def _peak_mb(is_reset: bool) -> float:
    if not is_reset:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = _STATUS.read_text().splitlines()
    (peak,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return peak / 1024


def work(first: int, last: int, seed: int, folder: Path) -> None:
    """Read inputs one after the other; print what failed, and at the end the slowest."""
    slowest: list[tuple[float, int, dict[str, Any]]] = []
    most = 0
    now = folder / f"now-{first}"
    # So that no input has to wait for what is imported when the first of its kind is read.
    for name, data in originals().items():
        read(write({name: data, "a.txt": b"A."}, folder / f"{first}-warm-{name}"))
    for number in range(first, last):
        files = make(number, seed)
        now.write_text(str(number))
        place = write(files, folder / f"{first}-input")
        said = {"number": number, "name": next(iter(files)), **measure(place)}
        for name in files:
            (place / name).unlink()
        most = max(most, said["mb"])
        heapq.heappush(slowest, (said["wall"], number, said))
        if len(slowest) > _SLOWEST:
            heapq.heappop(slowest)
        if failed(said):
            print(json.dumps(said), flush=True)
    print(json.dumps({"slowest": [each[-1] for each in slowest], "most": most}))


def start(first: int, last: int, seed: int, folder: str) -> subprocess.Popen[str]:
    """Start a process of its own for some inputs: what kills it does not stop the rest."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "--seed", str(seed), "--folder", folder]
    command += ["--range", str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(count: int, seed: int, processes: int, first: int = 0) -> dict[str, Any]:
    """Fuzz with several processes.

    Args:
        count: how many inputs.
        seed: of all inputs.
        processes: how many share them.
        first: the number of the first input.

    Returns:
        The figures: "inputs", "seconds", "failed" (what did), "slowest" and "most_mb".
    """
    begun = time.perf_counter()
    bad: list[dict[str, Any]] = []
    slowest: list[dict[str, Any]] = []
    most = 0
    with tempfile.TemporaryDirectory() as folder:
        bounds = [first + count * part // processes for part in range(processes + 1)]
        running = [(a, b, start(a, b, seed, folder)) for a, b in itertools.pairwise(bounds)]
        while running:
            begin, end, process = running.pop(0)
            out, _ = process.communicate()
            for said in map(json.loads, out.splitlines()):
                if "slowest" in said:
                    slowest += said["slowest"]
                    most = max(most, said["most"])
                else:
                    bad.append(said)
            if process.returncode != 0:
                reached = int(Path(folder, f"now-{begin}").read_text())
                bad.append({"number": reached, "killed": process.returncode})
                running.append((reached + 1, end, start(reached + 1, end, seed, folder)))
    slowest.sort(key=lambda said: (-said["wall"], said["number"]))
    return {
        "inputs": count,
        "seconds": round(time.perf_counter() - begun),
        "failed": bad,
        "slowest": slowest[:_SLOWEST],
        "most_mb": most,
    }


def run_large(names: list[str]) -> list[dict[str, Any]]:
    """Read the large files, each in a process of its own; print a line for each."""
    rows = []
    print(f"{'':28}{'MB':>6}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}{'found':>9}")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            path = write({name: LARGE[name]()}, Path(folder, "large")) / name
            size = path.stat().st_size / 1e6
            command = [sys.executable, "-m", "benchmarks.fuzz", "--measure", str(path.parent)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        said = json.loads(done.stdout) if done.stdout else {"killed": done.returncode}
        rows.append({"name": name, "size": size, **said})
        verdict = said.get("crash", "FAILED" if failed(rows[-1]) else "")
        figures = [said.get(key, 0) for key in ("wall", "cpu", "mb", "found")]
        print(
            f"{name:28}{size:6.1f}{figures[0]:8.2f}{figures[1]:8.2f}{figures[2]:9}{figures[3]:9}",
            verdict,
            flush=True,
        )
    return rows


def print_run(figures: dict[str, Any], seed: int) -> None:
    """Print what a run found."""
    for said in figures["failed"]:
        print(json.dumps(said))
    print(f"{'slowest':28}{'input':>8}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}")
    for said in figures["slowest"]:
        columns = f"{said['number']:8}{said['wall']:8.2f}{said['cpu']:8.2f}{said['mb']:9}"
        print(f"{said['name']:28}{columns}")
    print(
        f"{figures['inputs']:,} inputs over {len(originals())} files in {figures['seconds']} s, "
        f"seed {seed}; failed: {len(figures['failed'])}; most memory: {figures['most_mb']} MB"
    )


def run_hostile() -> bool:
    """Read every hostile page, print what each takes, and say whether all was well."""
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(originals()["a.html"])
        read(path)
        limits = Limits()
        for name, make in hostile_pages(limits.max_page_bytes - 1000, limits.max_tags - 50):
            path.write_bytes(make())
            begun = time.process_time()
            read(path)
            seconds = time.process_time() - begun
            slowest = max(slowest, (seconds, name))
            print(f"{seconds:6.2f} s  {name}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"slowest: {slowest}; peak memory: {peak:.0f} MB")
    return slowest[0] <= MAX_SECONDS and peak <= MAX_MB


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--hostile", action="store_true", help="read pages made to take time")
    parser.add_argument("--only", type=int, help="make, keep and read this one input")
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="where inputs are kept")
    parser.add_argument(
        "--large", nargs="*", metavar="NAME", help="read large files; all, or these"
    )
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--range", type=int, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hostile:
        sys.exit(0 if run_hostile() else 1)
    if options.range is not None:
        work(options.range[0], options.range[1], options.seed, options.folder)
    elif options.measure is not None:
        print(json.dumps(measure(options.measure, _LARGE_DEADLINE)))
    elif options.large is not None:
        rows = run_large(options.large or list(LARGE))
        sys.exit(any(map(failed, rows)))
    elif options.only is not None:
        place = write(make(options.only, options.seed), options.keep / str(options.only))
        print(place, measure(place))
    else:
        figures = run(options.count, options.seed, options.processes, options.first)
        print_run(figures, options.seed)
        for said in figures["failed"]:
            number = said["number"]
            print("kept:", write(make(number, options.seed), options.keep / str(number)))
        sys.exit(bool(figures["failed"]))


if __name__ == "__main__":
    main()
