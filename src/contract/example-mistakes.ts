/**
 * The mistakes that a document's own examples have by their schemas: there, the schema is stricter than the API. Mistakes
 * are named by keyword and field; elements of lists have no numbers.
 */
import type { Json } from '../grammar/json.js';
import type { Issue } from '../engine/model/refusal.js';
import { withinBounds } from '../engine/model/too-much-work.js';
import type { SchemaCompiler } from './compiler.js';
import { examplesOf } from './document-parts.js';
import type { SchemaPlace } from './schema-place.js';
import { issueOf } from './validators.js';

export type Mistakes = ReadonlyMap<string, Issue>;

const none: Mistakes = new Map();

export const mistakeName = ({ keyword, field }: Pick<Issue, 'keyword' | 'field'>): string =>
  `${keyword} ${field.replace(/(^|\.)\d+(?=\.|$)/g, '$1*')}`;

export class ExampleMistakes {
  readonly #bySchema = new WeakMap<Json, Mistakes>();

  constructor(private readonly compiler: () => SchemaCompiler) {}

  /** The mistakes of these examples by a schema. */
  of(schema: Json, examples: readonly unknown[]): Mistakes {
    if (examples.length === 0) return none;
    const whole = { type: 'object', properties: { requestBody: schema } };
    const check = this.compiler().compile(whole, { direction: 'request', defaults: false });
    const broken = examples.flatMap((example) =>
      withinBounds(
        () => check({ requestBody: structuredClone(example) }),
        () => [],
      ),
    );
    return new Map(broken.map(issueOf).map((issue) => [mistakeName(issue), issue]));
  }

  /** Whether an example of a schema, at the place of the issue or above it, has the same mistake. */
  isShown(place: SchemaPlace | undefined, { keyword, field }: Issue): boolean {
    let at = place;
    const steps = field === '' ? [] : field.split('.');
    for (const done of Array(steps.length + 1).keys()) {
      if (at === undefined) return false;
      const name = mistakeName({ keyword, field: steps.slice(done).join('.') });
      if (at.parts.some(({ schema }) => this.#own(schema).has(name))) return true;
      const step = steps[done] ?? '';
      at = /^\d+$/.test(step) ? (at.item(Number(step)) ?? at.property(step)) : at.property(step);
    }
    return false;
  }

  /** The mistakes of all examples within a schema, with the whole field. */
  within(place: SchemaPlace | undefined): Issue[] {
    const found = new Map<string, Issue>();
    const seen = new Set<SchemaPlace>();
    const collectBelow = (at: SchemaPlace | undefined, path: string): void => {
      if (at === undefined || seen.has(at)) return;
      seen.add(at);
      for (const issue of at.parts.flatMap(({ schema }) => [...this.#own(schema).values()])) {
        const whole = { ...issue, field: [path, issue.field].filter((part) => part !== '').join('.') };
        found.set(mistakeName(whole), whole);
      }
      for (const name of at.names) collectBelow(at.property(name), path === '' ? name : `${path}.${name}`);
      collectBelow(at.item(), path === '' ? '0' : `${path}.0`);
    };
    collectBelow(place, '');
    return [...found.values()];
  }

  #own(schema: Json): Mistakes {
    if (!('example' in schema) && !Array.isArray(schema['examples'])) return none;
    let known = this.#bySchema.get(schema);
    if (known === undefined) this.#bySchema.set(schema, (known = this.of(schema, examplesOf(schema, { schema }))));
    return known;
  }
}
