// The frame of every page with results: what was asked on top, the results, and the rail of filters.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { filterOf } from "./filters.js";
import { chips, rail, searchBox } from "./rail.js";
import { turn } from "./steer.js";

const NAMED = ["entity", "holder", "target", "topic"];

/** The names of the ids in a filter. */
export async function namesOf(query, signal) {
  const filter = filterOf(query);
  if (!NAMED.some((name) => filter.has(name))) return {};
  const asked = new URLSearchParams([...filter].filter(([name]) => NAMED.includes(name)));
  return (await ask("names", asked, signal)).names;
}

/**
 * The page. `heading` and `tools` stand above the `results`; `extra` are conditions that only the facets know.
 * What a keyboard reaches first after the link "Skip to the results" is the first of them.
 */
export function frame(path, query, names, { go, signal, heading, tools = [], results, extra = [], searchable = true }) {
  const side = rail(query, path, { go, signal, extra });
  const element = h("div", { class: "page list" },
    h("div", { class: "top" }, searchable && searchBox(query, path, go), h("div", { class: "headline" }, heading, tools), chips(query, names, path)),
    h("div", { class: "column", id: "results", tabindex: "-1" }, results),
    side.element);
  return { element, load: side.load };
}

/** A choice of a view as links. `current` is of a query the value that it has, `change` what a value makes of it. */
export const choice = (label, options, { path, query, current, change }) => h("p", { class: "choice", role: "group", "aria-label": label },
  h("span", { class: "fine" }, `${label} `), options.map(([value, text]) => turn(path, query, (now) => change(now, value), { on: (now) => current(now) === value }, text)));
