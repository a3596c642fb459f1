/** A summary of the inference, for the start of `serve`. */
import type { Behavior, OperationRule } from '../grammar/behavior.js';

export interface InferenceSummary {
  /** Resources with their verbs. */
  resources: { name: string; verbs: string[] }[];
  /** Number of operations that use records. */
  stateful: number;
  /** Number of operations that are answered with an example. */
  examples: number;
  /** How many are answered with 501. */
  declined: number;
}

const VERBS = ['create', 'read', 'list', 'update', 'replace', 'upsert', 'delete', 'singleton'] as const;
const SHOWN = 8;

export function inferenceSummary({ resources, operations }: Behavior): InferenceSummary {
  const rules = Object.values(operations);
  const count = (verb: OperationRule['verb']): number => rules.filter((rule) => rule.verb === verb).length;
  return {
    resources: Object.keys(resources)
      .map((name) => ({ name, verbs: verbsOn(rules, name) }))
      .filter(({ verbs }) => verbs.length > 0),
    stateful: rules.filter((rule) => 'resource' in rule && rule.resource !== undefined).length,
    examples: count('example'),
    declined: count('decline'),
  };
}

const verbsOn = (rules: readonly OperationRule[], resource: string): string[] =>
  VERBS.filter((verb) => rules.some((rule) => rule.verb === verb && 'resource' in rule && rule.resource === resource));

/** @param title title of the document */
export function summaryLines(title: string, summary: InferenceSummary): string[] {
  const { resources, stateful, examples, declined } = summary;
  const names = resources.map(({ name }) => name);
  const shown = names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');
  const leftOut = declined > 0 ? `, ${declined} left out (501)` : '';
  return [
    `${title}: ${names.length} stateful ${names.length === 1 ? 'resource' : 'resources'}${names.length > 0 ? ` (${shown})` : ''}`,
    `${stateful} stateful ${stateful === 1 ? 'operation' : 'operations'}, ${examples} answered by example${leftOut}`,
  ];
}
