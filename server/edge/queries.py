"""Answer the SPARQL endpoint for programs, without a thread and without Flask.

Place in the house: on the event loop, between the protocol and the workers. People, and whoever asks nothing, are left
to the pages.
"""

from __future__ import annotations

import asyncio

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


async def answer(exchange: Exchange) -> bool:
    """Answer a request to the endpoint; say False to leave it to the pages. Raises `ProblemError`."""
    method = exchange.incoming.method
    if method == "OPTIONS":
        await exchange.send(answering.options(), "options")
        return True
    asked = _read(exchange) if method in protocol.METHODS else None
    if asked is None or asked.page:
        return False
    try:
        await _query(exchange, asked)
    except (KechuangError, ProblemError) as error:
        await exchange.refuse(answering.reworded(error, asked), query=asked.question.sparql)
    return True


def _read(exchange: Exchange) -> Asked | None:
    """Read what is asked; None when nothing is, or when the mistake in it is to be told on a page."""
    incoming, settings = exchange.incoming, exchange.desk.settings
    request = protocol.Request(
        incoming.method,
        incoming.query_string,
        incoming.header("content-type") or "",
        exchange.body,
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
        body = request.body.decode("latin-1")
        exchange.key = ("POST", request.query_string, request.content_type, body, request.accept)
        exchange.key += (request.accept_encoding, request.endpoint)
    return asked


async def _query(exchange: Exchange, asked: Asked) -> None:
    desk = exchange.desk
    entry = desk.cache.get(exchange.key) if exchange.key and exchange.key[0] == "POST" else None
    if entry is not None:
        exchange.from_cache(entry)
        return
    edition, max_age, sparql = desk.serving.edition, desk.settings.max_age, asked.question.sparql
    etag = answering.validator(edition.name, asked) if answering.is_steady(asked) else ""
    known = answering.unchanged(exchange.if_none_match, etag, max_age) if etag else None
    if known is not None:
        await exchange.send(known, "unchanged", query=sparql)
        return
    outcome = await _evaluate(exchange, edition, asked)
    if outcome is None:
        exchange.tell("gone", GONE, query=sparql)
        return
    bounds = desk.settings.bounds
    reply = answering.reply(outcome, version=edition.name, etag=etag, max_age=max_age, bounds=bounds)
    kept = etag if edition is desk.serving.edition else ""  # what was switched away from is not kept
    await exchange.send(reply, "cut" if outcome.cut else "answered", query=sparql, rows=outcome.rows, etag=kept)


async def _evaluate(exchange: Exchange, edition: Edition, asked: Asked) -> Outcome | None:
    """Evaluate a question; None when its client has gone. Raises `QueryError`."""
    pool, settings = edition.pool, exchange.desk.settings
    if not isinstance(pool, Pool):
        return answering.evaluate(edition.store, asked, settings.bounds)
    job = pool.submit(asked, client=sending.client(exchange.incoming, settings.proxies))
    watchers: list[asyncio.Task[None]] = []

    async def gone() -> None:
        await exchange.sender.client_disconnect()
        pool.abandon(job)

    # Only a question that takes a while is worth a watch.
    job.on_wait = lambda: watchers.append(asyncio.get_running_loop().create_task(gone()))
    try:
        return await job.future
    except KechuangError:
        if any(watcher.done() for watcher in watchers):
            return None
        raise
    finally:
        job.on_wait = None
        for watcher in watchers:
            watcher.cancel()
