/** Finds unusable schemas and operations that fail in rehearsal, for `check`. */
import type { Operation } from '../../engine/model/contract.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { applyRehearsal } from './apply-rehearsal.js';

export interface Finding {
  /** undefined: unknown. */
  operation: Operation | undefined;
  text: string;
}

export interface Inspected {
  /** The vendor in which failing operations are answered by example. */
  vendor: Vendor;
  findings: Finding[];
}

export async function inspectInferred(vendor: Vendor): Promise<Inspected> {
  const findings = unusableSchemas(vendor);
  const { vendor: served, failures } = await applyRehearsal(vendor);
  for (const why of new Set(vendor.contract.tools.unusable()))
    if (!findings.some(({ text }) => text.endsWith(why)))
      findings.push({ operation: undefined, text: `a schema cannot be used, so any value is valid there: ${why}` });
  for (const { operation: id, problem } of failures) {
    const operation = vendor.rules.get(id)?.operation;
    const becomes = served.rules.get(id)?.rule.verb === 'example' ? ', so it is answered by example' : '';
    if (operation) findings.push({ operation, text: `${id} fails in rehearsal${becomes}: ${problem}` });
  }
  return { vendor: served, findings };
}

/** A schema is compiled on first use, by the first operation that has it. */
function unusableSchemas({ contract }: Vendor): Finding[] {
  const found = new Map<string, Finding>();
  for (const operation of contract.operations) {
    contract.validate(operation, {}, '', {});
    for (const status of operation.successes) {
      contract.check(operation, status, null);
      contract.check(operation, status, contract.replyExample(operation, status) ?? {});
    }
    for (const why of contract.tools.unusable()) {
      const text = `a schema of ${operation.id} cannot be used, so any value is valid there: ${why}`;
      if (!found.has(why)) found.set(why, { operation, text });
    }
  }
  return [...found.values()];
}
