// The filter: the search, the fields, the filters in use, and what the matching articles have in common.

import { ask } from "./api.js";
import { entityField } from "./combobox.js";
import { bdi, h, replace, unseen } from "./dom.js";
import { filterOf, withFilter, withoutFilter, withView } from "./filters.js";
import { day, number, plural } from "./format.js";
import { saved } from "./saved.js";
import { aim, turn } from "./steer.js";

const ROLES = { target: "Stance toward", holder: "Taking a stance", entity: "Named in the article" };
const SAID = {
  q: "text has", entity: "names", holder: "held by", target: "toward", polarity: "stance is", reporting: "reported as", confidence: "at least",
  topic: "about", outlet: "in", since: "published from", until: "published to", copies: "copies",
};
const WORDS = {
  polarity: { favor: "for", against: "against" },
  reporting: { quote: "a quote", paraphrase: "a paraphrase", narration: "narration" },
  copies: { each: "count each", one: "count once" },
};
const shownAs = (name, value) => (name === "confidence" ? `${Math.round(value * 100)} % sure` : WORDS[name]?.[value] ?? value);

/** The search over title and body, above the results. */
export function searchBox(query, path, go) {
  const to = (text) => go(aim(path, query, (asked) => {
    const next = withFilter(asked, "q", text);
    if (!text && next.get("sort") === "relevance") next.delete("sort");
    return next;
  }));
  const field = h("input", { type: "search", id: "f-q", name: "q", value: query.get("q") ?? "", enterkeyhint: "search", "aria-keyshortcuts": "/",
    placeholder: "words, \"a phrase\", -without, begin*", autocomplete: "off", maxlength: "300" });
  // The cross in a search field empties it; that is an answer too.
  field.addEventListener("search", () => { if (!field.value && query.get("q")) to(""); });
  return h("form", { class: "search", role: "search", "aria-label": "Search", onsubmit: (event) => { event.preventDefault(); to(field.value.trim()); } },
    h("label", { for: "f-q", class: "unseen" }, "Words in the title or the text"), field, h("button", { type: "submit" }, "Search"), h("kbd", { "aria-hidden": "true" }, "/"));
}

/** The filter's fields; `path` is the page whose results they filter. */
function fields(query, path, go) {
  const to = (name, value) => go(aim(path, query, (asked) => withFilter(asked, name, value)));
  let role = "target";
  const radios = [["", "Any"], ["favor", "For"], ["against", "Against"]].map(([value, text]) =>
    h("label", {}, h("input", { type: "radio", name: "polarity", value, checked: (query.get("polarity") ?? "") === value,
      onchange: () => to("polarity", value) }), h("span", {}, text)));
  const date = (name, text) => h("div", { class: "field" }, h("label", { for: `f-${name}` }, text),
    h("input", { type: "date", id: `f-${name}`, value: query.get(name) ?? "", onchange: (event) => to(name, event.target.value) }));
  const sure = h("select", { id: "f-confidence", onchange: (event) => to("confidence", event.target.value) },
    [...new Set(["", "0.5", "0.6", "0.7", "0.8", "0.9", query.get("confidence") ?? ""])].map((value) =>
      h("option", { value, selected: value === (query.get("confidence") ?? "") }, value ? `at least ${shownAs("confidence", value)}` : "any")));
  return h("div", { class: "fields" },
    h("div", { class: "field" }, h("label", { for: "f-role" }, "Somebody, something or an issue"),
      h("select", { id: "f-role", onchange: (event) => { role = event.target.value; } },
        Object.entries(ROLES).map(([value, text]) => h("option", { value }, text)))),
    entityField("Name", (entity) => to(role, entity.id)),
    h("fieldset", { class: "segmented" }, h("legend", {}, "Stance"), radios),
    h("div", { class: "field" }, h("label", { for: "f-confidence" }, "Confidence"), sure),
    h("div", { class: "pair" }, date("since", "Published from"), date("until", "to")));
}

/** The filters in use, each with a link that removes it. */
export function chips(query, names, path) {
  const asked = [...filterOf(query)];
  if (!asked.length) return null;
  const none = (now) => new URLSearchParams([...now].filter(([name]) => ["id", "by", "of", "role"].includes(name)));
  return h("ul", { class: "chips", "aria-label": "Active filters" },
    asked.map(([name, value]) => h("li", {}, turn(path, query, (now) => withoutFilter(now, name, value), { class: "chip" },
      unseen("Remove: "), h("span", {}, `${SAID[name]} `), bdi(names[value] ?? shownAs(name, value)), h("span", { class: "x", "aria-hidden": "true" }, "×")))),
    h("li", {}, turn(path, query, none, {}, "Clear all")));
}

const GROUPS = [
  ["target", "Stances toward"], ["holder", "Taking a stance"], ["outlet", "Outlets"], ["issue", "Issues", "entity"], ["entity", "Named"],
  ["topic", "Topics"], ["polarity", "Stance"], ["reporting", "Reported as"], ["confidence", "At least as sure"],
];
const FEW = 5;

/** What the matching articles have in common; each line changes the filter. `extra` is only counted with. */
function facets(query, path, signal, extra) {
  const box = h("div", { class: "facets" });
  const group = (found, [key, title, name = key]) => {
    const rows = found[key].filter((row) => !extra.some(([part, value]) => part === name && value === row.id));
    if (!rows.length) return null;
    const line = (row) => {
      const on = (now) => now.getAll(name).includes(row.id);
      const change = (now) => (on(now) ? withoutFilter : withFilter)(now, name, row.id);
      return h("li", {}, turn(path, query, change, { on },
        bdi(WORDS[name] || name === "confidence" ? shownAs(name, row.id) : row.name), h("span", { class: "count" }, number(row.articles), unseen(" articles"))));
    };
    const on = rows.filter((row) => query.getAll(name).includes(row.id)).length;
    const first = Math.max(FEW, on);
    return h("section", { "aria-label": title }, h("h3", {}, title), h("ul", {}, rows.slice(0, first).map(line)),
      rows.length > first && h("details", {}, h("summary", {}, `${rows.length - first} more`), h("ul", {}, rows.slice(first).map(line))));
  };
  async function load() {
    if (box.contains(document.activeElement)) return; // whoever is in it shall not lose their place
    const found = await ask("facets", new URLSearchParams([...filterOf(query), ...extra]), signal);
    replace(box, h("h2", { class: "unseen" }, "Narrow down"), presets(found.last_day), GROUPS.map((one) => group(found, one)),
      found.looked_at > 0 && h("p", { class: "fine" }, `Counts of ${query.get("copies") === "each" ? "articles, every copy counted" : "articles, copies of a story counted once"}; from the newest ${plural(found.looked_at, "matching article")}.`));
  }
  /** Spans that end with the newest publication, which may be long ago. */
  function presets(last) {
    if (!last) return null;
    const back = (days) => new Date(Date.parse(last) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
    const month = `${last.slice(0, 7)}-01`;
    const spans = [[new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(last)), month], ["30 days", back(30)], ["12 months", back(365)]];
    return h("section", { "aria-label": "Dates" }, h("h3", {}, `Up to ${day(last)}, the newest`), h("p", { class: "presets" }, spans.map(([text, since]) =>
      turn(path, query, (now) => withView(now, { since, until: last, after: "" }), { on: (now) => now.get("since") === since && now.get("until") === last }, text))));
  }
  return { box, load };
}

/** The rail of a page with results: fields, facets, and the views that the reader has saved. */
export function rail(query, path, { go, signal, extra = [] }) {
  const found = facets(query, path, signal, extra);
  found.load().catch(() => {});
  const element = h("details", { class: "rail", open: matchMedia("(min-width: 62rem)").matches },
    h("summary", {}, "Filter"), fields(query, path, go), found.box, saved(query, path));
  return { element, load: found.load };
}
