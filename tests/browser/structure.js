// Landmarks, one first heading, and a name for whatever can be reached.
() => {
  const faults = [];
  for (const name of ["header", "nav", "main"]) if (document.querySelectorAll(name).length < 1) faults.push(name);
  const levels = [...document.querySelectorAll("main h1, main h2, main h3")].filter((h) => h.getClientRects().length).map((h) => Number(h.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push("h1");
  for (const element of document.querySelectorAll("a[href], button, input, select")) {
    if (element.hidden) continue;
    const name = element.getAttribute("aria-label") || element.textContent.trim() || element.labels?.[0]?.textContent.trim();
    if (!name) faults.push(element.outerHTML.slice(0, 80));
  }
  return faults;
}
