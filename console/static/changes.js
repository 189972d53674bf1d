// What is rising, and who changed sides.

import { ask } from "./api.js";
import { h, replace } from "./dom.js";
import { asked, filterOf, listAddress, quotesAddress, withView } from "./filters.js";
import { day, number, percent, plural } from "./format.js";
import { arrow, entityLink, party, section } from "./parts.js";
import { source } from "./quote.js";
import { choice, frame, namesOf } from "./results.js";
import { take } from "./take.js";

const DAYS = [["7", "week"], ["30", "30 days"], ["90", "90 days"], ["365", "year"]];
const SHOWN = 15;

export async function make(query, { signal, go }) {
  const rising = asked(query);
  const turning = asked(query, "days", "polarity");
  const [names, grown, turned] = await Promise.all([namesOf(query, signal), ask("rising", rising, signal), ask("turned", turning, signal)]);
  const spans = query.get("since") && query.get("until") ? null
    : choice("Rising over the last", DAYS, { path: "/changes", query, current: (now) => now.get("days") ?? "30", change: (now, days) => withView(now, { days }) });
  const { element } = frame("/changes", query, names, { go, signal, heading: h("h1", {}, "What changed"), tools: [spans],
    results: [section("Rising", growth(grown, query)), take("rising", rising), section("Changed sides", sides(turned)), take("turned", turning)] });
  return { title: "What changed", element };
}

function growth(grown, query) {
  if (!grown.since) return h("p", { class: "fine" }, "No article here says when it was published.");
  const spans = `${day(grown.since)} to ${day(grown.until)} (${plural(grown.articles, "article")}) against ${day(grown.before_since)} to the day before (${number(grown.before)}).`;
  if (!grown.entities.length && !grown.pairs.length) return h("p", { class: "fine" }, spans, grown.before ? " Nothing grew more than chance would have it." : " Nothing was published in the span before, so nothing can be compared.");
  const dates = [["since", grown.since], ["until", grown.until]];
  const rest = [...filterOf(query)].filter(([name]) => !["since", "until"].includes(name));
  const count = (row, to, text) => [h("td", { class: "num" }, h("a", { href: to, "aria-label": `${plural(row.articles, "article")}: ${text}` }, number(row.articles))), h("td", { class: "num" }, number(row.before))];
  const table = (title, rows, line) => rows.length > 0 && h("div", {}, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, title), h("th", { scope: "col", class: "num" }, "Articles"), h("th", { scope: "col", class: "num" }, "Before"))),
    h("tbody", {}, rows.slice(0, SHOWN).map((row) => h("tr", {}, line(row))))));
  return [h("p", { class: "fine" }, spans, " Counted: articles that are mainly about it; what grew more than chance and the number of all articles would have it, the clearest first."),
    h("div", { class: "sides" },
      table("Entities and issues", grown.entities, (row) => [h("th", { scope: "row" }, entityLink(row)), count(row, listAddress([...rest, ...dates, ["entity", row.id]]), row.name)]),
      table("Who toward whom", grown.pairs, (row) => [h("th", { scope: "row" }, party(row.holder), " → ", party(row.target), h("span", { class: "fine" }, ` ${number(row.favor)} for, ${number(row.against)} against`)),
        count(row, quotesAddress([...rest.filter(([name]) => !["holder", "target"].includes(name)), ...dates, ["holder", row.holder.id], ["target", row.target.id]]), `${row.holder.name} toward ${row.target.name}`)]))];
}

function sides(found) {
  if (!found.turned.length) return h("p", { class: "fine" }, "Nobody here was clearly for somebody or something and later against, or the other way round.");
  const item = (one) => h("li", { class: "turn" },
    h("p", { class: "line" }, party(one.holder), one.holder.outlet && h("span", { class: "fine" }, ` of ${one.holder.outlet}`), h("span", {}, one.to === "favor" ? " turned in favour of " : " turned against "), party(one.target), h("span", { class: "fine" }, ` between ${day(one.last)} and ${day(one.first)}`),
      h("a", { class: "num", href: quotesAddress([["holder", one.holder.id], ["target", one.target.id], ...(one.holder.outlet ? [["outlet", one.holder.outlet]] : [])]) }, `${number(one.before)} before, ${number(one.after)} after${one.before + one.after === 2 ? "" : `; ${percent(one.agreement)} agree`}`)),
    h("div", { class: "sides" }, [one.surest_before, one.surest_after].map((end, at) => h("div", { class: `quote ${end.polarity === "favor" ? "for" : "against"}` },
      h("p", { class: "fine" }, at ? "then " : "first ", arrow(end.polarity)), h("blockquote", { dir: "auto" }, end.words), source(end)))));
  const list = (rows) => {
    const shown = h("ol", { class: "turns" }, rows.slice(0, SHOWN).map(item));
    return [shown, rows.length > SHOWN && h("button", { type: "button", class: "wide", onclick: (event) => { replace(shown, rows.map(item)); event.target.remove(); } }, `Show all ${number(rows.length)}`)];
  };
  const firm = found.turned.filter((one) => !isThin(one));
  const thin = found.turned.filter(isThin);
  return [h("p", { class: "fine" }, `${plural(found.all, "holder")} whose stance toward a target turned, the clearest first, with the surest quote before and after. At least three quarters of all their stances, weighed by confidence, agree with the turn. The names are the model's: read the quotes before you conclude.`),
    firm.length > 0 && list(firm),
    thin.length > 0 && h("details", { class: "thin", open: !firm.length }, h("summary", {}, `${plural(thin.length, "turn")} with a single quote before or after`),
      h("p", { class: "fine" }, "One wrong stance is enough for such a turn: many are none."), list(thin))];
}

const isThin = (one) => Math.min(one.before, one.after) === 1;
