"""Tell what went wrong: one shape for every error, one table from errors to status codes.

Place in the house: the last thing between an error and whoever asked. The shape is that of RFC 9457 (Problem Details);
people get it as a page, programs as JSON or text, in Chinese or in English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from kg import errors
from server import negotiation, pages, wording
from server.replies import CORS, Reply

__all__ = ["Problem", "ProblemError", "of", "register", "said"]

OFFERED = ("problem", "html", "text")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in both languages; `more` are further members, `headers` go with the answer."""

    status: int
    kind: str
    detail: Mapping[str, str]
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def members(self, language: str) -> dict[str, Any]:
        """Give the members of the problem in a language; `messages` holds both."""
        return {
            "type": f"/-/settings#{self.more['limit']}" if "limit" in self.more else "about:blank",
            "title": wording.load().say(f"problems.{self.kind}", language),
            "status": self.status,
            "detail": self.detail[language],
            **{key: value[language] if isinstance(value, Mapping) else value for key, value in self.more.items()},
            "messages": dict(self.detail),
        }

    def reply(self, accept: str | None, language: str) -> Reply:
        """Answer a program: JSON, or text when that is what it reads."""
        members = self.members(language)
        form = negotiation.choose(accept, ("problem", "text")) or "problem"
        if form == "text":
            lines = [f"{self.status} {members['title']}", members["detail"], members.get("hint", "")]
            body = "\n".join(line for line in lines if line).encode() + b"\n"
        else:
            body = json.dumps(members, ensure_ascii=False, indent=1).encode() + b"\n"
        return Reply(self.status, self._headers(form, language), body)

    def _headers(self, form: str, language: str) -> dict[str, str]:
        return {
            "Content-Type": negotiation.content_type(form),
            "Content-Language": wording.HTML_TAGS[language],
            "Cache-Control": "no-store",
            "Vary": "Accept, Accept-Language",
            "X-Content-Type-Options": "nosniff",
            **CORS,
            **self.headers,
        }


class ProblemError(Exception):
    """A problem found while answering over HTTP."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail["en"])
        self.problem = problem


def said(status: int, kind: str, en: str, zh: str, **more: Any) -> ProblemError:
    """Make the error of a problem in words; `headers` among `more` go with the answer."""
    headers = more.pop("headers", {})
    return ProblemError(Problem(status, kind, {"en": en, "zh": zh}, more, headers))


# The most special first.
TABLE: tuple[tuple[type[errors.KechuangError], int, str], ...] = (
    (errors.QuerySyntaxError, 400, "syntax"),
    (errors.QueryRefused, 403, "refused"),
    (errors.QueryLimit, 503, "limit"),
    (errors.ParameterError, 400, "parameter"),
    (errors.QueryError, 400, "bad_request"),
    (errors.InputError, 400, "bad_request"),
    (errors.StoreError, 503, "unavailable"),
)
# A refusal's status says whether asking otherwise would help.
REFUSALS = {"update": 400, "service": 403, "depth": 400, "chain": 400, "length": 413, "iri": 400, "function": 400}
NOT_IN_FORM = frozenset({"format", "control", "predicate", "triple"})
LIMITS = {"timeout": 504}
HTTP_KINDS = {
    400: "bad_request",
    403: "refused",
    404: "not_found",
    405: "method",
    406: "not_acceptable",
    408: "timeout_request",
    410: "gone",
    413: "too_large",
    414: "uri_too_long",
    415: "unsupported",
    503: "unavailable",
}


def of(error: Exception) -> Problem:
    """Find the problem of an error; an unknown error is a 500 that says nothing of its inside."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, HTTPException):
        return _of_http(error)
    for kind_of_error, status, kind in TABLE:
        if isinstance(error, kind_of_error):
            return _of_ours(error, status, kind)
    words = wording.load()
    return Problem(500, "internal", {lang: words.say("problems.internal_detail", lang) for lang in wording.LANGUAGES})


def _of_ours(error: errors.KechuangError, status: int, kind: str) -> Problem:
    detail = {"en": str(error), "zh": getattr(error, "zh", "") or str(error)}
    more: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, errors.QuerySyntaxError):
        more = {"line": error.line, "column": error.column}
        more |= {"hint": {"en": error.hint, "zh": error.hint_zh}} if error.hint else {}
    elif isinstance(error, errors.QueryRefused):
        status = 406 if error.reason in NOT_IN_FORM else REFUSALS.get(error.reason, status)
        kind = {406: "not_acceptable", 413: "too_large"}.get(status, kind)
        more = {"reason": error.reason}
    elif isinstance(error, errors.QueryLimit):
        status = LIMITS.get(error.limit, status)
        more = {"limit": f"KECHUANG_{error.limit.upper()}"}
        headers = {"Retry-After": "5"}
    return Problem(status, kind, detail, more, headers)


def _of_http(error: HTTPException) -> Problem:
    status = error.code or 500
    kind = HTTP_KINDS.get(status, "internal" if status >= 500 else "bad_request")
    words = wording.load()
    # Werkzeug's own sentences are English; ours may be given as the description.
    own = error.description if error.description and error.description != type(error).description else ""
    detail = {lang: own or words.say(f"problems.{kind}", lang) for lang in wording.LANGUAGES}
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Location")}
    return Problem(status, kind, detail, headers=headers)


def register(app: Flask) -> None:
    """Let an application answer every error in this shape."""
    app.register_error_handler(Exception, _handle)


def _handle(error: Exception) -> Response | HTTPException:
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error
    problem = of(error)
    if problem.status == 500:
        from flask import current_app

        current_app.logger.error("an error of ours at %s", request.path, exc_info=error)
    return answer(problem)


def answer(problem: Problem) -> Response:
    """Answer the current request with a problem: a page for people, else JSON or text."""
    language = pages.language()
    if negotiation.choose(request.headers.get("Accept"), OFFERED) == "html":
        response = pages.render("problem.html", status=problem.status, problem=problem.members(language))
        response.headers.update({"Cache-Control": "no-store", **CORS, **problem.headers})
        return response
    reply = problem.reply(request.headers.get("Accept"), language)
    return Response(bytes(reply.body), reply.status, headers=reply.headers)
