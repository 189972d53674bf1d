// Controls that change the address. A change applies to the address that was asked for last, which may still be under
// way, and not to the one that was drawn: so of two quick clicks none is lost.

import { h } from "./dom.js";
import { address, filterOf } from "./filters.js";

/** A filter goes along from one of these pages to the other. */
export const FILTERED = new Set(["/", "/quotes", "/counts", "/over-time", "/changes", "/network", "/entity"]);

const steered = new WeakMap();

/** Where `change`, of the query that a page at `path` was drawn with, leads from the address asked for last. */
export function aim(path, drawn, change) {
  const asked = new URL(location.href);
  if (asked.pathname === path) return address(path, change(asked.searchParams));
  const before = filterOf(asked.searchParams);
  const after = filterOf(change(asked.searchParams));
  if (FILTERED.has(asked.pathname) && String(after) !== String(before)) {
    const view = [...asked.searchParams].filter(([name]) => !before.has(name));
    return address(asked.pathname, new URLSearchParams([...after, ...view]));
  }
  return address(path, change(drawn));
}

/** A link that makes a change. `on` tells of a query whether the link is the current one. */
export function turn(path, drawn, change, { on, ...properties } = {}, ...children) {
  const link = h("a", properties, ...children);
  steered.set(link, { path, drawn, change, on });
  follow(link, drawn, address(path, change(drawn)));
  return link;
}

/** Where a link leads from the address asked for last. */
export function leadsTo(link) {
  const found = steered.get(link);
  return found ? aim(found.path, found.drawn, found.change) : link.getAttribute("href");
}

export const isSteered = (link) => steered.has(link);

/** The links in an element, as they are now that another address is asked for. */
export function followAll(element) {
  const asked = new URL(location.href);
  for (const link of element.querySelectorAll("a")) if (isSteered(link)) follow(link, asked.searchParams, leadsTo(link));
}

function follow(link, query, href) {
  link.setAttribute("href", href);
  const { on } = steered.get(link);
  if (on?.(query)) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}
