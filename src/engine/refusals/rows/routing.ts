/** Refusals before an operation is matched. */
import { nearestOperations } from '../nearest-operations.js';
import { never, type Nearest, type Row } from '../row.js';

const listOf = (nearest: readonly Nearest[]): string => nearest.map((item) => `${item.method} ${item.path}`).join(', ');

export const noSuchRoute: Row = {
  possible: never,
  sample: () => ({}),
  when: () => 'no operation has the path',
  why: (refused) => {
    const nearest = nearestOperations(refused);
    return { says: `no operation has the path ${refused.path}; nearest: ${listOf(nearest)}`, nearest };
  },
};

export const methodNotAllowed: Row = {
  possible: never,
  sample: () => ({ allow: ['GET'] }),
  when: () => 'the path has only other methods; the header Allow lists them',
  why: (refused) => {
    const { allow = [] } = refused.details;
    const nearest = nearestOperations(refused).slice(0, allow.length);
    return { says: `this path takes ${allow.join(', ')}; nearest: ${listOf(nearest)}`, nearest };
  },
};

export const malformedUrl: Row = {
  possible: never,
  sample: () => ({}),
  when: () => 'the path is not valid percent-encoding',
  why: () => ({ says: 'a path must be valid percent-encoding of UTF-8' }),
};

export const browserOrigin: Row = {
  possible: never,
  sample: () => ({}),
  when: () => 'the call comes from a browser',
  why: () => ({ says: 'calls from browsers are refused: send neither Origin nor Sec-Fetch-Site' }),
};
