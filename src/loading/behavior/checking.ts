import { closest, suggest } from '../../engine/values/suggest.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Contract, Operation } from '../../engine/model/contract.js';
import type { Behavior, OperationRule, RefusalRule, Words } from '../../grammar/behavior.js';
import { linksOf } from '../../engine/records/record-key.js';
import { inBody, bodyPath } from '../../engine/values/body-path.js';
import { template } from '../../engine/values/template.js';

/** Shared state and functions of the checks of a behavior. */
export interface Checking {
  behavior: Behavior;
  contract: Contract;
  quirks: ReadonlySet<string>;
  /** Reports a mistake at a path that the behavior states itself. @param path path in the behavior */
  report: (path: PropertyKey[], problem: string, remedy: string) => void;
  /** Reports a mistake of the whole behavior, even if the path is not stated. */
  reportMissing: (path: PropertyKey[], problem: string, remedy: string) => void;
  /** Whether the value at a path is missing, removed or guessed, because it has a mistake of its own. */
  isUncertain: (path: PropertyKey[]) => boolean;
  /** Operations whose ids are missing or used twice in the document. */
  unnamed: ReadonlySet<string>;
  /** Reports a note. */
  note: (path: PropertyKey[], text: string) => void;
}

/** Checks that a resource exists in the behavior. */
export function checkResourceName(
  { behavior, report, isUncertain }: Checking,
  name: string,
  at: PropertyKey[],
): boolean {
  const known = behavior.resources[name] !== undefined;
  if (!known && !isUncertain(['resources', name]))
    report(at, `unknown resource ${name}`, suggest(name, Object.keys(behavior.resources)));
  return known;
}

/** Checks that a field is in the contract (the resource's schema, or a body that writes it) or hidden. */
export function checkField(checking: Checking, resource: string, path: string, at: PropertyKey[]): void {
  const rule = checking.behavior.resources[resource];
  if (rule === undefined || isUnclear(checking, resource, path)) return;
  const isLink = linksOf(rule).some(({ field }) => field === path) || path === '$id';
  const isHidden = Object.entries(rule.fields ?? {}).some(
    ([name, field]) => field.hidden && (path === name || path.startsWith(`${name}.`)),
  );
  if (hasField(checking, resource, path) || isHidden || isLink) return;
  const near = closest(path, fieldsOf(checking, resource));
  checking.report(
    at,
    `the contract has no field ${path} for ${resource}`,
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : 'correct its spelling, add it to the schema, or declare it as a hidden field',
  );
}

/** Whether the fields of a resource, or this one, are not known because of another mistake. */
function isUnclear(checking: Checking, resource: string, path: string): boolean {
  const unclear = [['schema'], ['alsoShownAs'], ['fields', path]];
  if (unclear.some((at) => checking.isUncertain(['resources', resource, ...at]))) return true;
  return schemasOf(checking, resource).some((name) => checking.contract.tools.schema(name) === undefined);
}

/** The schemas that show a resource; in place of a misspelled name, the one that is meant. */
function schemasOf({ behavior, contract: { tools } }: Checking, resource: string): string[] {
  const { schema, alsoShownAs = [] } = behavior.resources[resource] ?? {};
  return [...(schema === undefined ? [] : [schema]), ...alsoShownAs].map((name) =>
    tools.schema(name) === undefined ? (closest(name, tools.schemaNames())[0] ?? name) : name,
  );
}

function hasField(checking: Checking, resource: string, path: string): boolean {
  const { contract } = checking;
  if (schemasOf(checking, resource).some((name) => contract.tools.hasField(name, path))) return true;
  return writersOf(checking, resource).some(({ operation, rule }) =>
    contract.tools.hasBodyField(operation, inBody(bodyPath(rule), path)),
  );
}

/** The operations whose bodies may have fields of a resource, also if they misspell its name. */
function writersOf(
  { behavior, contract: { operations } }: Checking,
  resource: string,
): { operation: Operation; rule: OperationRule }[] {
  return operations.flatMap((operation) => {
    const rule = behavior.operations[operation.id];
    if (!rule || !('resource' in rule) || rule.resource === undefined) return [];
    const isOther = behavior.resources[rule.resource] !== undefined;
    const names = isOther ? [rule.resource] : closest(rule.resource, Object.keys(behavior.resources));
    return names.includes(resource) ? [{ operation, rule }] : [];
  });
}

/** The fields that a resource may have. */
function fieldsOf(checking: Checking, resource: string): string[] {
  const { fields = {} } = checking.behavior.resources[resource] ?? {};
  const shown = schemasOf(checking, resource).flatMap((name) => checking.contract.tools.schema(name)?.names ?? []);
  const { tools } = checking.contract;
  const sent = writersOf(checking, resource).flatMap(({ operation }) => tools.body(operation)?.names ?? []);
  return [...new Set([...shown, ...sent, ...Object.keys(fields).filter((name) => fields[name]?.hidden)])];
}

/** Checks that a variant named by a rule states its reason with `is`. */
export function checkVariant(
  { behavior, report }: Checking,
  name: string | undefined,
  reason: string,
  at: PropertyKey[],
): void {
  const found = name === undefined || name === reason ? undefined : behavior.dialect.refusals[name];
  if (found && found.is !== reason) {
    report(
      at,
      `refusal ${name ?? ''} is not declared as ${reason}`,
      `write \`is: ${reason}\` in dialect.refusals.${name ?? ''}`,
    );
  }
}

export function checkTemplate(
  { report }: Checking,
  source: unknown,
  allowed: readonly string[],
  where: string,
  at: PropertyKey[],
): void {
  for (const name of template(source ?? null).names) {
    if (allowed.includes(name)) continue;
    report(
      at,
      `$${name} is not available in ${where}`,
      suggest(
        `$${name}`,
        allowed.map((known) => `$${known}`),
      ),
    );
  }
}

/** The status of a refusal, with aliases resolved; undefined: it has none. */
export const statusOf = (checking: Checking, name: string, words?: Words): number | undefined =>
  refusalFor(checking, name, words)?.status;

/** Whether operations that do not declare its status may use the refusal. */
export const mayBeUndeclared = (checking: Checking, name: string, words?: Words): boolean =>
  refusalFor(checking, name, words)?.undeclared === true;

function refusalFor({ behavior }: Checking, name: string, words: Words = {}): RefusalRule | undefined {
  const { refusals } = behavior.dialect;
  const worded = (entry: string): string => words[entry as Reason] ?? entry;
  let rule = refusals[worded(name)];
  for (let hops = 0; rule?.as !== undefined && hops < 10; hops++) rule = refusals[worded(rule.as)];
  return rule;
}
