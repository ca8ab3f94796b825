"""Open every answer to every page on the web, and answer a browser's preflight.

Place in the house: the last thing that happens to an answer of the application (Fetch standard, CORS protocol).
"""

from __future__ import annotations

from flask import Flask, Response, request

from server.replies import CORS

__all__ = ["register"]


def register(app: Flask) -> None:
    """Let every answer of an application carry its CORS headers."""
    app.after_request(_opened)


def _opened(response: Response) -> Response:
    for name, value in CORS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.method == "OPTIONS":
        response.headers.setdefault("Access-Control-Allow-Methods", response.headers.get("Allow", "GET, HEAD, OPTIONS"))
        response.headers.setdefault(
            "Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"
        )
        response.headers.setdefault("Access-Control-Max-Age", "86400")
    return response
