/** Types of vendors' names, records and bodies, as far as they are known at compile time. */
import type { Json } from '../grammar/json.js';
import type { Vendors } from '../../types/index.cjs';

/** Offers the known names for completion and accepts any other. */
type Open<Known extends string, Any extends string = string> = Known | (Any & {});

export type VendorName = Open<keyof Vendors>;

export type ResourceName<V extends string> = Open<
  V extends keyof Vendors ? keyof Vendors[V]['records'] & string : never
>;

export type RecordOf<V extends string, R extends string> = V extends keyof Vendors
  ? R extends keyof Vendors[V]['records']
    ? Vendors[V]['records'][R]
    : Json
  : Json;

type Named = { [V in keyof Vendors]: `${V}.${keyof Vendors[V]['operations'] & string}` }[keyof Vendors];

/** `vendor.operation` */
export type OperationName = Open<Named, `${string}.${string}`>;

/** The type of an expected request body of an operation. */
export type ExpectedBody<N extends string> = N extends `${infer V extends keyof Vendors}.${infer O}`
  ? O extends keyof Vendors[V]['operations']
    ? PartialOrMatcher<BodyOf<Vendors[V]['operations'][O]>>
    : unknown
  : unknown;

type BodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content[keyof Content]
    : never
  : never;

/** A partial value, with matchers such as `expect.any(String)` at any place. Enums are open, because refused calls have other texts. */
type PartialOrMatcher<T> =
  | { asymmetricMatch(value: unknown): boolean }
  | (T extends string
      ? Open<T>
      : T extends readonly (infer Item)[]
        ? readonly PartialOrMatcher<Item>[]
        : T extends object
          ? { [K in keyof T]?: PartialOrMatcher<T[K]> | undefined }
          : T);
