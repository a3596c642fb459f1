/** A contract that is read on as if misspelled keys, words and references were correct. */
import { repeatedKeyIn } from './text/yaml-mistake.js';
import { openApiErrors, type SchemaError } from '../contract/openapi-schema.js';
import { resolvePointer } from '../engine/values/pointer.js';
import { closest, suggest } from '../engine/values/suggest.js';
import { asWritten, type Renamed } from '../grammar/corrected.js';
import { isObject, type Json } from '../grammar/json.js';
import { escapeStep, parsePointer } from '../grammar/json-pointer.js';
import { memberAt } from '../grammar/valid-parts.js';
import { checkReferences } from './check-references.js';
import type { Mistake } from './mistakes.js';
import type { FileLine, PlacedDocument } from './placed-document.js';

const MAX_PASSES = 6;
const SPECIFICATION = 'see https://spec.openapis.org/oas/v3.1.1.html';

/** By the words of the validator. */
const REMEDIES: Readonly<Record<string, string>> = {
  'must be array': 'write a list',
  'must be boolean': 'write true or false',
  'must be integer': 'write a whole number',
  'must be number': 'write a number',
  'must be object': 'write an object',
  'must be string': 'write a text',
};
/** Patterns are told by another check. */
const TOLD_ELSEWHERE = 'must match format "regex"';

export class CorrectedContract implements PlacedDocument {
  readonly file: string;
  readonly mistakes: Mistake[];
  /** The mistakes in spite of which it can be read. */
  readonly corrected: Mistake[] = [];
  #value: unknown;
  readonly #renamed: Renamed[] = [];

  constructor(private readonly written: PlacedDocument) {
    this.file = written.file;
    this.mistakes = written.mistakes;
    this.#value = written.value;
    this.#correctKeysAndWords();
    this.#correctReferences();
  }

  get value(): unknown {
    return this.#value;
  }

  notes(): { file: string; line: number; text: string }[] {
    return this.written.notes();
  }

  place(path: readonly PropertyKey[]): FileLine {
    return this.written.place(asWritten(this.#renamed, path));
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { ...this.place(path), problem, remedy };
  }

  removal(path: readonly PropertyKey[]): FileLine | undefined {
    return this.written.removal(path);
  }

  #correctKeysAndWords(): void {
    const told = new Set<string>();
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const errors = openApiErrors(this.#value).filter(
        (error) => !told.has(JSON.stringify(error)) && error.message !== TOLD_ELSEWHERE,
      );
      if (errors.length === 0) return;
      const renamed = errors.filter((error) => this.#rename(error));
      for (const error of errors) {
        // It may be told because of the misspelled key.
        const isLater = renamed.some(({ path }) => path.slice(0, -1).join('/') === error.path.join('/'));
        if (isLater && error.missing !== undefined) continue;
        told.add(JSON.stringify(error));
        if (renamed.includes(error)) continue;
        this.corrected.push(this.#worded(error));
        this.#replaceWord(error);
      }
      if (renamed.length === 0) return;
    }
  }

  /** Reads a misspelled key as the one that is meant. */
  #rename({ path, known }: SchemaError): boolean {
    const at = path.slice(0, -1);
    const written = path.at(-1) ?? '';
    const object = at.reduce<unknown>(memberAt, this.#value);
    if (known === undefined || !isObject(object)) return false;
    const read =
      at.join('/') === 'paths' ? `/${written}` : closest(written, known).find((name) => !Object.hasOwn(object, name));
    if (read === undefined || Object.hasOwn(object, read)) return false;
    const remedy = at.join('/') === 'paths' ? `a path begins with /: write ${read}` : suggest(written, known);
    this.corrected.push(this.mistake(path, `not valid OpenAPI: unknown key ${shown(path)}`, remedy));
    const copy = this.#writable(at);
    const entries = Object.entries(copy).map(([key, value]) => [key === written ? read : key, value] as const);
    for (const key of Object.keys(copy)) Reflect.deleteProperty(copy, key);
    for (const [key, value] of entries) copy[key] = value;
    this.#renamed.push({ at, written, read });
    return true;
  }

  #worded({ path, message, known, allowed, missing }: SchemaError): Mistake {
    if (known !== undefined) {
      const remedy = known.length === 0 ? SPECIFICATION : suggest(String(path.at(-1)), known);
      return this.mistake(path, `not valid OpenAPI: unknown key ${shown(path)}`, remedy);
    }
    const value = path.reduce<unknown>(memberAt, this.#value);
    const where = shown(path);
    if (allowed !== undefined && typeof value === 'string')
      return this.mistake(
        path,
        `not valid OpenAPI: ${where} is ${JSON.stringify(value)}, which is not allowed`,
        suggest(value, allowed),
      );
    if (missing !== undefined) return this.mistake(path, `not valid OpenAPI: ${where} ${message}`, 'add it');
    const quoted = message === 'must be string' && typeof value === 'number' ? `quote it: '${value}'` : undefined;
    const remedy = quoted ?? REMEDIES[message] ?? SPECIFICATION;
    return this.mistake(path, `not valid OpenAPI: ${where} ${message}`, remedy);
  }

  #replaceWord({ path, allowed }: SchemaError): void {
    const value = path.reduce<unknown>(memberAt, this.#value);
    const [word] = typeof value === 'string' ? closest(value, allowed ?? []) : [];
    if (word !== undefined) this.#writable(path.slice(0, -1))[path.at(-1) ?? ''] = word;
  }

  /** A reference without target is read as the near one. */
  #correctReferences(): void {
    const missing: { path: PropertyKey[]; ref: string; near: string | undefined | false }[] = [];
    this.corrected.push(
      ...checkReferences(this, (path, ref) => {
        const isRemoved = ref.startsWith('#') && this.removal(parsePointer(ref.slice(1))) !== undefined;
        const found = isRemoved ? undefined : nearPointer(this.#value, ref);
        const near = !isRemoved && this.#isBesideRepeated(ref, found) ? false : found;
        missing.push({ path, ref, near });
        return near;
      }),
    );
    for (const { path, ref, near } of missing) {
      const holder = this.#writable(path);
      if (typeof near === 'string') holder['$ref'] = near;
      // Its status is declared all the same.
      else if (path.at(-2) === 'responses') {
        Reflect.deleteProperty(holder, '$ref');
        holder['description'] = '';
      } else if (!ref.startsWith('#') || near === false) holder['$ref'] = '#/x-outside';
    }
  }

  /** Whether a repeated name is beside a missing target: one of the two may be meant to be that target. */
  #isBesideRepeated(ref: string, near: string | undefined): boolean {
    if (!ref.startsWith('#/')) return false;
    const holder = ref.slice(0, ref.lastIndexOf('/'));
    const known = resolvePointer(this.#value, holder);
    const names = this.mistakes.flatMap(({ problem }) => repeatedKeyIn(problem) ?? []);
    const beside = names.filter((name) => isObject(known) && Object.hasOwn(known, name));
    return near === undefined ? beside.length > 0 : beside.some((name) => near === `${holder}/${escapeStep(name)}`);
  }

  /** An object of the copy, which is made on first use. */
  #writable(path: readonly PropertyKey[]): Json {
    if (this.#value === this.written.value) this.#value = structuredClone(this.#value);
    return path.reduce<unknown>(memberAt, this.#value) as Json;
  }
}

const shown = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'the document';

/** A pointer that has a target and differs in the spelling of its steps. */
function nearPointer(root: unknown, ref: string): string | undefined {
  if (!ref.startsWith('#/')) return undefined;
  let at: unknown = root;
  let near = '#';
  for (const step of parsePointer(ref.slice(1))) {
    if (!isObject(at)) return undefined;
    const name = Object.hasOwn(at, step) ? step : closest(step, Object.keys(at))[0];
    if (name === undefined) return undefined;
    at = at[name];
    near += `/${escapeStep(name)}`;
  }
  return resolvePointer(root, near) === undefined ? undefined : near;
}
