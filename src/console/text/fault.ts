/** Faults in words, and the fields of a form as the control side takes them. */
import type { Fault } from '../api/types.js';
import { counted } from './format.js';

export const isSpent = ({ times, fired }: Fault): boolean => times !== undefined && fired >= times;

export function happensOf(fault: Fault): string {
  const { refuse, status, delay, drop, reset, truncate, malformed, trickle } = fault;
  if (refuse !== undefined) return `refuses: ${refuse}`;
  if (status !== undefined) return `answers a bare ${status}`;
  if (delay !== undefined) return `answers after ${delayWords(delay)}`;
  if (drop !== undefined) return `drops the connection ${drop} the write`;
  if (reset !== undefined) return `resets the connection ${reset} the write`;
  if (truncate !== undefined) return `sends ${counted(truncate, 'byte')}, then closes`;
  if (malformed !== undefined) return 'sends invalid JSON';
  return `sends ${counted(trickle ?? 0, 'byte')} per second`;
}

function delayWords(delay: unknown): string {
  if (typeof delay === 'number') return `${delay} ms`;
  const { uniform } = delay as { uniform?: readonly [number, number] };
  return uniform ? `${uniform[0]} to ${uniform[1]} ms` : JSON.stringify(delay);
}

export function whenOf({ times, after, account, record }: Fault): string {
  return [
    ...(after === undefined || after === 0 ? [] : [`after ${counted(after, 'call')}`]),
    times === undefined ? 'until removed' : times === 1 ? 'once' : `${times} times`,
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(record === undefined ? [] : [`record ${record}`]),
  ].join(', ');
}

export const FAULT_KINDS = ['refuse', 'status', 'delay', 'drop', 'reset', 'truncate', 'malformed', 'trickle'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What was typed into the form; '' where nothing was. */
export interface FaultFields {
  readonly operation: string;
  readonly kind: FaultKind;
  /** The value of the kind. */
  readonly value: string;
  readonly times: string;
  readonly after: string;
  readonly account: string;
  readonly record: string;
}

/** As `POST …/faults` takes it. What is not a number goes as text, so that the control side refuses it in its own words. */
export function faultSpec({
  operation,
  kind,
  value,
  times,
  after,
  account,
  record,
}: FaultFields): Record<string, unknown> {
  return {
    operation,
    [kind]: kind === 'malformed' ? true : TEXTS.has(kind) ? value : kind === 'delay' ? delayOf(value) : numberOf(value),
    ...(times !== '' && { times: numberOf(times) }),
    ...(after !== '' && { after: numberOf(after) }),
    ...(account !== '' && { account }),
    ...(record !== '' && { record }),
  };
}

const TEXTS: ReadonlySet<string> = new Set(['refuse', 'drop', 'reset']);

const numberOf = (text: string): number | string => {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
};

/** `100-300` is drawn between the two; JSON is taken as it is. */
function delayOf(text: string): unknown {
  const range = /^(\d+)\s*[-–]\s*(\d+)$/.exec(text.trim());
  if (range) return { uniform: [Number(range[1]), Number(range[2])] };
  if (!text.trim().startsWith('{')) return numberOf(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
