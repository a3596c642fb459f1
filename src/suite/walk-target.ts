/** The double in process on which an inferred behavior is rehearsed, and requests out of the document for it. */
import type { Operation, Violation } from '../engine/model/contract.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Host } from '../engine/ports.js';
import type { Json } from '../grammar/json.js';
import { faultMistake, snapshotMistake } from '../contract/published-schemas.js';
import { sha256 } from '../http/digest.js';
import { createExchange } from '../http/exchange.js';
import { fetchThrough } from '../http/fetch.js';
import { defaultLimits } from '../http/limits.js';
import { readMultipart } from '../http/multipart.js';
import { accountsFor } from '../world/accounts.js';
import { FakerMaker } from '../world/maker/maker.js';
import { createWorld } from '../world/world.js';

const ORIGIN = 'http://rehearsal.localhost';
/** 2026-01-01T00:00:00Z: the same reply in each rehearsal. */
const NOW = 1_767_225_600_000;

export interface Rehearsed {
  status: number;
  body: unknown;
  /** Why the reply is none that counts. */
  problem: string | undefined;
}

export interface Rehearsal {
  load: () => Promise<void> | undefined;
  sampleParams: (operation: Operation) => Json;
  call: (operation: Operation, params: Json) => Promise<Rehearsed>;
}

export function rehearsalOf(vendor: Vendor): Rehearsal {
  const maker = new FakerMaker();
  const world = createWorld('rehearsal', {
    vendors: [vendor],
    now: () => NOW,
    clock: undefined,
    randomSeed: 1,
    maker,
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
  });
  const seen = new Map<'wrong', string>();
  const host: Host = {
    accounts: accountsFor('open'),
    bodyLimit: defaultLimits.maxBodySize,
    readMultipart,
    digest: sha256,
    elapsed: () => 0,
    failed: (error) => void seen.set('wrong', error instanceof Error ? error.message : String(error)),
    violated: (violations) => void seen.set('wrong', told(violations)),
  };
  const send = fetchThrough(
    createExchange({ vendors: [vendor], host, world: () => world, replyHeaders: false }),
    ORIGIN,
  );
  const half = (): number => 0.5;
  return {
    load: () => maker.load(),
    sampleParams: (operation) => {
      const { params } = vendor.contract.tools.example(operation);
      return Object.fromEntries(operation.parameters.map((name) => [name, params[name] ?? 'sample']));
    },
    async call(operation, params) {
      seen.clear();
      const example = vendor.contract.tools.example(operation);
      const schema = vendor.contract.tools.bodySchema(operation);
      const body = example.body ?? (schema && maker.make({ path: '', schema }, half, NOW));
      const reply = await send(`${ORIGIN}/${vendor.name}${filled(vendor, operation, params)}`, {
        method: operation.method,
        headers: { ...credentials(vendor), ...(body !== undefined && { 'content-type': typeOf(operation) }) },
        ...(body !== undefined && { body: encoded(operation, body) }),
      });
      const text = await reply.text();
      const wrong = seen.get('wrong');
      const problem = wrong ?? (reply.ok ? undefined : `it answers ${reply.status}`);
      return {
        status: wrong === undefined ? reply.status : 500,
        body: text === '' ? undefined : parsed(text),
        problem,
      };
    },
  };
}

const told = ([first]: readonly Violation[]): string =>
  first ? `${first.field || 'the reply'} ${first.problem}` : 'the reply breaks its schema';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const typeOf = ({ mediaTypes = [] }: Operation): string =>
  mediaTypes.find((type) => type.includes('json')) ??
  mediaTypes.find((type) => type.includes('urlencoded')) ??
  'application/json';

function encoded(operation: Operation, body: unknown): string {
  if (!typeOf(operation).includes('urlencoded')) return JSON.stringify(body);
  return new URLSearchParams(flat(body, '')).toString();
}

function flat(value: unknown, at: string): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[at, String(value)]];
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  return entries.flatMap(([key, item]) => flat(item, at === '' ? key : `${at}[${key}]`));
}

function filled({ contract }: Vendor, operation: Operation, params: Json): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? 'sample')),
  );
  const query = Object.entries(contract.tools.example(operation).params).filter(([name]) =>
    contract.queryParameters(operation).includes(name),
  );
  const text = new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

function credentials({ contract }: Vendor): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { kind, parameter } of contract.securitySchemes) {
    if (kind === 'header') headers[parameter] = 'rehearsal';
    else if (kind === 'basic') headers['authorization'] ??= `Basic ${btoa('rehearsal:key')}`;
    else if (kind === 'bearer') headers['authorization'] = 'Bearer rehearsal';
    else if (kind === 'cookie') headers['cookie'] = `${parameter}=rehearsal`;
  }
  return headers;
}
