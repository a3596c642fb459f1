/** A copy of an object without one member. */
export function omit<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy = { ...value };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- of a copy with a known key
  delete copy[key];
  return copy;
}
