/** The vendors, their operations, and the evidence behind their rules. */
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { possibleReasons } from '../engine/refusals/on-demand.js';
import { referencesIn, statedRules } from '../grammar/evidence.js';
import { describeOperation, describeVerb, type OperationDescription } from '../describe/operation.js';
import { documentPointer, statementsBehind } from '../describe/statements.js';
import { countByLevel, rulesIn } from '../describe/rules.js';
import { DEFAULT_SANDBOX } from '../http/address.js';
import { sampleRequest } from '../http/sample-request.js';
import { possibleFaults } from '../world/faults/check-fault.js';
import { ruleOf, vendorNamed } from './find-named.js';
import type { Controlled, Handler, Request } from './operation.js';

export const vendorHandlers = {
  listVendors: (on) => ({ status: 200, body: { vendors: on.vendors.map((vendor) => vendorReply(on, vendor)) } }),

  listOperations(on, request) {
    const vendor = vendorIn(on, request);
    const { name, contract, behavior, rules } = vendor;
    return {
      status: 200,
      body: {
        vendor: name,
        title: contract.title,
        rules: countByLevel(statedRules(behavior)),
        operations: [...rules.values()].map(briefOf),
      },
    };
  },

  async explainOperation(on, request) {
    const vendor = vendorIn(on, request);
    const rule = ruleOf(vendor, String(request.params['operation']));
    await on.maker.load();
    const described = describeOperation(vendor, rule);
    return {
      status: 200,
      body: {
        ...described,
        rules: countByLevel(rulesIn(described)),
        statements: statementsBehind(vendor, described),
        pointer: documentPointer(rule.operation),
        reasons: reasonsOf(vendor, rule, described),
        faults: possibleFaults(vendor, rule.operation),
        request: sampleRequest(vendor, rule, on.maker),
      },
    };
  },

  readNotes(on, request) {
    const vendor = vendorIn(on, request);
    return {
      status: 200,
      body: {
        understood: vendor.understood?.() ?? [],
        // Validating the examples of a large document takes seconds.
        notes: vendor.notes?.({ examples: false }) ?? [],
        byExample: [...vendor.rules.values()].filter(isByExample).map(({ operation }) => operation.id),
        leftOut: vendor.leftOut,
      },
    };
  },

  listStatements(on, request) {
    const vendor = vendorIn(on, request);
    const { reference } = request.query as { reference?: string };
    const all = (vendor.statements?.() ?? []).map(({ id, text }) => ({ id, text }));
    const wanted = reference === undefined ? undefined : new Set(referencesIn(reference));
    return { status: 200, body: { statements: wanted ? all.filter(({ id }) => wanted.has(id)) : all } };
  },
} satisfies Record<string, Handler>;

const vendorIn = (on: Controlled, { params }: Request): Vendor => vendorNamed(on, String(params['vendor']));

const isByExample = ({ rule }: Rule): boolean => rule.verb === 'example';

/** Without the rules of the operation, which would take seconds for a large document. */
function briefOf(rule: Rule): object {
  const { id, method, path, summary } = rule.operation;
  const { says, level, reference } = describeVerb(rule);
  const resource = 'resource' in rule.rule ? rule.rule.resource : undefined;
  return {
    ...{ id, method, path, summary, verb: rule.rule.verb, does: says, level, reference },
    ...(resource !== undefined && { resource }),
    byExample: isByExample(rule),
  };
}

/** The refusals that a fault can request for this operation, as the vendor renders them. */
function reasonsOf(vendor: Vendor, { operation }: Rule, { refusals }: OperationDescription): object[] {
  return possibleReasons(vendor, operation).flatMap((reason) => {
    const found = refusals.find((refusal) => refusal.reason === reason);
    return found ? [{ reason, status: found.status, when: found.when, body: found.body }] : [];
  });
}

const vendorReply = ({ url }: Controlled, { name, contract, rules, behavior, isBundled = false }: Vendor): object => ({
  name,
  title: contract.title,
  bundled: isBundled,
  url: url(DEFAULT_SANDBOX, name),
  operations: [...rules.values()].map(({ operation: { id, method, path }, rule }) => ({
    id,
    method,
    path,
    verb: rule.verb,
  })),
  limits: (behavior.limits ?? []).map(({ requests, seconds }) => ({ requests, seconds })),
});
