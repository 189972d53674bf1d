// The rail of a page with results: the filter's fields, the facets, and the views that the reader has saved.

import { h } from "./dom.js";
import { facets } from "./facets.js";
import { fields } from "./fields.js";
import { saved } from "./saved.js";

const WIDE = "(min-width: 62rem)";

/** It stays while the answers change: `show` tells it what is shown now, `load` counts its facets again. */
export function rail(query, path, go) {
  const form = fields(query, path, go);
  const found = facets(path);
  const views = saved(query, path);
  const element = h("details", { class: "rail", open: matchMedia(WIDE).matches }, h("summary", {}, "Filter"), form.element, found.element, views.element);
  let shown = { query, extra: [], signal: undefined };

  const load = () => found.load(shown.query, shown.extra, shown.signal, true);
  function show(next) {
    shown = next;
    form.show(next.query);
    views.show(next.query);
    // On a phone it stands above the results, which were asked for.
    if (!matchMedia(WIDE).matches && !element.querySelector("input:focus")) element.open = false;
    found.load(next.query, next.extra, next.signal).catch(() => {});
  }
  return { element, show, load };
}
