/** Checks the `$ref`s of a document. */
import { isObject } from '../grammar/json.js';
import { parsePointer } from '../grammar/json-pointer.js';
import type { Mistake } from './mistakes.js';
import type { PlacedDocument } from './placed-document.js';
import { resolvePointer } from '../engine/values/pointer.js';

/**
 * External references are refused and never opened; internal ones must have a target, also in examples.
 *
 * @param missing called for each reference without target, with the path of its object; returns the pointer that may be
 *   meant, undefined if there is none, or false if another mistake explains it
 */
export function checkReferences(
  source: PlacedDocument,
  missing: (holder: PropertyKey[], ref: string) => string | undefined | false = () => undefined,
): Mistake[] {
  const mistakes: Mistake[] = [];
  /** Aliases of YAML show one value in many places. */
  const seen = { properties: new Set<object>(), other: new Set<object>() };
  const checkBelow = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = path.at(-1);
    const known = seen[holder === 'properties' ? holder : 'other'];
    if (known.has(value)) return;
    known.add(value);
    if (Array.isArray(value)) return value.forEach((item, at) => checkBelow(item, [...path, at]));
    if (!isObject(value)) return;
    const ref = value['$ref'];
    if (typeof ref === 'string' && holder !== 'properties') {
      if (!ref.startsWith('#')) {
        missing(path, ref);
        mistakes.push(
          source.mistake(
            [...path, '$ref'],
            `$ref to ${ref}, which is outside of this file`,
            'copy its target into components of this document',
          ),
        );
      } else if (resolvePointer(source.value, ref) === undefined) {
        const near = missing(path, ref);
        if (near !== false) mistakes.push(missingTarget(source, [...path, '$ref'], ref, near));
      }
    }
    for (const [key, part] of Object.entries(value)) checkBelow(part, [...path, key]);
  };
  checkBelow(source.value, []);
  return mistakes;
}

function missingTarget(source: PlacedDocument, path: PropertyKey[], ref: string, near: string | undefined): Mistake {
  const removal = source.removal(parsePointer(ref.slice(1)));
  const mistake = source.mistake(
    path,
    `$ref to ${ref}, which has no target`,
    near === undefined ? 'correct the pointer' : `did you mean ${near}?`,
  );
  if (removal === undefined) return mistake;
  const { file, line } = mistake;
  return { ...removal, problem: `${ref} is removed, and ${file}:${line} refers to it`, remedy: 'change that as well' };
}
