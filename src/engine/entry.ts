import type { Firing } from './faults.js';
import type { Account, Call, Decision, Input, JournalEntry, Operation, Reply, Vendor, World } from './model.js';
import { redact } from './redact.js';
import type { Issue, Refusal } from './refusal.js';

/** What is known of a call so far. */
export interface Trace {
  operation?: Operation;
  account?: Account;
  input?: Input;
  decision?: Decision;
  refusal?: Refusal;
  fault?: Firing;
  rule: string;
  evidence: string;
}

/** The journal's entry of a call that is over. Secrets are gone before it is made. */
export function entry(
  world: World,
  vendor: Vendor,
  call: Call,
  trace: Trace,
  reply: Reply,
  violations: JournalEntry['violations'],
): Omit<JournalEntry, 'seq'> {
  const { operation, account, input, decision, refusal, fault } = trace;
  return {
    at: new Date(world.clock.now()).toISOString(),
    sandbox: world.name,
    vendor: vendor.name,
    method: call.method,
    path: call.path,
    status: reply.status,
    rule: trace.rule,
    evidence: trace.evidence,
    violations,
    changes: (decision?.changes ?? []).map((it) => ({
      resource: it.resource,
      id: it.id,
      kind: 'put' in it ? 'put' : 'remove',
    })),
    ...(operation && { operation: operation.id }),
    ...(account && { account: account.name }),
    ...(fault && { fault: fault.id }),
    ...(input && operation?.mediaTypes && { body: redact(input.body, vendor.contract.writeOnly(operation)) }),
    ...(refusal && {
      reason: refusal.reason,
      issues: (refusal.details.issues ?? []).map(({ field, keyword }: Issue) => ({ field, keyword })),
    }),
  };
}
