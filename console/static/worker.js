// The state of the worker: its lag, its rate, and what it could not enrich.

import { ask } from "./api.js";
import { bdi, h, replace, s } from "./dom.js";
import { bytes, clock, moment, number, plural, seconds, words } from "./format.js";
import { command, section } from "./parts.js";

const EVERY_MS = 3000;
const SOON_MS = 900;

export async function make(_query, { signal }) {
  const box = h("div", {});
  let drawn = "";
  const load = async () => {
    const now = await ask("worker", new URLSearchParams(), signal);
    const { now: _, ...rest } = now;
    const text = JSON.stringify(rest);
    // Only what changed is drawn again, so that readers keep their place and the focus.
    if (text === drawn || (drawn && (box.contains(document.activeElement) || box.matches(":active") || getSelection()?.type === "Range"))) return;
    drawn = text;
    const open = new Set([...box.querySelectorAll("details[open]")].map((one) => one.dataset.place));
    replace(box, view(now));
    for (const one of box.querySelectorAll("details")) one.open = open.has(one.dataset.place);
  };
  await load();
  setTimeout(() => signal.aborted || load().catch(() => {}), SOON_MS); // Kafka's first answer
  const timer = setInterval(() => load().catch(() => {}), EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return { title: "Worker", element: h("div", { class: "page worker" }, h("h1", {}, "The worker"), box) };
}

function view(now) {
  const { lag } = now;
  const behind = lag.partitions.reduce((sum, one) => sum + one.lag, 0);
  const oldest = Math.max(0, ...lag.partitions.map((one) => one.seconds ?? 0));
  const letters = now.dead_letters;
  return [
    h("p", { class: "verdict" }, verdict(now, behind, oldest)),
    h("dl", { class: "figures-row" },
      figure("Behind", lag.asked_at === null ? "…" : plural(behind, "article"), lag.asked_at !== null && behind ? `the oldest has waited ${seconds(oldest)}` : ""),
      figure("Enriched", `${(now.rate.last_5 / 5).toFixed(now.rate.last_5 && now.rate.last_5 < 50 ? 1 : 0)} a minute`, `over five minutes; ${number(now.rate.last_hour)} in the hour`),
      figure("Dead letters", number(letters.held), letters.held >= letters.most ? `only the newest ${number(letters.most)} are kept here` : "on their topic"),
      figure("Kept here", plural(now.console.articles, "article"), `of at most ${number(now.console.keep)}; ${bytes(now.console.bytes)} compressed`)),
    section("Enriched by minute, the last hour", spark(now.rate.counts)),
    section("Lag by partition", partitions(now)),
    section("Dead letters", dead(letters)),
    now.console.unreadable > 0 && section("Unreadable", h("p", {}, `${plural(now.console.unreadable, "record")} on ${now.console.topic} could not be read as enriched events; the last: ${now.console.last_unreadable}. Is another program or a newer version writing there?`)),
  ];
}

function verdict(now, behind, oldest) {
  const { lag, rate, group, topic } = now;
  if (lag.error) return `The lag is not known: ${lag.error}. ${lag.asked_at ? `The figures here are from ${clock(lag.asked_at)}.` : ""}`;
  if (lag.asked_at === null) return "Asking Kafka for the lag…";
  const beyond = lag.partitions.filter((one) => one.beyond_end).map((one) => one.partition);
  if (beyond.length) return `The group ${group} has committed offsets beyond the end of ${topic} (partition ${beyond.join(", ")}), so what is there may be unread. Read the last line of the worker's log.`;
  const held = lag.partitions.reduce((sum, one) => sum + one.held, 0);
  if (!behind && held) return `The group ${group} has processed all that it can read on ${topic}; ${number(held)} more are held back behind an open transaction.`;
  if (!behind) return `The group ${group} has processed every article on ${topic}.`;
  if (rate.last_5 === 0 && oldest < 60) return `The group ${group} has just received work.`;
  if (rate.last_5 === 0) return `The group ${group} is behind, and nothing was enriched for five minutes: is a worker running? Read the last line of its log, or start one with stancewire run.`;
  const left = behind / (rate.last_5 / 5) * 60;
  return `The group ${group} is working: at this rate it needs about ${seconds(left)} for the waiting articles${oldest > 60 ? `, the oldest of which is ${seconds(oldest)} old` : ""}.`;
}

const figure = (name, value, more) => h("div", {}, h("dt", {}, name), h("dd", {}, h("b", {}, value), h("span", {}, more)));

function spark(counts) {
  const most = Math.max(1, ...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return h("div", { class: "spark" }, s("svg", { viewBox: "0 0 600 64", preserveAspectRatio: "none", role: "img",
    "aria-label": `${plural(total, "article")} in sixty minutes, at most ${number(most)} in one` },
  counts.map((count, index) => s("rect", { x: index * 10 + 1, width: 8, y: 64 - (count / most) * 62, height: (count / most) * 62 },
    s("title", {}, `${counts.length - 1 - index} minutes ago: ${count}`)))),
  h("p", { class: "fine" }, h("span", {}, "an hour ago"), h("span", {}, `most in a minute: ${number(total ? most : 0)}`), h("span", {}, "now")));
}

function partitions(now) {
  const rows = now.lag.partitions;
  if (!rows.length) return h("p", { class: "fine" }, "Not known yet.");
  const most = Math.max(1, ...rows.map((one) => one.lag));
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Lag by partition" }, h("table", {}, h("thead", {}, h("tr", {},
    ["Partition", "Behind", "Committed", "End", "Oldest waiting", "Expired unread"].map((name, index) => h("th", { scope: "col", class: index ? "num" : "" }, name)))),
  h("tbody", {}, rows.map((one) => h("tr", {}, h("th", { scope: "row" }, number(one.partition)),
    h("td", { class: "num" }, h("span", { class: "meter", "aria-hidden": "true" }, h("i", { style: { width: `${(one.lag / most) * 100}%` } })), number(one.lag)),
    h("td", { class: "num" }, one.committed === null ? "never" : number(one.committed)), h("td", { class: "num" }, number(one.end)),
    h("td", { class: "num" }, one.seconds === null ? "unknown" : one.seconds ? seconds(one.seconds) : "–"), h("td", { class: "num" }, number(one.expired)))))));
}

function dead(letters) {
  if (!letters.held) return h("p", { class: "fine" }, "None. Articles that cannot be enriched are listed here, with the reason.");
  return [
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Dead letters by reason" }, h("table", { class: "reasons" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Reason"), h("th", { scope: "col", class: "num" }, "Letters"), h("th", { scope: "col" }, "Send all of them again"))),
      h("tbody", {}, letters.reasons.map((one) => h("tr", {}, h("th", { scope: "row" }, words(one.reason)), h("td", { class: "num" }, number(one.letters)),
        h("td", {}, one.send_again ? command(one.send_again) : "cannot be sent again")))))),
    h("p", { class: "fine" }, "First fix what the reason says; a letter that fails again comes back. Run the commands where stancewire has the settings of this cluster."),
    h("ol", { class: "letters" }, letters.letters.map((one) => h("li", {}, h("details", { data: { place: one.place } },
      h("summary", {}, h("code", {}, one.place), h("strong", {}, words(one.reason)), bdi(one.key || "(no key)"), h("time", {}, moment(one.time))),
      h("p", {}, bdi(one.detail || "No detail.")),
      h("p", { class: "fine" }, `From ${one.came_from || "an unknown place"}, ${bytes(one.size)}, sent again ${plural(one.sent_again, "time")} before.`),
      one.superseded && h("p", {}, "Superseded: another attempt has enriched this text."),
      h("p", {}, one.send_again ? command(one.send_again) : `Cannot be sent again: ${one.why_not}.`),
      h("p", {}, command(`stancewire dead-letters show ${one.place}`)))))),
    letters.held > letters.letters.length && h("p", { class: "fine" }, `The newest ${number(letters.letters.length)} of ${number(letters.held)}. The rest: `, command("stancewire dead-letters list --limit 1000")),
  ];
}
