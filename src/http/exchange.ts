/** One request in, one reply out, for whoever brings requests: a socket, supertest, or a fetch in process. */
import type { Call, Reply } from '../engine/model/call.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { World, Host } from '../engine/ports.js';
import type { Delivery } from '../engine/model/faults.js';
import { handle } from '../engine/handle.js';
import { problemReply } from '../engine/refusals/problem-reply.js';
import { serialize } from '../engine/values/serialize.js';
import { ClientGone } from '../engine/refusals/refusal.js';
import { addressBook } from './address.js';

export interface Incoming {
  method: string;
  /** As in the request line. */
  target: string;
  headers: Call['headers'];
  body: Call['body'];
  whole?: Call['whole'];
}

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  /** Serialized; undefined: none. */
  text: string | undefined;
  /** What a fault does to it on its way. */
  delivery: Delivery | undefined;
}

/** A promise only where there is something to wait for. Throws or rejects with ClientGone alone. */
export type Exchange = (incoming: Incoming) => Outgoing | Promise<Outgoing>;

export interface ExchangeOptions {
  vendors: readonly Vendor[];
  host: Host;
  /** undefined: there are as many sandboxes as there may be. */
  world: (sandbox: string) => World | undefined;
  /** Whether replies carry the x-stuntdouble-* headers. */
  replyHeaders: boolean;
}

export function createExchange({ vendors, host, world, replyHeaders }: ExchangeOptions): Exchange {
  const find = addressBook(vendors);

  /** The reply, or what the pipeline promises it to be. */
  const answer = ({ method, target, headers, body, whole }: Incoming): Reply | Promise<Reply> => {
    const authority = headers['host'];
    const address = find(typeof authority === 'string' ? authority : undefined, target);
    if ('problem' in address)
      return problemReply(address.problem === 'vendor' ? 404 : 400, `No such ${address.problem}`, address.detail);
    const there = world(address.sandbox);
    if (there === undefined)
      return problemReply(
        503,
        'Too many sandboxes',
        'No further sandbox is made: remove one, or start another double.',
      );
    const { vendor, path, query, prefix } = address;
    const base = `http://${typeof authority === 'string' ? authority : 'localhost'}${prefix}`;
    const call: Call = { method, path, base, query, headers, body, ...(whole && { whole }) };
    const reply = handle(host, there, vendor, call);
    return reply instanceof Promise ? reply.then((made) => dated(there, made)) : dated(there, reply);
  };

  /** What the pipeline does not catch is its own mistake; it must not end the process, nor look like the vendor's. */
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
    const headers = replyHeaders ? reply.headers : withoutOurs(reply.headers);
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

/** In the sandbox's clock: clients compare it with `Retry-After`, `Expires` and stamps. */
function dated({ clock }: World, reply: Reply): Reply {
  reply.headers['date'] ??= httpDate(Math.floor(clock.now() / 1000));
  return reply;
}

let last = { second: NaN, text: '' };

/** RFC 9110 §5.6.7. Most replies of a second share it. */
function httpDate(second: number): string {
  if (second !== last.second) last = { second, text: new Date(second * 1000).toUTCString() };
  return last.text;
}

const withoutOurs = (headers: Reply['headers']): Reply['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-stuntdouble-')));
