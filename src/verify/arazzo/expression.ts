/** Runtime expressions of Arazzo 1.0 (§4.6.5), parsed once and evaluated on the calls so far. */
import { isObject } from '../../grammar/json.js';
import { parsePointer } from '../../grammar/json-pointer.js';

/** One call of a step, as the input of expressions. */
export interface Exchanged {
  method: string;
  url: string;
  request: { headers: Readonly<Record<string, string>>; body: unknown };
  statusCode: number;
  response: { headers: Readonly<Record<string, string>>; body: unknown };
}

export interface Scope {
  inputs: Readonly<Record<string, string>>;
  /** Outputs by step. */
  steps: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** The current call. */
  exchanged?: Exchanged;
}

export type Evaluate = (scope: Scope) => unknown;

/** What an expression refers to, to check a document without running it. */
export type Reference = { input: string } | { step: string; output: string } | 'exchange';

export interface Expression {
  refers: Reference;
  evaluate: Evaluate;
}

export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const KNOWN =
  '$statusCode, $method, $url, $request.body#/…, $request.header.…, $response.body#/…, $response.header.…, $inputs.… or $steps.….outputs.…';

/** @throws ExpressionError */
export function expression(text: string): Expression {
  const [, source = '', pointer] = /^(\$[^#]*)(?:#(.*))?$/.exec(text) ?? [];
  const within = pointer === undefined ? (value: unknown): unknown => value : pointerOf(pointer, text);
  const ofCall = (pick: (call: Exchanged) => unknown): Expression => ({
    refers: 'exchange',
    evaluate: ({ exchanged }) => (exchanged === undefined ? undefined : within(pick(exchanged))),
  });
  const header = /^\$(request|response)\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.exec(source);
  if (header) {
    const [, side, name = ''] = header;
    return ofCall((exchanged) => exchanged[side as 'request' | 'response'].headers[name.toLowerCase()]);
  }
  const input = /^\$inputs\.([\w-]+)$/.exec(source)?.[1];
  if (input !== undefined) return { refers: { input }, evaluate: ({ inputs }) => within(inputs[input]) };
  const [, step, output] = /^\$steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(source) ?? [];
  if (step !== undefined && output !== undefined)
    return { refers: { step, output }, evaluate: ({ steps }) => within(steps.get(step)?.[output]) };
  switch (source) {
    case '$statusCode':
      return ofCall((exchanged) => exchanged.statusCode);
    case '$method':
      return ofCall((exchanged) => exchanged.method);
    case '$url':
      return ofCall((exchanged) => exchanged.url);
    case '$request.body':
      return ofCall((exchanged) => exchanged.request.body);
    case '$response.body':
      return ofCall((exchanged) => exchanged.response.body);
    default:
      throw new ExpressionError(`${text} is not a supported expression: use ${KNOWN}`);
  }
}

/** Reads the value at a JSON pointer (RFC 6901). @throws ExpressionError */
export function pointerOf(pointer: string, text = pointer): (value: unknown) => unknown {
  if (pointer !== '' && !pointer.startsWith('/')) throw new ExpressionError(`${text}: a JSON pointer begins with /`);
  const steps = parsePointer(pointer);
  return (value) => steps.reduce(child, value);
}

function child(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value as unknown[])[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

const EMBEDDED = /\{(\$[^{}]+)\}/g;

export interface Text {
  refers: Reference[];
  /** @param write formats a value for the text; undefined: no value */
  fill: (scope: Scope, write?: (value: unknown) => string) => string;
}

/** Text with expressions in braces. @throws ExpressionError */
export function text(source: string): Text {
  const parts = new Map([...source.matchAll(EMBEDDED)].map(([whole, inner = '']) => [whole, expression(inner)]));
  return {
    refers: [...parts.values()].map((part) => part.refers),
    fill: (scope, write = plain) => source.replace(EMBEDDED, (whole) => write(parts.get(whole)?.evaluate(scope))),
  };
}

const plain = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** A JSON value in which whole strings and parts of strings may be expressions. @throws ExpressionError */
export function payload(source: unknown): { refers: Reference[]; fill: Evaluate } {
  if (typeof source === 'string') {
    if (/^\$[a-zA-Z]+[.\w]*/.test(source) && !/\s/.test(source)) {
      const { refers, evaluate } = expression(source);
      return { refers: [refers], fill: evaluate };
    }
    const whole = /^\{(\$[^{}]+)\}$/.exec(source)?.[1];
    if (whole !== undefined) {
      const { refers, evaluate } = expression(whole);
      return { refers: [refers], fill: evaluate };
    }
    const { refers, fill } = text(source);
    return { refers, fill: (scope) => fill(scope) };
  }
  if (Array.isArray(source)) {
    const parts = (source as unknown[]).map(payload);
    return { refers: parts.flatMap((part) => part.refers), fill: (scope) => parts.map((part) => part.fill(scope)) };
  }
  if (isObject(source)) {
    const parts = Object.entries(source).map(([key, value]) => [key, payload(value)] as const);
    return {
      refers: parts.flatMap(([, item]) => item.refers),
      fill: (scope) => Object.fromEntries(parts.map(([key, item]) => [key, item.fill(scope)])),
    };
  }
  return { refers: [], fill: () => source };
}
