/** The clock of a sandbox: the system's clock, the same with an offset, or frozen. */
import type { Clock } from '../engine/ports.js';
import type { ClockState } from '../engine/model/snapshot.js';
import { SteeringError } from './steering-error.js';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
/** The last instant with a four-digit year. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
/** The latest instant to which the clock can be set: one year before `LAST`, since it may keep running. */
const LATEST = Date.parse('9998-12-31T23:59:59.999Z');

export class SandboxClock implements Clock {
  #frozen: number | undefined;
  #offset = 0;

  /**
   * @param start an ISO 8601 instant at which the clock is frozen; undefined: the system's clock
   * @param changed called after each change of the clock
   */
  constructor(
    private readonly ofSystem: () => number,
    private readonly start?: string,
    private readonly changed?: () => void,
  ) {
    this.#frozen = this.#initial;
  }

  get #initial(): number | undefined {
    return this.start === undefined ? undefined : settable(this.start);
  }

  /** Never after the year 9999. */
  now(): number {
    return this.#frozen ?? Math.min(this.ofSystem() + this.#offset, LAST);
  }

  get mode(): 'system' | 'offset' | 'frozen' {
    return this.#frozen !== undefined ? 'frozen' : this.#offset !== 0 ? 'offset' : 'system';
  }

  /** Whether the clock has not been changed since the start. */
  get isInitial(): boolean {
    return this.#offset === 0 && this.#frozen === this.#initial;
  }

  /** Stops the clock at an ISO 8601 instant. Default: now. @throws SteeringError */
  freeze(at?: string): void {
    this.#frozen = at === undefined ? this.now() : settable(at);
    this.changed?.();
  }

  /** Sets the clock to an ISO 8601 instant. It keeps running if it was running. @throws SteeringError */
  set(at: string): void {
    const to = settable(at);
    if (this.#frozen !== undefined) this.#frozen = to;
    else this.#offset = to - this.ofSystem();
    this.changed?.();
  }

  /** Sets the clock forward by a duration such as `90s`, `15m`, `1h` or `1h30m`. @throws SteeringError */
  advance(duration: string): void {
    const by = milliseconds(duration);
    if (this.now() + by > LATEST)
      throw new SteeringError('/advance', `${duration} from now is after the year 9998`, 'advance by less');
    if (this.#frozen !== undefined) this.#frozen += by;
    else this.#offset += by;
    this.changed?.();
  }

  /** Returns to the system's clock. */
  system(): void {
    this.#frozen = undefined;
    this.#offset = 0;
    this.changed?.();
  }

  /** Lets a frozen clock run again from its current time. */
  resume(): void {
    if (this.#frozen === undefined) return;
    this.#offset = this.#frozen - this.ofSystem();
    this.#frozen = undefined;
    this.changed?.();
  }

  state(): ClockState {
    if (this.#frozen !== undefined) return { mode: 'frozen', at: this.#frozen };
    return this.#offset === 0 ? { mode: 'system' } : { mode: 'offset', offset: this.#offset };
  }

  /** @throws SteeringError if the time is outside of the years 1970 to 9998; then nothing is changed */
  restore(state: ClockState): void {
    const at = state.mode === 'frozen' ? state.at : this.ofSystem() + (state.mode === 'offset' ? state.offset : 0);
    refuseOutside(at, 'the instant');
    this.#frozen = state.mode === 'frozen' ? state.at : undefined;
    this.#offset = state.mode === 'offset' ? state.offset : 0;
  }
}

/** Parses an instant to which a clock can be set. @throws SteeringError */
export function settable(iso: string): number {
  const at = millisecondsOf(iso, '/clock');
  refuseOutside(at, iso);
  return at;
}

function refuseOutside(at: number, shown: string): void {
  if (!(at >= 0 && at <= LATEST))
    throw new SteeringError('/clock', `${shown} is outside of the years 1970 to 9998`, 'use an instant within them');
}

/** A date, or a date with time and UTC offset, so that the result does not depend on the machine's time zone. */
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/i;

/** @throws SteeringError for other texts, and for instants outside the years 1970 to 9999 */
export function parseInstant(iso: string, pointer: string): number {
  const at = millisecondsOf(iso, pointer);
  if (at < 0 || at > LAST)
    throw new SteeringError(pointer, `${iso} is outside of the years 1970 to 9999`, 'use an instant within them');
  return at;
}

function millisecondsOf(iso: string, pointer: string): number {
  const day = INSTANT.exec(iso)?.[1];
  const at = day !== undefined && isDay(day) ? Date.parse(iso) : NaN;
  if (Number.isNaN(at))
    throw new SteeringError(pointer, `not an ISO 8601 instant: "${iso}"`, 'write it like 2026-02-26T15:30:00Z');
  return at;
}

/** `Date.parse` accepts February 30 as a day in March. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== duration) {
    throw new SteeringError('/advance', `not a duration: "${duration}"`, 'write it like 90s, 15m, 1h30m or 2d');
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0);
}
