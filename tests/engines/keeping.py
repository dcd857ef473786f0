"""What every engine must keep of the settings, as tests; inherited as `contract.py` is."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.engines.base import Engine, Writer
from searchapp.settings import Kept, Settings, keep
from tests.articles import make_article

KEPT = keep(Settings(max_file_mb=1.5, fields={"title": ("kop", "Ü")}), [Path("/news/été")])


class KeepingContract:
    """What an engine must do with settings; to be inherited."""

    def test_settings_are_kept_for_whoever_reads_the_files(self, engine: Engine) -> None:
        assert engine.kept() == Kept()
        with engine.writer() as writer:
            assert writer.kept == Kept()
            writer.kept = KEPT
            assert writer.kept == KEPT
        assert engine.kept() == KEPT
        with engine.writer() as writer:
            assert writer.kept == KEPT
            writer.replace("/files/1", "1", [make_article("a")])
        assert engine.kept() == KEPT

    def test_settings_are_committed_with_their_batch(self, engine: Engine) -> None:
        def stop(writer: Writer) -> None:
            writer.kept = KEPT
            writer.checkpoint()
            writer.kept = Kept()
            raise InterruptedError

        with pytest.raises(InterruptedError), engine.writer() as writer:
            stop(writer)
        assert engine.kept() == KEPT

    def test_settings_that_stay_the_same_are_no_change(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.kept = KEPT
        generation = engine.generation()
        with engine.writer() as writer:
            writer.kept = keep(KEPT.settings, KEPT.corpus)
        assert engine.generation() == generation
