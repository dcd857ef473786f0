"""Kill those who write an index, again and again, and look at what they leave.

    python -m benchmarks.kills --seed 1 --steps 0 --full 200 --later 100 --outside 100 --builds 30
    python -m benchmarks.kills --seed 2 --steps 25 --full 10 --later 10 --outside 5 --builds 0

A process changes an index and is killed with SIGKILL:

- steps: at each call of the system that a commit with a merge and one of groups are made of (every
  open, write, fsync, rename and remove; 0 kills at all of them in turn, a number at so many);
- full: is not killed, but from one of these calls on, the disk takes no more;
- later: at one of them, drawn at random, in a process that goes on with what the one before left;
- outside: by another process after some milliseconds, wherever it is;
- builds: a build of a corpus on two processes, likewise, the next one going on where it was.

After each the index must open, hold to the letter what was committed last (told by the process that
was killed, in a file beside the index, before and after each commit), and pass `verify`.  A full
disk must be told by its error, and nothing be left of what could not be committed.  Prints the
figures; the exit code is 1 where anything was otherwise.
"""

from __future__ import annotations

import argparse
import errno
import functools
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import searchapp
from benchmarks.truth import State, Truth, change, held, written
from searchapp.columnar import blocks, draft, folders
from searchapp.columnar.commits import Commit, read_commit, write_commit
from searchapp.engines.whoosh import groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexNotFound, IndexNotWritable
from tests.indexing.corpora import contents, write_corpus

# So many changes are made where every step of them is looked at.
CHANGES = 3


def watched(log: Path, truth: Truth, index: Path, stop: int, *, full: bool) -> Callable[[], int]:
    """Have this process killed at a step of its writing, and note each commit beside the index.

    Args:
        log: the file for the notes.
        truth: what is noted.
        index: the index; what is done elsewhere is no step.
        stop: the number of the step, from 1; 0 lets it live.
        full: do not kill it, but have the disk take no more from then on.

    Returns:
        What tells how many steps there were.
    """
    stream = log.open("ab", buffering=0)
    steps = 0

    def step(*, writes: bool) -> None:
        nonlocal steps
        steps += 1
        if full and stop and steps >= stop and writes:
            stream.write(b'"refused"\n')
            raise OSError(errno.ENOSPC, "No space left on device")
        if steps == stop and not full:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            step(writes=function is not replace)
            result = function(*arguments, **more)
            if function is replace and str(arguments[1]).endswith(folders.MANIFEST):
                stream.write(b'"replaced"\n')
            step(writes=False)
            return result

        return call

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.remove") and str(index) in str(arguments[0]):
            step(writes=event == "open" and str(arguments[1])[:1] in ("w", "x"))

    replace = os.replace
    for module in (draft, groups):
        setattr(module, "write_commit", _noted(stream, truth))  # noqa: B010 - imported there, not its own
    for owner, name in ((os, "replace"), (os, "fsync"), (blocks.BlockWriter, "_write")):
        setattr(owner, name, around(getattr(owner, name)))
    sys.addaudithook(audit)
    return lambda: steps


def _noted(stream: FileIO, truth: Truth) -> Callable[[Path, Commit], None]:
    """Return what commits, and notes before and after it what the index is to hold."""

    def commit(folder: Path, committed: Commit) -> None:
        stream.write(json.dumps({"begun": truth.state()}).encode() + b"\n")
        write_commit(folder, committed)
        stream.write(b'"done"\n')

    return commit


def admissible(log: Path, before: State, *, exactly: bool) -> list[State]:
    """Return what an index may hold after its writer was killed.

    Args:
        log: what the writer noted.
        before: what the index held when it began.
        exactly: whether no kill can have come between a commit and the note of it.
    """
    last, begun = before, None
    for line in log.read_text().splitlines() if log.exists() else []:
        said = json.loads(line)
        if said in ("replaced", "done"):
            last, begun = begun or last, None
        elif said != "refused":
            begun = said["begun"]
    return [last] if exactly or begun is None else [last, begun]


def in_a_process(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Run something in a process of its own; return the signal that ended it, 0 where none did."""
    sys.stdout.flush()
    process = os.fork()
    if not process:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the process ends here
            traceback.print_exc()
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the writer failed")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


class Killer:
    """Kills writers of one index, and counts.

    Args:
        folder: for the index and what belongs to it.
        seed: of everything.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, random.Random(seed)
        self.index, self.log = folder / "index", folder / "log"
        self.kills = self.refused = self.bad = self.after_commit = 0
        self.prepared = 0, 0
        WhooshEngine.create(self.index).close()

    def write(
        self, changes: int, seed: int, before: State, stop: int, *, full: bool
    ) -> Callable[[], None]:
        """Return what changes the index, on top of what it holds."""

        def work() -> None:
            truth = Truth(**json.loads(json.dumps(before)))
            engine, rng = WhooshEngine.open(self.index), random.Random(seed)
            count = watched(self.log, truth, self.index, stop, full=full)
            try:
                for number in range(changes):
                    change(engine, truth, rng, seed * 1000 + number)
            except IndexNotWritable as error:
                (self.folder / "refused").write_text(str(error))
            (self.folder / "steps").write_text(str(count()))

        return work

    def trial(
        self, changes: int, stop: int, seed: int, *, after: float | None = None, full: bool = False
    ) -> None:
        """Change the index in a process that is killed, or refused, and look at it.

        Args:
            changes: how many to make.
            stop: the step to be killed at, 0 for none.
            seed: of the changes.
            after: seconds after which it is killed from outside.
            full: refuse to write from the step on, and do not kill.
        """
        before, refused = held(self.index), self.folder / "refused"
        for file in (self.log, refused):
            file.unlink(missing_ok=True)
        killed = in_a_process(self.write(changes, seed, before, stop, full=full), after)
        case = f"seed {seed}, step {stop}{', full' * full}"
        try:
            found = held(self.index)
        except Exception as error:  # noqa: BLE001 - every kind is what is looked for
            self.tell(f"{case}: {error!r}")
            return
        if found not in admissible(self.log, before, exactly=after is None):
            self.tell(f"{case}: it holds something else")
        # At the last steps of all there is nothing left to be written.
        if full and self.log.exists() and '"refused"' in self.log.read_text():
            told = refused.read_text() if refused.exists() else ""
            if str(self.index) not in told or "free space" not in told:
                self.tell(f"{case}: it is not told, but {told!r}")
            self.look_for_leftovers(case)
        self.kills += killed != 0
        self.refused += full
        self.after_commit += killed != 0 and found != before

    def look_for_leftovers(self, case: str) -> None:
        """Check that the folder holds the last commit and nothing else."""
        kept = {folders.MANIFEST, folders.LOCK, *read_commit(self.index).sums}
        left = {entry.name for entry in self.index.iterdir()} - kept
        if left:
            self.tell(f"{case}: left behind: {sorted(left)}")

    def tell(self, text: str) -> None:
        """Count and print a case that is bad, and keep its index."""
        self.bad += 1
        print(text, flush=True)
        shutil.copytree(self.index, self.folder / f"bad-{self.bad}", dirs_exist_ok=True)


def prepare(killer: Killer) -> tuple[int, int]:
    """Fill the index; return the seed of changes that delete, merge and group, and their steps."""
    engine = WhooshEngine.open(killer.index)
    # As many segments as there can be: one more of their size, and all are merged.
    for files in ((0, 1), *((number,) for number in range(2, 8))):
        with engine.writer() as writer:
            for file in files:
                ids = [f"{file}-{each}" for each in range(3)]
                writer.replace(f"/files/{file}", "0", written(Truth(), "", ids, 0))
    with engine.writer() as writer:
        writer.drop("/files/1")
    engine.close()
    shutil.copytree(killer.index, killer.folder / "base")
    seed = _that_merges(killer)
    steps = int((killer.folder / "steps").read_text())
    segments = read_commit(killer.folder / "base").segments
    deleted = sum(bool(each.deletions) for each in segments)
    print(f"{steps} steps; {len(segments)} segments, {deleted} with deletions", flush=True)
    return seed, steps


def every_step(killer: Killer, count: int, *, full: bool) -> None:
    """Kill at the steps of a few commits, or have the disk full, each time from the same index."""
    seed, steps = killer.prepared
    for stop in sorted(killer.rng.sample(range(1, steps + 1), min(count or steps, steps))):
        shutil.rmtree(killer.index)
        shutil.copytree(killer.folder / "base", killer.index)
        killer.trial(CHANGES, stop, seed, full=full)


def _that_merges(killer: Killer) -> int:
    """Return a seed whose changes merge segments and keep groups."""
    base = killer.folder / "base"
    for seed in itertools.count(100):
        shutil.rmtree(killer.index)
        shutil.copytree(base, killer.index)
        killer.trial(CHANGES, 0, seed)
        after = read_commit(killer.index)
        if len(after.segments) < len(read_commit(base).segments) and "groups" in after.notes:
            return seed
    raise AssertionError


def later(killer: Killer, count: int) -> None:
    """Kill one writer after the other, each at a step drawn at random."""
    for number in range(count):
        killer.trial(4, killer.rng.randint(1, 1500), 1000 + number)


def outside(killer: Killer, count: int) -> None:
    """Kill one writer after the other, whatever it does."""
    for number in range(count):
        killer.trial(200, 0, 5000 + number, after=killer.rng.uniform(0.01, 0.25))


BUILD = """
import sys, searchapp
from searchapp.indexing import job
if __name__ == "__main__":
    job.BATCH_ARTICLES, job.SMALL_BYTES = 7, 0
    searchapp.build([sys.argv[1]], sys.argv[2], processes=2)
"""


def builds(killer: Killer, count: int) -> None:
    """Kill builds on two processes; at the end the index must be as if nothing had happened."""
    corpus, index = write_corpus(killer.folder / "news"), killer.folder / "built"
    searchapp.build([corpus], killer.folder / "undisturbed")
    (killer.folder / "build.py").write_text(BUILD)
    command = [sys.executable, str(killer.folder / "build.py"), str(corpus), str(index)]
    expected, left = contents(killer.folder / "undisturbed"), count
    while left:
        # The processes that read complain when nobody reads them any more.
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            begun = _generation(index)
            wanted = begun + killer.rng.randint(0, 3)
            while _generation(index) < wanted and process.poll() is None:
                time.sleep(0.002)
            time.sleep(killer.rng.uniform(0, 0.05 if wanted > begun else 1.2))
            was_running = process.poll() is None
            process.kill()
        if not was_running and _generation(index):
            if contents(index) != expected:
                killer.tell("a build that was killed again and again ended otherwise")
            shutil.rmtree(index)
            continue
        left, killer.kills = left - 1, killer.kills + 1
        try:
            held(index)
        except IndexNotFound:
            continue
        except Exception as error:  # noqa: BLE001 - every kind is what is looked for
            killer.tell(f"build: {error!r}")
    subprocess.run(command, check=True)
    if contents(index) != expected:
        killer.tell("a build that was killed again and again ended otherwise")


def _generation(index: Path) -> int:
    try:
        return read_commit(index).generation
    except IndexNotFound:
        return 0


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parts: dict[str, tuple[int, Callable[[Killer, int], None]]] = {
        "steps": (0, functools.partial(every_step, full=False)),
        "full": (200, functools.partial(every_step, full=True)),
        "later": (100, later),
        "outside": (100, outside),
        "builds": (30, builds),
    }
    for name, (count, _) in parts.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--keep", type=Path, help="a folder for the indexes; kept afterwards")
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        killer = Killer(folder, options.seed)
        killer.prepared = prepare(killer)
        for name, (_, part) in parts.items():
            before = killer.kills
            part(killer, getattr(options, name))
            print(f"{name}: {killer.kills - before} kills", flush=True)
        killer.trial(1, 0, 9999)
        killer.look_for_leftovers("at the end")
    print(
        f"{killer.kills} kills, {killer.after_commit} of them after a commit, {killer.refused} "
        f"full disks, {killer.bad} bad, seed {options.seed}, {time.perf_counter() - begun:.0f} s"
    )
    sys.exit(bool(killer.bad))


if __name__ == "__main__":
    main()
