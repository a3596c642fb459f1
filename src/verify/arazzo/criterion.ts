/** Success criteria: simple conditions, regular expressions, JSONPath (RFC 9535). */
import { query, type JsonValue } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';
import type { Criterion } from '../../grammar/arazzo.js';
import { condition } from './condition.js';
import { expression, ExpressionError, text, type Evaluate, type Reference, type Scope } from './expression.js';

export interface Check {
  refers: Reference[];
  holds: (scope: Scope) => boolean;
  /** The inspected value, for the report; undefined: the status. */
  context: Evaluate | undefined;
}

const compiled = new WeakMap<Criterion, Check>();

/** @throws ExpressionError */
export function check(criterion: Criterion): Check {
  let made = compiled.get(criterion);
  if (made === undefined) compiled.set(criterion, (made = compile(criterion)));
  return made;
}

function compile({ type = 'simple', condition: source, context }: Criterion): Check {
  if (type === 'simple') {
    const { refers, holds } = condition(source);
    return { refers, holds, context: undefined };
  }
  const at = expression(context ?? '');
  if (type === 'regex') {
    const pattern = regular(source);
    return {
      refers: [at.refers],
      holds: (scope) => pattern.test(String(at.evaluate(scope) ?? '')),
      context: at.evaluate,
    };
  }
  const path = text(source);
  readable(source.replace(/\{\$[^{}]+\}/g, '""'));
  return {
    refers: [at.refers, ...path.refers],
    // As in the example of the specification, `@` in `$[?…]` is the context itself.
    holds: (scope) => query([at.evaluate(scope) ?? null] as JsonValue, path.fill(scope, literal)).length > 0,
    context: at.evaluate,
  };
}

function regular(source: string): RegExp {
  const [, pattern = source, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(source) ?? [];
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new ExpressionError(error instanceof Error ? error.message : String(error));
  }
}

/** JSONPath implementations disagree about members behind an index in comparisons. */
const BEHIND_INDEX = /\[-?\d+\][\w.[\]"]*\s*(==|!=|<|>)/;

function readable(source: string): void {
  if (BEHIND_INDEX.test(source))
    throw new ExpressionError(
      `${source} compares a member behind an index: use a simple condition, such as $response.body#/0/id == 1`,
    );
  let read: unknown;
  try {
    read = parse(source);
  } catch (error) {
    throw new ExpressionError(
      `${source} is not a JSONPath (RFC 9535): ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (isMisread(read))
    throw new ExpressionError(`${source} joins more than two conditions by &&: write (a && b) && c, or (b || c) && a`);
}

/** jsonpath-rfc9535 1.3.0 parses `a && b && c` as `a && (b || c)`, so such conditions are refused. */
function isMisread(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { type, right } = node as { type?: string; right?: { type?: string } };
  return (type === 'LogicalAndExpr' && right?.type === 'LogicalOrExpr') || Object.values(node).some(isMisread);
}

/** A missing value equals no value. */
const literal = (value: unknown): string => (value === undefined ? '"\\u0000"' : JSON.stringify(value));
