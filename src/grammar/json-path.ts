/** JSONPath (RFC 9535). */
import { exec, query, type JsonValue } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';

export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

/** A value that an expression selects, with its place in the document. */
export interface Selected {
  value: unknown;
  path: (string | number)[];
}

/** @throws JsonPathError if it is not an expression, or one that the library reads in another way than RFC 9535 says */
export function checkJsonPath(expression: string): void {
  let read: unknown;
  try {
    read = parse(expression);
  } catch (error) {
    throw new JsonPathError(
      `${expression} is not a JSONPath (RFC 9535): ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (isMisread(read))
    throw new JsonPathError(
      `${expression} joins more than two conditions by &&: write (a && b) && c, or (b || c) && a`,
    );
}

/** jsonpath-rfc9535 1.3.0 parses `a && b && c` as `a && (b || c)`, so such conditions are refused. */
function isMisread(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { type, right } = node as { type?: string; right?: { type?: string } };
  return (type === 'LogicalAndExpr' && right?.type === 'LogicalOrExpr') || Object.values(node).some(isMisread);
}

/** Whether the expression selects anything. */
export const selectsAny = (document: unknown, expression: string): boolean =>
  query(document as JsonValue, expression).length > 0;

/** All values that the expression selects, in the order of the document. */
export function select(document: unknown, expression: string): Selected[] {
  const found: Selected[] = [];
  exec(document as JsonValue, expression, (value, path) => {
    found.push({ value, path: path.map((step) => (typeof step === 'string' ? unescaped(step) : step)) });
  });
  return found;
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The library gives names as they are in a normalized path (RFC 9535 §2.7). */
const unescaped = (name: string): string =>
  name.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPED[char] ?? char) : String.fromCharCode(parseInt(code, 16)),
  );
