/** Walks a document and repairs each object, then the objects below it. Valid objects stay the same. */
import { isObject, type Json } from '../../grammar/json.js';
import { follow, pointerTo, refOf, resolveReference, pointerSteps, type Resolved } from '../references.js';
import { ComponentSchemas } from './component-schemas.js';
import { belowKey, kindAt, mapsOf, shapes, type Below, type Kind } from './kinds.js';

/** A repair and its place. */
export interface Note {
  /** Path in the original document. */
  path: string[];
  text: string;
}

/** Returns the same value, another one, or undefined to remove it. */
export type Repair = (value: Json, walk: RepairWalk) => Json | undefined;

/** Deeper parts are removed, to bound the recursion. */
const MAX_DEPTH = 1000;

export class RepairWalk {
  readonly notes: Note[] = [];
  /** Path of the current object. */
  readonly path: string[] = [];
  /** Targets of references at places that OpenAPI does not define, with the kind of object. */
  readonly #elsewhere = new Map<string, { kind: Kind; steps: string[] }>();

  readonly #targets = new Map<string, Target | undefined>();

  readonly components: ComponentSchemas;

  constructor(
    readonly root: Json,
    readonly version: string,
    private readonly repairs: Readonly<Partial<Record<Kind, Repair>>>,
  ) {
    this.components = new ComponentSchemas(root);
  }

  note(text: string, ...below: string[]): void {
    this.notes.push({ path: [...this.path, ...below], text });
  }

  /** Repairs the document, and targets of references at other places. */
  run(): Json {
    let document = (this.repaired('document', this.root) ?? {}) as Json;
    for (const { kind, steps } of this.#elsewhere.values()) {
      const found = resolveReference(document, pointerTo(steps))?.value;
      if (found === undefined) continue;
      this.path.splice(0, this.path.length, ...steps);
      document = replaceAt(document, steps, this.repaired(kind, found)) as Json;
    }
    return document;
  }

  repaired(kind: Kind, value: unknown): unknown {
    if (kind === 'schema' && typeof value === 'boolean') return value;
    if (!isObject(value)) return this.#odd(kind, value);
    if (this.path.length > MAX_DEPTH) {
      this.note('is nested too deeply: any value is accepted');
      return kind === 'schema' ? {} : undefined;
    }
    const resolved = refOf(value) === undefined ? value : this.#reference(kind, value);
    const repair = this.repairs[kind];
    const repaired = resolved && repair ? repair(resolved, this) : resolved;
    return repaired && this.#below(kind, repaired);
  }

  #odd(kind: Kind, value: unknown): unknown {
    if (value !== undefined)
      this.note(
        `is ${value === null ? 'empty' : 'not an object'}: ${kind === 'schema' ? 'any value is accepted' : 'it is ignored'}`,
      );
    return kind === 'schema' ? {} : undefined;
  }

  #below(kind: Kind, value: Json): Json {
    let out = value;
    const keys = mapsOf[kind] === undefined && kind !== 'schema' ? Object.keys(shapes[kind]) : Object.keys(value);
    for (const key of keys) {
      const below = belowKey(kind, key);
      const part = value[key];
      if (below === undefined || part === undefined || !Object.hasOwn(value, key)) continue;
      this.path.push(key);
      const repaired = this.#part(below, part);
      this.path.pop();
      if (repaired === part) continue;
      if (out === value) out = { ...value };
      setOwn(out, key, repaired);
    }
    return out;
  }

  #part({ kind, as }: Below, part: unknown): unknown {
    if (as === 'one') return this.repaired(kind, part);
    if (as === 'list') return Array.isArray(part) ? this.#list(kind, part) : this.#none('a list');
    return isObject(part) ? this.#map(kind, part) : this.#none('an object');
  }

  #none(expected: string): undefined {
    this.note(`is not ${expected}: it is ignored`);
    return undefined;
  }

  #list(kind: Kind, items: readonly unknown[]): unknown[] {
    const repaired = items.map((item, at) => this.#at(String(at), kind, item));
    return repaired.every((item, at) => item === items[at])
      ? (items as unknown[])
      : repaired.filter((item) => item !== undefined);
  }

  #map(kind: Kind, parts: Json): Json {
    let out = parts;
    for (const name of Object.keys(parts)) {
      if (EXTENDED.has(kind) && name.startsWith('x-')) continue;
      const repaired = this.#at(name, kind, parts[name]);
      if (repaired === parts[name]) continue;
      if (out === parts) out = { ...parts };
      setOwn(out, name, repaired);
    }
    return out;
  }

  #at(step: string, kind: Kind, value: unknown): unknown {
    this.path.push(step);
    const repaired = this.repaired(kind, value);
    this.path.pop();
    return repaired;
  }

  /** Writes a valid reference as a plain pointer. Removes an invalid one and keeps its sibling keywords. */
  #reference(kind: Kind, value: Json): Json | undefined {
    const { $ref: ref } = value as Json & { $ref: string };
    const target = this.#target(ref);
    const wrong = problemOf(target, kind);
    if (target === undefined || wrong !== undefined) {
      this.note(
        `$ref to ${ref} ${wrong ?? ''}: ${kind === 'schema' ? 'any value is accepted' : 'it is ignored'}`,
        '$ref',
      );
      return kind === 'schema' ? withoutKeys(value, '$ref') : undefined;
    }
    if (target.kind !== kind) this.#elsewhere.set(`${kind} ${target.steps.join('/')}`, { kind, steps: target.steps });
    if (INLINED.has(kind)) return { ...(target.value as Json), ...withoutKeys(value, '$ref') };
    return target.ref === ref ? value : { ...value, $ref: target.ref };
  }

  #target(ref: string): Target | undefined {
    if (!this.#targets.has(ref)) this.#targets.set(ref, this.#found(ref, resolveReference(this.root, ref)));
    return this.#targets.get(ref) ?? this.#guessed(ref);
  }

  /** The probable target of a reference without a target. */
  #guessed(ref: string): Target | undefined {
    for (const guess of guesses(ref, this.path)) {
      const found = resolveReference(this.root, pointerTo(guess));
      if (found) return this.#found(ref, found);
    }
    return undefined;
  }

  #found(ref: string, found: Resolved | undefined): Target | undefined {
    if (found === undefined) return undefined;
    const { value, steps } = found;
    const plain = isPlain(ref, steps) ? ref : pointerTo(steps);
    return { value, steps, ref: plain, kind: kindAt(steps), isCircle: follow(this.root, value) === undefined };
  }
}

/** The target of a reference. */
interface Target extends Resolved {
  /** The reference as a plain pointer. */
  ref: string;
  /** The kind of object at this place in OpenAPI. */
  kind: Kind | undefined;
  isCircle: boolean;
}

function problemOf(target: Target | undefined, kind: Kind): string | undefined {
  if (target === undefined) return 'has no target';
  if (target.isCircle) return 'is circular or has no target';
  return isObject(target.value) || (kind === 'schema' && typeof target.value === 'boolean')
    ? undefined
    : `does not lead to a ${kind}`;
}

export function withoutKeys(value: Json, ...keys: string[]): Json {
  const out: Json = {};
  for (const key of Object.keys(value)) if (!keys.includes(key)) setOwn(out, key, value[key]);
  return out;
}

/** Kinds at which OpenAPI allows no reference, or a reference that is resolved here. */
const INLINED: ReadonlySet<Kind> = new Set<Kind>(['operation', 'content', 'mediaType', 'pathItem']);

/** In maps of these, `x-…` is an extension. */
const EXTENDED: ReadonlySet<Kind> = new Set<Kind>(['pathItem', 'response', 'operation', 'callback']);

/** Whether a reference is a plain pointer of these steps. */
const isPlain = (ref: string, steps: readonly string[]): boolean =>
  !ref.includes('%') &&
  pointerSteps(ref)?.length === steps.length &&
  pointerSteps(ref)?.every((step, at) => step === steps[at]) === true;

function guesses(ref: string, path: readonly string[]): string[][] {
  const steps = pointerSteps(ref);
  if (steps === undefined) return /^[\w.-]+$/.test(ref) ? [['components', 'schemas', ref]] : [];
  const [first, name] = steps;
  if ((first !== '$defs' && first !== 'definitions') || name === undefined) return [];
  // A pasted JSON Schema has its own definitions.
  const around = path.map((_, at) => [...path.slice(0, path.length - at), ...steps]);
  return [...around, ['components', 'schemas', ...steps.slice(1)]];
}

export function setOwn(holder: Json, key: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else if (key !== '__proto__') holder[key] = value;
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy of the object with another value at this path. */
function replaceAt(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(holder))
    return holder.map((item, at) => (String(at) === step ? replaceAt(item, rest, value) : item) as unknown);
  if (!isObject(holder)) return holder;
  const out = { ...holder };
  setOwn(out, step, replaceAt(holder[step], rest, value));
  return out;
}
