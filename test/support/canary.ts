/** In every test file: what all objects share is at the end as it was at the start. */
const shared = [Object, Array, Function, String, Number, RegExp, Promise, Map, Set].map(
  (item) => item.prototype as object,
);
const keys = (): PropertyKey[][] => shared.map((item) => Reflect.ownKeys(item));
const before = keys();

afterAll(() => expect(keys()).toEqual(before));
