/** The faults of one sandbox, in the order in which they were added. */
import type { Account } from '../../engine/model/call.js';
import type { Operation } from '../../engine/model/contract.js';
import type { CheckFault, Fault, FaultKind, FaultSpec } from '../../engine/model/faults.js';
import type { FaultsState } from '../../engine/model/snapshot.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Faults, FaultUse } from '../../engine/ports.js';
import { SteeringError } from '../steering-error.js';
import { checkedKind } from './check-fault.js';
import { vendorOfFault, withVendor } from './fault-vendor.js';
import { DelayRandom, effectOf } from './fault-effect.js';

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
    const active = this.#active.map(({ id, seen, fired, spec }) => ({ id, seen, fired, spec }));
    return { made: this.#made, drawn: this.#drawn, active };
  }

  /** Call this on an empty list. @throws SteeringError as `add` does */
  restore({ made, drawn, active }: FaultsState): void {
    for (const [at, { id, seen, fired, spec }] of active.entries()) {
      try {
        this.#active.push({ ...this.#checked(spec), id, seen, fired });
      } catch (error) {
        throw error instanceof SteeringError ? error.below(`/faults/active/${at}/spec`) : error;
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

  #use(passed: readonly ActiveFault[], matching: ActiveFault | undefined): FaultUse {
    const draws = new DelayRandom(this.seed, this.#drawn);
    const fired = matching && effectOf(matching, draws);
    return {
      fired,
      count: () => {
        for (const active of passed) active.seen++;
        if (matching === undefined) return;
        matching.seen++;
        matching.fired++;
        this.#drawn = draws.given;
      },
    };
  }

  #checked(given: FaultSpec): Pick<ActiveFault, 'spec' | 'kind'> {
    const mistake = this.check(given);
    if (mistake) throw new SteeringError(mistake.pointer, mistake.problem, mistake.expected);
    const spec = withVendor(given, this.vendors);
    const vendor = vendorOfFault(spec, this.vendors);
    return { spec: { ...spec, vendor: vendor.name }, kind: checkedKind(spec, vendor) };
  }
}

const publicFault = ({ spec, id, fired }: ActiveFault): Fault => ({ ...spec, id, fired });
