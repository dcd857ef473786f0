"""What somebody waits for who has nothing open yet.

    python -m benchmarks.cold PEER FOLDER WORD

prints the seconds for opening an index, and for that and the first answer; the libraries are loaded
before the clock starts, and the files are in the system's cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.peers import load_peer
from benchmarks.questions import Question

_ROOT = Path(__file__).resolve().parent.parent


def time_opening(peer: str, folder: Path, word: str) -> tuple[float, float]:
    """Open an index in a fresh process and ask for a word.

    Args:
        peer: the engine's name.
        folder: its index.
        word: what to ask for.

    Returns:
        Seconds until it is open, and until there is an answer.
    """
    command = [sys.executable, "-m", "benchmarks.cold", peer, str(folder), word]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    opened, answered = map(float, done.stdout.split()[-2:])
    return opened, answered


def time_command(folder: Path, word: str) -> float:
    """Run `manage.py search WORD` and return the seconds from start to end of its process."""
    command = [sys.executable, "manage.py", "search", word, "--index", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHAPP_")}
    begun = time.perf_counter()
    subprocess.run(command, cwd=_ROOT, env=kept, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Open, in this process, and print the seconds."""
    name, folder, word = sys.argv[1:]
    peer = load_peer(name)
    begun = time.perf_counter()
    opened = peer.open(Path(folder))
    ready = time.perf_counter()
    opened.answer(opened.understand(Question("one", (word,))))
    print(ready - begun, time.perf_counter() - begun)


if __name__ == "__main__":
    main()
