/** What a behavior says, held against its contract and against itself. */
import { anywhere, raisable } from '../engine/raisable.js';
import type { OperationRule, Words } from '../engine/grammar.js';
import type { Contract, Operation } from '../engine/model.js';
import { reasons, type Reason } from '../engine/refusal.js';
import { template } from '../engine/template.js';
import type { VendorFiles, VendorData } from './read.js';
import type { Mistake } from './mistakes.js';

type Report = (path: PropertyKey[], problem: string, remedy: string) => void;

export function checkBehavior(
  files: VendorFiles,
  data: VendorData,
  contract: Contract,
  quirks: ReadonlySet<string>,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const { behavior: source } = files;
  if (source === undefined) return mistakes;
  const report: Report = (path, problem, remedy) =>
    void mistakes.push(source.mistake([...files.behaviorPath, ...path], problem, remedy));
  checkOperations(files, data, contract, quirks, report, mistakes);
  checkResources(data, contract, report);
  checkDialect(data, contract, report);
  return mistakes;
}

function checkOperations(
  files: VendorFiles,
  data: VendorData,
  contract: Contract,
  quirks: ReadonlySet<string>,
  report: Report,
  mistakes: Mistake[],
): void {
  const { behavior } = data;
  for (const operation of contract.operations) {
    if (behavior.operations[operation.id] === undefined) {
      report(['operations'], `operation ${operation.id} has no rule`, 'give it one or decline it');
    }
    for (const name of Object.keys(Object.assign({}, ...operation.security) as object)) {
      if (!contract.securitySchemes.some((it) => it.name === name)) {
        mistakes.push(
          files.openapi.mistake(
            ['components', 'securitySchemes'],
            `operation ${operation.id} needs the security scheme ${name}, which is not there`,
            'add it under components.securitySchemes',
          ),
        );
      }
    }
  }
  const byId = new Map(contract.operations.map((it) => [it.id, it]));
  for (const [id, rule] of Object.entries(behavior.operations)) {
    const operation = byId.get(id);
    const at = ['operations', id];
    if (operation === undefined)
      report(at, `operation ${id} is not in the contract`, `use one of ${[...byId.keys()].join(', ')}`);
    else checkOperation(data, contract, quirks, operation, rule, at, report);
  }
  if (behavior.showcase !== undefined && !byId.has(behavior.showcase))
    report(['showcase'], `${behavior.showcase} is not in the contract`, 'name an operation of the contract');
  for (const name of behavior.requests.slashesInParameters?.parameters ?? []) {
    if (!contract.operations.some((it) => it.parameters.includes(name)))
      report(
        ['requests', 'slashesInParameters'],
        `no path has a parameter ${name}`,
        'name a path parameter of the contract',
      );
  }
}

/** Names that a reply's template may use, by verb; a quirk brings its own. */
const replyNames: Partial<Record<OperationRule['verb'], string[]>> = {
  list: ['items', 'limit', 'offset', 'page', 'total', 'hasMore', 'nextCursor'],
  delete: ['id'],
  create: ['item', 'id'],
  read: ['item', 'id'],
  update: ['item', 'id'],
  replace: ['item', 'id'],
  upsert: ['item', 'id'],
};

function checkOperation(
  { behavior }: VendorData,
  contract: Contract,
  quirks: ReadonlySet<string>,
  operation: Operation,
  rule: OperationRule,
  at: string[],
  report: Report,
): void {
  const query = contract.queryParameters(operation);
  const needQuery = (name: string, where: string[]): void => {
    if (!query.includes(name))
      report(
        [...at, ...where],
        `${operation.id} has no query parameter ${name}`,
        `use one of ${query.join(', ') || '(it has none)'}`,
      );
  };
  if ('resource' in rule && rule.resource !== undefined && behavior.resources[rule.resource] === undefined) {
    return report(
      [...at, 'resource'],
      `resource ${rule.resource} is not described`,
      `use one of ${Object.keys(behavior.resources).join(', ')}`,
    );
  }
  const allowed = replyNames[rule.verb];
  if ('reply' in rule && allowed) {
    for (const name of template(rule.reply ?? null).names) {
      if (!allowed.includes(name))
        report(
          [...at, 'reply'],
          `$${name} means nothing in the reply of a ${rule.verb}`,
          `use one of ${allowed.map((it) => `$${it}`).join(', ')}`,
        );
    }
  }
  if (['read', 'update', 'replace', 'delete'].includes(rule.verb) && operation.parameters.length === 0) {
    report(
      at,
      `${operation.id} has no path parameter, so it cannot ${rule.verb} one record`,
      'use another verb, or add the parameter to the path',
    );
  }
  if (rule.verb !== 'decline' && operation.successes.length === 0)
    report(at, `${operation.id} declares no success`, 'declare a 2xx reply in the contract');
  if (rule.verb === 'upsert')
    for (const status of [200, 201])
      if (!operation.successes.includes(status))
        report(
          at,
          `an upsert answers 200 or 201, and ${operation.id} does not declare ${status}`,
          'declare both in the contract',
        );
  if (rule.verb === 'quirk' && !quirks.has(rule.quirk))
    report([...at, 'quirk'], `quirk ${rule.quirk} is not registered`, `use one of ${[...quirks].join(', ')}`);
  if (rule.verb === 'list') {
    for (const [name, filter] of Object.entries(rule.filters ?? {})) {
      needQuery(name, ['filters', name]);
      checkField(behavior, contract, rule.resource, filter.field, [...at, 'filters', name, 'field'], report);
    }
    for (const name of Object.keys(rule.ignored ?? {})) needQuery(name, ['ignored', name]);
    if (rule.page) for (const name of [rule.page.limit, rule.page.position]) needQuery(name, ['page']);
    if (rule.sort) needQuery(rule.sort.parameter, ['sort']);
    const used = new Set([
      ...Object.keys(rule.filters ?? {}),
      ...Object.keys(rule.ignored ?? {}),
      ...(rule.page ? [rule.page.limit, rule.page.position] : []),
      ...(rule.sort ? [rule.sort.parameter] : []),
    ]);
    for (const name of query)
      if (!used.has(name))
        report(
          at,
          `query parameter ${name} of ${operation.id} does nothing`,
          'make it a filter, part of the page or the sort, or list it under `ignored` with the evidence',
        );
  }
  if (rule.verb === 'update') {
    for (const path of rule.atLeastOneOf?.fields ?? []) {
      if (!contract.bodyPaths(operation).includes(path))
        report(
          [...at, 'atLeastOneOf'],
          `the body of ${operation.id} has no field ${path}`,
          'name fields of the request body',
        );
    }
  }
  const statuses = new Set<string>();
  const words = 'words' in rule ? rule.words : undefined;
  const answers = raisable(contract, behavior, operation);
  for (const [reason, name] of Object.entries(words ?? {})) {
    const where = [...at, 'words', reason];
    if (!answers.some((it) => it.variant === reason))
      report(where, `${operation.id} is never refused for ${reason}`, 'remove it');
    if (behavior.dialect.refusals[name] === undefined)
      report(where, `there is no refusal ${name}`, `add dialect.refusals.${name}`);
    checkVariant(behavior.dialect.refusals, name, reason, where, report);
  }
  for (const { reason, variant } of answers) {
    const status = statusOf(behavior.dialect.refusals, variant, words);
    if (status === undefined || statuses.has(`${status}`)) continue;
    statuses.add(`${status}`);
    if (contract.check(operation, status, undefined).some((it) => it.problem.includes('not declared'))) {
      report(
        at,
        `${operation.id} can answer ${status} (${reason}), which the contract does not declare for it`,
        `declare ${status} among its responses`,
      );
    }
  }
}

function statusOf(
  refusals: VendorData['behavior']['dialect']['refusals'],
  name: string,
  words: Words = {},
): number | undefined {
  const worded = (entry: string): string => words[entry as Reason] ?? entry;
  let rule = refusals[worded(name)];
  for (let hops = 0; rule?.as !== undefined && hops < 10; hops++) rule = refusals[worded(rule.as)];
  return rule?.status;
}

/** A field must be in the contract (the resource's schema, or a body that writes it), or be declared hidden. */
function checkField(
  behavior: VendorData['behavior'],
  contract: Contract,
  resource: string,
  path: string,
  at: PropertyKey[],
  report: Report,
): void {
  const rule = behavior.resources[resource];
  if (rule === undefined) return;
  const known = fieldsOf(behavior, contract, resource);
  const inOpen = path.split('.').some((_, i, steps) => known.has(`${steps.slice(0, i + 1).join('.')}.*`));
  const hidden = Object.entries(rule.fields ?? {}).some(
    ([name, field]) => field.hidden && (path === name || path.startsWith(`${name}.`)),
  );
  if (!known.has(path) && !inOpen && !hidden && path !== rule.parent?.field) {
    report(
      at,
      `the contract has no field ${path} for ${resource}`,
      'mend its spelling, add it to the schema, or declare it as a hidden field',
    );
  }
}

function fieldsOf(behavior: VendorData['behavior'], contract: Contract, resource: string): Set<string> {
  const paths = new Set(contract.paths(behavior.resources[resource]?.schema ?? ''));
  for (const operation of contract.operations) {
    const rule = behavior.operations[operation.id];
    if (rule && 'resource' in rule && rule.resource === resource)
      for (const path of contract.bodyPaths(operation)) paths.add(path);
  }
  return paths;
}

function checkResources({ behavior }: VendorData, contract: Contract, report: Report): void {
  for (const [name, resource] of Object.entries(behavior.resources)) {
    const at = ['resources', name];
    const field = (path: string, where: PropertyKey[]): void =>
      checkField(behavior, contract, name, path, [...at, ...where], report);
    const other = (target: string, where: PropertyKey[]): void => {
      if (behavior.resources[target] === undefined)
        report(
          [...at, ...where],
          `resource ${target} is not described`,
          `use one of ${Object.keys(behavior.resources).join(', ')}`,
        );
    };
    if (resource.schema !== undefined && contract.paths(resource.schema).length === 0)
      report(
        [...at, 'schema'],
        `the contract has no schema ${resource.schema} with properties`,
        'name a schema under components.schemas',
      );
    field(resource.id.field, ['id']);
    for (const alias of resource.aliases ?? []) field(alias, ['aliases']);
    if (resource.parent) other(resource.parent.resource, ['parent']);
    checkVariant(behavior.dialect.refusals, resource.notFound, 'notFound', [...at, 'notFound'], report);
    checkVariant(behavior.dialect.refusals, resource.foreign, 'foreign', [...at, 'foreign'], report);
    if (resource.order) field(resource.order.by, ['order']);
    for (const [i, unique] of (resource.unique ?? []).entries())
      for (const path of unique.fields) field(path, ['unique', i]);
    for (const [path, rule] of Object.entries(resource.fields ?? {})) {
      if (!rule.hidden) field(path, ['fields', path]);
      if (rule.references) {
        other(rule.references.resource, ['fields', path, 'references']);
        checkVariant(
          behavior.dialect.refusals,
          rule.references.refuse,
          'unknownReference',
          [...at, 'fields', path],
          report,
        );
      }
      if (rule.alsoSentAs !== undefined) field(rule.alsoSentAs, ['fields', path, 'alsoSentAs']);
      const { through } = rule.derive ?? {};
      if (through !== undefined && resource.fields?.[through]?.references === undefined)
        report(
          [...at, 'fields', path, 'derive', 'through'],
          `field ${through} references no other record`,
          'name a field that has `references`',
        );
      checkVariant(behavior.dialect.refusals, rule.immutable?.refuse, 'immutable', [...at, 'fields', path], report);
    }
    for (const [property, embed] of Object.entries(resource.embed ?? {})) {
      other(embed.children ?? embed.reference ?? '', ['embed', property]);
      if (embed.reference !== undefined && embed.by === undefined)
        report([...at, 'embed', property], 'a reference needs `by`, the field that holds the id', 'add it');
    }
  }
}

function checkVariant(
  refusals: VendorData['behavior']['dialect']['refusals'],
  name: string | undefined,
  reason: string,
  at: PropertyKey[],
  report: Report,
): void {
  if (name === undefined || name === reason) return;
  const found = refusals[name];
  if (found && found.is !== reason)
    report(at, `refusal ${name} is not declared as ${reason}`, `write \`is: ${reason}\` in dialect.refusals.${name}`);
}

function checkDialect({ behavior }: VendorData, contract: Contract, report: Report): void {
  const { refusals, messages } = behavior.dialect;
  const needed = new Map<string, string>(anywhere.map((reason) => [reason, 'any path']));
  if (behavior.requests.browserOrigin.treat === 'refuse') needed.set('browserOrigin', 'requests.browserOrigin');
  for (const operation of contract.operations) {
    for (const { variant } of raisable(contract, behavior, operation))
      if (!needed.has(variant)) needed.set(variant, operation.id);
    const rule = behavior.operations[operation.id];
    const words = rule && 'words' in rule ? rule.words : undefined;
    for (const name of Object.values(words ?? {})) if (!needed.has(name)) needed.set(name, operation.id);
  }
  for (const [name, operation] of needed) {
    if (refusals[name] === undefined)
      report(
        ['dialect', 'refusals'],
        `there are no words for ${name}, which ${operation} can answer`,
        `add dialect.refusals.${name}`,
      );
  }
  for (const [name, rule] of Object.entries(refusals)) {
    const at = ['dialect', 'refusals', name];
    const isReason = (reasons as readonly string[]).includes(name);
    if (!isReason && rule.is === undefined)
      report(
        at,
        `${name} is no reason that the engine knows`,
        `use one of ${reasons.join(', ')}, or say which one it is: \`is: …\``,
      );
    if (rule.as !== undefined && statusOf(refusals, name) === undefined)
      report(at, `${name} is answered as ${rule.as}, which leads nowhere`, 'name a refusal with a status');
    if (!needed.has(name) && !usedAsTarget(refusals, name))
      report(at, `refusal ${name} is never answered`, 'remove it');
    for (const used of template(rule.body ?? null).names) {
      if (!refusalNames.includes(used))
        report(
          at,
          `$${used} means nothing in a refusal`,
          `use one of ${refusalNames.map((it) => `$${it}`).join(', ')}`,
        );
    }
  }
  if (messages['default'] === undefined)
    report(['dialect', 'messages'], 'there is no message for every other keyword', 'add dialect.messages.default');
}

const refusalNames = ['id', 'field', 'resource', 'path', 'method', 'retryAfter', 'message', 'errors'];

const usedAsTarget = (refusals: VendorData['behavior']['dialect']['refusals'], name: string): boolean =>
  Object.values(refusals).some((it) => it.as === name);
