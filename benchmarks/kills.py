"""Kill those who write an index, again and again, and look at what they leave.

    python -m benchmarks.kills --seed 1 --steps 0 --later 100 --outside 100 --builds 30
    python -m benchmarks.kills --seed 2 --steps 25 --later 10 --outside 5 --builds 0

A process changes an index and is killed with SIGKILL:

- steps: at each call of the system that a commit with a merge, and one of groups, are made of (every
  open, write, fsync, rename and remove; 0 kills at all of them in turn, a number at so many);
- later: at one of them, drawn at random, in a process that goes on with what the one before left;
- outside: by another process after some milliseconds, wherever it is;
- builds: a build of a corpus on two processes, likewise, the next one going on where it was.

After each the index must open, hold to the letter what was committed last (told by the process that
was killed, in a file beside the index, before and after each commit), and pass `verify`.  Prints the
figures; the exit code is 1 where anything was otherwise.
"""

from __future__ import annotations

import argparse
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import searchapp
from searchapp.columnar import blocks, draft, folders
from searchapp.columnar.commits import Notes, read_commit
from searchapp.engines.base import Groups, Writer
from searchapp.engines.whoosh import groups as groups_module
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.ledger import read_ledger
from searchapp.errors import IndexNotFound
from searchapp.model import Article, Membership
from tests.articles import make_article
from tests.indexing.corpora import contents, write_corpus

FILES = 14
WORDS = "bridge harbour ferry council toll Kata'ib Katāʾib river drone silo grain terminal".split()

State = dict[str, Any]


@dataclass
class Truth:
    """What an index must hold, kept without asking it.

    Args:
        generation: the number of the last commit.
        articles: the title of each article, by id.
        owners: the file of each.
        files: the fingerprint of each file.
        groups: the story of each article that has one.
    """

    generation: int = 0
    articles: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)

    def finish(self, file: str, fingerprint: str, kept: set[str]) -> None:
        """Forget the articles that a file had and has not any more."""
        for each in [a for a, owner in self.owners.items() if owner == file and a not in kept]:
            del self.owners[each], self.articles[each]
        if fingerprint:
            self.files[file] = fingerprint
        else:
            self.files.pop(file, None)

    def state(self) -> State:
        """Return what can be compared with an index."""
        plain = {"articles": self.articles, "owners": self.owners, "files": self.files}
        copied: State = json.loads(json.dumps(plain | {"groups": self.groups}, sort_keys=True))
        return copied | {"generation": self.generation}


def held(index: Path) -> State:
    """Return what an index holds, once it has passed `verify`."""
    engine = WhooshEngine.open(index)
    try:
        engine.verify(lambda *_: None)
        ids = [each.id for each in engine.sketches()[1]]
        articles = {each: article for each in ids if (article := engine.get(each)) is not None}
        if len(articles) != len(ids):
            raise AssertionError("an article cannot be found by its id")
        found = engine.groups()
        return {
            "articles": {each: article.title for each, article in sorted(articles.items())},
            "owners": {each: engine.file_of(each) for each in sorted(ids)},
            "files": read_ledger(index, Notes(index, read_commit(index))).files,
            "groups": {} if found is None else {a: m.story for a, m in found.members.items()},
            "generation": engine.generation(),
        }
    finally:
        engine.close()


def change(engine: WhooshEngine, truth: Truth, rng: random.Random, number: int) -> None:
    """Change an index in a way drawn at random: a batch of files, or groups."""
    if rng.random() < 0.2 and truth.articles:
        first = min(truth.articles)
        truth.groups = {each: first for each in truth.articles if rng.random() < 0.5}
        members = {each: Membership(first, each, 0.9) for each in truth.groups}
        engine.group(Groups(truth.generation, 1, members, {"a b": 0.5}))
        return
    with engine.writer() as writer:
        # Whoever commits first does so under this number, and the rest under the next.
        truth.generation += 1
        for file in rng.sample(range(FILES), rng.randint(1, 3)):
            name = f"/files/{file}"
            if name in truth.files and rng.random() < 0.2:
                writer.drop(name)
                truth.finish(name, "", set())
            else:
                ids = [f"{file}-{each}" for each in range(rng.randint(1, 5))]
                pause = rng.randrange(1, 20)
                articles = written(writer, truth, name, ids, number, pause)
                writer.replace(name, str(number), articles, reading=str(number))
                truth.finish(name, str(number), set(ids))


def written(
    writer: Writer, truth: Truth, file: str, ids: list[str], number: int, pause: int
) -> Iterator[Article]:
    """Yield articles of a file; note each once it is in, and commit between two."""
    for at, each in enumerate(ids):
        if at == pause:
            writer.checkpoint()
            truth.generation += 1
        body = " ".join(WORDS[(number + at + n) % len(WORDS)] for n in range(9 + at))
        yield make_article(each, f"{each} as of {number}", body, outlet="VKN", date="2020-01-03")
        truth.articles[each], truth.owners[each] = f"{each} as of {number}", file
        truth.files[file] = ""


def watched(log: Path, truth: Truth, index: Path, kill_at: int) -> Callable[[], int]:
    """Have this process killed at a step of its writing, and note each commit beside the index.

    Args:
        log: the file for the notes.
        truth: what is noted.
        index: the index; what is done elsewhere is no step.
        kill_at: the number of the step, from 1; 0 lets it live.

    Returns:
        What tells how many steps there were.
    """
    stream = log.open("ab", buffering=0)
    counted, inside = itertools.count(1), str(index)
    steps = 0

    def step() -> None:
        nonlocal steps
        steps = next(counted)
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            step()
            result = function(*arguments, **more)
            if function is real_replace and str(arguments[1]).endswith(folders.MANIFEST):
                stream.write(b'"replaced"\n')
            step()
            return result

        return call

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.remove") and inside in str(arguments[0]):
            step()

    def commit(*arguments: Any) -> None:
        stream.write(json.dumps({"begun": truth.state()}).encode() + b"\n")
        real_commit(*arguments)
        stream.write(b'"done"\n')

    real_replace, real_commit = os.replace, draft.write_commit
    os.replace = around(os.replace)  # type: ignore[assignment]
    os.fsync = around(os.fsync)  # type: ignore[assignment]
    blocks.BlockWriter._write = around(blocks.BlockWriter._write)  # type: ignore[method-assign]
    draft.write_commit = groups_module.write_commit = commit
    sys.addaudithook(audit)
    return lambda: steps


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
        else:
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
        self.kills = self.bad = self.after_commit = 0
        WhooshEngine.create(self.index).close()

    def write(self, changes: int, seed: int, before: State, kill_at: int) -> Callable[[], None]:
        """Return what changes the index, on top of what it holds."""

        def work() -> None:
            plain = {name: before[name] for name in ("articles", "owners", "files", "groups")}
            truth = Truth(before["generation"], **json.loads(json.dumps(plain)))
            count = watched(self.log, truth, self.index, kill_at)
            engine, rng = WhooshEngine.open(self.index), random.Random(seed)
            for number in range(changes):
                change(engine, truth, rng, seed * 1000 + number)
            (self.folder / "steps").write_text(str(count()))

        return work

    def trial(self, changes: int, kill_at: int, seed: int, after: float | None = None) -> bool:
        """Change the index in a process that is killed, look at it; return whether it was."""
        before = held(self.index)
        self.log.unlink(missing_ok=True)
        killed = in_a_process(self.write(changes, seed, before, kill_at), after)
        try:
            found = held(self.index)
        except Exception as error:  # noqa: BLE001 - every kind is what is looked for
            return self._tell(f"seed {seed}, step {kill_at}: {error!r}")
        if found not in admissible(self.log, before, exactly=after is None):
            return self._tell(f"seed {seed}, step {kill_at}: it holds something else")
        self.kills += killed != 0
        self.after_commit += killed != 0 and found != before
        return killed != 0

    def _tell(self, text: str) -> bool:
        self.bad += 1
        print(text, flush=True)
        shutil.copytree(self.index, self.folder / f"bad-{self.bad}")
        return True


def every_step(killer: Killer, count: int) -> None:
    """Kill at the steps of a few commits that delete and merge, each time from the same index."""
    for seed in range(12):
        killer.trial(1, 0, seed)
    base = killer.folder / "base"
    shutil.copytree(killer.index, base)
    seed, changes = _that_merges(killer), 3
    steps = int((killer.folder / "steps").read_text())
    chosen = range(1, steps + 1)
    for kill_at in sorted(killer.rng.sample(chosen, min(count or steps, steps))):
        shutil.rmtree(killer.index)
        shutil.copytree(base, killer.index)
        killer.trial(changes, kill_at, seed)
    print(f"steps: {len(chosen)} in {changes} commits, from {_describe(base)}", flush=True)


def _that_merges(killer: Killer) -> int:
    """Return a seed whose changes merge segments and keep groups."""
    base = killer.folder / "base"
    for seed in itertools.count(100):
        shutil.rmtree(killer.index)
        shutil.copytree(base, killer.index)
        killer.trial(3, 0, seed)
        after = read_commit(killer.index)
        if len(after.segments) < len(read_commit(base).segments) and "groups" in after.notes:
            return seed
    raise AssertionError


def _describe(index: Path) -> str:
    segments = read_commit(index).segments
    return f"{len(segments)} segments, {sum(bool(each.deletions) for each in segments)} with deletions"


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
        with subprocess.Popen(command) as process:
            begun = _generation(index)
            wanted = begun + killer.rng.randint(0, 3)
            while _generation(index) < wanted and process.poll() is None:
                time.sleep(0.002)
            time.sleep(killer.rng.uniform(0, 0.05 if wanted > begun else 1.2))
            was_running = process.poll() is None
            process.kill()
        if not was_running and _generation(index):
            if contents(index) != expected:
                killer._tell("a build that was killed again and again ended otherwise")
            shutil.rmtree(index)
            continue
        left, killer.kills = left - 1, killer.kills + 1
        try:
            held(index)
        except IndexNotFound:
            continue
        except Exception as error:  # noqa: BLE001 - every kind is what is looked for
            killer._tell(f"build: {error!r}")
    subprocess.run(command, check=True)
    if contents(index) != expected:
        killer._tell("a build that was killed again and again ended otherwise")


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
    for name, count in (("steps", 0), ("later", 100), ("outside", 100), ("builds", 30)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--keep", type=Path, help="a folder for the indexes; kept afterwards")
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        killer = Killer(folder, options.seed)
        for part in (every_step, later, outside, builds):
            before = killer.kills
            name = part.__name__.replace("every_step", "steps")
            part(killer, getattr(options, name))
            print(f"{name}: {killer.kills - before} kills", flush=True)
        killer.trial(1, 0, 9999)
        kept = {folders.MANIFEST, folders.LOCK, *read_commit(killer.index).sums}
        left = {entry.name for entry in killer.index.iterdir()} - kept
        if left:
            killer._tell(f"left behind: {sorted(left)}")
    print(
        f"{killer.kills} kills, {killer.after_commit} of them after a commit, {killer.bad} bad, "
        f"seed {options.seed}, {time.perf_counter() - begun:.0f} s"
    )
    sys.exit(bool(killer.bad))


if __name__ == "__main__":
    main()
