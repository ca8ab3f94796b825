"""List the files in which the data can be had, and send them.

Place in the stream: the files of the build, over HTTP. `SHA256SUMS` of the build is the list; nothing else is sent.
"""

from __future__ import annotations

from flask import Blueprint, Response, send_file

from kg.graph.dataset import Dump
from kg.graph.packaging import FORMS, SUMS
from server import pages
from server.addresses import base
from server.proxies import edition
from server.regrets import regret
from server.remembering import once

__all__ = ["blueprint", "files"]

blueprint = Blueprint("dumps", __name__)
FOLDER = "dump"
TITLES = {form.name: form.title for form in FORMS}
MEDIA_TYPES = {form.name: form.media_type for form in FORMS} | {"void.ttl": "text/turtle"}


@blueprint.get("/dump")
def slash() -> Response:
    """Send on to the list."""
    return Response(status=301, headers={"Location": pages.link("/dump/")})


@blueprint.get("/dump/")
def listing() -> Response:
    """List the files with their sizes and checksums."""
    return pages.render("dumps.html", files=files(), titles=TITLES, sums=SUMS, base=base(), version=edition.name)


@blueprint.get("/dump/<name>")
def file(name: str) -> Response:
    """Send one file; a part of it when a range is asked for."""
    known = {dump.name: dump.media_type for dump in files()} | ({SUMS: "text/plain"} if files() else {})
    if name not in known or edition.version is None:
        raise regret(404, "no_file")
    path = edition.version.folder / FOLDER / name
    text = known[name].startswith("text/")
    response = send_file(path.resolve(), mimetype=known[name], conditional=True, etag=True)
    response.content_type = f"{known[name]}; charset=utf-8" if text else known[name]
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def files() -> list[Dump]:
    """List the files of the build that is served; empty when it lives in memory only."""
    return once("dumps", _read)


def _read() -> list[Dump]:
    version = edition.version
    sums = version.folder / FOLDER / SUMS if version else None
    if sums is None or not sums.is_file():
        return []
    rows = (line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
    return [
        Dump(name, MEDIA_TYPES.get(name, "application/octet-stream"), (sums.parent / name).stat().st_size, digest)
        for digest, name in rows
    ]
