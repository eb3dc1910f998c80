// Builds the front-end assets into the package: one style sheet and one script for every page, and islands of their
// own, loaded where they are needed: the map, whose worker is served by us, and the viewer of images.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const output = "src/naturalia/portal/static/built";
const target = ["es2022", "chrome111", "firefox115", "safari16.4"];

// The file that htmx publishes minified is a fifth smaller than what becomes of its module here.
const minified = {
  name: "minified-htmx",
  setup({ onLoad }) {
    onLoad({ filter: /htmx\.esm\.js$/ }, ({ path }) => ({
      contents: `${readFileSync(path.replace(".esm.js", ".min.js"), "utf8")}\nexport default htmx;`,
    }));
  },
};

await build({
  entryPoints: { naturalia: "frontend/naturalia.js", style: "frontend/style.css" },
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "eof",
  format: "iife",
  outdir: output,
  target,
  plugins: [minified],
});

await build({
  entryPoints: {
    map: "frontend/map.js",
    "map-worker": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "map-style": "frontend/map.css",
    viewer: "frontend/viewer.js",
  },
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
