"""What an index must hold, kept beside it, and changes to both, for `kills.py`."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp.columnar.commits import Notes, read_commit
from searchapp.engines.base import Groups, Writer
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.ledger import read_ledger
from searchapp.model import Article, Membership
from searchapp.settings import Settings, keep
from tests.articles import make_article

FILES = 14
WORDS = ("bridge", "harbour", "ferry", "Kata'ib", "Katāʾib", "river", "drone", "silo", "grain")

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
        corpus: the folders that the settings name.
    """

    generation: int = 0
    articles: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    corpus: list[str] = field(default_factory=list)

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
        # A copy, and as it comes out of JSON.
        copied: State = json.loads(json.dumps(dataclasses.asdict(self), sort_keys=True))
        return copied


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
            "corpus": list(map(str, engine.kept().corpus)),
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
        truth.corpus = [f"/files/{number}"]
        writer.kept = keep(Settings(), map(Path, truth.corpus))
        for file in rng.sample(range(FILES), rng.randint(1, 3)):
            name = f"/files/{file}"
            if name in truth.files and rng.random() < 0.2:
                writer.drop(name)
                truth.finish(name, "", set())
            else:
                ids = [f"{file}-{each}" for each in range(rng.randint(1, 5))]
                articles = written(truth, name, ids, number)
                paused = _with_a_commit(writer, truth, articles, rng.randrange(1, 20))
                writer.replace(name, str(number), paused, reading=str(number))
                truth.finish(name, str(number), set(ids))


def written(truth: Truth, file: str, ids: list[str], number: int) -> Iterator[Article]:
    """Yield articles of a file; note each once it is in."""
    for at, each in enumerate(ids):
        body = " ".join(WORDS[(number + at + n) % len(WORDS)] for n in range(9 + at))
        yield make_article(each, f"{each} as of {number}", body, outlet="VKN", date="2020-01-03")
        truth.articles[each], truth.owners[each] = f"{each} as of {number}", file
        truth.files[file] = ""


def _with_a_commit(
    writer: Writer, truth: Truth, articles: Iterator[Article], place: int
) -> Iterator[Article]:
    for at, article in enumerate(articles):
        if at == place:
            writer.checkpoint()
            truth.generation += 1
        yield article
