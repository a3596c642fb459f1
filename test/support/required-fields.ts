/** Requests for records that meet, or do not meet, the conditions (`requires`) of their resource. */
import type { Issue } from '../../src/engine/model/refusal.js';
import type { Rule } from '../../src/engine/model/vendor.js';
import { get, set } from '../../src/engine/values/paths.js';
import type { RequirementRule, ResourceRule } from '../../src/grammar/behavior.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Lab } from './lab.js';

const ruleOf = ({ vendor }: Lab, { rule }: Rule): ResourceRule | undefined =>
  'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource)?.rule : undefined;

/** Creates records to which each condition applies, and which meet it. */
export async function createFitting(bench: Lab, rule: Rule): Promise<void> {
  const own = ruleOf(bench, rule);
  const create = [...bench.vendor.rules.values()].find(
    ({ rule: other }) => ['create', 'upsert'].includes(other.verb) && ruleOf(bench, { rule: other } as Rule) === own,
  );
  if (create === undefined) return;
  for (const [at, requirement] of (own?.requires ?? []).entries())
    for (const value of ['text', ['text']]) {
      const start: Json = { name: `fitting ${at} ${typeof value}`, ...withCondition(bench, create, requirement, {}) };
      const body = fit(own, requirement, value).reduce((sent, change) => change(sent), start);
      await bench.perform(create.operation, { body: valid(bench, create, body) });
    }
}

type Change = (body: Json) => Json;

/** What meets a condition and the others for the same records. @param value for a field that needs any value */
const fit = (own: ResourceRule | undefined, { when }: RequirementRule, value: unknown): Change[] =>
  (own?.requires ?? [])
    .filter((other) =>
      Object.entries(other.when ?? {}).every(([path, all]) => all.includes((when?.[path]?.[0] ?? null) as never)),
    )
    .map((other) => {
      const [[path, wanted] = ['', 'present' as const]] = Object.entries(other.anyOf);
      return setting(other, { [path]: wanted === 'present' ? value : (wanted[0] ?? undefined) });
    });

const setting =
  ({ each }: RequirementRule, fields: Json): Change =>
  (body) => {
    const into = (holder: Json): Json =>
      Object.entries(fields).reduce((out, [path, value]) => set(out, path, value), holder);
    return each === undefined ? into(body) : set(body, each, [into({})]);
  };

/** Bodies that leave the record without what each condition needs. @param stored undefined: for a new record */
export function unfitting(bench: Lab, rule: Rule, stored: Json | undefined): Json[] {
  const own = ruleOf(bench, rule);
  return (own?.requires ?? []).flatMap((requirement) =>
    UNFIT.map(([missing, other]) => {
      const start = withCondition(bench, rule, requirement, stored === undefined ? { name: 'unfit' } : {}, stored);
      const wrong = Object.entries(requirement.anyOf).map(([path, wanted]) => [
        path,
        wanted === 'present' ? missing : other,
      ]);
      const changes = [...fit(own, requirement, 'text'), setting(requirement, Object.fromEntries(wrong) as Json)];
      return valid(
        bench,
        rule,
        changes.reduce((body, change) => change(body), start),
      );
    }),
  );
}

/** A value that is none, and one that is not listed. */
const UNFIT: [missing: unknown, other: unknown][] = [
  [undefined, 'another'],
  [null, null],
  [[], false],
  [undefined, 987_654],
];

/** With the values to which the condition applies: those of the record, or the first ones. */
const withCondition = (
  { vendor }: Lab,
  { operation }: Rule,
  { when = {} }: RequirementRule,
  start: Json,
  stored: Json = {},
): Json =>
  Object.entries(when).reduce(
    (body, [path, all]) =>
      vendor.contract.tools.hasBodyField(operation, path)
        ? set(body, path, all.includes(get(stored, path) as never) ? get(stored, path) : all[0])
        : body,
    start,
  );

const MAX_REPAIRS = 20;

/** The body with what its schema requires, as far as the issues say it. */
function valid({ vendor }: Lab, { operation }: Rule, body: Json): Json {
  let out = body;
  for (let at = 0; at < MAX_REPAIRS; at++) {
    const { issues } = vendor.contract.validate(operation, {}, '', structuredClone(out));
    const issue = issues.find((one) => one.in === 'body');
    const next = issue && repaired(out, issue);
    if (!isObject(next) || next === out) return out;
    out = next;
  }
  return out;
}

function repaired(body: Json, { field, keyword, params }: Issue): Json {
  const allowed = params['allowedValues'];
  if (keyword === 'required') return set(body, field, 'https://another.example');
  if (keyword === 'additionalProperties') return set(body, field, undefined);
  if (keyword === 'enum' && Array.isArray(allowed)) return set(body, field, allowed[0]);
  if (keyword === 'type') return set(body, field, SAMPLES[String(params['type'])]);
  return body;
}

const SAMPLES: Json = {
  object: {},
  array: [],
  string: 'https://another.example',
  boolean: true,
  integer: 1,
  number: 1,
};
