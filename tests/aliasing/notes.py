"""The users' own groups in a file, for tests of what is written there."""

from __future__ import annotations

from pathlib import Path

from searchapp.aliasing.notebook import Notebook
from searchapp.analysis.aliasgroups import name_words

GUARD = """# By hand.
[[group]]
name = "Popular Guard Units"   # the guard
source = "Kardashan Courier"
names = [{ same = "al-Hirasa al-Sha'biyya" }]
"""


def made(folder: Path, text: str | None = None, *others: Path) -> tuple[Notebook, Path]:
    """The notebook of an index, and its file in the folder of the corpus."""
    index, corpus = folder / "index", folder / "corpus"
    for each in (index, corpus, *others):
        each.mkdir(exist_ok=True)
    if text is not None:
        (corpus / "aliases.toml").write_text(text, "utf-8")
    return Notebook(index, lambda: (corpus, *others)), corpus / "aliases.toml"


def offered(notebook: Notebook, name: str) -> list[str]:
    return [each.name for each in notebook.aliases().related(name_words(name))]
