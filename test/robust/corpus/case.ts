/** A bad request with the expected reply. */
import type { Sheet, Word } from '../sheets.js';

/** `fine`: 200 without changes. A number: the status of a problem reply, since the request reaches no vendor. */
export type Expected = Word | 'fine' | 204 | 400 | 404 | 405 | 408 | 413 | 417 | 431;

export interface Case {
  name: string;
  bytes: Uint8Array;
  expected: Expected;
  /** Closes our side of the connection once all is written. */
  halfClose?: boolean;
  /** The reply has no body, as that to a HEAD. */
  bodiless?: boolean;
  /** The methods that Allow names. */
  allow?: readonly string[];
  /** Bytes or texts that the reply's headers must not contain. */
  never?: string;
}

export interface Call {
  method?: string;
  path: string;
  /** Whole lines; they go before all others. */
  headers?: readonly string[];
  /** In place of the credential that all have. */
  authorization?: string | undefined;
  /** Text goes as UTF-8. */
  body?: string | Uint8Array | undefined;
  type?: string | undefined;
}

/** A whole request. Each character of its head is one byte. */
export function request({ method = 'GET', path, headers = [], body, ...rest }: Call): Uint8Array {
  const content = body === undefined ? undefined : Buffer.from(body);
  const type = 'type' in rest ? rest.type : content && 'application/json';
  const authorization = 'authorization' in rest ? rest.authorization : 'Bearer any-key';
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...headers,
    'Host: localhost',
    'Connection: close',
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...(content && !headers.some((header) => /^transfer-encoding:/i.test(header))
      ? [`Content-Length: ${content.length}`]
      : []),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content ?? Buffer.alloc(0)]);
}

/** GET of the list. */
export const listing = (sheet: Sheet, call: Partial<Call> = {}): Uint8Array =>
  request({ path: `/${sheet.vendor}${sheet.list}`, ...call });

/** PATCH of the record, with a body that is taken if none is given. */
export const change = (sheet: Sheet, call: Partial<Call> = {}): Uint8Array =>
  request({ method: 'PATCH', path: `/${sheet.vendor}${sheet.record}`, body: sheet.body, ...call });
