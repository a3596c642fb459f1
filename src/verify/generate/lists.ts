/** Cases of lists: filters, order, pages, and the bounds of their parameters. */
import type { FilterRule, OperationRule } from '../../engine/grammar.js';
import type { Rule, Vendor } from '../../engine/model.js';
import { isObject, type Json } from '../../engine/paths.js';
import { constraintsOf } from '../constraints.js';
import { operationFor, resourceOf } from '../managed.js';
import { valueAt, withValue } from './body.js';
import { messageRule } from './messages.js';
import { namesRecord } from './life.js';
import { namedFields, paramsFor, schemaAt, type Actor, type Scene } from './scene.js';
import { PREFIX } from '../inputs.js';
import { probesOf } from './values.js';
import type { Write } from './write.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

export function listCases(write: Write, rule: Rule): void {
  if (rule.rule.verb !== 'list') return;
  const { operation } = rule;
  parameterCases(write, rule);
  for (const [parameter, filter] of Object.entries(rule.rule.filters ?? {}))
    filterCase(write, rule, rule.rule, parameter, filter);
  if (rule.rule.page) {
    pageCase(write, rule, rule.rule.page);
    defaultSizeCase(write, rule, rule.rule.page);
  }
  if (rule.rule.sort) sortCase(write, rule, rule.rule.sort);
  write(`${operation.id}-unknown-parameters`, `${operation.id}: query parameters that it does not know`, (scene) => {
    const above = aboveOf(scene, rule);
    scene.rules.add('requests.unknownQueryParameters').add(operation.id);
    scene.call(operation, { params: above, query: { stuntdouble_unknown: 'x' } });
    for (const name of Object.keys(rule.rule.verb === 'list' ? (rule.rule.ignored ?? {}) : {})) {
      scene.rules.add(`${operation.id}.ignored.${name}`);
      scene.call(operation, { params: above, query: { [name]: 'true' } });
    }
  });
}

const aboveOf = (scene: Scene, rule: Rule): Json => {
  const link = resourceOf(scene.vendor, rule)?.rule.parent;
  const parent = link && scene.make(link.resource, undefined, 'least');
  return link && parent ? { [link.parameter]: parent.id } : {};
};

/** Each parameter at its bounds, of another type, outside of its enum. */
function parameterCases(write: Write, { operation }: Rule): void {
  const { vendor } = write;
  for (const [name, schema] of vendor.contract.querySchemas(operation)) {
    write(`${operation.id}-takes-${name}`, `${operation.id}: what \`${name}\` may be`, (scene) => {
      const link = vendor.rules.get(operation.id);
      const above = link ? aboveOf(scene, link) : {};
      scene.rules.add(operation.id).add('refusals.invalid');
      for (const it of constraintsOf(vendor.contract, operation).filter(
        (one) => one.in === 'query' && one.field === name,
      )) {
        scene.rules.add(it.id);
        const words = messageRule(vendor, name, it.keyword);
        if (words !== undefined && it.keyword !== 'default') scene.rules.add(words);
        if (it.keyword === 'default') scene.call(operation, { params: above });
        const values =
          it.keyword === 'type' ? ['text', '1.5', ''] : probesOf(it, undefined, undefined).map(({ value }) => value);
        for (const value of values) scene.call(operation, { params: above, query: { [name]: value } });
      }
      scene.rules.add(messageRule(vendor, name, 'repeated') ?? '').add(messageRule(vendor, name, 'encoding') ?? '');
      if (operation.parameters.length === 0) {
        scene.raw('GET', `${operation.path}?${name}=1&${name}=1`);
        scene.raw('GET', `${operation.path}?${name}=%ZZ`);
      }
      if ([schema['type']].flat().includes('string')) scene.call(operation, { params: above, query: { [name]: '' } });
    });
  }
}

/** Records with several values, asked for by each of them, by a part, in upper case, by none. */
function filterCase(write: Write, rule: Rule, list: ListRule, parameter: string, filter: FilterRule): void {
  const { vendor } = write;
  const { operation } = rule;
  const making = operationFor(vendor, 'create', list.resource) ?? operationFor(vendor, 'upsert', list.resource);
  if (making === undefined) return;
  write(`${operation.id}-by-${parameter}`, `${operation.id}: only those that \`${parameter}\` asks for`, (scene) => {
    scene.rules.add(`${operation.id}.filters.${parameter}`).add(operation.id);
    const isNamed = namedFields(vendor, making).includes(filter.field);
    const schema = schemaAt(vendor.contract.bodySchema(making.operation), filter.field);
    const asks = vendor.contract.querySchemas(operation).get(parameter);
    const values = isNamed ? [] : valuesOf(vendor, { ...schema, ...asks }, filter);
    const first = scene.make(list.resource);
    if (first === undefined) return;
    scene.make(list.resource, undefined, 'least', first.above);
    for (const value of schema === undefined ? [] : values)
      scene.make(list.resource, (body) => withValue(body, filter.field, value), 'full', first.above);
    if (schema === undefined) changeTo(scene, list.resource, filter.field, values);
    const asked = isNamed
      ? [
          valueAt(first.body, filter.field),
          `{$inputs.run}-${scene.number}-`,
          PREFIX.toUpperCase(),
          'stuntdouble-nobody',
        ]
      : [
          ...values,
          ...([asks?.['type']].flat().includes('boolean')
            ? []
            : ['stuntdouble-nobody', String(values[0]).slice(0, -1)]),
        ];
    for (const value of asked)
      scene.call(operation, {
        params: first.above,
        query: { ...isolated(scene, list, parameter), [parameter]: value },
      });
  });
}

/** Records with values that cannot be sent when they are made, but later. */
function changeTo(scene: Scene, resource: string, field: string, values: readonly unknown[]): void {
  const changing = operationFor(scene.vendor, 'update', resource);
  if (changing === undefined || schemaAt(scene.vendor.contract.bodySchema(changing.operation), field) === undefined)
    return;
  for (const value of values) {
    const actor = scene.make(resource);
    if (actor)
      scene.call(
        changing.operation,
        { params: paramsFor(changing.operation, actor), body: { [field]: value } },
        'success',
      );
  }
}

function valuesOf(vendor: Vendor, schema: Json | undefined, filter: FilterRule): unknown[] {
  if (Array.isArray(schema?.['enum'])) return (schema['enum'] as unknown[]).slice(0, 2);
  if ([schema?.['type']].flat().includes('boolean')) return [true, false];
  const derived = Object.values(vendor.behavior.resources).map((it) => it.fields?.[filter.field]?.derive);
  const known = derived.flatMap((it) => Object.values(it?.table ?? {})).filter((it) => typeof it === 'string');
  if (schema === undefined && known.length > 0) return [...new Set(known)];
  return ['stuntdouble-one', 'stuntdouble-two'];
}

/** A query that shows nothing but what this case made, where a filter can say that. */
function isolated(scene: Scene, list: ListRule, except?: string): Json {
  const making = operationFor(scene.vendor, 'create', list.resource);
  const named = making ? namedFields(scene.vendor, making) : [];
  const found = Object.entries(list.filters ?? {}).find(
    ([name, it]) => name !== except && it.match === 'contains' && named.includes(it.field),
  );
  return found === undefined ? {} : { [found[0]]: `{$inputs.run}-${scene.number}-` };
}

/** Three records, two to a page: none missed, none twice; a page of one, one that is just full, one behind the end. */
function pageCase(write: Write, rule: Rule, page: NonNullable<ListRule['page']>): void {
  const { operation } = rule;
  if (rule.rule.verb !== 'list') return;
  const list = rule.rule;
  write(`${operation.id}-pages`, `${operation.id}: page by page, none missed and none twice`, (scene) => {
    const making =
      operationFor(write.vendor, 'create', list.resource) ?? operationFor(write.vendor, 'upsert', list.resource);
    if (making) namesRecord(scene, making);
    scene.rules
      .add(`${operation.id}.page`)
      .add(operation.id)
      .add(messageRule(write.vendor, page.position, 'cursor') ?? '');
    const only = isolated(scene, list);
    const total = totalOf(list);
    const ask = (query: Json): string => scene.call(operation, { query: { ...only, ...query } });
    // Where nothing else isolates our records, they are behind all that were there before.
    const starts: string[] = [];
    const actors: Actor[] = [];
    for (let n = 0; n < 4; n++) {
      if (Object.keys(only).length === 0 && total !== undefined) {
        const step = ask({ [page.limit]: 1 });
        output(scene, step, 'total', total);
        starts.push(`$steps.${step}.outputs.total`);
      }
      if (n === 3) break;
      const actor = scene.make(list.resource);
      if (actor === undefined) return;
      actors.push(actor);
    }
    if (page.style === 'cursor') {
      const cursor = pointerOf(list.reply, '$nextCursor');
      for (const limit of [1, 2]) {
        let step = ask({ [page.limit]: limit });
        for (let n = limit; n < 3 && cursor !== undefined; n += limit) {
          output(scene, step, 'next', cursor);
          step = ask({ [page.limit]: limit, [page.position]: `$steps.${step}.outputs.next` });
        }
      }
      ask({ [page.limit]: 3 });
      ask({ [page.limit]: 4 });
      ask({ [page.position]: 'stuntdouble-no-cursor' });
      return;
    }
    const from = (n: number): unknown => starts[n] ?? (page.style === 'offset' ? n : undefined);
    for (const [limit, at] of [
      [2, 0],
      [2, 2],
      [1, 0],
      [1, 1],
      [1, 2],
      [3, 0],
      [4, 0],
      [1, 3],
    ] as const) {
      const position =
        page.style === 'page' ? (at % limit === 0 && starts.length === 0 ? at / limit + 1 : undefined) : from(at);
      if (position !== undefined) ask({ [page.limit]: limit, [page.position]: position });
    }
    ask({ [page.position]: page.style === 'page' ? 999_999 : 999_999 });
  });
}

/** The size of a page that nobody asked for, where no reply tells it: one record more than it holds. */
function defaultSizeCase(write: Write, rule: Rule, page: NonNullable<ListRule['page']>): void {
  if (rule.rule.verb !== 'list') return;
  const list = rule.rule;
  const size = Number(write.vendor.contract.querySchemas(rule.operation).get(page.limit)?.['default']);
  if (!(size <= MOST_MADE) || pointerOf(list.reply, '$limit') !== undefined) return;
  write(
    `${rule.operation.id}-size-of-a-page`,
    `${rule.operation.id}: ${size} to a page, unless told otherwise`,
    (scene) => {
      const only = isolated(scene, list);
      if (Object.keys(only).length === 0) return;
      scene.rules.add(`contract.${rule.operation.id}.?${page.limit}.default`);
      for (let n = 0; n <= size; n++) scene.make(list.resource, undefined, 'least');
      scene.call(rule.operation, { query: only });
    },
  );
}

const MOST_MADE = 100;

const totalOf = (list: ListRule): string | undefined => pointerOf(list.reply, '$total');

function pointerOf(template: unknown, name: string): string | undefined {
  if (template === name) return '';
  if (!isObject(template)) return undefined;
  for (const [key, part] of Object.entries(template)) {
    const below = pointerOf(part, name);
    if (below !== undefined) return `/${key}${below}`;
  }
  return undefined;
}

function output(scene: Scene, step: string, name: string, pointer: string): void {
  const draft = scene.steps.find((it) => it.step.stepId === step);
  if (draft) draft.step.outputs = { ...draft.step.outputs, [name]: `$response.body#${pointer}` };
}

/** Three records in one order and in the other. */
function sortCase(write: Write, rule: Rule, sort: NonNullable<ListRule['sort']>): void {
  const resource = resourceOf(write.vendor, rule);
  if (resource === undefined) return;
  write(
    `${rule.operation.id}-sorted`,
    `${rule.operation.id}: in the order that \`${sort.parameter}\` asks for`,
    (scene) => {
      scene.rules.add(`${rule.operation.id}.sort`).add(rule.operation.id);
      // Made in another order than the one that is asked for.
      const named =
        (letter: string) =>
        (body: Json): Json =>
          withValue(body, sort.default, `{$inputs.run}-${scene.number}-${letter}`);
      const first = scene.make(resource.name, named('c'));
      if (first === undefined) return;
      scene.make(resource.name, named('a'), 'least', first.above);
      scene.make(resource.name, named('b'), 'full', first.above);
      scene.call(rule.operation, { params: first.above });
      for (const value of [sort.default, `-${sort.default}`, 'stuntdouble-nothing'])
        scene.call(rule.operation, { params: first.above, query: { [sort.parameter]: value } });
      const reading = operationFor(scene.vendor, 'read', resource.name);
      if (reading) scene.call(reading.operation, { params: paramsFor(reading.operation, first) });
    },
  );
}
