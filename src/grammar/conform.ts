import type { z } from 'zod';

/** One place where data does not follow its grammar. */
export interface Nonconformity {
  path: PropertyKey[];
  problem: string;
  remedy: string;
}

/** The data as its grammar reads it (defaults put in), or everything that is wrong with it. */
export function conform<T>(grammar: z.ZodType<T>, value: unknown): { data: T } | { wrong: Nonconformity[] } {
  const result = grammar.safeParse(value);
  if (result.success) return { data: result.data };
  return {
    wrong: result.error.issues.map((issue) => ({
      path: issue.path,
      problem: describe(issue),
      remedy: remedyFor(issue),
    })),
  };
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return `${where} has a key that the grammar does not know: ${issue.keys.join(', ')}`;
  return `${where}: ${issue.message}`;
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'remove it, or mend its spelling; docs/behavior.md lists every key';
    case 'invalid_value':
      return `use one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `give it ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    default:
      return 'see docs/behavior.md';
  }
}
