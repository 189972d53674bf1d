// Offsets in events count Unicode code points; strings here count UTF-16 units.

/** A function from code points to UTF-16 units of this text. */
export function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const units = new Uint32Array(text.length + 1);
  let points = 0;
  let at = 0;
  for (const character of text) {
    units[points++] = at;
    at += character.length;
  }
  units[points] = at;
  return (offset) => units[Math.min(offset, points)];
}

/**
 * The text cut wherever a span begins or ends: [{text, spans}], where `spans` are those that cover it.
 * Spans are {start, end, …} in code points; those that cover nothing are left out.
 */
export function cut(text, spans) {
  const units = unitsOf(text);
  const edges = new Map();
  const at = (offset) => {
    if (!edges.has(offset)) edges.set(offset, { begins: [], ends: [] });
    return edges.get(offset);
  };
  for (const span of spans) {
    const start = units(span.start);
    const end = Math.min(units(span.end), text.length);
    if (start >= end) continue;
    at(start).begins.push(span);
    at(end).ends.push(span);
  }
  const pieces = [];
  const open = new Set();
  let from = 0;
  const push = (to) => {
    if (to > from) pieces.push({ text: text.slice(from, to), spans: [...open] });
    from = to;
  };
  for (const offset of [...edges.keys()].sort((a, b) => a - b)) {
    push(offset);
    for (const span of edges.get(offset).ends) open.delete(span);
    for (const span of edges.get(offset).begins) open.add(span);
  }
  push(text.length);
  return pieces;
}
