/** The public surface as its users write it: compiled by `npm run types`, never run. */
import * as jestGlobals from '@jest/globals';
import * as vitest from 'vitest';
import {
  ControlError,
  MistakesError,
  startDouble,
  SteeringError,
  UnknownVendorError,
  WaitError,
  type Mistake,
  type Double,
  type Fault,
  type JournalEntry,
  type SandboxHandle,
} from '../src/index.js';
import type { CreateOpenAiConfig, LlmIntegration, operations as arize } from '../types/arize.cjs';
import { matchers, useDouble } from '../src/testing/jest.js';
import { useDouble as useDoubleInVitest, type ReceivedOptions } from '../src/testing/vitest.js';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the known way to compare two types exactly
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <A, B>(same: Same<A, B>): boolean => same;

export async function starting(): Promise<void> {
  await using double = await startDouble({ vendors: ['acme'], clock: '2026-03-01T10:00:00Z' });
  is<typeof double, Double>(true);
  const sandbox: SandboxHandle = double.sandbox('worker-3');
  is<ReturnType<typeof double.url>, string>(true);
  // A double is a sandbox, and a sandbox is no double.
  const whole: SandboxHandle = double;
  // @ts-expect-error -- a sandbox has no port and no app
  const part: Double = sandbox;
  // @ts-expect-error -- the option is called vendors
  await startDouble({ vendor: ['acme'] });
  // @ts-expect-error -- there is no such mode
  await startDouble({ auth: 'loose' });
  return void [whole, part];
}

export async function catching(error: unknown): Promise<void> {
  const { journal } = await startDouble({ journal: { entries: 10, bytes: 1000 } });
  if (error instanceof SteeringError) is<typeof error.pointer, string>(true);
  if (error instanceof UnknownVendorError) is<typeof error.vendor, string>(true);
  if (error instanceof MistakesError) is<typeof error.mistakes, readonly Mistake[]>(true);
  if (error instanceof ControlError || error instanceof WaitError) is<typeof error.message, string>(true);
  // @ts-expect-error -- the bounds are given at the start
  journal.bounds = { entries: 5 };
  // @ts-expect-error -- a journal keeps entries and bytes
  await startDouble({ journal: { calls: 10 } });
}

export function steering(double: Double): void {
  double.faults.add({ operation: 'updateGadget', refuse: 'rateLimited', times: 2 });
  is<ReturnType<typeof double.faults.add>, Fault>(true);
  // @ts-expect-error -- a fault names an operation
  double.faults.add({ refuse: 'rateLimited' });
  // @ts-expect-error -- there is no such reason
  double.faults.add({ operation: 'updateGadget', refuse: 'tooTired' });
  // @ts-expect-error -- before or after, and nothing between
  double.faults.add({ operation: 'updateGadget', drop: 'during' });
  // @ts-expect-error -- what the list shows cannot be written
  double.faults.list()[0].fired = 7;
  is<ReturnType<typeof double.snapshots.save>['at'], string>(true);
  is<ReturnType<typeof double.snapshots.export>, ReturnType<typeof double.snapshot>>(true);
  // @ts-expect-error -- a snapshot without a name is that of `snapshot()`
  double.snapshots.save();
  double.clock.advance('1h');
  // @ts-expect-error -- durations are texts
  double.clock.advance(3600);
  const [entry] = double.journal.find({ operation: 'updateGadget', status: 429 });
  is<typeof entry, JournalEntry | undefined>(true);
  // @ts-expect-error -- a status is a number
  double.journal.find({ status: '429' });
  // @ts-expect-error -- entries cannot be written
  entry.status = 200;
}

export function matching(double: Double): void {
  const options: ReceivedOptions = { body: { name: 'New' }, status: 200, times: 1 };
  is<ReturnType<typeof useDouble>, Double>(true);

  expect(double).toHaveReceived('acme.updateGadget', options);
  expect(double.sandbox('a')).not.toHaveReceived('acme.updateGadget');
  // @ts-expect-error -- the vendor is missing
  expect(double).toHaveReceived('updateGadget');
  // @ts-expect-error -- a misspelled option is no option
  expect(double).toHaveReceived('acme.updateGadget', { boby: {} });
  // @ts-expect-error -- an operation is needed
  expect(double).toHaveReceived();

  jestGlobals.expect(double).toHaveReceived('acme.updateGadget', options);
  jestGlobals.expect(double).not.toHaveReceived('acme.updateGadget');
  // @ts-expect-error -- times is a number
  jestGlobals.expect(double).toHaveReceived('acme.updateGadget', { times: 'twice' });

  vitest.expect(double).toHaveReceived('acme.updateGadget', options);
  vitest.expect(double).not.toHaveReceived('acme.updateGadget');
  // @ts-expect-error -- the vendor is missing
  vitest.expect(double).toHaveReceived('updateGadget');
}

declare module '../types/index.cjs' {
  interface Vendors {
    acme: {
      operations: { updateGadget: { requestBody: { content: { 'application/json': { name?: string } } } } };
      records: { gadget: { id: number } };
    };
  }
}

export function knownVendors(double: Double): void {
  const [integration] = double.records('arize', 'integration', 'key');
  const provider: 'openAI' | undefined = integration?.config.provider;
  const hidden: unknown = integration?.['more'];
  // @ts-expect-error -- what replies embed of others is not in the record
  const actions = double.records('langdock', 'integration', 'key')[0]?.actions.length;
  is<ReturnType<typeof double.records<'acme', 'gadget'>>, readonly { id: number }[]>(true);
  // What is not known stays open.
  is<ReturnType<typeof double.records<'nobody', 'thing'>>, readonly Record<string, unknown>[]>(true);
  is<ReturnType<typeof double.records<'arize', 'thing'>>, readonly Record<string, unknown>[]>(true);
  is<ReturnType<typeof double.records<string, string>>, readonly Record<string, unknown>[]>(true);
  return void [provider, hidden, actions];
}

export function knownBodies(double: Double): void {
  const update = 'arize.integrations_update';
  expect(double).toHaveReceived(update, { body: { config: { is_function_calling_enabled: true } } });
  expect(double).toHaveReceived(update, { body: { name: undefined, scopings: [{ space_id: null }] } });
  // A call that was refused may have had any text.
  expect(double).toHaveReceived(update, { body: { type: 'agent' }, status: 422 });
  // @ts-expect-error -- a body of this operation has no such field
  expect(double).toHaveReceived(update, { body: { nmae: 'New' } });
  // @ts-expect-error -- nor one of this type
  expect(double).toHaveReceived(update, { body: { config: { is_function_calling_enabled: 'yes' } } });
  // @ts-expect-error -- this operation is sent nothing
  expect(double).toHaveReceived('arize.integrations_delete', { body: {} });
  // @ts-expect-error -- nor is an added vendor's body anything
  expect(double).toHaveReceived('acme.updateGadget', { body: { name: 7 } });
  expect(double).toHaveReceived('nobody.updateThing', { body: { anything: 7 } });
  expect(double).toHaveReceived('arize.notYetKnown', { body: { anything: 7 } });

  jestGlobals.expect(double).toHaveReceived(update, {
    body: { name: jestGlobals.expect.stringMatching(/^N/), scopings: jestGlobals.expect.anything() },
  });
  // @ts-expect-error -- the same with Jest's own package
  jestGlobals.expect(double).toHaveReceived(update, { body: { nmae: 'New' } });
  vitest.expect(double).toHaveReceived(update, { body: { name: vitest.expect.any(String) } });
  // @ts-expect-error -- and with Vitest
  vitest.expect(double).toHaveReceived(update, { body: { nmae: 'New' } });
}

/** The types of a vendor, as one imports them. */
export function ofVendors(): void {
  is<arize['integrations_update']['responses'][200]['content']['application/json'], LlmIntegration>(true);
  // What has a default need not be sent.
  const config: CreateOpenAiConfig = { provider: 'openAI', api_key: 'k' };
  // @ts-expect-error -- and a reply has no key
  const key = ({} as LlmIntegration).config.api_key;
  return void [config, key];
}

export function settingUp(): void {
  useDouble();
  useDouble({ vendors: ['acme'] }, jestGlobals);
  useDoubleInVitest({ vendors: ['acme'] }, vitest);
  expect.extend(matchers);
  jestGlobals.expect.extend(matchers);
  vitest.expect.extend(matchers);
  // @ts-expect-error -- a runner's expect can be extended
  useDouble({ vendors: ['acme'] }, { expect: 'this' });
}
