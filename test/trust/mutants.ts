/** Mutants of a vendor, one per rule, which the contract suite must notice. */
import { writeOnlyPaths } from '../../src/engine/values/write-only.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { dereferenceSync } from 'dereference-json-schema';
import type { Behavior, OperationRule } from '../../src/grammar/behavior.js';
import { equal } from '../../src/engine/values/paths.js';
import { statedRules } from '../../src/grammar/evidence.js';
import { constraintsOf } from '../../src/verify/constraints.js';

export interface Mutant {
  /** Place and kind of the change. */
  id: string;
  /** The violated rules; empty for a change of the document, where they are found by comparison. */
  rules: string[];
  /** For a change of the document: the operations that it touches, and whether it touches their replies. */
  operations?: string[];
  isReply?: boolean;
  behavior: Behavior;
  document: Json;
}

type Change = (holder: Json, key: string) => void;

/** Every place of a JSON value, holders first. */
function* places(value: unknown, path: string[] = []): Generator<{ path: string[]; value: unknown }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield { path: [...path, key], value: part };
    yield* places(part, [...path, key]);
  }
}

const at = (root: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json)[key], root);

/** A copy with one place changed. */
function changed<T>(root: T, path: readonly string[], change: Change): T {
  const copy = structuredClone(root);
  change(at(copy, path.slice(0, -1)) as Json, path.at(-1) ?? '');
  return copy;
}

const drop: Change = (holder, key) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
};
const put =
  (value: unknown): Change =>
  (holder, key) => {
    holder[key] = value;
  };

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'string')
    return value === '' ? 'mutated' : value.includes('$') ? `${value} mutated` : `mutated ${value}`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 'mutated';
  return Array.isArray(value) ? [...(value as unknown[]), 'mutated'] : { mutated: true };
}

/** Changes of a value in a behavior, by its path. */
function behaviorChanges(path: readonly string[], value: unknown): [string, Change][] {
  const [key = '', above = '', grand = ''] = [...path].reverse();
  const inFields = path[2] === 'fields';
  const swap = (a: unknown, b: unknown): [string, Change] => [
    `is ${String(value === a ? b : a)}`,
    put(value === a ? b : a),
  ];
  if (path.includes('evidence')) return [];
  if (path[0] === 'operations' && path.length === 2) return operationChanges(value as OperationRule);
  switch (key) {
    case 'treat': {
      const [a, b] =
        above === 'trailingSlash'
          ? ['exact', 'either']
          : above === 'browserOrigin'
            ? ['refuse', 'accept']
            : ['refuse', 'ignore'];
      return [swap(a, b)];
    }
    case 'merge':
      return [swap('deep', 'replace')];
    case 'match':
      return grand === 'filters' ? [swap('equals', 'contains')] : [];
    case 'direction':
      return [swap('asc', 'desc')];
    case 'precision':
      return [swap('seconds', 'milliseconds')];
    case 'stamp':
      return value === 'creator' ? [['is gone', drop]] : [swap('created', 'updated')];
    case 'format':
      return above === 'id' ? [swap('uuid', 'integer')] : [];
    case 'requests':
    case 'seconds':
      return path[0] === 'limits'
        ? [1, -1].map((by): [string, Change] => [`is ${Number(value) + by}`, put(Number(value) + by)])
        : [];
    case 'generate':
      return [swap('uuid', 'integer')];
    case 'ignoreCase':
    case 'nullMatches':
    case 'evenEqual':
    case 'anyPrefix':
    case 'distinct':
    case 'once':
    case 'aliases':
    case 'alsoPrefixes':
    case 'order':
    case 'slashesInParameters':
    case 'page':
    case 'sort':
    case 'atLeastOneOf':
    case 'protect':
    case 'keep':
    case 'alsoSentAs':
    case 'references':
    case 'immutable':
    case 'derive':
    case 'parent':
    case 'dropped':
      return [['is gone', drop]];
    case 'default':
      return inFields || above === 'sort' ? [[`is ${JSON.stringify(other(value))}`, put(other(value))]] : [];
    case 'prefix':
      return above === 'id' || path.includes('fields') ? [[`is ${String(value)}x`, put(`${String(value)}x`)]] : [];
    case 'status':
      return [['is 418', put(418)]];
    case 'quote':
    case 'separator':
    case 'last':
    case 'text':
      return [['has other words', put(`mutated: ${String(value)}`)]];
    case 'contentType':
      return [['is text/plain', put('application/mutated+json')]];
    case 'start':
    case 'end':
      return above === 'derive' ? [['is one more', put(Number(value) + 1)]] : [];
    case 'as':
      return [['has a status of its own', (holder, name) => (drop(holder, name), put(418)(holder, 'status'))]];
    default:
      break;
  }
  if (key === 'reply' && value === '$item') return [];
  if (
    above === 'filters' ||
    above === 'unique' ||
    above === 'requires' ||
    above === 'embed' ||
    (above === 'words' && path[0] === 'operations')
  )
    return [['is gone', drop]];
  if (above === 'headers') return [['is gone', drop]];
  if (above === 'table' || key === 'otherwise') return [['is another', put(other(value))]];
  if (path.includes('body') && path[0] === 'dialect' && (typeof value !== 'object' || value === null))
    return [['has other words', put(other(value))]];
  if (path[0] === 'operations' && path[2] === 'reply' && typeof value !== 'object')
    return typeof value === 'string' && value.startsWith('$')
      ? [['is gone', drop]]
      : [['is another', put(other(value))]];
  return [];
}

/** An operation that does not exist, and one that does something like it. */
function operationChanges(rule: OperationRule): [string, Change][] {
  if (rule.verb === 'decline') return [];
  const { evidence } = rule;
  const twin = ({ update: 'replace', replace: 'update', create: undefined, upsert: 'create', delete: 'read' } as const)[
    rule.verb as string
  ];
  return [
    ['is declined', put({ verb: 'decline', reason: 'a mutant', evidence })],
    ...(twin === undefined ? [] : [[`is ${twin}`, put({ ...rule, verb: twin })] as [string, Change]]),
  ];
}

/** The messages that name the values of an enum. */
const thatListValues = ({ dialect }: Behavior): string[] =>
  Object.entries(dialect.messages).flatMap(([name, { text }]) =>
    text.includes('$allowed') ? [`messages.${name}`] : [],
  );

export function* behaviorMutants(vendor: Vendor): Generator<Mutant> {
  const { behavior } = vendor;
  const rules = statedRules(behavior);
  const document = vendor.contract.document;
  for (const { path, value } of places(behavior)) {
    // The bodies of the refusals are already filled in from these.
    if (path[0] === 'dialect' && (path[1] === 'envelope' || path.includes('fill'))) continue;
    for (const [what, change] of behaviorChanges(path, value)) {
      // The rule that states this place: the one that is nearest around it.
      const [rule] = rules
        .filter((item) => item.path.every((key, i) => key === path[i]))
        .sort((a, b) => b.path.length - a.path.length);
      // Parts without their own evidence belong to all rules.
      const shared = path[1] === 'allowed' ? thatListValues(behavior) : [];
      if (path[1] === 'allowed' && shared.length === 0) continue;
      yield {
        id: `${path.join('.')} ${what}`,
        rules: rule ? [rule.id] : shared,
        behavior: changed(behavior, path, change),
        document,
      };
    }
  }
}

type Schema = Json;

interface Place {
  schema: Schema;
  where: string;
  side: 'request' | 'reply';
  /** Which of them have it. */
  operations: Set<string>;
}

/** Every schema of the requests and replies, each once. */
function schemas(document: Json, served: ReadonlySet<string>): Place[] {
  const found = new Map<unknown, Place>();
  const walk = (schema: unknown, where: string, side: Place['side'], id: string): void => {
    if (!isObject(schema)) return;
    const known = found.get(schema);
    if (known?.operations.has(id)) return;
    if (known) known.operations.add(id);
    else found.set(schema, { schema, where, side, operations: new Set([id]) });
    if (isObject(schema['properties']))
      for (const [name, part] of Object.entries(schema['properties'])) walk(part, `${where}.${name}`, side, id);
    walk(schema['items'], `${where}[]`, side, id);
    for (const key of ['allOf', 'anyOf', 'oneOf'])
      if (Array.isArray(schema[key])) for (const part of schema[key] as unknown[]) walk(part, where, side, id);
  };
  const content = (holder: unknown): unknown[] =>
    isObject(holder) && isObject(holder['content'])
      ? Object.values(holder['content']).map((item) => (item as Json)['schema'])
      : [];
  const operations = Object.values(document['paths'] as Json)
    .flatMap((item) => Object.values(item as Json))
    .filter((item): item is Json => isObject(item) && served.has(String(item['operationId'])));
  for (const operation of operations) {
    const id = String(operation['operationId']);
    for (const it of content(operation['requestBody'])) walk(it, id, 'request', id);
    for (const it of ((operation['parameters'] ?? []) as Json[]).filter((one) => one['in'] === 'query'))
      walk(it['schema'], `${id}.?${String(it['name'])}`, 'request', id);
  }
  for (const operation of operations) {
    const id = String(operation['operationId']);
    for (const [status, response] of Object.entries(operation['responses'] as Json))
      for (const it of content(response)) if (status.startsWith('2')) walk(it, `${id}.${status}`, 'reply', id);
  }
  return [...found.values()];
}

const servedBy = ({ rules }: Vendor): Set<string> =>
  new Set([...rules.values()].flatMap((rule) => (rule.rule.verb === 'decline' ? [] : [rule.operation.id])));

function schemaChanges(schema: Schema, side: 'request' | 'reply'): [string, (schema: Schema) => void][] {
  const out: [string, (schema: Schema) => void][] = [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  if (side === 'reply') {
    for (const name of Object.keys(properties))
      out.push([
        `loses ${name}`,
        (item) => {
          drop(item['properties'] as Json, name);
          if (Array.isArray(item['required']))
            item['required'] = (item['required'] as string[]).filter((one) => one !== name);
        },
      ]);
    return out;
  }
  if (schema['readOnly'] === true) return [];
  for (const bound of ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'])
    if (schema[bound] !== undefined)
      for (const by of [1, -1])
        out.push([`${bound} ${by > 0 ? '+' : ''}${by}`, (item) => void (item[bound] = Number(item[bound]) + by)]);
  for (const keyword of ['pattern', 'format', 'type', 'minProperties', 'uniqueItems'])
    if (schema[keyword] !== undefined) out.push([`has no ${keyword}`, (item) => drop(item, keyword)]);
  if (Array.isArray(schema['enum'])) {
    const values = schema['enum'] as unknown[];
    if (values.length > 1)
      for (const [i, value] of values.entries())
        out.push([`does not take ${String(value)}`, (item) => drop(item['enum'] as Json, String(i))]);
    out.push(['takes any value', (item) => drop(item, 'enum')]);
  }
  if (schema['default'] !== undefined)
    out.push(['has another default', (item) => void (item['default'] = otherOf(item))]);
  for (const name of (schema['required'] ?? []) as string[])
    out.push([
      `does not need ${name}`,
      (item) => void (item['required'] = ((item['required'] ?? []) as string[]).filter((one) => one !== name)),
    ]);
  if ([schema['type']].flat().includes('null'))
    out.push([
      'does not take null',
      (item) => void (item['type'] = [item['type']].flat().filter((one) => one !== 'null')),
    ]);
  else if (schema['type'] !== undefined && schema['enum'] === undefined)
    out.push(['takes null', (item) => void (item['type'] = [...[item['type']].flat(), 'null'])]);
  if (schema['additionalProperties'] === false)
    out.push(['takes any field', (item) => void (item['additionalProperties'] = true)]);
  return out;
}

const otherOf = (schema: Schema): unknown =>
  Array.isArray(schema['enum'])
    ? (schema['enum'] as unknown[]).find((item) => item !== schema['default'])
    : other(schema['default']);

export function* documentMutants(vendor: Vendor): Generator<Mutant> {
  const { behavior } = vendor;
  const document = dereferenceSync(vendor.contract.document) as Json;
  const served = servedBy(vendor);
  for (const [index, { schema, where, side, operations }] of schemas(document, served).entries()) {
    for (const [what, change] of schemaChanges(schema, side)) {
      const copy = structuredClone(document);
      const target = schemas(copy, served)[index]?.schema;
      if (target) change(target);
      yield {
        id: `${where} ${what}`,
        rules: [],
        behavior,
        document: copy,
        isReply: side === 'reply',
        operations: [...operations],
      };
    }
  }
  yield* leaks(vendor, document);
  yield* openings(vendor, document);
}

/** Operations that ask for no credential, and such as succeed with another status. */
function* openings({ behavior, contract, rules }: Vendor, document: Json): Generator<Mutant> {
  for (const { id, path, method, security } of contract.operations) {
    if (rules.get(id)?.rule.verb === 'decline') continue;
    const way = ['paths', path, method.toLowerCase()];
    const mutant = (what: string, change: (operation: Json) => void): Mutant => {
      const copy = structuredClone(document);
      change(at(copy, way) as Json);
      return { id: `${id} ${what}`, rules: [], operations: [id], isReply: true, behavior, document: copy };
    };
    if (security.length > 0) yield mutant('needs no credential', (item) => void (item['security'] = []));
    const status = Object.keys(at(document, [...way, 'responses']) as Json).find((name) => name.startsWith('2'));
    if (status === undefined) continue;
    yield mutant(`answers with ${Number(status) + 1}`, ({ responses }) => {
      put((responses as Json)[status])(responses as Json, String(Number(status) + 1));
      drop(responses as Json, status);
    });
  }
}

/** A write-only field that replies show. */
function* leaks(vendor: Vendor, document: Json): Generator<Mutant> {
  for (const operation of vendor.contract.operations) {
    for (const path of writeOnlyPaths(vendor.contract.tools.body(operation))) {
      const copy = structuredClone(document);
      const steps = path.split('.');
      for (const { schema, side } of schemas(copy, servedBy(vendor))) {
        const properties = isObject(schema['properties']) ? schema['properties'] : {};
        const last = steps.at(-1) ?? '';
        if (side === 'request' && isObject(properties[last])) Reflect.deleteProperty(properties[last], 'writeOnly');
      }
      for (const { schema, side } of schemas(copy, servedBy(vendor))) {
        if (side !== 'reply' || !isObject(schema['properties'])) continue;
        let holder: Json | undefined = schema;
        for (const step of steps.slice(0, -1)) {
          const next: unknown = isObject(holder?.['properties']) ? holder['properties'][step] : undefined;
          holder = isObject(next) ? next : undefined;
        }
        if (holder && isObject(holder['properties'])) holder['properties'][steps.at(-1) ?? ''] ??= {};
      }
      yield {
        id: `${operation.id} shows ${path}`,
        rules: [`contract.${operation.id}.${path}.writeOnly`],
        behavior: vendor.behavior,
        document: copy,
      };
    }
  }
}

/** The rules that a change of the document breaks: constraints that are others, operations whose replies are. */
export function brokenRules(before: Vendor, after: Vendor): string[] {
  const out: string[] = [];
  for (const operation of before.contract.operations) {
    const twin = after.contract.operations.find((item) => item.id === operation.id);
    if (twin === undefined) continue;
    const old = new Map(constraintsOf(before.contract, operation).map((item) => [item.id, item]));
    const now = new Map(constraintsOf(after.contract, twin).map((item) => [item.id, item]));
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      const [a, b] = [old.get(id), now.get(id)];
      if (a === undefined || b === undefined || !equal(a.schema[a.keyword], b.schema[b.keyword])) out.push(id);
    }
  }
  return out;
}
