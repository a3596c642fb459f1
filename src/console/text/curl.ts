/** A recorded call as a curl line. Secrets are not in the journal: the line names them as variables. */
import { JSON_TYPE } from './request-body.js';
import { searchOf, textOf } from './search.js';
import { always, quote, quoteWith, REDACTED, variableOf } from './shell.js';

export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  /** The body as it is sent, in place of `body`. */
  readonly text?: string;
}

/** Headers that the sender of a call, its connection or a browser sets. */
export const SENDER_HEADERS = /^(accept-encoding|connection|content-length|host|transfer-encoding|user-agent|sec-.*)$/;
const MULTIPART = 'multipart/';
const URLENCODED = 'application/x-www-form-urlencoded';

/** @param base URL of the vendor in the sandbox */
export function curlOf(call: RecordedCall, base: string): string {
  const { method, path, headers } = call;
  const type = headers['content-type'] ?? '';
  const data = dataOf(call, type);
  // curl makes its own header for the fields of `-F`.
  const isOwn = (name: string): boolean =>
    SENDER_HEADERS.test(name) ||
    (name === 'content-type' && type.startsWith(MULTIPART) && call.body !== undefined && !isDigest(call.body));
  const url = `${base}${path}${searchOf(call.query)}`;
  const lines = [
    ['curl -s', ...methodFlags(method, data.length > 0), ...urlFlags(url), quoteWith(url, 'SECRET')].join(' '),
    ...Object.entries(headers).flatMap(([name, value]) => (isOwn(name) ? [] : [`-H ${headerOf(name, value)}`])),
    // Otherwise curl calls the body a form.
    ...(data.length > 0 && type === '' ? ["-H 'content-type:'"] : []),
    ...data,
  ];
  return lines.join(' \\\n  ');
}

/** curl sends GET, and POST with a body, unless it is told otherwise. With `-X HEAD` it waits for a body. */
function methodFlags(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['-I'];
  return method === 'GET' && !hasBody ? [] : [`-X ${quote(method)}`];
}

/** Keeps curl from expanding brackets, and from removing `/../`. */
const urlFlags = (url: string): string[] => [
  ...(/[[\]{}]/.test(url.replaceAll(REDACTED, '')) ? ['-g'] : []),
  ...(/\/\.\.?(\/|\?|$)/.test(url) ? ['--path-as-is'] : []),
];

function dataOf(call: RecordedCall, type: string): string[] {
  if (call.method === 'HEAD') return [];
  if (call.text !== undefined) return textData(call.text);
  if (isDigest(call.body)) return ['--data-binary @FILE'];
  if (call.body !== undefined) return bodyOf(call.body, type);
  return hasUnkeptBody(call) ? ['--data-binary "$BODY"'] : [];
}

/** Whether the call had a body that the journal does not have: it was too large, could not be read, or was not expected. */
export const hasUnkeptBody = ({ headers, body }: Pick<RecordedCall, 'headers' | 'body'>): boolean =>
  isDigest(body) ||
  (body === undefined && (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined));

/** Of a large body, and of one that is a file, the journal keeps size, type and hash. */
export function isDigest(body: unknown): boolean {
  const { size, type, sha256 } = (body ?? {}) as Record<string, unknown>;
  return typeof size === 'number' && typeof type === 'string' && /^[0-9a-f]{64}$/.test(String(sha256));
}

/** The journal hides the whole value of `authorization`. Most vendors expect the scheme Bearer. */
function headerOf(name: string, value: string): string {
  // Without a value, curl would leave the header out.
  if (value === '') return quote(`${name};`);
  if (name !== 'authorization' || value !== REDACTED) return quoteWith(`${name}: ${value}`, variableOf(name));
  return quoteWith(`${name}: Bearer ${REDACTED}`, 'CREDENTIAL');
}

function bodyOf(body: unknown, type: string): string[] {
  const fields =
    typeof body === 'object' && body !== null ? Object.entries(body as Record<string, unknown>) : undefined;
  if (fields && type.startsWith(URLENCODED))
    return fields.flatMap(([name, value]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).map(
        (item) => `--data-urlencode ${quoteWith(`${encodeURIComponent(name)}=${textOf(item)}`, variableOf(name))}`,
      ),
    );
  if (fields && type.startsWith(MULTIPART)) return fields.map(([name, value]) => partOf(name, value));
  if (typeof body !== 'string') return [`-d ${jsonOf(body)}`];
  return textData(JSON_TYPE.test(type) ? JSON.stringify(body) : body);
}

/** With `-d`, a text from `@` on names a file. */
const textData = (text: string): string[] => [
  `${text.startsWith('@') ? '--data-raw' : '-d'} ${quoteWith(text, 'BODY')}`,
];

function partOf(name: string, value: unknown): string {
  const file = fileOf(value);
  const text = file ?? textOf(value);
  // With `-F`, these characters of a text have a meaning.
  const flag = file === undefined && /^[@<]|;/.test(text) ? '--form-string' : '-F';
  return `${flag} ${quoteWith(`${name}=${text}`, variableOf(name))}`;
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
