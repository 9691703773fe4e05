"""Everything that quoteminer raises on purpose, in one tree.

    QuoteminerError
    ├── InputError      an article or a file of articles that cannot be used
    ├── RecordError     a quote record that contradicts itself or its article
    ├── TableError      a word table that is malformed
    ├── ModelError      a spaCy model that is not installed or does not fit
    ├── WorkerError     worker processes that cannot start
    ├── RunError        an unfinished run that cannot be gone on with, or whose output cannot be written
    └── UsageError      a setting or argument outside what is allowed

Messages name the file, the line or the id, what was wrong, and what to do about it.
"""


class QuoteminerError(Exception):
    """The base of every error that quoteminer raises on purpose."""


class InputError(QuoteminerError):
    """An article, or a file of articles, that cannot be used."""


class RecordError(QuoteminerError, ValueError):
    """A quote record that contradicts itself or the article it is taken from."""


class TableError(QuoteminerError):
    """A word table that is malformed."""


class ModelError(QuoteminerError):
    """A spaCy model that is not installed, or that lacks what the pipeline needs."""


class WorkerError(QuoteminerError):
    """Worker processes that cannot start."""


class RunError(QuoteminerError):
    """An unfinished run that cannot be gone on with, or whose output cannot be written."""


class UsageError(QuoteminerError, ValueError):
    """A setting or an argument outside what is allowed."""
