/** The faults of one sandbox, in the order in which they were asked for. */
import type { Delay, Delivery, Fault, FaultSpec, Firing } from '../engine/faults.js';
import type { Faults, Vendor } from '../engine/model.js';
import { reasons } from '../engine/refusal.js';
import type { FaultsState } from '../engine/snapshot.js';
import { hash, mix } from './random.js';
import { SteeringError } from './steering.js';

const kinds = ['refuse', 'status', 'delay', 'drop', 'reset', 'truncate', 'malformed', 'trickle'] as const;
type Kind = (typeof kinds)[number];

interface Standing {
  spec: FaultSpec & { vendor: string };
  kind: Kind;
  id: string;
  seen: number;
  fired: number;
}

export class FaultList implements Faults {
  readonly #standing: Standing[] = [];
  #made = 0;
  #drawn = 0;

  constructor(
    private readonly vendors: readonly Vendor[],
    private readonly seed: number,
  ) {}

  /** @throws SteeringError when it names something that does not exist */
  add(spec: FaultSpec): Fault {
    const kind = kindOf(spec);
    const vendor = this.#vendorOf(spec);
    checkCounts(spec);
    const standing: Standing = { spec: { ...spec, vendor }, kind, id: `fault-${++this.#made}`, seen: 0, fired: 0 };
    this.#standing.push(standing);
    return shown(standing);
  }

  state(): FaultsState {
    const standing = this.#standing.map(({ id, seen, fired, spec }) => ({ id, seen, fired, spec }));
    return { made: this.#made, drawn: this.#drawn, standing };
  }

  /** Into an empty list. @throws SteeringError as `add` does */
  restore({ made, drawn, standing }: FaultsState): void {
    for (const [at, { id, seen, fired, spec }] of standing.entries()) {
      try {
        checkCounts(spec);
        this.#standing.push({ id, seen, fired, kind: kindOf(spec), spec: { ...spec, vendor: this.#vendorOf(spec) } });
      } catch (error) {
        throw error instanceof SteeringError ? error.below(`/faults/standing/${at}/spec`) : error;
      }
    }
    this.#made = made;
    this.#drawn = drawn;
  }

  list(): Fault[] {
    return this.#standing.map(shown);
  }

  /** Whether it was there. */
  remove(id: string): boolean {
    const at = this.#standing.findIndex((it) => it.id === id);
    if (at >= 0) this.#standing.splice(at, 1);
    return at >= 0;
  }

  clear(): void {
    this.#standing.length = 0;
    this.#made = this.#drawn = 0;
  }

  take(at: Parameters<Faults['take']>[0]): Firing | undefined {
    for (const standing of this.#standing) {
      const { spec } = standing;
      if (spec.vendor !== at.vendor || spec.operation !== at.operation) continue;
      if (spec.account !== undefined && spec.account !== at.account) continue;
      if (spec.record !== undefined && spec.record !== at.record) continue;
      const due = standing.seen++ >= (spec.after ?? 0) && standing.fired < (spec.times ?? Infinity);
      if (!due) continue;
      standing.fired++;
      return this.#firing(standing);
    }
    return undefined;
  }

  #firing({ id, kind, spec }: Standing): Firing {
    switch (kind) {
      case 'refuse':
        return { id, ...(spec.refuse && { refuse: spec.refuse }) };
      case 'status':
        return { id, ...(spec.status && { status: spec.status }) };
      case 'delay':
        return { id, delivery: { delay: this.#draw(spec.delay ?? 0) } };
      case 'drop':
      case 'reset': {
        const cut: Delivery = { cut: kind };
        return spec[kind] === 'before' ? { id, before: cut } : { id, delivery: cut };
      }
      case 'truncate':
        return { id, delivery: { truncate: spec.truncate ?? 0 } };
      case 'malformed':
        return { id, delivery: { malformed: true } };
      case 'trickle':
        return { id, delivery: { trickle: spec.trickle ?? 1 } };
      default:
        return kind satisfies never;
    }
  }

  #draw(delay: Delay): number {
    if (typeof delay === 'number') return delay;
    const random = (): number => mix(hash(`${this.seed}/delay`), this.#drawn++) / 2 ** 32;
    if ('uniform' in delay) return delay.uniform[0] + random() * (delay.uniform[1] - delay.uniform[0]);
    // Box and Muller: a normal variate from two uniform ones.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return delay.lognormal.median * Math.exp(delay.lognormal.sigma * normal);
  }

  #vendorOf({ vendor, operation }: FaultSpec): string {
    const names = this.vendors.map((it) => it.name);
    if (vendor !== undefined && !names.includes(vendor))
      throw new SteeringError('/vendor', `${vendor} is not served`, `use one of ${names.join(', ')}`);
    const having = this.vendors.filter((it) => (vendor === undefined || it.name === vendor) && it.rules.has(operation));
    const [only] = having;
    if (only === undefined) {
      const known = this.vendors
        .filter((it) => vendor === undefined || it.name === vendor)
        .flatMap((it) => [...it.rules.keys()]);
      throw new SteeringError('/operation', `${operation} is no operation`, `use one of ${known.join(', ')}`);
    }
    if (having.length > 1)
      throw new SteeringError(
        '/vendor',
        `${operation} is an operation of ${having.map((it) => it.name).join(' and ')}`,
        'name the vendor',
      );
    return only.name;
  }
}

function kindOf(spec: FaultSpec): Kind {
  const given = kinds.filter((it) => spec[it] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new SteeringError(
      '',
      `a fault is exactly one of ${kinds.join(', ')}`,
      given.length === 0 ? 'name one' : `this one is ${given.join(' and ')}`,
    );
  const wrong = (remedy: string): never => {
    throw new SteeringError(`/${kind}`, `${JSON.stringify(spec[kind])} cannot be`, remedy);
  };
  const natural = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (kind === 'refuse' && !reasons.includes(spec.refuse as never)) wrong(`use one of ${reasons.join(', ')}`);
  if (kind === 'status' && !(natural(spec.status) && Number(spec.status) >= 500 && Number(spec.status) <= 599))
    wrong('use a status from 500 to 599');
  if ((kind === 'drop' || kind === 'reset') && !['before', 'after'].includes(String(spec[kind])))
    wrong('use before or after');
  if (kind === 'truncate' && !natural(spec.truncate)) wrong('use a number of bytes');
  if (kind === 'trickle' && !(natural(spec.trickle) && spec.trickle !== 0)) wrong('use a number of bytes a second');
  if (kind === 'malformed' && spec.malformed !== true) wrong('use true');
  if (kind === 'delay' && !isDelay(spec.delay))
    wrong('use milliseconds, { uniform: [least, most] } or { lognormal: { median, sigma } }');
  return kind;
}

function isDelay(delay: unknown): delay is Delay {
  const fine = (...values: unknown[]): boolean =>
    values.every((it) => typeof it === 'number' && Number.isFinite(it) && it >= 0);
  if (typeof delay !== 'object' || delay === null) return fine(delay);
  const { uniform, lognormal } = delay as { uniform?: unknown[]; lognormal?: { median?: unknown; sigma?: unknown } };
  if (Array.isArray(uniform))
    return uniform.length === 2 && fine(...uniform) && Number(uniform[0]) <= Number(uniform[1]);
  return lognormal !== undefined && fine(lognormal.median, lognormal.sigma);
}

function checkCounts(spec: FaultSpec): void {
  for (const name of ['times', 'after'] as const) {
    const value = spec[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= (name === 'times' ? 1 : 0))) {
      throw new SteeringError(
        `/${name}`,
        `${String(value)} cannot be`,
        `use a whole number from ${name === 'times' ? 1 : 0}`,
      );
    }
  }
}

const shown = ({ spec, id, fired }: Standing): Fault => ({ ...spec, id, fired });
