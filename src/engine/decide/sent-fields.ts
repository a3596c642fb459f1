import { type Json } from '../../grammar/json.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { bodyPath, fieldsIn } from '../values/body-path.js';

/** The fields that a body sends for the record. A field that was sent under its `alsoSentAs` name gets its own. */
export function sentFields({ input, rule }: DecideContext, resource: Resource): Json {
  let body = fieldsIn(input.body, bodyPath(rule.rule));
  for (const { path, rule } of resource.plan.renamed) {
    const { alsoSentAs } = rule;
    if (alsoSentAs === undefined || !Object.hasOwn(body, alsoSentAs)) continue;
    const { [alsoSentAs]: value, ...rest } = body;
    body = Object.hasOwn(rest, path) ? rest : { ...rest, [path]: value };
  }
  return body;
}
