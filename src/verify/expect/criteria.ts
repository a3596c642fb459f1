/**
 * Finds the expected replies by playing the case on two doubles that differ in everything that no rule determines: seed,
 * clock, ids, existing records. Values that are equal in both replies become literals; values that differ but occurred
 * before become references; for other values only a pattern is expected (docs/decisions/0011).
 */
import { isObject } from '../../grammar/json.js';
import { formatPointer } from '../../grammar/json-pointer.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Criterion, Step } from '../../grammar/arazzo.js';
import type { Exchanged } from '../arazzo/expression.js';
import { valueAtSteps } from '../run/cleanup.js';
import {
  escaped,
  RehearsedStep,
  expectationFor,
  type ExpectedValue,
  type ListPlace,
  type RehearsalPair,
} from './rehearsed-step.js';

/** The steps with their expected replies. */
export function withCriteria(vendor: Vendor, pairs: readonly RehearsalPair[]): Step[] {
  const steps = pairs.map(({ draft }) => structuredClone(draft.step));
  for (const [now, pair] of pairs.entries()) {
    const step = steps[now];
    if (step) {
      const rehearsed = new RehearsedStep(vendor, pairs, now, steps);
      step.successCriteria = criteriaFor(rehearsed);
      const order = orderOf(rehearsed);
      if (order) step['x-stuntdouble-order'] = order;
    }
    const { later } = pair.draft;
    if (step && later) step.onFailure = [{ name: 'a-second-later', type: 'retry', retryAfter: 1.1, retryLimit: 2 }];
  }
  return steps;
}

function criteriaFor(rehearsed: RehearsedStep): Criterion[] {
  const { draft, first, second } = rehearsed.pair;
  const out: Criterion[] = [{ condition: `$statusCode == ${first.statusCode}` }];
  if (first.statusCode !== second.statusCode)
    throw new Error(
      `${draft.step.stepId} has status ${first.statusCode} in one rehearsal and ${second.statusCode} in the other`,
    );
  if (draft.checked === 'success') {
    if (first.statusCode >= 300)
      throw new Error(
        `${draft.step.stepId} got status ${first.statusCode} ${JSON.stringify(first.response.body)} to ${first.method} ${first.url} ${JSON.stringify(first.request.body)}`,
      );
    return out;
  }
  out.push(...headers(first, second));
  const list = rehearsed.list();
  if (list) out.push(...listCriteria(rehearsed, list));
  out.push(...valueCriteria(rehearsed, first.response.body, second.response.body, [], list?.place));
  for (const secret of draft.secrets) out.push(bodyCriterion(`!@..[?search(@, ${JSON.stringify(escaped(secret))})]`));
  return out;
}

const bodyCriterion = (condition: string): Criterion => ({
  context: '$response.body',
  condition: `$[?${condition}]`,
  type: 'jsonpath',
});

/** Headers that belong to the API; the others belong to the connection. */
const API_HEADERS = /^(content-type|retry-after|allow|www-authenticate|location|x-ratelimit-.*)$/;

function headers(first: Exchanged, second: Exchanged): Criterion[] {
  return Object.entries(first.response.headers).flatMap(([name, value]) => {
    const other = second.response.headers[name];
    if (!API_HEADERS.test(name) || other === undefined) return [];
    const same = value === other && name !== 'retry-after';
    const pattern = name === 'content-type' ? `^${escaped(value)}` : same ? `^${escaped(value)}$` : '.';
    return [{ context: `$response.header.${name}`, condition: pattern, type: 'regex' as const }];
  });
}

type Path = readonly (string | number)[];

/** Criteria for all values of a reply, except the list of records. */
function* valueCriteria(
  rehearsed: RehearsedStep,
  first: unknown,
  second: unknown,
  way: Path,
  except: readonly string[] | undefined,
): Generator<Criterion> {
  if (except?.length === 0) return;
  if (isObject(first) && isObject(second)) {
    const names = Object.keys(first).filter((name) => Object.hasOwn(second, name));
    if (names.length === 0 && way.length > 0) yield bodyCriterion(path(way));
    for (const name of names)
      yield* valueCriteria(
        rehearsed,
        first[name],
        second[name],
        [...way, name],
        except?.[0] === name ? except.slice(1) : undefined,
      );
  } else if (Array.isArray(first) && Array.isArray(second)) {
    if (first.length !== second.length) return;
    yield bodyCriterion(`length(${path(way)}) == ${first.length}`);
    for (const [i, item] of (first as unknown[]).entries())
      yield* valueCriteria(rehearsed, item, (second as unknown[])[i], [...way, i], undefined);
  } else {
    const value = expectationFor(rehearsed, first, second, String(way.at(-1) ?? ''));
    if (way.length > 0 || first !== null) yield comparison(way, value);
  }
}

/** In lists, by pointer: JSONPath implementations disagree about members behind an index. */
function comparison(way: Path, known: ExpectedValue): Criterion {
  const where = path(way);
  if (known === undefined) return bodyCriterion(where);
  if ('form' in known) return bodyCriterion(`match(${where}, ${JSON.stringify(known.form)})`);
  const isIndexed = way.some((candidate) => typeof candidate === 'number');
  if ('reference' in known) {
    const { reference, sign = '==' } = known;
    return isIndexed
      ? { condition: `$response.body#${formatPointer(way)} ${sign} ${reference}` }
      : bodyCriterion(`${where} ${sign} {${reference}}`);
  }
  if (!isIndexed) return bodyCriterion(`${where} == ${JSON.stringify(known.is)}`);
  return typeof known.is === 'string'
    ? bodyCriterion(`match(${where}, ${JSON.stringify(escaped(known.is))})`)
    : { condition: `$response.body#${formatPointer(way)} == ${JSON.stringify(known.is)}` };
}

const path = (way: Path): string =>
  `@${way.map((item) => (typeof item === 'number' ? `[${item}]` : member(item))).join('')}`;

const member = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** The case's own records in a list, complete; and none that are in neither rehearsal. */
function* listCriteria(rehearsed: RehearsedStep, list: ListPlace): Generator<Criterion> {
  const [one, other] = elements(rehearsed, list);
  const root = path(list.place);
  for (const condition of rehearsed.pair.draft.none ?? []) yield bodyCriterion(`!${root}[?${condition}]`);
  const id = list.idField.split('.').map(member).join('');
  let found = 0;
  for (const our of rehearsed.ours()) {
    const mine = one.find((candidate) => idIn(list, candidate) === our.first);
    const theirs = other.find((candidate) => idIn(list, candidate) === our.second);
    const isOurs = `@${id} == {${our.id}}`;
    if (mine === undefined && theirs === undefined) yield bodyCriterion(`!${root}[?${isOurs}]`);
    if (mine === undefined || theirs === undefined) continue;
    found++;
    yield bodyCriterion(`${root}[?${isOurs}]`);
    for (const condition of elementConditions(rehearsed, mine, theirs, '@'))
      yield bodyCriterion(`${root}[?${isOurs} && ${condition}]`);
  }
  if (found === one.length && found === other.length) yield bodyCriterion(`length(${root}) == ${found}`);
}

const elements = ({ pair }: RehearsedStep, { place }: ListPlace): [unknown[], unknown[]] => {
  const [one, other] = [pair.first, pair.second].map((exchanged) => valueAtSteps(exchanged.response.body, place));
  return [Array.isArray(one) ? (one as unknown[]) : [], Array.isArray(other) ? (other as unknown[]) : []];
};

const idIn = ({ idField }: ListPlace, item: unknown): unknown => valueAtSteps(item, idField.split('.'));

/** Conditions on an element; for a list within it, that such an element exists. */
function* elementConditions(
  rehearsed: RehearsedStep,
  first: unknown,
  second: unknown,
  where: string,
  key = '',
): Generator<string> {
  if (isObject(first) && isObject(second)) {
    for (const name of Object.keys(first).filter((candidate) => Object.hasOwn(second, candidate)))
      yield* elementConditions(rehearsed, first[name], second[name], where + member(name), name);
  } else if (Array.isArray(first) && Array.isArray(second)) {
    if (first.length !== second.length) return;
    yield `length(${where}) == ${first.length}`;
    for (const [i, item] of (first as unknown[]).entries())
      for (const condition of elementConditions(rehearsed, item, (second as unknown[])[i], '@'))
        yield `${where}[?${condition}]`;
  } else {
    const known = expectationFor(rehearsed, first, second, key);
    if (known === undefined) yield where;
    else if ('is' in known) yield `${where} == ${JSON.stringify(known.is)}`;
    else if ('form' in known) yield `match(${where}, ${JSON.stringify(known.form)})`;
    else yield `${where} == {${known.reference}}`;
  }
}

/** The order of the case's own records, if both rehearsals agree. */
function orderOf(rehearsed: RehearsedStep): Step['x-stuntdouble-order'] {
  const list = rehearsed.list();
  if (list === undefined || rehearsed.pair.draft.checked === 'success') return undefined;
  const [one, other] = elements(rehearsed, list);
  const place = (items: unknown[], id: unknown): number => items.findIndex((item) => idIn(list, item) === id);
  const ours = rehearsed.ours().filter((our) => place(one, our.first) >= 0 && place(other, our.second) >= 0);
  const inFirst = [...ours].sort((a, b) => place(one, a.first) - place(one, b.first));
  const inSecond = [...ours].sort((a, b) => place(other, a.second) - place(other, b.second));
  if (ours.length < 2 || inFirst.some((candidate, i) => candidate !== inSecond[i])) return undefined;
  return {
    list: formatPointer(list.place),
    by: formatPointer(list.idField.split('.')),
    values: inFirst.map((item) => item.id),
  };
}
