/** Finds the line of a value in a JSON text by scanning it again, for mistakes and notes. */

/** The line (from 1) of the key or element at a path, or of the nearest existing parent. */
export function lineInJson(text: string, path: readonly PropertyKey[]): number {
  const reader = new Reader(text);
  let found = reader.skip();
  for (const step of path) {
    const at = reader.enter(step);
    if (at === undefined) break;
    found = at;
  }
  return text.slice(0, found).split('\n').length;
}

const MAX_REPEATED = 20;

/** Keys that an object has twice, with the line of the second one: JSON.parse does not report them. */
export function repeatedKeys(text: string): { key: string; line: number }[] {
  const found: { key: string; at: number }[] = [];
  /** The keys of the objects that are open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length && found.length < MAX_REPEATED; at++) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (isKey && keys) {
        const raw = text.slice(at + 1, end);
        const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
        if (keys.has(key)) found.push({ key, at });
        keys.add(key);
      }
      isKey = false;
      at = end;
    } else if (char === '{') {
      open.push(new Set());
      isKey = true;
    } else if (char === '[') open.push(undefined);
    else if (char === '}' || char === ']') open.pop();
    else if (char === ',') isKey = open.at(-1) !== undefined;
  }
  return found.map(({ key, at }) => ({ key, line: text.slice(0, at).split('\n').length }));
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  /** Skips white space, commas and colons. */
  skip(): number {
    while (' \t\r\n,:'.includes(this.text[this.#at] ?? '.')) this.#at++;
    return this.#at;
  }

  /** Moves to the value of a key or index in the current value. Returns the start of the key or element. */
  enter(step: PropertyKey): number | undefined {
    this.skip();
    const open = this.text[this.#at];
    if (open !== '{' && open !== '[') return undefined;
    this.#at++;
    for (let index = 0; ; index++) {
      const start = this.skip();
      const next = this.text[start];
      if (next === undefined || next === '}' || next === ']') return undefined;
      const key = open === '{' ? this.#string() : index;
      if (String(key) === String(step)) return start;
      this.skip();
      this.#value();
    }
  }

  #string(): string {
    const start = this.#at++;
    while (this.#at < this.text.length && this.text[this.#at] !== '"') this.#at += this.text[this.#at] === '\\' ? 2 : 1;
    return JSON.parse(this.text.slice(start, ++this.#at)) as string;
  }

  /** Skips a value. */
  #value(): void {
    let depth = 0;
    do {
      const char = this.text[this.#at];
      if (char === undefined) return;
      if (char === '"') this.#string();
      else {
        if (char === '{' || char === '[') depth++;
        else if (char === '}' || char === ']') depth--;
        this.#at++;
      }
    } while (depth > 0 || !',}]'.includes(this.text[this.skipBlank()] ?? ','));
  }

  private skipBlank(): number {
    while (' \t\r\n'.includes(this.text[this.#at] ?? '.')) this.#at++;
    return this.#at;
  }
}
