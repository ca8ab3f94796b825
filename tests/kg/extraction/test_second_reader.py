"""A second reader behind an endpoint: what is true is taken, every cheat is refused with its reason."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg import extraction
from kg.cli import main
from kg.errors import InputError
from kg.extraction.second import Cached, Endpoint
from kg.model import Article

TEXT = """合肥高新区企业观察

科大讯飞位于合肥高新区，去年营业收入超过183亿元。业界人士说，本源量子给华为送去了量子计算领域的新算法。
"""
ARTICLE = Article(TEXT, "1" * 64)
TRUE = {
    "sentence": 3,
    "quote": "本源量子给华为送去了量子计算领域的新算法",
    "subject": "本源量子",
    "predicate": "focusesOn",
    "object": "量子计算",
}
NUMBER = {"number": "183亿元", "value": "18300000000", "unit": "CCY_CNY", "comparator": "more-than"}
COUNTED = {
    "sentence": 2,
    "quote": "科大讯飞位于合肥高新区，去年营业收入超过183亿元",
    "subject": "科大讯飞",
    "predicate": "partOf",
    "object": "合肥高新区",
}

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[HTTPServer] = []

    def start(claims: Any, *, status: int = 200, raw: bytes | None = None) -> str:
        content = json.dumps({"claims": claims}, ensure_ascii=False)
        body = raw if raw is not None else json.dumps({"choices": [{"message": {"content": content}}]}).encode()

        class Model(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_true_proposal_becomes_a_claim_with_its_place_and_its_rule(serve: Serve) -> None:
    reader = Endpoint(serve([TRUE]), "Stand-In 1")
    verdict = extraction.second_opinion(ARTICLE, reader)[0]
    assert verdict.claim is not None
    assert verdict.claim.spans[0].of(TEXT) == TRUE["quote"]
    assert verdict.claim.rule.startswith("llm:stand-in-1/")


def test_a_number_that_reads_the_same_is_taken(serve: Serve) -> None:
    assert extraction.second_opinion(ARTICLE, Endpoint(serve([COUNTED | NUMBER]), "m"))[0].claim is not None


CHEATS = [
    pytest.param(
        TRUE | {"quote": "本源量子向华为送去了量子计算领域的新算法"}, "the quote is not", id="paraphrased quote"
    ),
    pytest.param(TRUE | {"quote": "科大讯飞位于合肥高新区"}, "the quote is not", id="quote of another sentence"),
    pytest.param(TRUE | {"sentence": 99}, "no such sentence", id="invented sentence"),
    pytest.param(TRUE | {"subject": "中微公司"}, "the subject is not in", id="invented name"),
    pytest.param(TRUE | {"object": "量子通信"}, "the object is not in", id="name from the instructions"),
    pytest.param(TRUE | {"subject": "新算法"}, "no name found", id="words that are no name"),
    pytest.param(TRUE | {"predicate": "owns"}, "unknown predicate", id="unknown predicate"),
    pytest.param(TRUE | {"modality": "certain"}, "unknown modality", id="unknown modality"),
    pytest.param(TRUE | {"predicate": "venue"}, "no relation of the model", id="relation between wrong kinds"),
    pytest.param(COUNTED | NUMBER | {"value": "18400000000"}, "the number reads", id="wrong number"),
    pytest.param(COUNTED | NUMBER | {"value": "many"}, "is no number", id="value that is no number"),
    pytest.param(COUNTED | NUMBER | {"unit": "CCY_USD"}, "the unit reads", id="wrong unit"),
    pytest.param(COUNTED | NUMBER | {"comparator": "exact"}, "the comparator reads", id="dropped comparator"),
    pytest.param(COUNTED | NUMBER | {"number": "184亿元"}, "the number is not in", id="number that is not there"),
    pytest.param(COUNTED | {"predicate": "locatedIn"}, "a rule has read this", id="what a rule has read"),
    pytest.param(TRUE | {"confidence": "high"}, "unknown fields", id="unknown field"),
    pytest.param({"sentence": 3}, "fields missing", id="missing fields"),
    pytest.param(TRUE | {"sentence": "3"}, "not a number", id="sentence as text"),
    pytest.param("本源量子", "not an object", id="no object"),
]


@pytest.mark.parametrize(("cheat", "reason"), CHEATS)
def test_a_cheat_is_refused_with_its_reason(serve: Serve, cheat: Any, reason: str) -> None:
    verdict = extraction.second_opinion(ARTICLE, Endpoint(serve([cheat]), "m"))[0]
    assert verdict.claim is None
    assert reason in verdict.reason


BROKEN = [
    pytest.param({"status": 500}, "answered 500", id="server error"),
    pytest.param({"status": 401}, "check the address, model and key", id="refused key"),
    pytest.param({"raw": b"<html>"}, "not the JSON", id="a page"),
    pytest.param({"raw": b'{"choices": []}'}, "not the JSON", id="no choice"),
    pytest.param({"raw": b'{"choices": [{"message": {"content": "[[["}}]}'}, "not the JSON", id="broken content"),
    pytest.param({"raw": b'{"choices": [{"message": {"content": "{}"}}]}'}, "no list of claims", id="no list"),
]


@pytest.mark.parametrize(("answer", "message"), BROKEN)
def test_a_broken_answer_is_one_clear_error(serve: Serve, answer: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        extraction.second_opinion(ARTICLE, Endpoint(serve([], **answer), "m"))


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no address of a model"):
        Endpoint("file:///etc/passwd", "m")


def test_nobody_at_the_address_is_one_clear_error() -> None:
    port = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    address = f"http://127.0.0.1:{port.server_port}/v1"
    port.server_close()
    with pytest.raises(InputError, match="cannot be reached"):
        extraction.second_opinion(ARTICLE, Endpoint(address, "m"))


def test_without_a_reader_nothing_changes(serve: Serve) -> None:
    alone = extraction.read(ARTICLE)
    with_cheat = extraction.read(ARTICLE, reader=Endpoint(serve([TRUE | {"subject": "中微公司"}]), "m"))
    assert with_cheat == alone


def test_what_was_accepted_stands_beside_what_the_rules_read(serve: Serve) -> None:
    alone = extraction.read(ARTICLE).claims
    more = extraction.read(ARTICLE, reader=Endpoint(serve([TRUE]), "m")).claims
    assert set(alone) < set(more)


def test_kept_answers_repeat_a_build_without_the_model(serve: Serve, tmp_path: Path) -> None:
    endpoint = Endpoint(serve([TRUE]), "m")
    first = extraction.read(ARTICLE, reader=Cached(tmp_path, endpoint))
    again = extraction.read(ARTICLE, reader=Cached(tmp_path, None, rule=endpoint.name))
    assert again == first


def test_a_kept_answer_that_is_broken_names_its_file(tmp_path: Path, serve: Serve) -> None:
    endpoint = Endpoint(serve([TRUE]), "m")
    extraction.second_opinion(ARTICLE, Cached(tmp_path, endpoint))
    kept = next(tmp_path.iterdir())
    kept.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="delete it to ask again"):
        extraction.second_opinion(ARTICLE, Cached(tmp_path, endpoint))


def test_the_command_shows_what_is_accepted_and_what_is_refused(serve: Serve, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text(TEXT, encoding="utf-8")
    address = serve([TRUE, TRUE | {"subject": "中微公司"}])
    shown = CliRunner().invoke(main, ["second", str(news), "--url", address, "--model", "m"])
    assert shown.exit_code == 0, shown.output
    assert "accepted  本源量子 focusesOn 量子计算" in shown.output
    assert "refused   中微公司" in shown.output
