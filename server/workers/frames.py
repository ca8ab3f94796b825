"""Cut a stream of bytes between two of our own processes into messages.

Place in the house: under the pool and the worker. Both ends are the same program on the same machine, so values go as
`marshal` writes them; only an error, which is rare, goes as a pickle.
"""

from __future__ import annotations

import marshal
import pickle
import socket
import struct

from kg.errors import KechuangError
from kg.store import Format, Forms, Kind, Question
from server.answering import Outcome
from server.protocol import Asked

__all__ = ["HEAD", "question", "receive", "reply", "request", "result"]

HEAD = struct.Struct("<II")  # length of the values, length of the body


def request(asked: Asked) -> bytes:
    """Write a question."""
    question = asked.question
    values = marshal.dumps(
        (
            question.sparql,
            tuple(question.default_graphs),
            tuple(question.named_graphs),
            question.base_iri,
            None if asked.forms.results is None else asked.forms.results.value,
            None if asked.forms.graphs is None else asked.forms.graphs.value,
            asked.coding,
        )
    )
    return HEAD.pack(len(values), 0) + values


def question(values: bytes) -> Asked:
    """Read a question."""
    sparql, default, named, base, results, graphs, coding = marshal.loads(values)  # noqa: S302  # from our own process
    forms = Forms(Format(results) if results else None, Format(graphs) if graphs else None)
    return Asked(Question(sparql, default, named, base_iri=base), forms, coding=coding)


def reply(outcome: Outcome | Exception) -> tuple[bytes, bytes | memoryview]:
    """Write what became of a question: head with values, and body."""
    if isinstance(outcome, Outcome):
        described = (outcome.kind.value, outcome.form.value, outcome.rows, outcome.cut, outcome.coding)
        values = marshal.dumps(described)
        body: bytes | memoryview = outcome.body
    else:
        # Only our own errors cross: they are plain values, and their words are meant for the client.
        error = outcome if isinstance(outcome, KechuangError) else RuntimeError(repr(outcome))
        values, body = marshal.dumps(None), pickle.dumps(error)
    return HEAD.pack(len(values), len(body)) + values, body


def result(values: bytes, body: bytes | memoryview) -> Outcome | Exception:
    """Read what became of a question."""
    described = marshal.loads(values)  # noqa: S302  # from our own process
    if described is None:
        error: Exception = pickle.loads(body)  # noqa: S301  # from our own process
        return error
    kind, form, rows, cut, coding = described
    return Outcome(body, Kind(kind), Format(form), rows, cut, coding)


def receive(connection: socket.socket) -> bytes | None:
    """Wait for one message without a body, and give its values; None at the end of the stream."""
    message = connection.recv(65_536)
    wanted = HEAD.size
    while message and len(message) < wanted + _values(message):
        piece = connection.recv(1 << 20)
        if not piece:
            return None
        message += piece
    return message[wanted:] or None


def _values(message: bytes) -> int:
    values: int = HEAD.unpack_from(message)[0] if len(message) >= HEAD.size else 1
    return values
