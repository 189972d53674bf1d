// What the matching articles have in common; each line changes the filter.

import { ask } from "./api.js";
import { bdi, h, replace, unseen } from "./dom.js";
import { filterOf, withFilter, withNot, withoutFilter, withView } from "./filters.js";
import { day, number, plural } from "./format.js";
import { turn } from "./steer.js";
import { shownAs, WORDS } from "./words.js";

const GROUPS = [
  ["target", "Stances toward"], ["holder", "Taking a stance"], ["outlet", "Outlets"], ["issue", "Issues", "entity"], ["entity", "Named"],
  ["topic", "Topics"], ["polarity", "Stance"], ["reporting", "Reported as"], ["confidence", "At least as sure"],
];
const LEAVES_OUT = new Set(["entity", "holder", "target", "topic", "outlet"]);
const FEW = 5;

/** The facets of a page at `path`. The old ones can be used until new ones are there. */
export function facets(path) {
  const element = h("div", { class: "facets" });

  /**
   * Ask for those of this query; `extra` are conditions that they are only counted with. `gently`: what somebody
   * points at shall not move away under the pointer.
   */
  async function load(query, extra, signal, gently = false) {
    element.setAttribute("aria-busy", "true");
    try {
      const found = await ask("facets", new URLSearchParams([...filterOf(query), ...extra]), signal);
      await released(element);
      if (!signal.aborted && !(gently && element.matches(":hover"))) keepingPlace(element, () => draw(found, query, extra));
    } finally {
      if (!signal.aborted) element.removeAttribute("aria-busy");
    }
  }
  function draw(found, query, extra) {
    replace(element, h("h2", { class: "unseen" }, "Narrow down"), presets(found.last_day, query, path), GROUPS.map((one) => group(found, query, extra, one, path)),
      found.looked_at > 0 && h("p", { class: "fine" }, `Counts of ${query.get("copies") === "each" ? "articles, every copy counted" : "articles, copies of a story counted once"}; from the newest ${plural(found.looked_at, "matching article")}.`));
  }
  return { element, load };
}

/** When nothing in it is being pressed: a link that is drawn again between press and release is not clicked. */
const released = (element) => element.matches(":active") && new Promise((resolve) => {
  for (const name of ["pointerup", "pointercancel", "keyup"]) addEventListener(name, () => setTimeout(resolve), { once: true });
});

function group(found, query, extra, [key, title, name = key], path) {
  const rows = found[key].filter((row) => !extra.some(([part, value]) => part === name && value === row.id));
  if (!rows.length) return null;
  const line = (row) => {
    const on = (now) => now.getAll(name).includes(row.id);
    const change = (now) => (on(now) ? withoutFilter : withFilter)(now, name, row.id);
    return h("li", {}, turn(path, query, change, { on, data: { facet: `${key}:${row.id}` } },
      bdi(WORDS[name] || name === "confidence" ? shownAs(name, row.id) : row.name), h("span", { class: "count" }, number(row.articles), unseen(" articles"))),
    LEAVES_OUT.has(name) && turn(path, query, (now) => withNot(now, name, row.id), { class: "not", title: "Leave out", "aria-label": `Leave out: ${row.name}`, data: { facet: `not:${key}:${row.id}` } }, "−"));
  };
  const on = rows.filter((row) => query.getAll(name).includes(row.id)).length;
  const first = Math.max(FEW, on);
  return h("section", { "aria-label": title }, h("h3", {}, title), h("ul", {}, rows.slice(0, first).map(line)),
    rows.length > first && h("details", { data: { facet: key } }, h("summary", {}, `${rows.length - first} more`), h("ul", {}, rows.slice(first).map(line))));
}

/** Spans that end with the newest publication, which may be long ago. */
function presets(last, query, path) {
  if (!last) return null;
  const back = (days) => new Date(Date.parse(last) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const month = `${last.slice(0, 7)}-01`;
  const spans = [[new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(last)), month], ["30 days", back(30)], ["12 months", back(365)]];
  return h("section", { "aria-label": "Dates" }, h("h3", {}, `Up to ${day(last)}, the newest`), h("p", { class: "presets" }, spans.map(([text, since]) =>
    turn(path, query, (now) => withView(now, { since, until: last, after: "" }), { on: (now) => now.get("since") === since && now.get("until") === last, data: { facet: `date:${text}` } }, text))));
}

/** Draws; the same facet has the focus after it, and what was folded out still is. */
function keepingPlace(element, draw) {
  const focused = element.contains(document.activeElement) ? document.activeElement.closest("[data-facet]")?.dataset.facet : undefined;
  const open = new Set([...element.querySelectorAll("details[open]")].map((one) => one.dataset.facet));
  draw();
  for (const one of element.querySelectorAll("details")) one.open = open.has(one.dataset.facet);
  const again = focused && [...element.querySelectorAll("[data-facet]")].find((one) => one.dataset.facet === focused);
  if (!again) return;
  // One that is folded away cannot have the focus.
  if (again.matches("a")) again.closest("details")?.setAttribute("open", "");
  (again.matches("details") ? again.querySelector("summary") : again).focus({ preventScroll: true });
}
