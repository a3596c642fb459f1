/** Simple conditions of Arazzo 1.0 (§4.6.11.1): comparisons of expressions and literals, with `!`, `&&`, `||` and parentheses. */
import { expression, ExpressionError, type Evaluate, type Reference } from './expression.js';

const TOKEN =
  /\s*(?:(&&|\|\||==|!=|<=|>=|<|>|!|\(|\))|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(true|false|null)(?!\w)|(\$[^\s()=!<>&|]+))/y;

type Token = { operator: string } | { literal: unknown } | { expression: string };

export interface Condition {
  refers: Reference[];
  holds: (...scope: Parameters<Evaluate>) => boolean;
}

/** @throws ExpressionError */
export function condition(source: string): Condition {
  const tokens = tokensOf(source);
  const refers: Reference[] = [];
  let at = 0;
  const operator = (...which: string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !('operator' in token) || !which.includes(token.operator)) return undefined;
    at++;
    return token.operator;
  };
  const chain = (joint: '&&' | '||', operand: () => Evaluate): Evaluate => {
    const first = operand();
    const operands = [first];
    while (operator(joint)) operands.push(operand());
    if (operands.length === 1) return first;
    return joint === '&&'
      ? (scope) => operands.every((evaluate) => truth(evaluate(scope)))
      : (scope) => operands.some((evaluate) => truth(evaluate(scope)));
  };
  const either = (): Evaluate => chain('||', () => chain('&&', comparison));
  function comparison(): Evaluate {
    const left = value();
    const sign = operator('==', '!=', '<', '<=', '>', '>=');
    if (sign === undefined) return left;
    const right = value();
    return (scope) => compare(sign, left(scope), right(scope));
  }
  function value(): Evaluate {
    if (operator('!')) {
      const inner = value();
      return (scope) => !truth(inner(scope));
    }
    if (operator('(')) {
      const inner = either();
      if (!operator(')')) throw new ExpressionError(`${source}: a ) is missing`);
      return inner;
    }
    const token = tokens[at++];
    if (token === undefined || 'operator' in token)
      throw new ExpressionError(`${source}: a value is missing ${token ? `before ${token.operator}` : 'at the end'}`);
    if ('literal' in token) return () => token.literal;
    const { refers: one, evaluate } = expression(token.expression);
    refers.push(one);
    return evaluate;
  }
  const all = either();
  if (at < tokens.length) throw new ExpressionError(`${source}: unexpected text after the condition`);
  return { refers, holds: (scope) => truth(all(scope)) };
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (found === null) throw new ExpressionError(`${source}: cannot be parsed at ${source.slice(at).trim()}`);
    const [, sign, quoted, number, word, refers] = found;
    at = TOKEN.lastIndex;
    if (sign !== undefined) tokens.push({ operator: sign });
    else if (quoted !== undefined) tokens.push({ literal: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ literal: Number(number) });
    else if (word !== undefined) tokens.push({ literal: JSON.parse(word) as unknown });
    else tokens.push({ expression: refers ?? '' });
  }
  return tokens;
}

const truth = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** Arazzo compares strings case-insensitively. Ordering comparisons of other types are false. */
function compare(sign: string, left: unknown, right: unknown): boolean {
  const [a, b] = [folded(left), folded(right)];
  if (sign === '==') return a === b;
  if (sign === '!=') return a !== b;
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false;
  const [x, y] = [a, b as typeof a];
  return sign === '<' ? x < y : sign === '<=' ? x <= y : sign === '>' ? x > y : x >= y;
}

/** A missing value equals null. */
const folded = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.toLowerCase()
    : value === undefined
      ? null
      : typeof value === 'object' && value !== null
        ? JSON.stringify(value)
        : value;
