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

/** How many errors of the current value are held. */
export interface HeldCount {
  count: number;
}

/** Maximum number of held errors of one value. After that, each failure holds only its first error. */
const MAX_HELD = 10_000;

const none: readonly Partial<ErrorObject>[] = [];

/** Adds a keyword of our own. @param compile makes the validator whose errors the keyword's error holds */
export function addKeyword(
  ajv: Ajv2020,
  held: HeldCount,
  keyword: string,
  compile: (value: never) => DataValidateFunction,
  type?: JSONType,
): void {
  const last: { errors: readonly Partial<ErrorObject>[] } = { errors: none };
  ajv.addKeyword({
    keyword,
    ...(type && { type }),
    errors: false,
    error: {
      message: `must pass ${keyword}`,
      params: ({ gen }) => _`{${HELD}: ${gen.scopeValue('obj', { ref: last })}.errors}`,
    },
    compile: (value: unknown): DataValidateFunction => {
      const run = compile(value as never);
      return (data: unknown, at) => {
        const isValid = run(data, at) as boolean;
        if (isValid) return true;
        const errors = run.errors ?? none;
        last.errors = held.count > MAX_HELD ? errors.slice(0, 1) : errors;
        held.count += last.errors.length;
        return false;
      };
    },
  });
}
