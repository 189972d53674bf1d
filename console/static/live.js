// The state of the console, as it reports it; one connection for the whole page.

import { h, replace } from "./dom.js";
import { number, plural } from "./format.js";

const listeners = new Set();
let latest = null;

/** Calls back with every new state until the returned function is called. */
export function listen(callback) {
  listeners.add(callback);
  if (latest) callback(latest);
  return () => listeners.delete(callback);
}

export const state = () => latest;

export function start() {
  const source = new EventSource("/api/stream");
  source.addEventListener("message", (event) => {
    latest = JSON.parse(event.data);
    show(latest);
    for (const callback of listeners) callback(latest);
  });
  source.addEventListener("error", () => {
    show({ phase: "silent" });
    // On some answers a browser gives up for good: connect again then.
    if (source.readyState === EventSource.CLOSED) setTimeout(start, 3000);
  });
}

const PHASES = {
  connecting: () => "Connecting to Kafka",
  reading: (now) => `Reading · ${number(now.behind)} to go`,
  live: (now) => `Live · ${plural(now.articles, "article")}`,
  gone: () => "Kafka does not answer",
  silent: () => "Console does not answer",
};

function show(now) {
  const status = document.getElementById("status");
  status.dataset.phase = now.phase;
  status.textContent = PHASES[now.phase](now);
  const banner = document.getElementById("banner");
  const text = trouble(now);
  if (banner.dataset.text === String(text?.join())) return; // announce an alert only once
  banner.dataset.text = String(text?.join());
  banner.hidden = text === null;
  replace(banner, ...(text ?? []).map((line, index) => h(index ? "p" : "strong", {}, line)));
}

function trouble(now) {
  if (now.phase === "silent") {
    return [
      "The console does not answer.",
      "This page shows its last answer. Restart it with stancewire console; the page then continues by itself.",
    ];
  }
  if (now.phase !== "gone") return null;
  return [
    now.was_live ? "Kafka does not answer, so nothing new arrives." : "Kafka cannot be read.",
    `${now.message}.`,
    now.articles
      ? `The ${plural(now.articles, "article")} read earlier can still be viewed. The console keeps trying.`
      : "The console keeps trying; this page then continues by itself.",
  ];
}
