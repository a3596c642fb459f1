/** Cases of pages: no record is missed or repeated; the page size. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import type { OperationRule } from '../../../grammar/behavior.js';
import { operationFor } from '../../run/cleanup.js';
import { addCreationRules } from './life-cycle.js';
import { messageRule } from '../message-rule.js';
import { namedFields, type CreatedRecord, type CaseDraft } from '../case-draft.js';
import type { Write } from '../write-case.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

/** A query that selects only the records of this case, if a filter can do that. */
export function ownRecordsOnly(testCase: CaseDraft, list: ListRule, except?: string): Json {
  const making = operationFor(testCase.vendor, 'create', list.resource);
  const named = making ? namedFields(testCase.vendor, making) : [];
  const found = Object.entries(list.filters ?? {}).find(
    ([name, item]) => name !== except && item.match === 'contains' && named.includes(item.field),
  );
  return found === undefined ? {} : { [found[0]]: `{$inputs.run}-${testCase.number}-` };
}

/** Three records, two per page: none missed or repeated; a page of one, a full page, a page after the end. */
export function pageCase(write: Write, rule: Rule, page: NonNullable<ListRule['page']>): void {
  const { operation } = rule;
  const { limit: size } = page;
  if (rule.rule.verb !== 'list' || size === undefined || page.style === 'ids') return;
  const list = rule.rule;
  write(`${operation.id}-pages`, `${operation.id}: all pages, no record missing or repeated`, (testCase) => {
    const making =
      operationFor(write.vendor, 'create', list.resource) ?? operationFor(write.vendor, 'upsert', list.resource);
    if (making) addCreationRules(testCase, making);
    testCase.rules
      .add(`${operation.id}.page`)
      .add(operation.id)
      .add(messageRule(write.vendor, page.position, 'cursor') ?? '');
    const only = ownRecordsOnly(testCase, list);
    const total = totalOf(list);
    const ask = (query: Json): string => testCase.call(operation, { query: { ...only, ...query } });
    // Without a filter, the records of the case come after all existing ones.
    const starts: string[] = [];
    const actors: CreatedRecord[] = [];
    for (let n = 0; n < 4; n++) {
      if (Object.keys(only).length === 0 && total !== undefined) {
        const step = ask({ [size]: 1 });
        output(testCase, step, 'total', total);
        starts.push(`$steps.${step}.outputs.total`);
      }
      if (n === 3) break;
      const actor = testCase.make(list.resource);
      if (actor === undefined) return;
      actors.push(actor);
    }
    if (page.style === 'cursor') {
      const cursor = pointerOf(list.reply, '$nextCursor');
      for (const limit of [1, 2]) {
        let step = ask({ [size]: limit });
        for (let n = limit; n < 3 && cursor !== undefined; n += limit) {
          output(testCase, step, 'next', cursor);
          step = ask({ [size]: limit, [page.position]: `$steps.${step}.outputs.next` });
        }
      }
      ask({ [size]: 3 });
      ask({ [size]: 4 });
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
      if (position !== undefined) ask({ [size]: limit, [page.position]: position });
    }
    ask({ [page.position]: page.style === 'page' ? 999_999 : 999_999 });
  });
}

/** The default page size, if no reply states it: creates one record more than it holds. */
export function defaultSizeCase(write: Write, rule: Rule, page: NonNullable<ListRule['page']>): void {
  const { limit } = page;
  if (rule.rule.verb !== 'list' || limit === undefined) return;
  const list = rule.rule;
  const size = Number(write.vendor.contract.tools.querySchemas(rule.operation).get(limit)?.['default']);
  if (!(size <= MAX_CREATED) || pointerOf(list.reply, '$limit') !== undefined) return;
  write(
    `${rule.operation.id}-size-of-a-page`,
    `${rule.operation.id}: ${size} records per page by default`,
    (testCase) => {
      const only = ownRecordsOnly(testCase, list);
      if (Object.keys(only).length === 0) return;
      testCase.rules.add(`contract.${rule.operation.id}.?${limit}.default`);
      for (let n = 0; n <= size; n++) testCase.make(list.resource, undefined, 'least');
      testCase.call(rule.operation, { query: only });
    },
  );
}

const MAX_CREATED = 100;

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

function output(testCase: CaseDraft, step: string, name: string, pointer: string): void {
  const draft = testCase.steps.find((draftStep) => draftStep.step.stepId === step);
  if (draft) draft.step.outputs = { ...draft.step.outputs, [name]: `$response.body#${pointer}` };
}
