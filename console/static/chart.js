// Charts over time: bars for and against one entity, and lines that compare several.

import { bdi, h, s } from "./dom.js";
import { listAddress, quotesAddress } from "./filters.js";
import { number } from "./format.js";

const HEIGHT = 190;
const STRIP = 34;
const LEFT = 46;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A share of fewer than these is drawn hollow: one article more would move it far. */
const FEW = 5;
const OF_FEW = `of fewer than ${FEW} articles`;
const DASHES = ["", "7 4", "2 3", "9 3 2 3", "4 2", "12 4"];

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
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= most * 0.9999) ?? most;
}

const asShare = (value) => (value === null ? "–" : `${(value * 100).toFixed(Math.abs(value) < 0.1 && value ? 1 : 0)} %`);
const heading = (unit) => unit[0].toUpperCase() + unit.slice(1);

/** What is drawn again at every width that its place has. */
function fitting(kind, draw) {
  const box = h("div", { class: kind });
  let last = 0;
  new ResizeObserver(() => {
    const width = box.clientWidth - 18;
    if (width <= 0 || width === last) return;
    last = width;
    box.replaceChildren(draw(width));
  }).observe(box);
  return box;
}

/** Names of periods below the chart, as many as have room. */
function below(unit, periods, width, x, y) {
  const room = Math.max(2, Math.floor((width - LEFT) / 92));
  const every = Math.ceil(periods.length / room);
  return periods.map((period, index) => index % every === 0 && index + every / 2 <= periods.length
    && s("text", { class: "tick", y, ...(x(index) > width - 70 ? { x: width - 2, "text-anchor": "end" } : { x: Math.max(x(index), LEFT) }) }, label(unit, period.start)));
}

/** The chart of one entity, and a table with the same figures. */
export function chart(found, { id, name }, filter, measure) {
  const { unit, basis, periods, series: [one], all } = found;
  const per = (index, part) => (one.articles[index] ? one[part][index] / one.articles[index] : null);
  const bars = periods.map((period, index) => ({ ...period, all: all[index], articles: one.articles[index], favor: one.favor[index], against: one.against[index],
    few: measure === "share" && one.articles[index] < FEW,
    up: measure === "share" ? per(index, "favor") ?? 0 : one.favor[index], down: measure === "share" ? per(index, "against") ?? 0 : one.against[index] }));
  const rest = [...filter].filter(([key]) => !["since", "until"].includes(key));
  const link = (bar) => (basis === "published" ? listAddress([...rest, ["entity", id], ["since", bar.since], ["until", bar.until]]) : null);
  const rows = bars.filter((bar) => bar.articles || bar.favor || bar.against);
  const share = (part, whole) => h("td", { class: "num" }, whole ? asShare(part / whole) : "–");
  return [bars.some((bar) => bar.few && bar.up + bar.down > 0) && h("p", { class: "legend" }, h("span", { class: "key block few" }, OF_FEW)),
    fitting("chart", (width) => drawn(unit, bars, name, width, link, measure)), h("details", { class: "figures" }, h("summary", {}, "As a table"),
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Figures of the chart" }, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, heading(unit)),
      ["Articles", "of all", "For", "per article", "Against", "per article"].map((text) => h("th", { scope: "col", class: "num" }, text)))),
    h("tbody", {}, rows.map((bar) => h("tr", {},
      h("th", { scope: "row" }, link(bar) ? h("a", { href: link(bar) }, label(unit, bar.start)) : label(unit, bar.start)),
      h("td", { class: "num" }, number(bar.articles)), share(bar.articles, bar.all), h("td", { class: "num" }, number(bar.favor)), share(bar.favor, bar.articles), h("td", { class: "num" }, number(bar.against)), share(bar.against, bar.articles)))))))];
}

function drawn(unit, bars, name, width, link, measure) {
  const shown = measure === "share" ? asShare : number;
  const kind = (side, bar) => (bar.few ? `${side} few` : side);
  const most = nice(Math.max(measure === "share" ? 0.01 : 1, ...bars.map((bar) => Math.max(bar.up, bar.down))));
  const mostArticles = Math.max(1, ...bars.map((bar) => bar.articles));
  const step = Math.max(1, (width - LEFT - 4) / bars.length);
  const wide = Math.max(1, Math.min(26, step - (step > 6 ? 3 : 1)));
  const middle = HEIGHT / 2;
  const scale = (middle - 12) / most;
  const x = (index) => LEFT + step * index + (step - wide) / 2;
  const favor = bars.reduce((sum, bar) => sum + bar.favor, 0);
  const against = bars.reduce((sum, bar) => sum + bar.against, 0);
  const rule = (y, text, side) => [s("line", { class: "rule", x1: LEFT, x2: width, y1: y, y2: y }),
    s("text", { class: `tick ${side}`, x: LEFT - 6, y: y + 4, "text-anchor": "end" }, text)];
  return s("svg", { width, height: HEIGHT + STRIP + 22, viewBox: `0 0 ${width} ${HEIGHT + STRIP + 22}`, role: "img",
    "aria-label": `Articles for and against ${name} by ${unit}, from ${label(unit, bars[0].start)} to ${label(unit, bars.at(-1).start)}: ${favor} for, ${against} against. The figures follow as a table.` },
    rule(middle - most * scale, shown(most), "for"), rule(middle + most * scale, shown(most), "against"), rule(middle, "0", ""),
    bars.map((bar, index) => {
      const text = `${label(unit, bar.start)}: ${bar.favor} for, ${bar.against} against, of ${bar.articles} articles`;
      const shapes = [
        s("title", {}, text),
        s("rect", { class: "hit", x: LEFT + step * index, y: 0, width: step, height: HEIGHT + STRIP }),
        bar.up > 0 && s("rect", { class: kind("for", bar), x: x(index), y: middle - bar.up * scale, width: wide, height: bar.up * scale }),
        bar.down > 0 && s("rect", { class: kind("against", bar), x: x(index), y: middle + 1, width: wide, height: bar.down * scale }),
        bar.articles > 0 && s("rect", { class: "articles", x: x(index), y: HEIGHT + STRIP - (bar.articles / mostArticles) * (STRIP - 8), width: wide, height: (bar.articles / mostArticles) * (STRIP - 8) }),
      ];
      return link(bar) && bar.articles ? s("a", { href: link(bar), tabindex: "-1" }, shapes) : s("g", {}, shapes);
    }),
    s("line", { class: "rule", x1: LEFT, x2: width, y1: HEIGHT + STRIP + 0.5, y2: HEIGHT + STRIP + 0.5 }),
    below(unit, bars, width, x, HEIGHT + STRIP + 16));
}

/** What a measure divides in one period, and by how much; by nothing where it only counts. */
function parts(measure, one, all, index) {
  const [articles, favor, against] = [one.articles[index], one.favor[index], one.against[index]];
  if (measure === "articles") return [articles, null];
  if (measure === "share") return [articles, all[index]];
  if (measure === "against") return [against, favor + against];
  return [favor - against, articles];
}

/** The value of a measure in one period; null where there is nothing to divide by. */
const valueOf = ([part, whole]) => (whole === null ? part : whole ? part / whole : null);
const isOfFew = ([, whole]) => whole !== null && whole < FEW;

/** One line for each series, and a table with the same figures. */
export function lines(found, measure, filter) {
  const { unit, periods, series, all, basis, role } = found;
  const divided = series.map((one) => periods.map((_, index) => parts(measure, one, all, index)));
  const values = divided.map((row) => row.map(valueOf));
  const few = divided.map((row) => row.map(isOfFew));
  const shown = measure === "articles" ? (value) => (value === null ? "–" : number(value)) : asShare;
  const rest = [...filter].filter(([key]) => !["since", "until", role].includes(key));
  const link = (one, period) => {
    const dates = [["since", period.since], ["until", period.until]];
    return measure === "against" || measure === "balance" || one.ids.length > 1
      ? quotesAddress([...rest, ...one.ids.map((id) => [role, id]), ...dates]) : listAddress([...rest, ["entity", one.ids[0]], ...dates]);
  };
  return [h("p", { class: "legend" }, series.map((one, at) => h("span", { class: `key series s${at}` }, bdi(one.name))),
    few.some((row, at) => row.some((is, index) => is && values[at][index] !== null)) && h("span", { class: "key ring" }, OF_FEW)),
    fitting("chart lines", (width) => compared(unit, periods, series, { values, few, all, link: basis === "published" ? link : null }, width, measure, shown)),
    h("details", { class: "figures" }, h("summary", {}, "As a table"), h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Figures of the chart" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, heading(unit)), series.map((one) => h("th", { scope: "col", class: "num" }, bdi(one.name))), h("th", { scope: "col", class: "num" }, "All articles"))),
      h("tbody", {}, periods.map((period, index) => h("tr", {}, h("th", { scope: "row" }, label(unit, period.start)),
        series.map((one, at) => h("td", { class: "num" }, basis === "published" && one.articles[index] + one.favor[index] + one.against[index] ? h("a", { href: link(one, period) }, shown(values[at][index])) : shown(values[at][index]))),
        h("td", { class: "num" }, number(all[index]))))))))];
}

function compared(unit, periods, series, { values, few, all, link }, width, measure, shown) {
  const known = values.flat().filter((value) => value !== null);
  const signed = measure === "balance";
  const most = measure === "against" ? 1 : nice(Math.max(measure === "articles" ? 1 : 0.001, ...known.map(Math.abs)));
  const [top, bottom] = [12, HEIGHT + 30];
  const y = (value) => (signed ? (top + bottom) / 2 - (value / most) * (bottom - top) / 2 : bottom - (value / most) * (bottom - top));
  const step = (width - LEFT - 12) / Math.max(1, periods.length - 1);
  const x = (index) => (periods.length > 1 ? LEFT + 4 + step * index : (width + LEFT) / 2);
  const rules = (signed ? [most, 0, -most] : [most, most / 2, 0]).map((value) => [s("line", { class: "rule", x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
    s("text", { class: "tick", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, shown(value))]);
  const point = (one, at, index, value) => {
    const text = `${one.name}, ${label(unit, periods[index].start)}: ${shown(value)} (${one.articles[index]} of ${all[index]} articles, ${one.favor[index]} for, ${one.against[index]} against)`;
    const circle = s("circle", { class: few[at][index] ? "ring" : "", cx: x(index), cy: y(value), r: periods.length > 40 ? 2 : 3 }, s("title", {}, text));
    return link && one.articles[index] + one.favor[index] + one.against[index] ? s("a", { href: link(one, periods[index]), tabindex: "-1" }, circle) : circle;
  };
  // Where there is nothing to divide by, the line is interrupted: nothing is known there.
  const path = (row) => row.map((value, index) => (value === null ? "" : `${index && row[index - 1] !== null ? "L" : "M"}${x(index)} ${y(value)}`)).join("");
  return s("svg", { width, height: bottom + 26, viewBox: `0 0 ${width} ${bottom + 26}`, role: "img",
    "aria-label": `${series.map((one) => one.name).join(", ")} by ${unit}, from ${label(unit, periods[0].start)} to ${label(unit, periods.at(-1).start)}. The figures follow as a table.` },
    rules,
    series.map((one, at) => s("g", { class: `series s${at}` },
      s("path", { class: "line", d: path(values[at]), "stroke-dasharray": DASHES[at] }),
      values[at].map((value, index) => value !== null && point(one, at, index, value)))),
    below(unit, periods, width, x, bottom + 18));
}
