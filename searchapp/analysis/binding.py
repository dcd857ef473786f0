"""Words that are bound to one another: where one of them stands, the other stands beside it.

Nobody can tell from its letters that Jaein is Moon Jae-in and onion is not "on ion".  An archive
can: in it Jae stands before in nearly everywhere (a collocation, after Sinclair, Corpus,
Concordance, Collocation, 1991).
"""

from __future__ import annotations

from searchapp.analysis import english
from searchapp.analysis.lexicon import Vocabulary

# Words are bound where they stand together in so many articles,
_LEAST = 3
# and that is at least this part of those that have the rarer of them.
_PART = 0.5


def are_bound(vocabulary: Vocabulary, first: str, second: str) -> bool:
    """Return whether a name and an English word are one name side by side, as kanye west are.

    Args:
        vocabulary: of the archive.
        first: a form, in ASCII.
        second: the one behind it.
    """
    is_english = english.is_word(first)
    if is_english == english.is_word(second):
        return False
    count = vocabulary.articles(second if is_english else first)
    least = max(_LEAST, _PART * count)
    return count >= least and vocabulary.articles_with_phrase((first, second)) >= least
