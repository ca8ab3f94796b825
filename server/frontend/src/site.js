// On pages with pictures: offer the graph that can be moved, and fetch its code only when it is wanted.
import { make } from "./dom.js";
import { say } from "./words.js";

for (const svg of document.querySelectorAll("svg.picture.graph")) offer(svg);
document.addEventListener("picture", (event) => offer(event.target)); // the editor puts pictures in later

function offer(svg) {
  if (!svg.querySelector("a.node") || svg.dataset.offered) return;
  svg.dataset.offered = "yes";
  const button = make("button", { type: "button", class: "interactive", onclick: () => toggle(svg, button) }, say("interactive"));
  svg.before(make("p", { class: "picture-tools" }, button));
}

async function toggle(svg, button) {
  button.disabled = true;
  const { open } = await import("./graph.js");
  button.disabled = false;
  const shown = svg.view;
  if (shown) {
    shown.close();
    svg.view = null;
  } else svg.view = open(svg);
  svg.toggleAttribute("hidden", Boolean(svg.view));
  button.textContent = say(svg.view ? "still" : "interactive");
  button.setAttribute("aria-pressed", String(Boolean(svg.view)));
}
