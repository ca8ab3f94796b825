"""The tree of errors; every message says what was wrong, where, and the mend.

KechuangError
├── InputError            a file, an option or an IRI that the user gave
│   ├── ArticleError      not there, empty, too large, not text
│   └── RuleError         a rule or word list that does not load
├── BuildError            a build that must not be published
│   ├── QuoteError        a quote differs from the source
│   ├── CollisionError    two things would get one identifier
│   └── ValidationError   the graph does not keep the shapes
├── StoreError            a build folder that is missing, half written or of another version
└── QueryError            a query that is not answered
    ├── QuerySyntaxError  with line, column and hint
    ├── QueryRefused      update, SERVICE, too long, too deep
    ├── QueryLimit        time, memory, rows or bytes ran out
    └── ParameterError    a canned query's parameter
"""

from __future__ import annotations


class KechuangError(Exception):
    """Any error of ours that a user can mend."""


class InputError(KechuangError):
    """Something the user gave cannot be used."""


class ArticleError(InputError):
    """An article cannot be read."""


class RuleError(InputError):
    """A rule file or word list does not load."""


class BuildError(KechuangError):
    """A build must not be published."""


class QuoteError(BuildError):
    """A quote differs from the characters it points to."""


class CollisionError(BuildError):
    """Two different things would get one identifier."""


class ValidationError(BuildError):
    """The graph does not keep the shapes."""


class StoreError(KechuangError):
    """A build folder cannot be opened."""


class QueryError(KechuangError):
    """A query is not answered; `zh` says the message in Chinese, and is empty when nobody has put it so."""

    def __init__(self, message: str, *, zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh


class QuerySyntaxError(QueryError):
    """The query does not parse; line and column count from 1 and are 0 when unknown."""

    def __init__(
        self, message: str, *, line: int = 0, column: int = 0, hint: str = "", zh: str = "", hint_zh: str = ""
    ) -> None:
        super().__init__(message, zh=zh)
        self.line = line
        self.column = column
        self.hint = hint
        self.hint_zh = hint_zh


class QueryRefused(QueryError):  # noqa: N818  # what happened, in the words of the service
    """The query asks for what this service never does; `reason` is update, service, depth, length, format …."""

    def __init__(self, message: str, *, reason: str = "", zh: str = "") -> None:
        super().__init__(message, zh=zh)
        self.reason = reason


class QueryLimit(QueryError):  # noqa: N818  # what happened, in the words of the service
    """A limit ran out; `limit` names the setting."""

    def __init__(self, message: str, *, limit: str = "", zh: str = "") -> None:
        super().__init__(message, zh=zh)
        self.limit = limit


class ParameterError(QueryError):
    """A parameter of a canned query is missing, unknown or of the wrong type."""
