"""Say no in both languages, in the words of `server/phrases/regret.toml`.

Place in the stream: raised by views; `problems` answers it as a page, as JSON or as text.
"""

from __future__ import annotations

from typing import Any

from server import wording
from server.problems import ProblemError, said

KINDS = {
    400: "bad_request",
    404: "not_found",
    406: "not_acceptable",
    410: "gone",
    413: "too_large",
    414: "uri_too_long",
}


def regret(status: int, phrase: str, **values: Any) -> ProblemError:
    """Make the error of a request that cannot be answered."""
    words = wording.load()
    texts = {language: words.say(f"regret.{phrase}", language, **values) for language in wording.LANGUAGES}
    return said(status, KINDS[status], texts["en"], texts["zh"])
