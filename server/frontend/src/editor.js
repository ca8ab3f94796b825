// The SPARQL editor of /sparql. It lives in a shadow root, so that its style sheets are adopted ones, which the page's
// policy allows; without JavaScript the page is a plain form.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completion.js";
import { make, save } from "./dom.js";
import { mend } from "./punctuation.js";
import { accept, asCurl, asPython, asR, kind } from "./requests.js";
import { has, isIri, isNumber, table } from "./results.js";
import { lang, say } from "./words.js";

const form = document.querySelector("form.workbench");
const field = form.elements.namedItem("query");
const results = document.querySelector("#results");
const status = document.querySelector("#status");
const notice = document.querySelector("#notice");
const prefixes = JSON.parse(form.dataset.prefixes);
const { base } = form.dataset;
const endpoint = new URL(form.getAttribute("action"), location.href).href;
const STORED = "kechuang.queries";
let running = null;

// The editor --------------------------------------------------------------------------------------

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "6px", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--focus)" },
  ".cm-content": { fontFamily: "var(--mono)", minHeight: "16em", caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--link) 7%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--link) 30%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--rule)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginLeft: "1em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-matchingBracket": { backgroundColor: "var(--mark)", color: "var(--mark-ink)" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--plan)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--soft)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--place)" },
  { tag: [tags.atom, tags.number], color: "var(--product)" },
  { tag: tags.variableName, color: "var(--research)" },
  { tag: [tags.standard(tags.variableName), tags.definition(tags.variableName)], color: "var(--research)" },
  { tag: tags.operator, color: "var(--soft)" },
]);

const host = make("div", { class: "editor-host" });
field.before(host);
field.hidden = true;
const root = host.attachShadow({ mode: "open" });
const view = new EditorView({
  root,
  parent: root,
  state: EditorState.create({
    doc: field.value,
    extensions: [
      lineNumbers(), lintGutter(), history(), drawSelection(), highlightSpecialChars(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(),
      StreamLanguage.define(sparql), syntaxHighlighting(colours), theme,
      autocompletion({ override: [completions(prefixes)], activateOnTypingDelay: 80, maxRenderedOptions: 40 }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, { key: "Tab", run: acceptCompletion }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": say("editorLabel"), "aria-multiline": "true", spellcheck: "false" }),
      EditorView.domEventHandlers({ paste: pasted }),
      EditorView.lineWrapping,
    ],
  }),
});

function text() {
  return view.state.doc.toString();
}

function replace(query) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query } });
  view.dispatch(setDiagnostics(view.state, []));
}

function pasted(event) {
  const raw = event.clipboardData?.getData("text/plain") ?? "";
  const { text: mended, changed } = mend(raw);
  if (!changed) return false;
  event.preventDefault();
  const { from, to } = view.state.selection.main;
  view.dispatch({ changes: { from, to, insert: mended }, selection: { anchor: from + mended.length }, userEvent: "input.paste" });
  tell(changed, () => view.dispatch({ changes: { from, to: from + mended.length, insert: raw } }));
  return true;
}

function tell(changed, undo) {
  const button = make("button", { type: "button", onclick: () => { undo(); notice.replaceChildren(); } }, say("undo"));
  notice.replaceChildren(make("p", { class: "notice", role: "status" }, say("mended", { n: changed }), " ", button));
}

// Running -----------------------------------------------------------------------------------------

async function run({ mending = true } = {}) {
  const before = text();
  const { text: query, changed } = mending ? mend(before) : { text: before, changed: 0 };
  if (changed) {
    replace(query);
    tell(changed, () => replace(before));
  }
  running?.abort();
  running = new AbortController();
  status.textContent = say("running");
  view.dispatch(setDiagnostics(view.state, []));
  remember(query);
  const started = performance.now();
  try {
    const answer = await fetch(endpoint, { method: "POST", body: new URLSearchParams({ query }), headers: { accept: accept(query), "accept-language": lang }, signal: running.signal });
    const took = Math.round(performance.now() - started);
    await (answer.ok ? showAnswer(answer, query, took) : showProblem(answer, query));
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = say("failed", { text: error.message });
  }
}

async function showProblem(answer, query) {
  const raw = await answer.text();
  let problem = { detail: raw };
  try {
    problem = JSON.parse(raw);
  } catch { /* a proxy's own page: shown as it is */ }
  const { line, column } = problem;
  const detail = problem[`detail_${lang}`] ?? problem.detail ?? problem.title ?? answer.statusText;
  const hint = problem[`hint_${lang}`] ?? problem.hint;
  status.textContent = "";
  const parts = [make("h3", {}, line ? `${say("error")} · ${say("at", { line, column })}` : `${answer.status} ${problem.title ?? ""}`), make("p", {}, typeof detail === "string" ? detail : (detail[lang] ?? ""))];
  if (line) parts.push(make("pre", { class: "code caret" }, `${query.split("\n")[line - 1] ?? ""}\n${pad(query.split("\n")[line - 1] ?? "", column)}^`));
  if (hint) parts.push(make("p", {}, make("strong", {}, `${say("hint")}: `), typeof hint === "string" ? hint : (hint[lang] ?? "")));
  results.replaceChildren(make("div", { class: "notice problem", role: "alert" }, ...parts));
  if (line) mark(line, column, String(detail));
}

// White space as wide as what stands before the column: Chinese characters take two places.
function pad(line, column) {
  return [...line].slice(0, column - 1).map((character) => (character === "\t" ? "\t" : character.charCodeAt(0) > 0x2e7f ? "\u3000" : " ")).join("");
}

function mark(line, column, message) {
  const place = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  const from = Math.min(place.from + Math.max(column - 1, 0), place.to);
  view.dispatch(setDiagnostics(view.state, [{ from, to: Math.min(from + 1, place.to), severity: "error", message }]), { selection: { anchor: from }, scrollIntoView: true });
}

async function showAnswer(response, query, took) {
  const body = await response.text();
  const cut = response.headers.get("x-truncated") || response.headers.get("kechuang-truncated") || response.headers.get("x-kechuang-truncated");
  if (kind(query) === "graph") {
    const triples = body.split("\n").filter((line) => /[.;,]\s*$/.test(line) && !line.startsWith("@prefix")).length;
    status.textContent = say("triples", { n: triples, ms: took }) + (cut ? ` ${say("cut")}` : "");
    return triples ? views(query, [["graph", () => picture(query, "graph")], ["raw", () => raw(body)]], ["ttl", "nt", "jsonld", "rdf", "graphml"]) : empty(query);
  }
  const answer = JSON.parse(body);
  if ("boolean" in answer) {
    status.textContent = `${say("answer")}: ${say(answer.boolean ? "yes" : "no")} (${took} ms)`;
    results.replaceChildren(make("p", { class: "boolean" }, say(answer.boolean ? "yes" : "no")));
    return answer.boolean ? null : empty(query, true);
  }
  status.textContent = say("rows", { n: answer.results.bindings.length, ms: took }) + (cut ? ` ${say("cut")}` : "");
  if (!answer.results.bindings.length) return empty(query);
  const offered = [["table", () => table(answer, shorten)]];
  if (has(answer, isIri)) offered.push(["graph", () => picture(query, "graph")]);
  if (has(answer, isNumber)) offered.push(["chart", () => picture(query, "chart")]);
  offered.push(["raw", () => raw(JSON.stringify(answer, null, 1))]);
  return views(query, offered, ["csv", "tsv", "json", "xml", ...(has(answer, isIri) ? ["graphml"] : [])]);
}

function shorten(iri) {
  const href = iri.startsWith(base) ? `/${iri.slice(base.length)}` : iri;
  const [prefix, space] = Object.entries(prefixes).find(([, start]) => iri.startsWith(start)) ?? [];
  return { href, text: prefix ? `${prefix}:${iri.slice(space.length)}` : iri.startsWith(base) ? iri.slice(base.length) : iri };
}

function views(query, offered, formats) {
  const panel = make("div", { class: "result-view", role: "tabpanel", tabindex: "0" });
  const buttons = offered.map(([name, draw], index) => make("button", { type: "button", role: "tab", id: `tab-${name}`, onclick: () => choose(index) }, say(name)));
  async function choose(index) {
    buttons.forEach((button, other) => {
      button.setAttribute("aria-selected", String(other === index));
      button.tabIndex = other === index ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", buttons[index].id);
    panel.replaceChildren(make("p", { class: "muted" }, say("loading")));
    panel.replaceChildren(await offered[index][1]());
    panel.querySelectorAll("svg.picture.graph").forEach((svg) => svg.dispatchEvent(new CustomEvent("picture", { bubbles: true })));
  }
  const list = make("div", { class: "result-tabs", role: "tablist", "aria-label": say("answer"), onkeydown: (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.findIndex((button) => button.tabIndex === 0) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    choose(next);
  } }, ...buttons);
  const downloads = make("span", { class: "downloads" }, `${say("download")}: `, ...formats.map((format) => make("button", { type: "button", onclick: () => download(query, format) }, format.toUpperCase())));
  results.replaceChildren(make("div", { class: "result-bar" }, list, downloads), panel);
  return choose(0);
}

function raw(body) {
  return make("pre", { class: "code", tabindex: "0" }, body.length > 400_000 ? `${body.slice(0, 400_000)}\n…` : body);
}

async function picture(query, wanted) {
  const answer = await fetch("/graph", { method: "POST", body: new URLSearchParams({ query, lang, view: wanted, inline: "1" }), headers: { accept: "image/svg+xml" } });
  if (!answer.ok) return make("p", { class: "notice" }, say(wanted === "graph" ? "noGraph" : "noChart"));
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  parsed.querySelectorAll("script, style, foreignObject").forEach((element) => element.remove());
  return make("figure", { class: "figure" }, document.importNode(parsed, true));
}

const MEDIA = { csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json", xml: "application/sparql-results+xml", ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml" };

async function download(query, format) {
  const answer = format === "graphml"
    ? await fetch("/graph", { method: "POST", body: new URLSearchParams({ query, lang }), headers: { accept: "application/graphml+xml" } })
    : await fetch(endpoint, { method: "POST", body: new URLSearchParams({ query }), headers: { accept: MEDIA[format] } });
  if (answer.ok) save(await answer.blob(), `answer.${format}`);
  else status.textContent = say("failed", { text: String(answer.status) });
}

// Why is it empty? --------------------------------------------------------------------------------

async function empty(query, keep = false) {
  const panel = make("section", { class: "doctor", "aria-live": "polite" }, make("h3", {}, say("doctor")), make("p", { class: "muted" }, say("diagnosing")));
  if (keep) results.append(panel);
  else results.replaceChildren(make("p", { class: "empty" }, say("empty")), panel);
  const answer = await fetch("/sparql/doctor", { method: "POST", body: new URLSearchParams({ query, lang }), headers: { accept: "application/json" } });
  if (!answer.ok) return panel.replaceChildren(make("p", { class: "muted" }, say("failed", { text: String(answer.status) })));
  const { findings, repaired, rows, summary } = await answer.json();
  panel.replaceChildren(make("h3", {}, say("doctor")), make("p", {}, summary ?? ""), make("ul", {}, ...findings.map(finding)));
  if (repaired) panel.append(make("pre", { class: "code" }, repaired), make("p", {},
    make("button", { type: "button", class: "primary", onclick: () => { replace(repaired); run(); } }, `${say("tryThis")}${rows ? ` (${say("rows", { n: rows, ms: "" }).split(/[，,]| rows| in/)[0]})` : ""}`), " ",
    make("button", { type: "button", onclick: () => replace(repaired) }, say("useThis"))));
  return panel;
}

function finding({ message, part, line, column }) {
  const place = line ? make("button", { type: "button", class: "relation", onclick: () => { mark(line, column, message); view.focus(); } }, say("at", { line, column })) : null;
  return make("li", {}, message, part ? make("pre", { class: "code" }, part) : null, place);
}

// Sharing, history, examples ----------------------------------------------------------------------

function permalink() {
  const address = new URL(location.pathname, location.href);
  if (new URLSearchParams(location.search).get("lang")) address.searchParams.set("lang", lang);
  const query = text();
  if (query.length < 5000) address.searchParams.set("query", query);
  else address.hash = new URLSearchParams({ query }).toString();
  return address.href;
}

function remember(query) {
  window.history.replaceState(null, "", permalink());
  const kept = [query, ...stored().filter((other) => other !== query)].slice(0, 20);
  try {
    localStorage.setItem(STORED, JSON.stringify(kept));
  } catch { /* private mode: nothing is kept */ }
  fillHistory();
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "[]");
  } catch {
    return [];
  }
}

function fillHistory() {
  const select = document.querySelector("#history");
  const entries = stored();
  select.replaceChildren(make("option", { value: "" }, say("history")), ...entries.map((query, index) => make("option", { value: String(index) }, query.replace(/^(\s*#.*|\s*PREFIX .*|\s*)\n/gim, "").trim().slice(0, 60))));
  select.onchange = () => {
    if (select.value) replace(entries[Number(select.value)]);
    select.value = "";
  };
}

function share() {
  const panel = document.querySelector("#share");
  panel.hidden = !panel.hidden;
  if (panel.hidden) return;
  const query = text();
  const forms = [[say("permalink"), permalink()], ["curl", asCurl(endpoint, query)], ["Python", asPython(endpoint, query)], ["R", asR(endpoint, query)]];
  panel.replaceChildren(...forms.map(([name, code]) => {
    const button = make("button", { type: "button", onclick: async () => {
      await navigator.clipboard?.writeText(code).catch(() => null);
      button.textContent = say("copied");
    } }, say("copy"));
    return make("details", { open: name === say("permalink") }, make("summary", {}, name), make("pre", { class: "code", tabindex: "0", "data-code": name }, code), button);
  }));
}

function examples() {
  const list = document.querySelector("#examples");
  const filter = document.querySelector("#examples-filter");
  const entries = [...list.querySelectorAll("li")];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    entries.forEach((entry) => { entry.hidden = !`${entry.textContent} ${entry.dataset.tags}`.toLowerCase().includes(wanted); });
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-query]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    replace(link.dataset.query);
    run();
    host.scrollIntoView({ block: "nearest" });
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
document.querySelector("#share-button").addEventListener("click", share);
document.querySelectorAll(".needs-script").forEach((element) => { element.hidden = false; });
fillHistory();
examples();

const fragment = new URLSearchParams(location.hash.slice(1)).get("query");
if (fragment) replace(fragment);
if (fragment || new URLSearchParams(location.search).has("query")) run();
window.workbench = { text, replace };
