/** The path at which a record is read. */
import type { Json } from '../../grammar/json.js';
import type { RecordContext, Resource, Rule, Vendor } from '../model/vendor.js';
import { get } from '../values/paths.js';
import { filledPath } from '../values/filled-path.js';
import { linksOf, ownName } from './record-key.js';

/** @param valueOf the value of a path parameter. @returns undefined: no path reads one record, or a value is missing */
export function recordPath(
  vendor: Vendor,
  resource: string,
  id: unknown,
  valueOf: (parameter: string, reading: Rule) => unknown,
): string | undefined {
  for (const reading of vendor.cache.of(readingOf, vendor, resource)) {
    const { parameters, path } = reading.operation;
    const values = new Map(
      parameters.map((name) => [name, name === parameters.at(-1) ? id : valueOf(name, reading)] as const),
    );
    if (![...values.values()].includes(undefined)) return filledPath(path, (name) => values.get(name));
  }
  return undefined;
}

/** The URL of a record: that of the call, or else on a host of the document. */
export function recordAddress(
  { vendor, address }: RecordContext,
  resource: Resource,
  record: Json,
): string | undefined {
  const links = linksOf(resource.rule);
  const path = recordPath(vendor, resource.name, get(record, resource.rule.id.field), (name, { rule }) => {
    const link = links.find(({ parameter }) => parameter === ownName(rule, name));
    return link && get(record, link.field);
  });
  const base = address?.base ?? `https://${vendor.contract.hosts[0] ?? 'localhost'}`;
  return path === undefined ? undefined : base + path;
}

/** The operations that read one record by its path, otherwise those that change one. */
function readingOf({ resources }: Vendor, resource: string): readonly Rule[] {
  const all = (resources.get(resource)?.rules ?? []).filter(
    ({ rule, operation }) =>
      !('record' in rule) &&
      (rule.verb === 'read' || rule.verb === 'update' || rule.verb === 'replace' || rule.verb === 'delete') &&
      operation.parameters.length > 0,
  );
  const reads = all.filter(({ operation }) => operation.method === 'GET');
  return reads.length > 0 ? reads : all;
}
