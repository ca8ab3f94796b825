// The graph one can move, on top of the picture the server drew: same things, same places, same colours, same sources.
import cytoscape from "cytoscape";
import { make, safe, save } from "./dom.js";
import { graphml, svg as svgOf } from "./exports.js";
import { lang, say } from "./words.js";

const CAP = 500;

export function open(picture) {
  const view = new View(picture);
  picture.after(view.root);
  view.start();
  return view;
}

class View {
  constructor(picture) {
    this.picture = picture;
    this.canvas = make("div", { class: "graph-canvas", role: "img", "aria-label": say("canvas") });
    this.details = make("div", { class: "graph-details", "aria-live": "polite" }, make("p", { class: "muted" }, say("help")));
    this.notice = make("p", { class: "note graph-notice", role: "status" });
    this.tools = make("div", { class: "graph-tools", role: "toolbar", "aria-label": say("graph") });
    this.filters = make("div", { class: "graph-filters" });
    const choices = make("details", { open: innerWidth > 700 }, make("summary", {}, say("filters")), this.filters);
    this.root = make("div", { class: "graph-view" }, this.tools, choices, make("div", { class: "graph-split" }, this.canvas, this.details), this.notice);
    this.hidden = { classes: new Set(), modalities: new Set(), time: "" };
    this.night = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => this.cy.style(style());
  }

  start() {
    keepStyleOut();
    this.cy = cytoscape({ container: this.canvas, elements: elements(this.picture), layout: { name: "preset" }, style: style(), minZoom: 0.1, maxZoom: 4 });
    this.cy.on("tap", "edge", (event) => this.showEdge(event.target));
    this.cy.on("tap", "node", (event) => this.showNode(event.target));
    this.cy.on("dbltap", "node", (event) => this.expand(event.target));
    this.cy.on("dragfree", "node", (event) => event.target.addClass("moved"));
    this.night.addEventListener("change", this.repaint);
    this.fillTools();
    this.fillFilters();
    this.notice.textContent = this.picture.dataset.notice ?? "";
    this.fit();
  }

  close() {
    this.night.removeEventListener("change", this.repaint);
    this.cy.destroy();
    this.root.remove();
  }

  fit() {
    this.cy.fit(this.cy.elements(":visible"), 30);
    if (this.cy.zoom() > 1.2) {
      this.cy.zoom(1.2);
      this.cy.center();
    }
  }

  fillTools() {
    const button = (key, action, extra = {}) => make("button", { type: "button", onclick: action, ...extra }, say(key));
    const sought = make("input", { type: "search", "aria-label": say("find"), placeholder: say("findHint"), class: "graph-find" });
    sought.addEventListener("input", () => this.find(sought.value));
    sought.addEventListener("keydown", (event) => event.key === "Enter" && this.choose(sought.value));
    this.tools.append(
      sought,
      button("fit", () => this.fit()),
      button("arrange", () => this.arrange()),
      button("expand", () => this.expand(this.cy.$("node:selected").first())),
      button("pin", () => this.pin()),
      make("span", { class: "graph-exports" }, `${say("save")}: `, button("png", () => this.png()), button("svg", () => save(svgOf(this.cy), "graph.svg", "image/svg+xml")), button("graphml", () => save(graphml(this.cy), "graph.graphml", "application/xml"))),
    );
  }

  fillFilters() {
    const group = (title, kind, names, label) =>
      names.length > 1
        ? make("fieldset", {}, make("legend", {}, say(title)), ...names.map((name) => this.checkbox(kind, name, label(name))))
        : null;
    const times = distinct(this.cy.edges(), "period");
    const select = make("select", { "aria-label": say("times"), onchange: (event) => { this.hidden.time = event.target.value; this.filter(); } },
      make("option", { value: "" }, say("all")), ...times.map((time) => make("option", { value: time }, time)));
    this.filters.replaceChildren(...[
      group("classes", "classes", distinct(this.cy.nodes(), "typeLabel"), (name) => name),
      group("modalities", "modalities", distinct(this.cy.edges(), "how"), say),
      times.length ? make("label", { class: "graph-time" }, `${say("times")} `, select) : null,
    ].filter(Boolean));
  }

  checkbox(kind, name, label) {
    const box = make("input", { type: "checkbox", checked: !this.hidden[kind].has(name), onchange: () => {
      this.hidden[kind][box.checked ? "delete" : "add"](name);
      this.filter();
    } });
    return make("label", {}, box, ` ${label}`);
  }

  filter() {
    const { classes, modalities, time } = this.hidden;
    this.cy.batch(() => {
      this.cy.nodes().forEach((node) => void node.toggleClass("out", classes.has(node.data("typeLabel"))));
      this.cy.edges().forEach((edge) => void edge.toggleClass("out", modalities.has(edge.data("how")) || Boolean(time && edge.data("period") !== time)));
      if (time) this.cy.nodes().forEach((node) => { if (!node.connectedEdges().not(".out").length) node.addClass("out"); });
    });
  }

  find(text) {
    const wanted = text.trim().toLowerCase();
    this.cy.nodes().removeClass("found");
    if (!wanted) return this.cy.nodes().slice(0, 0);
    const found = this.cy.nodes().filter((node) => node.data("label").toLowerCase().includes(wanted));
    found.addClass("found");
    this.notice.textContent = found.length ? "" : say("notFound", { text });
    return found;
  }

  choose(text) {
    const node = this.find(text).first();
    if (node.length) this.showNode(node);
  }

  showNode(node) {
    this.cy.elements().unselect();
    node.select();
    this.cy.animate({ center: { eles: node } }, { duration: still() ? 0 : 200 });
    const href = safe(node.data("href"));
    const lines = node.connectedEdges(":visible").map((edge) => make("li", {}, make("button", { type: "button", class: "relation", onclick: () => this.showEdge(edge) }, told(edge))));
    this.details.replaceChildren(
      make("h3", {}, node.data("label")),
      make("p", { class: "muted" }, node.data("typeLabel") ?? ""),
      make("p", {}, href ? make("a", { href, class: "button" }, say("open")) : "", " ", make("button", { type: "button", onclick: () => this.expand(node) }, say("expand")), " ", make("button", { type: "button", onclick: () => this.pin(node) }, say(node.locked() ? "unpin" : "pin"))),
      make("p", { class: "muted" }, say("relations")),
      make("ul", { class: "relations" }, ...lines),
    );
  }

  showEdge(edge) {
    this.cy.elements().unselect();
    edge.select();
    const { text, speaker, sentence, how, period } = edge.data();
    const source = text
      ? make("blockquote", { class: "quote", lang: "zh-Hans" }, text, make("footer", {}, how === "inferred" ? say("restsOn") : `${speaker || say("reporter")} · ${say(how)}${period ? ` · ${period}` : ""}`))
      : make("p", { class: "note" }, `${say(how)} · ${say("noSentence")}`);
    const href = safe(sentence);
    this.details.replaceChildren(make("h3", {}, told(edge)), source, href ? make("p", {}, make("a", { href, class: "button" }, say("sentence"))) : "");
  }

  async expand(node) {
    if (!node?.length || node.data("family") === "literal") return;
    const answer = await fetch(`/graph/expand?${new URLSearchParams({ iri: node.data("iri"), lang })}`, { headers: { accept: "application/json" } });
    if (!answer.ok) {
      this.notice.textContent = say("failed", { text: String(answer.status) });
      return;
    }
    this.add(await answer.json(), node);
  }

  add({ nodes, edges }, centre) {
    const fresh = nodes.filter(({ iri }) => this.cy.getElementById(iri).empty());
    const taken = fresh.slice(0, Math.max(CAP - this.cy.nodes().length, 0));
    const turn = (2 * Math.PI) / Math.max(taken.length, 1);
    const reach = 150 + taken.length * 9;
    const { x, y } = centre.position();
    this.cy.add(taken.map((node, index) => ({ group: "nodes", data: { ...node, id: node.iri, width: width(node.label) }, position: { x: x + Math.cos(index * turn) * reach, y: y + Math.sin(index * turn) * reach * 0.7 } })));
    const known = edges.filter(({ source, target }) => this.cy.getElementById(source).nonempty() && this.cy.getElementById(target).nonempty());
    this.cy.add(known.map((edge) => ({ group: "edges", data: { ...edge, id: key(edge), how: how(edge) } })).filter(({ data }) => this.cy.getElementById(data.id).empty()));
    this.notice.textContent = taken.length < fresh.length ? say("cap", { n: CAP }) : taken.length ? say("expanded", { n: taken.length }) : say("nothingNew");
    this.fillFilters();
    this.filter();
    this.fit();
    this.showNode(centre);
  }

  pin(node = this.cy.$("node:selected").first()) {
    if (!node.length) return;
    node[node.locked() ? "unlock" : "lock"]();
    node.toggleClass("pinned", node.locked());
    this.showNode(node);
  }

  arrange() {
    this.cy.layout({ name: "cose", animate: false, randomize: false, idealEdgeLength: () => 140, nodeOverlap: 20, nodeDimensionsIncludeLabels: true }).run();
    this.fit();
  }

  png() {
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    save(this.cy.png({ output: "blob", full: true, scale: 2, bg: paper, maxWidth: 8000, maxHeight: 8000 }), "graph.png", "image/png");
  }
}

// Cytoscape would write a <style> into the page, which the page's policy forbids; it looks for this name first.
function keepStyleOut() {
  const name = "__________cytoscape_stylesheet";
  if (!document.getElementById(name)) document.head.append(make("meta", { id: name }));
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function told(edge) {
  return `${edge.source().data("label")} — ${edge.data("label")} → ${edge.target().data("label")}`;
}

function distinct(collection, name) {
  return [...new Set(collection.map((element) => element.data(name)).filter(Boolean))].sort((one, other) => one.localeCompare(other, "zh"));
}

function how({ origin, modality }) {
  return origin === "stated" ? modality : origin;
}

function key({ source, predicate, target }) {
  return `${source} ${predicate} ${target}`;
}

function width(label) {
  const em = [...label].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 1 : 0.6), 0);
  return Math.min(em, 12) * 14 + 24;
}

function elements(picture) {
  const nodes = [...picture.querySelectorAll("a.node")].map((link) => {
    const { iri, label, type, typeLabel, family, x, y } = link.dataset;
    const size = link.querySelector("rect");
    return { group: "nodes", data: { id: iri, iri, label, type, typeLabel: typeLabel || "", family, href: link.getAttribute("href"), width: Number(size.getAttribute("width")), height: Number(size.getAttribute("height")) }, position: { x: Number(x), y: Number(y) } };
  });
  const edges = [...picture.querySelectorAll("a.edge")].map((link) => {
    const { source, target, predicate, label, origin, modality, sentence, text, speaker, period } = link.dataset;
    const data = { source, target, predicate, label, origin, modality, sentence, text, speaker, period };
    return { group: "edges", data: { ...data, id: key(data), how: how(data) } };
  });
  return [...nodes, ...edges];
}

function style() {
  const page = getComputedStyle(document.documentElement);
  const colour = (name) => page.getPropertyValue(`--${name}`).trim() || "#888888";
  const families = ["research", "enterprise", "government", "person", "place", "plan", "field", "product", "event", "relation", "indicator", "source"];
  return [
    { selector: "node", style: { shape: "round-rectangle", width: (node) => node.data("width"), height: (node) => node.data("height") ?? 34, label: "data(label)", "text-valign": "center", "text-halign": "center", "text-wrap": "wrap", "text-max-width": "170px", "text-overflow-wrap": "anywhere", "font-size": 14, "font-family": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", color: colour("ink"), "background-color": colour("raised"), "border-width": 1.4, "border-color": colour("soft") } },
    ...families.map((family) => ({ selector: `node[family = "${family}"]`, style: { "border-color": colour(family), "background-color": colour(family), "background-opacity": 0.12 } })),
    { selector: 'node[family = "person"]', style: { "border-color": colour("person"), "corner-radius": 17 } },
    { selector: "edge", style: { width: 1.4, "line-color": colour("soft"), "target-arrow-color": colour("soft"), "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "bezier", label: "data(label)", "font-size": 11, color: colour("soft"), "text-background-color": colour("raised"), "text-background-opacity": 0.9, "text-background-padding": 2, "min-zoomed-font-size": 7 } },
    { selector: 'edge[how = "planned"]', style: { "line-style": "dashed" } },
    { selector: 'edge[how = "forecast"], edge[how = "inferred"]', style: { "line-style": "dotted" } },
    { selector: 'edge[how = "suggested"], edge[how = "evaluated"]', style: { "line-style": "dashed", "line-dash-pattern": [9, 4, 2, 4] } },
    { selector: 'edge[how = "registry"], edge[how = "row"]', style: { width: 1, opacity: 0.75 } },
    { selector: "node.pinned", style: { "border-style": "double", "border-width": 5 } },
    { selector: "node.found", style: { "border-width": 4, "border-color": colour("accent") } },
    { selector: "node:selected", style: { "border-width": 4 } },
    { selector: "edge:selected", style: { width: 3, "line-color": colour("accent"), "target-arrow-color": colour("accent"), color: colour("accent") } },
    { selector: ".out", style: { display: "none" } },
  ];
}
