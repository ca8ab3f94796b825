"""Ask a language model behind an OpenAI-compatible endpoint, with nothing but the standard library.

Place in the stream: view → HTTP → proposals. The address, the model and the key are given by the user; the text of the
article goes to that address and to no other.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import regex

from kg.errors import InputError
from kg.extraction.second.proposals import Proposal, parse
from kg.model import Sentence, View

__all__ = ["Endpoint"]

STRETCH = 40
"""Sentences that are asked about at once."""
LARGEST = 4 * 1024 * 1024
"""Most bytes of one answer."""


@dataclass(frozen=True)
class Endpoint:
    """A chat endpoint, e.g. `http://127.0.0.1:8080/v1`."""

    url: str
    model: str
    key: str = ""
    timeout: float = 120.0

    def __post_init__(self) -> None:
        """Refuse an address that is not http or https."""
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise InputError(f"{self.url!r} is no address of a model: give one as http://127.0.0.1:8080/v1")

    @cached_property
    def prompt(self) -> str:
        """Give the instructions, the predicates filled in."""
        folder = resources.files(__package__ or "")
        rows = folder.joinpath("predicates.tsv").read_text("utf-8").splitlines()[1:]
        names = ", ".join(row.split("\t")[0] for row in rows)
        return folder.joinpath("prompt.txt").read_text("utf-8").replace("{predicates}", names)

    @property
    def name(self) -> str:
        """Give the rule name of its claims: the model and a hash of the instructions."""
        model = regex.sub(r"[^a-z0-9.]+", "-", self.model.lower()).strip("-.") or "model"
        return f"llm:{model}/{hashlib.sha256(self.prompt.encode()).hexdigest()[:12]}"

    def propose(self, view: View) -> Iterator[Proposal | str]:
        """Ask about the sentences of a view, some at a time."""
        for first in range(0, len(view.sentences), STRETCH):
            yield from parse(self._ask(view.sentences[first : first + STRETCH]))

    def _ask(self, sentences: Sequence[Sentence]) -> Any:
        lines = "\n".join(f"{one.ordinal}\t{' '.join(one.text.split())}" for one in sentences)
        body = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": self.prompt}, {"role": "user", "content": lines}],
        }
        return _content(self._post(json.dumps(body, ensure_ascii=False).encode()))

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        address = self.url.rstrip("/") + "/chat/completions"
        request = urllib.request.Request(address, data=body, headers=headers, method="POST")  # noqa: S310 (checked above)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310 (checked above)
                received: bytes = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as error:
            raise InputError(f"the second reader answered {error.code}; check the address, model and key") from error
        except (OSError, ValueError) as error:
            raise InputError(f"the second reader cannot be reached ({error}); check the address") from error
        if len(received) > LARGEST:
            raise InputError(f"the second reader's answer is larger than {LARGEST} bytes; it is not used")
        return received


def _content(received: bytes) -> Any:
    try:
        content = json.loads(received)["choices"][0]["message"]["content"]
        return json.loads(regex.sub(r"^```(?:json)?\s*|\s*```$", "", content.strip()))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("the second reader's answer is not the JSON that was asked for; it is not used") from error
