import type { Operation } from '../engine/model/contract.js';
import type { Behavior } from '../grammar/behavior.js';
import { point, type Point } from './point.js';
import { listed } from '../engine/refusals/row.js';

/** How strict the API is: of one operation, or as a whole. */
export function describeRequests({ requests, limits = [] }: Behavior, operation?: Operation): Point[] {
  const refused = (treat: string): string => (treat === 'refuse' ? 'refused' : 'ignored');
  const policies: [keyof Behavior['requests'], string, string][] = [
    ['unknownBodyFields', 'unknown body fields', refused(requests.unknownBodyFields.treat)],
    ['unknownQueryParameters', 'unknown query parameters', refused(requests.unknownQueryParameters.treat)],
    [
      'trailingSlash',
      'a slash at the end',
      requests.trailingSlash.treat === 'exact' ? 'another path' : 'makes no difference',
    ],
    [
      'browserOrigin',
      'calls from a browser',
      requests.browserOrigin.treat === 'refuse' ? 'refused' : 'answered like all others',
    ],
    [
      'slashesInParameters',
      'slashes in the path',
      `may stand unencoded in ${listed(requests.slashesInParameters?.parameters ?? [])}`,
    ],
  ];
  return [
    ...policies.flatMap(([name, about, says]) => {
      const rule = requests[name];
      return rule && concerns(name, requests, operation) ? [point(about, says, ['requests', name], rule.evidence)] : [];
    }),
    ...limits.map((it, i) =>
      point(
        'rate limit',
        `${it.requests} calls in ${it.seconds} s for each credential; off unless asked for`,
        ['limits', String(i)],
        it.evidence,
      ),
    ),
  ];
}

function concerns(
  name: keyof Behavior['requests'],
  { slashesInParameters }: Behavior['requests'],
  operation?: Operation,
): boolean {
  if (operation === undefined) return true;
  if (name === 'unknownBodyFields') return operation.mediaTypes !== undefined;
  return (
    name !== 'slashesInParameters' || operation.parameters.some((it) => slashesInParameters?.parameters.includes(it))
  );
}
