import { closest, suggest } from '../../engine/values/suggest.js';
import { reasons, type Reason } from '../../grammar/reasons.js';
import { REASONS_WITHOUT_OPERATION, possibleRefusals } from '../../engine/refusals/possible.js';
import { namesToFill } from '../../grammar/envelope.js';
import { checkTemplate, statusOf, type Checking } from './checking.js';

export const refusalNames = [
  'id',
  'field',
  'resource',
  'path',
  'method',
  'retryAfter',
  'resetAt',
  'message',
  'errors',
  'issues',
  'status',
];
export const issueNames = ['field', 'message', 'keyword'];
export const messageNames = ['field', 'keyword', 'allowed', 'limit', 'type', 'format'];

const TRIED: Reason = 'invalidId';

/** Checks that the dialect has a refusal for each possible reason. */
export function checkDialect(checking: Checking): void {
  const { behavior, report, reportMissing, isUncertain } = checking;
  const { refusals, messages } = behavior.dialect;
  const unknown = Object.keys(refusals).filter((name) => !isReason(name) && refusals[name]?.is === undefined);
  for (const name of unknown) {
    const remedy = `${suggest(name, reasons)} A name of your own needs \`is: REASON\``;
    report(['dialect', 'refusals', name], `unknown reason ${name}`, remedy);
  }
  const meant = new Set(unknown.flatMap((name) => closest(name, reasons)));
  for (const [name, operation] of neededWords(checking)) {
    const at = ['dialect', 'refusals', name];
    if (refusals[name] !== undefined || meant.has(name) || isUncertain(at)) continue;
    const problem = `the dialect has no refusal ${name}, which ${operation} can answer with`;
    reportMissing(['dialect', 'refusals'], problem, `add dialect.refusals.${name}`);
  }
  const unfilled = checkEnvelope(checking);
  for (const [name, rule] of Object.entries(refusals)) {
    const at = ['dialect', 'refusals', name];
    if (rule.as !== undefined && statusOf(checking, name) === undefined && !isUncertain([...at.slice(0, 2), rule.as])) {
      const known = Object.keys(refusals).filter((other) => other !== name);
      const remedy = refusals[rule.as] === undefined ? suggest(rule.as, known) : 'name a refusal with a status';
      report(at, `${name} refers to ${rule.as} (as), which has no status`, remedy);
    }
    const names = rule.fill === undefined ? refusalNames : [...refusalNames, ...unfilled];
    checkTemplate(checking, [rule.body ?? null, rule.headers ?? null], names, 'a refusal', at);
    checkTemplate(checking, rule.each, issueNames, 'an issue', [...at, 'each']);
  }
  for (const [name, { text }] of Object.entries(messages)) {
    checkTemplate(checking, text, messageNames, 'a message', ['dialect', 'messages', name]);
  }
  if (messages['default'] === undefined && !isUncertain(['dialect', 'messages', 'default'])) {
    const [near] = Object.keys(messages).filter((name) => closest(name, ['default']).length > 0);
    const remedy = near === undefined ? 'add dialect.messages.default' : `did you mean default in place of ${near}?`;
    report(
      ['dialect', 'messages', ...(near === undefined ? [] : [near])],
      'the dialect has no default message',
      remedy,
    );
  }
}

/** Checks that the dialect has no refusal that nothing answers with. */
export function checkUnusedRefusals(checking: Checking): void {
  const { behavior, contract, report, note } = checking;
  const { refusals } = behavior.dialect;
  if (contract.operations.some(({ id }) => behavior.operations[id] === undefined)) return;
  const needed = neededWords(checking);
  const targets = new Set(Object.values(refusals).map((refusal) => refusal.as));
  for (const name of Object.keys(refusals)) {
    if (needed.has(name) || targets.has(name)) continue;
    const at = ['dialect', 'refusals', name];
    const problem = `no operation answers with the refusal ${name}`;
    // Whether an id can be malformed is tested with a few values only.
    if (name === TRIED) note(at, problem);
    else report(at, problem, 'remove it');
  }
}

/** Checks that `fill` has exactly the names of the envelope. @returns these names */
function checkEnvelope({ behavior, report }: Checking): string[] {
  const { envelope, refusals } = behavior.dialect;
  const names = namesToFill(envelope?.body ?? null, refusalNames);
  const users = Object.entries(refusals).filter(([, { fill }]) => fill !== undefined);
  if (envelope !== undefined && users.length === 0)
    report(['dialect', 'envelope'], 'no refusal fills the envelope', 'use `fill` in a refusal, or remove the envelope');
  for (const [name, { fill = {} }] of users) {
    const at = ['dialect', 'refusals', name, 'fill'];
    if (envelope === undefined) report(at, `${name} has fill, and the dialect has no envelope`, 'add dialect.envelope');
    const missing = names.filter((key) => !Object.hasOwn(fill, key));
    const unused = Object.keys(fill).filter((key) => envelope !== undefined && !names.includes(key));
    const meant = new Set(unused.flatMap((key) => closest(key, missing).slice(0, 1)));
    for (const key of missing.filter((one) => !meant.has(one)))
      report(at, `${name} does not fill $${key} of the envelope`, `add ${key}`);
    for (const key of unused)
      report([...at, key], `the envelope has no $${key}`, suggest(key, missing.length > 0 ? missing : names));
  }
  return names;
}

const isReason = (name: string): name is Reason => (reasons as readonly string[]).includes(name);

/** By name of the refusal: the operations that can answer with it. */
function neededWords({ behavior, contract }: Checking): Map<string, string> {
  const needed = new Map<string, string>(REASONS_WITHOUT_OPERATION.map((reason) => [reason, 'any path']));
  const need = (name: string, by: string): unknown => needed.has(name) || needed.set(name, by);
  if (behavior.requests.browserOrigin.treat === 'refuse') need('browserOrigin', 'requests.browserOrigin');
  for (const operation of contract.operations) {
    const rule = behavior.operations[operation.id];
    const words = (rule && 'words' in rule ? rule.words : undefined) ?? {};
    for (const { variant } of possibleRefusals(contract, behavior, operation))
      if (!Object.hasOwn(words, variant)) need(variant, operation.id);
    for (const name of Object.values(words)) need(name, operation.id);
  }
  return needed;
}
