/** Schemas are compiled to JavaScript, which Node can forbid. */

/** @throws EvalError if this process may not compile code */
export function requireCodeGeneration(): void {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as Ajv does
    new Function('');
  } catch {
    throw new EvalError(NO_CODE_GENERATION);
  }
}

export const NO_CODE_GENERATION =
  'stuntdouble compiles JSON Schemas to code, which this process forbids: start Node without --disallow-code-generation-from-strings';
