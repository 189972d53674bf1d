// Which page is shown, and moving between pages without reloading.

import { Failed } from "./api.js";
import { h, replace } from "./dom.js";
import { address, filterOf } from "./filters.js";
import * as live from "./live.js";
import { announce } from "./parts.js";
import * as api from "./apipage.js";
import * as article from "./article.js";
import * as changes from "./changes.js";
import * as counts from "./counts.js";
import * as entity from "./entity.js";
import * as list from "./list.js";
import * as network from "./network.js";
import * as overtime from "./overtime.js";
import * as quotes from "./quotes.js";
import { FILTERED, followAll, isSteered, leadsTo } from "./steer.js";
import * as worker from "./worker.js";

const PAGES = {
  "/": list, "/quotes": quotes, "/counts": counts, "/over-time": overtime, "/changes": changes, "/network": network, "/worker": worker,
  "/article": article, "/entity": entity, "/api": api,
};
const SLOW_MS = 700;
const VERY_SLOW_MS = 6000;

const main = document.getElementById("main");
const skip = document.querySelector(".skip");
let leave = null;
let shown = 0;
let clicked = null;

/** Go to an address of this console. */
export function go(address, { replaced = address === location.pathname + location.search } = {}) {
  if (replaced) history.replaceState({}, "", address);
  else {
    history.replaceState({ y: scrollY }, "");
    history.pushState({}, "", address);
  }
  return show({ focus: !replaced });
}

async function show({ focus = true, y = 0 } = {}) {
  const turn = ++shown;
  leave?.abort();
  leave = new AbortController();
  const here = new URL(location.href);
  const page = PAGES[here.pathname];
  const filter = FILTERED.has(here.pathname) ? filterOf(here.searchParams) : new URLSearchParams();
  for (const link of document.querySelectorAll("nav [data-page]")) {
    if (link.dataset.page === here.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    if (FILTERED.has(link.dataset.page)) link.setAttribute("href", address(link.dataset.page, filter));
  }
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  skip.hidden = !page;
  followAll(main);
  main.setAttribute("aria-busy", "true");
  const timers = [
    setTimeout(() => wait("Asking the console…"), SLOW_MS),
    setTimeout(() => wait("This takes longer than usual: the console is still reading, or the machine is busy. Please wait."), VERY_SLOW_MS),
  ];
  try {
    if (!page) throw new Failed(`There is no page ${here.pathname} in this console.`, 404);
    const made = await page.make(here.searchParams, { signal: leave.signal, go });
    if (turn !== shown) return;
    document.title = `${made.title} · Stancewire`;
    main.querySelector(":scope > .waiting")?.remove();
    // A page with results is drawn in its place while the reader stays on it.
    if (made.element.parentNode !== main) replace(main, made.element);
    skip.textContent = document.getElementById("results") ? "Skip to the results" : "Skip to the content";
  } catch (error) {
    if (error.name === "AbortError" || turn !== shown) return;
    if (!(error instanceof Failed)) console.error(error);
    document.title = "Not available · Stancewire";
    replace(main, failed(error));
  } finally {
    timers.forEach(clearTimeout);
    if (turn === shown) main.removeAttribute("aria-busy");
  }
  if (focus) {
    scrollTo({ top: y, behavior: "instant" });
    const heading = main.querySelector("h1");
    if (isUsing(document.activeElement)) {
      if (heading) announce(heading.textContent);
      return;
    }
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }
}

/** Whether somebody is at this control of the page, which is still there: then it keeps the focus. */
const isUsing = (element) => main.contains(element) && element !== main && element.checkVisibility() && element.matches("a, button, input, select, summary");

function wait(text) {
  main.querySelector(".waiting")?.remove();
  main.prepend(h("p", { class: "note waiting", role: "status" }, text));
}

function failed(error) {
  const known = error instanceof Failed;
  return h("div", { class: "page empty" },
    h("h1", {}, error.status === 404 ? "Not found in this console" : "This cannot be shown"),
    h("p", {}, known ? error.message : "The page has a bug; see the browser's console for the error."),
    error.status === 404 && PAGES[location.pathname] && h("p", {}, "The console keeps only the newest articles. Older ones stay in the topic until its retention deletes them."),
    h("p", {}, h("a", { href: "/" }, "Go to the articles"), error.status === 404 ? null : [" or ",
      h("button", { type: "button", class: "link", onclick: () => show() }, "try again")]),
  );
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const href = link.getAttribute("href");
  if (link === skip) {
    // To the results, past the search and the filters.
    event.preventDefault();
    (document.getElementById("results") ?? main).focus();
    return;
  }
  if (!href.startsWith("/") || link.target || link.hasAttribute("download")) return;
  event.preventDefault();
  // The second click of a double click would take back what the first did.
  const doubled = event.detail > 1 && link === clicked && isSteered(link);
  clicked = link;
  if (!doubled) go(leadsTo(link));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
  const field = document.getElementById("f-q");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
addEventListener("popstate", (event) => show({ y: event.state?.y ?? 0 }));
history.scrollRestoration = "manual";

live.start();
show({ focus: false });
