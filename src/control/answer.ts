/** Answers the requests of the control side. Start reading at `answer`. */
import { isObject, type Json } from '../grammar/json.js';
import { valueOfSegment } from '../grammar/path-segment.js';
import type { Operation } from '../engine/model/contract.js';
import type { IncomingMessage } from 'node:http';
import { parseJson } from '../engine/request/parse-json.js';
import { readPieces, wholeMessage } from '../http/receive-body.js';
import { messageProblem } from '../http/server.js';
import { schemeOf } from '../http/transport.js';
import { consoleReply } from './console-reply.js';
import { callHandlers } from './calls/call-handlers.js';
import { controlContract } from './control-contract.js';
import { guardChange, guardSource, guardToken, type GuardOptions } from './guard.js';
import { eventHandlers } from './events/event-handlers.js';
import { healthHandlers } from './health-handlers.js';
import { mistakeOf } from './request-mistakes.js';
import { journalHandlers } from './journal-handlers.js';
import type { Answer, Controlled, Handler } from './operation.js';
import { notAnObject, notValid, ofBody, Problem } from './problem.js';
import { recordHandlers } from './records/record-handlers.js';
import { sandboxHandlers } from './sandbox-handlers.js';
import { vendorHandlers } from './vendor-handlers.js';

const MEBIBYTE = 1024 * 1024;
/** Maximum size of a body in bytes, where it is not one mebibyte. */
const BODY_LIMITS: Readonly<Record<string, number>> = { restoreSnapshot: 512 * MEBIBYTE, sendCall: 16 * MEBIBYTE };
/** Operations that read their bodies themselves. */
const READ_BY_HANDLER: ReadonlySet<string> = new Set(['restoreSnapshot']);

/** By operationId. */
export const handlers: Readonly<Record<string, Handler>> = {
  ...healthHandlers,
  ...vendorHandlers,
  ...sandboxHandlers,
  ...journalHandlers,
  ...recordHandlers,
  ...callHandlers,
  ...eventHandlers,
};

/** @throws notValid, Problem, JsonError, SteeringError, ClientGone */
export async function answer(
  on: Controlled,
  guards: GuardOptions,
  request: IncomingMessage,
  gone: AbortSignal,
): Promise<Answer> {
  const { method = 'GET', headers } = request;
  const { authority, path, query } = targetOf(request);
  const problem = messageProblem(request);
  if (problem !== undefined)
    throw new Problem(problem.status, problem.status === 400 ? 'Bad request' : 'Not implemented', problem.detail);
  const scheme = schemeOf(request.socket);
  guardSource(scheme, headers.host, headers, guards);
  if (authority !== undefined) guardSource(scheme, authority, headers, guards);
  const file = on.console && consoleReply(on.console, method, path);
  if (file) return file;
  const { operation, params } = match(method, path, () => guardToken(headers, guards));
  guardChange(method, headers, operation.mediaTypes !== undefined);
  const pieces = operation.mediaTypes ? await piecesOf(request, BODY_LIMITS[operation.id] ?? MEBIBYTE) : [];
  // An operation without a body also waits for the end of the message: the rest may not be HTTP, or never arrive.
  await wholeMessage(request);
  const body = pieces.length === 0 ? undefined : READ_BY_HANDLER.has(operation.id) ? {} : bodyIn(pieces);
  const contract = controlContract();
  const valid = contract.validate(operation, params, query, body);
  if (valid.issues.length > 0) throw notValid(valid.issues.map((issue) => mistakeOf(contract, operation, issue)));
  const handler = handlers[operation.id];
  if (handler === undefined) throw new Error(`no handler for ${operation.id}`);
  return handler(on, {
    params: valid.params,
    query: valid.query,
    body: (valid.body ?? {}) as Json,
    pieces,
    headers,
    gone,
  });
}

/** Clients that use this as a proxy send an absolute URL. */
function targetOf({ url = '/' }: IncomingMessage): { authority: string | undefined; path: string; query: string } {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url);
  const local = absolute ? (absolute[2] ?? '') : url;
  const [path = '', ...query] = local.split('?');
  return { authority: absolute?.[1], path: path === '' ? '/' : path, query: query.join('?') };
}

/**
 * Matches whole paths, never prefixes. Only operations that the document declares public skip the token; unknown paths
 * need it too.
 */
function match(
  method: string,
  path: string,
  guard: () => void,
): { operation: Operation; params: Record<string, string> } {
  const found = controlContract().match(method === 'HEAD' ? 'GET' : method, path);
  const isPublic = typeof found === 'object' && 'operation' in found && found.operation.security.length === 0;
  if (!isPublic) guard();
  if (found === 'malformed')
    throw new Problem(400, 'Malformed path', 'The path has invalid percent-encoding; encode it as UTF-8.');
  if (found === undefined)
    throw new Problem(404, 'Not found', `The control side has no path ${path}; GET /openapi.json lists its paths.`);
  if ('allow' in found) {
    const allow = found.allow.join(', ');
    throw new Problem(405, 'Method not allowed', `${path} allows ${allow}.`, [], { allow });
  }
  const params = Object.entries(found.params).map(([name, value]) => [name, valueOfSegment(value)] as const);
  return { operation: found.operation, params: Object.fromEntries(params) };
}

async function piecesOf(request: IncomingMessage, limit: number): Promise<Uint8Array[]> {
  const pieces = await readPieces(request, limit);
  if (pieces === 'tooLarge') throw ofBody(413, 'Too large', `A body may have at most ${limit} bytes.`);
  return pieces;
}

function bodyIn(pieces: readonly Uint8Array[]): Json {
  const value = parseJson(Buffer.concat(pieces));
  return isObject(value) ? value : notAnObject();
}
