"""The facade: an archive that can be searched.  It wires the rooms together, and only it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from searchapp.aliasing.notebook import Notebook
from searchapp.analysis.aliases import Aliases
from searchapp.analysis.lexicon import Level
from searchapp.engines.base import Engine, Stats, Verified
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import ArticleNotFound, BadParameter
from searchapp.model import Article, Original, Story
from searchapp.query.plan import Options, Sort, check_number, make_plan
from searchapp.search.othernames import resolve
from searchapp.search.page import MarkedArticle, Page
from searchapp.search.results import answer, mark_article
from searchapp.search.usage import Spellings, list_usage

if TYPE_CHECKING:
    from searchapp.aliasing.candidates import Candidate, Quote
    from searchapp.search.difference import Difference
    from searchapp.search.suggestions import Suggestion

DEADLINE = 10.0
# In so many articles with two names a sentence is looked for that says that they are one.
_LOOKED_AT = 500


class Archive:
    """An archive of articles, open for searching; safe to share between threads.

    Use it in a `with` block, or call `close` when done.

    Args:
        path: the folder of its index.
        engine: the index, open.
        deadline: seconds after which a search answers with what it has found, and an original is
            given up; to make the hits that are asked for takes some milliseconds each besides.
    """

    def __init__(self, path: str, engine: Engine, deadline: float = DEADLINE) -> None:
        self.path = path
        self._engine = engine
        self._deadline = deadline
        self._notebook = Notebook(Path(path), lambda: engine.kept().corpus)

    def search(self, query: str = "", **options: Unpack[Options]) -> Page:
        """Search the archive.

        Args:
            query: what to look for (see `searchapp.query.syntax`); empty finds every article.
            options: by name: `outlets`, `since`, `until`, `undated`, `sort`, `offset`, `limit`,
                `copies`, `match` and `without` (see `searchapp.query.plan.Options`).

        Returns:
            The page: hits, counts by outlet and date, what each word stands for, hints.

        Raises:
            BadParameter: a value is not of the form it should be of; a query itself is never wrong.
            IndexDamaged: a file of the index cannot be read.
        """
        shown = options.get("limit") != 0
        aliases = self.aliases
        plan = make_plan(query, deadline=self._deadline, spellings=shown, **options)
        return answer(self._engine, query, resolve(plan, aliases), aliases)

    def spellings(self, query: str, *, match: str = Level.SPELLINGS) -> Spellings:
        """Say of each word of a query who writes it how, and when, in the whole archive.

        Args:
            query: a name or several, as for `search`.
            match: what a word stands for, as for `search`.

        Returns:
            For each word its forms with articles, dates and reasons, by outlet and by year.

        Raises:
            BadParameter: a value is not of the form above.
            IndexDamaged: a file of the index cannot be read.
        """
        plan = make_plan(query, match=match, deadline=self._deadline)
        return list_usage(self._engine, query, resolve(plan, self.aliases))

    def suggest(self, typed: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Suggest how a query that is being typed can go on.

        Args:
            typed: the query as far as it is typed; its last word is completed, or its last few
                where they begin a name.
            limit: how many to return at the most, from 0.

        Returns:
            Words, names of several words and outlets, each with the articles that the query
            finds with it, those with the most first; none where the end of what was typed is not
            a word.

        Raises:
            BadParameter: the limit is not a whole number from 0.
            IndexDamaged: a file of the index cannot be read.
        """
        from searchapp.search.suggestions import suggest  # noqa: PLC0415

        most = check_number("limit", limit)
        return suggest(self._engine, typed, most, self._deadline, self.aliases)

    def get(self, article_id: str) -> Article:
        """Return one article.

        Args:
            article_id: its id, from a hit.

        Raises:
            ArticleNotFound: no article has it.
            IndexDamaged: a file of the index cannot be read.
        """
        article = self._engine.get(article_id)
        if article is None:
            raise ArticleNotFound(article_id)
        return article

    def original(self, article_id: str) -> Original:
        """Read the text of an article again, exactly as it stands in its file.

        Only a file that the index was made from is opened, with the settings of the last build, and
        only a text that the id is a hash of is returned.

        Args:
            article_id: its id, from a hit.

        Returns:
            The text and its place.

        Raises:
            ArticleNotFound: no article has this id.
            OriginalGone: the file is no longer there.
            OriginalChanged: it does not hold this text any more.
            OriginalUnreadable: it cannot be read, or not within the deadline.
            IndexDamaged: a file of the index cannot be read.
        """
        # Imported here: a search must not wait for the libraries that read files.
        from searchapp.ingest.originals import read_original  # noqa: PLC0415
        from searchapp.ingest.pipeline import FieldNames, Limits  # noqa: PLC0415

        source = self.get(article_id).source
        key = self._engine.file_of(article_id)
        if key is None:
            raise ArticleNotFound(article_id)
        settings = self._engine.kept().settings
        limits, names = Limits.from_settings(settings), FieldNames(settings.fields)
        return read_original(key, article_id, source, limits, names=names, deadline=self._deadline)

    def copies(self, article_id: str) -> Story:
        """Return the story of an article: itself and its copies, the earliest first.

        Args:
            article_id: its id, from a hit.

        Raises:
            ArticleNotFound: no article has it.
            IndexDamaged: a file of the index cannot be read.
        """
        story = self._engine.story(article_id)
        if story is None:
            raise ArticleNotFound(article_id)
        return story

    def changes(self, article_id: str) -> Difference:
        """Say word by word what changed from the earliest article of a story to another one.

        Args:
            article_id: the other one's id, from a hit.

        Returns:
            The difference; nothing in it differs where the article is itself the earliest.

        Raises:
            ArticleNotFound: no article has this id.
            IndexDamaged: a file of the index cannot be read.
        """
        # Imported here, as all that a search does not need.
        from searchapp.search.difference import compare  # noqa: PLC0415

        later = self.get(article_id)
        return compare(self.get(self.copies(article_id).members[0].id), later)

    def highlight(
        self,
        article: Article,
        query: str,
        *,
        match: str = Level.SPELLINGS,
        without: Iterable[str] = (),
    ) -> MarkedArticle:
        """Mark in a whole article what a query finds in it.

        Args:
            article: the article.
            query: the query, as typed.
            match: what a word stands for, as for `search`.
            without: what is switched off, as for `search`.

        Returns:
            The title, the paragraphs of the body and the captions.

        Raises:
            BadParameter: a value is not of the form above.
            IndexDamaged: a file of the index cannot be read.
        """
        plan = resolve(make_plan(query, match=match, without=without), self.aliases)
        return mark_article(article, plan, self._engine.families(plan))

    @property
    def aliases(self) -> Aliases:
        """Other names of what is named: ours, and those of an `aliases.toml` beside the corpus.

        It is read again when it has changed; what is wrong with it is in `Aliases.problems`.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        return self._notebook.aliases()

    def suggest_aliases(
        self, *, least: int = 2, tell: Callable[[int, int], None] | None = None
    ) -> list[Candidate]:
        """Find other names that the articles themselves tell, and that are not known yet.

        All articles are read, which takes a while.

        Args:
            least: how many articles must tell them.
            tell: called now and then with how many articles are read, of how many.

        Returns:
            The names, with the sentences that tell them; those that most articles tell first.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        from searchapp.aliasing.candidates import find_candidates  # noqa: PLC0415

        stats = self.stats()
        total = stats.articles + stats.copies
        return find_candidates(
            self._engine.articles(),
            self.aliases,
            least=least,
            tell=None if tell is None else lambda done: tell(done, total),
        )

    def accept_alias(
        self,
        name: str,
        other: str,
        *,
        relation: str | None = None,
        ambiguous: bool = False,
        source: str = "",
    ) -> Path:
        """Write another name into the `aliases.toml` beside the corpus, unless it is there already.

        What this or `reject_alias` wrote of the two before is taken out.

        Args:
            name: a name.
            other: the other name.
            relation: what is said of the other name: "same", "former" or "part_of"; None for what
                the articles say, and "same" where they do not.
            ambiguous: whether the other name means other things as well.
            source: who says so; where it is empty, an article that does is looked for.

        Returns:
            The file.

        Raises:
            BadParameter: a value is not of the form above, or no article says so and no source is
                given.
            BadCorpusNotes: the file is wrong, or would be.
            AliasesNotWritable: it cannot be written, or the user refused the two names by hand, or
                says otherwise of the other name.
            IndexDamaged: a file of the index cannot be read.
        """
        quote = None if source.strip() else self._quote(name, other)
        if quote is not None:
            source = str(quote[1])
        elif not source.strip():
            raise BadParameter("source", source, "who says so, as no article does in so many words")
        if relation is None:
            relation = "former" if quote is not None and quote[0] else "same"
        return self._notebook.accept(name, other, relation, source, ambiguous=ambiguous)

    def reject_alias(self, name: str, other: str, *, reason: str = "") -> Path:
        """Write into the `aliases.toml` beside the corpus that two names are not the same.

        They are not offered for one another any more, nor suggested.  What `accept_alias` wrote of
        them is taken out.

        Args:
            name: a name.
            other: another one.
            reason: why; may be empty.

        Returns:
            The file.

        Raises:
            BadParameter: the two can be no names.
            BadCorpusNotes: the file is wrong.
            AliasesNotWritable: it cannot be written.
        """
        return self._notebook.reject(name, other, reason)

    def _quote(self, name: str, other: str) -> tuple[bool, Quote] | None:
        """Return what an article says of two names, None where none has both or says so."""
        from searchapp.aliasing.candidates import find_quote  # noqa: PLC0415

        both = " ".join('"{}"'.format(each.replace('"', " ")) for each in (name, other))
        plan = make_plan(
            both,
            sort=Sort.OLDEST,
            limit=_LOOKED_AT,
            deadline=self._deadline,
            copies=True,
            match=Level.LETTERS,
        )
        matches = self._engine.search(plan).matches
        return find_quote((match.article for match in matches), name, other)

    def stats(self) -> Stats:
        """Return the archive in numbers.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        return self._engine.stats()

    def verify(self, tell: Callable[[int, int, int], None] | None = None) -> Verified:
        """Read back everything that the index holds, and check that it fits together.

        Args:
            tell: called now and then with how many bytes are checked, of how many, and how many
                articles were read.

        Returns:
            What was found to be whole.

        Raises:
            IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: a file is not what was written; it
                is named.
        """
        return self._engine.verify(tell or _say_nothing)

    def close(self) -> None:
        """Let go of the index's files."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_archive(index: str | Path, *, deadline: float = DEADLINE) -> Archive:
    """Open the archive in an index; `searchapp.open` is this function.

    Args:
        index: the folder of the index.
        deadline: seconds after which a search answers with what it has, and an original is given
            up.

    Returns:
        The archive, to be closed by the caller.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be opened.
    """
    return Archive(str(index), WhooshEngine.open(Path(index)), deadline)


def _say_nothing(done: int, total: int, articles: int) -> None:
    del done, total, articles
