"""Article ids: what they are made of is said in `pipeline`."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter


class Identities:
    """Gives the articles of one file their ids.

    Args:
        path: the file, as in `searchapp.model.Source`.
    """

    def __init__(self, path: str) -> None:
        self._file = hashlib.blake2b(_bytes(path) + b"\0", digest_size=10)
        self._seen: Counter[bytes] = Counter()

    def name(self, raw: str | bytes) -> str:
        """Return the id of the next article.

        Args:
            raw: its text, exactly as it stands in the file.

        Returns:
            16 lower-case letters and digits.
        """
        digest = self._file.copy()
        digest.update(raw if isinstance(raw, bytes) else _bytes(raw))
        plain = digest.digest()
        repeated = self._seen[plain]
        self._seen[plain] += 1
        if repeated:
            digest.update(b"\0%d" % repeated)
            plain = digest.digest()
        return base64.b32encode(plain).decode("ascii").lower()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
