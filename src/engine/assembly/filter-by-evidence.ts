/** `--evidence`: the behavior that is served at a level of evidence (docs/decisions/0012). */
import type { Behavior, Evidence } from '../../grammar/behavior.js';
import type { EvidenceLevel, LeftOut } from '../../grammar/evidence.js';
import { filteredDialect } from './filter/dialect.js';
import { EvidenceFilter } from './filter/evidence-filter.js';
import { filteredOperation } from './filter/operations.js';
import { filteredResource, type Required } from './filter/resources.js';
import { mapped, without } from './filter/without.js';

/**
 * Removes the rules and parts below the level `least`. Removed rules refuse nothing and set nothing. Replies that would
 * need a removed part are problem replies of stuntdouble (RFC 9457).
 */
export function filterByEvidence(
  behavior: Behavior,
  least: EvidenceLevel,
  required: Required,
): { behavior: Behavior; leftOut: LeftOut[] } {
  const filter = new EvidenceFilter(least);
  // Each call belongs to an account, so one of the two ways is needed.
  if (behavior.accounts) filter.keep(['accounts'], behavior.accounts.evidence);
  const operations = mapped(behavior.operations, (rule, id) => filteredOperation(filter, behavior, rule, id));
  const served = Object.keys(operations).filter((id) => operations[id]?.verb !== 'decline');
  const showcase = served.find((id) => id === behavior.showcase) ?? served[0];
  const filtered: Behavior = {
    ...without(behavior, 'showcase'),
    ...(showcase !== undefined && { showcase }),
    requests: requestsOf(filter, behavior.requests),
    ...(behavior.limits && {
      limits: behavior.limits.filter(({ evidence }, i) => filter.applies(['limits', String(i)], evidence)),
    }),
    operations,
    resources: mapped(behavior.resources, (rule, name) => filteredResource(filter, rule, name, required)),
    dialect: filteredDialect(filter, behavior.dialect),
  };
  return { behavior: filtered, leftOut: filter.leftOut };
}

type Requests = Behavior['requests'];

function requestsOf(filter: EvidenceFilter, requests: Requests): Requests {
  const lenient = <T extends string>(
    name: keyof Requests,
    rule: { treat: T; evidence: Evidence },
    free: T,
  ): { treat: T; evidence: Evidence } => {
    const at = ['requests', name];
    const isApplied = filter.reaches(at, rule.evidence, rule.treat === free ? 'kept' : 'not applied');
    if (isApplied) filter.leaveOut(at, filter.weakParts(rule.evidence), 'kept');
    return isApplied ? rule : { ...rule, treat: free };
  };
  const { slashesInParameters: slashes, idempotencyKey } = requests;
  return {
    unknownBodyFields: lenient('unknownBodyFields', requests.unknownBodyFields, 'ignore'),
    unknownQueryParameters: lenient('unknownQueryParameters', requests.unknownQueryParameters, 'ignore'),
    trailingSlash: lenient('trailingSlash', requests.trailingSlash, 'either'),
    browserOrigin: lenient('browserOrigin', requests.browserOrigin, 'accept'),
    ...(slashes &&
      filter.applies(['requests', 'slashesInParameters'], slashes.evidence) && { slashesInParameters: slashes }),
    ...(idempotencyKey &&
      filter.applies(['requests', 'idempotencyKey'], idempotencyKey.evidence) && { idempotencyKey }),
  };
}
