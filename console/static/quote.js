// A stance as it is quoted: who, the words, and where and when they were published.

import { bdi, h } from "./dom.js";
import { articleAddress } from "./filters.js";
import { day, moment, percent, words } from "./format.js";
import { arrow, party } from "./parts.js";
import { copyCitation } from "./take.js";

/** Where and when: outlet, date, confidence, the article. */
export const source = (one) => h("p", { class: "meta" },
  one.article.outlet && h("b", {}, bdi(one.article.outlet)),
  one.article.published ? h("time", { datetime: one.article.published }, day(one.article.published)) : h("span", {}, `enriched ${moment(one.article.arrived)}`),
  h("span", {}, words(one.reporting)), h("span", {}, `${percent(one.confidence)} sure`),
  h("a", { href: articleAddress(one.article.id) }, bdi(one.article.title || "(no title)")),
  one.copies.length > 0 && h("span", {}, "also in ", one.copies.slice(0, 4).map((outlet, at) => [at ? ", " : "", bdi(outlet ?? "an unnamed outlet")]), one.copies.length > 4 && ` and ${one.copies.length - 4} more`),
  copyCitation({ words: one.words, holder: one.holder.name, article: one.article }, one.article.title));

/** One quote; `ends` tells who is for or against whom. */
export const quote = (one, { ends = true } = {}) => h("li", { class: `quote ${one.polarity === "favor" ? "for" : "against"}` },
  ends && h("p", { class: "line" }, party(one.holder), " ", arrow(one.polarity), " ", party(one.target)),
  h("blockquote", { dir: "auto" }, one.words), source(one));
