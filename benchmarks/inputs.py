"""What the readers are fuzzed with: valid files of every kind, broken at random, and large ones.

The same number and seed always give the same input: a folder's files by name.  Besides articles in
every kind of file and the exports of databases, there are the notes that users write beside a
corpus.
"""

from __future__ import annotations

import functools
import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable

from searchapp.ingest.limits import Limits
from tests.ingest import samples
from tests.ingest.digests.collection import make_digests
from tests.ingest.digests.exports import EXPORTS

MB = 1_000_000
# What readers have stumbled over: signs that mean something somewhere, numbers at the edge.
PIECES = [
    b"\0", b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\r\n", b"\n\n", b'"', b"'",
    b"\\", b"{", b"}", b"[", b"]", b"[" * 500, b"{" * 500, b"<", b">", b"</", b"<!--", b"<![CDATA[",
    b"]]>", b"<item>" * 300, b"</item>", b"</entry>", b"<!DOCTYPE a [<!ENTITY b 'b'>]>", b"&b;",
    b"&#x110000;", b"&amp;" * 50, b"<div>" * 300, b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xc3\x83\xc2\xa9" * 20, b"999999999999999999999", b"-1", b"1e999",
    b"NaN", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08\0", b"WARC/1.0\r\n",
    b"Content-Length: 99999999\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n", b"PAR1",
    b"../", b"C:\\", b"A" * 5000, b" " * 5000, b"\n" * 2000, b"-" * 3000,
    b"January 3, 2020 | " * 100, b"By " * 500, b"| " * 1000, b'"",' * 500, b"03/04/2020\n" * 50,
    b"Document 3 of 12\n", b"LOAD-DATE: May 3, 2020\n", b"\nHD\n", b"\nSN\n", b"_" * 60 + b"\n",
    b"**/" * 100, b"!*\n", b"[[correct]]\n", b"\nSign up for our newsletter\n" * 8,
]  # fmt: skip

_OUTLETS = b"""day_first = ["North Post"]
[outlets]
"North Post" = ["The North Post", "NP", "north.example"]
"South Herald" = "Southern Herald"
"""
_CORRECTIONS = b"""[[correct]]
file = "a.*"
outlet = "North Post"
date = "2019-03"
reason = "masthead"

[[correct]]
file = "*.txt"
part = 2
author = ""
"""
_RULES = b"# what is not read\n*.tmp\n/old/**\n!keep.txt\nb[0-9]?.txt\n"
NOTES = {
    "outlets.toml": _OUTLETS,
    "corrections.toml": _CORRECTIONS,
    ".searchappignore": _RULES,
}


@functools.cache
def originals() -> dict[str, bytes]:
    """Return the valid files: those of the tests, an export of every database, and notes."""
    styles = {style.__name__ for style in EXPORTS}
    exports = {
        f"{each.style}.txt": each.text.encode() for each in make_digests() if each.style in styles
    }
    return samples.files() | exports | NOTES


def mutate(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Break a file in a few places."""
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + int(rng.expovariate(1 / 30)))
        way = rng.randrange(8)
        if way == 0 and data:
            broken = bytearray(data)
            for _ in range(rng.choice((1, 3, 20))):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
            data = bytes(broken)
        elif way == 1:
            data = data[:at] + data[to:]
        elif way == 2:
            data = data[:at] + rng.choice(PIECES) + data[at:]
        elif way == 3:
            piece = rng.choice(PIECES)
            data = data[:at] + piece + data[at + len(piece) :]
        elif way == 4:
            data = data[:to] + data[at:to] * rng.choice((1, 2, 50)) + data[to:]
        elif way == 5:
            data = data[:at] if rng.random() < 0.5 else data[at:]
        elif way == 6:
            other = rng.choice(others)
            begin = rng.randrange(len(other) + 1)
            data = data[:at] + other[begin : begin + rng.randrange(2000)] + data[to:]
        else:
            data = data[:at] + rng.randbytes(rng.choice((1, 4, 64))) + data[to:]
    return data


def make(number: int, seed: int) -> dict[str, bytes]:
    """Return an input.

    Args:
        number: which one; the kinds of file take turns.
        seed: of all inputs.

    Returns:
        The files of a folder by name: one, or notes and a file that they speak of.
    """
    rng = random.Random(f"{seed}/{number}")
    files = originals()
    names = list(files)
    name = names[number % len(names)]
    others = list(files.values())
    if name in NOTES:
        return {name: mutate(files[name], others, rng), "a.txt": files["a.txt"]}
    if rng.random() < 0.5:
        packed = _broken_inside(name, rng)
        if packed is not None:
            return {name: packed}
    kind = rng.choice(names) if rng.random() < 0.02 else name
    return {kind: mutate(files[name], others, rng)}


def _broken_inside(name: str, rng: random.Random) -> bytes | None:
    """Break what is packed and not the packing: else little comes through the checksums."""
    files = originals()
    others = list(files.values())
    plain = [each for each in files if not each.endswith(("gz", "zip", "tar")) and each[0] != "."]
    inner = rng.choice(plain)
    broken = mutate(files[inner], others, rng)
    if name.endswith(".zip"):
        nested = mutate(files[name], others, rng)
        return samples.make_zip({f"x/{inner}": broken, "in.zip": nested})
    if name.endswith(".tar"):
        nested = mutate(files[name], others, rng)
        return samples.make_tar({f"x/{inner}": broken, "in.tar": nested})
    if name.endswith("gz"):
        return samples.make_gzip(mutate(gzip.decompress(files[name]), others, rng))
    return None


def _text(unit: bytes, size: int = 63 * MB) -> Callable[[], bytes]:
    return lambda: unit * (size // len(unit))


def _lines(line: Callable[[int], str], count: int) -> Callable[[], bytes]:
    return lambda: "\n".join(map(line, range(count))).encode()


def _zip_of(data: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: samples.make_zip({"a.txt": data()})


def _gzip_in_tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for number in range(40):
            header = tarfile.TarInfo(f"{number}.txt.gz")
            packed = gzip.compress(bytes(10 * MB), 9)
            header.size = len(packed)
            archive.addfile(header, io.BytesIO(packed))
    return stream.getvalue()


def _many_members() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.txt", b"")
    return stream.getvalue()


_MOST_LINES = Limits().max_lines
_SENTENCE = "The council met on Monday and agreed that bridge {} would stay closed until spring. "
# Files at the edge of what is let in, by name.
LARGE: dict[str, Callable[[], bytes]] = {
    "prose-64mb.txt": _lines(lambda n: _SENTENCE.format(n) * 6, 130_000),
    "letters-without-blank.txt": _text(b"a"),
    "capitals-without-blank.txt": _text(b"A" * 4095 + b"."),
    "one-line-of-words.txt": _text(b"word "),
    "short-lines.txt": _lines(lambda n: str(n % 97), _MOST_LINES),
    "blank-lines.txt": _text(b"\n", _MOST_LINES),
    "returns.txt": _text(b"\r", _MOST_LINES),
    "drawn-lines.txt": _text(b"-----\n", 6 * _MOST_LINES),
    "bylines.txt": _lines(
        lambda n: f"By Ana Poe | North Post | May {n % 28 + 1}, 2020", _MOST_LINES
    ),
    "dates.txt": _text(b"January 3, 2020 | ", 20 * MB),
    "bars.txt": _text(b"| ", 20 * MB),
    "quotes.txt": _text("“‘".encode(), 20 * MB),
    "mojibake.txt": _text("Ã©â€™ ".encode(), 20 * MB),
    "digest.txt": _lines(
        lambda n: f"Bridge {n} closed\nNorth Post | May 3, 2020\n{_SENTENCE.format(n) * 4}\n",
        _MOST_LINES // 4,
    ),
    "counters.txt": _lines(
        lambda n: f"Document {n + 1} of 9000\n{_SENTENCE.format(n)}", _MOST_LINES // 2
    ),
    "codes.txt": _lines(
        lambda n: f"HD\nBridge {n}\nSN North Post\nPD 3 May 2020\nLP {n}", _MOST_LINES // 5
    ),
    "noise.txt": lambda: random.Random(1).randbytes(20 * MB),
    "arabic-1256.txt": lambda: ("قال عضوان في المجلس إن الجسر سيبقى مغلقا. " * 400_000).encode(
        "cp1256"
    ),
    "one-record.jsonl": lambda: json.dumps({"text": "x " * 7_900_000}).encode(),
    "record-of-newlines.jsonl": lambda: json.dumps({"text": "x\n" * 5_000_000}).encode(),
    "markup-record.jsonl": lambda: json.dumps({"text": "<p>x" * 3_000_000}).encode(),
    "small-records.jsonl": _text(b'{"text":"x"}\n', 30 * MB),
    "no-records.jsonl": _text(b"{\n", 4 * MB),
    "deep.json": _text(b"[", 15 * MB),
    "wide.csv": lambda: b"text," + b"a," * 7 * MB + b"\n" + b"x," * 7 * MB,
    "quotes.csv": lambda: b'text\n"' + b'""' * 7 * MB,
    "gzip-bomb.txt.gz": lambda: gzip.compress(bytes(900 * MB), 9),
    "gzip-bomb.jsonl.gz": lambda: gzip.compress(b'{"text":"x"}\n' * 60 * MB, 9),
    "zip-bomb.zip": _zip_of(lambda: bytes(900 * MB)),
    "many-members.zip": _many_members,
    "gzip-in-tar.tgz": _gzip_in_tar,
    "spaces.warc": _text(b" ", 63 * MB),
    "heads.warc": _text(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", 20 * MB),
}
