import type { Vendor } from '../engine/model/vendor.js';
import { filledPath } from '../engine/values/filled-path.js';
import { credentialHeader, sampleToken } from './sample-credential.js';

/**
 * A curl command for a POSIX shell: calls the behavior's showcase with the contract's example.
 * @param ca the file that curl must trust
 */
export function curlLine(vendor: Vendor, url: string, ca?: string): string | undefined {
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
  const path = filledPath(operation.path, (name) => params[name]);
  const parts = [
    'curl -s',
    ...(ca === undefined ? [] : [`--cacert ${quote(ca)}`]),
    ...(operation.method === 'GET' ? [] : [`-X ${operation.method}`]),
    quote(url + path),
    ...credential(vendor),
  ];
  if (body !== undefined)
    parts.push(
      `-H 'Content-Type: ${operation.mediaTypes?.[0] ?? 'application/json'}'`,
      `-d ${quote(JSON.stringify(body))}`,
    );
  return parts.join(' ');
}

function credential(vendor: Vendor): string[] {
  const [scheme] = vendor.contract.securitySchemes;
  const header = scheme && credentialHeader(scheme, sampleToken(vendor));
  return header ? [`-H ${quote(header.join(': '))}`] : [];
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
