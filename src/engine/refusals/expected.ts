/** What a request should have held, in JSON Schema's terms. */
import type { Issue } from './refusal.js';
import type { Expected } from './row.js';

/** Parameters of keywords that come from the contract. Others may repeat what was sent. */
const BOUNDS = ['allowedValues', 'allowedValue', 'limit', 'multipleOf', 'comparison', 'type', 'pattern', 'format'];

export function expectedAt({ in: place, field, keyword, params }: Issue): Expected {
  const bounds = Object.fromEntries(
    BOUNDS.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const steps = field === '' ? [] : field.split('.');
  return {
    in: place,
    pointer: steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    keyword,
    bounds: structuredClone(bounds),
  };
}

const MAX_SHOWN = 3;

/** The first few of them. */
export function sentence(expected: readonly Expected[]): string {
  const shown = expected.slice(0, MAX_SHOWN).map(({ in: place, pointer, keyword, bounds }) => {
    const limits = Object.values(bounds).map((it) => JSON.stringify(it));
    return `${place}${pointer === '' ? '' : ` ${pointer}`}: ${[keyword, ...limits].join(' ')}`;
  });
  return shown.join('; ') + (expected.length > MAX_SHOWN ? `; and ${expected.length - MAX_SHOWN} more` : '');
}
