/** Compares `anyOf` and `oneOf`: finds corresponding alternatives, and reports added and removed ones. */
import { canonical } from '../../engine/values/canonical.js';
import { isObject, type Json } from '../../grammar/json.js';
import { refOf } from '../../contract/references.js';
import { short, type Effect, type Finding, type Pair } from './finding.js';
import type { Below } from './object-rules.js';
import type { Group, SchemaView } from './schema-view.js';

interface Branch {
  schema: unknown;
  view: SchemaView;
}

export function compareAlternatives(pair: Pair, below: Below): Finding[] {
  const { before, after } = pair;
  const [from, to] = [before.groups, after.groups];
  const count = Math.max(from.length, to.length);
  return Array.from({ length: count }, (_, at) => {
    const [old, now] = [from[at], to[at]];
    if (old && now) return compareGroups(pair, branchesOf(before, old), branchesOf(after, now), below);
    return [group(pair, old === undefined ? 'narrowed' : 'widened')];
  })
    .flat()
    .concat(discriminators(pair));
}

/** Whether one side is a single schema where the other is one of several. */
export const isOneOfSeveral = ({ before, after }: Pair): boolean =>
  (before.groups.length === 0 && after.groups.length === 1 && !before.isAny) ||
  (before.groups.length === 1 && after.groups.length === 0 && !after.isAny);

/** Compares the single schema with the most similar alternative. */
export function compareWithOne(pair: Pair, below: Below): Finding[] {
  const { before, after } = pair;
  const isBefore = before.groups.length === 0;
  const [single, several] = isBefore ? [before, after] : [after, before];
  const branches = wholeBranches(several);
  const best = branches
    .map((branch) => ({ branch, score: similarity(single, branch.view) }))
    .sort((a, b) => b.score - a.score)[0];
  if (best === undefined || best.score < MIN_SIMILARITY) return [group(pair, 'both')];
  // The rules for types compare values without properties.
  if (single.names.size > 0) {
    const label = `(${labelOf(best.branch)})`;
    if (isBefore) below(label, single, best.branch.view);
    else below(label, best.branch.view, single);
  }
  const others = branches.filter((branch) => branch !== best.branch && !isOnlyType(branch.view, single));
  return others.flatMap((branch) => alternative(pair, branch, isBefore ? 'widened' : 'narrowed'));
}

/** Whether a schema says no more than a type, which the other has. */
const isOnlyType = ({ keywords, types }: SchemaView, other: SchemaView): boolean =>
  keywords.size === 1 && keywords.has('type') && [...(types ?? [])].every((type) => other.types?.has(type));

const MIN_SIMILARITY = 0.5;

function similarity(a: SchemaView, b: SchemaView): number {
  if (a.types?.size && b.types?.size && ![...a.types].some((type) => b.types?.has(type))) return 0;
  const [names, others] = [new Set(a.names), new Set(b.names)];
  const all = new Set([...names, ...others]);
  return all.size === 0 ? 1 : [...names].filter((name) => others.has(name)).length / all.size;
}

const branchesOf = ({ views }: SchemaView, { branches }: Group): Branch[] =>
  branches.map((schema) => ({ schema, view: views.of([schema]) }));

/** The alternatives, each with what applies to all of them. */
const wholeBranches = (view: SchemaView): Branch[] =>
  (view.groups[0]?.branches ?? []).map((schema) => ({ schema, view: view.withBranch(schema) }));

function compareGroups(pair: Pair, from: Branch[], to: Branch[], below: Below): Finding[] {
  const { pairs, removed, added } = matched(from, to);
  for (const [old, now] of pairs) below(`(${labelOf(old)})`, old.view, now.view);
  return [
    ...removed.flatMap((branch) => alternative(pair, branch, 'narrowed')),
    ...added.flatMap((branch) => alternative(pair, branch, 'widened')),
  ];
}

/** An alternative with another type is reported as a change of the type. */
function alternative({ before, after, sides }: Pair, branch: Branch, effect: 'narrowed' | 'widened'): Finding[] {
  const other = effect === 'widened' ? before : after;
  const { types } = branch.view;
  if (types && other.types && ![...types].some((type) => other.types?.has(type))) return [];
  const what = `the alternative ${labelOf(branch)} was ${effect === 'widened' ? 'added' : 'removed'}`;
  return [{ kind: 'alternatives', what, effect, ...sides(['oneOf', 'anyOf'], [undefined, undefined]) }];
}

const group = ({ sides }: Pair, effect: Effect): Finding => ({
  kind: 'alternatives',
  what:
    effect === 'both'
      ? 'a single schema was replaced by alternatives, or alternatives by a single schema'
      : `alternatives (anyOf, oneOf) were ${effect === 'narrowed' ? 'added' : 'removed'}`,
  effect,
  ...sides(['oneOf', 'anyOf'], [undefined, undefined]),
});

const REST = 'the rest';

/** What identifies an alternative, best first. */
const keys: readonly ((branch: Branch) => string | undefined)[] = [
  ({ schema }) => refOf(schema)?.split('/').at(-1),
  ({ view }) => markOf(view),
  ({ schema }) => (isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined),
  ({ schema }) => canonical(schema),
  ({ view }) => canonical([[...(view.types ?? [])].sort(), [...view.names].sort()]),
  // The rest belongs together if only one is left on each side.
  () => REST,
];

function matched(from: Branch[], to: Branch[]): { pairs: [Branch, Branch][]; removed: Branch[]; added: Branch[] } {
  const pairs: [Branch, Branch][] = [];
  let [removed, added] = [from, to];
  for (const keyOf of keys) {
    const news = groupedBy(added, keyOf);
    for (const [key, olds] of groupedBy(removed, keyOf)) {
      const others = news.get(key) ?? [];
      if (others.length !== olds.length || (key === REST && olds.length > 1)) continue;
      for (const [at, old] of olds.entries()) {
        const now = others[at];
        if (now && similarity(old.view, now.view) > 0) pairs.push([old, now]);
      }
    }
    removed = removed.filter((branch) => pairs.every(([old]) => old !== branch));
    added = added.filter((branch) => pairs.every(([, now]) => now !== branch));
  }
  return { pairs, removed, added };
}

function groupedBy(branches: readonly Branch[], keyOf: (branch: Branch) => string | undefined): Map<string, Branch[]> {
  const byKey = new Map<string, Branch[]>();
  for (const branch of branches) {
    const key = keyOf(branch);
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), branch]);
  }
  return byKey;
}

/** The properties with a single value, such as `type: "card"`. */
function markOf(view: SchemaView): string | undefined {
  const marks = [...view.names].flatMap((name) => {
    const values = view.property(name)?.values;
    return values?.size === 1 ? [`${name}=${[...values.keys()].join()}`] : [];
  });
  const own = view.values ? [[...view.values.keys()].sort().join()] : [];
  const all = [...marks.sort(), ...own];
  return all.length === 0 ? undefined : all.join();
}

function labelOf({ schema, view }: Branch): string {
  const ref = refOf(schema)?.split('/').at(-1);
  if (ref !== undefined) return ref;
  if (isObject(schema) && typeof schema['title'] === 'string') return schema['title'];
  return markOf(view) ?? (view.types ? [...view.types].join(' or ') : short(schema));
}

/** The property that distinguishes the alternatives, and its values. */
function discriminators({ before, after, sides }: Pair): Finding[] {
  const [from, to] = [before, after].map((view) => view.all('discriminator').find(isObject));
  if (from === undefined || to === undefined) return [];
  const name = (discriminator: Json): string => String(discriminator['propertyName']);
  if (name(from) === name(to)) return [];
  const what = `the discriminator ${name(from)} became ${name(to)}`;
  return [{ kind: 'discriminator', what, effect: 'both', ...sides(['discriminator'], [from, to]) }];
}
