import type { Vendor } from '../../engine/model/vendor.js';
import { facetsOf, type Facet, type FacetMaker } from './facet.js';

const NOT_STATED = { assumed: 'not stated: the default' };

/** What holds for all operations. */
export function apiFacets({ behavior }: Vendor): Facet[] {
  const { accounts, requests, limits, dialect } = behavior;
  const { unknownQueryParameters, trailingSlash, browserOrigin, slashesInParameters, idempotencyKey } = requests;
  const ofRequests = (name: keyof typeof requests): FacetMaker =>
    facetsOf(['requests', name], requests[name]?.evidence ?? NOT_STATED);
  const [limit] = limits ?? [];
  return [
    ...facetsOf(['accounts'], accounts?.evidence ?? NOT_STATED)(
      'accounts',
      'accounts',
      accounts?.treat ?? 'perCredential',
    ),
    ...ofRequests('unknownQueryParameters')('unknownQueryParameters', 'query', unknownQueryParameters.treat),
    ...ofRequests('trailingSlash')('trailingSlash', 'path', trailingSlash.treat),
    ...ofRequests('browserOrigin')('browserOrigin', 'calls from browsers', browserOrigin.treat),
    ...(slashesInParameters?.parameters ?? []).flatMap((name) =>
      ofRequests('slashesInParameters')('slashes', `path ${name}`, true),
    ),
    ...ofRequests('idempotencyKey')('idempotencyKey', 'header', idempotencyKey?.header.toLowerCase()),
    ...(limit
      ? facetsOf(['limits', '0'], limit.evidence)(
          'limits',
          'rate limits',
          (limits ?? []).map(({ requests: calls, seconds }) => ({ requests: calls, seconds })),
        )
      : []),
    ...Object.entries(dialect.messages).flatMap(([name, { text, evidence }]) =>
      facetsOf(['dialect', 'messages', name], evidence)('message', `message ${name}`, text),
    ),
  ];
}
