import { closest, suggest } from '../../engine/values/suggest.js';
import type { Operation } from '../../engine/model/contract.js';
import type { OperationRule } from '../../grammar/behavior.js';
import { possibleRefusals } from '../../engine/refusals/possible.js';
import { inBody, bodyPath } from '../../engine/values/body-path.js';
import {
  checkField,
  checkResourceName,
  checkTemplate,
  checkVariant,
  mayBeUndeclared,
  statusOf,
  type Checking,
} from './checking.js';

/** Checks that every operation has a rule, every rule an operation, and that they match. */
export function checkOperations(checking: Checking): void {
  const { behavior, contract, report, isUncertain, unnamed } = checking;
  const named = contract.operations.filter(({ id }) => !unnamed.has(id));
  const byId = new Map(named.map((operation) => [operation.id, operation]));
  const isMissing = (id: string): boolean => behavior.operations[id] === undefined && !isUncertain(['operations', id]);
  const ruled = Object.keys(behavior.operations);
  // A rule under a misspelled name is told by that name.
  const meant = new Set(
    ruled.filter((id) => !byId.has(id)).flatMap((id) => closest(id, [...byId.keys()].filter(isMissing)).slice(0, 1)),
  );
  for (const id of byId.keys())
    if (isMissing(id) && !meant.has(id))
      report(['operations'], `operation ${id} has no rule`, 'give it one or decline it');
  const unruled = [...byId.keys()].filter(isMissing);
  const unknown = (at: PropertyKey[], id: string, known: readonly string[]): void => {
    // It may be the id that is missing.
    if (unnamed.has(id) || (unnamed.size > 0 && closest(id, unruled).length === 0)) return;
    report(at, `operation ${id} is not in the contract`, suggest(id, known));
  };
  for (const [id, rule] of Object.entries(behavior.operations)) {
    const operation = byId.get(id);
    const at = ['operations', id];
    if (operation) checkOperation(checking, operation, rule, at);
    else unknown(at, id, closest(id, unruled).length > 0 ? unruled : [...byId.keys()]);
  }
  if (behavior.showcase !== undefined && !byId.has(behavior.showcase))
    unknown(['showcase'], behavior.showcase, [...byId.keys()]);
  for (const [i, { operations }] of (behavior.notEnforced ?? []).entries())
    for (const [at, id] of operations.entries())
      if (!byId.has(id)) unknown(['notEnforced', i, 'operations', at], id, [...byId.keys()]);
}

function checkOperation(checking: Checking, operation: Operation, rule: OperationRule, at: string[]): void {
  if ('resource' in rule && rule.resource !== undefined) {
    if (!checkResourceName(checking, rule.resource, [...at, 'resource'])) return;
  }
  checkReply(checking, operation, rule, at);
  checkVerb(checking, operation, rule, at);
  checkAnswers(checking, operation, rule, at);
}

const RECORD = ['item', 'id', 'idText', 'idNumber'];

/** Names that reply templates may use, by verb; a quirk has its own. */
export const replyNames: Partial<Record<OperationRule['verb'], string[]>> = {
  list: [
    ...['items', 'firstId', 'lastId', 'count', 'total', 'limit', 'offset', 'page', 'pageCount'],
    ...['hasMore', 'isFirst', 'isLast', 'isEmpty'],
    ...['nextCursor', 'nextOffset', 'nextPage', 'previousPage', 'nextLink', 'previousLink', 'firstLink', 'lastLink'],
  ],
  delete: RECORD,
  singleton: ['item'],
  example: ['item'],
  create: RECORD,
  read: RECORD,
  update: RECORD,
  replace: RECORD,
  upsert: RECORD,
};

function checkReply(checking: Checking, operation: Operation, rule: OperationRule, at: string[]): void {
  if (rule.verb === 'decline') return;
  const allowed = replyNames[rule.verb];
  if (allowed) checkTemplate(checking, rule.reply, allowed, `the reply of a ${rule.verb}`, [...at, 'reply']);
  if (operation.successes.length === 0 && rule.status === undefined) {
    checking.report(
      at,
      `${operation.id} declares no success`,
      'declare a 2xx reply in the contract, or give the operation a `status`',
    );
  }
}

function checkVerb(checking: Checking, operation: Operation, rule: OperationRule, at: string[]): void {
  const { contract, quirks, report } = checking;
  switch (rule.verb) {
    case 'list':
      return checkList(checking, operation, rule, at);
    case 'read':
    case 'update':
    case 'replace':
    case 'delete':
      if (operation.parameters.length === 0 && rule.record === undefined) {
        const problem = `${operation.id} has no path parameter, so it cannot ${rule.verb} one record`;
        report(at, problem, 'use another verb, or add the parameter to the path');
      }
      checkProtected(checking, rule, at);
      for (const path of rule.verb === 'update' ? (rule.atLeastOneOf?.fields ?? []) : []) {
        if (contract.tools.hasBodyField(operation, inBody(bodyPath(rule), path))) continue;
        report([...at, 'atLeastOneOf'], `the body of ${operation.id} has no field ${path}`, 'name fields of the body');
      }
      return;
    case 'upsert':
      checkProtected(checking, rule, at);
      if (rule.by === undefined) return;
      checkField(checking, rule.resource, rule.by, [...at, 'by']);
      checkKey(checking, rule.resource, rule.by, [...at, 'by']);
      return;
    case 'quirk':
      if (quirks.has(rule.quirk)) return;
      return report([...at, 'quirk'], `quirk ${rule.quirk} is not registered`, suggest(rule.quirk, [...quirks]));
    case 'create':
    case 'singleton':
    case 'example':
    case 'decline':
      return;
    default:
      return rule satisfies never;
  }
}

/** A field that identifies a record: its id or a unique field. */
function checkKey({ behavior, report }: Checking, resource: string, path: string, at: string[]): void {
  const rule = behavior.resources[resource];
  if (rule === undefined) return;
  const keys = [
    [rule.id.field],
    ...(rule.aliases ?? []).map((aliase) => [aliase]),
    ...(rule.unique ?? []).map((item) => item.fields),
  ].flatMap((fields) => (fields.length === 1 ? fields : []));
  if (keys.includes(path)) return;
  report(at, `several records of ${resource} may have the same ${path}`, suggest(path, keys));
}

/** Checks that every query parameter is used and declared. */
function checkList(
  checking: Checking,
  operation: Operation,
  rule: Extract<OperationRule, { verb: 'list' }>,
  at: string[],
): void {
  const declared = checking.contract.queryParameters(operation);
  const used = new Map<string, string[]>();
  for (const [name, filter] of Object.entries(rule.filters ?? {})) {
    used.set(name, ['filters', name]);
    checkField(checking, rule.resource, filter.field, [...at, 'filters', name, 'field']);
    if (filter.through) checkResourceName(checking, filter.through.resource, [...at, 'filters', name, 'through']);
  }
  for (const name of Object.keys(rule.ignored ?? {})) used.set(name, ['ignored', name]);
  const { limit, position, before, offset } = rule.page ?? {};
  for (const name of [limit, position, before, offset]) if (name !== undefined) used.set(name, ['page']);
  if (rule.sort) {
    used.set(rule.sort.parameter, ['sort']);
    if (rule.sort.direction !== undefined) used.set(rule.sort.direction, ['sort']);
    checkField(checking, rule.resource, rule.sort.default.replace(/^-/, ''), [...at, 'sort', 'default']);
  }
  for (const [name, where] of used) {
    if (declared.includes(name) || operation.parameters.includes(name)) continue;
    const remedy = declared.length === 0 ? 'remove it: the operation has none' : suggest(name, declared);
    checking.report([...at, ...where], `${operation.id} has no query parameter ${name}`, remedy);
  }
  for (const name of declared.filter((item) => !used.has(item))) {
    checking.report(
      at,
      `query parameter ${name} of ${operation.id} has no effect`,
      'make it a filter, part of the page or the sort, or list it under `ignored` with the evidence',
    );
  }
}

/** Checks that every possible refusal is in the dialect, with a status that the contract declares. */
function checkAnswers(checking: Checking, operation: Operation, rule: OperationRule, at: string[]): void {
  const { behavior, contract, report } = checking;
  const words = 'words' in rule ? rule.words : undefined;
  const answers = possibleRefusals(contract, behavior, operation);
  for (const [reason, name] of Object.entries(words ?? {})) {
    const where = [...at, 'words', reason];
    if (!answers.some((answer) => answer.variant === reason)) {
      report(where, `${operation.id} never refuses with ${reason}`, 'remove it');
    }
    checkVariant(checking, name, reason, where);
  }
  const undeclared = new Map<number, string>();
  for (const { reason, variant } of answers) {
    const status = statusOf(checking, variant, words);
    if (status === undefined || contract.declares(operation, status) || undeclared.has(status)) continue;
    if (mayBeUndeclared(checking, variant, words)) continue;
    undeclared.set(status, reason);
  }
  for (const [status, reason] of undeclared) {
    const problem = `${operation.id} can answer ${status} (${reason}), which the contract does not declare for it`;
    report(at, problem, `declare ${status} among its responses`);
  }
}

/** The fields in the condition of protected records. */
function checkProtected(checking: Checking, rule: OperationRule, at: PropertyKey[]): void {
  if (!('protect' in rule)) return;
  for (const path of Object.keys(rule.protect?.when ?? {}))
    checkField(checking, rule.resource, path, [...at, 'protect']);
}
