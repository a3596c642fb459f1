/** `dialect.envelope`: the common body of refusals. */
import { isObject } from './json.js';
import type { Behavior, RefusalRule } from './behavior.js';

const NAME = /\$(\$|[a-zA-Z][a-zA-Z0-9]*)/g;

type Template = Exclude<RefusalRule['body'], undefined>;

/** Expands the envelope, so that each refusal has its complete body. */
export const withBodies = (behavior: Behavior): Behavior => ({
  ...behavior,
  dialect: dialectWithBodies(behavior.dialect),
});

export function dialectWithBodies(dialect: Behavior['dialect']): Behavior['dialect'] {
  const { envelope, refusals } = dialect;
  if (envelope === undefined) return dialect;
  const whole = Object.entries(refusals).map(([name, rule]) => [name, filled(envelope.body, rule)] as const);
  return { ...dialect, refusals: Object.fromEntries(whole) };
}

function filled(envelope: Template, rule: RefusalRule): RefusalRule {
  if (rule.fill === undefined) return rule;
  return {
    ...rule,
    body: filledEnvelope(
      envelope,
      new Map<string, Template>(Object.entries({ status: rule.status ?? null, ...rule.fill })),
    ),
  };
}

/** Inserted values are templates themselves; their $names are filled when a refusal is rendered. */
function filledEnvelope(source: Template, values: ReadonlyMap<string, Template>): Template {
  if (Array.isArray(source)) return source.map((part) => filledEnvelope(part, values));
  if (isObject(source))
    return Object.fromEntries(Object.entries(source).map(([key, part]) => [key, filledEnvelope(part, values)]));
  if (typeof source !== 'string') return source;
  const whole = /^\$([a-zA-Z][a-zA-Z0-9]*)$/.exec(source)?.[1];
  if (whole !== undefined) return values.has(whole) ? (values.get(whole) ?? null) : source;
  return source.replace(NAME, (found, name: string) => {
    const value = values.get(name);
    return value === undefined ? found : typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** The names of an envelope that refusals fill, without those of the engine. */
export function namesToFill(envelope: unknown, known: readonly string[]): string[] {
  const text = JSON.stringify(envelope);
  const names = [...text.matchAll(NAME)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => name !== '$' && name !== 'status' && !known.includes(name));
}
