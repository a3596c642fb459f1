/** Success criteria: simple conditions, regular expressions, JSONPath (RFC 9535). */
import type { Criterion } from '../../grammar/arazzo.js';
import { checkJsonPath, JsonPathError, selectsAny } from '../../grammar/json-path.js';
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
export function compileCriterion(criterion: Criterion): Check {
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
    holds: (scope) => selectsAny([at.evaluate(scope) ?? null], path.fill(scope, literal)),
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
  try {
    checkJsonPath(source);
  } catch (error) {
    throw error instanceof JsonPathError ? new ExpressionError(error.message) : error;
  }
}

/** A missing value equals no value. */
const literal = (value: unknown): string => (value === undefined ? '"\\u0000"' : JSON.stringify(value));
