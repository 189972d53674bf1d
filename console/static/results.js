// The frame of every page with results: what was asked on top, the results, and the rail of filters.

import { ask } from "./api.js";
import { chips } from "./chips.js";
import { h, replace } from "./dom.js";
import { searchBox } from "./fields.js";
import { filterOf } from "./filters.js";
import { announce } from "./parts.js";
import { rail } from "./rail.js";
import { turn } from "./steer.js";

const NAMED = ["entity", "holder", "target", "topic", "not"];

/** The names of the ids in a filter. */
export async function namesOf(query, signal) {
  const filter = filterOf(query);
  if (!NAMED.some((name) => filter.has(name))) return {};
  const asked = new URLSearchParams([...filter].filter(([name]) => NAMED.includes(name)));
  return (await ask("names", asked, signal)).names;
}

let standing = null;

/**
 * The page. `heading` and `tools` stand above the `results`; `extra` are conditions that only the facets know.
 * What a keyboard reaches first after the link "Skip to the results" is the first of them.
 *
 * While the reader stays on a page, the search and the rail stay too: what is being typed, the focus, and where the
 * rail was scrolled to are not lost to an answer that comes meanwhile.
 */
export function frame(path, query, names, { go, signal, heading, tools = [], results, extra = [], searchable = true }) {
  // Whoever left meanwhile shall not see it.
  signal.throwIfAborted();
  if (standing?.path !== path || !standing.element.isConnected) standing = built(path, query, go);
  const { search, headline, column, side } = standing;
  search.element.hidden = !searchable;
  search.show(query);
  replace(headline, h("div", { class: "headline" }, heading, tools), chips(query, names, path));
  replace(column, results);
  side.show({ query, extra, signal });
  return { element: standing.element, load: side.load };
}

function built(path, query, go) {
  const search = searchBox(query, path, go);
  const headline = h("div", {});
  const column = h("div", { class: "column", id: "results", tabindex: "-1" });
  const side = rail(query, path, go);
  const element = h("div", { class: "page list" }, h("div", { class: "top" }, search.element, headline), column, side.element);
  return { path, element, search, headline, column, side };
}

/** A choice of a view as links. `current` is of a query the value that it has, `change` what a value makes of it. */
export const choice = (label, options, { path, query, current, change }) => h("p", { class: "choice", role: "group", "aria-label": label },
  h("span", { class: "fine" }, `${label} `), options.map(([value, text]) => turn(path, query, (now) => change(now, value), { on: (now) => current(now) === value }, text)));

/** A button that adds the next page to a list; `next` asks for it, adds it, and says whether there are more. */
export function more(text, items, next) {
  const button = h("button", { type: "button", class: "wide", onclick: async () => {
    button.disabled = true;
    const start = items.children.length;
    try {
      button.hidden = !(await next());
      items.children[start]?.querySelector("a")?.focus();
    } catch (error) {
      if (error.name !== "AbortError") announce(error.message);
    } finally {
      button.disabled = false;
    }
  } }, text);
  return button;
}
