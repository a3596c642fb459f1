/** What a test expects to have been received, checked before anything is compared with it. */
import type { ExpectedBody, OperationName, SandboxHandle } from '../index.js';

/** `N`: the name of the operation, whose body is typed where the vendor's types are known. */
export interface ReceivedOptions<N extends OperationName = OperationName> {
  /** What the call's body must have; it may have more. Secrets read `[redacted]`, as in the journal. */
  body?: ExpectedBody<N>;
  /** How it was answered. */
  status?: number;
  /** How many such calls there must be; at least one when left out. */
  times?: number;
}

export interface Expectation extends ReceivedOptions {
  vendor: string;
  operation: string;
}

/** What is asked: a double, or one of its sandboxes. */
export type Asked = Pick<SandboxHandle, 'journal' | 'operations'>;

const known: readonly string[] = ['body', 'status', 'times'] satisfies (keyof ReceivedOptions)[];

/** @throws Error for what can never have been received: a mistake that `.not` would hide */
export function expectationOf(
  asked: unknown,
  name: unknown,
  options: unknown,
): { asked: Asked; expectation: Expectation } {
  if (!isAsked(asked)) throw new Error('toHaveReceived asks a double or one of its sandboxes: expect(double)');
  const [, vendor, operation] = /^([^.]+)\.(.+)$/.exec(String(name)) ?? [];
  if (vendor === undefined || operation === undefined)
    throw new Error(`${JSON.stringify(name)} names no operation: write 'vendor.operation'`);
  const operations = asked.operations(vendor);
  if (!operations.includes(operation))
    throw new Error(`${vendor} has no operation ${operation}: use one of ${operations.join(', ')}`);
  return { asked, expectation: { vendor, operation, ...checked(options) } };
}

function checked(options: unknown): ReceivedOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null)
    throw new Error(`toHaveReceived takes options such as { body, status, times }, not ${String(options)}`);
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`toHaveReceived has no option ${unknown}: use ${known.join(', ')}`);
  for (const name of ['status', 'times'] as const) {
    const value = (options as ReceivedOptions)[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 0))
      throw new Error(`toHaveReceived: ${name} is a whole number, not ${String(value)}`);
  }
  return options;
}

function isAsked(value: unknown): value is Asked {
  if (typeof value !== 'object' || value === null) return false;
  const { journal, operations } = value as Partial<Asked>;
  return typeof journal?.find === 'function' && typeof operations === 'function';
}
