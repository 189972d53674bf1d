// The search and the filter's fields. They stay while the answers change; each `show`s a query, but not over what is being typed.

import { entityField } from "./combobox.js";
import { h } from "./dom.js";
import { withFilter } from "./filters.js";
import { aim } from "./steer.js";
import { shownAs } from "./words.js";

const ROLES = { target: "Stance toward", holder: "Taking a stance", entity: "Named in the article" };
const LEVELS = ["", "0.5", "0.6", "0.7", "0.8", "0.9"];
const inUse = (field) => document.activeElement === field;

/** The search over title and body, above the results. */
export function searchBox(query, path, go) {
  let drawn = query;
  const to = (text) => go(aim(path, drawn, (asked) => {
    const next = withFilter(asked, "q", text);
    if (!text && next.get("sort") === "relevance") next.delete("sort");
    return next;
  }));
  const field = h("input", { type: "search", id: "f-q", name: "q", value: query.get("q") ?? "", enterkeyhint: "search", "aria-keyshortcuts": "/",
    placeholder: "words, \"a phrase\", -without, begin*", autocomplete: "off", maxlength: "300" });
  // The cross in a search field empties it; that is an answer too.
  field.addEventListener("search", () => { if (!field.value && drawn.get("q")) to(""); });
  const element = h("form", { class: "search", role: "search", "aria-label": "Search", onsubmit: (event) => {
    event.preventDefault();
    if (matchMedia("(pointer: coarse)").matches) field.blur(); // the keyboard of a phone hides the results
    to(field.value.trim());
  } },
    h("label", { for: "f-q", class: "unseen" }, "Words in the title or the text"), field, h("button", { type: "submit" }, "Search"), h("kbd", { "aria-hidden": "true" }, "/"));
  const show = (next) => {
    const q = next.get("q") ?? "";
    if (q !== (drawn.get("q") ?? "") || !inUse(field)) field.value = q;
    drawn = next;
  };
  return { element, show };
}

/** The filter's fields; `path` is the page whose results they filter. */
export function fields(query, path, go) {
  let drawn = query;
  const to = (name, value) => go(aim(path, drawn, (asked) => withFilter(asked, name, value)));
  let role = "target";
  const radios = ["", "favor", "against"].map((value) => h("input", { type: "radio", name: "polarity", value, onchange: () => to("polarity", value) }));
  const dates = ["since", "until"].map((name) => h("input", { type: "date", id: `f-${name}`, name, onchange: (event) => to(name, event.target.value) }));
  const sure = h("select", { id: "f-confidence", onchange: (event) => to("confidence", event.target.value) });
  const element = h("div", { class: "fields" },
    h("div", { class: "field" }, h("label", { for: "f-role" }, "Somebody, something or an issue"),
      h("select", { id: "f-role", onchange: (event) => { role = event.target.value; } },
        Object.entries(ROLES).map(([value, text]) => h("option", { value }, text)))),
    entityField("Name", (entity) => to(role, entity.id)),
    h("fieldset", { class: "segmented" }, h("legend", {}, "Stance"),
      ["Any", "For", "Against"].map((text, at) => h("label", {}, radios[at], h("span", {}, text)))),
    h("div", { class: "field" }, h("label", { for: "f-confidence" }, "Confidence"), sure),
    h("div", { class: "pair" }, ["Published from", "to"].map((text, at) => h("div", { class: "field" }, h("label", { for: dates[at].id }, text), dates[at]))));
  const show = (next) => {
    drawn = next;
    for (const radio of radios) radio.checked = radio.value === (next.get("polarity") ?? "");
    for (const field of dates) if (!inUse(field)) field.value = next.get(field.name) ?? "";
    const level = next.get("confidence") ?? "";
    sure.replaceChildren(...[...new Set([...LEVELS, level])].map((value) => h("option", { value }, value ? `at least ${shownAs("confidence", value)}` : "any")));
    sure.value = level;
  };
  show(query);
  return { element, show };
}
