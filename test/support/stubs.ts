/** Minimal vendors, operations and rules with the parts that a test states. */
import { VendorCache } from '../../src/engine/values/vendor-cache.js';
import { basedOn } from '../../src/engine/model/reply-basis.js';
import type { Contract, Operation } from '../../src/engine/model/contract.js';
import type { Resource, Rule, Seed, Vendor } from '../../src/engine/model/vendor.js';
import { stepsOf } from '../../src/engine/values/paths.js';
import { secretsAt } from '../../src/engine/values/secrets.js';
import { fieldPlan } from '../../src/engine/assembly/assemble.js';
import type { Behavior, OperationRule, ResourceRule } from '../../src/grammar/behavior.js';
import { Refusal } from '../../src/engine/model/refusal.js';

export const evidence = { assumed: 'a test' };

export const stubOperation = (parts: Partial<Operation> = {}): Operation => ({
  id: 'getThing',
  summary: '',
  method: 'GET',
  path: '/things/{id}',
  parameters: ['id'],
  security: [],
  successes: [200],
  statuses: [200, 404],
  ...parts,
});

export const stubRule = (rule: OperationRule, operation: Operation = stubOperation()): Rule => ({
  operation,
  rule,
  makes: false,
  writable: [],
  basis: basedOn(operation.id, { level: 'assumed', reference: 'a guess' }),
});

export const stubResource = (name: string, rule: Partial<ResourceRule> = {}, secret: string[] = []): Resource => ({
  name,
  rule: { id: { field: 'id', format: 'given', evidence }, ...rule },
  writeOnly: secretsAt(secret),
  secret: secretsAt(secret),
  hidden: [],
  children: [],
  rules: [],
  conversions: [],
  schemas: [],
  plan: fieldPlan(rule),
});

interface Parts {
  contract?: Partial<Contract>;
  dialect?: Partial<Behavior['dialect']>;
  requests?: { unknownBodyFields: 'refuse' | 'ignore'; unknownQueryParameters: 'refuse' | 'ignore' };
  resources?: readonly Resource[];
  rules?: readonly Rule[];
  seed?: Partial<Seed>;
}

export function stubVendor({ contract, dialect, requests, resources = [], rules = [], seed }: Parts = {}): Vendor {
  const treat = <T>(of: T) => ({ treat: of, evidence });
  return {
    name: 'stub',
    hosts: [],
    contract: { operations: [], securitySchemes: [], ...stubSecrets(), ...contract } as unknown as Contract,
    behavior: {
      operations: {},
      requests: {
        unknownBodyFields: treat(requests?.unknownBodyFields ?? 'refuse'),
        unknownQueryParameters: treat(requests?.unknownQueryParameters ?? 'refuse'),
      },
      dialect: {
        contentType: 'application/json',
        allowed: { quote: "'", separator: ', ', last: ' or ' },
        messages: {},
        refusals: {},
        ...dialect,
      },
    } as unknown as Behavior,
    rules: new Map(rules.map((rule) => [rule.operation.id, rule])),
    resources: new Map(resources.map((resource) => [resource.name, resource])),
    seed: { records: {}, credentials: [], ...seed },
    quirks: {},
    leftOut: [],
    hasForms: false,
    cache: new VendorCache(),
  };
}

/** The refusal that a function returns or throws. */
export function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    const result = act();
    return result instanceof Refusal ? result : undefined;
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
}

/** A contract whose bodies have write-only fields at these paths. */
export const stubSecrets = (...paths: string[]): Pick<Contract, 'secrets' | 'secretNames' | 'passwords'> => ({
  passwords: () => undefined,
  secrets: () => secretsAt(paths),
  secretNames: () => paths.map((path) => stepsOf(path).at(-1)?.key ?? ''),
});
