/** Values at, inside and outside the bounds of a constraint. The rehearsal determines which are accepted. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Constraint } from '../constraints.js';

export interface Probe {
  /** For the title of the step: `minLength-1`. */
  what: string;
  value: unknown;
}

/** @param base an accepted value. @param name makes unique texts, for unique fields */
export function probesOf({ keyword, schema }: Constraint, base: unknown, name: (() => string) | undefined): Probe[] {
  const limit = Number(schema[keyword]);
  const step = [schema['type']].flat().includes('integer') ? 1 : 0.5;
  switch (keyword) {
    case 'type':
      return wrongTypes(schema);
    case 'nullable':
      return [{ what: 'null', value: null }];
    case 'enum':
      return [
        ...(schema['enum'] as unknown[]).map((value) => ({ what: String(value), value })),
        { what: 'another', value: typeof base === 'number' ? 987_654 : 'none-of-these' },
      ];
    case 'minLength':
    case 'maxLength':
      return [limit - 1, limit, limit + 1].flatMap((length) =>
        length < 0 ? [] : [{ what: `${length} characters`, value: textOfLength(length, base, name) }],
      );
    case 'pattern':
    case 'format':
      return [
        { what: 'another format', value: '!' },
        { what: 'an empty text', value: '' },
        { what: 'digits', value: '12345' },
        { what: 'letters', value: 'abc' },
      ];
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return [limit - step, limit, limit + step].map((value) => ({ what: String(value), value }));
    case 'minItems':
    case 'maxItems':
      return [limit - 1, limit, limit + 1].flatMap((length) =>
        length < 0 ? [] : [{ what: `${length} items`, value: Array.from({ length }, () => itemOf(base)) }],
      );
    case 'uniqueItems':
      return [{ what: 'the same twice', value: [itemOf(base), itemOf(base)] }];
    case 'minProperties':
    case 'maxProperties':
      return [{ what: 'an empty object', value: {} }];
    case 'additionalProperties':
      return [{ what: 'one more field', value: { ...(isObject(base) ? base : {}), stuntdouble_unknown: 'x' } }];
    default:
      return [];
  }
}

function wrongTypes(schema: Json): Probe[] {
  const types = [schema['type']].flat();
  const values: Record<string, unknown> = {
    string: 'text',
    integer: 7,
    boolean: true,
    object: { stuntdouble_unknown: 1 },
    array: ['x'],
    null: null,
  };
  const takes = (type: string): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));
  const wrong = Object.entries(values).filter(([type]) => !takes(type));
  return [
    ...wrong.map(([type, value]) => ({ what: type, value })),
    ...(types.includes('integer') && !types.includes('number') ? [{ what: 'a fraction', value: 1.5 }] : []),
  ];
}

/** A text of this length with the beginning of the accepted one. */
function textOfLength(length: number, base: unknown, name: (() => string) | undefined): string {
  if (length < 40 || name === undefined)
    return (typeof base === 'string' && !base.includes('$') ? base : 'x').padEnd(length, 'x').slice(0, length);
  return 'x'.repeat(length);
}

const itemOf = (base: unknown): unknown => (Array.isArray(base) && base.length > 0 ? (base as unknown[])[0] : 'x');
