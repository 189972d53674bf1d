// One article, with its tags marked in the text.

import { ask } from "./api.js";
import { bdi, h, unseen } from "./dom.js";
import { articleAddress, entityAddress, listAddress, quotesAddress } from "./filters.js";
import { day, moment, number, plural, side, words } from "./format.js";
import { Spotlight, marked, spansOf } from "./markup.js";
import { arrow, entityLink, section } from "./parts.js";
import { copyCitation } from "./take.js";

const NOBODY = { author: "the article itself", unnamed: "an unnamed source" };
const nameOf = (holder) => holder.name ?? holder.words?.text ?? NOBODY[holder.kind];
const idOf = (holder) => holder.id ?? `@${holder.kind}`;

export async function make(query, { signal }) {
  const id = query.get("id") ?? "";
  const { event, arrived, place, copies } = await ask("article", new URLSearchParams({ id }), signal);
  const { article } = event;
  const title = h("h1", { dir: "auto" }, article.title ? marked(article.title, spansOf(event, "title")) : "(no title)");
  const body = h("div", { class: "body", dir: "auto" }, marked(article.body, spansOf(event, "body")));
  const text = h("div", { class: "text" }, title, meta(article, arrived, place, event), copies.length > 0 && alsoIn(copies), event.skipped && skipped(article), body);
  const light = new Spotlight(text);
  const names = new Map(event.entities.map((entity) => [entity.id, entity]));
  const cards = event.stances.map((stance, index) => card(stance, index, light, article));
  const element = h("article", { class: "page reading" }, text,
    h("div", { class: "asides" }, h("div", { class: "aside first" }, section("Stances", event.stances.length
      ? [h("ol", { class: "cards" }, cards), h("p", { class: "fine hint" }, "Point at a stance, or reach it with the Tab key, to see its words in the text; click to go there.")]
      : h("p", { class: "fine" }, event.skipped ? "The text was not read for stances." : "The text does not show clearly enough that anybody is for or against anybody."))),
    h("div", { class: "aside rest" },
      event.entities.length > 0 && section("Entities", entities(event.entities)),
      event.topics.length > 0 && section("Topics", topics(event.topics)),
      event.stance_matrix?.length > 0 && section("Who is for or against whom, by sentence", matrix(event.stance_matrix)),
      event.attributions.length > 0 && section("Who said what", said(event.attributions, names, light)),
      section("Withheld", withheld(event.abstentions)),
      h("p", { class: "fine" }, `Tagged by ${event.pipeline.name} ${event.pipeline.version}, model ${event.pipeline.model}. Event ${event.id}.`))));
  for (const words of text.querySelectorAll("[data-stances]")) {
    const own = words.dataset.stances.trim().split(" ").map(Number);
    words.addEventListener("mouseenter", () => own.forEach((index) => cards[index].classList.add("lit")));
    words.addEventListener("mouseleave", () => own.forEach((index) => cards[index].classList.remove("lit")));
  }
  return { title: article.title || "Article", element };
}

function meta(article, arrived, place, event) {
  const web = /^https?:\/\//i.test(article.url ?? "");
  return h("p", { class: "meta" },
    article.source && bdi(article.source.name ?? article.source.domain ?? ""),
    article.published_at && h("span", {}, day(Date.parse(article.published_at))),
    article.dropped_fields?.length > 0 && h("span", {}, `could not be read: ${article.dropped_fields.map(words).join(", ")}`),
    h("span", {}, `Enriched ${moment(arrived)}`),
    event.stances.length > 0 && h("button", { type: "button", class: "link jump", onclick: () => {
      document.querySelector(".aside.first").scrollIntoView({ block: "start" });
      document.querySelector(".card")?.focus({ preventScroll: true });
    } }, plural(event.stances.length, "stance")),
    web && h("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "Original", unseen(" (opens another page)")),
    h("span", { class: "fine" }, place));
}

const alsoIn = (copies) => h("p", { class: "meta" }, "The same story: ", copies.map((copy) =>
  h("a", { href: articleAddress(copy.id) }, bdi(copy.outlet ?? "an unnamed outlet"), copy.published && `, ${day(copy.published)}`)));

const skipped = (article) => h("p", { class: "note" },
  `Not tagged: only English is read, and this was taken for ${article.language ?? "an unknown language"}.`);

/** Highlights something while it is hovered or has the focus; a click leads to its words. */
function lights(element, light, kind, index, stance) {
  let words = [];
  const on = () => { words = light.show(kind, index, stance); };
  const off = () => light.hide();
  element.addEventListener("mouseenter", on);
  element.addEventListener("mouseleave", off);
  element.addEventListener("focusin", on);
  element.addEventListener("focusout", off);
  const go = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    words[0]?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  };
  element.addEventListener("click", (event) => { if (!event.target.closest("a, button")) { on(); go(); } });
  element.addEventListener("keydown", (event) => {
    if (event.target === element && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); on(); go(); }
  });
}

/** A confidence in words; older events have none for an attribution. */
const sure = (confidence) => (confidence == null ? [] : [`${Math.round(confidence * 100)} % sure`]);

function card(stance, index, light, article) {
  const quote = stance.evidence.map((span) => span.text).join(" … ");
  const element = h("li", { class: `card ${side(stance.polarity)}`, tabindex: "0" },
    h("p", { class: "line" }, h("span", { class: "party" }, bdi(nameOf(stance.holder))), arrow(stance.polarity),
      h("span", { class: "party" }, bdi(stance.target.name))),
    h("blockquote", { dir: "auto" }, quote),
    h("p", { class: "fine" }, `${[words(stance.reporting), ...sure(stance.confidence)].join(" · ")} · `,
      h("a", { href: quotesAddress({ holder: idOf(stance.holder), target: stance.target.id }) }, "in other articles",
        unseen(`: ${nameOf(stance.holder)} toward ${stance.target.name}`)), " · ",
      copyCitation({ words: quote, holder: nameOf(stance.holder), article: {
        title: article.title, url: article.url, published: article.published_at, outlet: article.source?.name ?? article.source?.domain } }, `${nameOf(stance.holder)} toward ${stance.target.name}`)));
  lights(element, light, "stances", index, stance);
  return element;
}

function entities(all) {
  return h("ul", { class: "entities" }, all.map((entity) => h("li", {},
    entityLink(entity), h("span", { class: "fine" }, `${entity.type} · ${plural(entity.mentions.length, "mention")}`,
      entity.country ? [" · ", h("a", { href: entityAddress(entity.country) }, entity.country)] : null),
    entity.polarity && entity.polarity.label !== "neutral" && h("span", { class: `tag ${side(entity.polarity.label)}` },
      `the article is ${side(entity.polarity.label)}`))));
}

const topics = (all) => h("ul", { class: "plain" }, all.map((topic) => h("li", {},
  h("a", { href: listAddress({ topic: topic.code }) }, topic.name), " ", h("span", { class: "fine" }, `${topic.score.toFixed(2)} · ${topic.code}`))));

function matrix(cells) {
  return h("table", { class: "matrix" }, h("caption", { class: "unseen" }, "Sentences that show a holder for or against a target"),
    h("thead", {}, h("tr", {}, ["Holder", "Target"].map((name) => h("th", { scope: "col" }, name)),
      h("th", { scope: "col", class: "num" }, "For"), h("th", { scope: "col", class: "num" }, "Against"))),
    h("tbody", {}, cells.map((cell) => h("tr", {}, h("th", { scope: "row" }, bdi(nameOf(cell.holder))), h("td", {}, bdi(cell.target.name)),
      h("td", { class: cell.favor ? "num for" : "num" }, number(cell.favor)), h("td", { class: cell.against ? "num against" : "num" }, number(cell.against))))));
}

function said(all, names, light) {
  return h("ol", { class: "said" }, all.map((one, index) => {
    const source = names.get(one.source.entity)?.name ?? one.source.span?.text.replace(/,$/, "") ?? "An unnamed source";
    const element = h("li", { tabindex: "0" }, h("strong", {}, bdi(source)), " ", one.cue && h("em", {}, bdi(one.cue.text)), " ",
      h("span", { dir: "auto" }, one.content.map((span) => span.text).join(" … ")), " ", h("span", { class: "fine" }, [one.kind, ...sure(one.confidence)].join(" · ")));
    lights(element, light, "said", index);
    return element;
  }));
}

function withheld(counts) {
  // What could not be read of the article is told with its date and outlet: it was no decision.
  const rows = Object.entries(counts).filter(([reason]) => reason !== "field_dropped");
  if (!rows.length) return h("p", { class: "fine" }, "Nothing was withheld.");
  return [h("ul", { class: "plain" }, rows.map(([reason, count]) => h("li", {}, h("span", { class: "num" }, number(count)), " ", words(reason)))),
    h("p", { class: "fine" }, "Decisions that the worker was not sure enough about, and left out.")];
}
