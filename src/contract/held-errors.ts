/**
 * Keywords of our own report the errors of other validators. Ajv would copy all earlier errors each time such a keyword
 * adds its own, so a keyword adds one error that holds them, and `flattened` takes them out.
 */
import type { Ajv2020, ErrorObject, FuncKeywordDefinition, JSONType } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/code.js';

export type DataValidateFunction = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

/** The parameter of an error that holds those of a part. */
const HELD = 'held';

/** Replaces each error that holds others by these. @param most how many are returned at most */
export function flattened(errors: readonly ErrorObject[], most = Infinity): ErrorObject[] {
  const out: ErrorObject[] = [];
  const add = (list: readonly Partial<ErrorObject>[], at: string): void => {
    for (const error of list) {
      if (out.length >= most) return;
      const { instancePath = at } = error;
      const held = error.params?.[HELD] as Partial<ErrorObject>[] | undefined;
      if (held) add(held, instancePath);
      else
        out.push(
          error.instancePath === undefined ? ({ ...error, instancePath } as ErrorObject) : (error as ErrorObject),
        );
    }
  };
  add(errors, '');
  return out;
}

/** Maximum number of held errors of one value. After that, each failure holds only its first error. */
const MAX_HELD = 10_000;

const none: readonly Partial<ErrorObject>[] = [];

/** A keyword of our own. */
export interface OwnKeyword {
  compile: (value: never) => DataValidateFunction;
  /** The type of values that it concerns; undefined: any. */
  type: JSONType | undefined;
}

/** The keywords of our own, and the errors that they hold of the current value. */
export class HeldErrors {
  readonly keywords = new Map<string, OwnKeyword>();
  #count = 0;

  start(): void {
    this.#count = 0;
  }

  /** The parameters of an error that holds others. */
  holding(errors: readonly Partial<ErrorObject>[]): Record<string, readonly Partial<ErrorObject>[]> {
    const kept = this.#count > MAX_HELD ? errors.slice(0, 1) : errors;
    this.#count += kept.length;
    return { [HELD]: kept };
  }
}

/** Adds a keyword of our own. @param compile makes the validator whose errors the keyword's error holds */
export function addKeyword(
  ajv: Ajv2020,
  held: HeldErrors,
  keyword: string,
  compile: (value: never) => DataValidateFunction,
  type?: JSONType,
): void {
  held.keywords.set(keyword, { compile, type });
  const last: { params: object } = { params: {} };
  ajv.addKeyword({
    keyword,
    ...(type && { type }),
    errors: false,
    error: {
      message: `must pass ${keyword}`,
      params: ({ gen }) => _`${gen.scopeValue('obj', { ref: last })}.params`,
    },
    compile: (value: unknown): DataValidateFunction => {
      const run = compile(value as never);
      return (data: unknown, at) => {
        const isValid = run(data, at) as boolean;
        if (!isValid) last.params = held.holding(run.errors ?? none);
        return isValid;
      };
    },
  });
}
