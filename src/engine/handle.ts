/**
 * One request, from its arrival to its reply. Two halves: `arrive` needs no world, `act` is one synchronous step on it
 * that can be run again. Read it from the top.
 */
import { act, type Outcome } from './act.js';
import { arrive, type Arrival } from './arrive.js';
import { allowOrigin } from './request/cors.js';
import type { Call, Reply } from './model/call.js';
import type { Vendor } from './model/vendor.js';
import type { Host, RequestContext, World } from './ports.js';
import { ClientGone } from './refusals/refusal.js';

/** The reply, or a promise of it where the body has to be awaited. Throws or rejects with ClientGone alone. */
export function handle(host: Host, world: World, vendor: Vendor, call: Call): Reply | Promise<Reply> {
  const context: RequestContext = { host, world, vendor, call, began: host.elapsed() };
  const arrival = arrive(context);
  return arrival instanceof Promise ? arrival.then((it) => actOn(context, it)) : actOn(context, arrival);
}

/** A store that is shared may run the step several times, and later. */
function actOn(context: RequestContext, arrival: Arrival): Reply | Promise<Reply> {
  const { world } = context;
  if (world.run === undefined) return report(context, act(context, arrival));
  const outcome = world.run(() => act(context, arrival));
  return outcome instanceof Promise ? outcome.then((it) => report(context, it)) : report(context, outcome);
}

/** Tells the outside what happened, now that it counts. */
function report({ host, vendor, call }: RequestContext, { reply, entry, failure }: Outcome): Reply {
  const { operation, rule, evidence, parts, by, lost } = entry.trace;
  if (failure !== undefined) host.failed(failure, `${vendor.name} ${call.method} ${call.path}`);
  if (entry.violations.length > 0)
    host.violated(entry.violations, `${vendor.name}.${operation?.id ?? ''} ${reply.status}`);
  host.answered?.(entry);
  if (lost) throw new ClientGone();
  reply.headers['x-stuntdouble-rule'] =
    `${vendor.name}.${rule}; ${evidence}${parts}${by === undefined ? '' : `; ${by}`}`;
  if (operation) reply.headers['x-stuntdouble-operation'] = operation.id;
  allowOrigin(vendor, call, reply);
  return reply;
}
