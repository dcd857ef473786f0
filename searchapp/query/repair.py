"""Make what was typed well-formed before it is parsed, and say what was changed.

People type half a query, paste a headline, or use a phone that curls its quotes.  Each of these
gets an answer and a hint, never an error.  In the pieces that come out quotes and parentheses are
balanced, and operators stand only where they join something; `-word` has become `NOT word`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from searchapp.analysis.tokens import words_in
from searchapp.query.hints import Hint

MAX_PARTS = 100
MAX_CHARACTERS = 4_000
MAX_DEPTH = 10
MAX_SLOP = 99
MIN_STEM = 2
SENTENCE = 3
# What is dropped can bring together what stood apart.
_MOST_PASSES = 10

OPERATORS = frozenset({"AND", "OR", "NOT"})
QUOTES = "“”„‟«»″＂"
"""What is taken for a plain quotation mark."""
# Control characters and lone surrogates cannot be part of any word.
_UNPRINTABLE = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_TYPEABLE = str.maketrans(dict.fromkeys(QUOTES, '"') | dict.fromkeys(map(chr, _UNPRINTABLE), " "))
_PART = re.compile(
    r"""
    (?:\w{1,20}:)?[=~]?"[^"]*"(?:~[0-9]+)?                        # a phrase, its field and its slop
    | date:[\[{][^\[\]{}"]{0,40}[\]}]                            # a range as Lucene writes it
    | [()]
    | \w{1,20}:(?=\()                                           # the field of a group
    | (?P<sign>[-+])(?=[^\s)+-])                                # a sign before any of these
    | [^\s()"]+
    """,
    re.VERBOSE,
)
_LUCENE_RANGE = re.compile(r"[\[{]\s*(\S*)\s+TO\s+(\S*?)\s*[\]}]")
# Most queries need no repair: words with a space or an operator between them, or one phrase.
_LETTERS = r"[^\W_]+"
_OPERAND = rf"(?!(?:AND|OR|NOT)(?![^ ])){_LETTERS}"
_WELL_FORMED = re.compile(
    rf"""{_OPERAND}(?:\ (?:(?:AND|OR)\ )?{_OPERAND})*         # drone OR missile strike
    | (?P<phrase>"{_LETTERS}(?:\ {_LETTERS})*"(?:~[0-9]{{1,2}})?)
    """,
    re.VERBOSE,
)
# Wildcard words do not pass through the tokenizer, which would part them here.
_BETWEEN_WORDS = re.compile(r"[-‐-―/]+")
# What stands behind a word: how many of its letters may be wrong, or what it would weigh elsewhere.
# A ~ that begins a piece asks for other names, of a number too.
_MARKS = re.compile(r"((?:(?<=[^~])~[0-9]+(?:\.[0-9]+)?|\^[0-9]+(?:\.[0-9]+)?)+)[,.;:!]*$")
_WRONG_LETTERS = re.compile(r"~[0-9.]+")
_OTHER_NAMES = re.compile(r"^(=?)~+(?=.)")
_FIELD = re.compile(r"([^\W\d_]{1,20}):(?=\S)")


def repair(text: str, fields: Collection[str]) -> tuple[list[str], tuple[Hint, ...]]:
    """Make a query well-formed, and part it.

    Args:
        text: what was typed.
        fields: the field names that a query can use.

    Returns:
        The pieces of the query, none where nothing is left to search for, and what was changed.
        A piece is a word or a phrase, each with its field if it has one; AND, OR or NOT; a
        parenthesis, or the field of the group that the next one opens.
    """
    if len(text) <= MAX_CHARACTERS and (whole := _WELL_FORMED.fullmatch(text)):
        words = text.split(" ")
        if len(words) <= MAX_PARTS:
            return [text] if whole["phrase"] else words, ()
    hints: list[Hint] = []
    for _ in range(_MOST_PASSES):
        parts = _repaired(text, fields, hints)
        before, text = text, join(parts)
        if text == before:
            break
    return parts, tuple(dict.fromkeys(hints))


def join(parts: Iterable[str]) -> str:
    """Return the pieces of a query as it would be typed."""
    return "".join(part if part.endswith(":") else f"{part} " for part in parts).rstrip()


def _repaired(text: str, fields: Collection[str], hints: list[Hint]) -> list[str]:
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_TYPEABLE)
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS].rpartition(" ")[0] or text[:MAX_CHARACTERS]
        hints.append(
            Hint("too-long", f"Only the first {MAX_CHARACTERS:,} characters were searched for.")
        )
    text = _without_question_mark(text, hints)
    if text.count('"') % 2:
        before, _, after = text.rpartition('"')
        text = f"{before} {after}"
        hints.append(Hint("unbalanced-quote", 'A quotation mark " has no partner and was ignored.'))
    parts = _cut(_split(text), hints)
    parts = [each for part in parts for each in _checked_part(part, fields, hints)]
    parts = _balance(parts, hints)
    return _drop_dangling(parts, hints)


def _without_question_mark(text: str, hints: list[Hint]) -> str:
    """Take the question mark from the end of a sentence, where it stands for no letter."""
    bare = text.rstrip().rstrip("?")
    if bare == text.rstrip() or len(bare.split()) < SENTENCE:
        return text
    message = "The question mark at the end was read as punctuation; inside a word it is a letter."
    hints.append(Hint("question-mark", message))
    return bare


def _split(text: str) -> list[str]:
    """Part a query; a leading minus becomes NOT, a leading plus says what is the rule anyway."""
    return [
        "NOT" if match.lastgroup else match.group()
        for match in _PART.finditer(text)
        if not match.lastgroup or match.group() != "+"
    ]


def _cut(parts: list[str], hints: list[Hint]) -> list[str]:
    if len(parts) <= MAX_PARTS:
        return parts
    hints.append(Hint("too-many-words", f"Only the first {MAX_PARTS} words were searched for."))
    return parts[:MAX_PARTS]


def _checked_part(part: str, fields: Collection[str], hints: list[Hint]) -> list[str]:
    if part in OPERATORS or part in ("(", ")"):
        return [part]
    field = _FIELD.match(part) if ":" in part else None
    if field and field.group(1).lower() in fields:
        prefix = field.group(1).lower() + ":"
        rest = part[field.end() :]
    elif part.endswith(":") and part[:-1].lower() in fields:
        return [part.lower()]
    else:
        prefix, rest = "", part
        if field and not part.startswith("/", field.end()):
            known = ", ".join(f"{name}:" for name in fields)
            hints.append(
                Hint(
                    "unknown-field",
                    f"{field.group()} is no field, so it was searched as a word. "
                    f"Fields are {known}.",
                )
            )
    if prefix == "date:":
        range_ = _LUCENE_RANGE.fullmatch(rest)
        return [prefix + ("..".join(range_.groups()).replace("*", "") if range_ else rest)]
    if '"' in rest:
        return _checked_phrase(prefix, rest, hints)
    if prefix and rest.startswith("-"):
        return ["NOT", *_checked_word(prefix, rest[1:], hints)]
    return _checked_word(prefix, rest, hints)


def _checked_phrase(prefix: str, phrase: str, hints: list[Hint]) -> list[str]:
    sign, inside, slop = phrase.split('"')
    words = inside.split()
    if any("*" in word or "?" in word.rstrip("?") for word in words):
        message = "Between quotation marks * and ? are no wildcards and were ignored."
        hints.append(Hint("wildcard-in-phrase", message))
    if any(_OTHER_NAMES.match(word) for word in words):
        message = (
            "Between quotation marks ~ before a word was ignored; "
            'before the phrase, as in ~"a name", it asks for other names.'
        )
        hints.append(Hint("other-names-in-phrase", message))
    if int(slop[1:] or 0) > MAX_SLOP:
        slop = f"~{MAX_SLOP}"
        message = (
            f"Words can be asked for at most {MAX_SLOP} words on; "
            "a greater number was read as that."
        )
        hints.append(Hint("far-apart", message))
    words = ["".join(_without_marks(_OTHER_NAMES.sub(r"\1", word), hints)) for word in words]
    phrase = f'{sign}"{" ".join(_cut(words, hints))}"'
    return [prefix + phrase + slop] if words_in(phrase) else []


def _without_marks(word: str, hints: list[Hint]) -> tuple[str, str]:
    """Return a word without what stands behind it, and of that how many letters may be wrong."""
    marks = _MARKS.search(word)
    if marks is None:
        return word, ""
    if "^" in marks[1]:
        message = "Words cannot be weighted; ^ and the number behind it were ignored."
        hints.append(Hint("weight", message))
    wrong = next(iter(_WRONG_LETTERS.findall(marks[1])), "")
    if wrong not in ("", "~0", "~1", "~2"):
        wrong = "~2"
        message = "At most two letters of a word may be wrong; any other number was read as two."
        hints.append(Hint("many-wrong-letters", message))
    return word[: marks.start()], wrong


def _checked_word(prefix: str, word: str, hints: list[Hint]) -> list[str]:
    word, wrong_letters = _without_marks(word, hints)
    if "*" not in word and "?" not in word:
        return [prefix + word + wrong_letters] if words_in(word) else []
    if wrong_letters:
        message = "A word with * or ? has no wrong letters; the ~ behind it was ignored."
        hints.append(Hint("wrong-letters-of-wildcard", message))
    kept = []
    for piece in _BETWEEN_WORDS.split(word):
        starred = "*" in piece or "?" in piece
        if starred and not _may_expand(piece):
            message = (
                f"{word[:40]} was left out: a word with * must begin with {MIN_STEM} letters, "
                "and one with ? with a letter."
            )
            hints.append(Hint("short-wildcard", message))
        elif starred or words_in(piece):
            kept.append(prefix + piece)
    return kept


def _may_expand(word: str) -> bool:
    return word[:1].isalnum() and sum(map(str.isalnum, word.partition("*")[0])) >= MIN_STEM


def _balance(parts: list[str], hints: list[Hint]) -> list[str]:
    """Drop parentheses that have no partner, or all of them where they nest too deep."""
    opened: list[int] = []
    lonely: set[int] = set()
    deepest = 0
    for at, part in enumerate(parts):
        if part == "(":
            opened.append(at)
            deepest = max(deepest, len(opened))
        elif part == ")":
            if opened:
                opened.pop()
            else:
                lonely.add(at)
    lonely.update(opened)
    if deepest > MAX_DEPTH:
        hints.append(
            Hint("too-deep", f"Parentheses nest more than {MAX_DEPTH} deep and were ignored.")
        )
        return [part for part in parts if part not in ("(", ")")]
    if lonely:
        hints.append(
            Hint("unbalanced-parenthesis", "A parenthesis has no partner and was ignored.")
        )
    return [part for at, part in enumerate(parts) if at not in lonely]


def _drop_dangling(parts: list[str], hints: list[Hint]) -> list[str]:
    """Drop operators and fields that have nothing to work on, and empty parentheses."""
    kept: list[str] = []
    dropped: set[str] = set()
    for part in parts:
        if part in ("AND", "OR") and (not kept or kept[-1] == "(" or kept[-1] in OPERATORS):
            dropped.add(part)
        elif part == ")":
            while kept[-1] in OPERATORS or kept[-1].endswith(":"):
                dropped.add(kept.pop())
            if kept[-1] == "(":
                kept.pop()
                while kept and kept[-1].endswith(":"):
                    dropped.add(kept.pop())
            else:
                kept.append(part)
        elif part == "NOT" and kept and kept[-1] == "NOT":
            kept.pop()
        else:
            kept.append(part)
    while kept and (kept[-1] in OPERATORS or kept[-1].endswith(":")):
        dropped.add(kept.pop())
    for operator in sorted(dropped):
        hints.append(
            Hint("dangling-operator", f"{operator} has nothing to work on here and was ignored.")
        )
    return kept
