// Bundle what the pages load into server/static/bundle/. Called by `npm run build`; needs no network.
import { build } from "esbuild";
import { rm, writeFile } from "node:fs/promises";

const out = new URL("../static/bundle/", import.meta.url).pathname;
await rm(out, { recursive: true, force: true });
const result = await build({
  entryPoints: ["src/site.js", "src/editor.js"],
  bundle: true,
  splitting: true, // the graph view is a chunk of its own, fetched when somebody asks for it
  format: "esm",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "linked",
  metafile: true,
  outdir: out,
  chunkNames: "chunk-[hash]",
});
const sizes = Object.entries(result.metafile.outputs).map(([name, { bytes }]) => `${bytes}\t${name.split("/").pop()}`);
await writeFile(`${out}sizes.txt`, `${sizes.sort().join("\n")}\n`);
console.log(sizes.join("\n"));
