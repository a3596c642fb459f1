/** `Idempotency-Key`: a call with the key and body of an earlier call gets the earlier reply, and changes nothing. */
import type { Behavior } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Call, Change, Input, Reply } from '../model/call.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Resource, Rule, Vendor } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { Refusal } from '../model/refusal.js';
import { canonical } from '../values/canonical.js';
import { secretsAt } from '../values/secrets.js';
import { Upload } from '../values/upload.js';
import { isLeftOut } from '../values/secret-placeholder.js';

/** The resource that stores the replies. No behavior declares it; stores and snapshots handle it like any other. */
export const REPLIES = '$replies';

/** The idempotency header of an operation, in lower case; undefined: it has none. */
export function keyHeader(contract: Contract, { requests }: Behavior, operation: Operation): string | undefined {
  const { header: name, undeclared } = requests.idempotencyKey ?? {};
  if (name === undefined || operation.method !== 'POST') return undefined;
  const header = name.toLowerCase();
  return undeclared === true || contract.headerParameters(operation).includes(header) ? header : undefined;
}

/** Whether two requests to the operation can differ, so that a key can be sent again with another request. */
export const hasVaryingRequests = (contract: Contract, operation: Operation): boolean =>
  operation.mediaTypes !== undefined ||
  operation.parameters.length > 0 ||
  contract.queryParameters(operation).length > 0;

const SENT = secretsAt(['sent']);

export const repliesOf = ({ requests }: Behavior): Resource | undefined =>
  requests.idempotencyKey && {
    name: REPLIES,
    rule: { id: { field: 'key', format: 'given', evidence: requests.idempotencyKey.evidence } },
    // Snapshots leave out the request, like other secrets.
    secret: SENT,
    writeOnly: SENT,
    hidden: [],
    children: [],
    rules: [],
    schemas: [],
    conversions: [],
    plan: {
      immutable: [],
      references: [],
      distinct: [],
      renamed: [],
      defaults: [],
      elementDefaults: [],
      stamps: [],
      restamps: [],
      constants: [],
      made: [],
      merges: undefined,
    },
  };

/** A call with an idempotency key. */
export interface KeyedCall {
  readonly id: string;
  readonly sent: string;
  /** The reply of the first call with the key, or the refusal if its request differs; undefined: this is the first. */
  readonly earlier: Reply | Refusal | undefined;
}

/** @param body as it was sent */
export function findKeyedCall(
  vendor: Vendor,
  { operation }: Rule,
  call: Call,
  input: Input,
  body: unknown,
  view: View,
): KeyedCall | undefined {
  const { behavior, contract } = vendor;
  if (behavior.requests.idempotencyKey === undefined) return undefined;
  const header = keyHeader(contract, behavior, operation);
  const key = header && call.headers[header];
  if (header === undefined || typeof key !== 'string' || key === '') return undefined;
  const id = `${operation.id} ${key}`;
  const sent = canonical([input.params, input.query, isWhole(body) ? body : input.body]);
  const record = view.get(REPLIES, id);
  if (record === undefined) return { id, sent, earlier: undefined };
  const { refuse } = behavior.requests.idempotencyKey;
  const other = new Refusal('conflict', { field: header, fields: [header], id: key, resource: 'request' }, refuse);
  return {
    id,
    sent,
    earlier: (record['sent'] ?? sent) === sent || isLeftOut(record, 'sent') ? replyIn(record) : other,
  };
}

/** Whether a body is compared as it was sent: a list, a text or a file has no fields. */
const isWhole = (body: unknown): boolean => body !== undefined && (!isObject(body) || body instanceof Upload);

function replyIn({ status, headers, body }: Json): Reply {
  return { status: Number(status), headers: { ...(isObject(headers) && (headers as Reply['headers'])) }, body };
}

/** The change that stores a reply for later calls. */
export const storeReply = ({ id, sent }: KeyedCall, { status, headers, body }: Reply): Change => ({
  resource: REPLIES,
  id,
  put: { key: id, sent, status, headers, ...(body !== undefined && { body }) },
});
