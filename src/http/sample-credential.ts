/** The credential of printed and sample requests. */
import type { SecurityScheme } from '../engine/model/contract.js';
import type { Vendor } from '../engine/model/vendor.js';

/** A credential that may do everything: of the seed, or any text. */
export const sampleToken = ({ seed }: Vendor): string =>
  seed.credentials.find(
    ({ refuse, scopes, records }) => refuse === undefined && scopes === undefined && records === undefined,
  )?.token ?? 'any-key';

/** The header that carries a credential; undefined: it is a query parameter. */
export function credentialHeader(
  { kind, parameter }: SecurityScheme,
  token: string,
): [name: string, value: string] | undefined {
  switch (kind) {
    case 'header':
      return [parameter, token];
    case 'cookie':
      return ['Cookie', `${parameter}=${token}`];
    case 'basic':
      return ['Authorization', `Basic ${token}`];
    case 'http':
      return ['Authorization', `${parameter} ${token}`];
    case 'bearer':
      return ['Authorization', `Bearer ${token}`];
    case 'query':
      return undefined;
    default:
      return kind satisfies never;
  }
}
