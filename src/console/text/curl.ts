/** A recorded call as a curl line. Secrets are not in the journal: the line names them as variables. */
import { searchOf, textOf } from './search.js';
import { always, quote, quoteWith, REDACTED, variableOf } from './shell.js';

export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** Headers that curl, the connection or a browser sets. */
const OWN = /^(accept-encoding|connection|content-length|host|transfer-encoding|user-agent|sec-.*)$/;
const MULTIPART = 'multipart/';
const URLENCODED = 'application/x-www-form-urlencoded';

/** @param base URL of the vendor in the sandbox */
export function curlOf(call: RecordedCall, base: string): string {
  const { method, path, headers, body } = call;
  const type = headers['content-type'] ?? '';
  const shown = Object.entries(headers).filter(
    ([name]) => !OWN.test(name) && !(name === 'content-type' && type.startsWith(MULTIPART)),
  );
  const lines = [
    `curl -s${method === 'GET' ? '' : ` -X ${quote(method)}`} ${quoteWith(`${base}${path}${searchOf(call.query)}`, 'SECRET')}`,
    ...shown.map(([name, value]) => `-H ${headerOf(name, value)}`),
    ...(body === undefined ? [] : bodyOf(body, type)),
  ];
  return lines.join(' \\\n  ');
}

/** The journal hides the whole value of `authorization`. Most vendors expect the scheme Bearer. */
function headerOf(name: string, value: string): string {
  if (name !== 'authorization' || value !== REDACTED) return quoteWith(`${name}: ${value}`, variableOf(name));
  return quoteWith(`${name}: Bearer ${REDACTED}`, 'CREDENTIAL');
}

function bodyOf(body: unknown, type: string): string[] {
  const fields =
    typeof body === 'object' && body !== null ? Object.entries(body as Record<string, unknown>) : undefined;
  if (fields && type.startsWith(URLENCODED))
    return fields.map(([name, value]) => `--data-urlencode ${quoteWith(`${name}=${textOf(value)}`, variableOf(name))}`);
  if (fields && type.startsWith(MULTIPART))
    return fields.map(
      ([name, value]) => `-F ${quoteWith(`${name}=${fileOf(value) ?? textOf(value)}`, variableOf(name))}`,
    );
  return [`-d ${typeof body === 'string' ? quoteWith(body, 'BODY') : jsonOf(body)}`];
}

/** The journal keeps the name of an uploaded file, not its bytes. */
function fileOf(value: unknown): string | undefined {
  const file = value as { filename?: unknown; sha256?: unknown } | null;
  return typeof file?.sha256 === 'string'
    ? `@${typeof file.filename === 'string' ? file.filename : 'FILE'}`
    : undefined;
}

/** JSON in single quotes. Each secret becomes a variable with the name of its key. */
function jsonOf(body: unknown): string {
  const text = JSON.stringify(body);
  const secret = /"((?:[^"\\]|\\.)*)":"\[redacted\]"/g;
  const quoted: string[] = [];
  let from = 0;
  for (const { 0: pair, 1: key = '', index } of text.matchAll(secret)) {
    quoted.push(always(`${text.slice(from, index)}"${key}":"`), `"$${variableOf(key)}"`);
    from = index + pair.length - 1;
  }
  return [...quoted, always(text.slice(from))].join('');
}
