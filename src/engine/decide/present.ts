/** Prepares records for replies. */
import type { ResourceRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Resource, Vendor } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { get, omit, set, topOf } from '../values/paths.js';
import type { SecretPlaces } from '../values/secrets.js';
import { findReferenced, resourceNamed } from '../records/locate.js';
import { childrenOf } from '../records/record-key.js';

/** A record for a reply: without secrets and hidden fields, with embedded records. */
export function present(vendor: Vendor, view: View, resource: Resource, record: Json): Json {
  const out = withoutSecrets(record, resource.secret);
  const { conversions } = resource;
  const whole = conversions.length === 0 ? out : withReferencedRecords(vendor, view, resource, out);
  return resource.rule.embed === undefined ? whole : withEmbedded(vendor, view, resource, record, whole);
}

/** Whether a field of replies shows other records, so that the record does not store it. */
export const isEmbedded = ({ embed }: ResourceRule, path: string): boolean =>
  embed !== undefined && Object.hasOwn(embed, topOf(path));

function withEmbedded(vendor: Vendor, view: View, resource: Resource, record: Json, out: Json): Json {
  const shown = { ...out };
  for (const [property, rule] of Object.entries(resource.rule.embed ?? {})) {
    const other = resourceNamed(vendor, rule.children ?? rule.reference ?? '');
    if (rule.children !== undefined) {
      shown[property] = childrenOf(view, resource, record, other).map((item) => present(vendor, view, other, item));
    } else {
      const found =
        rule.by === undefined ? undefined : findReferenced({ vendor, view }, other.name, get(record, rule.by));
      shown[property] = found ? present(vendor, view, other, found) : null;
    }
  }
  return shown;
}

/** Fields that were sent as an id show the record with this id, merged over the made-up values. */
function withReferencedRecords(vendor: Vendor, view: View, { conversions }: Resource, record: Json): Json {
  let out = record;
  for (const { path, rule } of conversions) {
    if (rule.to !== 'record' || rule.resource === undefined) continue;
    const other = resourceNamed(vendor, rule.resource);
    const shown = (value: unknown): unknown => {
      const found = isObject(value) ? view.get(other.name, String(get(value, other.rule.id.field))) : undefined;
      return found ? { ...(value as Json), ...withoutSecrets(found, other.secret) } : value;
    };
    const value = get(out, path);
    if (value !== undefined) out = set(out, path, Array.isArray(value) ? value.map(shown) : shown(value));
  }
  return out;
}

/** A copy without the values at these places; the same object if it has none. */
export const withoutSecrets = (record: Json, secrets: SecretPlaces | undefined): Json =>
  secrets === undefined ? record : (drop(record, secrets) as Json);

function drop(value: unknown, secrets: SecretPlaces): unknown {
  if (Array.isArray(value)) return dropItems(value, secrets);
  if (!isObject(value)) return value;
  let out: Json | undefined;
  for (const key of secrets.names ?? Object.keys(value)) {
    if (!Object.hasOwn(value, key)) continue;
    const below = secrets.property(key);
    if (below === undefined) continue;
    if (below.whole) out = omit(out ?? value, key);
    else (out ??= { ...value })[key] = drop(value[key], below);
  }
  return out ?? value;
}

function dropItems(items: readonly unknown[], secrets: SecretPlaces): unknown[] {
  return items.flatMap((item, at) => {
    const below = secrets.item(at);
    if (below === undefined) return [item];
    return below.whole && !secrets.whole ? [] : [drop(item, below)];
  });
}
