/**
 * Reads YAML several times faster than the library `yaml`, with the same result. Texts that could give another result
 * are left to that library, which also words the mistakes.
 */
import {
  COLLECTION_STYLE,
  EVENT_ID,
  SCALAR_STYLE,
  getScalarValue,
  parseEvents,
  type Event,
  type MappingEvent,
  type ScalarEvent,
} from 'js-yaml';
import { isScalar, Schema, type ScalarTag } from 'yaml';
import { lineOfPath } from './composed-yaml.js';
import { Lines } from './lines.js';
import type { ParsedText } from './parsed-text.js';
import { isKept } from './yaml-numbers.js';

/** The longest key that `yaml` accepts without `?` has 1,024 characters, with what stands before its colon. */
const MAX_KEY_LENGTH = 500;
/** More levels than a file may have. */
const MAX_DEPTH = 520;

interface Frame {
  node: Record<string, unknown> | unknown[];
  /** The place of the container in the events. */
  at: number;
  /** The key that waits for its value. */
  key: string | undefined;
}

export class QuickYaml implements ParsedText {
  private constructor(
    private readonly text: string,
    private readonly lines: Lines,
    private readonly events: readonly Event[],
    /** For each event that opens a list or an object, the place of the event that closes it. */
    private readonly ends: Int32Array,
    readonly value: object,
  ) {}

  /** undefined: the library `yaml` must read the text. */
  static read(text: string, lines = new Lines(text)): QuickYaml | undefined {
    if (isDoubtful(text)) return undefined;
    let events: Event[];
    try {
      events = parseEvents(text, { maxDepth: MAX_DEPTH });
    } catch {
      return undefined;
    }
    const ends = new Int32Array(events.length);
    const value = construct(text, events, ends);
    return value === undefined ? undefined : new QuickYaml(text, lines, events, ends, value);
  }

  line(path: readonly PropertyKey[]): number {
    const offset = this.offset(path);
    return offset === undefined ? lineOfPath(this.text, this.lines, path) : this.lines.at(offset);
  }

  inexactNumbers(): { text: string; line: number }[] {
    const found: { text: string; line: number }[] = [];
    this.eachNumber((source, value, offset) => {
      if (!isKept(source, value)) found.push({ text: source, line: this.lines.at(offset) });
    });
    return found;
  }

  notes(): [] {
    return [];
  }

  /** The offset of the key or element at a path, or of the nearest existing parent; undefined: `yaml` must find it. */
  offset(path: readonly PropertyKey[]): number | undefined {
    let at = 1;
    let found = this.#start(at);
    for (const step of path) {
      const entry = this.#enter(at, String(step));
      if (entry === undefined) break;
      at = entry.value;
      found = this.#start(entry.shown);
    }
    return found;
  }

  /** Calls back for each number with its text and offset. */
  eachNumber(found: (source: string, value: number, offset: number) => void): void {
    for (const event of this.events) {
      if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) continue;
      const source = getScalarValue(this.text, event);
      const value = plainValue(source);
      if (typeof value === 'number') found(source, value, event.valueStart);
    }
  }

  #enter(at: number, step: string): { value: number; shown: number } | undefined {
    const container = this.events[at];
    if (container?.type === EVENT_ID.MAPPING) {
      for (let key = at + 1; this.events[key]?.type !== EVENT_ID.POP; key = this.#after(key + 1)) {
        const event = this.events[key] as ScalarEvent;
        if (String(scalarValue(this.text, event)) === step) return { value: key + 1, shown: key };
      }
    } else if (container?.type === EVENT_ID.SEQUENCE) {
      let index = Number(step);
      for (let item = at + 1; this.events[item]?.type !== EVENT_ID.POP; item = this.#after(item))
        if (index-- === 0) return { value: item, shown: item };
    }
    return undefined;
  }

  /** The place of the event behind a value. */
  #after(at: number): number {
    return Math.max(at, this.ends[at] ?? at) + 1;
  }

  #start(at: number): number | undefined {
    const event = this.events[at];
    if (event === undefined) return undefined;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return undefined;
    const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
    // A block starts in the line before its first one.
    return isBlock && this.text[event.valueStart - 1] === '\n' ? event.valueStart - 1 : event.valueStart;
  }
}

/**
 * Where the libraries differ: lines that end with CR alone, byte order marks, directives, markers of documents (other
 * than a line `---`), tabs as indentation or behind an indicator, blocks that state their indentation, blanks before the
 * first line or behind the last one.
 */
const isDoubtful = (text: string): boolean =>
  text.startsWith(' ') || text.endsWith(' ') || DOUBTFUL.some((pattern) => pattern.test(text));

const DOUBTFUL = [
  /\r(?!\n)|\ufeff/,
  /^(?:%|\.\.\.|---(?!\r?\n))/m,
  /^[ ?:-]*\t|[,:[\]{}]\t/m,
  /(?:^|\s)[|>][+-]?[1-9][+-]? *(?:#.*)?\r?$/m,
];

/** Whether only indentation and the dashes of lists stand before an offset in its line. */
function startsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '-') at--;
  return at < 0 || text[at] === '\n';
}

/** Keys behind `?`, `&`, or another key of the same line are left to `yaml`, empty keys too. */
const isPlainKey = (text: string, { style: container }: MappingEvent, key: Event): boolean =>
  key.type === EVENT_ID.SCALAR &&
  key.valueStart >= 0 &&
  key.valueEnd - key.valueStart <= MAX_KEY_LENGTH &&
  (container === COLLECTION_STYLE.FLOW ||
    startsLine(text, key.style === SCALAR_STYLE.PLAIN ? key.valueStart : key.valueStart - 1));

/** The value of the only document; undefined: it has parts that the library `yaml` must read. */
function construct(text: string, events: readonly Event[], ends: Int32Array): object | undefined {
  const anchors = new Map<string, unknown>();
  const frames: Frame[] = [];
  let root: object | undefined;
  for (const [at, event] of events.entries()) {
    const frame = frames.at(-1);
    let value: unknown;
    if (event.type === EVENT_ID.DOCUMENT) {
      if (at > 0 || event.directives.length > 0 || event.explicitEnd) return undefined;
      continue;
    }
    if (event.type === EVENT_ID.POP) {
      const closed = frames.pop();
      if (closed) ends[closed.at] = at;
      continue;
    }
    if (event.type === EVENT_ID.ALIAS) {
      const name = text.slice(event.anchorStart, event.anchorEnd);
      if (!anchors.has(name)) return undefined;
      value = anchors.get(name);
    } else {
      if (event.tagStart >= 0) return undefined;
      if (event.type === EVENT_ID.SEQUENCE && event.style === COLLECTION_STYLE.BLOCK && !startsLine(text, event.start))
        return undefined;
      value = event.type === EVENT_ID.SCALAR ? scalarValue(text, event) : event.type === EVENT_ID.SEQUENCE ? [] : {};
      if (value === '<<') return undefined;
      if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), value);
    }
    if (frame === undefined) {
      if (typeof value !== 'object' || value === null) return undefined;
      root = value;
    } else if (Array.isArray(frame.node)) frame.node.push(value);
    else if (frame.key === undefined) {
      if (!isPlainKey(text, events[frame.at] as MappingEvent, event)) return undefined;
      frame.key = value === null ? '' : String(value);
      if (Object.hasOwn(frame.node, frame.key)) return undefined;
      continue;
    } else {
      if (frame.key in frame.node)
        Object.defineProperty(frame.node, frame.key, { value, writable: true, enumerable: true, configurable: true });
      else frame.node[frame.key] = value;
      frame.key = undefined;
    }
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING)
      frames.push({ node: value as Frame['node'], at, key: undefined });
  }
  return root;
}

const scalarValue = (text: string, event: ScalarEvent): unknown => {
  const source = getScalarValue(text, event);
  return event.style === SCALAR_STYLE.PLAIN ? plainValue(source) : source;
};

const PARSE_OPTIONS = { intAsBigInt: false } as Parameters<ScalarTag['resolve']>[2];
const TAGS = new Schema({ schema: 'core' }).tags.filter(
  (tag): tag is ScalarTag & { test: RegExp } => tag.collection === undefined && tag.test !== undefined,
);

/** By the rules of `yaml`. */
function plainValue(source: string): unknown {
  if (source !== '' && !'~nNtTfF.+-0123456789'.includes(source.charAt(0))) return source;
  const value = TAGS.find(({ test }) => test.test(source))?.resolve(source, () => undefined, PARSE_OPTIONS) ?? source;
  return isScalar(value) ? value.value : value;
}
