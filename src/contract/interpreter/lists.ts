/** Keywords about lists. */
import { schemaList } from '../expand.js';
import { sized } from './values.js';
import { failed, forget, isOpen, quiet, type KeywordPart, type Part, type Run } from './part.js';

const sizeOf = (items: readonly unknown[]): number => items.length;

/** Applies a part to the items from an index on. */
function each(part: Part, items: readonly unknown[], from: number, path: string, run: Run): boolean {
  let isValid = true;
  for (let i = from; i < items.length; i++) {
    if (part(items[i], `${path}/${String(i)}`, run, undefined)) continue;
    if (!run.all) return false;
    isValid = false;
  }
  return isValid;
}

const tooMany = (keyword: string, limit: number, path: string, run: Run): false =>
  failed(run, path, keyword, { limit }, `must NOT have more than ${String(limit)} items`);

const prefixItems: KeywordPart = (schemas: readonly unknown[], _, make): Part => {
  const parts = schemas.map((schema) => make.part(schema));
  return (value, path, run, seen) => {
    const items = value as unknown[];
    if (seen) seen.items = Math.max(seen.items, parts.length);
    let isValid = true;
    for (let i = 0; i < parts.length && i < items.length; i++) {
      if (parts[i]?.(items[i], `${path}/${String(i)}`, run, undefined) !== false) continue;
      if (!run.all) return false;
      isValid = false;
    }
    return isValid;
  };
};

const items: KeywordPart = (schema: unknown, holder, make): Part => {
  const from = schemaList(holder, 'prefixItems').length;
  const part = isOpen(schema) ? undefined : make.part(schema);
  return (value, path, run, seen) => {
    if (seen) seen.items = Infinity;
    const all = value as unknown[];
    if (part === undefined || all.length <= from) return true;
    return schema === false && from > 0 ? tooMany('items', from, path, run) : each(part, all, from, path, run);
  };
};

const unevaluatedItems: KeywordPart = (schema: unknown, _, make): Part => {
  const part = isOpen(schema) ? undefined : make.part(schema);
  return (value, path, run, seen) => {
    const all = value as unknown[];
    const from = seen?.items ?? 0;
    if (seen) seen.items = Infinity;
    if (part === undefined || all.length <= from) return true;
    return schema === false ? tooMany('unevaluatedItems', from, path, run) : each(part, all, from, path, run);
  };
};

const contains: KeywordPart = (schema: unknown, { minContains, maxContains }, make) => {
  const least = typeof minContains === 'number' ? minContains : 1;
  const most = typeof maxContains === 'number' ? maxContains : undefined;
  if (most === undefined && least === 0) return undefined;
  const more = most === undefined ? '' : ` and no more than ${String(most)}`;
  const message = `must contain at least ${String(least)}${more} valid item(s)`;
  const params = { minContains: least, ...(most !== undefined && { maxContains: most }) };
  const part = make.part(schema);
  return (value, path, run, seen) => {
    if (seen && !isOpen(schema)) seen.items = Infinity;
    const before = run.errors?.length ?? 0;
    let count = 0;
    // Ajv does not look at the items of a list that no length satisfies.
    const isPossible = most === undefined || least <= most;
    for (const [i, item] of isPossible ? (value as unknown[]).entries() : []) {
      if (part(item, `${path}/${String(i)}`, run.all ? run : quiet, undefined)) count++;
      if (most === undefined ? count >= least : count > most) break;
    }
    if (count < least || (most !== undefined && count > most)) return failed(run, path, 'contains', params, message);
    forget(run, before);
    return true;
  };
};

export const lists: Readonly<Record<string, KeywordPart>> = {
  maxItems: sized('maxItems', 'items', sizeOf),
  minItems: sized('minItems', 'items', sizeOf),
  prefixItems,
  items,
  contains,
};

export const unevaluatedOfLists: Readonly<Record<string, KeywordPart>> = { unevaluatedItems };
