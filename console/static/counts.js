// Articles, and how many are for and against, by outlet, holder, target, issue, topic, reporting or month.

import { ask } from "./api.js";
import { bdi, h } from "./dom.js";
import { asked, entityAddress, filterOf, listAddress, quotesAddress, withFilter, withView } from "./filters.js";
import { number, percent } from "./format.js";
import { choice, frame, namesOf } from "./results.js";
import { turn } from "./steer.js";
import { take } from "./take.js";

const BY = [["outlet", "outlet"], ["holder", "holder"], ["target", "target"], ["issue", "issue"], ["topic", "topic"], ["reporting", "reporting"], ["month", "month"]];
const PARAMETER = { outlet: "outlet", holder: "holder", target: "target", issue: "target", topic: "topic", reporting: "reporting" };
const AUTHOR = "@author";
const isOwn = (query) => query.getAll("holder").join() === AUTHOR;

export async function make(query, { signal, go }) {
  const by = query.get("by") ?? "outlet";
  const plain = asked(query);
  plain.set("by", by);
  const [found, names] = await Promise.all([ask("counts", plain, signal), namesOf(query, signal)]);
  const to = (now, fields) => withView(now, { by: now.get("by") ?? by, ...fields });
  const own = isOwn(query);
  const target = query.getAll("target");
  const { element } = frame("/counts", withView(query, { by }), names, { go, signal,
    heading: h("h1", {}, title(by, target.map((id) => names[id] ?? id), own)),
    tools: [choice("By", BY, { path: "/counts", query, current: (now) => now.get("by") ?? "outlet", change: (now, value) => to(now, { by: value, order: value === "outlet" ? "hardest" : "" }) }),
      by === "outlet" && choice("Voice", [["", "all that it reports"], [AUTHOR, "its own voice"]], { path: "/counts", query, current: (now) => (isOwn(now) ? AUTHOR : ""), change: (now, value) => to(now, { holder: value }) })],
    results: found.rows.length
      ? [table(found, query, by, to), h("p", { class: "fine" }, note(found)), take("counts", plain)]
      : h("div", { class: "empty" }, h("p", {}, "Nothing that matches can be counted so."), h("p", {}, h("a", { href: "/counts" }, "Clear all filters"))) });
  return { title: "Counts", element };
}

const title = (by, targets, own) => `${own ? "Stances of the articles themselves" : "Stances"}${targets.length ? ` toward ${targets.join(", ")}` : ""}, by ${by}`;

function note(found) {
  const order = {
    hardest: "The hardest first: the highest share against, where few articles count for less (lower end of Wilson's 90 % interval).",
    kindest: "The kindest first: the highest share in favour, where few articles count for less (lower end of Wilson's 90 % interval).",
  }[found.order] ?? "";
  return `${found.all > found.rows.length ? `The first ${number(found.rows.length)} of ${number(found.all)}. ` : ""}${order} An article with stances of both sides counts on both.`;
}

/** Where the figures of a row lead to. */
function narrowed(query, by, row) {
  if (by === "month") {
    const [year, month] = row.id.split("-").map(Number);
    return withView(filterOf(query), { since: `${row.id}-01`, until: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) });
  }
  const name = PARAMETER[by];
  const one = filterOf(query);
  if (name !== "topic") one.delete(name);
  return withFilter(one, name, row.id);
}

function table(found, query, by, to) {
  const sorted = (text, order) => h("th", { scope: "col", class: "num", "aria-sort": found.order === order ? "descending" : undefined },
    found.order === order ? text : turn("/counts", query, (now) => to(now, { order }), {}, text));
  const count = (row, part, side) => h("td", { class: row[part] && side ? `num ${side}` : "num" }, row[part]
    ? h("a", { href: side ? quotesAddress([...narrowed(query, by, row)].filter(([name]) => name !== "polarity").concat([["polarity", part]])) : listAddress([...narrowed(query, by, row)]),
      "aria-label": `${number(row[part])} ${side ? `with quotes ${side}` : "articles"}: ${row.name}` }, number(row[part])) : "0");
  const name = (row) => (["holder", "target", "issue"].includes(by) && !row.id.startsWith("@") ? entityAddress(row.id) : quotesAddress([...narrowed(query, by, row)]));
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Counts" }, h("table", { class: "counts" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, by[0].toUpperCase() + by.slice(1)), sorted("Articles", "articles"), sorted("For", "favor"), sorted("Against", "against"),
      h("th", { scope: "col" }, "Share against ", found.order !== "hardest" && turn("/counts", query, (now) => to(now, { order: "hardest" }), {}, "hardest first"), " ", found.order !== "kindest" && turn("/counts", query, (now) => to(now, { order: "kindest" }), {}, "kindest first")))),
    h("tbody", {}, found.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: name(row) }, bdi(row.name))),
      count(row, "articles"), count(row, "favor", "for"), count(row, "against", "against"),
      h("td", { class: "share" }, row.share_against === null ? "–" : [
        h("span", { class: "split", "aria-hidden": "true" }, h("i", { class: "for", style: { "flex-grow": String(row.favor) } }), h("i", { class: "against", style: { "flex-grow": String(row.against) } })),
        h("span", { class: "num" }, percent(row.share_against))]))))));
}
