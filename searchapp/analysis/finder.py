"""From a word to all that it stands for in an archive, the nearest first.

A name is found in one word and in several, wherever it is parted: Kim Jong-un and Kim Jongun, bin
Laden and Binladen, Hezbollah and Hizb Allah.  What stands for what, and why, says
`searchapp.analysis.lexicon`.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from searchapp.analysis import english
from searchapp.analysis.binding import are_bound
from searchapp.analysis.compounds import (
    ARTICLES,
    Options,
    arrangements,
    bare,
    cuts,
    goes_before,
    halves,
    has_pattern,
    is_article,
    is_with_article,
    may_be_one,
)
from searchapp.analysis.folding import BEHIND_LATIN, fold, without_possessive
from searchapp.analysis.lexicon import (
    MOST,
    Family,
    Form,
    Kind,
    Level,
    Vocabulary,
    Wanted,
    same_letters,
)
from searchapp.analysis.namesakes import SHORTEST, are_singular_and_plural
from searchapp.analysis.nearness import at_least, farthest, nearest_first, up_to, without_needless
from searchapp.analysis.spelling import THRESHOLD, same_name_score, same_names
from searchapp.analysis.stems import stem
from searchapp.analysis.tokens import words_in
from searchapp.analysis.wellknown import line_of

# A name that is written in several words has this many ways to be at the most.
_MOST_PHRASES = 12
# So many spellings of a name are looked for in several words, if they are as much like it.
_MOST_PARTED, _MUCH_ALIKE = 4, 0.8
# What words side by side are in one word is as much like them.
_CERTAIN = 0.98
# So many ways to join the words of a name are tried.
_MOST_JOINED = 40
# Behind this an English word is a name (bin Laden), if it has so many letters.
_CONTEXT, _LONG_PART = "bin", 4

Spellings = Callable[[str], tuple[Form, ...]]
SideBySide = Callable[[tuple[tuple[str, ...], ...], int], Iterable[Sequence[str]]]


class Finder:
    """Finds what a word stands for in a vocabulary, and on the way what others do.

    Args:
        vocabulary: of the archive.
        spellings: finds the other spellings of a name in one word, as `find_spellings` does.
        side_by_side: finds which forms stand side by side, as the vocabulary does.
    """

    def __init__(
        self, vocabulary: Vocabulary, spellings: Spellings, side_by_side: SideBySide
    ) -> None:
        self._vocabulary = vocabulary
        self._spellings = spellings
        self._standing_together = side_by_side
        self._known: dict[tuple[str, Wanted], list[Form]] = {}

    def find(self, wanted: Wanted) -> Family:
        """Return all that a word stands for."""
        ranked = nearest_first(self._forms(wanted))
        if not wanted.in_phrase:
            ranked = without_needless(ranked)
        return Family(tuple(ranked[:MOST]), max(len(ranked) - MOST, 0))

    def _forms(self, wanted: Wanted) -> Iterator[Form]:
        words = words_in(wanted.text)
        if wanted.fused:
            yield from self._of_neighbours(wanted, words)
        elif len(words) > 1:
            yield from self._of_several(wanted, words)
        else:
            yield from self._of_one(wanted)
        if wanted.in_phrase:
            yield from self._with_article(wanted)

    def _of_one(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the forms of a word."""
        yield from self._alone(wanted)
        if not english.is_word(fold(wanted.text)):
            yield from self._apart(wanted)

    def _of_several(self, wanted: Wanted, words: Sequence[str]) -> Iterator[Form]:
        """Yield the forms of what is written in several words."""
        is_name = not all(map(english.is_word, bare(words))) or has_pattern(wanted.text)
        named = self._named(wanted) if is_name else []
        name = _name_of(wanted)
        if wanted.level is not Level.EXACT:
            yield from self._with_letters(fold("".join(words)))
        # Of what is written in several words, one word is a spelling if it is much like it.
        yield from [form for form in named if form.score >= _MUCH_ALIKE]
        if named and name is not None:
            # Who writes al-Sadr writes Sadr as well.
            yield from self._of_one(wanted._replace(text=name))
            if not wanted.in_phrase:
                return
        yield from self._of_words(wanted, words)
        if is_name:
            yield from self._apart(wanted)

    def _of_neighbours(self, wanted: Wanted, words: Sequence[str]) -> Iterator[Form]:
        """Yield what words side by side stand for as one name, and not as the words they are."""
        if wanted.level is Level.EXACT:
            return
        found = self._of_several if has_pattern(wanted.text) else self._joined
        # With its article a name in the midst of others is one, in which that makes no difference.
        has_article = len(words) > 2 and is_with_article(words[1], words[2], midst=True)
        free = ARTICLES if has_article else ()
        typed = [word for word in words if fold(word) not in free]
        places = [{form.text for form in self._alone(wanted._replace(text=x))} for x in typed]
        for form in found(wanted, words):
            parts = [word for word in form.words if fold(word) not in free]
            if len(parts) != len(places) or not all(map(set.__contains__, places, parts)):
                yield form

    def _joined(self, wanted: Wanted, words: Sequence[str]) -> Iterator[Form]:
        """Yield what is one word of some that are no known name."""
        yield from self._with_letters(fold("".join(words)))
        # Who looks for al Gore does not look for whatever is written gore.
        least = len(fold(words[-1])) + 1 if is_article(words[0]) else 0
        for form in self._named(wanted):
            if form.score >= _CERTAIN and len(fold(form.text)) >= least:
                yield form
        if is_with_article(words[0], words[-1], midst=True):
            yield from self._with_article(wanted)

    def _in_one(self, places: Sequence[Options]) -> Iterator[Form]:
        """Yield what has the letters of words one behind another."""
        if math.prod(map(len, places)) <= _MOST_JOINED:
            for each in map("".join, itertools.product(*places)):
                for form in self._with_letters(each):
                    yield form._replace(kind=Kind.SPELLING)

    def _alone(self, wanted: Wanted) -> list[Form]:
        """Return the forms of a word that are written in one word, the nearest first."""
        return self._once(self._in_one_word, wanted)

    def _in_one_word(self, wanted: Wanted) -> Iterator[Form]:
        text, level = wanted.text, wanted.level
        letters = fold(text)
        same = [Form(form, Kind.LETTERS) for form in same_letters(self._vocabulary, text)]
        yield from (Form(text, Kind.EXACT) for form in same if form.text == text)
        if level is Level.EXACT:
            return
        yield from same
        if level is not Level.LETTERS and text < BEHIND_LATIN:
            yield from self._of_english(letters)
        yield from self._named(wanted)
        yield from self._fuzzy(letters, wanted)

    def _once(self, find: Callable[[Wanted], Iterable[Form]], wanted: Wanted) -> list[Form]:
        """Return what a method finds, the nearest first, found but once."""
        key = find.__name__, wanted
        if key not in self._known:
            self._known[key] = nearest_first(find(wanted))
        return self._known[key]

    def _with_letters(self, letters: str) -> list[Form]:
        return [Form(form, Kind.LETTERS) for form in self._vocabulary.with_letters(letters)]

    def _each_with_letters(self, parts: Sequence[str]) -> list[list[Form]]:
        """Return the forms that have the letters of each part; nothing where one has none."""
        found: dict[str, list[Form]] = {}
        # The longest is the likeliest to be no word.
        for part in sorted(parts, key=len, reverse=True):
            found[part] = self._with_letters(part)
            if not found[part]:
                return []
        return [found[part] for part in parts]

    def _of_english(self, letters: str) -> Iterator[Form]:
        is_english = english.is_word(letters)
        for form in self._vocabulary.with_stem(stem(letters)):
            other = fold(form) if form < BEHIND_LATIN else ""
            is_form = is_english and english.is_word(other)
            if is_form or are_singular_and_plural(self._vocabulary, letters, other):
                yield Form(form, Kind.WORD)

    def _named(self, wanted: Wanted) -> list[Form]:
        """Return the other spellings of a name in one word, the likeliest first."""
        text = wanted.text
        is_name = len(fold(text)) >= SHORTEST or line_of(text) is not None
        if not is_name or not up_to(wanted.level, Level.SPELLINGS):
            return []
        return self._once(self._find_named, Wanted(text, wanted.level))

    def _find_named(self, wanted: Wanted) -> Iterator[Form]:
        is_wide = wanted.level is Level.WIDE
        return (x for x in self._spellings(wanted.text) if is_wide or x.kind is not Kind.WIDE)

    def _fuzzy(self, letters: str, wanted: Wanted) -> Iterator[Form]:
        # 2016 with another digit is another year.
        may_slip = letters.isalpha() and not english.is_word(letters)
        edits = wanted.edits or int(wanted.level is Level.WIDE and may_slip)
        kind = Kind.FUZZY if wanted.edits else Kind.WIDE
        for form in self._vocabulary.within(letters, edits) if edits else ():
            if wanted.edits or not english.is_word(form):
                yield Form(form, kind, 1 - edits / (len(letters) + 1))

    def _of_words(self, wanted: Wanted, words: Sequence[str]) -> Iterator[Form]:
        """Yield the ways to write words side by side, each as a word of its own."""
        forms_at = functools.partial(self._each_alone, words, edits=wanted.edits)
        if wanted.level is Level.EXACT:
            yield from self._side_by_side(forms_at(Level.EXACT))
            return
        yield from self._at_levels(up_to(wanted.level, Level.LETTERS), forms_at)
        places = [self._with_letters(fold(word)) for word in words]
        for at in range(len(words) - 1 if len(words) > 2 else 0):
            # Kim Jong-un is Kim Jongun as well.
            joined = self._with_letters(fold("".join(words[at : at + 2])))
            yield from self._side_by_side([*places[:at], joined, *places[at + 2 :]])

    def _each_alone(
        self, words: Sequence[str], level: Level, edits: int = 0
    ) -> list[Sequence[Form]]:
        """Return for each of some words its forms in one word."""
        long = [len(word) > SHORTEST for word in words]
        return [
            self._alone(Wanted(word, level, edits if is_long else 0))
            for word, is_long in zip(words, long, strict=True)
        ]

    def _with_article(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the forms of a name with an article before them, as it was typed or not."""
        name = _name_of(wanted)
        levels = up_to(wanted.level, Level.SPELLINGS)
        if name is None or not levels:
            return
        typed = tuple(words_in(wanted.text))
        # The "at" before Baghran is no article, but that before Tanf is one for who types al-Tanf,
        # and only before an n is "un" (UN Islamic).
        among = {word for word in ARTICLES if goes_before(word, fold(name))}
        has_one = bool(typed[:-1])
        among = {x for x in among if not english.is_word(x) or (has_one and x[0] in "ae")}
        among |= {*typed[:-1]}
        articles = [form for word in sorted(among) for form in self._with_letters(word)]
        for form in self._at_levels(levels, lambda x: [articles, self._alone(Wanted(name, x))]):
            yield form._replace(kind=Kind.EXACT if form.words == typed else Kind.SPELLING)

    def _apart(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the ways to write a name in several words, wherever it is parted."""
        letters = fold("".join(words_in(wanted.text)))
        levels = up_to(wanted.level, Level.SPELLINGS)
        if wanted.level is not Level.EXACT:
            yield from self._parted(letters, levels[:1])
        alike = {fold(form.text): form for form in self._named(wanted) if form.score >= _MUCH_ALIKE}
        for other in [each for each in alike if each != letters][:_MOST_PARTED]:
            for way in self._parted(other, ()):
                yield at_least(Kind.SPELLING, way)._replace(score=alike[other].score)
        for places in arrangements(wanted.text) if levels else ():
            yield from self._in_one([(x,) if isinstance(x, str) else x for x in places])
            places_at = functools.partial(self._of_places, places)
            with_article = self._with_article_joined(places, levels[-1])
            for way in (*self._at_levels(levels, places_at), *with_article):
                # The whole name may be surer than its parts.
                score = max(way.score, same_name_score(wanted.text, way.text))
                yield at_least(Kind.SPELLING, way)._replace(score=score)

    def _with_article_joined(self, places: Sequence[Options | str], level: Level) -> Iterator[Form]:
        """Yield a name whose second word is written in one with its article: Deir Ezzor."""
        name = places[-1]
        if len(places) < 3 or not isinstance(name, str):
            return
        names = {fold(form.text) for form in self._alone(Wanted(name, level))[:_MOST_PARTED]}
        joined = (
            article + other
            for other in sorted({name, *names})
            for article in ARTICLES
            if goes_before(article, other)
        )
        forms = [form for letters in joined for form in self._with_letters(letters)]
        yield from self._side_by_side([*self._of_places(places[:1], level), forms])

    def _parted(self, letters: str, levels: Sequence[Level]) -> Iterator[Form]:
        """Yield what has the letters of a name in several words, and other spellings of these."""
        for cut in cuts(letters) if not letters.isdigit() else ():
            # The English words of "put in" are no way to write Putin.
            if not may_be_one(*cut):
                continue
            ways = list(self._side_by_side(self._each_with_letters(cut)))
            yield from ways
            if ways:
                for way in self._at_levels(levels, functools.partial(self._of_cut, cut)):
                    if len(cut) > 2:
                        # With another article.
                        yield at_least(Kind.SPELLING, way)
                    elif same_name_score(letters, way.text) >= THRESHOLD:
                        yield at_least(Kind.LETTERS, way)
        for cut in halves(letters):
            if are_bound(self._vocabulary, *cut):
                yield from self._side_by_side(self._each_with_letters(cut))

    def _of_cut(self, cut: Sequence[str], level: Level) -> list[Sequence[Form]]:
        """Return the forms of the parts of a name; what is between two of them is an article."""
        if len(cut) > 2:
            return self._of_places((cut[0], ARTICLES, cut[2]), level)
        return self._each_alone(cut, level)

    def _of_places(self, places: Sequence[Options | str], level: Level) -> list[Sequence[Form]]:
        """Return the forms that may stand in the places of a name: words, or spellings of one."""
        found: list[Sequence[Form]] = []
        for place in places:
            if not isinstance(place, str):
                found.append([form for word in place for form in self._with_letters(word)])
                continue
            wanted = Wanted(place, Level.LETTERS if english.is_word(place) else level)
            ends_name = found and len(place) >= _LONG_PART
            found.append(self._once(self._of_part, wanted) if ends_name else self._alone(wanted))
        return found

    def _of_part(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the spellings of what ends a name, as is the Laden of bin Laden.

        It may be an English word there, which alone is a spelling of no name.
        """
        name = wanted.text
        is_english = english.is_word(name)
        yield from self._alone(wanted)
        near = self._vocabulary.within(fold(name), 1)
        others = [x for x in near if is_english or english.is_word(without_possessive(x))]
        behind = {f"{_CONTEXT} {form}": form for form in others}
        for text, score in same_names(f"{_CONTEXT} {name}", list(behind)):
            yield Form(behind[text], Kind.SPELLING, score)

    def _at_levels(
        self, levels: Sequence[Level], places_at: Callable[[Level], list[Sequence[Form]]]
    ) -> Iterator[Form]:
        """Yield the ways to write some words side by side, those of each level.

        Only so many of them are looked for at once, and a looser level must not lose one.

        Args:
            levels: from the strictest on.
            places_at: returns for a level the forms that may stand in each place.
        """
        before = None
        for level in levels:
            places = places_at(level)
            if places != before:
                yield from self._side_by_side(places)
            before = places

    def _side_by_side(self, parts: Sequence[Sequence[Form]]) -> Iterator[Form]:
        """Yield the ways to write some words side by side that the archive has."""
        if not (parts and all(parts)):
            return
        known = [{form.text: form for form in part} for part in parts]
        for way in self._standing_together(tuple(map(tuple, known)), _MOST_PHRASES):
            forms = [part[text] for part, text in zip(known, way, strict=True)]
            kind = farthest(form.kind for form in forms)
            yield Form(" ".join(way), kind, min(form.score for form in forms))


def _name_of(wanted: Wanted) -> str | None:
    """Return a name of one word without an article in front; None where it is no such name."""
    words = bare(words_in(wanted.text))
    is_name = len(words) == 1 and not english.is_word(words[0])
    return words[0] if is_name and len(fold(words[0])) >= SHORTEST else None
