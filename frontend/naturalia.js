// Pages work without this script. With it, results change in place and identifiers are copied with a click.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // the server is quick, and history always shows what is true now

// A facet checkbox applies at once; without script the form has a button.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-applies] input[type=checkbox], [data-applies] select")) {
    event.target.form.requestSubmit();
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  if (status) status.textContent = button.dataset.copied;
});

// What a reader opened or closed stays so when results change in place. An error is a page of its own; facets
// that fail say so, beside results that are there.
let unfolded = new Map();
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400) {
    detail.shouldSwap = detail.isError = false;
    if (detail.target.id === "search") location.assign(detail.pathInfo.finalRequestPath);
    else detail.target.querySelector("[role=status]")?.replaceChildren(`${detail.xhr.status} ${detail.xhr.statusText}`);
  }
  unfolded = new Map([...document.querySelectorAll("#search details[id]")].map((part) => [part.id, part.open]));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of unfolded) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
});

// On a narrow screen results come first.
if (matchMedia("(max-width: 52rem)").matches) document.getElementById("filters")?.removeAttribute("open");

// Buttons that need the script are shown only where it runs.
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
document.documentElement.classList.add("scripted");

// Facets may come after the results where this script can ask for them.
document.cookie = "script=1; path=/; samesite=lax";

// "/" goes to the search box, as in many places on the web, unless one is typing already.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("#q, #find");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A row of the form of all filters once more, empty.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-again]");
  if (!button) return;
  const row = button.closest("[data-rows]").querySelector("[data-row]:last-of-type");
  const copy = row.cloneNode(true);
  for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const input of copy.querySelectorAll("input")) input.value = "";
  for (const list of copy.querySelectorAll("select")) list.selectedIndex = 0;
  row.after(copy);
  htmx.process(copy);
  copy.querySelector("input").focus();
});
for (const button of document.querySelectorAll("[data-again]")) button.hidden = false;

// Images open in a viewer whose script is loaded only where there are some, with the first that is opened.
for (const dialog of document.querySelectorAll("dialog[data-viewer]")) {
  const list = document.getElementById(dialog.dataset.of);
  let loaded;
  list.addEventListener("click", async (event) => {
    const frame = event.target.closest("[data-full]");
    if (!frame || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    loaded ??= import(dialog.dataset.viewer).then((viewer) => viewer.open(list, dialog));
    (await loaded)(frame);
  });
}

// Maps come alive where one is opened: their script is loaded only then.
async function enliven(root) {
  for (const element of root.querySelectorAll("[data-map]:not([data-alive])")) {
    element.dataset.alive = "";
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = element.dataset.style;
    const styled = new Promise((resolve) => sheet.addEventListener("load", resolve, { once: true }));
    document.head.append(sheet);
    const [map] = await Promise.all([import(element.dataset.map), styled]);
    map.show(element);
  }
}
enliven(document);
document.addEventListener("htmx:afterSettle", () => enliven(document));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens-map]");
  if (!button) return;
  const element = document.getElementById(button.dataset.opensMap);
  element.dataset.map = element.dataset.mapScript;
  button.hidden = true;
  enliven(document);
});
for (const button of document.querySelectorAll("[data-opens-map]")) button.hidden = false;
