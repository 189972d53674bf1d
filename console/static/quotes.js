// Who is for and against whom, in which words, where and when.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { address, asked, filterOf, withView } from "./filters.js";
import { plural } from "./format.js";
import { balance } from "./parts.js";
import { quote } from "./quote.js";
import { choice, frame, more, namesOf } from "./results.js";
import { take } from "./take.js";

const SORTS = [["published", "published"], ["arrived", "enriched"], ["confidence", "surest"]];

export async function make(query, { signal, go }) {
  const plain = asked(query);
  const found = await ask("stances", plain, signal);
  const names = await namesOf(query, signal);
  let after = found.next;
  const items = h("ol", { class: "quotes" }, found.stances.map((one) => quote(one)));
  const further = more("Show more quotes", items, async () => {
    const page = await ask("stances", new URLSearchParams([...plain, ["after", after]]), signal);
    items.append(...page.stances.map((one) => quote(one)));
    after = page.next;
    return after;
  });
  further.hidden = !after;
  const by = (text, fields) => h("a", { href: address("/counts", new URLSearchParams([...filterOf(query), ...Object.entries(fields)])) }, text);
  const { element } = frame("/quotes", query, names, { go, signal,
    heading: h("h1", {}, found.total ? plural(found.total, "quote") : "No quote matches"),
    tools: [found.total > 0 && balance(found.favor, found.against), choice("Sort by", SORTS, { path: "/quotes", query, current: (now) => now.get("sort") ?? "published", change: (now, value) => withView(now, { sort: value, after: "" }) })],
    results: found.total
      ? [h("p", { class: "legend links" }, h("span", {}, "Count these by "), by("outlet", { by: "outlet", order: "hardest" }), by("holder", { by: "holder" }), by("target", { by: "target" }), by("month", { by: "month" })),
        items, further, take("stances", plain, { feed: true })]
      : h("div", { class: "empty" }, h("p", {}, "No article here shows a stance that all of these filters ask for."), h("p", {}, h("a", { href: "/quotes" }, "Clear all filters"))) });
  return { title: "Quotes", element };
}
