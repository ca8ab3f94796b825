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
Guard = Callable[..., None]  # of an exchange, what to do, and what that is given


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
        return True
    known_as = answering.fingerprint(asked.question.sparql)
    if not _is_unchanged(exchange, asked, known_as):
        _evaluate(exchange, asked, known_as, guard)
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


def _etag(edition: Edition, asked: Asked, known_as: str) -> str:
    return answering.validator(edition.name, asked, known_as) if answering.is_steady(asked) else ""


def _is_unchanged(exchange: Exchange, asked: Asked, known_as: str) -> bool:
    """Tell a client that it has the answer, if it has."""
    wanted, desk = exchange.if_none_match, exchange.desk
    if wanted is None:
        return False
    etag = _etag(desk.serving.edition, asked, known_as)
    known = answering.unchanged(wanted, etag, desk.settings.max_age) if etag else None
    if known is not None:
        exchange.send(known, "unchanged", known_as=known_as)
    return known is not None


def _evaluate(exchange: Exchange, asked: Asked, known_as: str, guard: Guard) -> None:
    """Have a question evaluated, and its answer sent once it is there."""
    edition, settings = exchange.desk.serving.edition, exchange.desk.settings
    pool = edition.pool

    def done(outcome: Outcome | Exception) -> None:
        guard(exchange, _send, exchange, edition, asked, known_as, outcome)

    if not isinstance(pool, Pool):
        done(answering.evaluate(edition.store, asked, settings.bounds))
        return
    job = pool.submit(asked, client=sending.client(exchange.incoming, settings.proxies), on_done=done)
    # Only a question that takes a while is worth a watch.
    job.on_wait = lambda: exchange.client.watch(lambda: pool.abandon(job))


def _send(exchange: Exchange, edition: Edition, asked: Asked, known_as: str, outcome: Outcome | Exception) -> None:
    settings = exchange.desk.settings
    if exchange.client.is_gone or exchange.client.has_left:
        exchange.tell("gone", GONE, known_as=known_as)
        exchange.client.close()
    elif isinstance(outcome, KechuangError | ProblemError):
        exchange.refuse(answering.reworded(outcome, asked), known_as=known_as)
    elif isinstance(outcome, Exception):
        raise outcome
    else:
        etag = _etag(edition, asked, known_as)
        reply = answering.reply(
            outcome, version=edition.name, etag=etag, max_age=settings.max_age, bounds=settings.bounds
        )
        keeps = bool(etag) and edition is exchange.desk.serving.edition  # what was switched away from is not kept
        exchange.send(reply, "cut" if outcome.cut else "answered", known_as=known_as, rows=outcome.rows, keeps=keeps)
