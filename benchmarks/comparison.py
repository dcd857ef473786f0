"""One comparison: engines build, open and answer on the same articles."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import Asked, ask
from benchmarks.building import Built, build
from benchmarks.cold import time_opening
from benchmarks.generator import Generator
from benchmarks.peers import load_peer
from benchmarks.peers.base import Peer
from benchmarks.questions import Question, sample_questions
from benchmarks.records import read_export, read_records, write_records

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How often everything is done.

    Args:
        builds: of an index with each engine; 0 takes those that are there already.
        openings: of each index, in fresh processes.
        questions: of each kind.
        repetitions: of each question.
        seed: of the questions.
    """

    builds: int
    openings: int
    questions: int
    repetitions: int
    seed: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles in a file, and beside it a folder for each engine's index.

    Args:
        folder: where all that is.
        label: what the articles are.
        count: how many.
        size: the bytes of their texts.
    """

    folder: Path
    label: str
    count: int
    size: int

    @property
    def records(self) -> Path:
        """The file of the articles."""
        return self.folder / "records"

    def index(self, peer: str) -> Path:
        """Return the folder of an engine's index."""
        return self.folder / peer


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured of all engines on one corpus.

    Args:
        corpus: the articles.
        built: every build, by engine.
        opened: seconds until an index is open, and until it has answered, by engine.
        asked: what came of the questions.
        questions: those that were asked, by kind.
    """

    corpus: Corpus
    built: dict[str, list[Built]]
    opened: dict[str, list[tuple[float, float]]]
    asked: Asked
    questions: dict[str, Sequence[Question]]

    def seconds(self, peer: str) -> float:
        """Return the median of the builds."""
        return statistics.median(each.seconds for each in self.built[peer])

    def rate(self, peer: str) -> float:
        """Return how many MB of text a second an engine takes in."""
        return self.corpus.size / 1e6 / self.seconds(peer)

    def ratio(self, peer: str) -> float:
        """Return the size of the index as a share of the text."""
        return self.built[peer][-1].size / self.corpus.size

    def median(self, kind: str, peer: str) -> float | None:
        """Return the median time of a kind of question, None where an engine cannot answer it."""
        times = self.asked.times[kind].get(peer)
        return None if times is None else times.percentile(50)


def make_corpus(folder: Path, source: Path | None, count: int | None, seed: int) -> Corpus:
    """Write the articles to a file, or find them there as they were written before.

    Args:
        folder: where to.
        source: an export of JSON lines; None generates articles.
        count: how many; None takes all of an export.
        seed: of what is generated.

    Returns:
        The corpus.
    """
    label = f"generated, seed {seed}" if source is None else source.name
    wanted = {"label": label, "asked": count}
    note = folder / "corpus.json"
    with contextlib.suppress(FileNotFoundError):
        known = json.loads(note.read_text("utf-8"))
        if {name: known[name] for name in wanted} == wanted:
            return Corpus(folder, label, known["count"], known["size"])
    folder.mkdir(parents=True, exist_ok=True)
    if source is None:
        records = Generator(seed).articles(count or 0)
    else:
        records = read_export(source, count)
    written, size = write_records(folder / "records", records)
    note.write_text(json.dumps({**wanted, "count": written, "size": size}), "utf-8")
    return Corpus(folder, label, written, size)


def compare(corpus: Corpus, names: Sequence[str], effort: Effort, tell: Tell) -> Comparison:
    """Measure engines, in turn wherever that can be.

    Args:
        corpus: the articles.
        names: the engines; answers are held against those of the first.
        effort: how often.
        tell: is told what is being done.

    Returns:
        What was measured.
    """
    built = _build(corpus, names, effort.builds, tell)
    tell(f"{corpus.count:,} articles: questions")
    questions = sample_questions(
        read_records(corpus.records), corpus.count, effort.seed, effort.questions
    )
    (word,) = questions["one"][0].words
    opened: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(effort.openings):
        for name in names:
            opened[name].append(time_opening(name, corpus.index(name), word))
    with open_all(corpus, names) as peers:
        asked = ask(peers, questions, effort.repetitions)
    return Comparison(corpus, built, opened, asked, questions)


@contextlib.contextmanager
def open_all(corpus: Corpus, names: Sequence[str]) -> Iterator[dict[str, Peer]]:
    """Open the indexes of engines, and close them afterwards."""
    with contextlib.ExitStack() as stack:
        peers: dict[str, Peer] = {}
        for name in names:
            peers[name] = load_peer(name).open(corpus.index(name))
            stack.callback(peers[name].close)
        yield peers


def _build(corpus: Corpus, names: Sequence[str], rounds: int, tell: Tell) -> dict[str, list[Built]]:
    notes = {name: corpus.folder / f"{name}.json" for name in names}
    built: dict[str, list[Built]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            tell(f"{corpus.count:,} articles: build {number + 1} of {rounds} with {name}")
            built[name].append(build(name, corpus.records, corpus.index(name)))
            plain = [dataclasses.asdict(each) for each in built[name]]
            notes[name].write_text(json.dumps(plain), "utf-8")
    if not rounds:
        for name, note in notes.items():
            built[name] = [Built(**each) for each in json.loads(note.read_text("utf-8"))]
    return built
