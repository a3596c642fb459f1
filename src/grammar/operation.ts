/** The grammar of an operation: what a call of it does, by verb. */
import * as z from 'zod';
import { reasons } from './reasons.js';
import { protect } from './resource.js';
import { evidence, name, path, template } from './rule-parts.js';

const words = z
  .partialRecord(z.enum(reasons), name)
  .describe('By reason: the refusal of this operation, if it differs from other operations.');

const common = {
  evidence,
  reply: template
    .optional()
    .describe('Template of the reply body. Default: the record, or the bare list. null: no body.'),
  status: z
    .int()
    .min(200)
    .max(399)
    .optional()
    .describe('Status of the reply, if the document declares several successes or none.'),
  words: words.optional(),
};
const onResource = {
  ...common,
  resource: name,
  parameters: z
    .record(name, name)
    .optional()
    .describe(
      'Path parameters with another name than in the resource: `id: order` if the resource has `order` and this path has `id`.',
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
    .describe('The place of the id in a call. Default: the last path parameter.'),
};

const body = {
  body: z
    .strictObject({ at: path })
    .optional()
    .describe('Path in the body to the fields of the record, such as `data.attributes`. Default: the whole body.'),
  unknownBodyFields: z
    .enum(['refuse', 'ignore'])
    .optional()
    .describe('The policy of this operation, if it differs from `requests.unknownBodyFields`.'),
  bodyLimit: z.int().positive().optional().describe('The largest body in bytes. Default: the limit of the server.'),
};

const filter = z.strictObject({
  field: path,
  match: z.enum(['equals', 'contains']),
  ignoreCase: z.boolean().optional(),
  onlyOnRequest: z
    .array(z.json())
    .min(1)
    .optional()
    .describe('Values whose records are left out of the list, unless the parameter asks for them.'),
  nullMatches: z.boolean().optional().describe('null, absent and an empty list match every value.'),
  through: z
    .strictObject({ resource: name, field: path })
    .optional()
    .describe('`field` holds ids of that resource; the filter compares a field of the referenced record.'),
  evidence,
});

const page = z
  .strictObject({
    style: z
      .enum(['offset', 'page', 'cursor', 'ids'])
      .describe(
        'What `position` holds: an offset, a page number, a cursor, or the id of the last record before the page.',
      ),
    limit: name
      .optional()
      .describe('The query parameter with the size of a page. Undefined: clients cannot choose it.'),
    size: z.int().positive().optional().describe('The default size of a page. Undefined: the whole list.'),
    position: name.describe('The query parameter with the offset, the page number, the cursor or the id.'),
    offset: name
      .optional()
      .describe('cursor: a query parameter with the number of records before the page, for calls without a cursor.'),
    before: name.optional().describe('ids: the query parameter with the id of the first record after the page.'),
    first: z.literal(0).optional().describe('page: the first page has the number 0. Default 1.'),
    end: z
      .enum(['omitted', 'null', 'empty'])
      .optional()
      .describe('The value of $nextCursor, $nextLink, $nextPage and similar names if there is no such page.'),
    links: z.enum(['absolute', 'path']).optional().describe('Form of $nextLink and similar names. Default: absolute.'),
    emptyPageCount: z.literal(1).optional().describe('$pageCount of an empty list. Default 0.'),
    linkHeader: z.boolean().optional().describe('The reply has a Link header (RFC 8288) with first, prev, next, last.'),
    evidence,
  })
  .refine((item) => item.before === undefined || item.style === 'ids', { error: '`before` is for the style `ids`' })
  .refine((item) => item.offset === undefined || item.style === 'cursor', {
    error: '`offset` is for the style `cursor`',
  })
  .refine((item) => item.first === undefined || item.style === 'page', { error: '`first` is for the style `page`' });

const sort = z
  .strictObject({
    parameter: name,
    default: path.or(z.string().regex(/^-/)).describe('The default sort field.'),
    direction: name.optional().describe('A query parameter with `asc` or `desc`.'),
    fields: z
      .record(z.string(), path)
      .optional()
      .describe('By value of the parameter: the field, if it has another name.'),
    evidence,
  })
  .describe('A query parameter with the field; a leading `-` reverses the order.');

export const operation = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('create'), ...onResource, ...body }),
  z.strictObject({ verb: z.literal('read'), ...onRecord }),
  z.strictObject({
    verb: z.literal('list'),
    ...onResource,
    each: template.optional().describe('Template for each element of $items, with $item and $id. Default: the record.'),
    filters: z.record(name, filter).optional().describe('Filters by query parameter.'),
    page: page.optional(),
    sort: sort.optional(),
    ignored: z.record(name, z.strictObject({ evidence })).optional().describe('Query parameters without effect.'),
  }),
  z.strictObject({
    verb: z.literal('update'),
    ...onRecord,
    ...body,
    merge: z
      .enum(['deep', 'replace'])
      .default('deep')
      .describe(
        'Objects within a record: merged, or replaced as a whole. A merge patch (RFC 7396) is always merged, and its null removes a field that is not nullable.',
      ),
    atLeastOneOf: z.strictObject({ fields: z.array(path).min(1), evidence }).optional(),
    protect: protect.optional(),
  }),
  z.strictObject({
    verb: z.literal('replace'),
    ...onRecord,
    ...body,
    keep: z.array(path).optional().describe('Fields that are kept if they are omitted.'),
    protect: protect.optional(),
  }),
  z.strictObject({
    verb: z.literal('upsert'),
    ...onRecord,
    ...body,
    by: path.optional().describe('The field of the body that identifies the record. Default: the id in the call.'),
    existing: z.enum(['update', 'replace']).optional().describe('How an existing record is changed. Default: update.'),
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
        'What to do with the only record of the account and context. It is created on first use, also after a delete.',
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
    raises: z.array(name).optional().describe('Refusals that it raises, in addition to those of every operation.'),
    bodyLimit: body.bodyLimit,
  }),
]);

export type OperationRule = z.infer<typeof operation>;
export type RuleOf<V extends OperationRule['verb']> = Extract<OperationRule, { verb: V }>;
export type Words = z.infer<typeof words>;
export type FilterRule = z.infer<typeof filter>;
export type PageRule = z.infer<typeof page>;
