/** Handles one request, independent of its transport: socket, supertest, or fetch in process. */
import type { Call, Reply } from '../engine/model/call.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { World, Host } from '../engine/ports.js';
import type { Delivery } from '../engine/model/faults.js';
import { handle } from '../engine/handle.js';
import { problemReply } from '../engine/reply/problem-reply.js';
import { memoizeLast } from '../engine/values/memoize.js';
import { serialize } from '../engine/reply/serialize.js';
import { ClientGone } from '../engine/model/refusal.js';
import { addressFinder } from './address.js';
import type { Scheme } from './transport.js';

export interface Incoming {
  /** Default: http. */
  scheme?: Scheme;
  method: string;
  /** The request target of the request line. */
  target: string;
  headers: Call['headers'];
  body: Call['body'];
  whole?: Call['whole'];
}

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  /** The serialized body; undefined: no body. */
  text: string | undefined;
  /** How a fault changes the sending of the reply. */
  delivery: Delivery | undefined;
}

/** Returns a promise only if it must wait. Throws or rejects only with ClientGone. */
export type Exchange = (incoming: Incoming) => Outgoing | Promise<Outgoing>;

export interface ExchangeOptions {
  vendors: readonly Vendor[];
  /** Names of editions by the vendor whose plain address and host they have. */
  plain?: ReadonlyMap<string, string>;
  host: Host;
  /** undefined: the maximum number of sandboxes is reached. */
  world: (sandbox: string) => World | undefined;
  /** Whether replies have the x-stuntdouble-* headers. */
  replyHeaders: boolean;
}

/** Some clients put the address in front of a link that has it already: `/http://127.0.0.1:4010/acme/items?page=2`. */
const withoutBase = (path: string, base: string): string =>
  path.startsWith('/http') && path.startsWith(`/${base}/`) ? path.slice(base.length + 1) : path;

export function createExchange({ vendors, plain, host, world, replyHeaders }: ExchangeOptions): Exchange {
  const find = addressFinder(vendors, plain);

  const answer = ({ scheme = 'http', method, target, headers, body, whole }: Incoming): Reply | Promise<Reply> => {
    const authority = headers['host'];
    const address = find(typeof authority === 'string' ? authority : undefined, target);
    if ('problem' in address)
      return problemReply(address.problem === 'vendor' ? 404 : 400, `No such ${address.problem}`, address.detail);
    const there = world(address.sandbox);
    if (there === undefined)
      return problemReply(
        507,
        'Too many sandboxes',
        'The maximum number of sandboxes is reached: remove one, or start another double.',
      );
    const { vendor, query, prefix } = address;
    const base = `${scheme}://${typeof authority === 'string' ? authority : 'localhost'}${prefix}`;
    const path = withoutBase(address.path, base);
    const call: Call = { method, path, base, query, headers, body, whole };
    const reply = handle(host, there, vendor, call);
    return reply instanceof Promise ? reply.then((made) => withDate(there, made)) : withDate(there, reply);
  };

  /** An uncaught error must not end the process, and must not look like a reply of the vendor. */
  const failure = (error: unknown, { method, target }: Incoming): Reply => {
    if (error instanceof ClientGone) throw error;
    host.failed(error, `${method} ${target}`);
    return problemReply(
      500,
      'stuntdouble failed',
      'This is a failure of stuntdouble and not of the vendor; its log has the details.',
    );
  };

  const outgoing = ({ method }: Incoming, reply: Reply): Outgoing => {
    const { status, delivery } = reply;
    const headers = replyHeaders ? reply.headers : withoutOwnHeaders(reply.headers);
    const text = serialize(reply);
    if (text !== undefined) headers['content-length'] = String(Buffer.byteLength(text));
    return { status, headers, text: method === 'HEAD' ? undefined : text, delivery };
  };

  return (incoming) => {
    let reply: Reply | Promise<Reply>;
    try {
      reply = answer(incoming);
    } catch (error) {
      reply = failure(error, incoming);
    }
    if (!(reply instanceof Promise)) return outgoing(incoming, reply);
    return reply.then(
      (item) => outgoing(incoming, item),
      (error: unknown) => outgoing(incoming, failure(error, incoming)),
    );
  };
}

/** Sets Date by the sandbox's clock, because clients compare it with `Retry-After`, `Expires` and timestamps. */
function withDate({ clock }: World, reply: Reply): Reply {
  reply.headers['date'] ??= httpDate(Math.floor(clock.now() / 1000));
  return reply;
}

/** RFC 9110 §5.6.7. @param second since the epoch */
const httpDate = memoizeLast((second: number) => new Date(second * 1000).toUTCString());

const withoutOwnHeaders = (headers: Reply['headers']): Reply['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-stuntdouble-')));
