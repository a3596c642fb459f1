/** Compares objects and lists: their properties and elements. */
import { constraintEffect, type Finding, type Pair } from './finding.js';
import type { SchemaView } from './schema-view.js';

/** Compares two views one step below: `.name`, `[]`. */
export type Below = (step: string, before: SchemaView, after: SchemaView) => void;

export function compareProperties(pair: Pair, below: Below): Finding[] {
  const { before, after, use } = pair;
  const names = new Set([...before.names, ...after.names]);
  return [...names].flatMap((name) => {
    const [from, to] = [shownProperty(before, name, use), shownProperty(after, name, use)];
    if (from && to) {
      below(`.${name}`, from, to);
      return requirement(pair, name);
    }
    if (from) return removed(pair, name, from, below);
    return to ? added(pair, name) : [];
  });
}

/** undefined: there is none, or clients cannot send it (read-only) or do not get it (write-only). */
function shownProperty(view: SchemaView, name: string, use: Pair['use']): SchemaView | undefined {
  const property = view.names.has(name) || view.others !== undefined ? view.property(name) : undefined;
  return property?.has(use === 'reply' ? 'writeOnly' : 'readOnly', true) ? undefined : property;
}

function removed(pair: Pair, name: string, from: SchemaView, below: Below): Finding[] {
  const { after, use } = pair;
  const change = { kind: 'property', step: `.${name}`, effect: 'none' as const, ...propertySides(pair, name) };
  const hidden = after.property(name);
  if (hidden !== undefined && after.names.has(name)) {
    const what =
      use === 'reply'
        ? 'it became write-only: replies no longer have it'
        : 'it became read-only: sent values have no effect';
    return [{ ...change, what, verdict: { breaking: true, why: gone(pair, name) } }];
  }
  if (after.others !== undefined) {
    below(`.${name}`, from, after.others);
    return [];
  }
  return [{ ...change, what: 'the property was removed', verdict: { breaking: true, why: gone(pair, name) } }];
}

const gone = ({ after, use }: Pair, name: string): string => {
  if (use === 'reply') return 'a client that reads it does not find it';
  return after.isClosed && !after.names.has(name)
    ? 'requests that send it are no longer valid'
    : 'sending it has no documented effect any more';
};

function added(pair: Pair, name: string): Finding[] {
  const { before, after, use } = pair;
  const wasHidden = before.names.has(name);
  const change = { kind: 'property', step: `.${name}`, effect: 'none' as const, ...propertySides(pair, name) };
  if (use === 'reply') {
    const what = wasHidden ? 'it is no longer write-only: replies have it' : 'the property was added';
    return [{ ...change, what, verdict: { breaking: false, why: 'a client can ignore it' } }];
  }
  const isRequired = after.required.has(name);
  const kind = wasHidden ? 'it is no longer read-only' : 'the property was added';
  const what = isRequired ? `${kind}, and it is required` : kind;
  const why = isRequired ? 'requests without it are no longer valid' : 'requests without it are still valid';
  return [{ ...change, what, verdict: { breaking: isRequired, why } }];
}

/** Whether a property became required or optional. */
function requirement(pair: Pair, name: string): Finding[] {
  const { before, after, use } = pair;
  const [was, is] = [before.required.has(name), after.required.has(name)];
  if (was === is) return [];
  const change = { kind: 'required', step: `.${name}`, ...propertySides(pair, name) };
  if (is) return [{ ...change, what: 'it became required', effect: 'narrowed' }];
  const what = use === 'reply' ? 'it is no longer in every reply' : 'it became optional';
  return [{ ...change, what, effect: 'widened' }];
}

/** The schema of the property where there is one, else the object that requires it. */
function propertySides({ before, after, pointers }: Pair, name: string): Pick<Finding, 'before' | 'after'> {
  const [from, to] = [pointers[0](before, ['properties', name]), pointers[1](after, ['properties', name])];
  return { ...(from !== undefined && { before: { at: from } }), ...(to !== undefined && { after: { at: to } }) };
}

/** Whether undeclared properties are allowed, and their schemas. */
export function compareOtherProperties({ before, after, use, sides }: Pair, below: Below): Finding[] {
  const keywords = ['additionalProperties', 'unevaluatedProperties'];
  const [from, to] = [before.others, after.others];
  if (from && to) below('.*', from, to);
  if (before.isClosed === after.isClosed) {
    if (!from === !to || before.isClosed) return [];
    const what = to ? 'undeclared properties have a schema now' : 'the schema of undeclared properties was removed';
    return [
      {
        kind: 'additionalProperties',
        what,
        effect: constraintEffect(from !== undefined),
        ...sides(keywords, [undefined, undefined]),
      },
    ];
  }
  const what = after.isClosed ? 'undeclared properties are no longer valid' : 'undeclared properties became valid';
  const change = { kind: 'additionalProperties', what, ...sides(keywords, [!before.isClosed, !after.isClosed]) };
  if (use === 'reply')
    return [{ ...change, effect: 'none', verdict: { breaking: false, why: 'a client can ignore them' } }];
  return [{ ...change, effect: after.isClosed ? 'narrowed' : 'widened' }];
}

export function compareElements({ before, after }: Pair, below: Below): void {
  if (before.types?.has('array') !== true || after.types?.has('array') !== true) return;
  const [from, to] = [before.firstItems, after.firstItems];
  for (let at = 0; at < Math.max(from.length, to.length); at++)
    below(`[${at}]`, from[at] ?? before.items, to[at] ?? after.items);
  below('[]', before.items, after.items);
}

/** The schemas of properties whose names match a pattern. */
export function comparePatterns({ before, after, sides }: Pair, below: Below): Finding[] {
  const [from, to] = [before.patterns, after.patterns];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((pattern): Finding[] => {
    const [old, now] = [from.get(pattern), to.get(pattern)];
    if (old && now) below(`./${pattern}/`, old, now);
    if (old && now) return [];
    const what = `the rule for names that match ${pattern} was ${now ? 'added' : 'removed'}`;
    return [
      {
        kind: 'patternProperties',
        what,
        effect: constraintEffect(old !== undefined),
        ...sides(['patternProperties'], [undefined, undefined]),
      },
    ];
  });
}
