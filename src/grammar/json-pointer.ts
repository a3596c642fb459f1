/** JSON Pointers (RFC 6901). */

/** The steps of a pointer, which is '' or begins with a slash. */
export const parsePointer = (pointer: string): string[] => pointer.split('/').slice(1).map(unescapeStep);

export const formatPointer = (steps: readonly PropertyKey[]): string =>
  steps.map((step) => `/${escapeStep(String(step))}`).join('');

export const escapeStep = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

export const unescapeStep = (step: string): string =>
  step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
