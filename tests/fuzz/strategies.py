"""What is thrown: SPARQL made at random, good SPARQL spoilt, header lines, whole requests of bytes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

IRIS = ["<http://e/a>", "<http://e/p>", "<http://e/g1>", "<x>", "e:x", ":", "kc:serves", "rdfs:label", "<http://e/1/2>"]
VARIABLES = ["?s", "?p", "?o", "$x", "?变量", "?_1"]
LITERALS = [
    '"one"',
    "'x'@zh",
    '"7"^^<http://e/t>',
    "1",
    "-1.5e3",
    "true",
    '"""a\nb"""',
    '"\\u0041"',
    '"\\u0000"',
    "_:b",
]
WORDS = (Path(__file__).parent / "words.txt").read_text("utf-8").split()
GOOD = [
    "SELECT * { ?s ?p ?o }",
    "ASK { ?s ?p ?o FILTER(?o > 1 && REGEX(STR(?o), 'a.*b')) }",
    "CONSTRUCT { ?s ?p [ <http://e/q> ?o ] } WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 5",
    "DESCRIBE <http://e/a> ?x { ?x ?p ?o }",
    "PREFIX e: <http://e/> SELECT ?s (COUNT(DISTINCT ?o) AS ?n) FROM e:g1 FROM NAMED e:g2 { ?s e:p|^e:q/e:p* ?o }"
    " GROUP BY ?s HAVING(COUNT(?o) > 0) ORDER BY DESC(?n) LIMIT 3 OFFSET 1 VALUES ?s { e:a UNDEF }",
    "SELECT ?x { VALUES (?x ?y) { (1 2) (UNDEF 'a'@zh) } MINUS { ?x ?y ?z } OPTIONAL { ?x ?y ?z BIND(1/0 AS ?q) } }",
    "SELECT * { { SELECT ?s (SAMPLE(?o) AS ?q) { ?s ?p ?o } GROUP BY ?s } FILTER NOT EXISTS { ?s <http://e/1/2> ?q } }",
]

tokens = st.sampled_from(IRIS + VARIABLES + LITERALS + WORDS)
random_sparql = st.lists(tokens, max_size=60).map(" ".join)


@st.composite
def spoilt_sparql(draw: st.DrawFn) -> str:
    """Take a good query and cut, repeat or exchange a piece of it."""
    sparql = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(sparql) - 1)))
        end = draw(st.integers(start, min(len(sparql), start + 20)))
        piece = draw(st.one_of(st.just(""), tokens, st.text(max_size=5), st.just(sparql[start:end] * 30)))
        sparql = sparql[:start] + piece + sparql[end:]
    return sparql


sparql = st.one_of(random_sparql, spoilt_sparql(), st.text(max_size=200), st.sampled_from(GOOD))
form = st.sampled_from(
    ["json", "xml", "csv", "tsv", "ttl", "nt", "rdf", "jsonld", "nq", "trig", "html", "nonsense", "", "\x00", "zh"]
)
graph = st.sampled_from(["http://e/g1", "http://e/g2", "", "x", "http://e/ ", "urn:x", "http://e/g1>"])
header = st.tuples(
    st.sampled_from(
        [
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "If-None-Match",
            "Origin",
            "Range",
            "X-Forwarded-For",
            "Cookie",
        ]
    ),
    st.one_of(
        st.sampled_from(["*/*", "text/html", "a/b;q=2", "gzip, zstd;q=0", "*", '"', "W/", "bytes=0-1", ",;=,"]),
        st.binary(max_size=40).map(lambda raw: raw.translate(None, b"\r\n\x00").decode("latin-1")),
    ),
)
method = st.sampled_from([b"GET", b"POST", b"HEAD", b"OPTIONS", b"PUT", b"QUERY", b"get", b"\xff", b"DELETE"])
target = st.one_of(
    st.sampled_from([b"/sparql", b"/", b"/queries", b"/search?q=%F0", b"/id/x/y", b"/-/health", b"*", b"//x"]),
    st.binary(max_size=60).map(lambda raw: b"/" + raw.replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"")),
    st.binary(max_size=40).map(lambda raw: b"/sparql?query=" + raw.hex("%").encode()),
)


@st.composite
def request(draw: st.DrawFn) -> bytes:
    """Make a whole request of bytes, sound or not."""
    lines = [draw(method) + b" " + draw(target) + b" HTTP/1.1", b"Host: e", b"Connection: close"]
    for name, value in draw(st.lists(header, max_size=4)):
        lines.append(name.encode() + b": " + value.encode("latin-1"))
    body = draw(st.binary(max_size=200))
    kind = draw(st.sampled_from([b"application/sparql-query", b"application/x-www-form-urlencoded", b"text/\xff", b""]))
    length = draw(st.sampled_from([len(body)] * 10 + [0, len(body) + 1, -1]))
    lines += [b"Content-Type: " + kind, b"Content-Length: %d" % length]
    whole = b"\r\n".join(lines) + b"\r\n\r\n" + body
    rubbish = draw(st.binary(max_size=80)) + b"\r\n\r\n"
    # Half a request costs the whole time that is given for a head, so it is rare.
    return draw(st.sampled_from([whole] * 20 + [rubbish] * 5 + [whole[: len(whole) // 2]]))
