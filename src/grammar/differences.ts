/** The grammar of a behavior with `extends`, which states only differences: every part can be left out, and null removes it. */
import { behavior } from './behavior.js';
import { MAPS_OF_DIALECT, MAPS_OF_RESOURCE } from './merged-maps.js';
import { operation } from './operation.js';
import { resource } from './resource.js';
import * as z from 'zod';

type Shape = Record<string, z.ZodType>;

const orNull = (shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, part.nullable().optional()]));

/** A map whose entries are replaced one by one. */
const entries = (map: z.ZodType): z.ZodType => {
  const inner = map instanceof z.ZodOptional ? map.unwrap() : map;
  return inner instanceof z.ZodRecord ? z.record(z.string(), (inner.valueType as z.ZodType).nullable()) : map;
};

/** @param maps the keys whose values are such maps */
const merged = (shape: Shape, maps: readonly string[] = []): z.ZodType =>
  z.strictObject(
    orNull(Object.fromEntries(Object.entries(shape).map(([key, it]) => [key, maps.includes(key) ? entries(it) : it]))),
  );

const { shape } = behavior;

export const differences = z
  .strictObject({
    ...orNull({
      showcase: shape.showcase,
      accounts: shape.accounts,
      limits: shape.limits,
      notEnforced: shape.notEnforced,
    }),
    stuntdouble: shape.stuntdouble.optional(),
    extends: z
      .enum(['inferred', 'base'])
      .describe('inferred: the behavior that the document implies · base: for an edition, the behavior of its vendor.'),
    requests: merged(shape.requests.shape).optional(),
    dialect: merged(shape.dialect.shape, MAPS_OF_DIALECT).optional(),
    resources: z.record(z.string(), merged(resource.shape, MAPS_OF_RESOURCE).nullable()).optional(),
    operations: z.record(z.string(), operation.nullable()).optional(),
  })
  .describe('The differences from another behavior. See docs/editions.md.');
