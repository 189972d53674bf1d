// The articles as they arrive, with a filter.

import { ask } from "./api.js";
import { bdi, h, replace, unseen } from "./dom.js";
import { address, articleAddress, filterOf, listAddress } from "./filters.js";
import { clock, day, moment, number, plural } from "./format.js";
import * as live from "./live.js";
import { announce, arrow, command, entityLink } from "./parts.js";
import { chips, facets, fields } from "./rail.js";

const MOST_SHOWN = 200;
const FACETS_EVERY_MS = 10_000;
const ANNOUNCE_EVERY_MS = 20_000;
let paused = false;

export async function make(query, { signal, go }) {
  const filter = filterOf(query);
  const first = await ask("articles", filter, signal);
  const names = await namesOf(filter, signal);
  let { total } = first;
  let newest = first.articles[0]?.key ?? "0";
  let oldest = first.articles.at(-1)?.key;
  let waiting = [];
  let asking = false;
  let counted = 0;

  const heading = h("h1", {});
  const items = h("ol", { class: "articles" }, first.articles.map((entry) => item(entry)));
  const empty = h("div", {});
  const more = h("button", { type: "button", class: "wide", hidden: !first.more, onclick: older }, "Show older articles");
  const fresh = h("button", { type: "button", class: "fresh", hidden: true, onclick: () => { insert(); scrollTo({ top: 0 }); } });
  const pause = h("button", { type: "button", class: "quiet", "aria-pressed": String(paused), onclick: () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Paused" : "Pause";
    if (!paused) news();
  } }, paused ? "Paused" : "Pause");
  const found = facets(query, "/", signal);
  const details = h("details", { class: "rail", open: matchMedia("(min-width: 62rem)").matches },
    h("summary", {}, "Filter"), fields(query, "/", go), found.box);

  function tell() {
    const matching = filter.size ? " matching" : "";
    heading.textContent = total ? `${number(total)}${matching} ${total === 1 ? "article" : "articles"}` : filter.size ? "No article matches" : "No articles yet";
    replace(empty, total ? null : filter.size ? nothingMatches() : nothingYet(live.state()));
  }
  async function older() {
    more.disabled = true;
    const page = await ask("articles", new URLSearchParams([...filter, ["before", oldest]]), signal);
    const start = items.children.length;
    page.articles.forEach((entry) => items.append(item(entry)));
    oldest = page.articles.at(-1)?.key ?? oldest;
    more.hidden = !page.more;
    more.disabled = false;
    items.children[start]?.querySelector("a")?.focus();
  }
  async function news() {
    if (asking || paused) return;
    asking = true;
    try {
      const page = await ask("articles", new URLSearchParams([...filter, ["after", waiting[0]?.key ?? newest], ["limit", "100"]]), signal);
      total = page.total;
      if (page.articles.length) {
        waiting = [...page.articles, ...waiting].slice(0, MOST_SHOWN);
        const reading = scrollY > 80 || items.matches(":hover") || items.contains(document.activeElement);
        if (reading) {
          fresh.textContent = `Show ${plural(waiting.length, "new article")}`;
          fresh.hidden = false;
          announce(`${plural(waiting.length, "new article")}`, ANNOUNCE_EVERY_MS);
        } else insert();
      }
      tell();
      if (Date.now() - counted > FACETS_EVERY_MS) { counted = Date.now(); await found.load(); }
    } catch (error) {
      if (error.name !== "AbortError") console.info(error.message); // the banner says it
    } finally {
      asking = false;
    }
  }
  function insert() {
    fresh.hidden = true;
    if (!waiting.length) return;
    announce(plural(waiting.length, "new article"), ANNOUNCE_EVERY_MS);
    const ids = new Set(waiting.map((entry) => entry.id));
    for (const shown of [...items.children]) if (ids.has(shown.dataset.id)) shown.remove(); // it was published anew
    items.prepend(...waiting.map((entry) => item(entry, true)));
    newest = waiting[0].key;
    oldest ??= waiting.at(-1).key;
    waiting = [];
    while (items.children.length > MOST_SHOWN) { items.lastChild.remove(); more.hidden = false; }
    oldest = items.lastChild?.dataset.key ?? oldest;
  }

  const stop = live.listen((now) => {
    if (now.newest !== "0" && now.newest !== newest) news();
    if (!total) tell();
  });
  signal.addEventListener("abort", stop);
  tell();
  counted = Date.now();
  found.load().catch(() => {});
  return {
    title: filter.size ? "Articles, filtered" : "Articles",
    element: h("div", { class: "page list" }, details,
      h("div", { class: "column" },
        h("div", { class: "headline" }, heading, h("a", { href: address("/network", filter) }, "As a network"), pause),
        chips(query, names, "/"), fresh, items, empty, more)),
  };
}

async function namesOf(filter, signal) {
  if (!["entity", "holder", "target", "topic"].some((name) => filter.has(name))) return {};
  return (await ask("names", filter, signal)).names;
}

function item(entry, isNew = false) {
  const rest = entry.favor + entry.against - entry.stances.length;
  return h("li", { class: isNew ? "article new" : "article", data: { key: entry.key, id: entry.id } },
    h("time", { class: "when", datetime: new Date(entry.arrived).toISOString(), title: `Enriched ${moment(entry.arrived)}` }, clock(entry.arrived)),
    h("div", {},
      h("h2", {}, h("a", { href: articleAddress(entry.id) }, entry.title ? bdi(entry.title) : "(no title)")),
      h("p", { class: "meta" }, entry.source && bdi(entry.source), entry.published !== null && h("span", {}, day(entry.published)),
        entry.topics.map((topic) => h("a", { class: "topic", href: listAddress({ topic: topic.code }) }, topic.name))),
      entry.skipped ? h("p", { class: "fine" }, `Not tagged: the text is not English (${entry.language ?? "language unknown"}).`) : null,
      entry.stances.length ? h("ul", { class: "stances" }, entry.stances.map((stance) => h("li", {},
        bdi(stance.holder.name ?? stance.holder.id), " ", arrow(stance.polarity), " ", bdi(stance.target.name))),
        rest > 0 && h("li", { class: "fine" }, `and ${number(rest)} more`)) : null,
      entry.entities.length ? h("p", { class: "named" }, unseen("Names "), entry.entities.map((entity) => entityLink(entity))) : null));
}

const nothingMatches = () => h("div", { class: "empty" },
  h("p", {}, "No article in this console matches all of these filters. Holder, target and polarity must match the same stance."),
  h("p", {}, h("a", { href: "/" }, "Clear all filters")));

function nothingYet(now) {
  if (now?.phase === "reading") return h("div", { class: "empty" }, h("p", {}, "The console is reading the topic; articles appear as it goes."));
  if (now?.phase !== "live") return h("div", { class: "empty" }, h("p", {}, "The console is not connected yet."));
  return h("div", { class: "empty" },
    h("p", {}, `There is nothing on ${now.topic} at ${now.kafka}. Articles appear here as soon as a worker enriches them.`),
    h("p", {}, "Publish some: ", command("stancewire publish samples/*.txt")),
    h("p", {}, "If you have done that, check whether a worker is running and how far it is: ", h("a", { href: "/worker" }, "Worker"), "."));
}
