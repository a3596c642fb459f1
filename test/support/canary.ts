/** In every test file: fails if a shared prototype was changed. */
const shared = [Object, Array, Function, String, Number, RegExp, Promise, Map, Set].map(
  (item) => item.prototype as object,
);
const keys = (): PropertyKey[][] => shared.map((item) => Reflect.ownKeys(item));
const before = keys();

afterAll(() => expect(keys()).toEqual(before));
