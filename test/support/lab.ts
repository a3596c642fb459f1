/** A vendor in the real pipeline and store, without HTTP, so that a test can read the store. */
import { inOwnForm } from '../../src/engine/decide/forms/shown-view.js';
import { resourceNamed } from '../../src/engine/records/locate.js';
import { storedAs } from '../../src/engine/records/record-key.js';
import { inProcess } from '../../src/suite/in-process.js';
import type { Json } from '../../src/grammar/json.js';
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
      target: `/${vendor.name}${path}`,
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
    const path = pathOf(operation, { ...example.params, ...params }) + (query === undefined ? '' : `?${query}`);
    if (sent.body !== undefined || sent.raw !== undefined || operation.mediaTypes === undefined)
      return send(operation.method, path, sent);
    if (operation.mediaTypes.includes('multipart/form-data'))
      return send(operation.method, path, { ...multipart(), ...sent });
    return send(operation.method, path, { body: example.body ?? {}, ...sent });
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
  const scheme = vendor.contract.securitySchemes[0];
  if (scheme === undefined) return {};
  return scheme.kind === 'header' ? { [scheme.parameter.toLowerCase()]: token } : { authorization: `Bearer ${token}` };
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
