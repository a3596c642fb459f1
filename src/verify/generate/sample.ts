/** Requests without references to records. */
import { isObject } from '../../grammar/json.js';
import type { Operation } from '../../engine/model/contract.js';
import type { Rule, Vendor } from '../../engine/model/vendor.js';
import type { CaseDraft, Sent } from './case-draft.js';

/** The smallest PNG. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const BOUNDARY = 'stuntdouble-verify';

/** A form with one file, under its name in the contract. */
export function form(vendor: Vendor, operation: Operation, type = 'image/png', other?: string): Sent {
  const properties = vendor.contract.tools.bodySchema(operation)?.['properties'];
  const name = other ?? Object.keys(isObject(properties) ? properties : {})[0] ?? 'file';
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: ${type}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), Buffer.from(PNG, 'base64'), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return { body: bytes.toString('base64'), base64: true, type: `multipart/form-data; boundary=${BOUNDARY}` };
}

/** A body without references to records. */
export const sampleWithout = (testCase: CaseDraft, rule: Rule): Sent => {
  const { operation } = rule;
  if (operation.mediaTypes === undefined) return {};
  if (operation.mediaTypes.includes('multipart/form-data')) return form(testCase.vendor, operation);
  return { body: testCase.body(rule, 'least') };
};
