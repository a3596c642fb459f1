/**
 * What a reply must be, found out by playing the case twice on doubles that differ in all that no rule determines: seed,
 * clock, ids, records that are there already. What is the same in both replies, a rule has determined; what differs but
 * came up before refers to that; of the rest only the form is asked (docs/decisions/0011).
 */
import type { Criterion, Step } from '../engine/arazzo-grammar.js';
import type { Vendor } from '../engine/model.js';
import { equal, isObject } from '../engine/paths.js';
import type { Exchanged } from './expression.js';
import type { DraftStep } from './generate/scene.js';
import { at, placeOf, resourceOf, shownId } from './managed.js';

/** The same step in both rehearsals. */
export interface Take {
  draft: DraftStep;
  first: Exchanged;
  second: Exchanged;
}

/** The steps with what their replies must be. */
export function withCriteria(vendor: Vendor, takes: readonly Take[]): Step[] {
  const steps = takes.map(({ draft }) => structuredClone(draft.step));
  for (const [now, take] of takes.entries()) {
    const step = steps[now];
    if (step) {
      const recall = new Recall(vendor, takes, now, steps);
      step.successCriteria = criteriaFor(recall);
      const order = orderOf(recall);
      if (order) step['x-stuntdouble-order'] = order;
    }
    const { later } = take.draft;
    if (step && later) step.onFailure = [{ name: 'a-second-later', type: 'retry', retryAfter: 1.1, retryLimit: 2 }];
  }
  return steps;
}

function criteriaFor(recall: Recall): Criterion[] {
  const { draft, first, second } = recall.take;
  const out: Criterion[] = [{ condition: `$statusCode == ${first.statusCode}` }];
  if (first.statusCode !== second.statusCode)
    throw new Error(`${draft.step.stepId} is answered with ${first.statusCode} and with ${second.statusCode}`);
  if (draft.checked === 'success') {
    if (first.statusCode >= 300)
      throw new Error(
        `${draft.step.stepId} is answered with ${first.statusCode} ${JSON.stringify(first.response.body)} to ${first.method} ${first.url} ${JSON.stringify(first.request.body)}`,
      );
    return out;
  }
  out.push(...headers(first, second));
  const list = recall.list();
  if (list) out.push(...listed(recall, list));
  out.push(...leaves(recall, first.response.body, second.response.body, [], list?.place));
  for (const secret of draft.secrets) out.push(bodied(`!@..[?search(@, ${JSON.stringify(escaped(secret))})]`));
  return out;
}

const bodied = (condition: string): Criterion => ({
  context: '$response.body',
  condition: `$[?${condition}]`,
  type: 'jsonpath',
});

/** Headers that say something about the API: the rest is between server and client. */
const TOLD = /^(content-type|retry-after|allow|www-authenticate|location|x-ratelimit-.*)$/;

function headers(first: Exchanged, second: Exchanged): Criterion[] {
  return Object.entries(first.response.headers).flatMap(([name, value]) => {
    const other = second.response.headers[name];
    if (!TOLD.test(name) || other === undefined) return [];
    const same = value === other && name !== 'retry-after';
    const pattern = name === 'content-type' ? `^${escaped(value)}` : same ? `^${escaped(value)}$` : '.';
    return [{ context: `$response.header.${name}`, condition: pattern, type: 'regex' as const }];
  });
}

interface List {
  place: string[];
  idField: string;
}

/** What is known when a step is judged: its two takes, and all that came before. */
class Recall {
  readonly take: Take;

  constructor(
    readonly vendor: Vendor,
    readonly takes: readonly Take[],
    readonly now: number,
    readonly steps: Step[],
  ) {
    const take = takes[now];
    if (take === undefined) throw new Error('no such step');
    this.take = take;
  }

  /** Where the reply has a list of records, for the operations that list. */
  list(): List | undefined {
    const rule = this.vendor.rules.get(this.take.draft.step.operationId ?? '');
    const resource = rule && resourceOf(this.vendor, rule);
    if (rule?.rule.verb !== 'list' || resource === undefined || this.take.first.statusCode >= 300) return undefined;
    const place = placeOf(rule, '$items');
    return place && { place, idField: shownId(resource) };
  }

  /** An expression for a value that both takes know from elsewhere, as a JSONPath condition can hold it. */
  reference(first: unknown, second: unknown, key: string): string | undefined {
    if (typeof first !== 'string' && typeof first !== 'number') return undefined;
    const own = this.take;
    const sent = pointerTo(own.first.request.body, own.second.request.body, first, second, key);
    if (sent !== undefined) return `$request.body#${sent}`;
    for (const byKey of typeof first === 'number' ? [true] : [true, false]) {
      for (const [index, earlier] of this.takes.slice(0, this.now).entries()) {
        const pointer = pointerTo(earlier.first.response.body, earlier.second.response.body, first, second, key, byKey);
        if (pointer === undefined) continue;
        return `$steps.${earlier.draft.step.stepId}.outputs.${this.#output(index, pointer)}`;
      }
    }
    return undefined;
  }

  /** Ids of the records of this case, with an expression for each. */
  ours(): { id: string; first: unknown; second: unknown }[] {
    return this.takes.slice(0, this.now).flatMap(({ draft, first, second }) => {
      const pointer = draft.step.outputs?.['id']?.replace('$response.body#/', '').split('/');
      const [one, other] = [first, second].map((it) => pointer && at(it.response.body, pointer));
      return one === undefined || other === undefined
        ? []
        : [{ id: `$steps.${draft.step.stepId}.outputs.id`, first: one, second: other }];
    });
  }

  /** Texts of the request that differ between the takes. */
  sentTexts(): { first: unknown; second: unknown }[] {
    const { first, second } = this.take;
    const walk = (a: unknown, b: unknown): { first: unknown; second: unknown }[] => {
      if (typeof a === 'string' && typeof b === 'string') return a === b ? [] : [{ first: a, second: b }];
      if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return [];
      return Object.entries(a).flatMap(([key, part]) => walk(part, (b as Record<string, unknown>)[key]));
    };
    return walk(first.request.body, second.request.body);
  }

  /** Where this field stood before, when it must have moved on since. */
  before(key: string): string | undefined {
    const { later } = this.take.draft;
    if (later?.field !== key) return undefined;
    const index = this.takes.findIndex((it) => it.draft.step.stepId === later.than);
    const pointer = pointerToKey(this.takes[index]?.first.response.body, key);
    return pointer === undefined ? undefined : `$steps.${later.than}.outputs.${this.#output(index, pointer)}`;
  }

  #output(index: number, pointer: string): string {
    const step = this.steps[index];
    const source = `$response.body#${pointer}`;
    const outputs = step?.outputs ?? {};
    const known = Object.entries(outputs).find(([, it]) => it === source)?.[0];
    const name = known ?? pointer.slice(1).replace(/[^A-Za-z0-9_]/g, '_');
    if (step) step.outputs = { ...outputs, [name]: source };
    return name;
  }
}

/** Where both bodies have the value, under the same key if that is asked. */
function pointerTo(
  one: unknown,
  other: unknown,
  first: unknown,
  second: unknown,
  key: string,
  byKey = false,
): string | undefined {
  const walk = (a: unknown, b: unknown, pointer: string, name: string): string | undefined => {
    if (a === first && b === second && (!byKey || name === key)) return pointer;
    if (Array.isArray(a) && Array.isArray(b)) {
      for (const [i, item] of (a as unknown[]).entries()) {
        const found = walk(item, (b as unknown[])[i], `${pointer}/${i}`, name);
        if (found !== undefined) return found;
      }
    } else if (isObject(a) && isObject(b)) {
      for (const [name, part] of Object.entries(a)) {
        const found = walk(part, b[name], `${pointer}/${name}`, name);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return walk(one, other, '', '');
}

type Way = readonly (string | number)[];

/** Criteria on all that a reply holds, the list of records left out. */
function* leaves(
  recall: Recall,
  first: unknown,
  second: unknown,
  way: Way,
  except: readonly string[] | undefined,
): Generator<Criterion> {
  if (except?.length === 0) return;
  if (isObject(first) && isObject(second)) {
    const names = Object.keys(first).filter((name) => Object.hasOwn(second, name));
    if (names.length === 0 && way.length > 0) yield bodied(path(way));
    for (const name of names)
      yield* leaves(
        recall,
        first[name],
        second[name],
        [...way, name],
        except?.[0] === name ? except.slice(1) : undefined,
      );
  } else if (Array.isArray(first) && Array.isArray(second)) {
    if (first.length !== second.length) return;
    yield bodied(`length(${path(way)}) == ${first.length}`);
    for (const [i, item] of (first as unknown[]).entries())
      yield* leaves(recall, item, (second as unknown[])[i], [...way, i], undefined);
  } else {
    const value = sameness(recall, first, second, String(way.at(-1) ?? ''));
    if (way.length > 0 || first !== null) yield comparison(way, value);
  }
}

/** What is known of a value: itself, where else it came up, its form, or only that it is there. */
type Known = { is: unknown } | { reference: string; sign?: '>' } | { form: string } | undefined;

function sameness(recall: Recall, first: unknown, second: unknown, key: string): Known {
  const after = recall.before(key);
  if (after !== undefined) return { reference: after, sign: '>' };
  if (equal(first, second)) return { is: first };
  const reference = recall.reference(first, second, key);
  if (reference !== undefined) return { reference };
  if (typeof first !== 'string' || typeof second !== 'string') return undefined;
  const pattern = formOf(recall, first, second);
  return pattern === undefined ? undefined : { form: pattern };
}

/** In lists, by pointer: not every reader of JSONPath compares what stands behind an index. */
function comparison(way: Way, known: Known): Criterion {
  const where = path(way);
  if (known === undefined) return bodied(where);
  if ('form' in known) return bodied(`match(${where}, ${JSON.stringify(known.form)})`);
  const isIndexed = way.some((it) => typeof it === 'number');
  if ('reference' in known) {
    const { reference, sign = '==' } = known;
    return isIndexed
      ? { condition: `$response.body#${pointer(way)} ${sign} ${reference}` }
      : bodied(`${where} ${sign} {${reference}}`);
  }
  if (!isIndexed) return bodied(`${where} == ${JSON.stringify(known.is)}`);
  return typeof known.is === 'string'
    ? bodied(`match(${where}, ${JSON.stringify(escaped(known.is))})`)
    : { condition: `$response.body#${pointer(way)} == ${JSON.stringify(known.is)}` };
}

const path = (way: Way): string => `@${way.map((it) => (typeof it === 'number' ? `[${it}]` : member(it))).join('')}`;
const pointer = (way: Way): string =>
  way.map((it) => `/${String(it).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function pointerToKey(body: unknown, key: string): string | undefined {
  if (!isObject(body)) return undefined;
  for (const [name, part] of Object.entries(body)) {
    if (name === key) return `/${name}`;
    const below = pointerToKey(part, key);
    if (below !== undefined) return `/${name}${below}`;
  }
  return undefined;
}

const member = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** Our records in a list, whole; and none of those that are in neither rehearsal's. */
function* listed(recall: Recall, list: List): Generator<Criterion> {
  const [one, other] = elements(recall, list);
  const root = path(list.place);
  const id = list.idField.split('.').map(member).join('');
  let found = 0;
  for (const our of recall.ours()) {
    const mine = one.find((it) => idIn(list, it) === our.first);
    const theirs = other.find((it) => idIn(list, it) === our.second);
    const isOurs = `@${id} == {${our.id}}`;
    if (mine === undefined && theirs === undefined) yield bodied(`!${root}[?${isOurs}]`);
    if (mine === undefined || theirs === undefined) continue;
    found++;
    yield bodied(`${root}[?${isOurs}]`);
    for (const condition of parts(recall, mine, theirs, '@')) yield bodied(`${root}[?${isOurs} && ${condition}]`);
  }
  if (found === one.length && found === other.length) yield bodied(`length(${root}) == ${found}`);
}

const elements = ({ take }: Recall, { place }: List): [unknown[], unknown[]] => {
  const [one, other] = [take.first, take.second].map((it) => at(it.response.body, place));
  return [Array.isArray(one) ? (one as unknown[]) : [], Array.isArray(other) ? (other as unknown[]) : []];
};

const idIn = ({ idField }: List, item: unknown): unknown => at(item, idField.split('.'));

/** As conditions on an element; of a list within it, that such an element is there. */
function* parts(recall: Recall, first: unknown, second: unknown, where: string, key = ''): Generator<string> {
  if (isObject(first) && isObject(second)) {
    for (const name of Object.keys(first).filter((it) => Object.hasOwn(second, it)))
      yield* parts(recall, first[name], second[name], where + member(name), name);
  } else if (Array.isArray(first) && Array.isArray(second)) {
    if (first.length !== second.length) return;
    yield `length(${where}) == ${first.length}`;
    for (const [i, item] of (first as unknown[]).entries())
      for (const condition of parts(recall, item, (second as unknown[])[i], '@')) yield `${where}[?${condition}]`;
  } else {
    const known = sameness(recall, first, second, key);
    if (known === undefined) yield where;
    else if ('is' in known) yield `${where} == ${JSON.stringify(known.is)}`;
    else if ('form' in known) yield `match(${where}, ${JSON.stringify(known.form)})`;
    else yield `${where} == {${known.reference}}`;
  }
}

/** The order in which our records follow each other, where both rehearsals agree. */
function orderOf(recall: Recall): Step['x-stuntdouble-order'] {
  const list = recall.list();
  if (list === undefined || recall.take.draft.checked === 'success') return undefined;
  const [one, other] = elements(recall, list);
  const place = (items: unknown[], id: unknown): number => items.findIndex((it) => idIn(list, it) === id);
  const ours = recall.ours().filter((it) => place(one, it.first) >= 0 && place(other, it.second) >= 0);
  const inFirst = [...ours].sort((a, b) => place(one, a.first) - place(one, b.first));
  const inSecond = [...ours].sort((a, b) => place(other, a.second) - place(other, b.second));
  if (ours.length < 2 || inFirst.some((it, i) => it !== inSecond[i])) return undefined;
  return {
    list: pointer(list.place),
    by: pointer(list.idField.split('.')),
    values: inFirst.map((it) => it.id),
  };
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** The form of an instant; of another text, what is left when the values that came up before are taken out (RFC 9485). */
function formOf(recall: Recall, first: string, second: string): string | undefined {
  if (INSTANT.test(first) && INSTANT.test(second))
    return escaped(first).replace(/\d+/g, (digits) => `[0-9]{${digits.length}}`);
  const known = [...recall.ours(), ...recall.sentTexts()].flatMap((it) =>
    [String, (value: unknown) => encodeURIComponent(String(value))].map((write) => [write(it.first), write(it.second)]),
  );
  let [one, other] = [first, second];
  for (const [a = '', b = ''] of known.filter(([a = '', b = '']) => a.length > 3 && a !== b)) {
    if (!one.includes(a) || !other.includes(b)) continue;
    one = one.replaceAll(a, MARK);
    other = other.replaceAll(b, MARK);
  }
  return one === other ? escaped(one).replaceAll(MARK, '.+') : undefined;
}

const MARK = '\u0000';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
