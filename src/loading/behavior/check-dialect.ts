import { suggest } from '../../engine/values/suggest.js';
import { reasons, type Reason } from '../../grammar/reasons.js';
import { REASONS_WITHOUT_OPERATION, possibleRefusals } from '../../engine/refusals/possible.js';
import { namesToFill } from '../../grammar/envelope.js';
import { checkTemplate, statusOf, type Checking } from './checking.js';

const refusalNames = [
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
const issueNames = ['field', 'message', 'keyword'];
const messageNames = ['field', 'keyword', 'allowed', 'limit', 'type', 'format'];

const TRIED: Reason = 'invalidId';

/** Checks that the dialect has a refusal for each possible reason, and no others. */
export function checkDialect(checking: Checking): void {
  const { behavior, contract, report, reportMissing, note } = checking;
  const { refusals, messages } = behavior.dialect;
  const needed = neededWords(checking);
  for (const [name, operation] of needed) {
    if (refusals[name] !== undefined) continue;
    const problem = `the dialect has no refusal ${name}, which ${operation} can answer with`;
    reportMissing(['dialect', 'refusals'], problem, `add dialect.refusals.${name}`);
  }
  checkEnvelope(checking);
  // A rule that is missing or has a mistake of its own may need it.
  const isWhole = contract.operations.every(({ id }) => behavior.operations[id] !== undefined);
  const targets = new Set(Object.values(refusals).map((refusal) => refusal.as));
  for (const [name, rule] of Object.entries(refusals)) {
    const at = ['dialect', 'refusals', name];
    if (!isReason(name) && rule.is === undefined) {
      const remedy = `${suggest(name, reasons)} A name of your own needs \`is: REASON\``;
      report(at, `unknown reason ${name}`, remedy);
    }
    if (rule.as !== undefined && statusOf(checking, name) === undefined) {
      const known = Object.keys(refusals).filter((other) => other !== name);
      const remedy = refusals[rule.as] === undefined ? suggest(rule.as, known) : 'name a refusal with a status';
      report(at, `${name} refers to ${rule.as} (as), which has no status`, remedy);
    }
    if (isWhole && !needed.has(name) && !targets.has(name)) {
      const problem = `no operation answers with the refusal ${name}`;
      // Whether an id can be malformed is tested with a few values only.
      if (name === TRIED) note(at, problem);
      else report(at, problem, 'remove it');
    }
    checkTemplate(checking, [rule.body ?? null, rule.headers ?? null], refusalNames, 'a refusal', at);
    checkTemplate(checking, rule.each, issueNames, 'an issue', [...at, 'each']);
  }
  for (const [name, { text }] of Object.entries(messages)) {
    checkTemplate(checking, text, messageNames, 'a message', ['dialect', 'messages', name]);
  }
  if (messages['default'] === undefined) {
    report(['dialect', 'messages'], 'the dialect has no default message', 'add dialect.messages.default');
  }
}

/** Checks that `fill` has exactly the names of the envelope. */
function checkEnvelope({ behavior, report }: Checking): void {
  const { envelope, refusals } = behavior.dialect;
  const names = namesToFill(envelope?.body ?? null, refusalNames);
  const users = Object.entries(refusals).filter(([, { fill }]) => fill !== undefined);
  if (envelope !== undefined && users.length === 0)
    report(['dialect', 'envelope'], 'no refusal fills the envelope', 'use `fill` in a refusal, or remove the envelope');
  for (const [name, { fill = {} }] of users) {
    const at = ['dialect', 'refusals', name, 'fill'];
    if (envelope === undefined) report(at, `${name} has fill, and the dialect has no envelope`, 'add dialect.envelope');
    for (const missing of names.filter((key) => !Object.hasOwn(fill, key)))
      report(at, `${name} does not fill $${missing} of the envelope`, `add ${missing}`);
    for (const unused of Object.keys(fill).filter((key) => envelope !== undefined && !names.includes(key)))
      report([...at, unused], `the envelope has no $${unused}`, `use one of ${names.join(', ')}`);
  }
}

const isReason = (name: string): boolean => (reasons as readonly string[]).includes(name);

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
