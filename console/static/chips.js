// The filters in use, each with a link that removes it.

import { bdi, h, unseen } from "./dom.js";
import { filterOf, leftOut, withoutFilter } from "./filters.js";
import { turn } from "./steer.js";
import { shownAs } from "./words.js";

const SAID = {
  q: "text has", entity: "names", holder: "held by", target: "toward", polarity: "stance is", reporting: "reported as", confidence: "at least",
  topic: "about", outlet: "in", since: "published from", until: "published to", copies: "copies",
};
const NOT_SAID = { entity: "does not name", holder: "not held by", target: "not toward", topic: "not about", outlet: "not in" };
const NOT_FILTER = ["id", "by", "of", "role"];

/** None for a query without a filter; `names` are those of entities and topics. */
export function chips(query, names, path) {
  const asked = [...filterOf(query)];
  if (!asked.length) return null;
  const none = (now) => new URLSearchParams([...now].filter(([name]) => NOT_FILTER.includes(name)));
  return h("ul", { class: "chips", "aria-label": "Active filters" },
    asked.map(([name, value]) => {
      const [part, of] = name === "not" ? leftOut(value) : [name, value];
      return h("li", {}, turn(path, query, (now) => withoutFilter(now, name, value), { class: name === "not" ? "chip not" : "chip" },
        unseen("Remove: "), h("span", {}, `${(name === "not" ? NOT_SAID : SAID)[part]} `), bdi(names[of] ?? shownAs(part, of)), h("span", { class: "x", "aria-hidden": "true" }, "×")));
    }),
    h("li", {}, turn(path, query, none, {}, "Clear all")));
}
