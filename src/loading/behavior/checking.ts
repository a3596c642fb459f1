import { suggest } from '../../engine/values/suggest.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Contract } from '../../engine/model/contract.js';
import type { Behavior, RefusalRule, Words } from '../../grammar/behavior.js';
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
  /** Reports a note. */
  note: (path: PropertyKey[], text: string) => void;
}

/** Checks that a resource exists in the behavior. */
export function checkResourceName({ behavior, report }: Checking, name: string, at: PropertyKey[]): boolean {
  const known = behavior.resources[name] !== undefined;
  if (!known) report(at, `unknown resource ${name}`, suggest(name, Object.keys(behavior.resources)));
  return known;
}

/** Checks that a field is in the contract (the resource's schema, or a body that writes it) or hidden. */
export function checkField(checking: Checking, resource: string, path: string, at: PropertyKey[]): void {
  const rule = checking.behavior.resources[resource];
  if (rule === undefined) return;
  const isLink = linksOf(rule).some(({ field }) => field === path) || path === '$id';
  const isHidden = Object.entries(rule.fields ?? {}).some(
    ([name, field]) => field.hidden && (path === name || path.startsWith(`${name}.`)),
  );
  if (hasField(checking, resource, path) || isHidden || isLink) return;
  checking.report(
    at,
    `the contract has no field ${path} for ${resource}`,
    'correct its spelling, add it to the schema, or declare it as a hidden field',
  );
}

function hasField({ behavior, contract: { operations, tools } }: Checking, resource: string, path: string): boolean {
  const { schema, alsoShownAs = [] } = behavior.resources[resource] ?? {};
  if ([schema ?? '', ...alsoShownAs].some((name) => tools.hasField(name, path))) return true;
  return operations.some((operation) => {
    const rule = behavior.operations[operation.id];
    if (!rule || !('resource' in rule) || rule.resource !== resource) return false;
    return tools.hasBodyField(operation, inBody(bodyPath(rule), path));
  });
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
