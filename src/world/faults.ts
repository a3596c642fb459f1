/** The faults of one sandbox, in the order in which they were added. */
import { editionNamed } from '../grammar/edition-name.js';
import { suggest } from '../engine/values/suggest.js';
import type { Account } from '../engine/model/call.js';
import type { Faults, FaultUse } from '../engine/ports.js';
import type { Operation } from '../engine/model/contract.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { CheckFault, Delay, Delivery, Fault, FaultKind, FaultSpec, FiredFault } from '../engine/model/faults.js';
import { possibleReasons } from '../engine/refusals/on-demand.js';
import type { FaultsState } from '../engine/model/snapshot.js';
import { hash, mix } from './random.js';
import { SteeringError } from './steering.js';

const KINDS = [
  'refuse',
  'status',
  'delay',
  'drop',
  'reset',
  'truncate',
  'malformed',
  'trickle',
] as const satisfies readonly FaultKind[];

/** Maximum milliseconds of a timer in Node: a longer timeout would fire immediately. */
const MAX_DELAY = 2 ** 31 - 1;

interface ActiveFault {
  spec: FaultSpec & { vendor: string };
  kind: FaultKind;
  id: string;
  seen: number;
  fired: number;
}

export class FaultList implements Faults {
  readonly #active: ActiveFault[] = [];
  #made = 0;
  #drawn = 0;

  constructor(
    private readonly vendors: readonly Vendor[],
    private readonly seed: number,
    private readonly check: CheckFault,
    /** Called after each change of the list. */
    private readonly changed?: () => void,
  ) {}

  /** @throws SteeringError if the fault is invalid or names something that does not exist */
  add(spec: FaultSpec): Fault {
    const checked = this.#checked(spec);
    const active: ActiveFault = { ...checked, id: `fault-${++this.#made}`, seen: 0, fired: 0 };
    this.#active.push(active);
    this.changed?.();
    return publicFault(active);
  }

  /** Whether no fault has been added since the start. */
  get isUntouched(): boolean {
    return this.#made === 0;
  }

  state(): FaultsState {
    const standing = this.#active.map(({ id, seen, fired, spec }) => ({ id, seen, fired, spec }));
    return { made: this.#made, drawn: this.#drawn, standing };
  }

  /** Call this on an empty list. @throws SteeringError as `add` does */
  restore({ made, drawn, standing }: FaultsState): void {
    for (const [at, { id, seen, fired, spec }] of standing.entries()) {
      try {
        this.#active.push({ ...this.#checked(spec), id, seen, fired });
      } catch (error) {
        throw error instanceof SteeringError ? error.below(`/faults/standing/${at}/spec`) : error;
      }
    }
    this.#made = made;
    this.#drawn = drawn;
  }

  list(): Fault[] {
    return this.#active.map(publicFault);
  }

  /** Returns whether the fault existed. */
  remove(id: string): boolean {
    const at = this.#active.findIndex((item) => item.id === id);
    if (at < 0) return false;
    this.#active.splice(at, 1);
    this.changed?.();
    return true;
  }

  clear(): void {
    this.#active.length = 0;
    this.#made = this.#drawn = 0;
    this.changed?.();
  }

  find(vendor: Vendor, operation: Operation, account: Account, record: string | undefined): FaultUse | undefined {
    let seen: ActiveFault[] | undefined;
    for (const active of this.#active) {
      const { spec } = active;
      if (spec.vendor !== vendor.name || spec.operation !== operation.id) continue;
      if (spec.account !== undefined && spec.account !== account.name) continue;
      if (spec.record !== undefined && spec.record !== record) continue;
      const isDue = active.seen >= (spec.after ?? 0) && active.fired < (spec.times ?? Infinity);
      if (isDue) return this.#use(seen ?? [], active);
      (seen ??= []).push(active);
    }
    return seen && this.#use(seen, undefined);
  }

  #use(passed: readonly ActiveFault[], firing: ActiveFault | undefined): FaultUse {
    const draws = new Draws(this.seed, this.#drawn);
    const fired = firing && firedFault(firing, draws);
    return {
      fired,
      count: () => {
        for (const active of passed) active.seen++;
        if (firing === undefined) return;
        firing.seen++;
        firing.fired++;
        this.#drawn = draws.given;
      },
    };
  }

  #checked(given: FaultSpec): Pick<ActiveFault, 'spec' | 'kind'> {
    const mistake = this.check(given);
    if (mistake) throw new SteeringError(mistake.pointer, mistake.problem, mistake.expected);
    const spec = this.#withVendor(given);
    const vendor = this.#vendorOf(spec);
    const kind = kindOf(spec, vendor);
    checkTarget(spec, vendor);
    checkHasBody(spec, kind, vendor);
    return { spec: { ...spec, vendor: vendor.name }, kind };
  }

  /** Splits `vendor.operation` at the longest name of a vendor. The name of an operation may contain dots, so it takes precedence. */
  #withVendor(spec: FaultSpec): FaultSpec {
    const { vendor, operation } = spec;
    if (vendor !== undefined || this.vendors.some(({ rules }) => rules.has(operation))) return spec;
    const names = this.vendors.map(({ name }) => name).filter((name) => operation.startsWith(`${name}.`));
    const longest = names.reduce((best, name) => (name.length > best.length ? name : best), '');
    return longest === '' ? spec : { ...spec, vendor: longest, operation: operation.slice(longest.length + 1) };
  }

  #vendorOf({ vendor, operation }: FaultSpec): Vendor {
    const names = this.vendors.map((item) => item.name);
    if (vendor !== undefined && !names.includes(vendor))
      throw new SteeringError('/vendor', `${vendor} is not served`, suggest(vendor, names));
    const candidates = withoutEditions(
      this.vendors.filter((item) => (vendor === undefined || item.name === vendor) && item.rules.has(operation)),
    );
    const [only] = candidates;
    if (only === undefined) {
      const known = this.vendors
        .filter((item) => vendor === undefined || item.name === vendor)
        .flatMap((item) => [...item.rules.keys()]);
      const prefix = known.map((id) => `.${id}`).find((end) => operation.endsWith(end) && operation !== end);
      const other = prefix === undefined ? undefined : operation.slice(0, -prefix.length);
      if (vendor === undefined && other !== undefined)
        throw new SteeringError('/operation', `${other} is not served`, suggest(other, names));
      throw new SteeringError('/operation', `unknown operation ${operation}`, suggest(operation, known));
    }
    if (candidates.length > 1)
      throw new SteeringError(
        '/vendor',
        `${operation} is an operation of ${candidates.map((item) => item.name).join(' and ')}`,
        'name the vendor',
      );
    return only;
  }
}

/** Without the editions of vendors that are there as well: an operation of both is that of the vendor. */
const withoutEditions = (vendors: readonly Vendor[]): Vendor[] =>
  vendors.filter(({ name }) => !vendors.some((other) => other.name === editionNamed(name)?.base));

/** Random numbers for delays. They are consumed when the call is committed. */
class Draws {
  constructor(
    private readonly seed: number,
    /** Number of random numbers drawn so far. */
    public given: number,
  ) {}

  /** 0 ≤ n < 1 */
  next(): number {
    return mix(hash(`${this.seed}/delay`), this.given++) / 2 ** 32;
  }
}

function firedFault({ id, kind, spec }: ActiveFault, draws: Draws): FiredFault {
  switch (kind) {
    case 'refuse':
      return { id, ...(spec.refuse && { refuse: spec.refuse }) };
    case 'status':
      return { id, ...(spec.status && { status: spec.status }) };
    case 'delay':
      return { id, delivery: { delay: delayFor(spec.delay ?? 0, draws) } };
    case 'drop':
    case 'reset': {
      const dropped: Delivery = { drop: kind === 'drop' ? 'close' : 'reset' };
      return spec[kind] === 'before' ? { id, before: dropped } : { id, delivery: dropped };
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

function delayFor(delay: Delay, draws: Draws): number {
  if (typeof delay === 'number') return delay;
  if ('uniform' in delay) return delay.uniform[0] + draws.next() * (delay.uniform[1] - delay.uniform[0]);
  // Box and Muller: a normal variate from two uniform ones.
  const normal = Math.sqrt(-2 * Math.log(1 - draws.next())) * Math.cos(2 * Math.PI * draws.next());
  return Math.min(delay.lognormal.median * Math.exp(delay.lognormal.sigma * normal), MAX_DELAY);
}

function kindOf(spec: FaultSpec, vendor: Vendor): FaultKind {
  const given = KINDS.filter((item) => spec[item] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new SteeringError(
      '',
      `a fault is exactly one of ${KINDS.join(', ')}`,
      given.length === 0 ? 'name one' : `this one is ${given.join(' and ')}`,
    );
  if (kind === 'refuse') checkReason(spec, vendor);
  checkDelay(spec);
  return kind;
}

/** A fault can refuse only for reasons for which the operation itself can refuse. */
function checkReason({ operation: id, refuse }: FaultSpec, vendor: Vendor): void {
  const operation = vendor.rules.get(id)?.operation;
  const reasons = operation ? possibleReasons(vendor, operation) : [];
  if (reasons.some((reason) => reason === refuse)) return;
  throw new SteeringError(
    '/refuse',
    `${id} never refuses with ${JSON.stringify(refuse)}`,
    reasons.length === 0 ? `${id} refuses nothing: use status, drop or delay` : `use one of ${reasons.join(', ')}`,
  );
}

function checkDelay({ delay }: FaultSpec): void {
  if (typeof delay !== 'object' || !('uniform' in delay) || delay.uniform[0] <= delay.uniform[1]) return;
  throw new SteeringError('/delay', `${JSON.stringify(delay)} is not allowed`, 'use {"uniform":[least, most]}');
}

/** Refuses faults that no call can match. */
function checkTarget({ operation, record, account }: FaultSpec, { rules, seed }: Vendor): void {
  const target = rules.get(operation)?.operation;
  if (record !== undefined && target && !namesRecord(target))
    throw new SteeringError('/record', `the path of ${operation} names no record`, 'leave it out');
  const names = seed.credentials.map((credential) => credential.name);
  if (account !== undefined && !isAccount(account) && !names.includes(account))
    throw new SteeringError(
      '/account',
      'not the name of an account',
      `use the name that the journal shows, such as acct_0123456789ab; the seed has ${names.join(', ')}`,
    );
}

function checkHasBody({ operation: id }: FaultSpec, kind: FaultKind, vendor: Vendor): void {
  const operation = vendor.rules.get(id)?.operation;
  if (operation === undefined || !CHANGE_BODY.includes(kind) || hasBody(vendor, operation)) return;
  throw new SteeringError(`/${kind}`, `${id} succeeds without a body`, 'use drop, reset, delay, status or refuse');
}

/** These kinds of faults change the body, so some success reply must have one. */
const CHANGE_BODY: readonly FaultKind[] = ['truncate', 'malformed', 'trickle'];

const hasBody = ({ contract }: Vendor, operation: Operation): boolean =>
  operation.successes.some((status) => contract.project(operation, status, null) !== undefined);

/** The faults that can be added for an operation. */
export interface PossibleFaults {
  kinds: readonly FaultKind[];
  /** Whether a fault can be for one record. */
  record: boolean;
}

export function possibleFaults(vendor: Vendor, operation: Operation): PossibleFaults {
  const refuses = possibleReasons(vendor, operation).length > 0;
  const replies = hasBody(vendor, operation);
  return {
    kinds: KINDS.filter((kind) => (kind !== 'refuse' || refuses) && (!CHANGE_BODY.includes(kind) || replies)),
    record: namesRecord(operation),
  };
}

const namesRecord = ({ parameters }: Operation): boolean => parameters.length > 0;

const isAccount = (name: string): boolean => name === 'anonymous' || /^acct_[0-9a-f]{12}$/.test(name);

const publicFault = ({ spec, id, fired }: ActiveFault): Fault => ({ ...spec, id, fired });
