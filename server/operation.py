"""Tell the operator how the service is: health, metrics, running queries, settings, versions.

Place in the house: one noun over HTTP. What names clients or their queries answers on this machine only.
"""

from __future__ import annotations

import ipaddress
import platform
import resource
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import Forbidden

from server import config
from server.meters import BUCKETS
from server.negotiation import content_type
from server.proxies import edition, serving, settings

__all__ = ["blueprint"]

blueprint = Blueprint("operation", __name__, url_prefix="/-")
PACKAGES = ("kechuang", "pyoxigraph", "flask", "werkzeug", "uvloop", "httptools", "rdflib")


@blueprint.after_request
def fresh(response: Response) -> Response:
    """Let nobody keep what is only true now."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """Say that the service is alive, and whether it is ready to answer queries."""
    state = {
        "alive": True,
        "ready": edition.pool is None or edition.pool.is_ready,
        "version": edition.name,
        "statements": edition.statements,
        "opened": _time(edition.opened),
        "refused": serving.refused,
    }
    return jsonify(state), 200 if state["ready"] else 503


@blueprint.get("/versions")
def versions() -> Response:
    """Name the versions of the graph, of the program and of what it stands on."""
    folder = settings.data / "versions"
    kept = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    manifest = edition.version.manifest if edition.version else {}
    return jsonify(
        graph={"version": edition.name, "base": edition.store.base, "kept": kept, "manifest": manifest},
        python=platform.python_version(),
        packages={name: _version(name) for name in PACKAGES},
    )


@blueprint.get("/settings")
def known_settings() -> Response:
    """List the settings that concern clients, with their values and what they mean."""
    return jsonify(settings=config.documented(settings._get_current_object()))  # type: ignore[attr-defined]


@blueprint.get("/queries")
def queries() -> Response:
    """List the queries that run or wait now; on this machine only."""
    _only_here()
    pool = edition.pool
    return jsonify(queries=pool.running_now() if pool else [])


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counts in Prometheus' text format."""
    return Response("".join(f"{line}\n" for line in _metrics()), content_type=content_type("metrics"))


def _only_here() -> None:
    """Refuse everybody who is not on this machine, and whoever comes through a proxy."""
    address = request.remote_addr or ""
    try:
        here = ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        here = False
    if not here or "X-Forwarded-For" in request.headers:
        raise Forbidden("Only the machine that serves may see this. 仅限本机查看。")


def _metrics() -> Iterator[str]:
    meters, cache, pool = serving.meters, serving.cache, edition.pool
    yield "# TYPE kechuang_requests_total counter"
    for (kind, status), number in sorted(meters.requests.items()):
        yield f'kechuang_requests_total{{kind="{kind}",status="{status}"}} {number}'
    yield "# TYPE kechuang_request_seconds histogram"
    for kind, counts in sorted(meters.buckets.items()):
        total = 0
        for bound, number in zip((*BUCKETS, "+Inf"), counts, strict=True):
            total += number
            yield f'kechuang_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {total}'
        yield f'kechuang_request_seconds_sum{{kind="{kind}"}} {meters.seconds[kind]:.6f}'
        yield f'kechuang_request_seconds_count{{kind="{kind}"}} {total}'
    yield from _values("counter", sent_bytes_total=meters.sent)
    if cache is not None:
        yield from _values("counter", cache_hits_total=cache.hits, cache_misses_total=cache.misses)
        yield from _values("gauge", cache_entries=len(cache), cache_bytes=cache.size)
    if pool is not None:
        yield "# TYPE kechuang_queries_total counter"
        for outcome, number in sorted(pool.counts.items()):
            yield f'kechuang_queries_total{{outcome="{outcome}"}} {number}'
        yield from _values("gauge", **pool.sizes())
    yield from _values(
        "gauge", statements=edition.statements, opened_seconds=edition.opened, start_seconds=meters.started
    )
    yield from _values("gauge", **_process())
    yield "# TYPE kechuang_edition_info gauge"
    yield f'kechuang_edition_info{{version="{edition.name}"}} 1'


def _values(kind: str, /, **values: float) -> Iterator[str]:
    for name, value in values.items():
        yield f"# TYPE kechuang_{name} {kind}"
        yield f"kechuang_{name} {value}"


def _process() -> dict[str, float]:
    pages = Path("/proc/self/statm")
    resident = int(pages.read_text("ascii").split()[1]) * resource.getpagesize() if pages.exists() else 0
    used = resource.getrusage(resource.RUSAGE_SELF)
    descriptors = Path("/proc/self/fd")
    return {
        "process_resident_bytes": resident,
        "process_cpu_seconds": used.ru_utime + used.ru_stime,
        "process_open_descriptors": sum(1 for _ in descriptors.iterdir()) if descriptors.exists() else 0,
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
