/**
 * The grammar of `behavior.yaml`: what an API does beyond its contract, as data.
 *
 * The published JSON Schema (`schema/behavior.schema.json`) is generated from this file, descriptions included,
 * so that editors complete and explain it. Everything is closed: an unknown key is a mistake.
 */
import { operation } from './operation.js';
import { reasons } from './reasons.js';
import { resource } from './resource.js';
import { evidence, name, path, template } from './rule-parts.js';
import * as z from 'zod';

export type { Evidence } from './rule-parts.js';
export type {
  Conversion,
  Derivation,
  FieldRule,
  IdRule,
  ProtectRule,
  RequirementRule,
  ResourceRule,
  SameRecordsRule,
} from './resource.js';
export type { FilterRule, OperationRule, PageRule, RuleOf, Words } from './operation.js';

const refusal = z
  .strictObject({
    is: z.enum(reasons).optional().describe('For a variant with its own name: its reason.'),
    as: name.optional().describe('Answer exactly as this other refusal does.'),
    status: z.int().min(400).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: template.optional(),
    fill: z
      .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/), template)
      .optional()
      .describe('Instead of `body`: values for the $names in `dialect.envelope`.'),
    each: template.optional().describe('Template for each element of $issues, with $field, $message and $keyword.'),
    undeclared: z
      .literal(true)
      .optional()
      .describe('Also used by operations that do not declare its status, for documents that declare few errors.'),
    evidence,
  })
  .refine((item) => (item.as === undefined) !== (item.status === undefined), {
    error: 'either `status` (and `body`) or `as`, not both',
  })
  .refine((item) => item.fill === undefined || (item.as === undefined && item.body === undefined), {
    error: '`fill` goes with `status`, not with `as` or `body`',
  });

const message = z.strictObject({
  text: z.string().min(1),
  seenFor: z
    .array(path)
    .min(1)
    .optional()
    .describe(
      'The fields for which a source shows this text. The evidence for other fields is in its part `otherFields`.',
    ),
  evidence,
});

const dialect = z.strictObject({
  contentType: z.string().default('application/json').describe('Media type of every refusal.'),
  allowed: z
    .strictObject({
      quote: z.string().default("'"),
      separator: z.string().default(', '),
      last: z.string().default(' or '),
    })
    .prefault({})
    .describe("How $allowed lists the values of an enum: 'a', 'b' or 'c'."),
  envelope: z
    .strictObject({ body: template, evidence })
    .optional()
    .describe(
      'The body of each refusal that has `fill`: its values replace the $names here; $status is the status of the refusal.',
    ),
  messages: z
    .record(z.string(), message)
    .describe(
      '$message for a validation issue. Looked up by `<keyword>:<field>`, `field:<field>`, the JSON Schema keyword, `default`.',
    ),
  refusals: z.record(z.string(), refusal),
});

// The type of a grammar is what it infers to.
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- spelled out it would say the same twice
const treat = <const T extends readonly [string, ...string[]]>(...of: T) =>
  z.strictObject({ treat: z.enum(of), evidence });

const requests = z.strictObject({
  unknownBodyFields: treat('refuse', 'ignore', 'asDeclared').describe(
    'asDeclared: refused if the schema of the body has `additionalProperties: false`, otherwise ignored.',
  ),
  unknownQueryParameters: treat('refuse', 'ignore'),
  trailingSlash: treat('exact', 'either'),
  browserOrigin: treat('refuse', 'accept', 'cors').describe(
    'Calls of browsers. refuse · accept (without CORS headers, like other calls) · cors: preflight requests are answered, and each reply has CORS headers.',
  ),
  slashesInParameters: z
    .strictObject({ parameters: z.array(name), evidence })
    .optional()
    .describe('Path parameters whose values may have unencoded slashes.'),
  idempotencyKey: z
    .strictObject({
      header: name,
      refuse: name.optional(),
      undeclared: z
        .literal(true)
        .optional()
        .describe('Also for operations whose document does not declare the header.'),
      evidence,
    })
    .optional()
    .describe(
      'A request header of POST. A call that repeats the key of a successful call of the same operation gets its reply; with another path, query or body, it is refused as a conflict.',
    ),
});

const notEnforced = z
  .array(
    z.strictObject({
      states: z.string().min(1).describe('What the vendor states, in a sentence.'),
      operations: z.array(name).min(1).describe('The operations that do not do it.'),
      source: name.describe('Where the vendor states it, such as the number of a statement in SOURCES.md.'),
    }),
  )
  .optional()
  .describe('What the vendor states and no rule here enforces. `check` and `explain` show it.');

export const behavior = z
  .strictObject({
    stuntdouble: z.literal(1).describe('The version of this grammar.'),
    showcase: name.optional().describe('The operation that the curl command at start calls.'),
    accounts: treat('one', 'perCredential')
      .optional()
      .describe('Whether all callers share their records, or each credential has its own (default).'),
    requests,
    limits: z
      .array(z.strictObject({ requests: z.int().positive(), seconds: z.int().positive(), evidence }))
      .optional()
      .describe('Documented rate limits per credential. Off by default.'),
    notEnforced,
    dialect,
    resources: z.record(name, resource),
    operations: z.record(name, operation),
  })
  .describe('What an API does beyond its OpenAPI document. See docs/behavior.md.');

export type Behavior = z.infer<typeof behavior>;
export type RefusalRule = z.infer<typeof refusal>;
