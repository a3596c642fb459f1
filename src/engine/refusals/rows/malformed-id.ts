/** Ids in a path that are not well-formed. */
import type { ResourceRule } from '../../../grammar/behavior.js';
import { isOnlyDivider, namedBy, ownName, recordParameter } from '../../records/record-key.js';
import { keyReader } from '../../values/id-formats.js';
import { resourceRuleOf, type OperationContext } from '../row.js';

/** The refusal of a malformed value of a path parameter; undefined: no value is malformed. */
export function malformedAs(place: OperationContext, parameter: string): 'invalidId' | 'notFound' | undefined {
  const { contract, operation, rule, behavior } = place;
  const own = 'resource' in rule ? rule.resource : undefined;
  const resourceRule = (resource: string): ResourceRule | undefined => behavior.resources[resource];
  const name = own && namedBy(resourceRule, own, ownName(rule, parameter), recordParameter(rule, operation.parameters));
  const named = name === undefined ? undefined : behavior.resources[name];
  const refusal = (named ?? resourceRuleOf(place))?.id.malformed ?? 'invalidId';
  const readKey = named && named.aliases === undefined ? keyReader(named.id) : undefined;
  if (readKey && PROBES.some((probe) => readKey(probe) === undefined)) return refusal;
  const params = textsOf(contract.tools.example(operation).params);
  const isMalformed = PROBES.some((probe) =>
    contract
      .validate(operation, { ...params, [parameter]: probe }, '', undefined, {})
      .issues.some(
        (issue) => issue.in === 'path' && issue.field === parameter && !isOnlyDivider(resourceRule, rule, issue),
      ),
  );
  return isMalformed ? refusal : undefined;
}

const PROBES = ['!', 'a b', '\u0001', 'x'.repeat(3000), '-1'];

const textsOf = (params: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
