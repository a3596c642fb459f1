/** The arguments of `toHaveReceived`, checked before anything is compared. */
import type { ExpectedBody, OperationName, SandboxHandle } from '../index.js';

/** `N`: the name of the operation, which determines the type of the body. */
export interface ReceivedOptions<N extends OperationName = OperationName> {
  /** Required content of the body; it may have more. Secrets are `[redacted]`, as in the journal. */
  body?: ExpectedBody<N>;
  /** Status of the reply. */
  status?: number;
  /** Number of such calls. Default: at least one. */
  times?: number;
}

export interface Expectation extends ReceivedOptions {
  vendor: string;
  operation: string;
}

/** A double, or one of its sandboxes. */
export type Receiver = Pick<SandboxHandle, 'journal' | 'operations'>;

const known: readonly string[] = ['body', 'status', 'times'] satisfies (keyof ReceivedOptions)[];

/** @throws Error for names and options that no call can match, which `.not` would hide */
export function expectationOf(
  receiver: unknown,
  name: unknown,
  options: unknown,
): { receiver: Receiver; expectation: Expectation } {
  if (!isReceiver(receiver)) throw new Error('toHaveReceived needs a double or one of its sandboxes: expect(double)');
  const [, vendor, operation] = /^([^.]+)\.(.+)$/.exec(String(name)) ?? [];
  if (vendor === undefined || operation === undefined)
    throw new Error(`${JSON.stringify(name)} is not the name of an operation: write 'vendor.operation'`);
  const operations = receiver.operations(vendor);
  if (!operations.includes(operation))
    throw new Error(`${vendor} has no operation ${operation}: use one of ${operations.join(', ')}`);
  return { receiver, expectation: { vendor, operation, ...checked(options) } };
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
      throw new Error(`toHaveReceived: ${name} must be a whole number, not ${String(value)}`);
  }
  return options;
}

function isReceiver(value: unknown): value is Receiver {
  if (typeof value !== 'object' || value === null) return false;
  const { journal, operations } = value as Partial<Receiver>;
  return typeof journal?.find === 'function' && typeof operations === 'function';
}
