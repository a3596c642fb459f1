/** What inference understood, in the few lines with which a start tells it. */
import type { Behavior, OperationRule } from '../grammar/behavior.js';

export interface InferenceSummary {
  /** Resources with the verbs that they have, as the behavior names them. */
  resources: { name: string; verbs: string[] }[];
  /** How many operations remember or show what was remembered. */
  remembered: number;
  /** How many are answered with an example. */
  examples: number;
  declined: number;
}

const VERBS = ['create', 'read', 'list', 'update', 'replace', 'upsert', 'delete', 'singleton'] as const;

export function summaryOf({ resources, operations }: Behavior): InferenceSummary {
  const rules = Object.values(operations);
  const count = (verb: OperationRule['verb']): number => rules.filter((rule) => rule.verb === verb).length;
  return {
    resources: Object.keys(resources).map((name) => ({ name, verbs: verbsOn(rules, name) })),
    remembered: rules.filter((rule) => 'resource' in rule && rule.resource !== undefined).length,
    examples: count('example'),
    declined: count('decline'),
  };
}

const verbsOn = (rules: readonly OperationRule[], resource: string): string[] =>
  VERBS.filter((verb) => rules.some((rule) => rule.verb === verb && rule.resource === resource));

/** @param title of the document */
export function summaryLines(title: string, summary: InferenceSummary): string[] {
  const { resources, remembered, examples, declined } = summary;
  const names = resources.map(({ name }) => name);
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : '');
  return [
    `${title}: ${names.length} ${names.length === 1 ? 'resource' : 'resources'} remembered${names.length > 0 ? ` (${shown})` : ''}`,
    `${remembered} operations remember, ${examples} answer by example${declined > 0 ? `, ${declined} are not served` : ''}`,
  ];
}
