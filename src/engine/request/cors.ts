/** CORS for vendors that allow browsers (`requests.browserOrigin: cors`): https://fetch.spec.whatwg.org/#http-cors-protocol */
import type { Call, Reply } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';

const isOpen = ({ behavior }: Vendor): boolean => behavior.requests.browserOrigin.treat === 'cors';

/** The reply to a preflight request; undefined: not a preflight request, or the vendor does not allow browsers. */
export function preflight(vendor: Vendor, { method, path, headers }: Call): Reply | undefined {
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined || !isOpen(vendor))
    return undefined;
  const found = vendor.contract.match('OPTIONS', path);
  const allow = typeof found === 'object' && 'allow' in found ? found.allow : [];
  const asked = headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': allow.join(', '),
      ...(asked !== undefined && { 'access-control-allow-headers': headerNames(String(asked)) }),
      'access-control-max-age': '600',
    },
    body: undefined,
  };
}

/** Keeps only characters of header names, so that the value cannot inject headers. */
const headerNames = (text: string): string => text.replace(/[^\w\-, ]/g, '');

/** Puts the CORS headers on a reply to a browser. */
export function allowOrigin(vendor: Vendor, { headers }: Call, reply: Reply): void {
  const { origin } = headers;
  if (!isOpen(vendor)) return;
  reply.headers['vary'] = 'origin';
  if (typeof origin !== 'string') return;
  reply.headers['access-control-allow-origin'] = origin.replace(/[^\x21-\x7e]/g, '');
  reply.headers['access-control-allow-credentials'] = 'true';
  const exposed = Object.keys(reply.headers).filter((name) => !name.startsWith('access-control-') && name !== 'vary');
  reply.headers['access-control-expose-headers'] = exposed.join(', ');
}
