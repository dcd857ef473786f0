"""What every engine must do with files that change, as tests; inherited as `contract.py` is."""

from __future__ import annotations

import dataclasses

from searchapp.engines.base import Engine
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import TEN, ids, known_files


def titled(engine: Engine, query: str) -> set[str]:
    return set(ids(engine.search(make_plan(query, limit=100))))


class RereadingContract:
    """What an engine must do with files that change; to be inherited."""

    def test_a_reading_cut_short_takes_nothing_away(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.replace("/files/ten", "1", TEN)
        changed = [dataclasses.replace(article, title="Changed") for article in TEN[:3]]
        with engine.writer() as writer:
            assert writer.replace("/files/ten", lambda: None, changed, reading="contents") == 3
            assert writer.replace("/files/none", lambda: None, []) == 0
        assert titled(engine, "changed") == {article.id for article in changed}
        assert len(titled(engine, "")) == len(TEN)
        assert known_files(engine) == {"/files/ten": ""}
        with engine.writer() as writer:
            assert writer.replace("/files/ten", "2", TEN[:5], reading="contents") == 5
        assert titled(engine, "") == {article.id for article in TEN[:5]}
        assert known_files(engine) == {"/files/ten": "2"}

    def test_a_file_shares_articles_until_it_is_replaced_or_dropped(self, engine: Engine) -> None:
        with engine.writer() as writer:
            for name in ("one", "two", "three"):
                writer.replace(f"/files/{name}", "1", [make_article(name)])
            writer.share("/files/two", {"/files/one", "/files/a"})
            writer.share("/files/three", {"/files/one"})
        with engine.writer() as writer:
            assert dict(writer.sharing) == {
                "/files/two": ["/files/a", "/files/one"],
                "/files/three": ["/files/one"],
            }
            writer.replace("/files/two", "2", [make_article("two")])
            writer.drop("/files/three")
        with engine.writer() as writer:
            assert dict(writer.sharing) == {}

    def test_a_file_with_articles_of_others_only_is_known_by_them(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.replace("/files/one", "1", [make_article("one")])
            writer.replace("/files/two", "1", [make_article("two")])
        with engine.writer() as writer:
            writer.share("/files/two", {"/files/one"}, "2")
            writer.share("/files/three", {"/files/one"}, "3")
        assert titled(engine, "") == {"one"}
        assert known_files(engine) == {"/files/one": "1", "/files/two": "2", "/files/three": "3"}
        with engine.writer() as writer:
            assert set(writer.sharing) == {"/files/two", "/files/three"}
            writer.replace("/files/two", "4", [make_article("two")])
            writer.drop("/files/three")
        assert titled(engine, "") == {"one", "two"}
        assert known_files(engine) == {"/files/one": "1", "/files/two": "4"}

    def test_what_a_batch_has_added_it_can_replace_and_drop(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.replace("/files/one", "1", [make_article("one"), make_article("two")])
            writer.replace("/files/one", "2", [make_article("two"), make_article("three")])
            writer.replace("/files/four", "1", [make_article("four")])
            writer.drop("/files/four")
        assert titled(engine, "") == {"two", "three"}
        assert known_files(engine) == {"/files/one": "2"}

    def test_a_file_of_which_a_part_was_read_can_be_trusted(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.replace("/files/ten", "1", TEN)
        with engine.writer() as writer:
            writer.replace("/files/ten", lambda: None, TEN[:3], reading="contents")
            writer.trust("/files/ten", "2")
        assert titled(engine, "") == {article.id for article in TEN}
        assert known_files(engine) == {"/files/ten": "2"}
        with engine.writer() as writer:
            writer.replace("/files/ten", "3", TEN[:1], reading="contents")
        assert titled(engine, "") == {TEN[0].id}
