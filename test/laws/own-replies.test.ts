/** `explain` and the server agree about requests that stuntdouble itself refuses because of its limits. */
import { relative } from 'node:path';
import { openApiContract } from '../../src/contract/openapi.js';
import { describeOwnReplies, type OwnReply } from '../../src/describe/own-replies.js';
import type { Rule, Vendor } from '../../src/engine/model/vendor.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { directories, lab, vendorIn, type Sent } from '../support/lab.js';

/** The same vendor, which refuses to do any work for validation. */
function idle(vendor: Vendor): Vendor {
  const own = openApiContract(vendor.contract.document, { maxWork: -1e15 });
  const validate: typeof own.validate = (...request) => own.validate(...request);
  const contract = Object.assign(Object.create(vendor.contract) as typeof own, { validate });
  return Object.assign(Object.create(vendor) as Vendor, { contract });
}

/** The rule of the reply, if it is one of stuntdouble itself. */
async function answered(vendor: Vendor, rule: Rule, sent: Sent = {}): Promise<string | undefined> {
  const bench = lab(vendor, 1, false);
  const { headers } = await bench.perform(rule.operation, sent);
  return headers['x-stuntdouble-error'] === undefined ? undefined : bench.journal().at(-1)?.rule;
}

const listed = (vendor: Vendor, rule: Rule, name: OwnReply['rule']): boolean =>
  describeOwnReplies(vendor.contract, rule).some((reply) => reply.rule === name);

describe.each(directories.map((directory) => [relative(`${root}/specs`, directory), directory]))(
  '%s',
  (_, directory) => {
    const vendor = vendorIn(directory);
    const served = [...vendor.rules.values()].filter(({ rule }) => rule.verb !== 'decline');

    it.each(sampleOf(served, 13).map((rule) => [rule.operation.id, rule] as const))(
      '%s tells what of it is limited',
      async (__, rule) => {
        expect([rule.operation.id, (await answered(idle(vendor), rule)) === 'tooMuchWork']).toEqual([
          rule.operation.id,
          listed(vendor, rule, 'tooMuchWork'),
        ]);
        const raw = new TextEncoder().encode('{"a":12345678901234567890}');
        const reply = await answered(vendor, rule, { raw, type: 'application/json' });
        expect(reply === 'unsupportedNumber').toBe(listed(vendor, rule, 'unsupportedNumber'));
      },
    );
  },
);
