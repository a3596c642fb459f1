/** Compares two rehearsals of a case: where a value occurred before, and which pattern it matches. */
import { isObject } from '../../grammar/json.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Step } from '../../grammar/arazzo.js';
import { equal } from '../../engine/values/paths.js';
import type { Exchanged } from '../arazzo/expression.js';
import type { DraftStep } from './draft-step.js';
import { valueAtSteps, placeOf, resourceOfRule, shownId } from '../run/cleanup.js';

/** The same step in both rehearsals. */
export interface RehearsalPair {
  draft: DraftStep;
  first: Exchanged;
  second: Exchanged;
}

export interface ListPlace {
  place: string[];
  idField: string;
}

/** A step and all earlier steps, each in both rehearsals. */
export class RehearsedStep {
  readonly pair: RehearsalPair;

  constructor(
    readonly vendor: Vendor,
    readonly pairs: readonly RehearsalPair[],
    readonly now: number,
    readonly steps: Step[],
  ) {
    const pair = pairs[now];
    if (pair === undefined) throw new Error('no such step');
    this.pair = pair;
  }

  /** Path to the list of records in the reply of a list operation. */
  list(): ListPlace | undefined {
    const rule = this.vendor.rules.get(this.pair.draft.step.operationId ?? '');
    const resource = rule && resourceOfRule(this.vendor, rule);
    if (rule?.rule.verb !== 'list' || resource === undefined || this.pair.first.statusCode >= 300) return undefined;
    const place = placeOf(rule, '$items');
    return place && { place, idField: shownId(resource) };
  }

  /** An expression for a value that occurred earlier in both rehearsals, usable in a JSONPath condition. */
  reference(first: unknown, second: unknown, key: string): string | undefined {
    if (typeof first !== 'string' && typeof first !== 'number') return undefined;
    const own = this.pair;
    const sent = pointerTo(own.first.request.body, own.second.request.body, first, second, key);
    if (sent !== undefined) return `$request.body#${sent}`;
    for (const byKey of typeof first === 'number' ? [true] : [true, false]) {
      for (const [index, earlier] of this.pairs.slice(0, this.now).entries()) {
        const pointer = pointerTo(earlier.first.response.body, earlier.second.response.body, first, second, key, byKey);
        if (pointer === undefined) continue;
        return `$steps.${earlier.draft.step.stepId}.outputs.${this.#output(index, pointer)}`;
      }
    }
    return undefined;
  }

  /** Ids of the records of this case, with an expression for each. */
  ours(): { id: string; first: unknown; second: unknown }[] {
    return this.pairs.slice(0, this.now).flatMap(({ draft, first, second }) => {
      const pointer = draft.step.outputs?.['id']?.replace('$response.body#/', '').split('/');
      const [one, other] = [first, second].map(
        (exchanged) => pointer && valueAtSteps(exchanged.response.body, pointer),
      );
      return one === undefined || other === undefined
        ? []
        : [{ id: `$steps.${draft.step.stepId}.outputs.id`, first: one, second: other }];
    });
  }

  /** A pattern for a link to the target itself, which has another host than the rehearsal. */
  link(first: unknown, second: unknown): string | undefined {
    const origin = new URL(this.pair.first.url).origin;
    const isOwn = typeof first === 'string' && first.startsWith(`${origin}/`);
    const path = isOwn && equal(first, second) ? first.slice(origin.length).replace(/^\/[^/]+/, '') : undefined;
    return path === undefined ? undefined : `https?://.+${escaped(path)}`;
  }

  /** Texts of the request that differ between the rehearsals. */
  sentTexts(): { first: unknown; second: unknown }[] {
    const { first, second } = this.pair;
    const walk = (a: unknown, b: unknown): { first: unknown; second: unknown }[] => {
      if (typeof a === 'string' && typeof b === 'string') return a === b ? [] : [{ first: a, second: b }];
      if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return [];
      return Object.entries(a).flatMap(([key, part]) => walk(part, (b as Record<string, unknown>)[key]));
    };
    return walk(first.request.body, second.request.body);
  }

  /** The earlier value of this field, if it must have increased since. */
  before(key: string): string | undefined {
    const { later } = this.pair.draft;
    if (later?.field !== key) return undefined;
    const index = this.pairs.findIndex((pair) => pair.draft.step.stepId === later.than);
    const pointer = pointerToKey(this.pairs[index]?.first.response.body, key);
    return pointer === undefined ? undefined : `$steps.${later.than}.outputs.${this.#output(index, pointer)}`;
  }

  #output(index: number, pointer: string): string {
    const step = this.steps[index];
    const source = `$response.body#${pointer}`;
    const outputs = step?.outputs ?? {};
    const known = Object.entries(outputs).find(([, text]) => text === source)?.[0];
    const name = known ?? pointer.slice(1).replace(/[^A-Za-z0-9_]/g, '_');
    if (step) step.outputs = { ...outputs, [name]: source };
    return name;
  }
}

/** Where both bodies have the value, optionally under the same key. */
function pointerTo(
  one: unknown,
  other: unknown,
  first: unknown,
  second: unknown,
  key: string,
  byKey = false,
): string | undefined {
  const walk = (a: unknown, b: unknown, pointer: string, name: string): string | undefined => {
    if (a === first && b === second && (!byKey || name === key)) return pointer;
    if (Array.isArray(a) && Array.isArray(b)) {
      for (const [i, item] of (a as unknown[]).entries()) {
        const found = walk(item, (b as unknown[])[i], `${pointer}/${i}`, name);
        if (found !== undefined) return found;
      }
    } else if (isObject(a) && isObject(b)) {
      for (const [name, part] of Object.entries(a)) {
        const found = walk(part, b[name], `${pointer}/${name}`, name);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return walk(one, other, '', '');
}

function pointerToKey(body: unknown, key: string): string | undefined {
  if (!isObject(body)) return undefined;
  for (const [name, part] of Object.entries(body)) {
    if (name === key) return `/${name}`;
    const below = pointerToKey(part, key);
    if (below !== undefined) return `/${name}${below}`;
  }
  return undefined;
}

/** The expectation for a value: a literal, a reference, a pattern, or only its presence. */
export type ExpectedValue = { is: unknown } | { reference: string; sign?: '>' } | { form: string } | undefined;

export function expectationFor(rehearsed: RehearsedStep, first: unknown, second: unknown, key: string): ExpectedValue {
  const after = rehearsed.before(key);
  if (after !== undefined) return { reference: after, sign: '>' };
  const link = rehearsed.link(first, second);
  if (link !== undefined) return { form: link };
  if (equal(first, second)) return { is: first };
  const reference = rehearsed.reference(first, second, key);
  if (reference !== undefined) return { reference };
  if (typeof first !== 'string' || typeof second !== 'string') return undefined;
  const pattern = patternOf(rehearsed, first, second);
  return pattern === undefined ? undefined : { form: pattern };
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** A pattern (RFC 9485) for an instant, or for a text with the earlier values replaced. */
function patternOf(rehearsed: RehearsedStep, first: string, second: string): string | undefined {
  if (INSTANT.test(first) && INSTANT.test(second))
    return escaped(first).replace(/\d+/g, (digits) => `[0-9]{${digits.length}}`);
  const known = [...rehearsed.ours(), ...rehearsed.sentTexts()].flatMap((pair) =>
    [String, (value: unknown) => encodeURIComponent(String(value))].map((write) => [
      write(pair.first),
      write(pair.second),
    ]),
  );
  let [one, other] = [first, second];
  for (const [a = '', b = ''] of known.filter(([a = '', b = '']) => a.length > 3 && a !== b)) {
    if (!one.includes(a) || !other.includes(b)) continue;
    one = one.replaceAll(a, MARK);
    other = other.replaceAll(b, MARK);
  }
  return one === other ? escaped(one).replaceAll(MARK, '.+') : undefined;
}

const MARK = '\u0000';
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
