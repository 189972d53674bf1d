// A field that finds entities by a part of their name, after the ARIA combobox pattern.

import { ask } from "./api.js";
import { bdi, h, replace } from "./dom.js";
import { plural } from "./format.js";

let made = 0;

/** `chosen` is called with the entity; the field empties. */
export function entityField(label, chosen) {
  const id = `find-${++made}`;
  const list = h("ul", { role: "listbox", id: `${id}-list`, class: "options", "aria-label": label, hidden: true });
  const input = h("input", {
    type: "search", id, role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: "Type a name",
    "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    oninput: () => look(), onkeydown: (event) => key(event), onblur: () => setTimeout(close, 150), onfocus: () => look(),
  });
  let found = [];
  let active = -1;
  let asking = null;
  // Until this is done, the list is of what was typed before.
  let looked = null;

  function look() {
    const mine = find();
    looked = mine;
    mine.then(() => { if (looked === mine) looked = null; });
  }
  async function find() {
    asking?.abort();
    asking = new AbortController();
    try {
      found = (await ask("entities", new URLSearchParams({ q: input.value }), asking.signal)).entities;
    } catch {
      return; // another letter was typed, or the banner says what is wrong
    }
    if (document.activeElement === input) open();
  }
  function open() {
    active = -1;
    replace(list, found.length ? found.map((entity, index) => h("li", {
      role: "option", id: `${id}-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(index); },
    }, bdi(entity.name), h("small", {}, `${entity.type} · ${plural(entity.articles, "article")}`)))
      : h("li", { class: "none" }, input.value ? "No such name in these articles" : "No articles yet"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function take(index) {
    const entity = found[index];
    if (!entity) return;
    input.value = "";
    close();
    chosen(entity);
  }
  async function key(event) {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    else if (event.key === "Enter" && (looked || !list.hidden)) {
      event.preventDefault();
      await looked;
      if (document.activeElement === input && !list.hidden) take(active < 0 ? 0 : active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      await looked;
      if (list.hidden) { open(); return; }
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % (found.length || 1);
      [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
      list.children[active]?.scrollIntoView({ block: "nearest" });
      if (found.length) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    }
  }
  return h("div", { class: "field combo" }, h("label", { for: id }, label), input, list);
}
