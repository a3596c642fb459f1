import type { Vendor } from '../engine/model/vendor.js';

/** A curl command for a POSIX shell: calls the behavior's showcase with the contract's example. */
export function curlLine(vendor: Vendor, url: string): string | undefined {
  const { operations, tools } = vendor.contract;
  const operation =
    operations.find(
      (candidate) =>
        candidate.id === vendor.behavior.showcase &&
        // A body without an example cannot be printed.
        (candidate.mediaTypes === undefined || tools.example(candidate).body !== undefined),
    ) ?? operations.find(({ method, parameters }) => method === 'GET' && parameters.length === 0);
  if (operation === undefined) return undefined;
  const { params, body } = tools.example(operation);
  const path = operation.path.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const token =
    vendor.seed.credentials.find(
      (item) => item.refuse === undefined && item.scopes === undefined && item.records === undefined,
    )?.token ?? 'any-key';
  const parts = [
    'curl -s',
    ...(operation.method === 'GET' ? [] : [`-X ${operation.method}`]),
    quote(url + path),
    ...credential(vendor, token),
  ];
  if (body !== undefined)
    parts.push(
      `-H 'Content-Type: ${operation.mediaTypes?.[0] ?? 'application/json'}'`,
      `-d ${quote(JSON.stringify(body))}`,
    );
  return parts.join(' ');
}

function credential(vendor: Vendor, token: string): string[] {
  const scheme = vendor.contract.securitySchemes[0];
  if (scheme === undefined) return [];
  if (scheme.kind === 'header') return [`-H ${quote(`${scheme.parameter}: ${token}`)}`];
  const named = { basic: 'Basic', http: scheme.parameter };
  const name = scheme.kind === 'basic' || scheme.kind === 'http' ? named[scheme.kind] : 'Bearer';
  return [`-H ${quote(`Authorization: ${name} ${token}`)}`];
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
