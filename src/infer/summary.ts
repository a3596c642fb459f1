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
  const verbsOf = new Map<string, Set<OperationRule['verb']>>();
  const counts = { stateful: 0, example: 0, decline: 0 };
  for (const rule of rules) {
    if (rule.verb === 'example' || rule.verb === 'decline') counts[rule.verb]++;
    if (!('resource' in rule) || rule.resource === undefined) continue;
    counts.stateful++;
    const verbs = verbsOf.get(rule.resource);
    if (verbs) verbs.add(rule.verb);
    else verbsOf.set(rule.resource, new Set([rule.verb]));
  }
  return {
    resources: Object.keys(resources)
      .map((name) => ({ name, verbs: VERBS.filter((verb) => verbsOf.get(name)?.has(verb)) }))
      .filter(({ verbs }) => verbs.length > 0),
    stateful: counts.stateful,
    examples: counts.example,
    declined: counts.decline,
  };
}

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
