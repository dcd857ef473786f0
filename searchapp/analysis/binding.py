"""Words that are bound to one another: where one of them stands, the other stands beside it.

Nobody can tell from its letters that Jaein is Moon Jae-in and onion is not "on ion".  An archive
can: in it Jae stands before in nearly everywhere (a collocation, after Sinclair, Corpus,
Concordance, Collocation, 1991).
"""

from __future__ import annotations

from searchapp.analysis import english
from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Vocabulary

# Words are bound where they stand together in so many articles,
_LEAST = 3
# and that is at least this part of those that have the rarer of them.
_PART = 0.5


def are_bound(vocabulary: Vocabulary, first: str, second: str) -> bool:
    """Return whether a name and an English word beside it are one name, as kanye west are.

    Args:
        vocabulary: of the archive.
        first: a form.
        second: the one behind it; one of the two is an English word.
    """
    name = second if english.is_word(fold(first)) else first
    together = vocabulary.articles_with_phrase((first, second))
    return together >= max(_LEAST, _PART * vocabulary.articles(name))
