/** What the rehearsal of an inferred behavior found, put into the behavior: what failed is answered by example. */
import type { Behavior, OperationRule } from '../grammar/behavior.js';

export interface RehearsalFailure {
  operation: string;
  /** What went wrong, as a reason says it. */
  problem: string;
}

/** An operation that fails becomes an example; where it is the one that makes a resource, all operations on it do. */
export function withExamples(behavior: Behavior, failures: readonly RehearsalFailure[]): Behavior {
  if (failures.length === 0) return behavior;
  const problems = new Map(failures.map(({ operation, problem }) => [operation, problem]));
  const lost = lostResources(behavior, problems);
  const operations = Object.create(null) as Behavior['operations'];
  for (const [id, rule] of Object.entries(behavior.operations)) {
    const problem = problems.get(id) ?? lost.get(resourceOf(rule) ?? '');
    operations[id] = problem === undefined ? rule : exampleOf(rule, problem);
  }
  return { ...behavior, resources: withoutLost(behavior, lost), operations };
}

const resourceOf = (rule: OperationRule): string | undefined => ('resource' in rule ? rule.resource : undefined);

const makes = (rule: OperationRule): boolean => rule.verb === 'create' || rule.verb === 'upsert';

/** Resources that nothing makes any more, and those below them. */
function lostResources(
  { resources, operations }: Behavior,
  problems: ReadonlyMap<string, string>,
): Map<string, string> {
  const lost = new Map<string, string>();
  for (const name of Object.keys(resources)) {
    const makers = Object.entries(operations).filter(([, rule]) => resourceOf(rule) === name && makes(rule));
    const [first] = makers;
    if (first && makers.every(([id]) => problems.has(id))) lost.set(name, problems.get(first[0]) ?? '');
  }
  for (let size = -1; size !== lost.size;) {
    size = lost.size;
    for (const [name, { parent }] of Object.entries(resources)) {
      const above = parent && lost.get(parent.resource);
      if (parent && above !== undefined && !lost.has(name))
        lost.set(name, `its ${parent.resource} cannot be made: ${above}`);
    }
  }
  return lost;
}

function withoutLost({ resources }: Behavior, lost: ReadonlyMap<string, string>): Behavior['resources'] {
  const out = Object.create(null) as Behavior['resources'];
  for (const [name, rule] of Object.entries(resources)) if (!lost.has(name)) out[name] = rule;
  return out;
}

const exampleOf = (rule: OperationRule, problem: string): OperationRule => ({
  verb: 'example',
  ...('status' in rule && rule.status !== undefined && { status: rule.status }),
  evidence: { inferred: `it failed in rehearsal: ${problem}` },
});
