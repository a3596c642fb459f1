/** Checks that a server needs beyond JSON Schema: patterns with exponential time, empty enums. */
import { isObject } from '../grammar/json.js';
import { linearPattern } from '../contract/patterns.js';
import type { Mistake } from './mistakes.js';
import type { PlacedDocument } from './placed-document.js';

/** Keys of values that are not schemas. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);

export function checkSchemas(source: PlacedDocument): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = (pattern: string, path: PropertyKey[]): void => {
    try {
      linearPattern(pattern);
    } catch (error) {
      mistakes.push(
        source.mistake(
          path,
          `the pattern ${pattern} cannot be used (${error instanceof Error ? error.message : String(error)})`,
          'write a regular expression without lookaround, backreferences and repetitions beyond 1,000; lengths have maxLength',
        ),
      );
    }
  };
  /** Aliases of YAML show one value in many places. */
  const seen = { keywords: new Set<object>(), properties: new Set<object>() };
  const checkBelow = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return;
    const isKeyword = path.at(-1) !== 'properties';
    const known = seen[isKeyword ? 'keywords' : 'properties'];
    if (known.has(value)) return;
    known.add(value);
    if (Array.isArray(value)) return value.forEach((item, at) => checkBelow(item, [...path, at]));
    if (!isObject(value)) return;
    for (const [key, part] of Object.entries(value)) {
      const at = [...path, key];
      if (isKeyword && key === 'enum' && Array.isArray(part) && part.length === 0)
        mistakes.push(source.mistake(at, 'an enum without values allows nothing', 'name its values, or remove it'));
      if (key === 'pattern' && typeof part === 'string') check(part, at);
      if (key === 'patternProperties' && isObject(part))
        for (const name of Object.keys(part)) check(name, [...at, name]);
      if (!VALUES.has(key) || !isKeyword) checkBelow(part, at);
    }
  };
  checkBelow(source.value, []);
  return mistakes;
}
