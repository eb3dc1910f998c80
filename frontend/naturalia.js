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

// What a reader opened or closed stays so when results change in place. An error is a page of its own.
let unfolded = new Map();
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400) {
    detail.shouldSwap = detail.isError = false;
    location.assign(detail.pathInfo.finalRequestPath);
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
