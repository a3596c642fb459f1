/** The grammar of a resource: its schema, its ids, what it belongs to, and what its fields do. */
import * as z from 'zod';
import { evidence, name, path } from './statement.js';

const idFormat = z.enum(['uuid', 'integer', 'ulid', 'globalId', 'given', 'text', 'digits', 'single']);

const id = z
  .strictObject({
    field: path.default('$id').describe('The field that holds it. Left out: only for `single`.'),
    format: idFormat.describe(
      'uuid · integer (a sequence) · digits (a sequence, as text) · text (`prefix` and `length` characters of `alphabet`) · ulid (`prefix` + ULID) · globalId (base64 of `prefix:number:suffix`) · given (the client chooses it) · single (no id: one record for each account and context).',
    ),
    prefix: z.string().optional(),
    alphabet: z.string().min(2).optional().describe('text: default A–Z, a–z, 0–9.'),
    length: z.int().min(1).max(200).optional().describe('text: characters after the prefix, default 24.'),
    anyPrefix: z
      .boolean()
      .optional()
      .describe('ulid: a missing or another prefix is well-formed (and then not found).'),
    alsoPrefixes: z.array(name).optional().describe('globalId: further type names that are well-formed.'),
    malformed: z
      .enum(['invalidId', 'notFound'])
      .optional()
      .describe('The refusal for a malformed id in a path. Default invalidId.'),
    scope: z
      .literal('path')
      .optional()
      .describe('The same id may stand below each parent and in each context. Default: unique among all records.'),
    evidence,
  })
  .refine((item) => item.format === 'single' || item.field !== '$id', { error: 'name the `field` that holds the id' });

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
    (item) => ['presence', 'mask', 'lookup', 'slug', 'copy', 'position', 'index'].filter((k) => k in item).length === 1,
    {
      error: 'exactly one of presence, mask, lookup, slug, copy, position, index',
    },
  );

const conversion = z
  .strictObject({
    to: z
      .enum(['list', 'record', 'madeUp'])
      .describe(
        'list: one value becomes a list of one · record: an id is shown as the record that it names, and made up from the schema where there is none · madeUp: what is sent is not kept, the value of the reply is made up once.',
      ),
    resource: name.optional().describe('record: whose id is sent.'),
  })
  .refine((item) => item.to !== 'list' || item.resource === undefined, { error: '`resource` is for `record` alone' });

const field = z
  .strictObject({
    stamp: z.enum(['created', 'updated', 'creator']).optional().describe('Set from the clock or the credential.'),
    format: z
      .enum(['date-time', 'unixSeconds', 'unixMilliseconds', 'rfc2822', 'date'])
      .optional()
      .describe('How a time stamp is written. Default date-time (ISO 8601).'),
    precision: z.enum(['seconds', 'milliseconds']).optional().describe('Of a date-time.'),
    prefix: z.string().optional().describe('creator: the type name in the global id of the user.'),
    generate: z
      .enum(['uuid', 'integer'])
      .optional()
      .describe('Made by the server when the record (or list element) is.'),
    constant: z.json().optional().describe('Always this value, whatever is sent.'),
    default: z.json().optional().describe('The value when a new record has none.'),
    derive: derivation.optional(),
    once: z.boolean().optional().describe('derive: at creation only, unless the field has no value yet.'),
    convert: conversion.optional().describe('Bodies send this field in another type than replies show it in.'),
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
  .refine(
    (item) =>
      item.stamp === undefined ||
      item.stamp === 'creator' ||
      item.precision !== undefined ||
      (item.format !== undefined && item.format !== 'date-time'),
    { error: 'a time stamp needs its precision' },
  );

const schema = name.describe(
  'A component schema by its name, or any schema of the document by a pointer (`#/paths/~1pets/get/…/schema/items`).',
);

export const resource = z.strictObject({
  schema: schema
    .optional()
    .describe(
      'The schema with every field that a client can read, by the name of the component or by a pointer into the document: what must be complete after creation. Left out where no operation shows it.',
    ),
  alsoShownAs: z
    .array(schema)
    .optional()
    .describe('Other schemas that replies show it in, such as a summary in lists: what they require is made as well.'),
  repair: z
    .strictObject({ evidence })
    .optional()
    .describe(
      'A record that does not fit the schema is made to fit when it is written: what is missing or of another type than the schema says is made up once.',
    ),
  id,
  notFound: name.optional().describe('The refusal for a record of this resource that is not there, if not `notFound`.'),
  foreign: name.optional().describe("The refusal for another account's record of this resource, if not `foreign`."),
  aliases: z.array(path).optional().describe('Unique fields by which a path may name the record as well.'),
  parent: z
    .strictObject({
      resource: name,
      field: path,
      parameter: name,
      open: z
        .literal(true)
        .optional()
        .describe('It need not be there: a tenant, such as the account of the caller, that no call has made.'),
      evidence,
    })
    .optional()
    .describe(
      'The record that it belongs to: where a path names it by `parameter`, it must be there. A `field` that begins with $ is kept in the store only.',
    ),
  context: z
    .array(z.strictObject({ parameter: name, field: path, evidence }))
    .optional()
    .describe(
      'Path parameters that only divide the records (tenant, region): any value is taken, and kept with the record. A `field` that begins with $ is kept in the store only.',
    ),
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

export const protect = z.strictObject({ when, refuse: name.optional(), evidence });

export type ResourceRule = z.infer<typeof resource>;
export type FieldRule = z.infer<typeof field>;
export type Derivation = z.infer<typeof derivation>;
export type Conversion = z.infer<typeof conversion>;
export type IdRule = z.infer<typeof id>;
export type ProtectRule = z.infer<typeof protect>;
