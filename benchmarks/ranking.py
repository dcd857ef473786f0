"""How well results are ordered, beside stock Whoosh and tantivy, on questions with known answers.

    python -m benchmarks.ranking FOLDER
    python -m benchmarks.ranking FOLDER --json

The folder holds a test collection: `docs.jsonl` (id, text, and perhaps a title), `queries.jsonl`
(id, text) and `qrels.trec`, the judgements in the form of TREC.  Every engine gets the same words
of a question, any of which may match, in the title, which counts twice, or in the text.  What other
forms of a word give searchapp, level by level, and stemming the others, is shown beside it.

nDCG@10 and MAP are those of trec_eval, by `ir-measures`.  Without tantivy its rows are left out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.analysis import Analyzer, StandardAnalyzer, StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser, OrGroup

from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Level
from searchapp.analysis.tokens import split_words
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan
from searchapp.query.schema import SCORED
from tests.articles import make_article

# How many results of a question are judged, which is more than any question has answers.
DEPTH = 1_000

Run = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True)
class Collection:
    """Documents, questions and which documents answer them.

    Args:
        documents: by id the title and the text.
        questions: by id the different words, folded, in the order asked.
        judgements: as `ir-measures` reads them.
    """

    documents: Mapping[str, tuple[str, str]]
    questions: Mapping[str, Sequence[str]]
    judgements: Sequence[Any]


@dataclass(frozen=True)
class Score:
    """How well an engine orders results.

    Args:
        ndcg: nDCG@10, over all questions.
        map: mean average precision.
        by_question: nDCG@10 of each.
    """

    ndcg: float
    map: float
    by_question: Mapping[str, float]


def read_collection(folder: Path) -> Collection:
    """Read a test collection (see above)."""
    documents, questions = (
        [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
        for name in ("docs.jsonl", "queries.jsonl")
    )
    measures = importlib.import_module("ir_measures")
    return Collection(
        {each["id"]: (each.get("title") or "", each["text"]) for each in documents},
        {each["id"]: _words(each["text"]) for each in questions},
        list(measures.read_trec_qrels(str(folder / "qrels.trec"))),
    )


def by_searchapp(level: Level) -> Callable[[Collection], Run]:
    """Order results as searchapp does, a word standing for what a level says."""

    def run(collection: Collection) -> Run:
        with tempfile.TemporaryDirectory() as folder:
            engine = WhooshEngine.create(Path(folder) / "index")
            with engine.writer() as writer:
                documents = collection.documents.items()
                writer.replace("all", "1", [make_article(name, *each) for name, each in documents])

            def answer(words: Sequence[str]) -> list[tuple[str, float]]:
                plan = make_plan(" OR ".join(words), limit=DEPTH, copies=True, match=level)
                return [(match.article.id, match.score) for match in engine.search(plan).matches]

            found = {name: answer(words) for name, words in collection.questions.items()}
            engine.close()
            return found

    return run


def by_whoosh(analyzer: Analyzer) -> Callable[[Collection], Run]:
    """Order results as stock Whoosh does, by BM25F."""

    def run(collection: Collection) -> Run:
        text = TEXT(analyzer=analyzer)
        index = RamStorage().create_index(Schema(id=ID(stored=True), title=text, body=text))
        writer = index.writer()
        for name, (title, body) in collection.documents.items():
            writer.add_document(id=name, title=title, body=body)
        writer.commit()
        parser = MultifieldParser(list(SCORED), index.schema, fieldboosts=SCORED, group=OrGroup)
        with index.searcher() as searcher:
            return {
                name: [
                    (hit["id"], hit.score)
                    for hit in searcher.search(parser.parse(" ".join(words)), limit=DEPTH)
                ]
                for name, words in collection.questions.items()
            }

    return run


def by_tantivy(tokenizer: str) -> Callable[[Collection], Run]:
    """Order results as tantivy does, by BM25."""

    def run(collection: Collection) -> Run:
        tantivy = importlib.import_module("tantivy")
        fields = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in SCORED:
            fields.add_text_field(field, tokenizer_name=tokenizer)
        index = tantivy.Index(fields.build())
        writer = index.writer()
        for name, (title, body) in collection.documents.items():
            writer.add_document(tantivy.Document(id=name, title=title, body=body))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def answer(words: Sequence[str]) -> list[tuple[str, float]]:
            query = index.parse_query(" ".join(words), list(SCORED), field_boosts=SCORED)
            hits = searcher.search(query, DEPTH).hits
            return [(searcher.doc(address)["id"][0], score) for score, address in hits]

        return {name: answer(words) for name, words in collection.questions.items()}

    return run


ENGINES: Mapping[str, Callable[[Collection], Run]] = {
    "searchapp": by_searchapp(Level.SPELLINGS),
    "searchapp, words": by_searchapp(Level.WORDS),
    "searchapp, letters": by_searchapp(Level.LETTERS),
    "whoosh": by_whoosh(StandardAnalyzer()),
    "tantivy": by_tantivy("default"),
    "whoosh, stemming": by_whoosh(StemmingAnalyzer()),
    "tantivy, stemming": by_tantivy("en_stem"),
}


def judge(run: Run, collection: Collection) -> Score:
    """Say how well the results of all questions are ordered."""
    measures = importlib.import_module("ir_measures")
    ndcg, precision = measures.nDCG @ 10, measures.AP
    found = [
        measures.ScoredDoc(question, document, score)
        for question, results in run.items()
        for document, score in results
    ]
    wanted = [ndcg, precision]
    together = measures.calc_aggregate(wanted, collection.judgements, found)
    apart = measures.iter_calc([ndcg], collection.judgements, found)
    by_question = {each.query_id: float(each.value) for each in apart}
    return Score(together[ndcg], together[precision], by_question)


def measure(collection: Collection) -> dict[str, Score]:
    """Judge every engine that is installed."""
    installed = importlib.util.find_spec("tantivy") is not None
    return {
        name: judge(engine(collection), collection)
        for name, engine in ENGINES.items()
        if installed or not name.startswith("tantivy")
    }


def _words(text: str) -> list[str]:
    return [word for word in dict.fromkeys(fold(each.text) for each in split_words(text)) if word]


def _row(name: str, score: Score, ours: Score) -> str:
    pairs = [(score.by_question.get(key, 0.0), value) for key, value in ours.by_question.items()]
    better, worse = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    return f"{name:20} {score.ndcg:8.4f} {score.map:8.4f} {better:8} {worse:8}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the test collection")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    scores = measure(read_collection(options.folder))
    if options.json:
        plain = {name: {"ndcg@10": each.ndcg, "map": each.map} for name, each in scores.items()}
        print(json.dumps(plain, indent=1))
        return
    print(f"{'':20} {'nDCG@10':>8} {'MAP':>8} {'better':>8} {'worse':>8} than searchapp")
    for name, score in scores.items():
        print(_row(name, score, scores["searchapp"]))


if __name__ == "__main__":
    main()
