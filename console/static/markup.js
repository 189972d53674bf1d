// An article's text, with its entities and the words that show its stances.

import { h, s } from "./dom.js";
import { entityAddress } from "./filters.js";
import { isFor } from "./format.js";
import { TYPES } from "./parts.js";
import { cut } from "./text.js";

/** Everything in the event that has a place in the title or the body. */
export function spansOf(event, field) {
  const spans = [];
  const add = (span, about) => span && span.field === field && spans.push({ start: span.start, end: span.end, ...about });
  for (const entity of event.entities) for (const mention of entity.mentions) add(mention, { entity });
  event.stances.forEach((stance, index) => stance.evidence.forEach((span) => add(span, { stance, index })));
  event.attributions.forEach((said, index) => {
    for (const span of [said.source.span, said.cue, ...said.content]) add(span, { said: index });
  });
  return spans;
}

/** The text as elements; each has the numbers of the stances and attributions it belongs to. */
export function marked(text, spans) {
  return cut(text, spans).map(({ text: words, spans: over }) => {
    if (!over.length) return words;
    const entity = over.find((span) => span.entity)?.entity;
    const stances = over.filter((span) => span.stance);
    const classes = ["seg"];
    if (entity) classes.push("ent", `t-${TYPES.includes(entity.type) ? entity.type : "other"}`);
    if (stances.length) {
      const sides = new Set(stances.map((span) => isFor(span.stance.polarity)));
      classes.push("ev", sides.size > 1 ? "mixed" : sides.has(true) ? "for" : "against");
    }
    const data = {};
    if (entity) data.entity = entity.id;
    if (stances.length) data.stances = ` ${stances.map((span) => span.index).join(" ")} `;
    const said = over.filter((span) => span.said !== undefined);
    if (said.length) data.said = ` ${said.map((span) => span.said).join(" ")} `;
    // The list of entities has the same links: in the text they are for the mouse only.
    return entity
      ? h("a", { class: classes.join(" "), href: entityAddress(entity.id), tabindex: "-1", title: entity.type, data }, words)
      : h("span", { class: classes.join(" "), data }, words);
  });
}

/** Shows one stance or attribution in the text: its words, its holder and its target. */
export class Spotlight {
  constructor(text) {
    this.text = text;
    this.layer = s("svg", { class: "arcs", "aria-hidden": "true" });
    text.append(this.layer);
  }

  of(kind, index) {
    return [...this.text.querySelectorAll(`[data-${kind}~="${index}"]`)];
  }

  /** Highlight it; `stance` is drawn as an arrow from holder to target. */
  show(kind, index, stance) {
    this.hide();
    const words = this.of(kind, index);
    words.forEach((element) => element.classList.add("lit"));
    this.text.classList.add("dimmed");
    if (!stance || !words.length) return words;
    const target = this.nearest(stance.target.id, words);
    const holder = stance.holder.id ? this.nearest(stance.holder.id, words) : null;
    holder?.classList.add("end");
    target?.classList.add("end");
    if (holder && target && holder !== target) this.draw(holder, target, isFor(stance.polarity) ? "for" : "against");
    return words;
  }

  hide() {
    for (const element of this.text.querySelectorAll(".lit, .end")) element.classList.remove("lit", "end");
    this.text.classList.remove("dimmed");
    this.layer.replaceChildren();
  }

  /** The mention inside the words, otherwise the last one before them, otherwise the first of all. */
  nearest(id, words) {
    const all = [...this.text.querySelectorAll("[data-entity]")].filter((element) => element.dataset.entity === id);
    const before = all.filter((element) => element.compareDocumentPosition(words[0]) & Node.DOCUMENT_POSITION_FOLLOWING);
    return all.find((element) => words.includes(element)) ?? before.at(-1) ?? all[0] ?? null;
  }

  draw(from, to, side) {
    const base = this.text.getBoundingClientRect();
    const middle = (element) => {
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      return { x: box.left + box.width / 2 - base.left, y: box.top - base.top };
    };
    const [a, b] = [middle(from), middle(to)];
    const rise = Math.min(46, 14 + Math.hypot(a.x - b.x, a.y - b.y) / 8);
    const top = Math.min(a.y, b.y) - rise;
    const end = { x: b.x, y: b.y - 1 };
    this.layer.append(
      s("path", { class: side, d: `M${a.x} ${a.y}C${a.x} ${top} ${end.x} ${top} ${end.x} ${end.y}` }),
      s("path", { class: `${side} head`, d: `M${end.x - 5} ${end.y - 8}L${end.x} ${end.y}L${end.x + 5} ${end.y - 8}` }),
      s("circle", { class: side, cx: a.x, cy: a.y, r: 3 }),
    );
  }
}
