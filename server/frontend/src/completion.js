// Complete keywords, prefixes and variables at once, and things by Chinese label, alias, pinyin or initials from the server.
import { lang, say } from "./words.js";

const KEYWORDS = "SELECT DISTINCT CONSTRUCT ASK DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES PREFIX BASE ORDER BY GROUP HAVING LIMIT OFFSET EXISTS NOT IN AS COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI CONTAINS STRSTARTS STRENDS REGEX REPLACE COALESCE IF YEAR STRLEN ISIRI ISLITERAL UNDEF".split(" ");
const WORD = /[\p{L}\p{N}_·\-]+$/u;

export function completions(prefixes) {
  return async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    if (inComment(before)) return null;
    const variable = /[?$]\w*$/.exec(before);
    if (variable) return { from: context.pos - variable[0].length, options: variables(context.state.doc.toString(), variable[0]), validFor: /^[?$]\w*$/ };
    const term = /([\w-]*):([\p{L}\p{N}_\-]*)$/u.exec(before);
    const word = term ?? WORD.exec(before);
    if (!word && !context.explicit) return null;
    const typed = word?.[0] ?? "";
    const local = term ? [] : KEYWORDS.filter((keyword) => keyword.startsWith(typed.toUpperCase()) && typed).map((label) => ({ label, type: "keyword" }));
    const found = await things(term ? term[2] : typed, context, term?.[1]);
    const options = [...local, ...found.map((thing) => option(thing, prefixes))];
    return options.length ? { from: context.pos - typed.length, options, filter: false } : null;
  };
}

function inComment(before) {
  return /#/.test(before.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ""));
}

function variables(text, typed) {
  const names = new Set(text.match(/[?$]\w+/g));
  names.delete(typed);
  return [...names].sort().map((label) => ({ label, type: "variable" }));
}

async function things(text, context, prefix) {
  if (!text || /^\d+$/.test(text) || (text.length < 2 && /^[\x00-\x7f]$/.test(text))) return [];
  await new Promise((resolve) => setTimeout(resolve, 120)); // wait for the next key before asking
  if (context.aborted) return [];
  const kinds = prefix ? { kind: "class,property" } : {};
  const answer = await fetch(`/suggest?${new URLSearchParams({ q: text, lang, limit: 12, ...kinds })}`, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || context.aborted) return [];
  const body = await answer.json();
  return (Array.isArray(body) ? body : (body.results ?? body.hits ?? body.suggestions ?? [])).filter(({ iri }) => iri);
}

function option(thing, prefixes) {
  const label = thing.label?.[lang] ?? thing.label ?? thing.iri;
  const type = thing.type?.label ?? say(thing.kind ?? "entity");
  return { label, detail: type, type: thing.kind === "property" ? "property" : thing.kind === "class" ? "class" : "constant", apply: (view, completion, from, to) => insert(view, thing.iri, label, { from, to, prefixes }) };
}

// Put the IRI in, shortened where a prefix is declared, and its name as a comment at the end of the line.
export function insert(view, iri, label, { from, to, prefixes }) {
  const { doc } = view.state;
  const { short, missing } = shorten(iri, doc.toString(), prefixes);
  const line = doc.lineAt(to);
  const comment = line.text.includes(`# `) ? `、${label}` : ` # ${label}`;
  const declared = missing ? [{ from: 0, insert: missing }] : [];
  view.dispatch({
    changes: [...declared, { from, to, insert: short }, { from: line.to, insert: comment }],
    selection: { anchor: from + short.length + (missing?.length ?? 0) },
    userEvent: "input.complete",
  });
}

export function shorten(iri, text, prefixes) {
  for (const [prefix, space] of Object.entries(prefixes))
    if (iri.startsWith(space) && /^[\p{L}_][\p{L}\p{N}_\-]*$/u.test(iri.slice(space.length))) {
      const known = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text);
      return { short: `${prefix}:${iri.slice(space.length)}`, missing: known ? "" : `PREFIX ${prefix}: <${space}>\n` };
    }
  return { short: `<${iri}>`, missing: "" };
}
