// Builds the front-end assets into the package: one style sheet, one script.
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
