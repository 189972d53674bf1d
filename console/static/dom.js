// Elements from data. Strings only ever become text, never markup.

const SVG = "http://www.w3.org/2000/svg";
// They change the direction of the text after them, so that readers see another text than there is.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text, with characters that change its direction shown as codes. */
export function visible(text) {
  return String(text).replace(TURNING, (found) => `‹U+${found.charCodeAt(0).toString(16).toUpperCase()}›`);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") for (const [key, text] of Object.entries(value)) element.dataset[key] = text;
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else element.setAttribute(name, value === true ? "" : visible(value));
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : visible(child));
  }
}

/** An HTML element: `h("a", {href: "/"}, "text", element, …)`. */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

/** An SVG element. */
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** A name or a title from outside, isolated so that its direction affects nothing else. */
export const bdi = (text, properties) => h("bdi", properties, text);

/** Words for screen readers only. */
export const unseen = (text) => h("span", { class: "unseen" }, text);

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}
