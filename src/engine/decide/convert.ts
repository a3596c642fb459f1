/** `convert`: fields whose type in request bodies differs from their type in replies. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Converted, RecordContext, Resource } from '../model/vendor.js';
import { edit, get, set } from '../values/paths.js';
import { resourceNamed } from '../records/locate.js';

export function convertToReplyTypes(context: RecordContext, { conversions }: Resource, sent: Json): Json {
  let out = sent;
  for (const item of conversions) {
    const value = get(out, item.path);
    if (value !== undefined && value !== null) out = set(out, item.path, convert(context, item, value));
  }
  return out;
}

function convert(context: RecordContext, item: Converted, value: unknown): unknown {
  switch (item.rule.to) {
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'record':
      return Array.isArray(value)
        ? value.map((part) => recordWithId(context, item, part, item.elementSchema))
        : recordWithId(context, item, value, item.schema);
    case 'madeUp':
      return makeUp(context, item, item.schema);
    default:
      return item.rule.to satisfies never;
  }
}

/** A made-up record that is valid by the schema and has this id. */
function recordWithId(context: RecordContext, item: Converted, id: unknown, schema: Json | undefined): unknown {
  if (isObject(id)) return id;
  const field =
    item.rule.resource === undefined ? 'id' : resourceNamed(context.vendor, item.rule.resource).rule.id.field;
  const made = makeUp(context, item, schema);
  return edit(isObject(made) ? made : {}, field, () => id);
}

const makeUp = ({ maker, draw, now }: RecordContext, { path }: Converted, schema: Json | undefined): unknown =>
  schema === undefined ? undefined : maker.make({ path, schema }, () => draw.random(), now);
