/** Small marks of calls: method, status, evidence, long paths. */
import type { JSX } from 'preact';
import type { Delivery, LevelCounts } from '../api/types.js';
import { middleCut } from '../text/format.js';

export const Method = ({ name }: { readonly name: string }): JSX.Element => (
  <span class={`m ${/^(GET|HEAD|OPTIONS)$/.test(name) ? 'm-read' : name === 'DELETE' ? 'm-delete' : ''}`}>{name}</span>
);

/** @param code 0: there was no reply */
export const Status = ({ code }: { readonly code: number }): JSX.Element => (
  <span class={`st st-${Math.floor(code / 100)}`}>{code === 0 ? '–' : code}</span>
);

/** Filled: the vendor said or showed it. Hollow: our reading. */
export const Evidence = ({
  level,
  isBrief = false,
}: {
  readonly level: string;
  readonly isBrief?: boolean;
}): JSX.Element => (
  <span class={`ev ev-${/^\w+$/.test(level) ? level : 'none'}`} title={level}>
    <span class={isBrief ? 'sr' : ''}>{level}</span>
  </span>
);

export const EvidenceCounts = ({ rules }: { readonly rules: LevelCounts }): JSX.Element => (
  <p class="evs">
    {(['documented', 'client', 'observed', 'assumed', 'inferred'] as const).map((level) => (
      <span key={level} class={`ev ev-${level}${rules[level] === 0 ? ' zero' : ''}`}>
        <span>
          <b>{rules[level]}</b> {level}
        </span>
      </span>
    ))}
  </p>
);

/** A long text that gives way in the middle; the whole is in the title. */
export function MiddleCut({ text, prefix = '' }: { readonly text: string; readonly prefix?: string }): JSX.Element {
  const { head, tail } = middleCut(text);
  return (
    <span class="mid" title={prefix + text}>
      {prefix !== '' && <span class="v">{prefix}</span>}
      <span class="h">{head}</span>
      {tail !== '' && <span class="t">{tail}</span>}
    </span>
  );
}

interface FlagsProps {
  readonly fault: string | undefined;
  readonly delivery: Delivery | undefined;
  readonly isLost: boolean | undefined;
  /** Number of violations of the vendor's document. */
  readonly violations: number;
}

/** What a fault did to the reply, and whether the reply breaks the contract. */
export function Flags({ fault, delivery = {}, isLost, violations }: FlagsProps): JSX.Element {
  const { drop, delay, truncate, malformed, trickle } = delivery;
  const how = [
    ...(drop === undefined ? [] : [drop === 'reset' ? 'reset' : 'dropped']),
    ...(delay === undefined ? [] : ['delayed']),
    ...(truncate === undefined ? [] : ['truncated']),
    ...(malformed === undefined ? [] : ['malformed']),
    ...(trickle === undefined ? [] : ['trickled']),
  ];
  return (
    <>
      {fault !== undefined && <span class="flag plain">{how.length === 0 ? 'fault' : how.join(', ')}</span>}
      {isLost && <span class="flag">no whole request</span>}
      {violations > 0 && <span class="flag">violation</span>}
    </>
  );
}
