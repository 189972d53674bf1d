// node check_asyncapi.js FILE: what AsyncAPI's parser has to say of it. Exit 1 when it is an error.
import { readFile } from "node:fs/promises";
import { Parser } from "@asyncapi/parser";

const [file] = process.argv.slice(2);
const { document, diagnostics } = await new Parser().parse(await readFile(file, "utf8"), {
  source: file,
});
const names = ["error", "warning", "information", "hint"];
for (const { severity, code, message, path } of diagnostics) {
  console.log(`${names[severity]}\t${code}\t${path.join(".")}\t${message}`);
}
if (!document || diagnostics.some(({ severity }) => severity === 0)) process.exit(1);
console.log(`read\t${document.channels().length} channels, ${document.allMessages().length} messages`);
