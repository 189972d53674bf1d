// Taking along what is shown: files, feeds, citations.

import { h, unseen } from "./dom.js";
import { address, filterOf, withView } from "./filters.js";
import { day } from "./format.js";
import { announce } from "./parts.js";

/** Links to what is shown as files, from the API, and as feeds. */
export function take(name, query, { feed = false } = {}) {
  const plain = withView(query, { after: "", limit: "", measure: "" });
  const file = (format) => address(`/api/${name}`, withView(plain, { format }));
  const out = (href, text, more = "") => h("li", {}, h("a", { href, download: more || undefined, target: more ? undefined : "_blank", rel: "noopener" }, text));
  return h("details", { class: "take" }, h("summary", {}, "Take it along"), h("ul", {},
    out(file("csv"), "CSV", `stancewire-${name}.csv`), out(file("jsonl"), "JSON Lines", `stancewire-${name}.jsonl`), out(address(`/api/${name}`, plain), "JSON, as the API gives it"),
    feed && [out(address("/feed.atom", filterOf(query)), "New stances as a feed (Atom)"), out(address("/feed.json", filterOf(query)), "as JSON Feed")],
    h("li", {}, h("a", { href: "/api" }, "How to ask from a program"))));
}

/** The quote with where and when it was published, as one line of text. */
export function citation({ words, holder, article }) {
  const said = holder && !holder.startsWith("the article") ? `${holder}: ` : "";
  const where = [article.title && `“${article.title}”`, article.outlet, article.published && day(article.published), article.url].filter(Boolean).join(", ");
  return `${said}“${words}” ${where ? `(${where})` : ""}`.trim();
}

/** A button that copies it. */
export function copyCitation(quote, about) {
  const button = h("button", { type: "button", class: "link", onclick: async () => {
    const text = citation(quote);
    try {
      await navigator.clipboard.writeText(text);
      button.firstChild.textContent = "Copied";
      announce("Copied");
    } catch {
      // Without https or permission a browser lets nobody copy: then it is there to be selected.
      if (!button.nextElementSibling?.matches("code")) button.after(h("code", {}, text));
    }
    setTimeout(() => { button.firstChild.textContent = "Copy citation"; }, 2000);
  } }, "Copy citation", unseen(about ? ` of ${about}` : ""));
  return button;
}
