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
  type SequenceEvent,
} from 'js-yaml';
import { isScalar, Schema, type ScalarTag } from 'yaml';
import { lineOfPath } from './composed-yaml.js';
import { Lines } from './lines.js';
import type { ParsedText, TextProblem } from './parsed-text.js';
import { LARGE, MAX_ADDED, tooMany } from './size-bounds.js';
import { repeatedKeyMistake, severalDocuments, yamlMistake } from './yaml-mistake.js';
import { isKept } from './yaml-numbers.js';

/** The longest key that `yaml` accepts without `?` has 1,024 characters, with what stands before its colon. */
const MAX_KEY_LENGTH = 500;
const SPLIT = 'write it out, or split it';
/** More levels than a file may have. */
const MAX_DEPTH = 520;

interface Frame {
  node: Record<string, unknown> | unknown[];
  /** The place of the container in the events. */
  at: number;
  /** The key that waits for its value. */
  key: string | undefined;
  /** Whether its holder gets its values, as the value of `<<`. */
  isMerged: boolean;
  /** Keys that are only from `<<` so far; undefined: it has no such key. */
  merged: Set<string> | undefined;
}

/** Why a text was not read; nothing: the library `yaml` must read it. */
export interface QuickFailure {
  problem?: TextProblem | undefined;
  /** Where it may have a mistake; without words, the library must find one there. */
  syntax?: { line: number; said: string | undefined } | undefined;
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

  /** A failure: the library `yaml` must read the text, or there is a mistake. */
  static read(written: string, lines = new Lines(written)): QuickYaml | QuickFailure {
    const text = written.length > LARGE ? withoutMarks(written) : written;
    if (isDoubtful(text)) return { syntax: tabIn(text) };
    try {
      const events = parseEvents(text, { maxDepth: MAX_DEPTH });
      const ends = new Int32Array(events.length);
      return new QuickYaml(text, lines, events, ends, construct(text, lines, events, ends));
    } catch (error) {
      if (error instanceof Left) return { problem: error.problem };
      const { mark, reason } = error as { mark?: { line: number }; reason?: string };
      return mark && reason !== undefined ? { syntax: { line: mark.line + 1, said: reason } } : {};
    }
  }

  line(path: readonly PropertyKey[]): number {
    const offset = this.offset(path);
    if (offset !== undefined) return this.lines.at(offset);
    if (this.text.length <= LARGE) return lineOfPath(this.text, this.lines, path);
    // An element without a value: the line of what holds it.
    return path.length === 0 ? 1 : this.line(path.slice(0, -1));
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
      if (event.tagStart >= 0 && this.text.slice(event.tagStart, event.tagEnd) === '!!str') continue;
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

/** Without what says nothing, at the same offsets: the version in the first line, the end of the document in the last one. */
function withoutMarks(text: string): string {
  const end = /\n(?:\.\.\.\s*|[ ]+)$/.exec(text.slice(-100))?.[0].length;
  const isKept = end === undefined || /[|>]\+/.test(text);
  return (isKept ? text : `${text.slice(0, text.length - end)}\n`).replace(/^%(?=YAML 1\.2\r?\n---\r?\n)/, '#');
}

/** The line of the first tab that may be an indentation. */
function tabIn(text: string): QuickFailure['syntax'] {
  if (text.length <= LARGE) return undefined;
  const at = /^[ ?:-]*\t/m.exec(text)?.index;
  return at === undefined ? undefined : { line: text.slice(0, at).split('\n').length, said: undefined };
}

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
    startsLine(text, key.style === SCALAR_STYLE.PLAIN ? key.valueStart : key.valueStart - 1) ||
    isExplicit(text, key));

/** A key behind `?`, alone in its line, as some programs write long keys; or the first key behind its colon. */
function isExplicit(text: string, { style, valueStart, valueEnd }: ScalarEvent): boolean {
  if (style !== SCALAR_STYLE.PLAIN) return false;
  const before = text.slice(text.lastIndexOf('\n', valueStart) + 1, valueStart);
  return /^ *: $/.test(before) || (/^ *\? $/.test(before) && /^\r?\n *: \S/.test(text.slice(valueEnd, valueEnd + 200)));
}

/** Thrown for a text that the library `yaml` must read. */
class Left extends Error {
  /** @param problem what is wrong, unless that library reads it */
  constructor(readonly problem?: TextProblem) {
    super('another library must read it');
  }
}

/** The value of the only document. @throws Left */
function construct(text: string, lines: Lines, events: readonly Event[], ends: Int32Array): object {
  const anchors = new Map<string, unknown>();
  const frames: Frame[] = [];
  /** How many values merge keys have added. */
  let merged = 0;
  let root: object | undefined;
  const merge = (frame: Frame, source: unknown): void => {
    for (const item of Array.isArray(source) ? (source as unknown[]) : [source]) {
      const isOpen = frames.some(({ node }) => node === item);
      if (typeof item !== 'object' || item === null || Array.isArray(item) || isOpen) throw new Left();
      for (const key of Object.keys(item)) {
        if (key === '') throw new Left();
        // The key and its value.
        if ((merged += 2) > MAX_ADDED) throw new Left({ line: 1, problem: tooMany(merged, 0) ?? '', remedy: SPLIT });
        if (Object.hasOwn(frame.node, key)) continue;
        put(frame.node as Record<string, unknown>, key, (item as Record<string, unknown>)[key]);
        frame.merged?.add(key);
      }
    }
  };
  for (const [at, event] of events.entries()) {
    const frame = frames.at(-1);
    let value: unknown;
    if (event.type === EVENT_ID.DOCUMENT) {
      if (at > 0) throw new Left(severalDocuments(lineBehind(text, lines, events, at)));
      if (event.directives.length > 0 || event.explicitEnd) throw new Left();
      continue;
    }
    if (event.type === EVENT_ID.POP) {
      const closed = frames.pop();
      if (closed) ends[closed.at] = at;
      const holder = frames.at(-1);
      if (closed?.isMerged && holder) merge(holder, closed.node);
      continue;
    }
    if (event.type === EVENT_ID.ALIAS) {
      const name = text.slice(event.anchorStart, event.anchorEnd);
      if (!anchors.has(name)) {
        const said = `Unresolved alias (the anchor must be set before the alias): ${name}`;
        throw new Left(yamlMistake(lines.at(event.anchorStart), said, []));
      }
      value = anchors.get(name);
    } else {
      if (event.type === EVENT_ID.SEQUENCE && event.style === COLLECTION_STYLE.BLOCK && !startsLine(text, event.start))
        throw new Left();
      const plain = (): unknown => (event.type === EVENT_ID.SCALAR ? scalarValue(text, event) : undefined);
      value =
        event.tagStart >= 0
          ? tagged(text, lines, event)
          : event.type === EVENT_ID.SCALAR
            ? plain()
            : event.type === EVENT_ID.SEQUENCE
              ? []
              : {};
      if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), value);
    }
    const isKey = frame !== undefined && !Array.isArray(frame.node) && frame.key === undefined;
    if (value === '<<' && !(isKey && isPlainScalar(event))) throw new Left();
    const isMerged = frame?.key === '<<' && frame.merged !== undefined && !isKey;
    if (frame === undefined) {
      if (typeof value !== 'object' || value === null) throw new Left();
      root = value;
    } else if (Array.isArray(frame.node)) frame.node.push(value);
    else if (isKey) {
      if (!isPlainKey(text, events[frame.at] as MappingEvent, event)) throw new Left(otherKey(text, lines, event));
      const key = value === null ? '' : String(value);
      if (key === '<<' ? frame.merged !== undefined : Object.hasOwn(frame.node, key) && !frame.merged?.delete(key))
        throw new Left(repeated(text, lines, events, ends, frame, at, key));
      if (key === '<<') frame.merged = new Set();
      frame.key = key;
      continue;
    } else {
      if (!isMerged) put(frame.node, frame.key ?? '', value);
      else if (event.type === EVENT_ID.ALIAS) merge(frame, value);
      else if (event.type === EVENT_ID.SCALAR) throw new Left();
      frame.key = undefined;
    }
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING)
      frames.push({ node: value as Frame['node'], at, key: undefined, isMerged, merged: undefined });
  }
  if (root === undefined) throw new Left();
  return root;
}

function put(node: Record<string, unknown>, key: string, value: unknown): void {
  if (key in node) Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
  else node[key] = value;
}

const isPlainScalar = (event: Event): boolean =>
  event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;

/** A value with a tag. Others than these are left to `yaml`. */
function tagged(text: string, lines: Lines, event: ScalarEvent | SequenceEvent | MappingEvent): unknown {
  const tag = text.slice(event.tagStart, event.tagEnd);
  if (event.type !== EVENT_ID.SCALAR) {
    if (tag === '!!seq' && event.type === EVENT_ID.SEQUENCE) return [];
    if (tag === '!!map' && event.type === EVENT_ID.MAPPING) return {};
  } else if (event.valueStart >= 0) {
    const source = getScalarValue(text, event);
    if (tag === '!!str') return source;
    const value = event.style === SCALAR_STYLE.PLAIN ? plainValue(source) : undefined;
    if (tag === '!!int' && typeof value === 'number' && /^[-+]?\d+$/.test(source)) return value;
    if (tag === '!!bool' && typeof value === 'boolean') return value;
    if (tag === '!!null' && value === null) return value;
  }
  throw new Left(/^!\w/.test(tag) ? yamlMistake(lines.at(event.tagStart), `Unresolved tag: ${tag}`, []) : undefined);
}

/** Where a document begins that is not the first one. */
function lineBehind(text: string, lines: Lines, events: readonly Event[], at: number): number {
  const next = events
    .slice(at + 1)
    .map(startOf)
    .find((start) => start !== undefined);
  const marker = text.lastIndexOf('\n---', next);
  return lines.at(marker < 0 ? (next ?? 0) : marker + 1);
}

const startOf = (event: Event): number | undefined =>
  event.type === EVENT_ID.SCALAR && event.valueStart >= 0
    ? event.valueStart
    : event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE
      ? event.start
      : event.type === EVENT_ID.ALIAS
        ? event.anchorStart
        : undefined;

/** A key of a form that only `yaml` reads, which takes seconds in a large text. */
function otherKey(text: string, lines: Lines, event: Event): TextProblem | undefined {
  const start = startOf(event);
  if (text.length <= LARGE || start === undefined || event.type === EVENT_ID.SCALAR) return undefined;
  const problem = `in a file of more than ${LARGE / 1000} KB, a key is a text`;
  return { line: lines.at(start), problem, remedy: 'write `key: value`' };
}

function repeated(
  text: string,
  lines: Lines,
  events: readonly Event[],
  ends: Int32Array,
  frame: Frame,
  at: number,
  key: string,
): TextProblem {
  let first = frame.at + 1;
  for (let next = first; next < at; next = Math.max(next + 1, ends[next + 1] ?? 0) + 1) {
    first = next;
    const event = events[next];
    if (event?.type === EVENT_ID.SCALAR && String(scalarValue(text, event) ?? '') === key) break;
  }
  const [before, behind] = [first, at].map((place) => lines.at(events.slice(place, place + 1).map(startOf)[0] ?? 0));
  return repeatedKeyMistake(behind ?? 1, key, before ?? 1);
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
