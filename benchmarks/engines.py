"""searchapp's engine beside others: the same articles, the same questions, one run.

    python -m benchmarks.engines --source press.jsonl.gz --out /var/tmp/bench
    python -m benchmarks.engines --generated 300000 --peers ours,tantivy --builds 1
    python -m benchmarks.engines --generated 300000 --peers ours,tantivy --builds 0   # only ask
    python -m benchmarks.engines --generated 20000 --scaling 5000 --threads 8 --command

Every question wants what a page of results needs: the exact count, the ten best with their stored
titles, the count by outlet and by month.  Kinds: one word; two words (and); three (or); a phrase of
two; two words in order, the second at most five on (near); a prefix of four letters; one word, the
newest articles first.  They are sampled from the articles with a seed, words from three bands of
document frequency, and asked of the engines in turn.  A figure is a median of the repetitions.

Each index is built in a process of its own, which may use two processors; engines take turns.
Peak memory is that of all its processes.  "open" is a fresh process with the libraries loaded,
"answer" that with the first answer.  Sizes are held against the bytes of the texts, titles not
counted.

Tables are printed, and written with results.json and plot.svg to the folder of --out, where the
indexes stay too.  Engines whose library is not installed are left out with a message.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import plot, tables
from benchmarks.asking import ask_in_threads
from benchmarks.cold import time_command
from benchmarks.comparison import Comparison, Effort, compare, make_corpus, open_all
from benchmarks.peers import NAMES, PeerMissing, load_peer

_TIMES = (1, 4, 16)
_GENERATED = 5_000


def main(arguments: list[str] | None = None) -> None:
    """Measure what is asked for, and print it."""
    options = _parser().parse_args(arguments)
    names = _installed(options.peers.split(","))
    if options.out is not None:
        _run(options, names, options.out)
        return
    with tempfile.TemporaryDirectory() as folder:
        _run(options, names, Path(folder))


def _run(options: argparse.Namespace, names: list[str], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    effort = Effort(
        options.builds, options.openings, options.questions, options.repetitions, options.seed
    )
    count = options.generated if options.source is None else options.articles
    corpus = make_corpus(out / "corpus", options.source, count, options.seed)
    lines = [f"{_machine()}, {datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC", ""]
    comparison = compare(corpus, names, effort, _tell)
    lines += tables.show(comparison)
    report: dict[str, Any] = {"machine": _machine(), "comparison": tables.plain(comparison)}
    if options.threads and "ours" in names:
        throughput = _measure_threads(comparison, options)
        lines += ["", tables.show_threads(throughput)]
        report["threads"] = {"one": throughput.one, "many": throughput.many}
        report["threads"]["different"] = throughput.different
    if options.command and "ours" in names:
        taken = _measure_command(comparison, options.openings)
        report["command_s"] = taken
        lines += ["", f"manage.py search, from cold: {statistics.median(taken) * 1e3:,.0f} ms"]
    sizes: list[Comparison] = []
    if options.scaling:
        for times in _TIMES:
            made = make_corpus(
                out / f"scaling-{times}", None, options.scaling * times, options.seed
            )
            sizes.append(compare(made, names, effort, _tell))
            lines += ["", *tables.show(sizes[-1])]
        lines += ["", *tables.show_scaling(sizes)]
        report["scaling"] = [tables.plain(each) for each in sizes]
    print("\n".join(lines))
    (out / "tables.md").write_text("\n".join(lines) + "\n", "utf-8")
    (out / "results.json").write_text(json.dumps(report, indent=1), "utf-8")
    _draw(out / "plot.svg", comparison, sizes)


def _measure_threads(comparison: Comparison, options: argparse.Namespace) -> Any:
    _tell(f"{options.threads} threads")
    questions = [each for chosen in comparison.questions.values() for each in chosen]
    with open_all(comparison.corpus, ["ours"]) as peers:
        return ask_in_threads(peers["ours"], questions, options.threads, options.repetitions)


def _measure_command(comparison: Comparison, times: int) -> list[float]:
    words = [question.words[0] for question in comparison.questions["one"]]
    folder = comparison.corpus.index("ours")
    return [time_command(folder, words[at % len(words)]) for at in range(times)]


def _draw(path: Path, comparison: Comparison, sizes: list[Comparison]) -> None:
    try:
        plot.draw(path, comparison, sizes)
    except ImportError as error:
        _tell(f"no plot: {error}")


def _installed(names: list[str]) -> list[str]:
    """Leave out the engines that cannot be had here, and say so."""
    installed = []
    for name in names:
        try:
            load_peer(name)
        except PeerMissing as reason:
            _tell(str(reason))
        else:
            installed.append(name)
    return installed


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} processors, Python {platform.python_version()}"


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _names(text: str) -> str:
    unknown = sorted(set(text.split(",")) - set(NAMES))
    if unknown:
        raise argparse.ArgumentTypeError(
            f"there is no {', '.join(unknown)}; there are {', '.join(NAMES)}"
        )
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--source", type=Path, help="an export of JSON lines, packed or not")
    source.add_argument(
        "--generated", type=int, default=_GENERATED, metavar="N", help="articles made  [5000]"
    )
    parser.add_argument("--articles", type=int, help="how many of the export; all by default")
    parser.add_argument("--peers", type=_names, default=",".join(NAMES), help=",".join(NAMES))
    parser.add_argument("--seed", type=int, default=1, help="of articles and questions  [1]")
    parser.add_argument("--out", type=Path, help="folder for results and indexes")
    parser.add_argument(
        "--builds", type=int, default=5, help="with each engine; 0: ask those in --out  [5]"
    )
    parser.add_argument("--openings", type=int, default=5, help="of each index  [5]")
    parser.add_argument("--questions", type=int, default=100, help="of each kind  [100]")
    parser.add_argument("--repetitions", type=int, default=5, help="of each question  [5]")
    parser.add_argument(
        "--scaling", type=int, metavar="N", help="also 1, 4 and 16 times N generated articles"
    )
    parser.add_argument("--threads", type=int, help="also so many threads on one open index")
    parser.add_argument("--command", action="store_true", help="also `manage.py search`")
    return parser


if __name__ == "__main__":
    main()
