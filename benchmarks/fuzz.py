"""Fuzz every reader: valid files of all kinds, broken at random, the same ones for the same seed.

    python -m benchmarks.fuzz --count 100000 --seed 1 --processes 2
    python -m benchmarks.fuzz --hostile

Prints a line for every input that crashed or took too long, then the figures.  An input is made
again, and kept, with --only NUMBER.  --hostile reads pages that are made to take time instead, each
as large as is let in.  The exit code is 1 where anything crashed, hung or took more
memory than it may.
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article, Rejected
from tests.ingest import samples
from tests.ingest.pages.hostile import hostile_pages

MAX_SECONDS = 5.0
MAX_MB = 500
# What readers have stumbled over: signs that mean something somewhere, numbers at the edge.
PIECES = [
    b"\0", b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\r\n", b"\n\n", b'"', b"'",
    b"\\", b"{", b"}", b"[", b"]", b"[" * 500, b"{" * 500, b"<", b">", b"</", b"<!--", b"<![CDATA[",
    b"&#x110000;", b"&amp;" * 50, b"<div>" * 300, b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xc3\x83\xc2\xa9" * 20, b"999999999999999999999", b"-1", b"1e999",
    b"NaN", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08\0", b"WARC/1.0\r\n",
    b"Content-Length: 99999999\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n", b"PAR1",
    b"../", b"C:\\", b"A" * 5000, b" " * 5000, b"\n" * 2000, b"-" * 3000,
    b"January 3, 2020 | " * 100, b"By " * 500, b"| " * 1000, b'"",' * 500,
]  # fmt: skip


def mutate(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Break a file in a few places."""
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + int(rng.expovariate(1 / 30)))
        way = rng.randrange(8)
        if way == 0 and data:
            broken = bytearray(data)
            for _ in range(rng.choice((1, 3, 20))):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
            data = bytes(broken)
        elif way == 1:
            data = data[:at] + data[to:]
        elif way == 2:
            data = data[:at] + rng.choice(PIECES) + data[at:]
        elif way == 3:
            piece = rng.choice(PIECES)
            data = data[:at] + piece + data[at + len(piece) :]
        elif way == 4:
            data = data[:to] + data[at:to] * rng.choice((1, 2, 50)) + data[to:]
        elif way == 5:
            data = data[:at] if rng.random() < 0.5 else data[at:]
        elif way == 6:
            other = rng.choice(others)
            begin = rng.randrange(len(other) + 1)
            data = data[:at] + other[begin : begin + rng.randrange(2000)] + data[to:]
        else:
            data = data[:at] + rng.randbytes(rng.choice((1, 4, 64))) + data[to:]
    return data


def make(number: int, seed: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the name and the bytes of an input."""
    rng = random.Random(f"{seed}/{number}")
    names = list(files)
    name = names[number % len(names)]
    data = files[name]
    others = list(files.values())
    if name.endswith(("gz", "zip", "tar", "parquet")) and rng.random() < 0.5:
        # Broken inside, and whole outside: else hardly anything comes through the checksums.
        inner = rng.choice([each for each in names if not each.endswith(("gz", "zip", "tar"))])
        broken = mutate(files[inner], others, rng)
        if name.endswith(".zip"):
            return name, samples.make_zip(
                {f"x/{inner}": broken, "in.zip": mutate(data, others, rng)}
            )
        if name.endswith(".tar"):
            return name, samples.make_tar(
                {f"x/{inner}": broken, "in.tar": mutate(data, others, rng)}
            )
        if name.endswith("gz"):
            unpacked = gzip.decompress(data)
            return name, gzip.compress(mutate(unpacked, others, rng), 1)
    if rng.random() < 0.02:
        name = rng.choice(names)
    return name, mutate(data, others, rng)


def read(path: Path) -> int:
    """Read a file as a build does, and use what comes out; return how much it was."""
    found = 0
    for file in find_files([path]):
        for each in read_articles(file, Limits(), lambda _: None):
            found += 1
            if isinstance(each, Article):
                json.dumps(each.to_json(), ensure_ascii=False).encode("utf-8")
            elif not isinstance(each, Rejected):
                raise TypeError(type(each))
    if not found:
        raise AssertionError("nothing was said about the file")
    return found


def work(first: int, last: int, seed: int, folder: Path) -> None:
    """Read inputs one after the other; print what was bad, and at the end the figures."""
    files = samples.files()
    slowest = (0.0, -1, "")
    now = folder / f"now-{first}"
    # So that no input has to wait for what is imported when the first of its kind is read.
    warm = folder / f"{first}-warm.html"
    warm.write_bytes(files["a.html"])
    read(warm)
    for number in range(first, last):
        name, data = make(number, seed, files)
        path = folder / f"{first}-{name}"
        path.write_bytes(data)
        now.write_text(str(number))
        faulthandler.dump_traceback_later(60, exit=True)
        # The processor's time, so that a busy machine is no fault of the reader's.
        begun = time.process_time()
        try:
            read(path)
        except Exception as error:  # noqa: BLE001 - every kind is what is looked for
            said = traceback.format_exception_only(error) + traceback.format_tb(error.__traceback__)
            place = " ".join((said[0] + said[-1]).split())
            print(json.dumps({"crash": number, "name": name, "said": place}), flush=True)
        seconds = time.process_time() - begun
        slowest = max(slowest, (seconds, number, name))
        if seconds > MAX_SECONDS:
            print(json.dumps({"slow": number, "name": name, "seconds": seconds}), flush=True)
        path.unlink()
    faulthandler.cancel_dump_traceback_later()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"slowest": slowest, "peak_mb": peak}))


def start(first: int, last: int, seed: int, folder: str) -> subprocess.Popen[str]:
    """Start a process of its own for some inputs: what kills it does not stop the rest."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "--seed", str(seed), "--folder", folder]
    command += ["--range", str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(count: int, seed: int, processes: int) -> bool:
    """Fuzz with several processes, print the figures, and say whether all was well."""
    begun = time.perf_counter()
    bad: list[dict[str, object]] = []
    slowest: list[list[object]] = []
    peak = 0.0
    with tempfile.TemporaryDirectory() as folder:
        bounds = [count * part // processes for part in range(processes + 1)]
        waiting = list(itertools.pairwise(bounds))
        running = [(first, last, start(first, last, seed, folder)) for first, last in waiting]
        while running:
            first, last, process = running.pop(0)
            out, _ = process.communicate()
            said = [json.loads(line) for line in out.splitlines()]
            bad += [each for each in said if "peak_mb" not in each]
            for each in said:
                if "peak_mb" in each:
                    slowest.append(each["slowest"])
                    peak = max(peak, each["peak_mb"])
            if process.returncode != 0:
                reached = int(Path(folder, f"now-{first}").read_text())
                bad.append({"killed": reached, "code": process.returncode})
                running.append((reached + 1, last, start(reached + 1, last, seed, folder)))
    for each in bad:
        print(json.dumps(each))
    seconds = time.perf_counter() - begun
    print(f"{count:,} inputs over {len(samples.files())} files in {seconds:.0f} s, seed {seed}")
    print(f"bad: {len(bad)}; slowest: {max(slowest, default=None)}; peak memory: {peak:.0f} MB")
    return not bad and peak <= MAX_MB


def run_hostile() -> bool:
    """Read every hostile page, print what each takes, and say whether all was well."""
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(samples.files()["a.html"])
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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--hostile", action="store_true", help="read pages made to take time")
    parser.add_argument("--only", type=int, help="make and keep this one input")
    parser.add_argument("--folder", default=".", help=argparse.SUPPRESS)
    parser.add_argument("--range", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hostile:
        sys.exit(0 if run_hostile() else 1)
    if options.range is not None:
        work(options.range[0], options.range[1], options.seed, Path(options.folder))
    elif options.only is not None:
        name, data = make(options.only, options.seed, samples.files())
        path = Path(options.folder) / f"fuzz-{options.only}-{name}"
        path.write_bytes(data)
        begun = time.perf_counter()
        print(path, read(path), f"{time.perf_counter() - begun:.2f} s")
    else:
        sys.exit(0 if run(options.count, options.seed, options.processes) else 1)


if __name__ == "__main__":
    main()
