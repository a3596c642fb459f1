/** Refusals because of the credential or the rate of calls. */
import type { Operation } from '../../model/contract.js';
import { plainCase, type OperationContext, type Refused, type Row, type RefusalCase } from '../row.js';

/** A call without a credential is refused, unless one of the alternatives needs none. */
const needsCredential = ({ operation: { security } }: OperationContext): boolean =>
  security.length > 0 && !security.some((needs) => Object.keys(needs).length === 0);

/** Whether a credential is read: that of an alternative whose schemes the document declares. */
const readsCredential = ({ contract, operation: { security } }: OperationContext): boolean =>
  security.some((needs) => {
    const names = Object.keys(needs);
    return names.length > 0 && names.every((name) => contract.securitySchemes.some((scheme) => scheme.name === name));
  });

const casesIf = (isPossible: boolean): RefusalCase[] => (isPossible ? [plainCase] : []);

const scopesOf = ({ security }: Operation): string =>
  Object.values(security[0] ?? {})
    .flat()
    .join(' ');

function acceptedCredentials({ vendor, operation }: Refused): string {
  const names = new Set(operation?.security.flatMap((item) => Object.keys(item)));
  const words = { bearer: 'Authorization: Bearer …', basic: 'Authorization: Basic …' };
  return vendor.contract.securitySchemes
    .filter((scheme) => names.has(scheme.name))
    .map(({ kind, parameter }) => {
      if (kind === 'bearer' || kind === 'basic') return words[kind];
      return kind === 'http'
        ? `Authorization: ${parameter} …`
        : `the ${kind === 'query' ? 'query parameter' : kind} ${parameter}`;
    })
    .join(' or ');
}

export const unauthenticated: Row = {
  possible: (place) => casesIf(needsCredential(place)),
  sample: () => ({}),
  when: () => 'no usable credential is sent',
  why: (refused) => ({ says: `needs a credential: ${acceptedCredentials(refused)}` }),
};

export const credentialRejected: Row = {
  possible: (place) => casesIf(readsCredential(place)),
  sample: () => ({}),
  when: () => 'the credential is revoked, or, with --auth strict, not in the seed',
  why: (refused) => ({ says: `needs another credential: ${acceptedCredentials(refused)}` }),
};

export const forbidden: Row = {
  possible: (place) => casesIf(readsCredential(place)),
  sample: ({ operation }) => ({ field: scopesOf(operation) }),
  when: (_, { field = '' }) =>
    field === '' ? 'the credential may not do this' : `the credential lacks the scope ${field}`,
  why: ({ details: { field = '' } }) => ({
    says: field === '' ? 'the credential may not do this' : `the credential needs the scope ${field}`,
  }),
};

export const rateLimited: Row = {
  // Documented limits also hold for anonymous calls.
  possible: (place) => casesIf(readsCredential(place) || (place.behavior.limits ?? []).length > 0),
  sample: () => ({}),
  when: () => 'too many calls, if rate limits are on',
  why: ({ details: { retryAfter } }) => ({
    says: `the limit is reached${retryAfter === undefined ? '' : `; calls are accepted again in ${retryAfter} s`}`,
  }),
};
