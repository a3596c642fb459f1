/** What a request should have been, in the terms of JSON Schema. */
import { formatPointer } from '../../grammar/json-pointer.js';
import type { Issue } from '../model/refusal.js';
import type { Expected } from './row.js';

/** Keyword parameters that come from the contract. Others may repeat values from the request. */
const BOUNDS = ['allowedValues', 'allowedValue', 'limit', 'multipleOf', 'comparison', 'type', 'pattern', 'format'];

export function expectedAt({ in: place, field, keyword, params }: Issue): Expected {
  const bounds = Object.fromEntries(
    BOUNDS.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const steps = field === '' ? [] : field.split('.');
  return {
    in: place,
    pointer: formatPointer(steps),
    keyword,
    bounds: structuredClone(bounds),
  };
}

const MAX_SHOWN = 3;

/** A sentence about the first few expectations. */
export function sentence(expected: readonly Expected[]): string {
  const shown = expected.slice(0, MAX_SHOWN).map(({ in: place, pointer, keyword, bounds }) => {
    const limits = Object.values(bounds).map((bound) => JSON.stringify(bound));
    return `${place}${pointer === '' ? '' : ` ${pointer}`}: ${[keyword, ...limits].join(' ')}`;
  });
  return shown.join('; ') + (expected.length > MAX_SHOWN ? `; and ${expected.length - MAX_SHOWN} more` : '');
}
