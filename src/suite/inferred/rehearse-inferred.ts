/** Rehearses an inferred behavior: tries each resource in memory, with the document's own examples. */
import type { Operation } from '../../engine/model/contract.js';
import type { Rule, Vendor } from '../../engine/model/vendor.js';
import type { Json } from '../../grammar/json.js';
import { valueAtSteps, placeOf, shownId } from '../../verify/run/cleanup.js';
import { stageFor, type StageReply, type Stage } from './rehearsal-stage.js';

export interface RehearsalFailure {
  operation: string;
  /** The problem, for the reason of the rule. */
  problem: string;
}

interface Made {
  id: unknown;
  /** Values of path parameters, by their names in the resources. */
  params: Json;
}

/** Maximum depth of nested resources. */
const MAX_DEPTH = 5;

/** Finds operations with invalid replies, or with another effect than their verb states. */
export async function rehearseInferred(vendor: Vendor): Promise<RehearsalFailure[]> {
  const walk = new Walk(vendor, await stageFor(vendor));
  for (const name of vendor.resources.keys()) await walk.tryResource(name);
  return [...walk.failures].map(([operation, problem]) => ({ operation, problem }));
}

class Walk {
  readonly failures = new Map<string, string>();
  readonly #byResource = new Map<string, Rule[]>();

  constructor(
    private readonly vendor: Vendor,
    private readonly stage: Stage,
  ) {
    for (const rule of vendor.rules.values()) {
      const resource = 'resource' in rule.rule ? rule.rule.resource : undefined;
      if (resource === undefined) continue;
      this.#byResource.set(resource, [...(this.#byResource.get(resource) ?? []), rule]);
    }
  }

  async tryResource(name: string): Promise<void> {
    let made: Made | undefined;
    for (const maker of this.#rules(name, 'create', 'upsert')) made = (await this.#make(name, maker, 0)) ?? made;
    if (made === undefined) return;
    const reads = this.#rules(name, 'read').filter(({ operation }) => operation.method === 'GET');
    for (const rule of reads) await this.#read(rule, made);
    for (const rule of this.#rules(name, 'list', 'update', 'replace')) await this.#callAndCheck(rule, made);
    for (const rule of this.#rules(name, 'delete')) {
      const gone = await this.#callAndCheck(rule, made);
      if (gone === undefined) continue;
      for (const read of reads) {
        const { status } = await this.#send(read, made);
        if (status >= 200 && status < 300)
          this.#fail(rule.operation, `${nameOf(read)} still finds the record afterwards`);
      }
      break;
    }
  }

  #rules(resource: string, ...verbs: string[]): Rule[] {
    return (this.#byResource.get(resource) ?? []).filter(({ rule }) => verbs.includes(rule.verb));
  }

  #fail({ id }: Operation, problem: string): void {
    if (!this.failures.has(id)) this.failures.set(id, problem);
  }

  /** Creates a record with its parents; undefined: the example is refused. */
  async #make(name: string, rule: Rule, depth: number): Promise<Made | undefined> {
    const resource = this.vendor.resources.get(name);
    if (resource === undefined || depth > MAX_DEPTH) return undefined;
    const above = await this.#makeParents(name, depth);
    if (above === undefined) return undefined;
    const params = { ...this.stage.sampleParams(rule.operation), ...above };
    const body = await this.#callAndCheck(rule, { id: undefined, params });
    if (body === undefined) return undefined;
    const last = rule.operation.parameters.at(-1) ?? '';
    const shown = valueAtSteps(valueAtSteps(body, placeOf(rule, '$item') ?? []), shownId(resource).split('.'));
    return { id: rule.rule.verb === 'upsert' ? (params[last] ?? shown) : shown, params };
  }

  async #makeParents(name: string, depth: number): Promise<Json | undefined> {
    const parent = this.vendor.resources.get(name)?.rule.parent;
    if (parent === undefined) return {};
    const [maker] = this.#rules(parent.resource, 'create', 'upsert');
    const holder = maker && (await this.#make(parent.resource, maker, depth + 1));
    return holder && { ...holder.params, [parent.parameter]: holder.id };
  }

  async #read(rule: Rule, made: Made): Promise<void> {
    if (made.id === undefined) return;
    const { status, isExact } = await this.#send(rule, made);
    if (status === 404 && isExact) this.#fail(rule.operation, `it does not find the record that was created`);
    else await this.#callAndCheck(rule, made);
  }

  /** The body of a success reply; null: no body; undefined: the call is refused. */
  async #callAndCheck(rule: Rule, made: Made): Promise<unknown> {
    const { status, body, problem } = await this.#send(rule, made);
    if (problem !== undefined) this.#fail(rule.operation, problem);
    return problem === undefined && status < 400 ? (body ?? null) : undefined;
  }

  /** `isExact`: all path parameters are known values of the created record. */
  async #send(rule: Rule, { id, params }: Made): Promise<StageReply & { isExact: boolean }> {
    const { operation, rule: stated } = rule;
    const names = 'parameters' in stated ? (stated.parameters ?? {}) : {};
    const known: Json = {};
    for (const name of operation.parameters) {
      const value = params[name] ?? params[names[name] ?? ''];
      if (value !== undefined) known[name] = value;
    }
    const place = 'record' in stated ? stated.record : undefined;
    const isOnOne = !['create', 'list', 'upsert'].includes(stated.verb) && id !== undefined;
    const last = operation.parameters.at(-1);
    if (isOnOne && place === undefined && last !== undefined) known[last] = id;
    if (isOnOne && place && 'path' in place) known[place.path] = id;
    const isExact = operation.parameters.every((name) => known[name] !== undefined);
    const reply = await this.stage.call(
      operation,
      { ...this.stage.sampleParams(operation), ...known },
      {
        ...(isOnOne && place && 'query' in place && { query: { [place.query]: id } }),
        ...(isOnOne && place && 'body' in place && { fields: { [place.body]: id } }),
      },
    );
    return { ...reply, isExact };
  }
}

const nameOf = ({ operation: { method, path } }: Rule): string => `${method} ${path}`;
