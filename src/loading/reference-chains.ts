/** Finds schemas that apply another schema to the same value, this one a further one, and so on. */
import { resolvePointer } from '../engine/values/pointer.js';
import { isObject, partsOf, type Json } from '../grammar/json.js';

/** Maximum number of such schemas. Each takes room on the stack, in validators and elsewhere. */
export const MAX_CHAIN = 200;

/** The first of the references with a longer chain; undefined: there is none. */
export function longChain(document: Json): string | undefined {
  const lengths = new Map<string, number>();
  for (const ref of referencesIn(document)) if (lengthOf(ref, document, lengths) > MAX_CHAIN) return ref;
  return undefined;
}

interface Step {
  ref: string;
  next: string[];
  length: number;
}

/** Without recursion, because the chain may be longer than the stack. A schema on the way counts once. */
function lengthOf(start: string, document: Json, lengths: Map<string, number>): number {
  const way: Step[] = [];
  const open = (ref: string): void => {
    lengths.set(ref, 0);
    way.push({ ref, next: inPlaceReferences(resolvePointer(document, ref)), length: 1 });
  };
  if (!lengths.has(start)) open(start);
  for (let step = way.at(-1); step; step = way.at(-1)) {
    const ref = step.next.pop();
    if (ref !== undefined) {
      const known = lengths.get(ref);
      if (known === undefined) {
        step.next.push(ref);
        open(ref);
      } else step.length = Math.max(step.length, known + 1);
    } else {
      lengths.set(step.ref, step.length);
      way.pop();
    }
  }
  return lengths.get(start) ?? 0;
}

/** The references of a schema for the same value. */
function inPlaceReferences(schema: unknown): string[] {
  if (!isObject(schema)) return [];
  const ref = schema['$ref'];
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => values(schema[keyword]));
  const others = ['not', 'if', 'then', 'else'].map((keyword) => schema[keyword]);
  const inside = [...lists, ...others, ...values(schema['dependentSchemas'])].flatMap(inPlaceReferences);
  return typeof ref === 'string' && ref.startsWith('#/') ? [ref, ...inside] : inside;
}

/** Every value once: aliases of YAML show one in many places. */
function referencesIn(document: Json): string[] {
  const seen = new Set<unknown>([document]);
  const refs = new Set<string>();
  for (const value of seen) {
    if (typeof value !== 'object' || value === null) continue;
    const ref = (value as Json)['$ref'];
    if (typeof ref === 'string' && ref.startsWith('#/')) refs.add(ref);
    for (const part of partsOf(value)) if (typeof part === 'object' && part !== null) seen.add(part);
  }
  return [...refs];
}

const values = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : []);
