/** Fields that bodies send in another type than replies show them in. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Converted, Making, Resource } from '../model/vendor.js';
import { edit, get, set } from '../values/paths.js';
import { resourceOf } from './locate.js';

/** What is sent, in the types of the replies. */
export function converted(context: Making, { conversions }: Resource, sent: Json): Json {
  let out = sent;
  for (const it of conversions) {
    const value = get(out, it.path);
    if (value !== undefined && value !== null) out = set(out, it.path, convert(context, it, value));
  }
  return out;
}

function convert(context: Making, it: Converted, value: unknown): unknown {
  switch (it.rule.to) {
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'record':
      return Array.isArray(value)
        ? value.map((part) => referred(context, it, part, it.elementSchema))
        : referred(context, it, value, it.schema);
    case 'madeUp':
      return makeUp(context, it, it.schema);
    default:
      return it.rule.to satisfies never;
  }
}

/** The record that an id names: complete as the schema wants it, with this id. */
function referred(context: Making, it: Converted, id: unknown, schema: Json | undefined): unknown {
  if (isObject(id)) return id;
  const field = it.rule.resource === undefined ? 'id' : resourceOf(context.vendor, it.rule.resource).rule.id.field;
  const made = makeUp(context, it, schema);
  return edit(isObject(made) ? made : {}, field, () => id);
}

const makeUp = ({ maker, draw, now }: Making, { path }: Converted, schema: Json | undefined): unknown =>
  schema === undefined ? undefined : maker.make({ path, schema }, () => draw.random(), now);
