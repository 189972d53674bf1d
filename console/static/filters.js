// The filter in the page's address, so that a link shares the view.

export const NAMES = ["q", "entity", "holder", "target", "polarity", "reporting", "confidence", "topic", "outlet", "since", "until", "not", "copies"];
const MANY = new Set(["entity", "holder", "target", "topic", "outlet", "reporting", "not"]);
// What a page shows of what matches; it stays when the filter changes.
const VIEW = ["id", "sort", "by", "order", "days", "of", "role", "basis", "measure"];

/** The part of a query that is the filter. */
export function filterOf(query) {
  const kept = new URLSearchParams();
  for (const name of NAMES) for (const value of query.getAll(name)) if (value) kept.append(name, value);
  return kept;
}

function viewOf(query) {
  const kept = new URLSearchParams();
  for (const name of VIEW) for (const value of query.getAll(name)) if (value) kept.append(name, value);
  return kept;
}

/** The query with this added; a parameter that can appear only once is replaced. */
export function withFilter(query, name, value) {
  const next = new URLSearchParams([...filterOf(query), ...viewOf(query)]);
  if (!MANY.has(name)) next.delete(name);
  if (value && !next.getAll(name).includes(value)) next.append(name, value);
  return next;
}

export function withoutFilter(query, name, value) {
  const next = new URLSearchParams();
  for (const [key, text] of [...filterOf(query), ...viewOf(query)]) if (key !== name || text !== value) next.append(key, text);
  return next;
}

/** The query without what has this value; what was asked for is not asked for any more. */
export const withNot = (query, name, value) => withFilter(withoutFilter(query, name, value), "not", `${name}:${value}`);

/** The name and the value in one that is left out. */
export const leftOut = (text) => [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];

/** The query with these set, or taken out where the value is empty. */
export function withView(query, fields) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(fields)) {
    next.delete(name);
    for (const one of [value].flat()) if (one) next.append(name, one);
  }
  return next;
}

/** All of a page's query for the console, which says what it does not know; less what only the page knows. */
export function asked(query, ...own) {
  const next = new URLSearchParams();
  for (const [name, value] of query) if (value && !own.includes(name)) next.append(name, value);
  return next;
}

export const address = (path, query) => {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
};

export const articleAddress = (id) => address("/article", new URLSearchParams({ id }));
export const entityAddress = (id) => address("/entity", new URLSearchParams({ id }));
const given = (fields) => new URLSearchParams(Array.isArray(fields) ? fields : Object.entries(fields).filter(([, value]) => value));
export const listAddress = (fields) => address("/", filterOf(given(fields)));
export const quotesAddress = (fields) => address("/quotes", filterOf(given(fields)));

/** A holder that is not an entity has no page of its own, only stances. */
export const partyAddress = (id) => (id.startsWith("@") ? quotesAddress({ holder: id }) : entityAddress(id));
