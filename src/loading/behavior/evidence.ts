/** What evidence may say: references point at sources, and parts are stated as parts. */
import { basis, rankOf, statedRules } from '../../grammar/evidence.js';
import type { Evidence } from '../../grammar/behavior.js';
import { isObject } from '../../grammar/json.js';
import { leadsTo } from '../../engine/assembly/filter/paths.js';
import type { Checking } from './checking.js';

/** Parts that are no keys of a rule: what is done where the rule is silent. */
const IMPLIED: readonly [place: RegExp, parts: readonly string[]][] = [
  [/^operations\.[^.]+$/, ['status', 'reply', 'order', 'merge', 'effects']],
  [/^operations\.[^.]+\.sort$/, ['fields', 'direction']],
  [/^requests\.browserOrigin$/, ['detection']],
  [/^resources\.[^.]+\.id$/, ['aliases']],
  [/^resources\.[^.]+\.unique\.\d+$/, ['comparison']],
  [/^resources\.[^.]+\.fields\./, ['creation', 'unchanged']],
  [/^dialect\.messages\./, ['otherFields']],
  [/^dialect\.refusals\./, ['cause', 'otherOperations']],
];

const BORROWED =
  /\b(in|with) (the )?words of\b|\bafter the (manner|words) of\b|\bthe (others?|rest|texts?) (is|are)\b/i;
/** Words of a reference to a source that say something about a part of the rule. */
const ABOUT_A_PART =
  /\b(others?|rest|texts?|words?|wording|status(es)?|start|beginning|reply|replies|body|bodies|headers?|defaults?|silences?|values?|what)\b.{0,40}\b(is|are)\b|\bgives? the\b|\bfor (the )?(status(es)?|texts?|words|headers?|body)\b/i;

const ASSUMPTION = /\bA\d+\b/;

export function checkEvidence(checking: Checking): void {
  for (const { path } of statedRules(checking.behavior)) {
    const rule = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], checking.behavior);
    if (isObject(rule) && isObject(rule['evidence'])) checkRule(checking, rule, rule['evidence'], path);
  }
}

function checkRule(checking: Checking, rule: object, evidence: Evidence, path: string[]): void {
  const at = [...path, 'evidence'];
  checkReference(checking, evidence, at);
  for (const [part, own] of Object.entries(evidence.parts ?? {})) {
    const where = [...at, 'parts', part];
    checkReference(checking, own, where);
    if (!leadsTo(rule, part) && !impliedAt(path).includes(part)) {
      const known = [...Object.keys(rule), ...impliedAt(path)].filter((key) => key !== 'evidence');
      checking.report(where, `${path.join('.')} has no part ${part}`, `use the path of a key: ${known.join(', ')}`);
    }
    if (rankOf(basis(own).level) < rankOf(basis(evidence).level)) {
      const problem = `the part ${part} has better evidence than the rule, which is ${basis(evidence).level}`;
      checking.report(where, problem, 'give the rule the better evidence, and name the weaker parts');
    }
  }
  if ('seenFor' in rule !== 'otherFields' in (evidence.parts ?? {})) {
    const problem = '`seenFor` and the part `otherFields` go together';
    checking.report(at, problem, 'name the fields for which the text was seen, and the evidence for other fields');
  }
}

function checkReference({ report }: Checking, evidence: Evidence, at: string[]): void {
  const { level, reference } = basis(evidence);
  const isSource = rankOf(level) < rankOf('assumed');
  const found = (BORROWED.exec(reference) ?? (isSource ? ABOUT_A_PART.exec(reference) : null))?.[0];
  if (found !== undefined) {
    const problem = `the reference ${JSON.stringify(reference)} speaks about a part of the rule (${JSON.stringify(found)})`;
    report([...at, level], problem, 'state the part under `parts`, with evidence of its own');
  }
  const assumption = isSource ? ASSUMPTION.exec(reference)?.[0] : undefined;
  if (assumption !== undefined) {
    const problem = `the reference ${JSON.stringify(reference)} is ${level} and names the assumption ${assumption}`;
    report([...at, level], problem, `state what ${assumption} decides under \`parts\`, as assumed`);
  }
}

const impliedAt = (path: readonly string[]): readonly string[] =>
  IMPLIED.find(([place]) => place.test(path.join('.')))?.[1] ?? [];
