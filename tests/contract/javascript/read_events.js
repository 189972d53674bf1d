// node read_events.js EVENTS.jsonl: enriched events read by what the page says and nothing else.
// Another validator than ours, another language, and offsets counted in code points by hand.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";

const schema = JSON.parse(
  await readFile(
    new URL("../../../topics/schemas/news.enriched.v1/value.json", import.meta.url),
    "utf8",
  ),
);
const ajv = new Ajv2020.default({ allErrors: true, strict: false, validateFormats: false });
const validate = ajv.compile(schema);

let events = 0;
let spans = 0;
const wrong = [];
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const event = JSON.parse(line);
  events += 1;
  if (!validate(event)) {
    wrong.push(...validate.errors.map((e) => `${event.article.id} ${e.instancePath} ${e.message}`));
  }
  const { title, body } = event.article;
  const texts = { title: Array.from(title), body: Array.from(body) };
  for (const { field, start, end, text } of spansOf(event)) {
    spans += 1;
    const found = texts[field].slice(start, end).join("");
    if (found !== text) wrong.push(`${event.article.id} ${field} ${start}:${end} is ${found}`);
  }
}
console.log(`${events} events, ${spans} spans, ${wrong.length} faults`);
console.log(wrong.slice(0, 20).join("\n"));
process.exit(wrong.length || !events ? 1 : 0);

function* spansOf({ entities, attributions, stances }) {
  for (const { mentions } of entities) yield* mentions;
  for (const { source, cue, content } of attributions) {
    if (source.span) yield source.span;
    if (cue) yield cue;
    yield* content;
  }
  for (const { evidence } of stances) yield* evidence;
}
