// One entity over time: who is for and against it, and whom it is for and against.

import { ask } from "./api.js";
import { chart } from "./chart.js";
import { bdi, h, unseen } from "./dom.js";
import { address, articleAddress, listAddress } from "./filters.js";
import { day, isFor, moment, number, plural } from "./format.js";
import { graph } from "./graph.js";
import { legend } from "./network.js";
import { balance, party, section } from "./parts.js";

const MOST_TOLD = 8;

export async function make(query, { signal }) {
  const id = query.get("id") ?? "";
  const asked = new URLSearchParams({ id });
  if (query.get("basis")) asked.set("basis", query.get("basis"));
  const [one, around] = await Promise.all([
    ask("entity", asked, signal),
    ask("network", new URLSearchParams({ around: id }), signal),
  ]);
  const other = one.basis === "published" ? "arrived" : "published";
  const element = h("div", { class: "page entity" },
    h("header", { class: "headline" },
      h("div", {}, h("p", { class: "fine" }, one.type || "entity", " · ", h("code", {}, one.id)), h("h1", {}, bdi(one.name))),
      h("p", { class: "facts" }, h("a", { href: listAddress({ entity: id }) }, plural(one.articles, "article")),
        balance(one.favor, one.against))),
    section("Over time",
      one.timeline.bars.length ? [
        h("p", { class: "legend" }, h("span", { class: "key block for" }, "stances for"), h("span", { class: "key block against" }, "against"), h("span", { class: "key block articles" }, "articles"),
          h("a", { href: address("/entity", new URLSearchParams({ id, basis: other })) }, other === "arrived" ? "by time of enrichment" : "by time of publication")),
        chart(one.timeline, one)]
        : h("p", { class: "fine" }, "None of its articles has a time of publication. ", h("a", { href: address("/entity", new URLSearchParams({ id, basis: "arrived" })) }, "Show by time of enrichment")),
      one.undated > 0 && h("p", { class: "fine" }, `${plural(one.undated, "article")} without a date ${one.undated === 1 ? "is" : "are"} not in the chart.`),
      one.timeline.earlier > 0 && h("p", { class: "fine" }, `${plural(one.timeline.earlier, "article")} are older than the first bar.`)),
    h("div", { class: "sides" },
      side(`For ${one.name}`, one.of_it, "favor", one, "target"),
      side(`Against ${one.name}`, one.of_it, "against", one, "target"),
      side(`${one.name} is for`, one.of_others, "favor", one, "holder"),
      side(`${one.name} is against`, one.of_others, "against", one, "holder")),
    around.ties.length > 1 && section(`Around ${one.name}`, legend(), graph(around, `Stances around ${one.name}`)));
  return { title: one.name, element };
}

function side(title, parties, key, one, role) {
  const polarity = key === "favor" ? 1 : -1;
  const rows = parties.filter((row) => row[key] > 0).sort((a, b) => b[key] - a[key]);
  const other = role === "target" ? "holder" : "target";
  return h("section", { class: `side ${isFor(polarity) ? "for" : "against"}`, "aria-label": title },
    h("h2", {}, bdi(title), h("span", { class: "count" }, number(rows.length))),
    rows.length ? h("ol", {}, rows.slice(0, MOST_TOLD).map((row) => {
      const quote = row.quotes.find((words) => words.polarity === polarity);
      const to = listAddress({ [role]: one.id, [other]: row.id, polarity: key });
      return h("li", {},
        h("p", { class: "line" }, party(row), h("a", { class: "num", href: to }, plural(row[key], "article"), unseen(` with this stance of ${row.name}`))),
        quote && h("blockquote", { dir: "auto" }, quote.words, h("footer", {}, h("a", { href: articleAddress(quote.id) }, bdi(quote.title || "(no title)")),
          quote.source && [", ", bdi(quote.source)], quote.published !== null ? `, ${day(quote.published)}` : `, enriched ${moment(quote.arrived)}`)));
    })) : h("p", { class: "fine" }, "Nobody, in the articles kept here."),
    rows.length > MOST_TOLD && h("p", {}, h("a", { href: listAddress({ [role]: one.id, polarity: key }) }, `All ${number(rows.length)}, as articles`)));
}

