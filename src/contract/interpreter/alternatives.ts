/** Keywords that apply schemas to the same value. */
import type { Json } from '../../grammar/json.js';
import type { Many } from '../choice.js';
import { ALTERNATIVE } from '../work.js';
import { failed, forget, isOpen, quiet, Seen, valid, type KeywordPart, type Make, type Part } from './part.js';

/** The parts of a list that accept anything are valid. */
const partsOf = (schemas: readonly unknown[], make: Make): Part[] =>
  schemas.map((schema) => (isOpen(schema) ? valid : make.part(schema)));

/** Whether all parts are valid. */
export const allOf = (parts: readonly Part[]): Part => {
  return (value, path, run, seen) => {
    let isValid = true;
    for (const part of parts) {
      if (part(value, path, run, seen)) continue;
      if (!run.all) return false;
      isValid = false;
    }
    return isValid;
  };
};

const anyOf = (parts: readonly Part[]): Part => {
  return (value, path, run, seen) => {
    const before = run.errors?.length ?? 0;
    let isValid = false;
    for (const part of parts) {
      const own = seen && new Seen();
      if (!part(value, path, run, own)) continue;
      isValid = true;
      if (seen === undefined || own === undefined) break;
      seen.add(own);
    }
    if (!isValid) return failed(run, path, 'anyOf', {}, 'must match a schema in anyOf');
    forget(run, before);
    return true;
  };
};

const oneOf = (parts: readonly Part[]): Part => {
  return (value, path, run, seen) => {
    const before = run.errors?.length ?? 0;
    const passing: number[] = [];
    for (const [index, part] of parts.entries()) {
      const own = seen && new Seen();
      if (!part(value, path, run, own)) continue;
      if (own) seen.add(own);
      if (passing.push(index) > 1) break;
    }
    if (passing.length !== 1) {
      const passingSchemas = passing.length > 1 ? passing : null;
      return failed(run, path, 'oneOf', { passingSchemas }, 'must match exactly one schema in oneOf');
    }
    forget(run, before);
    return true;
  };
};

const not: KeywordPart = (schema: unknown, _, make): Part => {
  const part = isOpen(schema) ? valid : make.part(schema);
  return (value, path, run) =>
    !part(value, path, quiet, undefined) || failed(run, path, 'not', {}, 'must NOT be valid');
};

const condition: KeywordPart = (schema: unknown, holder: Json, make) => {
  const part = make.part(schema);
  const branch = (keyword: 'then' | 'else'): Part | undefined =>
    isOpen(holder[keyword] ?? true) ? undefined : make.part(holder[keyword]);
  const branches = { then: branch('then'), else: branch('else') };
  if (!branches.then && !branches.else) return undefined;
  return (value, path, run, seen) => {
    const own = seen && new Seen();
    const isMet = part(value, path, quiet, own);
    if (isMet && own) seen.add(own);
    const failingKeyword = isMet ? 'then' : 'else';
    const inside = seen && new Seen();
    if (branches[failingKeyword]?.(value, path, run, inside) === false)
      return failed(run, path, 'if', { failingKeyword }, `must match "${failingKeyword}" schema`);
    if (inside) seen.add(inside);
    return true;
  };
};

const lists = { allOf, anyOf, oneOf };

export const alternatives: Readonly<Record<string, KeywordPart>> = {
  not,
  anyOf: (schemas: readonly unknown[], _, make) => anyOf(partsOf(schemas, make)),
  oneOf: (schemas: readonly unknown[], _, make) => oneOf(partsOf(schemas, make)),
  allOf: (schemas: readonly unknown[], _, make) => allOf(partsOf(schemas, make)),
  if: condition,
};

/** Many parts, which do not count themselves. */
export function manyParts({ of, parts }: Many, make: Make): Part {
  return lists[of](
    parts.map((schema) => {
      const part = make.uncounted(schema);
      return (value, path, run, seen) => {
        make.spend(ALTERNATIVE);
        return part(value, path, run, seen);
      };
    }),
  );
}
