"""What an article is beside its text, in one short line of JSON.

Names would be the same in every article, so values alone are kept, in the order of `_MEMBERS`.
Evidence mostly quotes a value that the article has anyway; `true` stands for that.
"""

from __future__ import annotations

import json
from typing import Any

from searchapp.model import Article

_MEMBERS = ("author", "url", "source", "evidence", "dateline", "language", "not_before", "captions")
_SOURCE = ("path", "start", "end", "part", "parts")
_EVIDENCE = ("field", "rule", "text", "start", "end", "confidence")

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_head(article: Article) -> str:
    """Return what is kept of an article in its head."""
    plain = article.to_json()
    evidence = []
    for each in plain["evidence"]:
        evidence.append([each[name] for name in _EVIDENCE])
        evidence[-1][2] = each["text"] == plain.get(each["field"]) or each["text"]
    plain["evidence"] = evidence
    plain["source"] = [plain["source"][name] for name in _SOURCE]
    return _to_json([plain[name] for name in _MEMBERS])


def read_head(head: str, elsewhere: dict[str, Any]) -> dict[str, Any]:
    """Return an article as `Article.to_json` does.

    Args:
        head: what `write_head` returned.
        elsewhere: the members that are not in it.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    plain = elsewhere | dict(zip(_MEMBERS, json.loads(head), strict=True))
    plain["source"] = dict(zip(_SOURCE, plain["source"], strict=True))
    evidence = [dict(zip(_EVIDENCE, each, strict=True)) for each in plain["evidence"]]
    for each in evidence:
        if each["text"] is True:
            each["text"] = plain[each["field"]]
    plain["evidence"] = evidence
    return plain
