// Numbers, times and words, as the pages write them.

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const BOTH = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const NUMBER = new Intl.NumberFormat("en-GB");

export const number = (value) => NUMBER.format(value);
/** A share of one as a whole percentage. */
export const percent = (share) => `${Math.round(share * 100)} %`;
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** The day of publication, in UTC, as in the filter. */
export const day = (ms) => DAY.format(new Date(ms));
export const moment = (ms) => BOTH.format(new Date(ms));

/** The time of day, with the day if it is not today, and the year if it is not this year. */
export function clock(ms) {
  const then = new Date(ms);
  const now = new Date();
  if (then.toDateString() === now.toDateString()) return CLOCK.format(then);
  return then.getFullYear() === now.getFullYear() ? SHORT.format(then).replace(",", "") : DAY.format(then);
}

export function bytes(count) {
  if (count < 1024) return plural(count, "byte");
  const kib = count / 1024;
  return kib < 1024 ? `${kib.toFixed(0)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}

export function seconds(count) {
  if (count < 90) return plural(Math.round(count), "second");
  const minutes = count / 60;
  if (minutes < 90) return plural(Math.round(minutes), "minute");
  const hours = minutes / 60;
  return hours < 48 ? plural(Math.round(hours), "hour") : plural(Math.round(hours / 24), "day");
}

/** "two_words" as "two words". */
export const words = (name) => String(name).replaceAll("_", " ");

export const isFor = (polarity) => polarity === 1 || polarity === "favor";
export const side = (polarity) => (isFor(polarity) ? "for" : "against");
