/** Checks evidence: references name sources, and parts of rules are stated under `parts`. */
import { basis, rankOf, statedRules } from '../../grammar/evidence.js';
import type { Evidence } from '../../grammar/behavior.js';
import { isObject } from '../../grammar/json.js';
import { leadsTo } from '../../engine/assembly/filter/paths.js';
import type { Checking } from './checking.js';

/** Names of parts that are not keys of a rule. */
export const IMPLIED: readonly [place: RegExp, parts: readonly string[]][] = [
  [/^operations\.[^.]+$/, ['status', 'reply', 'order', 'merge', 'effects']],
  [/^operations\.[^.]+\.sort$/, ['fields', 'direction']],
  [/^operations\.[^.]+\.page$/, ['cursor']],
  [/^operations\.[^.]+\.atLeastOneOf$/, ['empty']],
  [/^requests\.browserOrigin$/, ['detection']],
  [/^limits\.\d+$/, ['window']],
  [/^resources\.[^.]+\.id$/, ['aliases', 'generation']],
  [/^resources\.[^.]+\.unique\.\d+$/, ['comparison']],
  [/^resources\.[^.]+\.fields\./, ['creation', 'unchanged', 'equal', 'shape']],
  [/^resources\.[^.]+\.requires\.\d+$/, ['status']],
  [/^dialect\.messages\./, ['otherFields']],
  [/^dialect\.refusals\./, ['cause', 'otherOperations']],
];

const BORROWED =
  /\b(in|with) (the )?words of\b|\bafter the (manner|words) of\b|\bthe (others?|rest|texts?) (is|are)\b/i;
/** Words in a reference that are about a part of the rule. */
const ABOUT_A_PART = anyOf(
  String.raw`(others?|rest|texts?|words?|wording|status(es)?|start|beginning|reply|replies|body|bodies|headers?|defaults?|silences?|values?|what)\b.{0,40}\b(is|are)`,
  String.raw`(texts?|words|wording|status(es)?|body|bodies|headers?|shape|defaults?)\b.{0,20}\b(follows?|comes? from|(taken|copied|borrowed) from)`,
  'gives? the',
  'for (the )?(status(es)?|texts?|words|headers?|body)',
  'worded (after|as|like)',
);
/** Words in a reference that refer to another rule instead of a source. */
const POINTER = anyOf(
  'likewise|ditto|idem',
  '(the )?same (as|for|in|on|with)( (above|before|below|the (others?|rest)))?',
  '(as|like|see) (above|before|below)',
  '(as|like) the (others?|rest)',
  'as (for|with)',
  'also (applies|for|holds)',
  '(applies|holds) (for|here|to)',
);
/** Words in a reference that state a conclusion of ours, because the source does not state it. */
const CONCLUDED = anyOf(
  'presumably|probably|(very |most )?likely|apparently|supposedly|seemingly|implied|guess(ed|es)?|assum(ed|ing|ption)',
  'by (analogy|extension)|analog(ous|ously)|similarly|similar to|mutatis mutandis',
  'inferred|deduced|derived|concluded|extrapolated|generali[sz](ed|es|ation)|extend(ed|s) to|carried over|taken over|transferred',
  'suggests?|hints?|indicates?|points to|based on|modell?ed (after|on)|formed (after|on)|mirror(s|ed|ing)?',
  '(in (keeping|line)|consistent) with|correspond(s|ing) to|equivalent (of|to)|counterparts?',
  '(not|un)[ -]?(documented|stated|told|said|mentioned|specified)',
  'our own|we (assume|decide|chose|choose|take)',
);

/** Numbers of our own statements in SOURCES.md: assumptions, and decisions about contradictions. */
const DECISION = /\b[AC]\d+\b/;
const ADDRESS = /\bhttps?:\/\/\S+/g;
/** A title, or words of the source. */
const QUOTED = /"[^"]*"|“[^”]*”/g;

function anyOf(...phrases: string[]): RegExp {
  return new RegExp(String.raw`\b(${phrases.join('|')})\b`, 'i');
}

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
  const shown = JSON.stringify(reference);
  const where = [...at, level];
  const text = reference.replaceAll(ADDRESS, '').replaceAll(QUOTED, '').trim();
  const isSource = rankOf(level) < rankOf('assumed');
  const found = (pattern: RegExp): string | undefined => pattern.exec(text)?.[0];
  const borrowed = found(BORROWED) ?? (isSource ? found(ABOUT_A_PART) : undefined);
  const pointer = found(POINTER);
  const concluded = isSource ? found(CONCLUDED) : undefined;
  const decision = isSource ? found(DECISION) : undefined;
  if (borrowed !== undefined) {
    const problem = `the reference ${shown} is about a part of the rule (${JSON.stringify(borrowed)})`;
    report(where, problem, 'state the part under `parts`, with evidence of its own');
  } else if (pointer !== undefined && (isSource || pointer.length === text.length)) {
    const problem = `the reference ${shown} points at another rule (${JSON.stringify(pointer)})`;
    report(where, problem, isSource ? 'name the source of this rule' : 'give the reason for this rule');
  } else if (concluded !== undefined) {
    const problem = `the reference ${shown} is ${level} and states a conclusion (${JSON.stringify(concluded)})`;
    report(where, problem, 'name only the source, and state what is concluded under `parts`, as assumed');
  } else if (decision !== undefined) {
    const problem = `the reference ${shown} is ${level} and names ${decision}, which is our own decision`;
    report(where, problem, `state what ${decision} decides under \`parts\`, as assumed`);
  }
}

const impliedAt = (path: readonly string[]): readonly string[] =>
  IMPLIED.find(([place]) => place.test(path.join('.')))?.[1] ?? [];
