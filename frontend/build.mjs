// Builds the front-end assets into the package: one style sheet and one script for every page, and the map as an
// island of its own, whose worker is served by us.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const output = "src/naturalia/portal/static/built";
const target = ["es2022", "chrome111", "firefox115", "safari16.4"];

await build({
  entryPoints: { naturalia: "frontend/naturalia.js", style: "frontend/style.css" },
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "eof",
  format: "iife",
  outdir: output,
  target,
});

await build({
  entryPoints: { map: "frontend/map.js", "map-worker": "maplibre-gl/dist/maplibre-gl-worker.mjs", "map-style": "frontend/map.css" },
  bundle: true,
  minify: true,
  legalComments: "eof",
  format: "esm",
  outdir: output,
  loader: { ".svg": "dataurl" },
  target,
});

// Compressed once here, not with every answer.
for (const name of readdirSync(output).filter((one) => /\.(js|css)$/.test(one))) {
  writeFileSync(`${output}/${name}.gz`, gzipSync(readFileSync(`${output}/${name}`), { level: 9 }));
}
