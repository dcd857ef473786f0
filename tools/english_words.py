"""Make the list of English words that no name is searched for among.

    apt-get install scowl
    python -m tools.english_words > searchapp/analysis/english.txt

SCOWL's sizes are classes of frequency, from 10 for the words that everyone uses.  Words that SCOWL
has as proper names too (carol, baker) are left to the names, unless everyone uses them: union is
no spelling of onion, though both are names of something.
"""

from __future__ import annotations

import argparse
from pathlib import Path

_SIZES = (10, 20, 35, 40, 50)
_EVERYDAY = (10, 20)
_KINDS = ("english-words", "american-words", "british-words")
_NAMES = ("english-proper-names", "english-upper", "american-proper-names", "american-upper")
# No longer word is near a name.
_LONGEST = 16
_HEAD = """\
# English words that are no names, to keep names apart from them. Made by tools/english_words.py
# from SCOWL (Spell Checker Oriented Word Lists, http://wordlist.aspell.net), a collection that is
# Copyright 2000-2011 by Kevin Atkinson.
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts,
# the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that
# copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson
# makes no representations about the suitability of this array for any purpose. It is provided "as
# is" without express or implied warranty.
# The words' inflections were made with WordNet, which is provided under these terms:
# WordNet 1.6 Copyright 1997 by Princeton University. All rights reserved.
# Permission to use, copy, modify and distribute this software and database and its documentation
# for any purpose and without fee or royalty is hereby granted, provided that you agree to comply
# with the following copyright notice and statements, including the disclaimer, and that the same
# appear on ALL copies of the software, database and documentation, including modifications that
# you make for internal use or for distribution.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS
# OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY
# MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE
# OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD
# PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
# The name of Princeton University or Princeton may not be used in advertising or publicity
# pertaining to distribution of the software and/or database. Title to copyright in this software,
# database and any associated documentation shall at all times remain with Princeton University
# and LICENSEE agrees to preserve same."""


def words_of(folder: Path, kinds: tuple[str, ...], sizes: tuple[int, ...] = _SIZES) -> set[str]:
    """Return the words of some of SCOWL's lists.

    Args:
        folder: where the lists are.
        kinds: what the lists are called, without their sizes.
        sizes: the classes of frequency.

    Returns:
        The words in lower case, without those that have other signs than the letters a-z.
    """
    paths = [folder / f"{kind}.{size}" for kind in kinds for size in sizes]
    lines = [path.read_text("latin-1").split() for path in paths if path.exists()]
    words = {word.lower() for each in lines for word in each}
    return {word for word in words if word.isascii() and word.isalpha()}


def main() -> None:
    """Print the list."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    folder = arguments.parse_args().scowl
    words = words_of(folder, _KINDS) - words_of(folder, _NAMES)
    words |= words_of(folder, _KINDS, _EVERYDAY)
    print(_HEAD)
    print("\n".join(sorted(word for word in words if 2 <= len(word) <= _LONGEST)))


if __name__ == "__main__":
    main()
