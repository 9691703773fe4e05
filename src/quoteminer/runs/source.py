"""The articles of a run in their order, and among them, in its place, what could not be read."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from quoteminer.errors import InputError, RunError
from quoteminer.formats.articles import read_articles
from quoteminer.formats.lines import OnError
from quoteminer.schema import Article


class Source:
    """Articles for `extract_many`, which may read ahead: what could not be read waits for its turn.

    Args:
        paths: files, folders or `-`.
        read: reads the articles instead, and tells of what cannot be read.
    """

    def __init__(self, paths: Sequence[str] = (), read: Callable[[OnError], Iterator[Article]] | None = None) -> None:
        self._read = 0
        self._errors: deque[tuple[int, InputError]] = deque()
        read = partial(read_articles, paths) if read is None else read
        self._articles = read(lambda error: self._errors.append((self._read, error)))

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self._read += 1
            yield article

    def errors(self, articles: int | None = None) -> Iterator[InputError]:
        """Take out what could not be read.

        Args:
            articles: only what stands before the article after so many; None takes out all.

        Yields:
            What was wrong, in the order of the input.
        """
        while self._errors and (articles is None or self._errors[0][0] <= articles):
            yield self._errors.popleft()[1]

    def skip(self, articles: int, digest: "ArticleDigest") -> None:
        """Pass over the articles that an earlier run has done, with what could not be read among them.

        Args:
            articles: how many.
            digest: takes in what is passed over.

        Raises:
            RunError: there are not so many.
        """
        passed = 0
        for article in islice(self, articles):
            digest.add(article)
            passed += 1
        if passed < articles:
            raise RunError(f"the input has changed: {articles:,} articles were done, and it has {passed:,} now")
        if articles:
            list(self.errors(articles - 1))


class ArticleDigest:
    """BLAKE2 of articles, one after the other."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, article: Article) -> None:
        """Take in the next article, with its metadata."""
        self._hash.update(article.model_dump_json().encode("utf-8") + b"\n")

    def __str__(self) -> str:
        return self._hash.hexdigest()
