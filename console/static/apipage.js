// How to ask from a program: the addresses, from the document that describes them.

import { Failed } from "./api.js";
import { h } from "./dom.js";
import { section } from "./parts.js";

export async function make(_query, { signal }) {
  const answer = await fetch("/static/openapi.json", { signal });
  if (!answer.ok) throw new Failed("The description of the API cannot be read.", answer.status);
  const api = await answer.json();
  const paths = Object.entries(api.paths);
  return { title: "API", element: h("div", { class: "page api" }, h("h1", {}, "Ask from a program"),
    h("p", {}, api.info.description), h("p", {}, h("a", { href: "/static/openapi.json", target: "_blank" }, "OpenAPI document"), " for clients that are generated from it."),
    h("p", {}, "For a page of this console: copy its address, and put the name of an address below in the place of the page. The filter is the same."),
    paths.map(([path, { get }]) => section(path, h("p", {}, get.summary, ". ", h("a", { href: get["x-example"], target: "_blank" }, get["x-example"])),
      h("details", {}, h("summary", {}, `${get.parameters.length} parameters`), h("dl", { class: "parameters" }, get.parameters.map((one) => [
        h("dt", {}, h("code", {}, one.name), one.schema.enum && h("span", { class: "fine" }, ` ${one.schema.enum.join(", ")}`), one.schema.items?.enum && h("span", { class: "fine" }, ` ${one.schema.items.enum.join(", ")}`)),
        h("dd", {}, one.description)]))))) ) };
}
