// A small network with a force layout that always starts the same way and is drawn once: it does not move.

import { h, s } from "./dom.js";
import { entityAddress } from "./filters.js";
import { plural } from "./format.js";
import { TYPES } from "./parts.js";

const ROUNDS = 400;

/** Positions of the nodes in a box: ties pull, nodes push, and labels need more room sideways. */
function layout(nodes, ties, width, height) {
  const places = nodes.map((node, index) => {
    const angle = index * 2.399963; // the golden angle: no two in line
    const reach = 0.42 * Math.sqrt((index + 0.5) / nodes.length);
    return { x: width * (0.5 + reach * Math.cos(angle)), y: height * (0.5 + reach * Math.sin(angle)) };
  });
  const at = new Map(nodes.map((node, index) => [node.id, index]));
  const stretch = width / height;
  const ideal = Math.sqrt((width * height) / Math.max(1, nodes.length)) * 0.62;
  for (let round = 0; round < ROUNDS; round++) {
    const heat = 0.12 * ideal * (1 - round / ROUNDS) + 0.4;
    const force = nodes.map(() => ({ x: 0, y: 0 }));
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const dx = (places[i].x - places[j].x) / Math.sqrt(stretch);
        const dy = (places[i].y - places[j].y) * Math.sqrt(stretch);
        const apart = Math.max(6, Math.hypot(dx, dy));
        if (apart > 2.6 * ideal) continue; // what has no ties shall not end up at the edge
        const push = (ideal * ideal) / (apart * apart);
        force[i].x += dx * push; force[i].y += dy * push;
        force[j].x -= dx * push; force[j].y -= dy * push;
      }
    }
    for (const tie of ties) {
      const [i, j] = [at.get(tie.holder), at.get(tie.target)];
      const [dx, dy] = [places[i].x - places[j].x, places[i].y - places[j].y];
      const pull = Math.hypot(dx, dy) / ideal * 0.55;
      force[i].x -= dx * pull; force[i].y -= dy * pull;
      force[j].x += dx * pull; force[j].y += dy * pull;
    }
    places.forEach((place, index) => {
      force[index].x += (width / 2 - place.x) * 0.42 / stretch;
      force[index].y += (height / 2 - place.y) * 0.42;
      const size = Math.hypot(force[index].x, force[index].y) || 1;
      const move = Math.min(size, heat);
      place.x = Math.min(width - 62, Math.max(62, place.x + (force[index].x / size) * move));
      place.y = Math.min(height - 30, Math.max(22, place.y + (force[index].y / size) * move));
    });
  }
  apart(nodes, places, width, height);
  return places;
}

/** Moves nodes whose names would overlap, in the direction of the shorter distance. */
function apart(nodes, places, width, height) {
  const halves = nodes.map((node) => Math.min(24, [...node.name].length) * 3.6 + 8);
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < nodes.length; i++) {
      for (let j = 0; j < i; j++) {
        const overX = halves[i] + halves[j] - Math.abs(places[i].x - places[j].x);
        const overY = 44 - Math.abs(places[i].y - places[j].y);
        if (overX <= 0 || overY <= 0) continue;
        const axis = overX < overY ? "x" : "y";
        const move = (axis === "x" ? overX : overY) / 2 * (places[i][axis] < places[j][axis] ? -1 : 1);
        places[i][axis] += move;
        places[j][axis] -= move;
      }
    }
    places.forEach((place, index) => {
      place.x = Math.min(width - halves[index], Math.max(halves[index], place.x));
      place.y = Math.min(height - 34, Math.max(20, place.y));
    });
  }
}

const short = (name, most) => ([...name].length > most ? `${[...name].slice(0, most - 1).join("")}…` : name);

/** "for", "against" or "mixed": a tie over all its articles. */
export const leaning = (tie) => (tie.favor && tie.against ? "mixed" : tie.favor ? "for" : "against");

/** The drawing. Every node is a link, and highlights its ties while it is hovered or has the focus. */
export function graph({ nodes, ties }, label) {
  const box = h("div", { class: "graph" });
  let last = 0;
  const draw = () => {
    const width = box.clientWidth;
    if (!width || width === last) return;
    last = width;
    // Redrawing, as when a scrollbar makes the page narrower, would lose the focus.
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    box.replaceChildren(drawn(nodes, ties, width, label));
    if (focused) [...box.querySelectorAll(".node")].find((node) => node.dataset.id === focused)?.focus({ preventScroll: true });
  };
  new ResizeObserver(draw).observe(box);
  return box;
}

function drawn(nodes, ties, width, label) {
  // A narrow drawing is as tall as all its names need.
  const height = Math.round(width < 560 ? Math.max(330, 46 + nodes.length * 25) : Math.min(620, Math.max(330, width * 0.56)));
  const places = layout(nodes, ties, width, height);
  const at = new Map(nodes.map((node, index) => [node.id, places[index]]));
  const radius = new Map(nodes.map((node) => {
    const all = ties.reduce((sum, tie) => sum + (tie.holder === node.id || tie.target === node.id ? tie.favor + tie.against : 0), 0);
    return [node.id, Math.min(15, 4 + Math.sqrt(all) * 1.6)];
  }));
  const lines = ties.map((tie) => {
    const [a, b] = [at.get(tie.holder), at.get(tie.target)];
    const apart = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / apart, (b.y - a.y) / apart];
    // Bent to one side, so that ties in opposite directions do not overlap.
    const bend = Math.min(26, apart * 0.14);
    const control = { x: (a.x + b.x) / 2 - uy * bend, y: (a.y + b.y) / 2 + ux * bend };
    const into = Math.atan2(b.y - control.y, b.x - control.x);
    // From below it would end under the name, which would hide its arrowhead.
    const gap = radius.get(tie.target) + 3 + (Math.sin(into) < -0.4 ? 15 : 0);
    const tip = { x: b.x - Math.cos(into) * gap, y: b.y - Math.sin(into) * gap };
    const wing = (turn) => `${tip.x - 7 * Math.cos(into + turn)} ${tip.y - 7 * Math.sin(into + turn)}`;
    return s("g", { class: `tie ${leaning(tie)}`, data: { holder: tie.holder, target: tie.target } },
      s("path", { class: "line", d: `M${a.x} ${a.y}Q${control.x} ${control.y} ${tip.x} ${tip.y}`, "stroke-width": Math.min(5, 1 + Math.log2(tie.favor + tie.against) * 0.9) }),
      s("path", { class: "head", d: `M${wing(0.45)}L${tip.x} ${tip.y}L${wing(-0.45)}` }));
  });
  const picture = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label });
  const circles = nodes.map((node) => {
    const place = at.get(node.id);
    const own = ties.filter((tie) => tie.holder === node.id || tie.target === node.id);
    const count = (key, end) => own.reduce((sum, tie) => sum + (tie[end] === node.id ? tie[key] : 0), 0);
    const told = `${node.name}: ${plural(count("favor", "target"), "article")} for it, ${count("against", "target")} against; it is for others in ${count("favor", "holder")}, against in ${count("against", "holder")}`;
    const point = (on) => {
      picture.classList.toggle("pointing", on);
      for (const line of lines) line.classList.toggle("on", on && (line.dataset.holder === node.id || line.dataset.target === node.id));
      const near = new Set(own.flatMap((tie) => [tie.holder, tie.target]));
      for (const circle of circles) circle.classList.toggle("on", on && (circle.dataset.id === node.id || near.has(circle.dataset.id)));
    };
    const type = TYPES.includes(node.type) ? node.type : "other";
    return s("a", { class: `node t-${type}`, href: entityAddress(node.id), "aria-label": told, data: { id: node.id },
      onmouseenter: () => point(true), onmouseleave: () => point(false), onfocus: () => point(true), onblur: () => point(false) },
    s("title", {}, told),
    s("circle", { cx: place.x, cy: place.y, r: radius.get(node.id) }),
    s("text", { x: place.x, y: place.y + radius.get(node.id) + 13, "text-anchor": "middle" }, short(node.name, width < 560 ? 18 : 24)));
  });
  picture.append(...lines, ...circles);
  return picture;
}
