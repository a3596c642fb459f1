/** Keywords about a whole value, numbers and texts. */
import equal from 'ajv/dist/runtime/equal.js';
import length from 'ajv/dist/runtime/ucs2length.js';
import { failed, type KeywordPart, type Part } from './part.js';

const equals = equal.default as unknown as (a: unknown, b: unknown) => boolean;
const lengthOf = length.default as unknown as (text: string) => number;

export const constant: KeywordPart = (allowedValue: unknown): Part => {
  const message = 'must be equal to constant';
  return (value, path, run) => equals(value, allowedValue) || failed(run, path, 'const', { allowedValue }, message);
};

type Compare = (value: number, limit: number) => boolean;

/** @param words in messages @param symbol in the parameters of errors */
const limit =
  (keyword: string, symbol: string, isWithin: Compare): KeywordPart =>
  (bound: number): Part => {
    const params = { comparison: symbol, limit: bound };
    const message = `must be ${symbol} ${String(bound)}`;
    return (value, path, run) => isWithin(value as number, bound) || failed(run, path, keyword, params, message);
  };

export const numbers: Readonly<Record<string, KeywordPart>> = {
  maximum: limit('maximum', '<=', (value, bound) => value <= bound),
  minimum: limit('minimum', '>=', (value, bound) => value >= bound),
  exclusiveMaximum: limit('exclusiveMaximum', '<', (value, bound) => value < bound),
  exclusiveMinimum: limit('exclusiveMinimum', '>', (value, bound) => value > bound),
  multipleOf: (multipleOf: number): Part => {
    const message = `must be multiple of ${String(multipleOf)}`;
    return (value, path, run) => {
      const times = (value as number) / multipleOf;
      const isMultiple = multipleOf !== 0 && Math.abs(Math.round(times) - times) <= 1e-9;
      return isMultiple || failed(run, path, 'multipleOf', { multipleOf }, message);
    };
  },
};

/** A bound of a size. */
export const sized =
  (keyword: string, what: string, sizeOf: (value: never) => number): KeywordPart =>
  (bound: number): Part => {
    const isMost = keyword.startsWith('max');
    const message = `must NOT have ${isMost ? 'more' : 'fewer'} than ${String(bound)} ${what}`;
    return (value, path, run) => {
      const size = sizeOf(value as never);
      return (isMost ? size <= bound : size >= bound) || failed(run, path, keyword, { limit: bound }, message);
    };
  };

export const texts: Readonly<Record<string, KeywordPart>> = {
  maxLength: sized('maxLength', 'characters', lengthOf),
  minLength: sized('minLength', 'characters', lengthOf),
  pattern: (pattern: string, _, make): Part => {
    const engine = make.pattern(pattern);
    const message = `must match pattern "${pattern}"`;
    return (value, path, run) => engine.test(value as string) || failed(run, path, 'pattern', { pattern }, message);
  },
  format: (format: string, _, make) => {
    const isOf = make.format(format);
    if (isOf === undefined) return undefined;
    const message = `must match format "${format}"`;
    return (value, path, run) => isOf(value as string) || failed(run, path, 'format', { format }, message);
  },
};
