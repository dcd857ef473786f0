"""Results are ordered at least as well as by the peers that know no more of a language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.ranking import by_searchapp, judge, measure, read_collection
from searchapp.analysis.lexicon import Level


def test_a_good_order_is_told_from_a_bad_one(tmp_path: Path) -> None:
    documents = {"d1": "The storm has passed.", "d2": "A drone fell.", "d3": "A drone in a storm."}
    lines = [json.dumps({"id": name, "text": text}) for name, text in documents.items()]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines))
    (tmp_path / "queries.jsonl").write_text('{"id": "1", "text": "DRONES? A drone, a STORM!"}')
    (tmp_path / "qrels.trec").write_text("1 0 d3 1\n")
    collection = read_collection(tmp_path)
    assert collection.questions == {"1": ["drones", "a", "drone", "storm"]}
    run = by_searchapp(Level.SPELLINGS)(collection)
    assert [name for name, _ in run["1"]] == ["d3", "d2", "d1"]
    assert (judge(run, collection).ndcg, judge(run, collection).map) == (1.0, 1.0)
    wrong = {"1": [("d1", 2.0), ("d3", 1.0)]}
    assert judge(wrong, collection).map == 0.5
    assert 0 < judge(wrong, collection).by_question["1"] < 1


def test_news_of_old_is_ordered_as_well_as_by_the_peers(test_data: Path) -> None:
    folder = test_data / "ir-time"
    if not folder.is_dir():
        pytest.skip("there is no ir-time among the data")
    scores = measure(read_collection(folder))
    ours = scores.pop("searchapp")
    assert ours.ndcg >= 0.730
    assert ours.map >= 0.672
    letters = scores["searchapp, letters"]
    assert letters.ndcg >= 0.719
    assert letters.map >= 0.659
    for name in ("whoosh", "tantivy"):
        if name in scores:
            assert ours.ndcg >= scores[name].ndcg, name
            assert ours.map >= scores[name].map, name
