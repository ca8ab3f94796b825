// Bundle what the pages load into server/static/bundle/. Called by `npm run build`; needs no network.
import { build } from "esbuild";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";

const out = new URL("../static/bundle/", import.meta.url).pathname;
await rm(out, { recursive: true, force: true });
const result = await build({
  entryPoints: ["src/site.js", "src/editor.js", "src/api.js"],
  bundle: true,
  splitting: true, // the graph view is a chunk of its own, fetched when somebody asks for it
  format: "esm",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outdir: out,
  chunkNames: "chunk-[hash]",
});
const sizes = Object.entries(result.metafile.outputs).map(([name, { bytes }]) => `${bytes}\t${name.split("/").pop()}`);
await writeFile(`${out}sizes.txt`, `${sizes.sort().join("\n")}\n`);
await writeFile(`${out}licences.txt`, await licences(Object.keys(result.metafile.inputs)));
console.log(sizes.join("\n"));

// The licences of all packages that went into the bundle, which ask to be kept with it.
async function licences(inputs) {
  const names = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  const texts = [...names].sort().map(async (name) => {
    const folder = new URL(`node_modules/${name}/`, import.meta.url);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const { version, license } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
    return `${name} ${version} (${license})\n\n${file ? await readFile(new URL(file, folder), "utf8") : ""}`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n`);
}
