"""A valid file of every kind, small; what is fuzzed begins here.  All outlets are invented."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping

from tests.ingest.reading import BAKER, MET

DIGEST = (
    f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n\n"
    f"Mill reopens\nBy Ana Poe | South Herald | May 4, 2020\n{BAKER}\n{MET}\n"
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Bridge closed | North Post</title>
<meta property="og:site_name" content="North Post"><meta name="author" content="Ana Poe">
<meta property="article:published_time" content="2020-05-03T10:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge closed"}}</script>
</head><body><nav>Home</nav><article><h1>Bridge closed</h1><p>{MET}</p><p>{BAKER}</p>
<p>{MET} {BAKER}</p></article><footer>All rights reserved</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>North Post</title><link>https://north.example</link><language>en-gb</language>
<atom:link href="https://north.example/feed" rel="self"/>
<image><title>Logo</title><url>https://north.example/logo.png</url></image>
<item><title>Bridge &amp; river</title><link>https://north.example/1</link>
<pubDate>Sun, 03 May 2020 10:00:00 GMT</pubDate><dc:creator><![CDATA[Ana Poe]]></dc:creator>
<description>{MET}</description>
<content:encoded><![CDATA[<p>{MET}</p><p>{BAKER}&nbsp;</item></p>]]></content:encoded>
</item>
<item><title>Mill reopens</title><source url="https://south.example">South Herald</source>
<author>desk@north.example (Bo Quill)</author><description>&lt;p&gt;{BAKER}&lt;/p&gt;</description>
</item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>North Post</title><updated>2020-05-04T00:00:00Z</updated>
<entry><title type="html">Bridge &amp;amp; river</title><id>urn:x:1</id>
<link rel="enclosure" href="https://north.example/1.mp3"/><link href="https://north.example/1"/>
<updated>2020-05-03T10:00:00Z</updated><author><name>Ana Poe</name></author>
<summary>Nothing new.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{MET}</p><p>{BAKER}</p></div>
</content></entry>
<entry><title>Mill reopens</title><published>2020-05-04T08:00:00+02:00</published>
<summary>{BAKER}</summary></entry></feed>"""
ROWS = [
    {"title": "Bridge closed", "outlet": "North Post", "date": "2020-05-03", "author": "Ana Poe",
     "url": "https://north.example/1", "text": f"{MET}\n{BAKER}"},
    {"title": "Mill “reopens”", "outlet": "South Herald", "date": "2020-05-04", "author": "",
     "url": "", "text": f"It said: \"yes\" — don’t.\n{MET}"},
]  # fmt: skip


def lines() -> str:
    """The rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


def table(delimiter: str = ",") -> str:
    """The rows as a table."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return stream.getvalue()


def make_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            # Of no day, as all that is packed here: the same content is the same file.
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def make_gzip(data: bytes) -> bytes:
    """Return data packed by gzip."""
    return gzip.compress(data, mtime=0)


def make_tar(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return stream.getvalue()


def make_record(kind: str, url: str, content: bytes, media_type: str) -> bytes:
    """Return a record of a crawl as it stands in the file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-02-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def make_answer(
    url: str,
    body: bytes,
    media_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    """Return the record of an answer of a web server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n"
    return make_record("response", url, head.encode() + body, "application/http; msgtype=response")


def crawl() -> list[bytes]:
    """The records of a crawl: two pages, a text, and what is no page."""
    site = "https://www.north.example"
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode())
    packed = "Content-Encoding: gzip\r\n"
    return [
        make_record("warcinfo", "urn:x", b"software: test\r\n", "application/warc-fields"),
        make_record("request", f"{site}/1", b"GET /1 HTTP/1.1\r\n\r\n", "application/http"),
        make_answer(f"{site}/1", PAGE.encode()),
        make_answer(f"{site}/2", chunked, more="Transfer-Encoding: chunked\r\n"),
        make_answer(f"{site}/3", make_gzip(PAGE.encode()), more=packed),
        make_answer(f"{site}/4", json.dumps(ROWS[0]).encode(), "application/json"),
        make_record("conversion", f"{site}/5", DIGEST.encode(), "text/plain"),
        make_answer(f"{site}/logo.png", b"\x89PNG\r\n", "image/png"),
    ]


def make_parquet() -> bytes | None:
    """Return the rows as Parquet; None without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return None
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(ROWS * 3), stream, row_group_size=2)
    return stream.getvalue()


def files() -> dict[str, bytes]:
    """Return a valid file of every kind, by name."""
    arabic = (
        "أغلق الجسر\nبريد الشمال | 3 May 2020\n" + "قال عضوان في المجلس إن الجسر سيبقى مغلقا. " * 6
    )
    plain: dict[str, bytes] = {
        "a.txt": DIGEST.encode(),
        "b.txt": DIGEST.encode("utf-16"),
        "c.txt": arabic.encode("cp1256"),
        "d.txt": DIGEST.replace("bridge", "cafÃ© donâ€™t").encode(),
        "e.txt": DIGEST.encode("utf-32-le"),
        "a.md": DIGEST.replace("Bridge", "# Bridge").encode(),
        "a.html": PAGE.encode(),
        "b.xhtml": PAGE.replace("utf-8", "windows-1252").encode("cp1252"),
        "a.jsonl": lines().encode(),
        "b.ndjson": json.dumps(ROWS[0]).encode("utf-16"),
        "a.json": json.dumps(ROWS, indent=1).encode(),
        "b.json": json.dumps({"articles": ROWS}).encode(),
        "a.csv": table().encode(),
        "a.tsv": table("\t").encode(),
        "a.rss": RSS.encode(),
        "a.atom": ATOM.encode(),
        "a.xml": RSS.encode("utf-16"),
        "feed.html": RSS.replace("utf-8", "windows-1252").encode("cp1252"),
        "a.warc": b"".join(crawl()),
        "a.wet": b"".join(crawl()[-2:]),
    }
    parquet = make_parquet()
    if parquet is not None:
        plain["a.parquet"] = parquet
    inner = {"x/a.txt": plain["a.txt"], "x/a.html": plain["a.html"], "x/a.csv": plain["a.csv"]}
    packed = {f"{name}.gz": make_gzip(plain[name]) for name in ("a.txt", "a.html", "a.jsonl")}
    warc = b"".join(map(make_gzip, crawl()))
    archives = {
        "a.zip": make_zip(inner),
        "b.zip": make_zip({"in.zip": make_zip(inner), "in.tgz": make_gzip(make_tar(inner))}),
        "c.zip": make_zip(plain, zipfile.ZIP_STORED),
        "a.tar": make_tar(inner),
        "b.tar": make_tar({"in.zip": make_zip(inner), "y" * 150: b""}, tarfile.GNU_FORMAT),
        "a.tgz": make_gzip(make_tar(plain)),
        "a.tar.gz": make_gzip(make_tar(inner, tarfile.USTAR_FORMAT)),
        "a.warc.gz": warc,
        "a.zip.gz": make_gzip(make_zip(inner)),
    }
    return plain | packed | archives
