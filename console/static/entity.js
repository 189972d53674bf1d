// One entity or issue: over time, who is for and against it, and whom it is for and against.

import { ask } from "./api.js";
import { chart } from "./chart.js";
import { bdi, h, unseen } from "./dom.js";
import { address, asked, filterOf, listAddress, quotesAddress, withView } from "./filters.js";
import { number, plural } from "./format.js";
import { graph } from "./graph.js";
import { legend } from "./network.js";
import { balance, party, section } from "./parts.js";
import { source } from "./quote.js";
import { choice, frame, namesOf } from "./results.js";
import { turn } from "./steer.js";
import { take } from "./take.js";

const MOST_TOLD = 8;

export async function make(query, { signal, go }) {
  const id = query.get("id") ?? "";
  const filter = filterOf(query);
  const [one, around, names] = await Promise.all([
    ask("entity", asked(query, "measure"), signal),
    ask("network", new URLSearchParams([...filter, ["around", id]]), signal),
    namesOf(query, signal),
  ]);
  const { basis, undated, series } = one.over_time;
  const other = basis === "published" ? "arrived" : "published";
  const to = (fields, text) => turn("/entity", query, (now) => withView(now, fields), {}, text);
  const measured = (now) => (now.get("measure") === "share" ? "share" : "counts");
  const measure = measured(query);
  const also = (path, fields) => address(path, new URLSearchParams([...filter, ...Object.entries(fields)]));
  const toward = new URLSearchParams([...filter].filter(([name]) => name !== "target").concat([["target", id]]));
  const { element } = frame("/entity", query, names, { go, signal, extra: [["target", id]],
    heading: h("div", {}, h("p", { class: "fine" }, one.type || "entity", " · ", h("code", {}, one.id)), h("h1", {}, bdi(one.name))),
    tools: [h("p", { class: "facts" }, h("a", { href: listAddress([...filter, ["entity", id]]) }, plural(one.articles, "article")), balance(one.favor, one.against))],
    results: h("div", { class: "entity" },
      h("p", { class: "legend links" }, h("a", { href: quotesAddress([...toward]) }, "All quotes"), h("a", { href: address("/counts", new URLSearchParams([["by", "outlet"], ["order", "hardest"], ...toward])) }, "Which outlets are hardest on it"),
        h("a", { href: also("/over-time", { of: id }) }, "Compare over time"), h("a", { href: address("/changes", toward) }, "Who changed sides")),
      section("Over time",
        one.over_time.periods.length ? [
          h("p", { class: "legend" }, h("span", { class: "key block for" }, "articles for"), h("span", { class: "key block against" }, "against"), h("span", { class: "key block articles" }, "articles that name it"),
            choice("Show", [["counts", "counts"], ["share", "share per article"]], { path: "/entity", query, current: measured, change: (now, value) => withView(now, { measure: value === "share" ? value : "" }) }),
            to({ basis: other }, other === "arrived" ? "by time of enrichment" : "by time of publication")),
          chart(one.over_time, one, filter, measure)]
          : h("p", { class: "fine" }, "None of its articles that match has a time of publication. ", to({ basis: "arrived" }, "Show by time of enrichment")),
        undated > 0 && h("p", { class: "fine" }, `${plural(undated, "article")} without a date ${undated === 1 ? "is" : "are"} not in the chart.`),
        series[0].earlier > 0 && h("p", { class: "fine" }, `${plural(series[0].earlier, "article")} are older than the first bar.`)),
      h("div", { class: "sides" },
        side(`For ${one.name}`, one.of_it, "favor", one, "target", filter),
        side(`Against ${one.name}`, one.of_it, "against", one, "target", filter),
        one.type !== "issue" && [side(`${one.name} is for`, one.of_others, "favor", one, "holder", filter),
          side(`${one.name} is against`, one.of_others, "against", one, "holder", filter)]),
      around.ties.length > 1 && section(`Around ${one.name}`, legend(), graph(around, `Stances around ${one.name}`)),
      take("stances", toward, { feed: true })) });
  return { title: one.name, element };
}

function side(title, found, key, one, role, filter) {
  const rows = found.parties.filter((row) => row[key] > 0).sort((a, b) => b[key] - a[key]);
  const other = role === "target" ? "holder" : "target";
  const rest = [...filter].filter(([name]) => ![role, other, "polarity"].includes(name));
  return h("section", { class: `side ${key === "favor" ? "for" : "against"}`, "aria-label": title },
    h("h2", {}, bdi(title), h("span", { class: "count" }, plural(found[key], other))),
    rows.length ? h("ol", {}, rows.slice(0, MOST_TOLD).map((row) => {
      const quote = row.quotes.find((words) => words.polarity === key);
      const to = quotesAddress([...rest, [role, one.id], [other, row.id], ["polarity", key]]);
      return h("li", {},
        h("p", { class: "line" }, party(row), h("a", { class: "num", href: to }, plural(row[key], "article"), unseen(` with this stance of ${row.name}`))),
        quote && [h("blockquote", { dir: "auto" }, quote.words), source(quote)]);
    })) : h("p", { class: "fine" }, "Nobody, in the articles that match."),
    found[key] > Math.min(rows.length, MOST_TOLD) && h("p", {}, h("a", { href: quotesAddress([...rest, [role, one.id], ["polarity", key]]) }, `All ${number(found[key])}, as quotes`)));
}
