/** The grammar of an operation: what a call of it does, by verb. */
import * as z from 'zod';
import { reasons } from './reasons.js';
import { protect } from './resource.js';
import { evidence, name, path, template } from './statement.js';

const words = z
  .partialRecord(z.enum(reasons), name)
  .describe('The refusals with which this operation words a reason, where others have other words.');

const common = {
  evidence,
  reply: template
    .optional()
    .describe('The body of the reply; else the record, or the bare list. null: the reply has no body of its own.'),
  status: z
    .int()
    .min(200)
    .max(399)
    .optional()
    .describe('Of the reply, where the document declares several successes or none.'),
  words: words.optional(),
};
const onResource = {
  ...common,
  resource: name,
  parameters: z
    .record(name, name)
    .optional()
    .describe(
      'Path parameters to which the resource gives another name: `id: order` where it says `order` and this path says `id`.',
    ),
};

/** Operations that are about one record. */
const onRecord = {
  ...onResource,
  record: z
    .union([
      z.strictObject({ path: name }),
      z.strictObject({ query: name }),
      z.strictObject({ body: path }).describe('A field of the body.'),
    ])
    .optional()
    .describe('Where a call names the record. Default: the last parameter of the path.'),
};

const body = {
  body: z
    .strictObject({ at: path })
    .optional()
    .describe('Where in the body the fields of the record stand, such as `data.attributes`. Default: the body itself.'),
  unknownBodyFields: z
    .enum(['refuse', 'ignore'])
    .optional()
    .describe('For this operation, where others treat unknown fields otherwise.'),
  bodyLimit: z.int().positive().optional(),
};

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

const page = z
  .strictObject({
    style: z
      .enum(['offset', 'page', 'cursor', 'ids'])
      .describe('What `position` holds: an offset, a page number, a cursor, or the id of the record before the page.'),
    limit: name.optional().describe('The query parameter with the size of a page. Left out: it cannot be chosen.'),
    size: z.int().positive().optional().describe('The size of a page where none is sent. Default: the whole list.'),
    position: name.describe('The query parameter with the offset, the page number, the cursor or the id.'),
    before: name.optional().describe('ids: the query parameter with the id of the record behind the page.'),
    first: z.literal(0).optional().describe('page: the first page has the number 0. Default 1.'),
    end: z
      .enum(['omitted', 'null', 'empty'])
      .optional()
      .describe('What $nextCursor, $nextLink, $nextPage and their like are where there is no such page.'),
    links: z
      .enum(['absolute', 'path'])
      .optional()
      .describe('How $nextLink and its like are written. Default absolute.'),
    linkHeader: z.boolean().optional().describe('The reply has a Link header (RFC 8288) with first, prev, next, last.'),
    evidence,
  })
  .refine((item) => item.before === undefined || item.style === 'ids', { error: '`before` is for the style `ids`' })
  .refine((item) => item.first === undefined || item.style === 'page', { error: '`first` is for the style `page`' });

const sort = z
  .strictObject({
    parameter: name,
    default: path.or(z.string().regex(/^-/)).describe('The field when nothing is sent.'),
    direction: name.optional().describe('A query parameter with `asc` or `desc`.'),
    fields: z.record(z.string(), path).optional().describe('What a value of the parameter means, if not a field.'),
    evidence,
  })
  .describe('A query parameter that names the field; `-` in front reverses.');

export const operation = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('create'), ...onResource, ...body }),
  z.strictObject({ verb: z.literal('read'), ...onRecord }),
  z.strictObject({
    verb: z.literal('list'),
    ...onResource,
    each: template.optional().describe('What $items has for each record, by $item and $id; else the record.'),
    filters: z.record(name, filter).optional().describe('By query parameter.'),
    page: page.optional(),
    sort: sort.optional(),
    ignored: z
      .record(name, z.strictObject({ evidence }))
      .optional()
      .describe('Query parameters that change nothing here.'),
  }),
  z.strictObject({
    verb: z.literal('update'),
    ...onRecord,
    ...body,
    merge: z
      .enum(['deep', 'replace'])
      .default('deep')
      .describe('Objects within a record: merged (RFC 7396 without its deletion), or replaced whole.'),
    atLeastOneOf: z.strictObject({ fields: z.array(path).min(1), evidence }).optional(),
    protect: protect.optional(),
  }),
  z.strictObject({
    verb: z.literal('replace'),
    ...onRecord,
    ...body,
    keep: z.array(path).optional().describe('Fields that stay when they are omitted.'),
    protect: protect.optional(),
  }),
  z.strictObject({
    verb: z.literal('upsert'),
    ...onRecord,
    ...body,
    by: path
      .optional()
      .describe('The field of the body that says which record is meant. Left out: the one that the call names.'),
    existing: z
      .enum(['update', 'replace'])
      .optional()
      .describe('What becomes of a record that is there. Default update.'),
    merge: z.enum(['deep', 'replace']).default('deep'),
    protect: protect.optional(),
  }),
  z.strictObject({ verb: z.literal('delete'), ...onRecord, protect: protect.optional() }),
  z.strictObject({
    verb: z.literal('singleton'),
    ...onResource,
    ...body,
    does: z
      .enum(['read', 'update', 'replace', 'delete'])
      .describe(
        'With the one record of the account and context, which is made when it is first named. delete: made anew.',
      ),
    merge: z.enum(['deep', 'replace']).default('deep'),
  }),
  z.strictObject({ verb: z.literal('example'), ...common }),
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

export type OperationRule = z.infer<typeof operation>;
export type RuleOf<V extends OperationRule['verb']> = Extract<OperationRule, { verb: V }>;
export type Words = z.infer<typeof words>;
export type FilterRule = z.infer<typeof filter>;
export type PageRule = z.infer<typeof page>;
