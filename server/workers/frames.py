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

__all__ = ["HEAD", "JOIN", "LARGEST", "framed", "question", "receive", "reply", "request", "result"]

HEAD = struct.Struct("<QII")  # number of the question, length of the values, length of the body
LENGTH = struct.Struct("<I")
JOIN = LENGTH.pack(0)  # take from the common queue from now on
LARGEST = 16 << 10  # bytes of a question in the common queue
_FORMATS = {form.value: form for form in Format}
_KINDS = {kind.value: kind for kind in Kind}


def request(number: int, asked: Asked) -> bytes:
    """Write a question."""
    question = asked.question
    return marshal.dumps(
        (
            number,
            question.sparql,
            tuple(question.default_graphs),
            tuple(question.named_graphs),
            question.base_iri,
            None if asked.forms.results is None else asked.forms.results.value,
            None if asked.forms.graphs is None else asked.forms.graphs.value,
            asked.coding,
        )
    )


def question(message: bytes) -> tuple[int, Asked]:
    """Read a question and its number."""
    number, sparql, default, named, base, results, graphs, coding = marshal.loads(message)  # noqa: S302  # our own
    forms = Forms(_FORMATS[results] if results else None, _FORMATS[graphs] if graphs else None)
    return number, Asked(Question(sparql, default, named, base_iri=base), forms, coding=coding)


def reply(number: int, outcome: Outcome | Exception) -> tuple[bytes, bytes | memoryview]:
    """Write what became of a question: head with values, and body."""
    if isinstance(outcome, Outcome):
        described = (outcome.kind.value, outcome.form.value, outcome.rows, outcome.cut, outcome.coding)
        values = marshal.dumps(described)
        body: bytes | memoryview = outcome.body
    else:
        # Only our own errors cross: they are plain values, and their words are meant for the client.
        error = outcome if isinstance(outcome, KechuangError) else RuntimeError(repr(outcome))
        values, body = marshal.dumps(None), pickle.dumps(error)
    return HEAD.pack(number, len(values), len(body)) + values, body


def result(values: bytes, body: bytes | memoryview) -> Outcome | Exception:
    """Read what became of a question."""
    described = marshal.loads(values)  # noqa: S302  # from our own process
    if described is None:
        error: Exception = pickle.loads(body)  # noqa: S301  # from our own process
        return error
    kind, form, rows, cut, coding = described
    return Outcome(body, _KINDS[kind], _FORMATS[form], rows, cut, coding)


def framed(message: bytes) -> bytes:
    """Give a question the length by which it is cut from a stream."""
    return LENGTH.pack(len(message)) + message


def receive(connection: socket.socket) -> bytes | None:
    """Wait for one question of a stream, empty for `JOIN`; None at the end of the stream."""
    message = connection.recv(65_536)
    wanted = LENGTH.size
    while message and len(message) < wanted + _length(message):
        piece = connection.recv(1 << 20)
        if not piece:
            return None
        message += piece
    return message[wanted:] if message else None


def _length(message: bytes) -> int:
    length: int = LENGTH.unpack_from(message)[0] if len(message) >= LENGTH.size else 1
    return length
