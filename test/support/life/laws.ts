/** The laws that every behavior keeps, held against the resources of a document alone. */
import type { Behavior } from '../../../src/grammar/behavior.js';
import { isObject, type Json } from '../../../src/grammar/json.js';
import {
  call,
  make,
  maker,
  named,
  ok,
  one,
  recordIn,
  sent,
  slot,
  at,
  valueIn,
  withId,
  type Living,
  type Made,
  type Send,
} from './life.js';
import { leastBody, operationsOf } from './samples.js';

const CANARY = 'canary-0d1f7a';
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A note about a new record may have its id in another type. */
const sameButForType = (a: unknown, b: unknown): boolean =>
  same(a, b) || (typeof a === 'number' && typeof b === 'string' && String(a) === b);

export interface Held {
  /** Laws that are broken, with the resource. */
  broken: string[];
  /** How often each law was held against a resource. */
  counts: Record<string, number>;
  /** Every reply, in order. */
  replies: string[];
}

/** @param without sends no credential */
export async function hold(document: Json, behavior: Behavior, send: Send, without: Send): Promise<Held> {
  const held: Held = { broken: [], counts: {}, replies: [] };
  const recorded: Send = async (request) => {
    const answer = await send(request);
    held.replies.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const operations = operationsOf(document);
  for (const resource of Object.keys(behavior.resources)) {
    const living: Living = {
      document,
      behavior,
      send: recorded,
      judge: () => Promise.resolve([]),
      operations,
      problems: [],
    };
    if (!maker(living, resource) || !one(living, resource, 'read')) continue;
    await lawsOf(living, resource, held, without);
  }
  return held;
}

async function lawsOf(living: Living, resource: string, held: Held, without: Send): Promise<void> {
  const law = (name: string, isKept: boolean, reported: unknown = ''): void => {
    held.counts[name] = (held.counts[name] ?? 0) + 1;
    if (!isKept) held.broken.push(`${resource}: ${name} ${JSON.stringify(reported).slice(0, 300)}`);
  };
  const made = await make(living, resource, 0);
  const read = one(living, resource, 'read');
  if (made === undefined || read === undefined) return law('a record is made', false, living.problems);
  const show = async (): Promise<Json> => {
    const record = recordIn(read.rule, (await call(living, read.id, made)).body);
    const first: unknown = Array.isArray(record) ? record[0] : record;
    return isObject(first) ? first : {};
  };
  const before = await show();
  const common = Object.keys(made.record).filter((name) => Object.hasOwn(before, name));
  const differing = common.filter((name) => !sameButForType(made.record[name], before[name]));
  law('create then read is the same record', differing.length === 0, differing);
  law('a read changes nothing', same(before, await show()));
  await listLaw(living, resource, made, true, law);
  const example: Case = { living, resource, made, before, show, law };
  await refusalLaws(example, without);
  await updateLaw(example);
  const remove = one(living, resource, 'delete');
  if (remove === undefined) return;
  law('delete is answered', ok(await call(living, remove.id, made)));
  const gone = await call(living, read.id, made);
  law('delete then read refuses', gone.status >= 400 && gone.status < 500, gone.status);
  const again = await call(living, remove.id, made);
  law('a second delete refuses', again.status >= 400 && again.status < 500, again.status);
  await listLaw(living, resource, made, false, law);
}

type Law = (name: string, isKept: boolean, reported?: unknown) => void;

async function listLaw(living: Living, resource: string, made: Made, isThere: boolean, law: Law): Promise<void> {
  const list = one(living, resource, 'list');
  const field = living.behavior.resources[resource]?.id.field ?? 'id';
  if (list === undefined || field.startsWith('$')) return;
  const items = at((await call(living, list.id, made)).body, slot(list.rule.reply, '$items'));
  const has = Array.isArray(items) && items.some((item) => String(valueIn(item, field)) === String(made.id));
  law(isThere ? 'create then list contains it' : 'delete then list does not contain it', has === isThere);
}

interface Case {
  living: Living;
  resource: string;
  made: Made;
  /** The record as it was made. */
  before: Json;
  /** The record as it is. */
  show: () => Promise<Json>;
  law: Law;
}

async function refusalLaws({ living, resource, made, before, show, law }: Case, without: Send): Promise<void> {
  const read = one(living, resource, 'read');
  const update = one(living, resource, 'update') ?? one(living, resource, 'replace');
  const reading = read && living.operations.get(read.id);
  if (reading) {
    const request = named(read.rule, withId(living, reading, made), made);
    const isSecured = needsCredential(living.document, reading.operation);
    const answer = await without(request);
    if (isSecured)
      law(
        'no credential is refused',
        answer.status === 401 || answer.status === 403 || answer.status === 400,
        answer.status,
      );
  }
  const described = update && living.operations.get(update.id);
  if (described === undefined) return;
  const request = withId(living, described, made);
  if (request.body === undefined || request.contentType?.includes('json') !== true) return;
  const refused = await living.send({ ...request, body: [[CANARY]] });
  law('a body of another form is refused, or without effect', refused.status < 500, refused.status);
  law('a refused request changes nothing', refused.status < 400 || same(before, await show()));
}

const needsCredential = (document: Json, operation: Json): boolean => {
  const needs = operation['security'] ?? document['security'];
  return Array.isArray(needs) && needs.length > 0 && needs.every((one) => Object.keys(one as Json).length > 0);
};

async function updateLaw({ living, resource, made, before, show, law }: Case): Promise<void> {
  const update = one(living, resource, 'update');
  const described = update && living.operations.get(update.id);
  if (update === undefined || described === undefined) return;
  const request = named(update.rule, withId(living, described, made), made);
  let { body } = request;
  let answer = await sent(living, update.id, request);
  if (!ok(answer))
    answer = await sent(living, update.id, { ...request, body: (body = leastBody(living.document, described)) });
  if (!ok(answer)) return;
  const after = await show();
  const place = update.rule.body?.at;
  const record = place === undefined ? body : at(body, place.split('.'));
  const fields = living.behavior.resources[resource]?.fields ?? {};
  const touched = new Set([
    ...Object.keys(isObject(record) ? record : {}),
    ...Object.entries(fields).flatMap(([name, rule]) =>
      rule.stamp === 'updated' || (rule.alsoSentAs !== undefined && isObject(record) && rule.alsoSentAs in record)
        ? [name.split('.')[0]]
        : [],
    ),
  ]);
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => !touched.has(name) && !same(before[name], after[name]),
  );
  law('update changes nothing else', changed.length === 0, changed);
}
