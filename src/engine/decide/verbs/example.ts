/** example: the document's example, or a made-up valid value. Stores nothing. */
import type { RuleOf } from '../../../grammar/behavior.js';
import type { Decision } from '../../model/call.js';
import type { Contract, Operation, Violation } from '../../model/contract.js';
import type { DecideContext, Vendor } from '../../model/vendor.js';
import { smallestOf, takesObjects } from '../../values/reply-text.js';
import { canonical } from '../../values/canonical.js';

/** Fixed time for made-up examples, so that equal requests get equal replies: 2026-01-01T00:00:00Z. */
const EXAMPLE_TIME = 1_767_225_600_000;

export function example(context: DecideContext, rule: RuleOf<'example'>): Decision {
  const { operation } = context.rule;
  const { contract } = context.vendor;
  const status = rule.status ?? operation.successes[0] ?? 200;
  const found = documentExample(context.vendor, operation, status);
  if (found !== undefined) return { changes: [], by: 'example', status, values: { item: found } };
  const item = makeExample(context, status);
  const [violation] = contract.declares(operation, status)
    ? contract.check(operation, status, contract.project(operation, status, item))
    : [];
  return {
    changes: [],
    by: 'example',
    status,
    values: { item },
    ...(violation && { declined: cannotMakeExample(operation, violation) }),
  };
}

const cannotMakeExample = ({ id }: Operation, { field, problem }: Violation): string =>
  `No valid reply can be made up for ${id}: ${field || 'the body'} ${problem}. Give it an example in the document.`;

const documentExample = (vendor: Vendor, operation: Operation, status: number): unknown =>
  vendor.cache.of(findExample, vendor.contract, operation, status);

/** The document's own example of the reply, if it is valid. */
function findExample(contract: Contract, operation: Operation, status: number): unknown {
  const found = contract.project(operation, status, contract.replyExample(operation, status));
  return found !== undefined && contract.check(operation, status, found).length === 0 ? found : undefined;
}

function makeExample({ vendor, rule: { operation }, input, draw, maker }: DecideContext, status: number): unknown {
  const schema = vendor.contract.replySchema(operation, status);
  const type = vendor.contract.replyType(operation, status);
  const smallest = type === undefined ? undefined : smallestOf(type);
  if (smallest !== undefined || type === undefined) return smallest;
  if (schema === undefined) return takesObjects(type) ? {} : TEXT;
  const random = draw.from(`${operation.id} ${canonical([input.params, input.query, input.body])}`);
  const made = maker.make({ path: '', schema, full: true }, random, EXAMPLE_TIME);
  // An object cannot be sent as a sound or an image.
  return typeof made === 'object' && !takesObjects(type) ? TEXT : made;
}

const TEXT = 'example\n';
