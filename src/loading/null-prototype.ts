/** A map without a prototype: looking up `toString` never finds that of Object.prototype. */
export const withoutPrototype = <T extends object>(map: T): T => Object.assign(Object.create(null) as T, map);
