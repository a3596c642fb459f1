/** Members that have the words of a refusal. */
const NAMES = /^(detail|message|msg|error_description|description|reason|error|title)$/i;

/** The sentence in a vendor's error body: the longest text under a usual name; undefined: none. */
export function wordsOf(body: unknown): string | undefined {
  const found: string[] = [];
  const visit = (value: unknown, name: string, depth: number): void => {
    if (typeof value === 'string' && (NAMES.test(name) || depth === 0)) found.push(value);
    if (typeof value !== 'object' || value === null || depth > 4) return;
    for (const [key, part] of Object.entries(value)) visit(part, Array.isArray(value) ? name : key, depth + 1);
  };
  visit(body, '', 0);
  return found.sort((a, b) => b.length - a.length)[0];
}
