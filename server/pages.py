"""Render pages for people: the words of the chosen language, links that keep it, and the headers that keep a page safe.

Place in the stream: every view that answers HTML goes through `render`; `register` gives templates what they may use:
`t` (a phrase), `lang`, `tag` (its BCP 47 tag), `link` (an address that keeps an explicit language), `here` (this page,
changed), `asset` (a static file that may be cached for ever) and `family` (the colour family of a class).
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, make_response, render_template, request

from server import palette, wording

# No inline script or style, nothing from another host, no framing by others.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATIC = Path(__file__).parent / "static"


def register(app: Flask) -> None:
    """Give an application's templates the words, links and colours of the site."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(t=say, link=link, here=here, asset=asset, family=palette.family)
    app.context_processor(lambda: {"lang": language(), "tag": wording.HTML_TAGS[language()]})


def render(template: str, *, status: int = 200, **context: Any) -> Response:
    """Render a template as a page of the chosen language."""
    response = make_response(render_template(template, **context), status)
    response.headers["Content-Language"] = wording.HTML_TAGS[language()]
    response.vary.update(("Accept", "Accept-Language"))
    response.headers.update(SECURITY_HEADERS)
    return response


def language() -> str:
    """Give the language of the current request: `?lang=`, else `Accept-Language`, else Chinese."""
    accepted = request.accept_languages.best_match(wording.LANGUAGES)
    return wording.choose(request.args.get("lang"), accepted)


def say(key: str, **values: Any) -> str:
    """Give a phrase in the language of the current request."""
    return wording.load().say(key, language(), **values)


def link(path: str, **query: Any) -> str:
    """Give an address of this site that keeps the language when the address of this page names one."""
    kept = {"lang": request.args["lang"]} if request.args.get("lang") in wording.LANGUAGES else {}
    wanted = {key: value for key, value in (query | kept).items() if value not in (None, "")}
    address, hash_, fragment = path.partition("#")
    return f"{address}?{urlencode(wanted)}{hash_}{fragment}" if wanted else path


def here(**query: Any) -> str:
    """Give the address of this page with some query parameters changed; None removes one."""
    kept = request.args.to_dict() | query
    wanted = {key: value for key, value in kept.items() if value is not None}
    return f"?{urlencode(wanted)}" if wanted else "?"


@cache
def asset(name: str) -> str:
    """Give the address of a static file, marked with its content so that it may be cached for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"/static/{name}?v={digest}"


def quoted(path: str) -> str:
    """Percent-encode a path for a header or an address."""
    return quote(path, safe="/:@!$&'()*+,;=-._~#")
