import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** What we remember of an event; of one that does not concern us, only the id. */
export interface Note {
  id: string;
  holder?: string;
  target?: string;
  polarity?: string;
}

/** A file with one note per line, and the state computed from them. */
export class Memory {
  private readonly ids = new Set<string>();
  private readonly last = new Map<string, string>();
  private readonly file: number;

  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    for (const line of text.split("\n")) {
      try {
        if (line) this.remember(JSON.parse(line) as Note);
      } catch {
        // Cut off by a crash: its offset was not committed, so the event comes again.
      }
    }
    this.file = openSync(path, "a");
    if (text && !text.endsWith("\n")) writeSync(this.file, "\n");
  }

  knows(id: string): boolean {
    return this.ids.has(id);
  }

  latest(holder: string, target: string): string | undefined {
    return this.last.get(`${holder}\n${target}`);
  }

  add(note: Note): void {
    this.remember(note);
    writeSync(this.file, JSON.stringify(note) + "\n");
  }

  /** Returns when everything that was added is on disk. */
  save(): void {
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }

  private remember(note: Note): void {
    this.ids.add(note.id);
    if (note.holder && note.target && note.polarity) {
      this.last.set(`${note.holder}\n${note.target}`, note.polarity);
    }
  }
}
