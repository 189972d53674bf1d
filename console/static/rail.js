// The filter: its fields, the filters in use, and the most frequent values in the results.

import { ask } from "./api.js";
import { entityField } from "./combobox.js";
import { bdi, h, replace, unseen } from "./dom.js";
import { address, filterOf, withFilter, withoutFilter } from "./filters.js";
import { number, plural } from "./format.js";

const ROLES = { entity: "Named in the article", holder: "Taking a stance", target: "Stance toward" };
const SAID = {
  q: "title has", entity: "names", holder: "held by", target: "toward", polarity: "stance is", topic: "about",
  since: "published from", until: "published to",
};
const POLARITY = { favor: "for", against: "against" };

/** The filter's fields; `path` is the page whose results they filter. */
export function fields(query, path, go) {
  const to = (next) => go(address(path, next));
  let role = "entity";
  const radios = [["", "Any"], ["favor", "For"], ["against", "Against"]].map(([value, text]) =>
    h("label", {}, h("input", { type: "radio", name: "polarity", value, checked: (query.get("polarity") ?? "") === value,
      onchange: () => to(withFilter(query, "polarity", value)) }), h("span", {}, text)));
  const date = (name, text) => h("div", { class: "field" }, h("label", { for: `f-${name}` }, text),
    h("input", { type: "date", id: `f-${name}`, value: query.get(name) ?? "", onchange: (event) => to(withFilter(query, name, event.target.value)) }));
  return h("form", { class: "fields", role: "search", "aria-label": "Filter", onsubmit: (event) => {
    event.preventDefault();
    to(withFilter(query, "q", event.target.querySelector("#f-q").value.trim()));
  } },
    h("div", { class: "field" }, h("label", { for: "f-q" }, "Words in the title"),
      h("input", { type: "search", id: "f-q", name: "q", value: query.get("q") ?? "", enterkeyhint: "search" })),
    h("div", { class: "field" }, h("label", { for: "f-role" }, "Somebody or something"),
      h("select", { id: "f-role", onchange: (event) => { role = event.target.value; } },
        Object.entries(ROLES).map(([value, text]) => h("option", { value }, text)))),
    entityField("Name", (entity) => to(withFilter(query, role, entity.id))),
    h("fieldset", { class: "segmented" }, h("legend", {}, "Stance"), radios),
    h("div", { class: "pair" }, date("since", "Published from"), date("until", "to")));
}

/** The filters in use, each with a link that removes it. */
export function chips(query, names, path) {
  const asked = [...filterOf(query)];
  if (!asked.length) return null;
  return h("ul", { class: "chips", "aria-label": "Active filters" },
    asked.map(([name, value]) => {
      const shown = name === "polarity" ? POLARITY[value] ?? value : names[value] ?? value;
      return h("li", {}, h("a", { class: "chip", href: address(path, withoutFilter(query, name, value)) },
        unseen("Remove: "), h("span", {}, `${SAID[name]} `), bdi(shown), h("span", { class: "x", "aria-hidden": "true" }, "×")));
    }),
    h("li", {}, h("a", { href: path }, "Clear all")));
}

/** What the matching articles name most; each line narrows the filter. */
export function facets(query, path, signal) {
  const box = h("div", { class: "facets" });
  const group = (title, name, rows) => rows.length && h("section", {}, h("h3", {}, title), h("ul", {}, rows.map((row) => {
    const value = row.code ?? row.id;
    const on = query.getAll(name).includes(value);
    const next = on ? withoutFilter(query, name, value) : withFilter(query, name, value);
    return h("li", {}, h("a", { href: address(path, next), "aria-current": on ? "true" : undefined },
      bdi(row.name), h("span", { class: "count" }, number(row.articles), unseen(" articles"))));
  })));
  async function load() {
    if (box.contains(document.activeElement)) return; // whoever is in it shall not lose their place
    const found = await ask("facets", filterOf(query), signal);
    replace(box, h("h2", { class: "unseen" }, "Most named"),
      group("Most named", "entity", found.entities), group("Taking a stance", "holder", found.holders),
      group("Stances toward", "target", found.targets), group("Topics", "topic", found.topics),
      found.looked_at > 0 && h("p", { class: "fine" }, `Counts from the newest ${plural(found.looked_at, "matching article")}.`));
  }
  return { box, load };
}
