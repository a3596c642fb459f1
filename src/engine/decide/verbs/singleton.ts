/** singleton: the one record of an account and context. */
import type { RuleOf } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { Refusal } from '../../refusals/refusal.js';
import { bodyOf } from '../body.js';
import { born } from '../fields.js';
import { converted } from '../convert.js';
import { resourceOf } from '../locate.js';
import { keyAt, keyOf } from '../place.js';
import { present } from '../present.js';
import { commit, merge, placed, replaced } from './write.js';

export function singleton(context: DecideContext, rule: RuleOf<'singleton'>): Decision | Refusal {
  const { view, vendor, input } = context;
  const resource = resourceOf(vendor, rule.resource);
  const place = placed(context, resource);
  if (place instanceof Refusal) return place;
  const stored = view.get(resource.name, keyAt(resource, input.params, ''));
  const record = stored ?? born(context, resource, {}, place);
  const shown = { item: present(vendor, view, resource, record) };
  switch (rule.does) {
    case 'read':
      return {
        changes: stored ? [] : [{ resource: resource.name, id: keyOf(resource, record), put: record }],
        values: shown,
      };
    case 'delete':
      return {
        changes: stored ? [{ resource: resource.name, id: keyOf(resource, stored), remove: true }] : [],
        values: shown,
      };
    case 'update':
    case 'replace':
      return commit(context, resource, stored, written(context, rule, resource, record));
    default:
      return rule.does satisfies never;
  }
}

function written(context: DecideContext, rule: RuleOf<'singleton'>, resource: Resource, record: Json): Json {
  if (rule.does === 'replace') return replaced(context, resource, record, []);
  return merge(resource, record, converted(context, resource, bodyOf(context, resource)), rule.merge, '');
}
