/** Checks faults: each must be able to change some call. */
import type { Operation } from '../../engine/model/contract.js';
import type { FaultKind, FaultSpec } from '../../engine/model/faults.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { possibleReasons } from '../../engine/refusals/on-demand.js';
import { SteeringError } from '../steering-error.js';

const KINDS = [
  'refuse',
  'status',
  'delay',
  'drop',
  'reset',
  'truncate',
  'malformed',
  'trickle',
] as const satisfies readonly FaultKind[];

/** The kind of a fault for one of the vendor's operations. @throws SteeringError if no call can match or show the fault */
export function checkedKind(spec: FaultSpec, vendor: Vendor): FaultKind {
  const kind = kindOf(spec, vendor);
  checkTarget(spec, vendor);
  checkHasBody(spec, kind, vendor);
  return kind;
}

function kindOf(spec: FaultSpec, vendor: Vendor): FaultKind {
  const given = KINDS.filter((item) => spec[item] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new SteeringError(
      '',
      `a fault is exactly one of ${KINDS.join(', ')}`,
      given.length === 0 ? 'name one' : `keep one of ${given.join(', ')}`,
    );
  if (kind === 'refuse') checkReason(spec, vendor);
  checkDelay(spec);
  return kind;
}

/** A fault can refuse only for reasons for which the operation itself can refuse. */
function checkReason({ operation: id, refuse }: FaultSpec, vendor: Vendor): void {
  const operation = vendor.rules.get(id)?.operation;
  const reasons = operation ? possibleReasons(vendor, operation) : [];
  if (reasons.some((reason) => reason === refuse)) return;
  throw new SteeringError(
    '/refuse',
    `${id} never refuses with ${JSON.stringify(refuse)}`,
    reasons.length === 0 ? `${id} refuses nothing: use status, drop or delay` : `use one of ${reasons.join(', ')}`,
  );
}

function checkDelay({ delay }: FaultSpec): void {
  if (typeof delay !== 'object' || !('uniform' in delay) || delay.uniform[0] <= delay.uniform[1]) return;
  throw new SteeringError('/delay', `${JSON.stringify(delay)} is not allowed`, 'use {"uniform":[least, most]}');
}

/** Refuses faults that no call can match. */
function checkTarget({ operation, record, account }: FaultSpec, { rules, seed }: Vendor): void {
  const target = rules.get(operation)?.operation;
  if (record !== undefined && target && !namesRecord(target))
    throw new SteeringError('/record', `the path of ${operation} names no record`, 'leave it out');
  const names = seed.credentials.map((credential) => credential.name);
  if (account !== undefined && !isAccount(account) && !names.includes(account))
    throw new SteeringError(
      '/account',
      'not the name of an account',
      `use the name that the journal shows, such as acct_0123456789ab; the seed has ${names.join(', ')}`,
    );
}

function checkHasBody({ operation: id }: FaultSpec, kind: FaultKind, vendor: Vendor): void {
  const operation = vendor.rules.get(id)?.operation;
  if (operation === undefined || !CHANGE_BODY.includes(kind) || hasBody(vendor, operation)) return;
  throw new SteeringError(`/${kind}`, `${id} succeeds without a body`, 'use drop, reset, delay, status or refuse');
}

/** These kinds of faults change the body, so some success reply must have one. */
const CHANGE_BODY: readonly FaultKind[] = ['truncate', 'malformed', 'trickle'];

const hasBody = ({ contract }: Vendor, operation: Operation): boolean =>
  operation.successes.some((status) => contract.project(operation, status, null) !== undefined);

/** The faults that can be added for an operation. */
export interface PossibleFaults {
  kinds: readonly FaultKind[];
  /** Whether a fault can be for one record. */
  record: boolean;
}

export function possibleFaults(vendor: Vendor, operation: Operation): PossibleFaults {
  const refuses = possibleReasons(vendor, operation).length > 0;
  const replies = hasBody(vendor, operation);
  return {
    kinds: KINDS.filter((kind) => (kind !== 'refuse' || refuses) && (!CHANGE_BODY.includes(kind) || replies)),
    record: namesRecord(operation),
  };
}

const namesRecord = ({ parameters }: Operation): boolean => parameters.length > 0;

const isAccount = (name: string): boolean => name === 'anonymous' || /^acct_[0-9a-f]{12}$/.test(name);
