"""Answer the SPARQL endpoint for programs, without a thread and without Flask.

Place in the house: on the event loop, between the protocol and the workers. People, and whoever asks nothing, are left
to the pages.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import KechuangError
from server import answering, negotiation, protocol
from server.answering import Outcome
from server.edge import sending
from server.edge.desk import Exchange
from server.evaluation import addressed
from server.problems import ProblemError
from server.protocol import Asked
from server.serving import Edition
from server.workers.pool import Pool

__all__ = ["answer"]

GONE = 499  # in the log only: the client went away
Guard = Callable[[Exchange, Callable[[], None]], None]


def answer(exchange: Exchange, guard: Guard) -> bool:
    """Answer a request to the endpoint, now or when it is evaluated; say False to leave it to the pages.

    Raises `ProblemError`. What is done later is done under `guard`, which answers what it raises.
    """
    method = exchange.incoming.method
    if method == "OPTIONS":
        exchange.send(answering.options(), "options")
        return True
    asked = _read(exchange) if method in protocol.METHODS else None
    if asked is None or asked.page:
        return False
    entry = exchange.desk.cache.get(exchange.key) if exchange.key and exchange.key[0] == "POST" else None
    if entry is not None:
        exchange.from_cache(entry)
    elif not _is_unchanged(exchange, asked):
        _evaluate(exchange, exchange.desk.serving.edition, asked, guard)
    return True


def _read(exchange: Exchange) -> Asked | None:
    """Read what is asked; None when nothing is, or when the mistake in it is to be told on a page."""
    incoming, settings = exchange.incoming, exchange.desk.settings
    request = protocol.Request(
        incoming.method,
        incoming.query_string,
        incoming.header("content-type") or "",
        incoming.body,
        incoming.header("accept"),
        incoming.header("accept-encoding"),
        addressed(settings, incoming.scheme, incoming.host),
    )
    try:
        asked = protocol.read(request)
    except ProblemError:
        if negotiation.prefers_page(request.accept):
            return None
        raise
    if exchange.key is None:
        exchange.key = ("POST", request.query_string, request.content_type, request.body, request.accept)
        exchange.key += (request.accept_encoding, request.endpoint)
    return asked


def _etag(edition: Edition, asked: Asked) -> str:
    return answering.validator(edition.name, asked) if answering.is_steady(asked) else ""


def _is_unchanged(exchange: Exchange, asked: Asked) -> bool:
    """Tell a client that it has the answer, if it has."""
    wanted, desk = exchange.if_none_match, exchange.desk
    if wanted is None:
        return False
    etag = _etag(desk.serving.edition, asked)
    known = answering.unchanged(wanted, etag, desk.settings.max_age) if etag else None
    if known is not None:
        exchange.send(known, "unchanged", query=asked.question.sparql)
    return known is not None


def _evaluate(exchange: Exchange, edition: Edition, asked: Asked, guard: Guard) -> None:
    """Have a question evaluated, and its answer sent once it is there."""
    pool, settings = edition.pool, exchange.desk.settings
    if not isinstance(pool, Pool):
        _send(exchange, edition, asked, answering.evaluate(edition.store, asked, settings.bounds))
        return
    client = sending.client(exchange.incoming, settings.proxies)
    job = pool.submit(
        asked,
        client=client,
        on_done=lambda outcome: guard(exchange, lambda: _send(exchange, edition, asked, outcome)),
    )
    # Only a question that takes a while is worth a watch.
    job.on_wait = lambda: exchange.client.watch(lambda: pool.abandon(job))


def _send(exchange: Exchange, edition: Edition, asked: Asked, outcome: Outcome | Exception) -> None:
    desk, sparql = exchange.desk, asked.question.sparql
    if exchange.client.is_gone:
        exchange.tell("gone", GONE, query=sparql)
    elif isinstance(outcome, KechuangError | ProblemError):
        exchange.refuse(answering.reworded(outcome, asked), query=sparql)
    elif isinstance(outcome, Exception):
        raise outcome
    else:
        settings, etag = desk.settings, _etag(edition, asked)
        reply = answering.reply(
            outcome, version=edition.name, etag=etag, max_age=settings.max_age, bounds=settings.bounds
        )
        kept = etag if edition is desk.serving.edition else ""  # what was switched away from is not kept
        exchange.send(reply, "cut" if outcome.cut else "answered", query=sparql, rows=outcome.rows, etag=kept)
