// Parts that several pages share.

import { bdi, h, s, unseen } from "./dom.js";
import { entityAddress, partyAddress } from "./filters.js";
import { number, side } from "./format.js";

export const TYPES = ["person", "organization", "country", "place", "group", "facility", "product", "event", "law", "work", "issue"];

/** An entity's name as a link to its page, with a dot in the colour of its type. */
export function entityLink(entity) {
  const type = TYPES.includes(entity.type) ? entity.type : "other";
  return h("a", { class: `ent t-${type}`, href: entityAddress(entity.id), title: entity.type || undefined }, bdi(entity.name));
}

export const party = (one, properties) =>
  h("a", { class: "party", href: partyAddress(one.id), ...properties }, bdi(one.name ?? one.id));

/** "is for" or "is against" as an arrow, which contains the words. */
export function arrow(polarity) {
  const word = side(polarity);
  return h("span", { class: `arrow ${word}` }, unseen("is "), h("span", { class: "word" }, word),
    s("svg", { viewBox: "0 0 16 8", width: 16, height: 8, "aria-hidden": "true" }, s("path", { d: "M0 4h14M10.5 1 14 4l-3.5 3" })));
}

/** Holder → target in one line. */
export const stanceLine = (stance, links = true) =>
  h("span", { class: "stanceline" },
    links ? party(stance.holder) : bdi(stance.holder.name, { class: "party" }), " ", arrow(stance.polarity), " ",
    links ? party(stance.target) : bdi(stance.target.name, { class: "party" }));

/** The counts for and against, as two numbers and a bar. */
export function balance(favor, against) {
  const all = favor + against || 1;
  return h("span", { class: "balance" },
    h("span", { class: "for" }, `${number(favor)} for`),
    h("span", { class: "split", "aria-hidden": "true" },
      h("i", { class: "for", style: { "flex-grow": String(favor / all) } }),
      h("i", { class: "against", style: { "flex-grow": String(against / all) } })),
    h("span", { class: "against" }, `${number(against)} against`));
}

/** A command to copy. */
export function command(text) {
  const said = h("button", { type: "button", class: "quiet", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Select it and copy it yourself";
    }
    setTimeout(() => { said.textContent = "Copy"; }, 2000);
  } }, "Copy");
  return h("span", { class: "command" }, h("code", {}, text), said);
}

let sections = 0;

/** A part of a page under its own heading. */
export const section = (title, ...children) => {
  const id = `s-${++sections}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), children);
};

let last = 0;
/** Announce it to screen readers, at most once in so many milliseconds. */
export function announce(text, every = 0) {
  if (Date.now() - last < every) return;
  last = Date.now();
  document.getElementById("announce").textContent = text;
}
