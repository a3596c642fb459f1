import type { Vendor } from '../engine/model/vendor.js';
import type { FaultSpec } from '../engine/model/faults.js';
import { DEFAULT_SANDBOX } from '../http/address.js';
import { SteeringError } from '../world/steering-error.js';
import type { Sandbox } from '../world/world.js';
import { throwNotFound, sandboxOf, vendorNamed } from './find-named.js';
import type { Answer, Controlled, Handler, Request } from './operation.js';
import { suggest } from '../engine/values/suggest.js';
import { notAnObject, Problem } from './problem.js';
import { ClientGone } from '../engine/model/refusal.js';
import { isObject, type Json } from '../grammar/json.js';
import { inSlices, type Steps } from '../timers/slices.js';
import { readJson } from '../world/snapshot/read-json.js';
import { snapshotText, type Capture } from '../world/snapshot/snapshot.js';

const done = { status: 204 };

export const sandboxHandlers = {
  listSandboxes: (on) => ({
    status: 200,
    body: { sandboxes: on.sandboxes.all().map((sandbox) => sandboxReply(on, sandbox)) },
  }),

  getSandbox: (on, request) => ({ status: 200, body: sandboxReply(on, sandboxOf(on, request)) }),

  putSandbox(on, { params }) {
    const name = String(params['name']);
    const known = on.sandboxes.find(name);
    const sandbox = known ?? on.sandboxes.keep(name);
    if (sandbox === undefined)
      throw new Problem(
        507,
        'Too many sandboxes',
        `The limit of ${on.sandboxes.limit} sandboxes is reached; remove one with DELETE /sandboxes/NAME.`,
      );
    return { status: known ? 200 : 201, body: sandboxReply(on, sandbox) };
  },

  deleteSandbox(on, request) {
    const { name } = sandboxOf(on, request);
    if (name === DEFAULT_SANDBOX)
      throw new Problem(
        409,
        'Not removed',
        `The sandbox ${name} cannot be removed; reset it instead (POST /sandboxes/${name}/reset).`,
      );
    on.sandboxes.remove(name);
    return done;
  },

  resetSandbox(on, request) {
    sandboxOf(on, request).reset();
    return done;
  },

  takeSnapshot: (on, request) => asDocument(sandboxOf(on, request).capture(), request),

  async restoreSnapshot(on, request) {
    const sandbox = sandboxOf(on, request);
    const document = await inSlices(documentIn(request.pieces), request.gone);
    (await inSlices(sandbox.prepareSteps({ document }), request.gone))();
    return done;
  },

  listSavedSnapshots: (on, request) => ({ status: 200, body: { snapshots: sandboxOf(on, request).snapshots.list() } }),

  saveSnapshot(on, request) {
    const { snapshots } = sandboxOf(on, request);
    const name = String(request.params['snapshot']);
    const known = snapshots.list().some((savedSnapshot) => savedSnapshot.name === name);
    return { status: known ? 200 : 201, body: snapshots.save(name) };
  },

  exportSavedSnapshot(on, request) {
    const { snapshots, name } = savedSnapshot(on, request);
    return asDocument(snapshots.find(name), request);
  },

  async restoreSavedSnapshot(on, request) {
    const { snapshots, name } = savedSnapshot(on, request);
    const capture = snapshots.find(name);
    const vendors = (await inSlices(sandboxOf(on, request).prepareSteps({ capture }), request.gone))();
    return vendors.length === 0 ? done : { status: 200, body: { vendors } };
  },

  removeSavedSnapshot(on, request) {
    const { snapshots, name } = savedSnapshot(on, request);
    snapshots.remove(name);
    return done;
  },

  async saveState({ save }, { gone }) {
    if (save === undefined)
      throw new Problem(409, 'Nowhere to save', 'This stuntdouble has no state file; start it with --state FILE.');
    try {
      await save(gone);
    } catch (error) {
      if (gone.aborted) throw new ClientGone();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Problem(500, 'Not saved', `The state was not saved (${reason}); the file is unchanged.`);
    }
    return done;
  },

  listFaults: (on, request) => ({ status: 200, body: { faults: sandboxOf(on, request).faults.list() } }),

  addFault(on, request) {
    const { name, faults } = sandboxOf(on, request);
    const fault = faults.add(request.body as unknown as FaultSpec);
    return { status: 201, body: fault, headers: { location: `/sandboxes/${name}/faults/${fault.id}` } };
  },

  clearFaults(on, request) {
    sandboxOf(on, request).faults.clear();
    return done;
  },

  removeFault(on, request) {
    const id = String(request.params['id']);
    const { faults } = sandboxOf(on, request);
    const known = faults.list().map((fault) => fault.id);
    if (!faults.remove(id))
      throwNotFound('/id', `there is no fault ${id}`, known.length === 0 ? 'no fault is active' : suggest(id, known));
    return done;
  },

  readClock: (on, request) => ({ status: 200, body: timeReply(sandboxOf(on, request)) }),

  steerClock(on, request) {
    const sandbox = sandboxOf(on, request);
    const { freeze, set, advance, resume, system } = request.body as ClockChange;
    withPointer(freeze === undefined ? '/set' : '/freeze', () => {
      if (freeze === false) throw new SteeringError('/freeze', 'false is not allowed', 'use true or an instant');
      if (freeze !== undefined) sandbox.clock.freeze(freeze === true ? undefined : freeze);
      if (set !== undefined) sandbox.clock.set(set);
      if (advance !== undefined) sandbox.clock.advance(advance);
      if (resume) sandbox.clock.resume();
      if (system) sandbox.clock.system();
    });
    return { status: 200, body: timeReply(sandbox) };
  },

  readLimits: (on, request) => ({
    status: 200,
    body: limitsReply(sandboxOf(on, request), vendorNamed(on, String(request.params['vendor']))),
  }),

  switchLimits(on, request) {
    const sandbox = sandboxOf(on, request);
    const vendor = vendorNamed(on, String(request.params['vendor']));
    if (request.body['enabled'] === true) sandbox.limits.enable(vendor.name);
    else sandbox.limits.disable(vendor.name);
    return { status: 200, body: limitsReply(sandbox, vendor) };
  },
} satisfies Record<string, Handler>;

async function asDocument(capture: Capture, { query, gone }: Request): Promise<Answer> {
  const text = snapshotText(capture, { withSecrets: query['secrets'] === true });
  return { status: 200, body: await inSlices(text, gone) };
}

/** @throws JsonError, Problem */
function* documentIn(pieces: Uint8Array[]): Steps<Json> {
  const document = yield* readJson(pieces);
  return isObject(document) ? document : notAnObject();
}

/** @throws Problem for an unknown name */
function savedSnapshot(on: Controlled, request: Request): { snapshots: Sandbox['snapshots']; name: string } {
  const { snapshots } = sandboxOf(on, request);
  const name = String(request.params['snapshot']);
  const known = snapshots.list().map((savedSnapshot) => savedSnapshot.name);
  return known.includes(name)
    ? { snapshots, name }
    : throwNotFound(
        '/snapshot',
        `there is no snapshot ${name}`,
        known.length === 0 ? 'save one under this name' : suggest(name, known),
      );
}

interface ClockChange {
  freeze?: string | boolean;
  set?: string;
  advance?: string;
  resume?: true;
  system?: true;
}

/** The clock reports errors at `/clock`; in the body the member has another name. */
function withPointer(pointer: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof SteeringError) || error.pointer !== '/clock') throw error;
    throw new SteeringError(pointer, error.problem, error.remedy);
  }
}

const timeReply = ({ clock }: Sandbox): object => ({ now: new Date(clock.now()).toISOString(), mode: clock.mode });

const limitsReply = (sandbox: Sandbox, { name, behavior }: Vendor): object => ({
  vendor: name,
  enabled: sandbox.limits.enabled().includes(name),
  limits: (behavior.limits ?? []).map(({ requests, seconds }) => ({ requests, seconds })),
});

const sandboxReply = ({ vendors, url }: Controlled, sandbox: Sandbox): object => ({
  name: sandbox.name,
  urls: Object.fromEntries(vendors.map((vendor) => [vendor.name, url(sandbox.name, vendor.name)])),
  calls: sandbox.journal.size,
  faults: sandbox.faults.list().filter(({ times = Infinity, fired }) => fired < times).length,
  clock: timeReply(sandbox),
  limits: sandbox.limits.enabled(),
});
