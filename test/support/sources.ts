/** The statements of a vendor's SOURCES.md, and the rules for them. */
import { isObject } from '../../src/grammar/json.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { statedRules, TARGET, THE_REST } from '../../src/grammar/evidence.js';
import { referencesIn } from '../../src/grammar/evidence.js';
import { editionNamed } from '../../src/grammar/edition-name.js';
import { root } from './double.js';

const KIND = /\b(docs|client|copy|inferred|third party|absence)\b/g;

/** The source of each fact in a SOURCES.md by number: the last cell of a row, or the end of a list item. */
export function kindsOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, id = '', rest = ''] = /^(?:- \*\*|\| )(F\d+)(?:\*\*| \|)(.*)$/.exec(line) ?? [];
    const [own = ''] = rest.split(' → `');
    const reported = line.startsWith('|')
      ? [rest.split('|').at(-2) ?? '']
      : [own.split('. ').at(-1) ?? '', ...(own.match(/\([^()]*\)/g) ?? [])];
    const kinds = reported.flatMap((part) => part.match(KIND) ?? []);
    if (id !== '' && kinds.length > 0) found.set(id, [...new Set(kinds)]);
  }
  return found;
}

interface PageCase {
  workflowId: string;
  summary: string;
  rules: string[];
  /** Whether it expects something of the body of a refusal. */
  readsRefusal: boolean;
}

interface Step {
  successCriteria?: { context?: string; condition: string }[];
}

const readsRefusal = ({ successCriteria = [] }: Step): boolean =>
  successCriteria.some(({ condition }) => /^\$statusCode == [45]/.test(condition)) &&
  successCriteria.some(({ context, condition }) => `${context ?? ''} ${condition}`.includes('$response.body'));

/** The cases of a contract suite, and the rules that they check. An edition may have none. */
export function casesOfPage(directory: string): PageCase[] {
  if (isEdition(directory) && !existsSync(join(directory, 'contract.arazzo.yaml'))) return [];
  const suite = parse(readFileSync(join(directory, 'contract.arazzo.yaml'), 'utf8')) as {
    workflows: { workflowId: string; summary: string; steps: Step[]; 'x-stuntdouble-rules': string[] }[];
  };
  return suite.workflows.map(({ workflowId, summary, steps, 'x-stuntdouble-rules': rules }) => ({
    workflowId,
    summary,
    rules,
    readsRefusal: steps.some(readsRefusal),
  }));
}

export const isEdition = (directory: string): boolean => editionNamed(basename(directory)) !== undefined;

/** SOURCES.md of a vendor, without that of a base. */
export const sourcesText = (directory: string): string => readFileSync(join(directory, 'SOURCES.md'), 'utf8');

/** The tests of a vendor by the statements that their names begin with: `S25 S28: …`. An edition has those of its base. */
export function testsByStatement(vendor: string): Map<string, string[]> {
  const base = editionNamed(vendor)?.base;
  const own = testsIn(vendor);
  return base === undefined ? own : new Map([...testsIn(base), ...own]);
}

function testsIn(vendor: string): Map<string, string[]> {
  const file = join(root, `test/vendors/${vendor}.test.ts`);
  if (editionNamed(vendor) !== undefined && !existsSync(file)) return new Map();
  const text = readFileSync(file, 'utf8');
  const found = new Map<string, string[]>();
  for (const [, , numbers = '', rest = ''] of text.matchAll(
    /(['"`])((?:[A-Z]\d+ )*[A-Z]\d+)(: (?:\\.|(?!\1)[^\n])*)\1/g,
  ))
    for (const number of numbers.split(' ')) found.set(number, [...(found.get(number) ?? []), numbers + rest]);
  return found;
}

/** The rules of a vendor, and their parts as `rule#part`, by the statements that their evidence refers to. */
export function rulesByStatement({ behavior }: Vendor): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (reference: string, target: string): void => {
    for (const number of referencesIn(reference)) found.set(number, [...(found.get(number) ?? []), target]);
  };
  for (const { id, reference, parts } of statedRules(behavior)) {
    if (parts === undefined) add(reference, id);
    // Stated by another refusal.
    for (const it of parts ?? [])
      if (it.part !== TARGET) add(it.reference, it.part === THE_REST ? id : `${id}#${it.part}`);
  }
  return found;
}

/** `resources.x.fields.*` matches all rules with this prefix. */
export const covers = (target: string, rule: string): boolean =>
  target.endsWith('*') ? rule.startsWith(target.slice(0, -1)) : rule === target;

/**
 * Whether a place of the contract is there: `servers`, a security scheme, an operation, its `body`, `path` or a status,
 * a component schema, one of its fields.
 */
export function isInContract({ contract }: Vendor, place: string): boolean {
  const [name = '', ...rest] = place.split('.');
  const part = rest.join('.');
  if (place === 'servers') return contract.hosts.length > 0;
  if (contract.securitySchemes.some((securityScheme) => securityScheme.name === place)) return true;
  const operation = contract.operations.find((candidate) => candidate.id === name);
  if (operation) {
    if (part === '') return true;
    if (part === 'body') return operation.mediaTypes !== undefined;
    return part === 'path' ? operation.parameters.length > 0 : operation.statuses.includes(Number(part));
  }
  const { components } = contract.document;
  const schemas = isObject(components) && isObject(components['schemas']) ? components['schemas'] : {};
  return name in schemas && (part === '' || contract.tools.hasField(name, part));
}
