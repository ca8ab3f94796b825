import assert from "node:assert/strict";
import test from "node:test";
import { mend } from "../src/punctuation.js";

const cases = [
  ["commas, full stops and braces become half-width", "SELECT ＊ WHERE ｛ ?s ?p ?o 。 ｝", "SELECT * WHERE { ?s ?p ?o . }", 4],
  ["crooked quotes become straight and keep what they hold", '?s ?p “深圳，高新区”@zh 。', '?s ?p "深圳，高新区"@zh .', 3],
  ["a straight string stays as it is", '?s ?p "一，二。" ；', '?s ?p "一，二。" ;', 1],
  ["a comment stays as it is", "# 注释，保留。\n?s ?p ?o 。", "# 注释，保留。\n?s ?p ?o .", 1],
  ["an address stays as it is", "<https://example.org/a，b> ?p ?o .", "<https://example.org/a，b> ?p ?o .", 0],
  ["full-width letters and digits become half-width", "ＬＩＭＩＴ　１０", "LIMIT 10", 8],
  ["question marks of variables", "？s ?p ？o", "?s ?p ?o", 2],
  ["a string that opens straight and closes crooked", '?s ?p "深圳” .', '?s ?p "深圳" .', 1],
  ["a clean query is not touched", "ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }", 0],
];

for (const [name, before, after, changed] of cases)
  test(name, () => assert.deepEqual(mend(before), { text: after, changed }));
