/** Makes up numbers. */
import type { Json } from '../../grammar/json.js';
import { CannotMake } from '../../engine/model/draw.js';

/** Maximum distance from a bound if only one is given. */
const SPAN = 1000;

const INTEGER_BOUNDS: Record<string, readonly [number, number]> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
};

/** @param random 0 ≤ n < 1 */
export function makeNumber(schema: Json, isInteger: boolean, random: number, now: number): number {
  const { low, high } = boundsOf(schema, now);
  const step = stepOf(schema['multipleOf'], isInteger);
  if (step === undefined) return between(schema, low, high, random);
  let first = Math.ceil(rounded(low / step));
  let last = Math.floor(rounded(high / step));
  if (rounded(first * step) === schema['exclusiveMinimum']) first++;
  if (rounded(last * step) === schema['exclusiveMaximum']) last--;
  if (first > last) throw new CannotMake('no number is within its bounds');
  return rounded((first + Math.floor(random * (Math.min(last - first, SPAN) + 1))) * step);
}

function boundsOf(schema: Json, now: number): { low: number; high: number } {
  const of = (name: string): number | undefined => (typeof schema[name] === 'number' ? schema[name] : undefined);
  const [least, most] = INTEGER_BOUNDS[String(schema['format'])] ?? [];
  const given = {
    low: greatest([of('minimum'), of('exclusiveMinimum'), least !== undefined && least >= 0 ? least : undefined]),
    high: smallest([of('maximum'), of('exclusiveMaximum'), most]),
  };
  const isTime = /^unix-?time$|timestamp/.test(String(schema['format']));
  const usual = isTime ? Math.floor(now / 1000) : 0;
  const low = given.low ?? (given.high === undefined || given.high >= usual ? usual : given.high - SPAN);
  return { low, high: given.high ?? (isTime && low <= usual ? usual : low + SPAN) };
}

const present = (values: (number | undefined)[]): number[] => values.filter((value) => value !== undefined);
const greatest = (values: (number | undefined)[]): number | undefined =>
  present(values).length === 0 ? undefined : Math.max(...present(values));
const smallest = (values: (number | undefined)[]): number | undefined =>
  present(values).length === 0 ? undefined : Math.min(...present(values));

/** undefined: any number. */
function stepOf(multipleOf: unknown, isInteger: boolean): number | undefined {
  if (typeof multipleOf !== 'number' || multipleOf <= 0) return isInteger ? 1 : undefined;
  if (!isInteger) return multipleOf;
  for (let times = 1; times <= SPAN; times++)
    if (Number.isInteger(rounded(multipleOf * times))) return rounded(multipleOf * times);
  throw new CannotMake('no integer is a multiple of multipleOf');
}

function between(schema: Json, low: number, high: number, random: number): number {
  if (low > high) throw new CannotMake('no number is within its bounds');
  const value = Math.round((low + random * (high - low)) * 100) / 100;
  const isWithin = value >= low && value <= high;
  const isBound = value === schema['exclusiveMinimum'] || value === schema['exclusiveMaximum'];
  return isWithin && !isBound ? value : (low + high) / 2;
}

/** Removes the error of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(15));
