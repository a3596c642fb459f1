import type { Operation } from '../engine/model/contract.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { listed } from '../engine/values/wording.js';
import { keyHeader } from '../engine/request/idempotency.js';
import type { Behavior } from '../grammar/behavior.js';
import { point, type Point } from './point.js';

type Requests = Behavior['requests'];

/** What the API accepts beyond its schemas: one operation, or the API as a whole. */
export function describeRequests(vendor: Vendor, rule?: Rule): Point[] {
  const { accounts, requests, limits = [] } = vendor.behavior;
  return [
    ...policies(vendor, rule).flatMap(([name, about, says]) => {
      const policy = requests[name];
      return policy && concerns(name, vendor, rule?.operation)
        ? [point(about, says, ['requests', name], policy.evidence)]
        : [];
    }),
    ...(accounts ? [point('accounts', accountsSay[accounts.treat], ['accounts'], accounts.evidence)] : []),
    ...limits.map(({ requests: calls, seconds, evidence }, i) =>
      point(
        'rate limit',
        `${calls} calls in ${seconds} s for each credential; off by default`,
        ['limits', String(i)],
        evidence,
      ),
    ),
  ];
}

const accountsSay = {
  one: 'all callers share their records',
  perCredential: 'each credential has its own records',
};

const browserSays = {
  refuse: 'refused',
  accept: 'answered like all others, without CORS headers: a page cannot read the replies',
  cors: 'preflight requests are answered, replies have CORS headers',
};

function policies(vendor: Vendor, rule?: Rule): [keyof Requests, about: string, says: string][] {
  const { requests } = vendor.behavior;
  return [
    ['unknownBodyFields', 'unknown body fields', unknownBodyFieldsSay(vendor, rule)],
    [
      'unknownQueryParameters',
      'unknown query parameters',
      requests.unknownQueryParameters.treat === 'refuse' ? 'refused' : 'ignored',
    ],
    [
      'trailingSlash',
      'trailing slash',
      requests.trailingSlash.treat === 'exact' ? 'is a different path' : 'is ignored',
    ],
    ['browserOrigin', 'calls from a browser', browserSays[requests.browserOrigin.treat]],
    [
      'slashesInParameters',
      'slashes in the path',
      `may be unencoded in ${listed(requests.slashesInParameters?.parameters ?? [])}`,
    ],
    [
      'idempotencyKey',
      requests.idempotencyKey?.header ?? '',
      'a repeated key with the same request gets the first reply; with another request it is refused',
    ],
  ];
}

function unknownBodyFieldsSay({ behavior, contract }: Vendor, rule?: Rule): string {
  const own = rule && 'unknownBodyFields' in rule.rule ? rule.rule.unknownBodyFields : undefined;
  const treat = own ?? behavior.requests.unknownBodyFields.treat;
  if (treat !== 'asDeclared') return treat === 'refuse' ? 'refused' : 'ignored';
  if (rule === undefined) return 'refused where the schema of the body is closed, else ignored';
  return contract.tools.closedBody(rule.operation) === true ? 'refused: the schema is closed' : 'ignored';
}

function concerns(name: keyof Requests, { behavior, contract }: Vendor, operation?: Operation): boolean {
  if (operation === undefined) return true;
  if (name === 'unknownBodyFields') return operation.mediaTypes !== undefined;
  if (name === 'idempotencyKey') return keyHeader(contract, behavior, operation) !== undefined;
  const slashes = behavior.requests.slashesInParameters?.parameters ?? [];
  return name !== 'slashesInParameters' || operation.parameters.some((parameter) => slashes.includes(parameter));
}
