/**
 * Handles one request in two halves: `arrive` uses no world, `act` is one synchronous step on a world that can be run
 * again.
 */
import { act, type Outcome } from './act.js';
import { arrive, type Arrival } from './arrive.js';
import type { Call, Reply } from './model/call.js';
import type { Vendor } from './model/vendor.js';
import type { Host, RequestContext, World } from './ports.js';
import { ClientGone } from './model/refusal.js';

/** Returns the reply, or a promise if the body must be awaited. Throws or rejects only with ClientGone. */
export function handle(host: Host, world: World, vendor: Vendor, call: Call): Reply | Promise<Reply> {
  const context: RequestContext = { host, world, vendor, call, began: host.elapsed() };
  const arrival = arrive(context);
  return arrival instanceof Promise
    ? arrival.then((arrived) => restarted(context, arrived) ?? actOn(context, arrived))
    : actOn(context, arrival);
}

/** Starts the call again if its vendor was reloaded while the body arrived. Refusals that need no world stand. */
function restarted(
  { host, world, vendor, call }: RequestContext,
  arrival: Arrival,
): Reply | Promise<Reply> | undefined {
  const { successor } = vendor;
  if (successor === undefined || arrival.lost || arrival.refusal || arrival.unreadable) return undefined;
  return handle(host, world, successor, { ...call, body: () => arrival.bytes ?? new Uint8Array() });
}

/** A shared store may run the step later, and several times. */
function actOn(context: RequestContext, arrival: Arrival): Reply | Promise<Reply> {
  const { world } = context;
  if (world.run === undefined) return report(context, act(context, arrival));
  const outcome = world.run(() => act(context, arrival));
  return outcome instanceof Promise ? outcome.then((resolved) => report(context, resolved)) : report(context, outcome);
}

/** Notifies log, metrics and waiting clients after the commit. */
function report({ host, vendor, call }: RequestContext, { reply, entry, failure }: Outcome): Reply {
  const { operation, lost } = entry.trace;
  if (failure !== undefined) host.failed(failure, `${vendor.name} ${call.method} ${call.path}`);
  if (entry.violations.length > 0)
    host.violated(entry.violations, `${vendor.name}.${operation?.id ?? ''} ${reply.status}`);
  host.answered?.(entry);
  if (lost) throw new ClientGone();
  return reply;
}
