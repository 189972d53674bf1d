// The articles that match, newest first or best first, with news as they come.

import { ask } from "./api.js";
import { bdi, h, replace, unseen } from "./dom.js";
import { articleAddress, asked, filterOf, listAddress, withView } from "./filters.js";
import { clock, day, moment, number, plural } from "./format.js";
import * as live from "./live.js";
import { announce, arrow, command, entityLink } from "./parts.js";
import { choice, frame, more, namesOf } from "./results.js";
import { turn } from "./steer.js";
import { take } from "./take.js";

const FACETS_EVERY_MS = 10_000;
const AGAIN_MS = 500;
const ANNOUNCE_EVERY_MS = 20_000;
const SORTS = [["published", "published"], ["arrived", "enriched"], ["relevance", "best match"]];
let paused = false;

export async function make(query, { signal, go }) {
  const filter = filterOf(query);
  const plain = asked(query);
  let first = await ask("articles", plain, signal);
  const names = await namesOf(query, signal);
  const sort = query.get("sort") ?? "published";
  const held = () => first.total;
  let after = first.next;
  let fresh = null;
  let asking = false;
  let seen = first.version;
  let counted = Date.now();

  const heading = h("h1", {});
  const items = h("ol", { class: "articles" });
  const empty = h("div", {});
  const further = more("Show more articles", items, older);
  const news = h("button", { type: "button", class: "fresh", hidden: true, onclick: () => { insert(); scrollTo({ top: 0 }); } });
  const pause = h("button", { type: "button", class: "quiet", "aria-pressed": String(paused), onclick: () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Paused" : "Pause";
    if (!paused) look();
  } }, paused ? "Paused" : "Pause");
  const sorts = SORTS.filter(([value]) => value !== "relevance" || query.get("q"));

  function draw(page, isNew = new Set()) {
    replace(items, page.articles.map((entry) => item(entry, sort, isNew.has(entry.id))));
    after = page.next;
    further.hidden = !after;
  }
  function tell() {
    const matching = filter.size ? " matching" : "";
    heading.textContent = held() ? `${number(held())}${matching} ${held() === 1 ? "article" : "articles"}` : filter.size ? "No article matches" : "No articles yet";
    replace(empty, held() ? null : filter.size ? nothingMatches(query) : nothingYet(live.state()));
  }
  async function older() {
    const page = await ask("articles", new URLSearchParams([...plain, ["after", after]]), signal);
    page.articles.forEach((entry) => items.append(item(entry, sort)));
    after = page.next;
    return after;
  }
  /** Ask again; whoever reads is not disturbed, but told how much there is. */
  async function look() {
    if (asking || paused) return;
    asking = true;
    try {
      const page = await ask("articles", plain, signal);
      seen = page.version;
      const known = new Set((fresh ?? first).articles.map((entry) => entry.id));
      const come = page.articles.filter((entry) => !known.has(entry.id));
      if (come.length || page.total !== held()) {
        const count = Math.max(come.length, page.total - first.total);
        fresh = page;
        const reading = scrollY > 80 || items.matches(":hover") || items.contains(document.activeElement) || items.children.length > first.articles.length;
        if (reading && held()) {
          news.textContent = count > 0 ? `Show ${plural(count, "new article")}` : "Show the list as it is now";
          news.hidden = false;
          if (count > 0) announce(plural(count, "new article"), ANNOUNCE_EVERY_MS);
        } else insert();
      }
      if (Date.now() - counted > FACETS_EVERY_MS) { counted = Date.now(); await load(); }
      // What came while it asked.
      if (live.state() && live.state().version !== seen) setTimeout(() => signal.aborted || look(), AGAIN_MS);
    } catch (error) {
      if (error.name !== "AbortError") console.info(error.message); // the banner says it
    } finally {
      asking = false;
    }
  }
  function insert() {
    news.hidden = true;
    if (!fresh) return;
    const known = new Set(first.articles.map((entry) => entry.id));
    const come = fresh.articles.filter((entry) => !known.has(entry.id));
    if (come.length) announce(plural(come.length, "new article"), ANNOUNCE_EVERY_MS);
    first = fresh;
    fresh = null;
    draw(first, new Set(come.map((entry) => entry.id)));
    tell();
  }

  draw(first);
  tell();
  const copies = first.copies > 0 ? h("p", { class: "fine" }, `${plural(first.copies, "copy", "copies")} of these stories ${first.copies === 1 ? "is" : "are"} not counted. `,
    turn("/", query, (now) => withView(now, { copies: "each", after: "" }), {}, "Count every copy")) : null;
  const { element, load } = frame("/", query, names, { go, signal, heading,
    tools: [sorts.length > 1 && choice("Sort by", sorts, { path: "/", query, current: (now) => now.get("sort") ?? "published", change: (now, value) => withView(now, { sort: value, after: "" }) }), pause],
    results: [news, items, empty, further, copies, take("articles", plain, { feed: true })] });
  const stop = live.listen((now) => {
    if (now.version !== seen) look();
    if (!held()) tell();
  });
  signal.addEventListener("abort", stop);
  return { title: filter.size ? "Articles, filtered" : "Articles", element };
}

const pieces = (found) => found.map((piece) => (piece.hit ? h("mark", {}, piece.text) : piece.text));

function item(entry, sort, isNew = false) {
  const rest = entry.favor + entry.against - entry.stances.length;
  const arrived = h("time", { class: "when", datetime: entry.arrived, title: `Enriched ${moment(entry.arrived)}` }, clock(entry.arrived));
  const published = entry.published && h("time", { class: "when", datetime: entry.published, title: `Enriched ${moment(entry.arrived)}` }, day(entry.published));
  return h("li", { class: isNew ? "article new" : "article", data: { id: entry.id } },
    sort === "arrived" ? arrived : published || h("span", { class: "when" }, "no date"),
    h("div", {},
      h("h2", {}, h("a", { href: articleAddress(entry.id) }, entry.title ? bdi(entry.hits ? pieces(entry.hits.title) : entry.title) : "(no title)")),
      h("p", { class: "meta" }, entry.outlet && bdi(entry.outlet), sort === "arrived" && entry.published && h("span", {}, day(entry.published)),
        entry.topics.map((topic) => h("a", { class: "topic", href: listAddress({ topic: topic.code }) }, topic.name))),
      entry.hits?.body.some((piece) => piece.hit) ? h("p", { class: "hits", dir: "auto" }, pieces(entry.hits.body)) : null,
      entry.skipped ? h("p", { class: "fine" }, `Not tagged: the text is not English (${entry.language ?? "language unknown"}).`) : null,
      entry.stances.length ? h("ul", { class: "stances" }, entry.stances.map((stance) => h("li", {},
        bdi(stance.holder.name ?? stance.holder.id), " ", arrow(stance.polarity), " ", bdi(stance.target.name))),
        rest > 0 && h("li", { class: "fine" }, `and ${number(rest)} more`)) : null,
      entry.entities.length ? h("p", { class: "named" }, unseen("Names "), entry.entities.map((entity) => entityLink(entity))) : null,
      entry.copies.length ? h("p", { class: "fine copies" }, "Also: ", entry.copies.map((copy, at) => [at ? ", " : "", h("a", { href: articleAddress(copy.id) }, bdi(copy.outlet ?? "an unnamed outlet"))])) : null));
}

const nothingMatches = (query) => h("div", { class: "empty" },
  h("p", {}, "No article in this console matches all of these filters. Holder, target, stance, reporting and confidence must match the same stance."),
  query.get("q") && h("p", {}, "All words of the search must be in the title or the text, as they are written: climat* finds climate and climatic."),
  h("p", {}, h("a", { href: "/" }, "Clear all filters")));

function nothingYet(now) {
  if (now?.phase === "reading") return h("div", { class: "empty" }, h("p", {}, "The console is reading the topic; articles appear as it goes."));
  if (now?.phase !== "live") return h("div", { class: "empty" }, h("p", {}, "The console is not connected yet."));
  return h("div", { class: "empty" },
    h("p", {}, `There is nothing on ${now.topic} at ${now.kafka}. Articles appear here as soon as a worker enriches them.`),
    h("p", {}, "Publish some: ", command("stancewire publish samples/*.txt")),
    h("p", {}, "If you have done that, check whether a worker is running and how far it is: ", h("a", { href: "/worker" }, "Worker"), "."));
}
