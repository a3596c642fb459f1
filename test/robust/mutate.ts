/** Vendor directories with mistakes. */
import { parse } from 'yaml';

/** Texts by name. */
export type Files = Readonly<Record<string, string>>;

/** 0 ≤ n < 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = { properties: { a: value } };
  return value;
};

/** Values for any place. */
const values: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 1e21, '', ' ', 'x', '$item', '$nothing', 'é漢😀', 'x'.repeat(100_000)],
  ...[
    [],
    {},
    [[]],
    [null],
    { type: 'object' },
    { type: 'nothing' },
    { type: ['string', 'null'] },
    { enum: [] },
    { required: 'x' },
  ],
  ...['__proto__', 'constructor', 'toString', '../../etc/passwd', '/etc/passwd', '%ZZ', '{id}', '{', '\0'],
  ...[
    { $ref: '#' },
    { $ref: '#/' },
    { $ref: '#/nowhere' },
    { $ref: '#/components/schemas' },
    { $ref: '%ZZ' },
    { $ref: 5 },
  ],
  ...[
    { $ref: 'file:///etc/passwd' },
    { $ref: '../other.yaml#/x' },
    { $ref: 'http://127.0.0.1:9/x' },
    { $ref: 'openapi.yaml' },
  ],
  ...[{ $dynamicRef: '#x' }, { $id: 'http://127.0.0.1:9/x' }, { $schema: 'http://127.0.0.1:9/x' }, { $anchor: 'x' }],
  ...[
    { pattern: '^(a+)+$' },
    { pattern: '[' },
    { pattern: '(?=a)' },
    { format: 'regex' },
    { minLength: -1 },
    { multipleOf: 0 },
  ],
  ...[{ allOf: [] }, { oneOf: [{}, {}] }, { not: {} }, { if: {}, then: {} }, { additionalProperties: { $ref: '#' } }],
  deep(50),
  deep(1000),
];

/** Changes of the text, like typing mistakes. */
const inText: readonly ((text: string, random: () => number) => string)[] = [
  (text, random) => cut(text, random, ''),
  (text, random) =>
    cut(
      text,
      random,
      pick(random, [
        ' ',
        '\t',
        ':',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!!js ',
        '|',
        '>',
        '\0',
        '%',
        '---\n',
        '<<: *a',
      ]),
    ),
  (text, random) => text.slice(0, Math.floor(random() * text.length)),
  (text, random) => lines(text, random, (all, at) => all.splice(at, 1)),
  (text, random) => lines(text, random, (all, at) => all.splice(at, 0, all[at] ?? '')),
  (text, random) => lines(text, random, (all, at) => all.splice(at, 1, `  ${all[at] ?? ''}`)),
  (text, random) => lines(text, random, (all, at) => all.splice(at, 2, all[at + 1] ?? '', all[at] ?? '')),
  (text, random) => lines(text, random, (all, at) => all.splice(at, 0, bomb)),
  (text, random) =>
    text.replaceAll(
      pick(random, ['string', 'integer', 'object', 'id', 'name', 'gadget', '200', 'application/json']),
      () => pick(random, ['', 'x', 'null', '[]', 'array']),
    ),
];
const bomb = `bomb: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &a${i + 1} [${Array(9).fill(`*a${i}`).join()}]`).join('\n')}`;

function cut(text: string, random: () => number, put: string): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + put + text.slice(at + Math.floor(random() * 10));
}

function lines(text: string, random: () => number, change: (all: string[], at: number) => unknown): string {
  const all = text.split('\n');
  change(all, Math.floor(random() * all.length));
  return all.join('\n');
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

function places(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push({ holder: value as Record<string, unknown>, key });
    places((value as Record<string, unknown>)[key], found);
  }
  return found;
}

/** Of the values: replaced, removed, renamed, moved, doubled. */
function inTree(text: string, random: () => number): string {
  const tree = parse(text) as unknown;
  const all = places(tree);
  const { holder, key } = pick(random, all);
  const other = pick(random, all);
  const old = holder[key];
  switch (Math.floor(random() * 6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 1:
      Reflect.deleteProperty(holder, key);
      holder[pick(random, ['x', '', '__proto__', 'constructor', '$ref', `${key}s`, key.toUpperCase(), other.key])] =
        old;
      break;
    case 2:
      holder[key] = structuredClone(other.holder[other.key]);
      break;
    case 3:
      holder[other.key] = structuredClone(old);
      break;
    default:
      holder[key] = structuredClone(pick(random, values));
  }
  return JSON.stringify(tree, null, 1);
}

/** One to three mistakes, in the first two files more often than in the third. */
export function mutated(files: Files, random: () => number): Files {
  const out: Record<string, string> = { ...files };
  const [document = '', behavior = '', other = ''] = Object.keys(files);
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const name = pick(random, [document, document, behavior, behavior, other]);
    try {
      const text = out[name] ?? '';
      out[name] = random() < 0.7 ? inTree(text, random) : pick(random, inText)(text, random);
    } catch {
      // A file that an earlier mistake made unreadable has no tree any more.
    }
  }
  return out;
}
