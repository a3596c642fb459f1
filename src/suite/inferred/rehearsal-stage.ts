/** A vendor in process, and requests for it from its document. */
import type { Operation, Violation } from '../../engine/model/contract.js';
import { CannotMake } from '../../engine/model/draw.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { set } from '../../engine/values/paths.js';
import { filledPath } from '../../engine/values/filled-path.js';
import { jsonOrText } from '../../engine/values/json-or-text.js';
import { isObject, type Json } from '../../grammar/json.js';
import { urlEncoded } from '../../http/sample-form.js';
import { inProcess } from '../in-process.js';

const ORIGIN = 'rehearsal.localhost';
/** Fixed time for equal replies in each rehearsal: 2026-01-01T00:00:00Z. */
const NOW = 1_767_225_600_000;

export interface StageReply {
  status: number;
  body: unknown;
  /** The problem of the reply; undefined for refusals. */
  problem: string | undefined;
}

export interface Further {
  query?: Json;
  /** Values to set in the body, by path. */
  fields?: Json;
}

export interface Stage {
  sampleParams: (operation: Operation) => Json;
  call: (operation: Operation, params: Json, further?: Further) => Promise<StageReply>;
}

export async function stageFor(vendor: Vendor): Promise<Stage> {
  const wrong: string[] = [];
  const { world, exchange } = inProcess(vendor, {
    name: 'rehearsal',
    now: () => NOW,
    failed: (error) => void wrong.push(error instanceof Error ? error.message : String(error)),
    violated: (violations) => void wrong.push(messageOf(violations)),
    replyHeaders: false,
  });
  await world.maker.load();
  const { contract } = vendor;

  const bodyOf = (operation: Operation): unknown => {
    const { body } = contract.tools.example(operation);
    const schema = contract.tools.bodySchema(operation);
    if (body !== undefined || schema === undefined) return body;
    try {
      return world.maker.make({ path: '', schema }, () => 0.5, NOW);
    } catch (error) {
      if (error instanceof CannotMake) return undefined;
      throw error;
    }
  };
  return {
    sampleParams: (operation) => {
      const { params } = contract.tools.example(operation);
      return Object.fromEntries(operation.parameters.map((name) => [name, params[name] ?? '1']));
    },
    async call(operation, params, { query = {}, fields = {} } = {}) {
      wrong.length = 0;
      const type = mediaTypeOf(operation);
      let body = bodyOf(operation);
      for (const [path, value] of Object.entries(fields)) body = set(isObject(body) ? body : {}, path, value);
      const bytes = new TextEncoder().encode(body === undefined ? '' : encoded(type, body));
      const { status, text } = await exchange({
        method: operation.method,
        target: `/${vendor.name}${pathOrSample(operation, params)}${queryOf(query)}`,
        headers: {
          host: ORIGIN,
          ...credentials(vendor, operation),
          ...(body !== undefined && { 'content-type': type }),
        },
        body: () => bytes,
      });
      const [first] = wrong;
      const problem = first ?? (status >= 500 ? `it answers ${status}${detailOf(text)}` : undefined);
      return { status, body: text === undefined || text === '' ? undefined : jsonOrText(text), problem };
    },
  };
}

const messageOf = ([first]: readonly Violation[]): string =>
  first ? `its reply is not valid: ${first.field || 'the body'} ${first.problem}` : 'its reply is not valid';

/** The detail of a problem reply. */
function detailOf(text: string | undefined): string {
  const body = text === undefined ? undefined : jsonOrText(text);
  return isObject(body) && typeof body['detail'] === 'string' ? `: ${body['detail']}` : '';
}

const mediaTypeOf = ({ mediaTypes = [] }: Operation): string =>
  mediaTypes.find((type) => type.includes('json')) ??
  mediaTypes.find((type) => type.includes('urlencoded')) ??
  mediaTypes[0] ??
  'application/json';

function encoded(type: string, body: unknown): string {
  return type.includes('urlencoded') ? urlEncoded(body) : JSON.stringify(body);
}

/** The path of a call; a parameter without a value is 1. */
const pathOrSample = ({ path }: Operation, params: Json): string => filledPath(path, (name) => params[name] ?? '1');

function queryOf(query: Json): string {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return text.size === 0 ? '' : `?${text.toString()}`;
}

/** The credential for the first security alternative. */
function credentials({ contract }: Vendor, { security }: Operation): Record<string, string> {
  const [needed = {}] = security;
  const headers: Record<string, string> = {};
  for (const { name, kind, parameter } of contract.securitySchemes) {
    if (!Object.hasOwn(needed, name)) continue;
    if (kind === 'header') headers[parameter.toLowerCase()] = 'rehearsal';
    else if (kind === 'basic') headers['authorization'] = `Basic ${btoa('rehearsal:key')}`;
    else if (kind === 'bearer') headers['authorization'] = 'Bearer rehearsal';
    else if (kind === 'cookie') headers['cookie'] = `${parameter}=rehearsal`;
  }
  return headers;
}
