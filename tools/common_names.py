"""Make the list of names that are common in English, each of which is a name of its own.

    pip download --no-deps --no-binary :all: names && tar xzf names-*.tar.gz
    python -m tools.common_names names-*/names > searchapp/analysis/names.txt

The counts are those of the census of the United States of 1990, in the public domain, as the
package `names` of PyPI has them: a name and how common it is on each line, the most common first.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

# How many names of each file are taken: where they end, hardly anyone has them, and those of
# recent immigrants begin, in the spelling of one clerk.
_MOST = {"dist.all.last": 10_000, "dist.female.first": 500, "dist.male.first": 300}
# What is shorter may be spelt in no other way.
_SHORTEST = 3
_HEAD = """\
# Names that are common in English. Made by tools/common_names.py from the counts of the census of
# the United States of 1990, which are in the public domain."""


def names_of(path: Path, most: int) -> set[str]:
    """Return the most common names of a file.

    Args:
        path: of a file of the census.
        most: how many to take.

    Returns:
        The names in lower case.
    """
    with path.open(encoding="ascii") as lines:
        names = {line.split()[0].lower() for line in islice(lines, most)}
    return {name for name in names if name.isalpha() and len(name) >= _SHORTEST}


def main() -> None:
    """Print the list."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    names = set().union(*(names_of(folder / name, most) for name, most in _MOST.items()))
    print(_HEAD)
    print("\n".join(sorted(names)))


if __name__ == "__main__":
    main()
