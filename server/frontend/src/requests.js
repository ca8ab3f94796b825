// The same request in other tools' words.
export function asCurl(endpoint, query) {
  return `curl -s '${endpoint}' \\\n  -H 'Accept: ${accept(query)}' \\\n  --data-urlencode query='${query.replaceAll("'", "'\\''")}'\n`;
}

export function asPython(endpoint, query) {
  return `import requests  # pip install requests

query = r"""
${query.replaceAll('"""', '\\"\\"\\"')}
"""
answer = requests.post("${endpoint}", data={"query": query}, headers={"Accept": "${accept(query)}"}, timeout=60)
answer.raise_for_status()
print(answer.text)
`;
}

export function asR(endpoint, query) {
  return `library(httr2)  # install.packages("httr2")

query <- r"---(
${query}
)---"
answer <- request("${endpoint}") |>
  req_headers(Accept = "${kind(query) === "rows" ? "text/csv" : "text/turtle"}") |>
  req_body_form(query = query) |>
  req_perform()
${kind(query) === "rows" ? "rows <- read.csv(text = resp_body_string(answer), encoding = \"UTF-8\")\nprint(rows)" : "cat(resp_body_string(answer))"}
`;
}

// "rows" for SELECT and ASK, "graph" for CONSTRUCT and DESCRIBE.
export function kind(query) {
  const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " ");
  return /\b(CONSTRUCT|DESCRIBE)\b/i.test(bare) && !/\b(SELECT|ASK)\b[\s\S]*\b(CONSTRUCT|DESCRIBE)\b/i.test(bare) ? "graph" : "rows";
}

export function accept(query) {
  return kind(query) === "graph" ? "text/turtle" : "application/sparql-results+json";
}
