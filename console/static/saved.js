// Filters that a reader has saved, in this browser: the console itself stores nothing.

import { bdi, h, replace } from "./dom.js";
import { aim } from "./steer.js";

const KEY = "filters";
const MOST = 30;

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.name === "string" && String(one.address).startsWith("/")) : [];
  } catch {
    return []; // storage is switched off, or holds something else
  }
}

function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

/** The saved filters, and a field to save the one that is asked for. */
export function saved(query, path) {
  let drawn = query;
  const list = h("ul", {});
  const told = h("p", { class: "fine", hidden: true });
  const name = h("input", { type: "text", id: "f-save", maxlength: "60", placeholder: "Name of this view" });
  const form = h("form", { class: "save", onsubmit: (event) => {
    event.preventDefault();
    const text = name.value.trim();
    if (!text) return;
    const kept = write([{ name: text, address: aim(path, drawn, (asked) => asked) }, ...read().filter((other) => other.name !== text)]);
    replace(told, "This browser does not store anything.");
    told.hidden = kept;
    name.value = "";
    draw();
  } }, h("label", { for: "f-save", class: "unseen" }, "Save this filter as"), name, h("button", { type: "submit", class: "quiet" }, "Save"));
  const draw = () => replace(list, read().map((one) => h("li", {}, h("a", { href: one.address }, bdi(one.name)),
    h("button", { type: "button", class: "link", "aria-label": `Forget ${one.name}`, onclick: () => { write(read().filter((other) => other.name !== one.name)); draw(); } }, "forget"))));
  const show = (next) => {
    drawn = next;
    form.hidden = !next.size;
    draw();
  };
  show(query);
  return { element: h("section", { class: "saved", "aria-label": "Saved filters" }, h("h3", {}, "Saved filters"), list, form, told), show };
}
