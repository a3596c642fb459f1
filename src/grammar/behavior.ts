/**
 * The grammar of `behavior.yaml`: what an API does beyond its contract, as data.
 *
 * The published JSON Schema (`schema/behavior.schema.json`) is generated from this file, descriptions included,
 * so that editors complete and explain it. Everything is closed: an unknown key is a mistake.
 */
import { reasons } from './reasons.js';
import * as z from 'zod';

const path = z.string().regex(/^[A-Za-z_$][\w$-]*(\[\])?(\.[A-Za-z_$][\w$-]*(\[\])?)*$/, {
  error: 'a field path such as name, config.provider or fields[].slug',
});
const name = z.string().min(1);
const template = z.json().describe('A JSON value in which $names stand for values; `$$` is a dollar sign.');

/** The levels of evidence, each with a reference. */
const references = {
  documented: z.string().min(1).optional().describe("The vendor's own documentation: where."),
  client: z.string().min(1).optional().describe("The vendor's own published client or SDK: where."),
  assumed: z.string().min(1).optional().describe('Our decision, because the sources are silent: why.'),
};
const ONE_LEVEL = 'exactly one of documented, client, assumed, with a reference';
const hasOneLevel = (given: object): boolean =>
  Object.keys(given).filter((key) => Object.hasOwn(references, key)).length === 1;

/** Where a rule comes from, and where its parts come from if they have evidence of their own. */
const evidence = z
  .strictObject({
    ...references,
    parts: z
      .record(name, z.strictObject(references).refine(hasOneLevel, { error: ONE_LEVEL }))
      .optional()
      .describe(
        'Parts of the rule with evidence of their own, by the path of their key: status, body.error, default, derive.table. The level of the rule is that of its weakest part.',
      ),
  })
  .refine(hasOneLevel, { error: ONE_LEVEL })
  .describe('Exactly one of documented, client, assumed, with a reference; `parts` names what has other evidence.');

const refusal = z
  .strictObject({
    is: z.enum(reasons).optional().describe('For a variant with a name of its own: the reason that it is.'),
    as: name.optional().describe('Answered exactly as this other refusal.'),
    status: z.int().min(400).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: template.optional(),
    fill: z
      .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/), template)
      .optional()
      .describe('In place of `body`: the values of the $names in `dialect.envelope`.'),
    evidence,
  })
  .refine((it) => (it.as === undefined) !== (it.status === undefined), {
    error: 'either `status` (and `body`) or `as`, not both',
  })
  .refine((it) => it.fill === undefined || (it.as === undefined && it.body === undefined), {
    error: '`fill` goes with `status`, not with `as` or `body`',
  });

const message = z.strictObject({
  text: z.string().min(1),
  seenFor: z
    .array(path)
    .min(1)
    .optional()
    .describe('The fields for which a source shows this text. Others are the part `otherFields` of its evidence.'),
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
      'The body of each refusal that has `fill`: its values stand for the $names here; $status is the status of the refusal.',
    ),
  messages: z
    .record(z.string(), message)
    .describe(
      '$message for a validation issue. Looked up by `<keyword>:<field>`, `field:<field>`, the JSON Schema keyword, `default`.',
    ),
  refusals: z.record(z.string(), refusal),
});

const idFormat = z.enum(['uuid', 'integer', 'ulid', 'globalId', 'given']);

const id = z.strictObject({
  field: path.describe('The field that holds it.'),
  format: idFormat.describe(
    'uuid · integer (a sequence) · ulid (`prefix` + ULID) · globalId (base64 of `prefix:number:suffix`) · given (the client chooses it).',
  ),
  prefix: z.string().optional(),
  anyPrefix: z.boolean().optional().describe('ulid: a missing or another prefix is well-formed (and then not found).'),
  alsoPrefixes: z.array(name).optional().describe('globalId: further type names that are well-formed.'),
  evidence,
});

const when = z.record(path, z.json()).describe('All of these fields of the stored record have these values.');

const derivation = z
  .strictObject({
    presence: path.optional().describe('true when that field has a value.'),
    mask: path.optional().describe('The value with its middle hidden; an object is masked value by value.'),
    lookup: path.optional().describe('The entry of `table` for the value of that field, else `otherwise`.'),
    slug: path.optional().describe('Lower case, [a-z0-9_] only.'),
    copy: path.optional().describe('The value of that field, if it has one.'),
    through: path.optional().describe('copy: of the record that this field references, and not of this one.'),
    position: z
      .literal('siblings')
      .optional()
      .describe('One more than the highest among the records of the same parent; 0 for the first.'),
    index: z.literal('element').optional().describe('For a path with []: the place of the element in its list.'),
    start: z.int().min(0).optional(),
    end: z.int().min(0).optional(),
    fill: z.string().optional(),
    table: z.record(z.string(), z.json()).optional(),
    otherwise: z.json().optional(),
  })
  .refine(
    (it) => ['presence', 'mask', 'lookup', 'slug', 'copy', 'position', 'index'].filter((k) => k in it).length === 1,
    {
      error: 'exactly one of presence, mask, lookup, slug, copy, position, index',
    },
  );

const field = z
  .strictObject({
    stamp: z.enum(['created', 'updated', 'creator']).optional().describe('Set from the clock or the credential.'),
    precision: z.enum(['seconds', 'milliseconds']).optional(),
    prefix: z.string().optional().describe('creator: the type name in the global id of the user.'),
    generate: z
      .enum(['uuid', 'integer'])
      .optional()
      .describe('Made by the server when the record (or list element) is.'),
    default: z.json().optional().describe('The value when a new record has none.'),
    derive: derivation.optional(),
    once: z.boolean().optional().describe('derive: at creation only, unless the field has no value yet.'),
    immutable: z
      .strictObject({
        when: when.optional(),
        refuse: name.optional(),
        evenEqual: z
          .literal(true)
          .optional()
          .describe('The stored value is refused as well: for secrets, where a comparison would tell them.'),
      })
      .optional(),
    merge: z.enum(['deep', 'replace']).optional().describe('How an update treats an object in this field.'),
    distinct: z
      .literal(true)
      .optional()
      .describe(
        'For a path with []: no two elements have the same value; else refused as invalid, by the keyword `distinct`.',
      ),
    hidden: z.boolean().optional().describe('Kept in the store, in no reply and in no contract schema.'),
    references: z
      .strictObject({ resource: name, refuse: name.optional() })
      .optional()
      .describe('Must name a record of that resource, by its id or an alias.'),
    alsoSentAs: name.optional().describe('Another name under which a body may send this field; its own goes first.'),
    evidence,
  })
  .refine((it) => it.stamp === undefined || it.stamp === 'creator' || it.precision !== undefined, {
    error: 'a time stamp needs its precision',
  });

const resource = z.strictObject({
  schema: name
    .optional()
    .describe(
      'The component schema with every field that a client can read: what must be complete after creation. Left out where no operation shows it.',
    ),
  id,
  notFound: name.optional().describe('The refusal for a record of this resource that is not there, if not `notFound`.'),
  foreign: name.optional().describe("The refusal for another account's record of this resource, if not `foreign`."),
  aliases: z.array(path).optional().describe('Unique fields by which a path may name the record as well.'),
  parent: z.strictObject({ resource: name, field: path, parameter: name, evidence }).optional(),
  order: z
    .strictObject({ by: path, direction: z.enum(['asc', 'desc']), evidence })
    .optional()
    .describe('Of its lists; else as created.'),
  unique: z.array(z.strictObject({ fields: z.array(path).min(1), refuse: name.optional(), evidence })).optional(),
  fields: z.record(path, field).optional(),
  embed: z
    .record(
      name,
      z.strictObject({ children: name.optional(), reference: name.optional(), by: path.optional(), evidence }),
    )
    .optional()
    .describe('Fields of a reply that are other records: the children, or the record that `by` names.'),
  dropped: z.strictObject({ whenParentChanges: path, evidence }).optional(),
});

const protect = z.strictObject({ when, refuse: name.optional(), evidence });

const words = z
  .partialRecord(z.enum(reasons), name)
  .describe('The refusals with which this operation words a reason, where others have other words.');

const common = {
  evidence,
  reply: template.optional().describe('The body of the reply; else the record, or the bare list.'),
  words: words.optional(),
};
const onResource = { ...common, resource: name };

const filter = z.strictObject({
  field: path,
  match: z.enum(['equals', 'contains']),
  ignoreCase: z.boolean().optional(),
  nullMatches: z.boolean().optional().describe('null, absent and an empty list match every value.'),
  through: z
    .strictObject({ resource: name, field: path })
    .optional()
    .describe('`field` holds ids of that resource; its field is what is compared.'),
  evidence,
});

const page = z.strictObject({
  style: z.enum(['offset', 'page', 'cursor']),
  limit: name.describe('The query parameter with the size of a page.'),
  position: name.describe('The query parameter with the offset, the page number or the cursor.'),
  evidence,
});

const operation = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('create'), ...onResource, bodyLimit: z.int().positive().optional() }),
  z.strictObject({ verb: z.literal('read'), ...onResource }),
  z.strictObject({
    verb: z.literal('list'),
    ...onResource,
    filters: z.record(name, filter).optional().describe('By query parameter.'),
    page: page.optional(),
    sort: z
      .strictObject({ parameter: name, default: path, evidence })
      .optional()
      .describe('A query parameter that names the field; `-` in front reverses.'),
    ignored: z
      .record(name, z.strictObject({ evidence }))
      .optional()
      .describe('Query parameters that change nothing here.'),
  }),
  z.strictObject({
    verb: z.literal('update'),
    ...onResource,
    merge: z
      .enum(['deep', 'replace'])
      .default('deep')
      .describe('Objects within a record: merged (RFC 7396 without its deletion), or replaced whole.'),
    atLeastOneOf: z.strictObject({ fields: z.array(path).min(1), evidence }).optional(),
    protect: protect.optional(),
    bodyLimit: z.int().positive().optional(),
  }),
  z.strictObject({
    verb: z.literal('replace'),
    ...onResource,
    keep: z.array(path).optional().describe('Fields that stay when they are omitted.'),
    protect: protect.optional(),
  }),
  z.strictObject({
    verb: z.literal('upsert'),
    ...onResource,
    by: path.describe('The field that says which record is meant.'),
    merge: z.enum(['deep', 'replace']).default('deep'),
    protect: protect.optional(),
  }),
  z.strictObject({ verb: z.literal('delete'), ...onResource, protect: protect.optional() }),
  z.strictObject({ verb: z.literal('decline'), reason: z.string().min(1).describe('Why it is not served.'), evidence }),
  z.strictObject({
    verb: z.literal('quirk'),
    ...common,
    resource: name.optional(),
    quirk: name,
    raises: z
      .array(name)
      .optional()
      .describe('Refusals that it throws beside those that any operation can answer with.'),
    bodyLimit: z.int().positive().optional(),
  }),
]);

// The type of a grammar is what it infers to.
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- spelled out it would say the same twice
const treat = <const T extends readonly [string, ...string[]]>(...of: T) =>
  z.strictObject({ treat: z.enum(of), evidence });

export const behavior = z
  .strictObject({
    stuntdouble: z.literal(1).describe('The version of this grammar.'),
    showcase: name.optional().describe('The operation whose example start prints as a curl line.'),
    requests: z.strictObject({
      unknownBodyFields: treat('refuse', 'ignore'),
      unknownQueryParameters: treat('refuse', 'ignore'),
      trailingSlash: treat('exact', 'either'),
      browserOrigin: treat('refuse', 'accept'),
      slashesInParameters: z
        .strictObject({ parameters: z.array(name), evidence })
        .optional()
        .describe('Path parameters whose value may hold unencoded slashes.'),
    }),
    limits: z
      .array(z.strictObject({ requests: z.int().positive(), seconds: z.int().positive(), evidence }))
      .optional()
      .describe('Documented rate limits per credential; off unless asked for.'),
    dialect,
    resources: z.record(name, resource),
    operations: z.record(name, operation),
  })
  .describe('What an API does beyond its OpenAPI document. See docs/behavior.md.');

export type Behavior = z.infer<typeof behavior>;
export type Evidence = z.infer<typeof evidence>;
export type RefusalRule = z.infer<typeof refusal>;
export type ResourceRule = z.infer<typeof resource>;
export type Words = z.infer<typeof words>;
export type FieldRule = z.infer<typeof field>;
export type Derivation = z.infer<typeof derivation>;
export type OperationRule = z.infer<typeof operation>;
export type FilterRule = z.infer<typeof filter>;
export type IdRule = z.infer<typeof id>;
export type ProtectRule = z.infer<typeof protect>;
