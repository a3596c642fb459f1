/** Rehearses an inferred behavior: each resource is walked in memory, with the document's own examples. */
import type { Operation } from '../engine/model/contract.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { get } from '../engine/values/paths.js';
import { isObject, type Json } from '../grammar/json.js';
import type { RehearsalFailure } from '../infer/rehearsed.js';
import { rehearsalOf, type Rehearsal } from './walk-target.js';

interface Walk {
  vendor: Vendor;
  rehearsal: Rehearsal;
  failures: RehearsalFailure[];
}

interface Made {
  id: unknown;
  params: Json;
}

/** What does not live as the behavior says. */
export async function walkInferred(vendor: Vendor): Promise<RehearsalFailure[]> {
  const walk: Walk = { vendor, rehearsal: rehearsalOf(vendor), failures: [] };
  const load = walk.rehearsal.load();
  if (load) await load;
  for (const name of Object.keys(vendor.behavior.resources)) await walkResource(walk, name);
  return walk.failures;
}

const rulesOn = ({ vendor }: Walk, resource: string, ...verbs: string[]): Rule[] =>
  [...vendor.rules.values()].filter(
    ({ rule }) => 'resource' in rule && rule.resource === resource && verbs.includes(rule.verb),
  );

async function walkResource(walk: Walk, name: string): Promise<void> {
  const makers = rulesOn(walk, name, 'create', 'upsert');
  let made: Made | undefined;
  for (const maker of makers) made = (await make(walk, name, maker, 0)) ?? made;
  if (made === undefined) return;
  const others = ['read', 'list', 'update', 'replace', 'delete'].flatMap((verb) => rulesOn(walk, name, verb));
  for (const rule of others) {
    const last = rule.operation.parameters.at(-1);
    const known = { ...made.params, ...(last !== undefined && rule.rule.verb !== 'list' && { [last]: made.id }) };
    if (rule.operation.parameters.every((parameter) => Object.hasOwn(known, parameter)))
      await call(walk, rule.operation, known);
  }
}

/** A record with its parents; undefined where that fails. */
async function make(walk: Walk, name: string, { operation, rule }: Rule, depth: number): Promise<Made | undefined> {
  const resource = walk.vendor.resources.get(name);
  if (resource === undefined || depth > 4) return undefined;
  const { parent, id } = resource.rule;
  let above: Json = {};
  if (parent && operation.parameters.includes(parent.parameter)) {
    const maker = rulesOn(walk, parent.resource, 'create', 'upsert')[0];
    const holder = maker && (await make(walk, parent.resource, maker, depth + 1));
    if (holder === undefined) return undefined;
    above = { ...holder.params, [parent.parameter]: holder.id };
  }
  const params: Json = { ...walk.rehearsal.sampleParams(operation), ...above };
  const body = await call(walk, operation, params);
  if (body === undefined) return undefined;
  const named = rule.verb === 'upsert' ? params[operation.parameters.at(-1) ?? ''] : idIn(body, id.field);
  return { id: named, params };
}

/** Wherever the reply has it. */
function idIn(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return idIn(value[0], field);
  if (!isObject(value)) return undefined;
  const own = get(value, field);
  if (own !== undefined) return own;
  return Object.values(value)
    .map((part) => (isObject(part) || Array.isArray(part) ? idIn(part, field) : undefined))
    .find((id) => id !== undefined);
}

/** The body of a reply that went well; null where it has none. */
async function call({ rehearsal, failures }: Walk, operation: Operation, params: Json): Promise<unknown> {
  const { status, body, problem } = await rehearsal.call(operation, params);
  if (problem === undefined) return body ?? null;
  if (status >= 500 || status < 400) failures.push({ operation: operation.id, problem });
  return undefined;
}
