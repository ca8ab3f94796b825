// Show an answer as a table, a graph, a chart or as it came.
import { make, safe } from "./dom.js";
import { say } from "./words.js";

const PAGE = 100;

export function table(answer, shorten) {
  const { vars } = answer.head;
  let rows = answer.results.bindings.map((row) => vars.map((name) => row[name]));
  const all = rows;
  let page = 0, order = null;
  const body = make("tbody");
  const count = make("span", { class: "muted" });
  const filter = make("input", { type: "search", placeholder: say("filter"), "aria-label": say("filter"), oninput: () => { page = 0; sift(); } });
  const [previous, next] = [["previous", -1], ["next", 1]].map(([key, step]) => make("button", { type: "button", onclick: () => { page += step; draw(); } }, say(key)));
  const heads = vars.map((name, column) => {
    const head = make("th", { scope: "col" }, make("button", { type: "button", class: "sort", onclick: () => sort(column, head) }, `?${name}`));
    return head;
  });

  function sift() {
    const wanted = filter.value.trim().toLowerCase();
    rows = wanted ? all.filter((row) => row.some((term) => term?.value.toLowerCase().includes(wanted))) : all;
    draw();
  }
  function sort(column, head) {
    const down = order?.column === column && !order.down;
    order = { column, down };
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    all.sort((one, other) => compare(one[column], other[column]) * (down ? -1 : 1));
    sift();
  }
  function draw() {
    const pages = Math.max(Math.ceil(rows.length / PAGE), 1);
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...rows.slice(page * PAGE, (page + 1) * PAGE).map((row) => make("tr", {}, ...row.map((term) => make("td", { class: numeric(term) ? "number" : null }, cell(term, shorten))))));
    count.textContent = say("page", { n: page + 1, of: pages });
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
    pager.hidden = pages === 1;
  }

  const pager = make("p", { class: "pager" }, previous, count, next);
  draw();
  return make("div", {}, make("p", { class: "table-tools" }, filter), make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("table") }, make("table", { class: "data" }, make("thead", {}, make("tr", {}, ...heads)), body)), pager);
}

function compare(one, other) {
  if (!one || !other) return one ? -1 : other ? 1 : 0;
  return numeric(one) && numeric(other) ? Number(one.value) - Number(other.value) : one.value.localeCompare(other.value, "zh-Hans-u-co-pinyin");
}

function numeric(term) {
  return /#(decimal|integer|double|float|int|long)$/.test(term?.datatype ?? "");
}

function cell(term, shorten) {
  if (!term) return "";
  if (term.type === "uri") {
    const { href, text } = shorten(term.value);
    return safe(href) ? make("a", { href }, text) : text;
  }
  const language = term["xml:lang"];
  return make("span", { lang: language ?? null, title: language ? `@${language}` : (term.datatype ?? null) }, term.value);
}

export function has(answer, test) {
  return (answer.results?.bindings ?? []).some((row) => Object.values(row).some(test));
}
export const isIri = (term) => term.type === "uri";
export const isNumber = numeric;
