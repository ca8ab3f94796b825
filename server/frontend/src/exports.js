// The graph as it lies on the screen, for other tools.
const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
const SVG = "http://www.w3.org/2000/svg";
const NODE_KEYS = ["iri", "label", "type", "typeLabel", "family"];
const EDGE_KEYS = ["predicate", "label", "origin", "modality", "sentence", "text", "speaker", "period"];

export function graphml(cy) {
  const page = document.implementation.createDocument(GRAPHML, "graphml");
  const add = (parent, tag, attributes, text) => {
    const element = page.createElementNS(GRAPHML, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  for (const [scope, keys] of [["node", NODE_KEYS], ["edge", EDGE_KEYS]])
    for (const key of keys) add(page.documentElement, "key", { id: `${scope}-${key}`, for: scope, "attr.name": key, "attr.type": "string" });
  const graph = add(page.documentElement, "graph", { id: "view", edgedefault: "directed" });
  const fill = (parent, scope, keys, data) => keys.filter((key) => data[key]).forEach((key) => add(parent, "data", { key: `${scope}-${key}` }, data[key]));
  cy.nodes(":visible").forEach((node) => fill(add(graph, "node", { id: node.id() }), "node", NODE_KEYS, node.data()));
  cy.edges(":visible").forEach((edge, number) => fill(add(graph, "edge", { id: `e${number}`, source: edge.data("source"), target: edge.data("target") }), "edge", EDGE_KEYS, edge.data()));
  return new XMLSerializer().serializeToString(page);
}

export function svg(cy) {
  const page = document.implementation.createDocument(SVG, "svg");
  const root = page.documentElement;
  const box = cy.elements(":visible").boundingBox();
  root.setAttribute("viewBox", [box.x1 - 10, box.y1 - 10, box.w + 20, box.h + 20].map(Math.round).join(" "));
  root.setAttribute("font-family", "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif");
  const add = (parent, tag, attributes, text) => {
    const element = page.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const link = (href) => (href ? add(root, "a", { href: new URL(href, location.href).href }) : add(root, "g", {}));
  cy.edges(":visible").forEach((edge) => drawEdge(edge, link, add));
  cy.nodes(":visible").forEach((node) => drawNode(node, link, add));
  return new XMLSerializer().serializeToString(page);
}

function drawEdge(edge, link, add) {
  const from = edge.sourceEndpoint(), to = edge.targetEndpoint(), middle = edge.midpoint();
  const group = link(edge.data("sentence"));
  add(group, "path", { d: `M${from.x} ${from.y}Q${2 * middle.x - (from.x + to.x) / 2} ${2 * middle.y - (from.y + to.y) / 2} ${to.x} ${to.y}`, fill: "none", stroke: edge.style("line-color"), "stroke-width": 1.4, "stroke-dasharray": { dashed: "7 4", dotted: "1 3" }[edge.style("line-style")] ?? "none" });
  add(group, "circle", { cx: to.x, cy: to.y, r: 3, fill: edge.style("line-color") });
  add(group, "text", { x: middle.x, y: middle.y + 4, "font-size": 11, "text-anchor": "middle", fill: edge.style("color"), stroke: "#ffffff", "stroke-width": 3, "paint-order": "stroke" }, edge.data("label"));
  if (edge.data("text")) add(group, "title", {}, edge.data("text"));
}

function drawNode(node, link, add) {
  const { x, y } = node.position(), width = node.width(), height = node.height();
  const group = link(node.data("href"));
  add(group, "rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 7, fill: node.style("background-color"), stroke: node.style("border-color"), "stroke-width": 1.4 });
  const lines = broken(node.data("label"), 12);
  lines.forEach((line, number) => add(group, "text", { x, y: y + 5 + (number - (lines.length - 1) / 2) * 19, "font-size": 14, "text-anchor": "middle", fill: node.style("color") }, line));
}

function broken(label, most) {
  const lines = [""];
  let width = 0;
  for (const character of label) {
    const step = character.charCodeAt(0) > 0x2e7f ? 1 : 0.62;
    if (width + step > most) {
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += character;
    width += step;
  }
  return lines.slice(0, 3);
}
