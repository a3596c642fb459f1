/** The whole declared life of each resource that can be created and read, and one call of each operation. */
import type { Behavior, OperationRule } from '../../../src/grammar/behavior.js';
import { isObject, type Json } from '../../../src/grammar/json.js';
import { leastBody, operationsOf, requestFor, type Described, type Request } from './samples.js';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export type Send = (request: Request) => Promise<Answer>;
/** A mistake in a reply. */
export type Judge = (operation: string, answer: Answer) => Promise<string[]>;

export interface Life {
  resource: string;
  problems: string[];
}

export interface Living {
  document: Json;
  behavior: Behavior;
  send: Send;
  judge: Judge;
  operations: Map<string, Described>;
  problems: string[];
  /** The record of each resource that was made last. */
  last?: Map<string, Made>;
}

interface Rule<V extends OperationRule['verb']> {
  id: string;
  rule: Extract<OperationRule, { verb: V }>;
}

export async function lifeCycles(document: Json, behavior: Behavior, send: Send, judge: Judge): Promise<Life[]> {
  const operations = operationsOf(document);
  const out: Life[] = [];
  const last = new Map<string, Made>();
  for (const resource of Object.keys(behavior.resources)) {
    const living: Living = { document, behavior, send, judge, operations, problems: [], last };
    if (!maker(living, resource) || !one(living, resource, 'read')) continue;
    try {
      await live(living, resource);
    } catch (error) {
      living.problems.push(error instanceof Error ? error.message : String(error));
    }
    out.push({ resource, problems: living.problems });
  }
  return out;
}

const usesResource = (rule: OperationRule, resource: string): boolean =>
  'resource' in rule && rule.resource === resource;

function all<V extends OperationRule['verb']>({ behavior, operations }: Living, resource: string, verb: V): Rule<V>[] {
  return Object.entries(behavior.operations).flatMap(([id, rule]) =>
    rule.verb === verb && usesResource(rule, resource) && operations.has(id)
      ? [{ id, rule: rule as Rule<V>['rule'] }]
      : [],
  );
}

/** The operation with the fewest path parameters. */
export function one<V extends OperationRule['verb']>(living: Living, resource: string, verb: V): Rule<V> | undefined {
  const count = (id: string): number => living.operations.get(id)?.path.split('{').length ?? 0;
  const method = verb === 'read' ? 'GET' : undefined;
  return all(living, resource, verb)
    .filter(({ id }) => method === undefined || living.operations.get(id)?.method === method)
    .sort((a, b) => count(a.id) - count(b.id))[0];
}

export const maker = (living: Living, resource: string): Rule<'create'> | Rule<'upsert'> | undefined =>
  one(living, resource, 'create') ?? one(living, resource, 'upsert');

export interface Made {
  id: unknown;
  /** Path parameters by which it is found. */
  params: Record<string, unknown>;
  record: Json;
}

async function live(living: Living, resource: string): Promise<void> {
  const { problems } = living;
  const made = await make(living, resource, 0);
  const read = one(living, resource, 'read');
  if (made === undefined && problems.length === 0) problems.push(`no ${resource} can be made`);
  if (made === undefined || read === undefined) return;
  const first = await call(living, read.id, made);
  if (!ok(first)) return void problems.push(`${read.id} after the create: ${first.status} ${text(first.body)}`);
  const shown = idIn(living, resource, read.rule, first.body);
  // A record may show no id.
  const isHidden = shown === undefined && living.behavior.resources[resource]?.id.field.startsWith('$') === true;
  if (!isHidden && String(shown) !== String(made.id)) problems.push(`${read.id} shows another id`);
  const seenRecord = recordIn(read.rule, first.body);
  if (isObject(seenRecord)) made.record = { ...seenRecord, ...made.record };
  await listed(living, resource, made);
  await changed(living, resource, made);
  await removed(living, resource, made);
}

/** With its parents, as their own creates make them. */
export async function make(living: Living, resource: string, depth: number): Promise<Made | undefined> {
  const create = maker(living, resource);
  const described = create && living.operations.get(create.id);
  if (create === undefined || described === undefined || depth > 5) return undefined;
  const above: Record<string, unknown> = {};
  const { parent, id: idRule } = living.behavior.resources[resource] ?? {};
  const own = Object.entries(create.rule.parameters ?? {}).find(([, known]) => known === parent?.parameter)?.[0];
  const parameter = own ?? parent?.parameter;
  if (parent && parameter !== undefined && described.path.includes(`{${parameter}}`)) {
    const holder = await make(living, parent.resource, depth + 1);
    if (holder === undefined) return undefined;
    Object.assign(above, holder.params, { [parameter]: holder.id, [parent.parameter]: holder.id });
  }
  const request = requestFor(living.document, described, above);
  let answer = await sent(living, create.id, request);
  if (answer.status === 400 || answer.status === 422)
    answer = await sent(living, create.id, { ...request, body: leastBody(living.document, described) });
  // The sampler gives each record the same id. One of them may be the parent of several resources.
  const known = answer.status === 409 && depth > 0 ? living.last?.get(resource) : undefined;
  if (known) return known;
  if (!ok(answer)) {
    living.problems.push(`${create.id}: ${answer.status} ${text(answer.body)}`);
    return undefined;
  }
  const last = [...described.path.matchAll(/\{([^}]+)\}/g)].at(-1)?.[1];
  const end = answer.headers['location']?.split('/').findLast((step) => step !== '');
  const located = end === undefined ? undefined : decodeURIComponent(end);
  const chosen = valueIn(request.body, idRule?.field ?? '');
  const id =
    create.rule.verb === 'upsert' && last !== undefined
      ? request.params[last]
      : (idIn(living, resource, create.rule, answer.body) ??
        (String(chosen) === located ? chosen : (located ?? chosen)));
  const record = recordIn(create.rule, answer.body);
  const made = { id, params: request.params, record: isObject(record) ? record : {} };
  living.last?.set(resource, made);
  return made;
}

export function valueIn(value: unknown, path: string): unknown {
  for (const candidate of [value, ...(isObject(value) ? Object.values(value) : [])]) {
    const found = path.split('.').reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function listed(living: Living, resource: string, made: Made): Promise<void> {
  const list = one(living, resource, 'list');
  if (list === undefined) return;
  const answer = await call(living, list.id, made);
  if (!ok(answer)) return void living.problems.push(`${list.id}: ${answer.status} ${text(answer.body)}`);
  const items = at(answer.body, slot(list.rule.reply, '$items'));
  const field = living.behavior.resources[resource]?.id.field ?? 'id';
  const ids = Array.isArray(items) ? items.map((item) => valueIn(item, field)) : [];
  // The records of a list may show no id.
  const isHidden = field.startsWith('$') || (ids.length > 0 && ids.every((id) => id === undefined));
  if (!isHidden && !ids.map(String).includes(String(made.id)))
    living.problems.push(`${list.id} does not list ${String(made.id)}`);
}

async function changed(living: Living, resource: string, made: Made): Promise<void> {
  const update = one(living, resource, 'update') ?? one(living, resource, 'replace');
  const read = one(living, resource, 'read');
  const described = update && living.operations.get(update.id);
  if (update === undefined || described === undefined || read === undefined) return;
  const request = named(update.rule, withId(living, described, made), made);
  let answer = await sent(living, update.id, request);
  let { body } = request;
  if (answer.status === 400 || answer.status === 422) {
    body = leastBody(living.document, described);
    answer = await sent(living, update.id, { ...request, body });
  }
  if (!ok(answer)) return void living.problems.push(`${update.id}: ${answer.status} ${text(answer.body)}`);
  const after = recordIn(read.rule, (await call(living, read.id, made)).body);
  const fields = living.behavior.resources[resource]?.fields ?? {};
  const { id, parent, context = [] } = living.behavior.resources[resource] ?? {};
  const placed = new Set([id?.field, parent?.field, ...context.map(({ field }) => field)]);
  const place = update.rule.body?.at;
  const record = place === undefined ? body : at(body, place.split('.'));
  if (!isObject(record) || !isObject(after)) return;
  for (const [name, value] of Object.entries(record)) {
    const shown = Object.entries(fields).find(([, rule]) => rule.alsoSentAs === name)?.[0] ?? name;
    if (typeof value === 'object' || fields[shown]?.convert || !Object.hasOwn(after, shown)) continue;
    // The path names the record and what it is below, whatever ids the sampler puts into the body.
    if (placed.has(shown)) continue;
    // What replies can show in another type only is no text such as `now`.
    if (typeof after[shown] === 'number' && Number.isNaN(Number(value))) continue;
    // Replies can show a time as its date alone.
    if (String(after[shown]) === String(value).slice(0, 10) && /^\d{4}-\d\d-\d\d$/.test(String(after[shown]))) continue;
    // Replies write a time as RFC 3339 does, whatever the offset that was sent looks like.
    if (/^\d{4}-\d\d-\d\d[T ]/.test(String(value)) && Date.parse(String(after[shown])) === Date.parse(String(value)))
      continue;
    if (String(after[shown]) !== String(value))
      living.problems.push(`${update.id}: ${shown} is ${text(after[shown])} after ${text(value)}`);
  }
}

async function removed(living: Living, resource: string, made: Made): Promise<void> {
  const remove = one(living, resource, 'delete');
  const read = one(living, resource, 'read');
  if (remove === undefined || read === undefined) return;
  const answer = await call(living, remove.id, made);
  // A redirect to the task of the removal is a success, if it is the only one that is declared.
  if (answer.status >= 400) return void living.problems.push(`${remove.id}: ${answer.status} ${text(answer.body)}`);
  const gone = await call(living, read.id, made);
  if (gone.status < 400 || gone.status > 499) living.problems.push(`${read.id} after the delete: ${gone.status}`);
}

export function withId({ document }: Living, described: Described, made: Made): Request {
  const names = [...described.path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? '');
  const last = names.at(-1);
  return requestFor(document, described, {
    ...pick(made.params, names),
    ...(last !== undefined && last !== '' && { [last]: made.id }),
  });
}

const pick = (values: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])));

export async function call(living: Living, id: string, made: Made): Promise<Answer> {
  const described = living.operations.get(id);
  if (described === undefined) throw new Error(`no operation ${id}`);
  const rule = living.behavior.operations[id];
  const request =
    rule?.verb === 'list' ? requestFor(living.document, described, made.params) : withId(living, described, made);
  return sent(living, id, named(rule, seen(request, made), made));
}

/** With the id where the operation looks for it, in the query or in the body. */
export function named(rule: OperationRule | undefined, request: Request, { id }: Made): Request {
  const place = rule && 'record' in rule ? rule.record : undefined;
  if (place === undefined || 'path' in place) return request;
  if ('query' in place) return { ...request, query: { ...request.query, [place.query]: id } };
  return { ...request, body: withValue(request.body, place.body.split('.'), id) };
}

function withValue(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const object = isObject(holder) ? holder : {};
  return { ...object, [step]: withValue(object[step], rest, value) };
}

/** Other parameters of a call get the values of the record. */
function seen(request: Request, { params, record }: Made): Request {
  const known = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, params[name] ?? fieldOf(record, name) ?? value]),
    );
  const last = [...request.path.matchAll(/\{([^}]+)\}/g)].at(-1)?.[1] ?? '';
  return {
    ...request,
    query: known(request.query),
    params: { ...known(request.params), [last]: request.params[last] },
  };
}

function fieldOf(record: Json, name: string): unknown {
  const folded = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');
  const field = Object.keys(record).find((key) => folded(key) === folded(name));
  const value = field === undefined ? undefined : record[field];
  return typeof value === 'object' ? undefined : value;
}

export async function sent(living: Living, id: string, request: Request): Promise<Answer> {
  const answer = await living.send(request);
  if (isNotChecked(answer)) return answer;
  for (const problem of (await living.judge(id, answer)).slice(0, 2)) living.problems.push(problem);
  return answer;
}

/** Undeclared refusals have other statuses; a 204 never has a body. */
const isNotChecked = ({ status }: Answer): boolean => status === 204 || (status >= 400 && status < 500);

export const ok = ({ status }: Answer): boolean => status >= 200 && status < 300;
const text = (value: unknown): string => ((JSON.stringify(value) as string | undefined) ?? 'nothing').slice(0, 200);

/** Where in a template a name stands. */
export function slot(template: unknown, name: string): string[] {
  if (typeof template !== 'object' || template === null) return [];
  for (const [key, value] of Object.entries(template)) {
    if (value === name) return [key];
    const below = slot(value, name);
    if (below.length > 0) return [key, ...below];
  }
  return [];
}

export const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, step) => (typeof found === 'object' && found !== null ? (found as Json)[step] : undefined),
    value,
  );

export const recordIn = (rule: { reply?: unknown }, body: unknown): unknown => at(body, slot(rule.reply, '$item'));

function idIn({ behavior }: Living, resource: string, rule: { reply?: unknown }, body: unknown): unknown {
  if (rule.reply === '$id') return body;
  const place = slot(rule.reply, '$id');
  if (place.length > 0) return at(body, place);
  const record = recordIn(rule, body);
  return shownId(behavior, resource, Array.isArray(record) ? record[0] : record);
}

/** The id that a record shows: as a field, or at the end of its own address. */
export function shownId({ resources }: Behavior, resource: string, record: unknown): unknown {
  const { id, fields = {} } = resources[resource] ?? {};
  const address = Object.entries(fields).find(([, rule]) => rule.derive?.address)?.[0];
  if (id?.field.startsWith('$') !== true || address === undefined) return at(record, (id?.field ?? 'id').split('.'));
  const shown = at(record, address.split('.'));
  return shown === undefined ? undefined : String(shown).split('/').at(-1);
}

/** Calls each operation once; replies must conform to the document. */
export async function calls(document: Json, send: Send, judge: Judge): Promise<string[]> {
  const problems: string[] = [];
  for (const described of operationsOf(document).values()) {
    const answer = await send(requestFor(document, described));
    if (answer.status >= 500) problems.push(`${described.id}: ${answer.status} ${text(answer.body)}`);
    else if (answer.status !== 204)
      problems.push(
        ...(await judge(described.id, answer))
          .filter((problem) => !problem.includes('status is not declared'))
          .slice(0, 1),
      );
  }
  return problems;
}
