/** Infers rules for operations without a resource: singletons, actions on a record, and examples. */
import type { Family, Shaped } from './families.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { SchemaAt } from './openapi-document.js';
import type { Model, Resource } from './resources.js';
import { recordSchemaOf } from './verb.js';

/** A record without an id that is read and written at one path. */
export interface Singleton {
  name: string;
  recordSchema: SchemaAt;
  operations: { shaped: Shaped; does: 'read' | 'update' | 'replace' | 'delete' }[];
}

/** An action on a record that returns the record, with an unknown effect. */
export interface Act {
  shaped: Shaped;
  resource: Resource;
}

export function singletonsOf(
  families: ReadonlyMap<string, Family>,
  { claimed, resources }: Model,
  matcher: SchemaMatcher,
): Singleton[] {
  const taken = new Set(resources.map(({ name }) => name));
  return [...families.values()].flatMap((family) => {
    const free = family.collection.filter((shaped) => !claimed.has(shaped));
    const read = free.find(({ operation, reply }) => operation.method === 'GET' && reply.kind === 'item');
    const recordSchema = recordSchemaOf(read);
    if (read === undefined || recordSchema === undefined || read.operation.skeleton.collection !== undefined) return [];
    const operations = free.flatMap((shaped) => doing(shaped, free, recordSchema, matcher));
    if (!operations.some(({ does }) => does === 'update' || does === 'replace')) return [];
    const name = freeName(read.operation.skeleton.key, taken);
    return [{ name, recordSchema, operations }];
  });
}

function doing(
  shaped: Shaped,
  free: readonly Shaped[],
  recordSchema: SchemaAt,
  matcher: SchemaMatcher,
): Singleton['operations'] {
  const { operation, reply, body } = shaped;
  const shown = recordSchemaOf(shaped);
  const isSame =
    shown === undefined
      ? reply.kind === 'none'
      : matcher.sameRecords(shown, recordSchema) || matcher.overlap(shown, recordSchema) >= 0.8;
  if (!isSame) return [];
  switch (operation.method) {
    case 'GET':
      return [{ shaped, does: 'read' }];
    case 'PATCH':
      return body.kind === 'item' ? [{ shaped, does: 'update' }] : [];
    case 'PUT': {
      const hasPatch = free.some((other) => other.operation.method === 'PATCH');
      return body.kind === 'item' ? [{ shaped, does: hasPatch ? 'replace' : 'update' }] : [];
    }
    case 'POST':
      return body.kind === 'item' && shown !== undefined && matcher.overlap(body.item, recordSchema) >= 0.5
        ? [{ shaped, does: 'update' }]
        : [];
    case 'DELETE':
      return [{ shaped, does: 'delete' }];
    default:
      return [];
  }
}

function freeName(key: string, taken: Set<string>): string {
  const words = key.split('/').filter((word) => word !== '{}' && word !== '' && !/^v\d+$/.test(word));
  let name = (words.pop() ?? 'settings').replace(/\W+/g, '_');
  while (taken.has(name) && words.length > 0) name = `${(words.pop() ?? '').replace(/\W+/g, '_')}_${name}`;
  for (let n = 2; taken.has(name); n++) name = `${name.replace(/_\d+$/, '')}_${n}`;
  taken.add(name);
  return name;
}

/** `POST /orders/{id}/cancel` that returns an order: the record must exist. */
export function actsOf(shaped: readonly Shaped[], model: Model, matcher: SchemaMatcher): Act[] {
  const byItem = new Map(
    model.resources.flatMap((resource) => itemKeys(model, resource).map((key) => [key, resource] as const)),
  );
  return shaped.flatMap((item) => {
    const { skeleton, method } = item.operation;
    if (model.claimed.has(item) || method === 'GET') return [];
    const key =
      skeleton.action === undefined
        ? skeleton.key.split('/').slice(0, -1).join('/')
        : skeleton.key.replace(/:[^:]*$/, '');
    const resource = byItem.get(key);
    const shown = recordSchemaOf(item);
    const isAct =
      resource !== undefined &&
      item.reply.kind === 'item' &&
      shown !== undefined &&
      matcher.sameRecords(shown, resource.recordSchema);
    return isAct ? [{ shaped: item, resource }] : [];
  });
}

const itemKeys = ({ claimed }: Model, resource: Resource): string[] => [
  ...new Set(
    [...claimed.values()].flatMap(({ shaped, resource: other }) =>
      other === resource && shaped.operation.skeleton.collection !== undefined ? [shaped.operation.skeleton.key] : [],
    ),
  ),
];
