/** Refusals because of the credential or the rate of calls. */
import type { Operation } from '../../model/contract.js';
import { plainCase, type OperationContext, type Refused, type Row, type RefusalCase } from '../row.js';

const needsCredential = ({ operation }: OperationContext): RefusalCase[] =>
  operation.security.length > 0 ? [plainCase] : [];

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
  possible: needsCredential,
  sample: () => ({}),
  when: () => 'no usable credential is sent',
  why: (refused) => ({ says: `needs a credential: ${acceptedCredentials(refused)}` }),
};

export const credentialRejected: Row = {
  possible: needsCredential,
  sample: () => ({}),
  when: () => 'the credential is revoked, or, with --auth strict, not in the seed',
  why: (refused) => ({ says: `needs another credential: ${acceptedCredentials(refused)}` }),
};

export const forbidden: Row = {
  possible: needsCredential,
  sample: ({ operation }) => ({ field: scopesOf(operation) }),
  when: (_, { field = '' }) =>
    field === '' ? 'the credential may not do this' : `the credential lacks the scope ${field}`,
  why: ({ details: { field = '' } }) => ({
    says: field === '' ? 'the credential may not do this' : `the credential needs the scope ${field}`,
  }),
};

export const rateLimited: Row = {
  possible: needsCredential,
  sample: () => ({}),
  when: () => 'too many calls, if rate limits are on',
  why: ({ details: { retryAfter } }) => ({
    says: `the limit is reached${retryAfter === undefined ? '' : `; calls are accepted again in ${retryAfter} s`}`,
  }),
};
