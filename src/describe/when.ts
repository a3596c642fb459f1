import type { Reason } from '../grammar/reasons.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { Issue, RefusalDetails } from '../engine/refusals/refusal.js';
import { conditions, listed } from './point.js';

/** When an operation (or, without one, any path) is refused for this reason. */
export function when(vendor: Vendor, at: Rule | undefined, reason: Reason, details: RefusalDetails): string {
  const { field = '', fields = [], resource = 'record' } = details;
  switch (reason) {
    case 'noSuchRoute':
      return 'no operation has the path';
    case 'methodNotAllowed':
      return 'the path has other methods, which Allow names';
    case 'malformedUrl':
      return 'the path is no valid percent-encoding';
    case 'browserOrigin':
      return 'the call comes from a browser';
    case 'unauthenticated':
      return 'no usable credential is sent';
    case 'credentialRejected':
      return 'the credential is revoked, or unknown where only those of the seed are accepted';
    case 'forbidden':
      return field === '' ? 'the credential may not do this' : `the credential lacks the scope ${field}`;
    case 'rateLimited':
      return 'too many calls, where limits are on';
    case 'payloadTooLarge':
    case 'malformedBody':
      return details.message ?? '';
    case 'unsupportedMediaType':
      return `the body is not ${at?.operation.mediaTypes?.join(' or ') ?? ''} in UTF-8`;
    case 'invalidId':
      return `${field} is not well-formed`;
    case 'invalid':
      return `something is not valid${waits(vendor, at) ? ' (if immutable fields are sent, those go first)' : ''}; here ${sample(details.issues)}`;
    case 'nothingToChange':
      return `none of ${listed(fields)} is sent`;
    case 'notFound':
      return `there is no such ${resource}`;
    case 'foreign':
      return `the ${resource} is another account's`;
    case 'immutable': {
      const { immutable } = vendor.resources.get(resource)?.rule.fields?.[field] ?? {};
      const where = immutable?.when ? `, where ${conditions(immutable.when)}` : '';
      return `${field} is sent${immutable?.evenEqual ? '' : ' with another value'}${where}`;
    }
    case 'conflict':
      return `another ${resource} has the same ${listed(fields)}`;
    case 'protected': {
      const protect = at && 'protect' in at.rule ? at.rule.protect : undefined;
      return protect ? `${conditions(protect.when)} in the record` : 'the record is protected';
    }
    case 'unknownReference':
      return `${field} names no ${resource} of this account`;
    default:
      return reason satisfies never;
  }
}

/** Whether what is wrong with a body waits until its immutable fields are compared (docs/decisions/0002). */
const waits = ({ resources }: Vendor, at: Rule | undefined): boolean =>
  (at?.rule.verb === 'update' || at?.rule.verb === 'replace') &&
  Object.values(resources.get(at.rule.resource)?.rule.fields ?? {}).some((it) => it.immutable);

const sample = ([issue]: readonly Issue[] = []): string =>
  issue === undefined ? '' : `${issue.field || `the ${issue.in}`} by ${issue.keyword}`;
