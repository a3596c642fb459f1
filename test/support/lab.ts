/** A vendor in the real pipeline and store, without HTTP, so that a test can read the store. */
import { inOwnForm } from '../../src/engine/decide/forms/shown-view.js';
import { resourceNamed } from '../../src/engine/records/locate.js';
import { storedAs } from '../../src/engine/records/record-key.js';
import { inProcess } from '../../src/suite/in-process.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { urlEncoded } from '../../src/http/sample-form.js';
import { SHARED_ACCOUNT, type Account } from '../../src/engine/model/call.js';
import type { JournalEntry } from '../../src/engine/journal/redacted-entry.js';
import type { Operation } from '../../src/engine/model/contract.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { basename, join } from 'node:path';
import { type Outgoing } from '../../src/http/exchange.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../../src/grammar/evidence.js';
import { quirks } from '../../src/quirks/index.js';
import { once } from '../../src/engine/values/once.js';
import { buildVendor } from '../../src/loading/build.js';
import { diskFiles } from '../../src/loading/files.js';
import { isPrepared, readPrepared } from '../../src/loading/prepared-vendors.js';
import { loadDirectory } from '../../src/loading/load.js';
import { vendorDirectories } from '../../src/loading/vendor-places.js';
import { type Sandbox } from '../../src/world/world.js';
import { root } from './double.js';
import { here } from './package-root.js';
import { judgeOf } from './second-opinion.js';
import { remember } from './calls.js';

export const NOW = Date.parse('2026-06-01T12:00:00.000Z');

/** Every vendor directory that there is. */
export const directories = vendorDirectories(join(root, 'specs'));

const loaded = new Map<string, Vendor>();

/** @throws MistakesError */
export function vendorIn(directory: string, evidence: EvidenceLevel = DEFAULT_LEVEL): Vendor {
  const key = `${evidence} ${directory}`;
  const vendor = loaded.get(key) ?? load(directory, evidence);
  loaded.set(key, vendor);
  return vendor;
}

const preparedVendors = once(() => (isPrepared(diskFiles, here) ? readPrepared(diskFiles, here) : []));

/** Bundled vendors as the build prepared them, if it did, because reading and checking their files takes long. */
function load(directory: string, evidence: EvidenceLevel): Vendor {
  const prepared = directories.includes(directory)
    ? preparedVendors().find(({ name }) => name === basename(directory))
    : undefined;
  const [vendor] = prepared
    ? [buildVendor(prepared.data(), quirks, { evidence })]
    : loadDirectory(directory, { quirks, evidence });
  if (vendor === undefined) throw new Error(`no vendor in ${directory}`);
  return vendor;
}

export interface Sent {
  token?: string | undefined;
  body?: unknown;
  /** Bytes as they are, in place of `body`. */
  raw?: Uint8Array;
  type?: string | undefined;
  headers?: Record<string, string>;
}

export interface Answer extends Outgoing {
  body: unknown;
}

export interface Lab {
  vendor: Vendor;
  world: Sandbox;
  send: (method: string, path: string, sent?: Sent) => Promise<Answer>;
  /** Calls the operation with the contract's example; given values override it. */
  perform: (operation: Operation, sent?: Sent & { params?: Json; query?: string }) => Promise<Answer>;
  /** All records of an account as text, with write-only fields, for detecting changes. */
  dump: (token?: string) => string;
  records: (resource: string, token?: string) => Json[];
  journal: () => readonly JournalEntry[];
  /** Failures of ours and broken contracts: a law that leaves one is broken. */
  complaints: string[];
}

export const KEY = 'law-key';

/** @param isJudged whether replies must conform to the document. Inferred refusals may have undeclared statuses */
export function lab(vendor: Vendor, randomSeed = 1, isJudged = true): Lab {
  const complaints: string[] = [];
  const { world, host, exchange } = inProcess(vendor, {
    now: () => NOW,
    randomSeed,
    failed: (error, at) => complaints.push(`${at}: ${String(error instanceof Error ? error.stack : error)}`),
    violated: (violations, at) =>
      isJudged &&
      complaints.push(`${at}: ${violations.map((violation) => `${violation.field} ${violation.problem}`).join('; ')}`),
  });
  const account = (token: string): Account => {
    const found = host.accounts(vendor, token);
    if (!found) throw new Error(`no account for ${token}`);
    return vendor.behavior.accounts?.treat === 'one' ? { name: SHARED_ACCOUNT, number: 0 } : found;
  };

  const send = async (
    method: string,
    path: string,
    { token = KEY, body, raw, type, headers }: Sent = {},
  ): Promise<Answer> => {
    const bytes = raw ?? (body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body)));
    const mediaType = type ?? (bytes.length > 0 ? 'application/json' : undefined);
    const reply = await exchange({
      method,
      target: withCredential(vendor, token, `/${vendor.name}${path}`),
      headers: {
        host: 'localhost',
        ...(token !== '' && credential(vendor, token)),
        ...(mediaType && { 'content-type': mediaType }),
        ...headers,
      },
      body: (limit) => (bytes.length > limit ? 'tooLarge' : bytes),
    });
    const isJson = String(reply.headers['content-type']).includes('json');
    const parsed = reply.text === undefined ? undefined : isJson ? (JSON.parse(reply.text) as unknown) : reply.text;
    const answer = { ...reply, body: parsed };
    remember({ method, target: path, body: body ?? raw?.length, status: reply.status, reply: reply.text });
    const { 'x-stuntdouble-operation': operation, 'x-stuntdouble-error': ours } = reply.headers;
    if (isJudged && operation !== undefined && ours === undefined && reply.delivery === undefined && method !== 'HEAD')
      complaints.push(...(await judgeOf(vendor.contract.document)(operation, answer)));
    return answer;
  };

  const perform: Lab['perform'] = (operation, { params, query, ...sent } = {}) => {
    const example = vendor.contract.tools.example(operation);
    const needed = neededFor(vendor, operation);
    const search = [...Object.entries(needed.query), ...(query === undefined ? [] : [['', query] as const])].flatMap(
      ([name, value]) =>
        name === '' ? [value] : query?.startsWith(`${name}=`) === true ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    const path =
      pathOf(operation, { ...example.params, ...params }) + (search.length === 0 ? '' : `?${search.join('&')}`);
    const headers = { ...needed.headers, ...sent.headers };
    if (sent.raw !== undefined || operation.mediaTypes === undefined)
      return send(operation.method, path, { ...sent, headers });
    const body = sent.body ?? example.body ?? {};
    return send(operation.method, path, {
      ...encoded(vendor, operation, body, sent.body === undefined),
      ...sent,
      headers,
    });
  };

  const records = (name: string, token = KEY): Json[] => {
    const resource = resourceNamed(vendor, name);
    return world.store
      .records(vendor, account(token), storedAs(resource))
      .flatMap((record) => inOwnForm(resource, record));
  };
  return {
    vendor,
    world,
    send,
    perform,
    records,
    complaints,
    journal: () => world.journal.entries(),
    dump: (token = KEY) => JSON.stringify([...vendor.resources.keys()].map((name) => [name, records(name, token)])),
  };
}

export function pathOf(operation: Operation, params: Json): string {
  return operation.path.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function credential(vendor: Vendor, token: string): Record<string, string> {
  const headers: Record<string, string> = {};
  // All schemes, since an alternative may need several; the first one that is sent in a header takes precedence.
  for (const { kind, parameter } of vendor.contract.securitySchemes)
    if (kind === 'header') headers[parameter.toLowerCase()] ??= token;
    else if (kind === 'cookie') headers['cookie'] ??= `${parameter}=${token}`;
    else if (kind === 'basic') headers['authorization'] ??= `Basic ${token}`;
    else if (kind === 'http') headers['authorization'] ??= `${parameter} ${token}`;
    else if (kind === 'bearer') headers['authorization'] ??= `Bearer ${token}`;
  return headers;
}

/** With a credential that is sent in the query. */
function withCredential({ contract }: Vendor, token: string, target: string): string {
  const scheme = contract.securitySchemes.find(({ kind }) => kind === 'query');
  if (scheme === undefined || token === '') return target;
  return `${target}${target.includes('?') ? '&' : '?'}${scheme.parameter}=${encodeURIComponent(token)}`;
}

/** Examples of the query parameters and headers that an operation requires. */
function neededFor(
  { contract }: Vendor,
  { path, method }: Operation,
): { query: Record<string, string>; headers: Record<string, string> } {
  const item = (contract.document['paths'] as Record<string, Json>)[path] ?? {};
  const operation = (item[method.toLowerCase()] ?? {}) as Json;
  const all = [item['parameters'], operation['parameters']].flatMap((list) => (list ?? []) as Json[]);
  const required = all.filter((one) => one['required'] === true && one['example'] !== undefined);
  const of = (place: string): Record<string, string> =>
    Object.fromEntries(
      required.flatMap((one) => (one['in'] === place ? [[String(one['name']), String(one['example'])] as const] : [])),
    );
  return { query: of('query'), headers: of('header') };
}

/** A body in the first media type of the operation, if that is not JSON. */
function encoded(vendor: Vendor, operation: Operation, body: unknown, isExample: boolean): Sent {
  const types = operation.mediaTypes ?? [];
  if (types.includes('multipart/form-data')) {
    const schema = vendor.contract.tools.bodySchema(operation);
    const fields = Object.entries((schema?.['properties'] ?? {}) as Record<string, Json>);
    if (fields.length < 2) return isExample ? multipart() : { body };
    return multipartOf(fields, isObject(body) ? body : {});
  }
  const [type = 'application/json'] = types.filter((one) => one.includes('json')).concat(types);
  if (type.includes('urlencoded') && isObject(body)) return { raw: Buffer.from(urlEncoded(body)), type };
  return { body, type };
}

/** A form with a file and texts. */
function multipartOf(fields: [string, Json][], body: Json): Sent {
  const parts = fields.flatMap(([name, schema]) => {
    const isFile = schema['format'] === 'binary';
    const value = body[name] ?? (isFile ? 'text' : schema['example']);
    if (value === undefined || value === null) return [];
    const head = `Content-Disposition: form-data; name="${name}"${isFile ? '; filename="a.txt"\r\nContent-Type: text/plain' : ''}`;
    return [`--lawboundary\r\n${head}\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`];
  });
  return {
    raw: Buffer.from(`${parts.join('')}--lawboundary--\r\n`),
    type: 'multipart/form-data; boundary=lawboundary',
  };
}

/** The smallest PNG, as a form with one file. */
export function multipart(field = 'icon', type = 'image/png'): { raw: Uint8Array; type: string } {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const head = `--lawboundary\r\nContent-Disposition: form-data; name="${field}"; filename="a.png"\r\nContent-Type: ${type}\r\n\r\n`;
  return {
    raw: Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--lawboundary--\r\n')]),
    type: 'multipart/form-data; boundary=lawboundary',
  };
}
