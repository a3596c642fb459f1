/** Applies the results of a rehearsal to the behavior: failed operations are answered by example. */
import { assemble } from '../../engine/assembly/assemble.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Behavior, OperationRule } from '../../grammar/behavior.js';
import { isInferred } from '../../grammar/evidence.js';
import { summaryLines, inferenceSummary } from '../../infer/summary.js';
import { rehearseInferred, type RehearsalFailure } from './rehearse-inferred.js';

export interface RehearsalResult {
  vendor: Vendor;
  failures: RehearsalFailure[];
}

/** Returns the same vendor if nothing fails. */
export async function applyRehearsal(vendor: Vendor): Promise<RehearsalResult> {
  const failures = await rehearseInferred(vendor);
  const behavior = withExamples(vendor.behavior, failures);
  if (behavior === vendor.behavior) return { vendor, failures };
  const { name, contract, seed, quirks, leftOut, notes, files } = vendor;
  const changed = Object.values(behavior.operations).filter(
    (rule, at) => rule !== Object.values(vendor.behavior.operations)[at],
  ).length;
  return {
    vendor: Object.assign(assemble(name, contract, behavior, seed, quirks, leftOut), {
      ...(notes && { notes }),
      files,
      understood: () => [
        ...summaryLines(contract.title, inferenceSummary(behavior)),
        `${changed} of these failed in rehearsal: see stuntdouble check`,
      ],
    }),
    failures,
  };
}

/** A failing operation becomes an example. If no other operation creates its resource, all operations on it do. */
export function withExamples(behavior: Behavior, failures: readonly RehearsalFailure[]): Behavior {
  const problems = new Map(
    failures.flatMap(({ operation, problem }) => {
      const rule = behavior.operations[operation];
      return rule && isInferred(rule.evidence) ? [[operation, problem]] : [];
    }),
  );
  if (problems.size === 0) return behavior;
  const lost = lostResources(behavior, problems);
  const operations = Object.create(null) as Behavior['operations'];
  for (const [id, rule] of Object.entries(behavior.operations)) {
    const problem = problems.get(id) ?? (isInferred(rule.evidence) ? lost.get(resourceOf(rule) ?? '') : undefined);
    operations[id] = problem === undefined ? rule : exampleOf(rule, problem);
  }
  return { ...behavior, resources: used(behavior, operations), operations };
}

const resourceOf = (rule: OperationRule): string | undefined => ('resource' in rule ? rule.resource : undefined);

const makes = (rule: OperationRule): boolean => rule.verb === 'create' || rule.verb === 'upsert';

/** Resources without a create operation, and their children. */
function lostResources(
  { resources, operations }: Behavior,
  problems: ReadonlyMap<string, string>,
): Map<string, string> {
  const lost = new Map<string, string>();
  for (const name of Object.keys(resources)) {
    const makers = Object.entries(operations).filter(([, rule]) => resourceOf(rule) === name && makes(rule));
    const [first] = makers;
    if (first && makers.every(([id]) => problems.has(id))) lost.set(name, `no operation creates a ${name}`);
  }
  for (let size = -1; size !== lost.size;) {
    size = lost.size;
    for (const [name, { parent }] of Object.entries(resources))
      if (parent && lost.has(parent.resource) && !lost.has(name))
        lost.set(name, `no operation creates the ${parent.resource} that it belongs to`);
  }
  return lost;
}

/** The resources of an operation. */
function used({ resources }: Behavior, operations: Behavior['operations']): Behavior['resources'] {
  const named = new Set(Object.values(operations).flatMap((rule) => resourceOf(rule) ?? []));
  for (const name of named)
    for (const [, other = ''] of JSON.stringify(resources[name] ?? {}).matchAll(/"resource":"([^"]+)"/g))
      named.add(other);
  const out = Object.create(null) as Behavior['resources'];
  for (const [name, rule] of Object.entries(resources)) if (named.has(name)) out[name] = rule;
  return out;
}

function exampleOf(rule: OperationRule, problem: string): OperationRule {
  return {
    verb: 'example',
    ...('status' in rule && rule.status !== undefined && { status: rule.status }),
    ...('words' in rule && rule.words && { words: rule.words }),
    evidence: { inferred: `it failed in rehearsal: ${problem}` },
  };
}
