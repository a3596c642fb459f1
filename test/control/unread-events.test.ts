/** A client of events that does not read costs one text, and is disconnected after the send timeout. */
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { sendEvents } from '../../src/control/events/event-handlers.js';
import { EventStream } from '../../src/control/events/event-stream.js';
import type { ChangeDraft } from '../../src/engine/journal/change.js';
import { Sender } from '../../src/http/sender.js';
import { BoundedJournal } from '../../src/world/journal/journal.js';
import { StateChanges } from '../../src/world/state-changes.js';
import type { Sandbox } from '../../src/world/world.js';
import { stubVendor } from '../support/stubs.js';

const KIB = 1024;
const sendTimeout = 10_000;

/** A response whose client takes nothing until `read` is called. */
class Unread extends EventEmitter {
  readonly socket = null;
  destroyed = false;
  written: string[] = [];
  read = (): void => undefined;

  write(text: string, taken: () => void): boolean {
    this.written.push(text);
    this.read = taken;
    return true;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** Timers that run when the test says so. */
function timers(): {
  set: Map<object, { run: () => void; after: number }>;
  port: ConstructorParameters<typeof Sender>[1];
} {
  const set = new Map<object, { run: () => void; after: number }>();
  const setTimeout = (run: () => void, after: number): object => {
    const timer = { unref: () => timer };
    set.set(timer, { run, after });
    return timer;
  };
  return { set, port: { setTimeout, clearTimeout: (timer: object) => set.delete(timer) } as never };
}

function following(): {
  journal: BoundedJournal;
  response: Unread;
  set: ReturnType<typeof timers>['set'];
  over: Promise<void>;
} {
  const journal = new BoundedJournal();
  const sandbox = { name: 'default', journal, stateChanges: new StateChanges() } as unknown as Sandbox;
  const position = { cleared: 0, seq: 0 };
  const stream = new EventStream({ sandbox, position, continued: true, idOf: ({ seq }) => String(seq) });
  const { set, port } = timers();
  const sender = new Sender({ sendTimeout, maxUnsentBytes: Infinity }, port);
  const response = new Unread();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const draft: ChangeDraft = {
    at: 0,
    sandbox: 'default',
    by: 'control',
    of: { vendor: stubVendor(), account: { name: 'a'.repeat(1000), number: 1 } },
    changes: [],
  };
  for (let at = 0; at < 500; at++) journal.addChange(draft);
  const write = (text: string): Promise<void> => sender.write(response as unknown as ServerResponse, text);
  return { journal, response, set, over: sendEvents(stream, write, gone.signal) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('costs one text, and is disconnected after the send timeout', async () => {
  const { response, set, over } = following();
  for (let at = 0; at < 20; at++) await turn();
  expect(response.written).toHaveLength(1);
  expect(response.written.join('').length).toBeLessThan(20 * KIB);
  const [timer] = [...set.values()];
  expect([set.size, timer?.after, response.destroyed]).toEqual([1, sendTimeout, false]);
  timer?.run();
  expect(response.destroyed).toBe(true);
  await over;
});

it('gets the next text when it has read one, with the whole time again', async () => {
  const { response, set, over } = following();
  const seen = new Set<unknown>();
  while (!response.written.join('').includes('"seq":500,')) {
    const [timer] = [...set.values()];
    expect([set.size, timer?.after]).toEqual([1, sendTimeout]);
    expect(seen.has(timer)).toBe(false);
    seen.add(timer);
    response.read();
    await turn();
    await turn();
  }
  expect(seen.size).toBeGreaterThan(20);
  response.destroy();
  await over;
  expect(set.size).toBe(0);
});
