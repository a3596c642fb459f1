/** Problem details (RFC 9457). */

export interface Mistake {
  /** JSON pointer into the body; for a parameter: `/` and its name. */
  pointer: string;
  detail: string;
}

/** @throws Problem */
export function notAnObject(): never {
  throw ofBody(400, 'Not valid', 'The body is not a JSON object; send one.');
}

/** A problem with the body as a whole. */
export const ofBody = (status: number, title: string, detail: string): Problem =>
  new Problem(status, title, detail, [{ pointer: '', detail }]);

export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly mistakes: readonly Mistake[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }

  get body(): object {
    const [first] = this.mistakes;
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      detail: this.message,
      ...(first && { pointer: first.pointer }),
      ...(this.mistakes.length > 1 && { errors: this.mistakes }),
    };
  }
}

/** Maximum number of mistakes of a request that its reply lists: the reply would be many times as long as the request. */
const MAX_TOLD = 20;

export function notValid(mistakes: readonly Mistake[]): Problem {
  const told = mistakes.slice(0, MAX_TOLD);
  const more = mistakes.length - told.length;
  const details = [...told.map(({ detail }) => detail), ...(more > 0 ? [`${more} more mistakes are not listed`] : [])];
  return new Problem(400, 'Not valid', details.join('. '), told);
}
