// Bars over time: stances for above the line, against below it, and the number of articles beneath.

import { h, s } from "./dom.js";
import { listAddress } from "./filters.js";
import { number } from "./format.js";

const HEIGHT = 190;
const STRIP = 34;
const LEFT = 34;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function label(unit, start) {
  const [year, month, date] = start.slice(0, 10).split("-").map(Number);
  if (unit === "year") return String(year);
  if (unit === "quarter") return `Q${Math.floor((month - 1) / 3) + 1} ${year}`;
  if (unit === "month") return `${MONTHS[month - 1]} ${year}`;
  if (unit === "hour") return `${date} ${MONTHS[month - 1]} ${start.slice(11, 16)}`;
  return `${date} ${MONTHS[month - 1]}${unit === "week" ? ` ${year}` : ""}`;
}

/** A round number of about this size. */
function nice(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= most) ?? most;
}

/** The chart of an entity's timeline, as wide as its container; a table has the same figures. */
export function chart({ unit, bars }, { id, name, basis }) {
  const box = h("div", { class: "chart" });
  const link = (bar, more) => basis === "published"
    ? listAddress({ entity: id, since: bar.since, until: bar.until, ...more }) : null;
  const draw = () => box.replaceChildren(drawn(unit, bars, name, box.clientWidth || 600, link));
  new ResizeObserver(draw).observe(box);
  const rows = bars.filter((bar) => bar.articles || bar.favor || bar.against);
  return [box, h("details", { class: "figures" }, h("summary", {}, "As a table"),
    h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, unit[0].toUpperCase() + unit.slice(1)),
      ["Articles", "For", "Against"].map((text) => h("th", { scope: "col", class: "num" }, text)))),
    h("tbody", {}, rows.map((bar) => h("tr", {},
      h("th", { scope: "row" }, link(bar) ? h("a", { href: link(bar) }, label(unit, bar.start)) : label(unit, bar.start)),
      [bar.articles, bar.favor, bar.against].map((count) => h("td", { class: "num" }, number(count))))))))];
}

function drawn(unit, bars, name, width, link) {
  const most = nice(Math.max(1, ...bars.map((bar) => Math.max(bar.favor, bar.against))));
  const mostArticles = Math.max(1, ...bars.map((bar) => bar.articles));
  const step = (width - LEFT - 4) / bars.length;
  const wide = Math.max(1, Math.min(26, step - (step > 6 ? 3 : 1)));
  const middle = HEIGHT / 2;
  const scale = (middle - 12) / most;
  const x = (index) => LEFT + step * index + (step - wide) / 2;
  const favor = bars.reduce((sum, bar) => sum + bar.favor, 0);
  const against = bars.reduce((sum, bar) => sum + bar.against, 0);
  const rule = (y, text, side) => [s("line", { class: "rule", x1: LEFT, x2: width, y1: y, y2: y }),
    s("text", { class: `tick ${side}`, x: LEFT - 6, y: y + 4, "text-anchor": "end" }, text)];
  const every = Math.ceil(bars.length / Math.max(2, Math.floor((width - LEFT) / 92)));
  return s("svg", { width, height: HEIGHT + STRIP + 22, viewBox: `0 0 ${width} ${HEIGHT + STRIP + 22}`, role: "img",
    "aria-label": `Stances toward ${name} by ${unit}, from ${label(unit, bars[0].start)} to ${label(unit, bars.at(-1).start)}: ${favor} for, ${against} against. The figures follow as a table.` },
    rule(middle - most * scale, number(most), "for"), rule(middle + most * scale, number(most), "against"), rule(middle, "0", ""),
    bars.map((bar, index) => {
      const text = `${label(unit, bar.start)}: ${bar.favor} for, ${bar.against} against, ${bar.articles} articles`;
      const shapes = [
        s("title", {}, text),
        s("rect", { class: "hit", x: LEFT + step * index, y: 0, width: step, height: HEIGHT + STRIP }),
        bar.favor > 0 && s("rect", { class: "for", x: x(index), y: middle - bar.favor * scale, width: wide, height: bar.favor * scale }),
        bar.against > 0 && s("rect", { class: "against", x: x(index), y: middle + 1, width: wide, height: bar.against * scale }),
        bar.articles > 0 && s("rect", { class: "articles", x: x(index), y: HEIGHT + STRIP - (bar.articles / mostArticles) * (STRIP - 8), width: wide, height: (bar.articles / mostArticles) * (STRIP - 8) }),
      ];
      return link(bar) && bar.articles ? s("a", { href: link(bar), tabindex: "-1" }, shapes) : s("g", {}, shapes);
    }),
    s("line", { class: "rule", x1: LEFT, x2: width, y1: HEIGHT + STRIP + 0.5, y2: HEIGHT + STRIP + 0.5 }),
    bars.map((bar, index) => index % every === 0 && index + every / 2 <= bars.length
      && s("text", { class: "tick", y: HEIGHT + STRIP + 16, ...(x(index) > width - 70 ? { x: width - 2, "text-anchor": "end" } : { x: Math.max(x(index), LEFT) }) }, label(unit, bar.start))));
}
