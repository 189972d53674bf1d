// Who is for and against whom, among the articles that match.

import { ask } from "./api.js";
import { bdi, h } from "./dom.js";
import { asked, filterOf, quotesAddress } from "./filters.js";
import { number, plural } from "./format.js";
import { graph } from "./graph.js";
import { party } from "./parts.js";
import { frame, namesOf } from "./results.js";
import { take } from "./take.js";

export async function make(query, { signal, go }) {
  const filter = filterOf(query);
  const [found, names] = await Promise.all([ask("network", asked(query), signal), namesOf(query, signal)]);
  const { element } = frame("/network", query, names, { go, signal, heading: h("h1", {}, "Who is for and against whom"),
    results: found.ties.length ? [legend(), graph(found, "Network of stances"), note(found), ties(found, filter), take("network", asked(query))] : nothing(filter) });
  return { title: "Network", element };
}

export const legend = () => h("p", { class: "legend" },
  h("span", { class: "key for" }, "for"), h("span", { class: "key against" }, "against"), h("span", { class: "key mixed" }, "both, in different articles"));

const note = (found) => h("p", { class: "fine" }, found.all_ties > found.ties.length
  ? `The ${number(found.ties.length)} strongest ties, each counted in articles; there are more. Use a filter to see others.`
  : `${plural(found.ties.length, "tie")}, each counted in articles.`);

/** The ties as a table; every number links to its quotes. */
export function ties(found, filter = new URLSearchParams()) {
  const names = new Map(found.nodes.map((node) => [node.id, node]));
  const to = (tie, polarity) => quotesAddress([...filter].filter(([name]) => !["holder", "target", "polarity"].includes(name))
    .concat([["holder", tie.holder], ["target", tie.target], ["polarity", polarity]]));
  const figure = (tie, key, polarity, side) => h("td", { class: tie[key] ? `num ${side}` : "num" },
    tie[key] ? h("a", { href: to(tie, polarity), "aria-label": `${plural(tie[key], "article")} in which ${names.get(tie.holder).name} is ${side} ${names.get(tie.target).name}` }, number(tie[key])) : "0");
  return h("table", { class: "ties" }, h("caption", { class: "unseen" }, "Ties, counted in articles"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Holder"), h("th", { scope: "col" }, "Target"),
      h("th", { scope: "col", class: "num" }, "For"), h("th", { scope: "col", class: "num" }, "Against"))),
    h("tbody", {}, found.ties.map((tie) => h("tr", {},
      h("th", { scope: "row" }, party(names.get(tie.holder))), h("td", {}, party(names.get(tie.target))),
      figure(tie, "favor", "favor", "for"), figure(tie, "against", "against", "against")))));
}

const nothing = (filter) => h("div", { class: "empty" }, filter.size
  ? [h("p", {}, "In the matching articles, no named entity is for or against another."), h("p", {}, h("a", { href: "/network" }, "Clear all filters"))]
  : h("p", {}, "No article here shows anybody for or against anybody yet. See ", h("a", { href: "/" }, bdi("the articles")), "."));
