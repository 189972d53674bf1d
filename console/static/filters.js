// The filter in the page's address, so that a link shares the view.

export const NAMES = ["q", "entity", "holder", "target", "polarity", "topic", "since", "until"];
const MANY = new Set(["entity", "topic"]);

/** The part of a query that is the filter. */
export function filterOf(query) {
  const kept = new URLSearchParams();
  for (const name of NAMES) for (const value of query.getAll(name)) if (value) kept.append(name, value);
  return kept;
}

/** The query with this added; a parameter that can appear only once is replaced. */
export function withFilter(query, name, value) {
  const next = filterOf(query);
  if (!MANY.has(name)) next.delete(name);
  if (value && !next.getAll(name).includes(value)) next.append(name, value);
  return next;
}

export function withoutFilter(query, name, value) {
  const next = new URLSearchParams();
  for (const [key, text] of filterOf(query)) if (key !== name || text !== value) next.append(key, text);
  return next;
}

export const address = (path, query) => {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
};

export const articleAddress = (id) => address("/article", new URLSearchParams({ id }));
export const entityAddress = (id) => address("/entity", new URLSearchParams({ id }));
export const listAddress = (fields) => address("/", filterOf(new URLSearchParams(fields)));

/** A holder that is not an entity has no page of its own, only stances. */
export const partyAddress = (id) => (id.startsWith("@") ? listAddress({ holder: id }) : entityAddress(id));
