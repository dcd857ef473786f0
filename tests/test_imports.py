"""Who searches does not wait for what only others need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# What reads files, writes and verifies an index, serves pages, or runs Whoosh's own matchers.
OTHERS = {
    "filelock",
    "flask",
    "htmldate",
    "lxml",
    "multiprocessing",
    "pyarrow",
    "trafilatura",
    "searchapp.aliasing.candidates",
    "searchapp.columnar.builders",
    "searchapp.engines.whoosh.verification",
    "searchapp.engines.whoosh.walking",
    "searchapp.engines.whoosh.writer",
    "searchapp.indexing",
    "searchapp.ingest",
    "searchapp.search.difference",
    "searchapp.web",
    "whoosh.searching",
}
# What only completes words, weighs other names, or is large for the little that it would do.
COMPLETING = {
    "shutil",
    "statistics",
    "searchapp.analysis.completion",
    "searchapp.analysis.initials",
    "searchapp.columnar.wordlist",
    "searchapp.engines.whoosh.completions",
}


def imported_by(call: str, index: Path) -> set[str]:
    code = f"""
import json, sys
import searchapp
with searchapp.open(sys.argv[1]) as archive:
    archive.{call}
print(json.dumps(sorted(sys.modules)))
"""
    command = [sys.executable, "-c", code, str(index)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout))


def test_a_search_imports_nothing_that_it_does_not_need(sample_index: Path) -> None:
    assert (OTHERS | COMPLETING).isdisjoint(imported_by('search("bridge")', sample_index))


def test_a_suggestion_imports_nothing_that_it_does_not_need(sample_index: Path) -> None:
    assert OTHERS.isdisjoint(imported_by('suggest("bri")', sample_index))


def test_every_public_name_can_be_had() -> None:
    code = "import searchapp\nfor name in searchapp.__all__: getattr(searchapp, name)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_who_imports_the_library_keeps_the_garbage_collector_as_it_was() -> None:
    code = """
import gc
before = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
import searchapp
searchapp.Archive
import searchapp.cli
assert before == (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
