/** Cases of documented rate limits: the allowed calls, one more, and one after the window. */
import type { Vendor } from '../../../engine/model/vendor.js';
import type { Step, Workflow } from '../../../grammar/arazzo.js';
import { credential } from '../case-draft.js';

/** Margin in seconds before and after the end of a window. */
const [BEFORE, BEHIND] = [0.5, 0.8];

/** Not rehearsed: the limit itself determines the replies. */
export function* limitCases(vendor: Vendor): Generator<Workflow> {
  const operation = vendor.contract.operations.find(
    (candidate) =>
      candidate.method === 'GET' &&
      candidate.parameters.length === 0 &&
      vendor.rules.get(candidate.id)?.rule.verb !== 'decline',
  );
  if (operation === undefined) return;
  const { refusals } = vendor.behavior.dialect;
  const refused = `$statusCode == ${refusals['rateLimited']?.status ?? 429}`;
  const step = (stepId: string, condition: string, pace: Step['x-stuntdouble-pace']): Step => ({
    stepId,
    operationId: operation.id,
    parameters: credential(vendor, 'token_counted'),
    successCriteria: [{ condition }],
    'x-stuntdouble-pace': pace,
  });
  const answered = '$statusCode < 300';
  for (const [index, { requests, seconds }] of (vendor.behavior.limits ?? []).entries())
    yield {
      workflowId: `limits-${index}`,
      summary: `at most ${requests} calls in ${seconds} seconds`,
      steps: [
        step('allowed', answered, { times: requests }),
        step('one-more', refused, { times: 1 }),
        step('before-the-end', refused, { after: { step: 'allowed', seconds: seconds - BEFORE } }),
        step('behind-the-end', answered, { after: { step: 'allowed', seconds: seconds + BEHIND } }),
      ],
      'x-stuntdouble-rules': [`limits.${index}`, 'refusals.rateLimited'],
    };
}
