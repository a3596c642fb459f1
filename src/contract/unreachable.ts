/** Finds operations that no request can reach, because another one answers. */
import type { ListedValues, Router } from './router.js';
import { parseTemplate, type Segment } from './path-template.js';

export interface Unreachable<T> {
  target: T;
  /** The operation that answers instead; undefined: none. */
  by: T | undefined;
}

export interface Candidate<T> {
  method: string;
  template: string;
  target: T;
  listed: ListedValues;
}

/** A segment that is a literal in no document. */
const FREE = 'any~value';

/** Maximum number of combinations of enum values that are tried for one operation. */
const MAX_TRIES = 50;

export function unreachable<T>(router: Router<T>, candidates: readonly Candidate<T>[]): Unreachable<T>[] {
  return candidates.flatMap((candidate): Unreachable<T>[] => {
    const answers = samplePaths(candidate).map((path) => answer(router, candidate, path));
    return answers.includes(candidate.target) ? [] : [{ target: candidate.target, by: answers[0] }];
  });
}

function answer<T>(router: Router<T>, { method, template }: Candidate<T>, path: string): T | undefined {
  const query = parseTemplate(template).query.map((pair) => pair.map(encodeURIComponent).join('='));
  const found = router.find(method, path, query.join('&'));
  return found && 'target' in found ? found.target : undefined;
}

/** Sample paths for a template: each combination of enum values, and a fixed value for other parameters. */
function samplePaths<T>({ template, listed }: Candidate<T>): string[] {
  let paths = [''];
  for (const segment of parseTemplate(template).segments) {
    const choices = choicesOf(segment, listed);
    paths = paths.flatMap((path) => choices.map((choice) => `${path}/${choice}`)).slice(0, MAX_TRIES);
  }
  return paths;
}

function choicesOf(segment: Segment, listed: ListedValues): string[] {
  if (segment.kind === 'literal') return [encodeURIComponent(segment.text)];
  if (segment.kind === 'mixed') return [segment.literals.join(FREE)];
  const values = listed.get(segment.name) ?? [];
  return values.length > 0 ? values.map(encodeURIComponent) : [FREE];
}
