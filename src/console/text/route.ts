/** Addresses of the page: `#/SANDBOX/SCREEN/PART…?key=value`. Each view and selection has one. */

import { segmentOf, valueOfSegment } from '../../grammar/path-segment.js';

export const SCREENS = ['calls', 'records', 'vendors', 'faults', 'clock'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  readonly sandbox: string;
  readonly screen: Screen;
  /** What is selected, such as the number of a call, or vendor, account, resource and id of a record. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export const DEFAULT_SANDBOX = 'default';

/** Never throws: what cannot be read is left out. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [sandbox = '', screen = '', ...parts] = path.split('/');
  return {
    sandbox: sandbox === '' ? DEFAULT_SANDBOX : segmentText(sandbox),
    screen: SCREENS.find((known) => known === screen) ?? 'calls',
    parts: parts.filter((part) => part !== '').map(segmentText),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

export function hashOf({ sandbox, screen, parts, query }: Route): string {
  const search = new URLSearchParams(query).toString();
  const path = [sandbox, screen, ...parts].map(segmentOf).join('/');
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

function segmentText(part: string): string {
  try {
    return valueOfSegment(decodeURIComponent(part));
  } catch {
    return part;
  }
}
