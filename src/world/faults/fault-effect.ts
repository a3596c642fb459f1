/** What a fault does to a call. */
import type { Delay, Delivery, FaultKind, FaultSpec, FiredFault } from '../../engine/model/faults.js';
import { hash, mix } from '../random.js';

/** Maximum milliseconds of a timer in Node: a longer timeout would fire immediately. */
const MAX_DELAY = 2 ** 31 - 1;

/** Random numbers for delays. They are consumed when the call is committed. */
export class DelayRandom {
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

export function effectOf(
  { id, kind, spec }: { id: string; kind: FaultKind; spec: FaultSpec },
  draws: DelayRandom,
): FiredFault {
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

function delayFor(delay: Delay, draws: DelayRandom): number {
  if (typeof delay === 'number') return delay;
  if ('uniform' in delay) return delay.uniform[0] + draws.next() * (delay.uniform[1] - delay.uniform[0]);
  // Box and Muller: a normal variate from two uniform ones.
  const normal = Math.sqrt(-2 * Math.log(1 - draws.next())) * Math.cos(2 * Math.PI * draws.next());
  return Math.min(delay.lognormal.median * Math.exp(delay.lognormal.sigma * normal), MAX_DELAY);
}
