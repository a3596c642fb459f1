/** The filters of a list: a record is shown if it passes every filter in the query. */
import type { FilterRule, RuleOf } from '../../grammar/behavior.js';
import type { Json } from '../../grammar/json.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { isInContext } from '../records/record-key.js';
import { equal, get, getAll } from '../values/paths.js';

type Test = (record: Json) => boolean;

/** undefined: no filter. */
export function predicate(context: DecideContext, resource: Resource, rule: RuleOf<'list'>): Test | undefined {
  const { params, query } = context.input;
  const tests = Object.entries(rule.filters ?? {}).flatMap(([parameter, filter]) => {
    const wanted = query[parameter] === undefined ? params[parameter] : query[parameter];
    if (wanted !== undefined) return [test(context, filter, wanted)];
    const { onlyOnRequest } = filter;
    return onlyOnRequest === undefined ? [] : [(record: Json) => !passesOneOf(context, filter, onlyOnRequest, record)];
  });
  if (resource.rule.context) tests.push((record) => isInContext(resource, record, params));
  return tests.length === 0 ? undefined : (record) => tests.every((passes) => passes(record));
}

const passesOneOf = (context: DecideContext, filter: FilterRule, wanted: readonly unknown[], record: Json): boolean =>
  wanted.some((value) => test(context, filter, value)(record));

function test(context: DecideContext, filter: FilterRule, wanted: unknown): Test {
  const fold = (value: unknown): unknown =>
    filter.ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  const targets = (Array.isArray(wanted) ? wanted : [wanted]).map(fold);
  const matches = (value: unknown): boolean =>
    filter.match === 'equals'
      ? equal(value, wanted) || targets.some((target) => equal(fold(value), target))
      : typeof value === 'string' && targets.some((target) => String(fold(value)).includes(String(target)));
  const seen = (value: unknown): unknown => {
    const { through } = filter;
    if (!through || value === null) return value;
    const other = context.view.get(through.resource, String(value));
    return other && get(other, through.field);
  };
  return (record) => {
    const values = getAll(record, filter.field);
    if (filter.nullMatches && (values.length === 0 || values.includes(null))) return true;
    return values.some((value) => matches(seen(value)));
  };
}
