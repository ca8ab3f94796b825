import assert from "node:assert/strict";
import test from "node:test";
import { accept, asCurl, kind } from "../src/requests.js";

const kinds = [
  ["SELECT", "SELECT * { ?s ?p ?o }", "rows"],
  ["ASK after prefixes", "PREFIX kc: <https://example.org/CONSTRUCT>\nASK { ?s ?p ?o }", "rows"],
  ["CONSTRUCT with an inner SELECT", "CONSTRUCT { ?s ?p ?o } { SELECT * { ?s ?p ?o } }", "graph"],
  ["DESCRIBE", "DESCRIBE <https://example.org/a>", "graph"],
];
for (const [name, query, expected] of kinds) test(`${name} answers ${expected}`, () => assert.equal(kind(query), expected));

test("a quote in the query does not end the shell's string", () => {
  assert.match(asCurl("http://h/sparql", "SELECT 'a'"), /query='SELECT '\\''a'\\'''/);
});
test("a graph is asked for as Turtle", () => assert.equal(accept("DESCRIBE <a:b>"), "text/turtle"));
