// Over time: one or several entities, or holders, in one chart.

import { ask } from "./api.js";
import { lines } from "./chart.js";
import { entityField } from "./combobox.js";
import { bdi, h } from "./dom.js";
import { asked, filterOf, withView } from "./filters.js";
import { plural } from "./format.js";
import { section } from "./parts.js";
import { choice, frame, namesOf } from "./results.js";
import { aim, turn } from "./steer.js";
import { take } from "./take.js";

const ROLES = [["target", "toward them"], ["holder", "of theirs"]];
export const MEASURES = [
  ["share", "share of all articles that name it"], ["articles", "articles that name it"],
  ["against", "articles against, of those that take a side"], ["balance", "for minus against, per article that names it"],
];

export async function make(query, { signal, go }) {
  const of = query.getAll("of").filter(Boolean);
  const measured = (now) => (MEASURES.some(([value]) => value === now.get("measure")) ? now.get("measure") : "share");
  const measure = measured(query);
  const view = (label, options, name, current) => choice(label, options, { path: "/over-time", query, current, change: (now, value) => withView(now, { [name]: value }) });
  /** What the change makes of the list of what is compared. */
  const series = (change) => (now) => withView(now, { of: change(now.getAll("of").filter(Boolean)) });
  const to = (change) => go(aim("/over-time", query, series(change)));
  const names = await namesOf(query, signal);
  const plain = asked(query, "measure");
  const found = of.length ? await ask("over-time", plain, signal) : null;
  const add = h("div", { class: "adders" },
    of.length < 6 && entityField(of.length ? "Compare with" : "Somebody, something or an issue", (entity) => to((old) => [...old, entity.id])),
    of.length > 0 && entityField(`Look at together with ${found.series.at(-1).name}`, (entity) => to((old) => [...old.slice(0, -1), `${old.at(-1)}|${entity.id}`])));
  const { element } = frame("/over-time", query, names, { go, signal, searchable: of.length > 0,
    heading: h("h1", {}, found ? found.series.map((one) => one.name).join(" · ") : "Over time"),
    tools: [found && view("Stances", ROLES, "role", (now) => now.get("role") ?? "target")],
    results: [add, found && [
      h("ul", { class: "chips", "aria-label": "Series" }, found.series.map((one) => h("li", {}, turn("/over-time", query, series((old) => old.filter((text) => text !== one.of)), { class: "chip" },
        h("span", { class: "unseen" }, "Remove: "), bdi(one.name), h("span", { class: "x", "aria-hidden": "true" }, "×"))))),
      view("Show", MEASURES, "measure", measured),
      found.periods.length ? section(MEASURES.find(([value]) => value === measure)[1].replace(/^./, (letter) => letter.toUpperCase()), lines(found, measure, filterOf(query)))
        : h("p", { class: "empty" }, "No article that matches names any of these."),
      found.undated > 0 && h("p", { class: "fine" }, `${plural(found.undated, "article")} without a date ${found.undated === 1 ? "is" : "are"} not in the chart.`),
      take("over-time", plain)]],
  });
  return { title: found ? found.series.map((one) => one.name).join(", ") : "Over time", element };
}
