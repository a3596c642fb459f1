/** Records of a sandbox: read by pages, and changed by hand. */
import {
  createByHand,
  editByHand,
  removeByHand,
  type HandChange,
  type Impossible,
} from '../../engine/decide/by-hand/change.js';
import type { Change } from '../../engine/model/call.js';
import { CannotMake } from '../../engine/model/draw.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Json } from '../../grammar/json.js';
import { segmentOf } from '../../grammar/path-segment.js';
import { inSlices, type Steps } from '../../timers/slices.js';
import type { Sandbox } from '../../world/world.js';
import { sandboxOf, vendorNamed } from '../find-named.js';
import type { Handler, Request } from '../operation.js';
import { Problem } from '../problem.js';
import { cursorText, parseCursor } from './cursor.js';
import { columnsOf, shownRecord, type ShownRecord } from './shown-record.js';
import { recordContext, recordOf, seedAccounts, shownResources, targetOf, type Target } from './target.js';

/** Maximum number of accounts of a vendor in the overview. */
const MAX_ACCOUNTS = 1000;
/** Records, or accounts, that are looked at in one step. */
const PER_STEP = 20;

interface Query {
  vendor?: string;
  limit?: number;
  after?: string;
  by?: string;
}

export const recordHandlers = {
  async listAccounts(on, request) {
    const sandbox = sandboxOf(on, request);
    const { vendor } = request.query as Query;
    const vendors = vendor === undefined ? on.vendors : [vendorNamed(on, vendor)];
    return { status: 200, body: { vendors: await inSlices(overview(sandbox, vendors), request.gone) } };
  },

  async listRecords(on, request) {
    const target = targetOf(on, request);
    const { limit = 50, after } = request.query as Query;
    const { sandbox, vendor, account, resource } = target;
    const from = after === undefined ? undefined : parseCursor(after);
    const { items, next } = sandbox.store.scan(vendor, account, resource.name, from, limit);
    const records = await inSlices(shownRecords(target, items), request.gone);
    return {
      status: 200,
      body: {
        ...{ vendor: vendor.name, account: account.name, resource: resource.name },
        count: sandbox.store.count(vendor, account, resource.name),
        fields: columnsOf(vendor, resource),
        records,
        ...(next && { next: cursorText(next) }),
      },
    };
  },

  async createRecord(on, request) {
    const { maker } = on;
    await maker.load();
    const target = targetOf(on, request);
    const created = change(target, request, (context) => createByHand(context, target.resource, request.body));
    const { params } = request;
    const path = ['name', 'vendor', 'account', 'resource'].map((name) => segmentOf(String(params[name])));
    const [sandbox = '', ...rest] = path;
    const location = `/sandboxes/${sandbox}/records/${rest.join('/')}/${segmentOf(created.id)}`;
    return { status: 201, body: created, headers: { location } };
  },

  readRecord(on, request) {
    const target = targetOf(on, request);
    return { status: 200, body: shownRecord(target.resource, recordOf(target, request).record) };
  },

  async editRecord(on, request) {
    await on.maker.load();
    const target = targetOf(on, request);
    const { record } = recordOf(target, request);
    const edited = change(target, request, (context) => editByHand(context, target.resource, record, request.body));
    return { status: 200, body: edited };
  },

  removeRecord(on, request) {
    const target = targetOf(on, request);
    const { record } = recordOf(target, request);
    apply(target, request, removeByHand(recordContext(target), target.resource, record));
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

function* overview(sandbox: Sandbox, vendors: readonly Vendor[]): Steps<object[]> {
  const found: object[] = [];
  for (const vendor of vendors) {
    const names = [...new Set([...sandbox.store.accounts(vendor), ...seedAccounts(vendor)])];
    const accounts: object[] = [];
    for (const name of names.slice(0, MAX_ACCOUNTS)) {
      const resources = shownResources(vendor).map(({ name: resource }) => ({
        resource,
        count: sandbox.store.count(vendor, { name, number: 0 }, resource),
      }));
      accounts.push({ account: name, resources });
      if (accounts.length % PER_STEP === 0) yield;
    }
    found.push({ vendor: vendor.name, accountsTotal: names.length, accounts });
    yield;
  }
  return found;
}

function* shownRecords({ resource }: Target, items: readonly Json[]): Steps<ShownRecord[]> {
  const shown: ShownRecord[] = [];
  for (const record of items) {
    shown.push(shownRecord(resource, record));
    if (shown.length % PER_STEP === 0) yield;
  }
  return shown;
}

/** @throws Problem, without having changed anything */
function change(
  target: Target,
  request: Request,
  decide: (context: ReturnType<typeof recordContext>) => HandChange | Impossible,
): ShownRecord {
  const context = recordContext(target);
  const decided = orCannotMake(() => decide(context));
  if ('kind' in decided) throw impossible(decided);
  apply(target, request, decided.changes);
  context.commit();
  return shownRecord(target.resource, decided.record);
}

/** @throws Problem if there is no room */
function apply({ sandbox, vendor, account }: Target, { query }: Request, changes: readonly Change[]): void {
  const full = sandbox.store.refuses(vendor, account, changes);
  if (full !== undefined) throw new Problem(507, 'Too many records', full);
  const { by = 'control' } = query as Query;
  sandbox.change(by, { vendor, account }, changes);
}

function impossible({ kind, mistakes }: Impossible): Problem {
  const found = mistakes.map(({ pointer, problem }) => ({ pointer, detail: `${pointer || 'the record'} ${problem}` }));
  const detail = found.map((mistake) => mistake.detail).join('. ');
  return kind === 'conflict'
    ? new Problem(409, 'Conflict', detail, found)
    : new Problem(400, 'Not valid', detail, found);
}

/** @throws Problem if a required field has no value, and none can be made up */
function orCannotMake<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof CannotMake)) throw error;
    throw new Problem(400, 'Not valid', `No valid value can be made up (${error.message}); send the required fields.`);
  }
}
