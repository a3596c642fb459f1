/** A sandbox followed by server-sent events: nothing missed, nothing twice. */
import { EventStream } from '../../src/control/events/event-stream.js';
import type { Position } from '../../src/control/journal-positions.js';
import { BoundedJournal } from '../../src/world/journal/journal.js';
import { StateChanges } from '../../src/world/state-changes.js';
import type { Sandbox } from '../../src/world/world.js';
import { controlled, type ControlClient } from '../support/control.js';
import { client } from '../support/double.js';
import { untilFollowing } from '../support/listeners.js';
import { follow, type Following, type ServerEvent } from '../support/events.js';

const events = '/sandboxes/default/events';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';

interface Started extends ControlClient {
  control: string;
  follow: (position?: string, path?: string) => Promise<Following>;
  get: () => Promise<unknown>;
}

async function start(options = {}): Promise<Started> {
  const target = await controlled({ vendors: ['arize', 'spideriq'], ...options });
  const control = target.double.control ?? '';
  return {
    ...target,
    control,
    follow: (position, path = events) =>
      follow(control, path, position === undefined ? {} : { 'last-event-id': position }),
    get: () => client(target.double, 'arize').call('get', '/v2/integrations').then(),
  };
}

const seqsOf = (found: readonly (ServerEvent | undefined)[]): unknown[] =>
  found.flatMap((item) => (item?.event === 'entry' ? [item.data.seq] : []));

it('begins with `start`, then sends each call as a summary', async () => {
  const { double, follow: listen, get } = await start();
  await get();
  const stream = await listen();
  expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const [first] = await stream.some(1);
  expect(first).toMatchObject({
    event: 'start',
    data: { sandbox: 'default', cleared: 0, last: 1, continued: true },
  });
  await client(double, 'arize').call('patch', one, { type: 'agent' });
  const [second] = await stream.some(1);
  expect(second?.data).toEqual({
    kind: 'call',
    seq: 2,
    at: '2026-03-01T10:00:00.000Z',
    vendor: 'arize',
    operation: 'integrations_update',
    account: double.journal.find()[1]?.account,
    method: 'PATCH',
    path: one,
    status: 422,
    rule: 'refusals.typeImmutable',
    evidence: expect.any(String),
    reason: 'immutable',
    duration: expect.any(Number),
    says: 'type never changes: stored is "llm", sent was "agent"',
    changes: [],
    changed: 0,
    violations: 0,
    type: expect.stringMatching(/json/),
    size: expect.any(Number),
  });
});

it('follows the sandbox that /events names, or the default one', async () => {
  const { call, control } = await start();
  await call('PUT', '/sandboxes/w');
  const started = async (path: string): Promise<unknown> =>
    (await (await follow(control, path)).some(1))[0]?.data.sandbox;
  expect(await started('/events')).toBe('default');
  expect(await started('/events?sandbox=w')).toBe('w');
});

it('sends each of many calls once, in order, also over disconnections', async () => {
  const { follow: listen, get, double } = await start();
  const calls = Promise.all(Array.from({ length: 60 }, () => get()));
  let position = (await (await listen()).some(1))[0]?.id ?? '';
  const begin = Number(position.split('.')[2]);
  const seen: unknown[] = [];
  while (seen.length < 60 - begin) {
    const stream = await listen(position);
    const found = await stream.some(Math.min(8, 61 - begin - seen.length));
    stream.leave();
    expect(found[0]).toMatchObject({ event: 'start', data: { continued: true } });
    seen.push(...seqsOf(found));
    position = found.at(-1)?.id ?? '';
  }
  await calls;
  expect(seen).toEqual(Array.from({ length: 60 - begin }, (_, at) => begin + at + 1));
  expect(double.journal.count()).toBe(60);
});

it('continues after a journal reply by its position', async () => {
  const { call, control, get } = await start();
  await get();
  const { position } = (await call('GET', '/sandboxes/default/journal')).body;
  await get();
  const stream = await follow(control, `${events}?after=${position}`);
  expect(seqsOf(await stream.some(2))).toEqual([2]);
});

it('reports entries that were evicted before they could be sent', async () => {
  const { follow: listen, get } = await start({ journal: { entries: 3 } });
  const position = (await (await listen()).some(1))[0]?.id;
  for (let at = 0; at < 8; at++) await get();
  const found = await (await listen(position)).some(5);
  expect(found.map(({ event }) => event)).toEqual(['start', 'evicted', 'entry', 'entry', 'entry']);
  expect([found[1]?.data, seqsOf(found)]).toEqual([{ from: 1, to: 5 }, [6, 7, 8]]);
});

it('reports a cleared journal to a connected client and to one that reconnects', async () => {
  const { call, follow: listen, get } = await start();
  await get();
  const stream = await listen();
  const [first] = await stream.some(1);
  await call('DELETE', '/sandboxes/default/journal');
  expect(await stream.next()).toMatchObject({ event: 'cleared', data: { cleared: 1 } });
  await get();
  expect(await stream.next()).toMatchObject({ event: 'entry', data: { seq: 1 } });
  const back = await (await listen(first?.id)).some(3);
  expect(back.map(({ event }) => event)).toEqual(['start', 'cleared', 'entry']);
});

it('sends everything again, with `continued: false`, after a position of another journal', async () => {
  const before = await start();
  await before.get();
  const position = (await (await before.follow()).some(1))[0]?.id;
  const after = await start();
  await after.get();
  await after.get();
  const found = await (await after.follow(position)).some(3);
  expect(found[0]).toMatchObject({ event: 'start', data: { last: 2, continued: false } });
  expect(seqsOf(found)).toEqual([1, 2]);
  const { call, follow: listen } = after;
  await call('PUT', '/sandboxes/w');
  const ofRemoved = (await (await listen(undefined, '/sandboxes/w/events')).some(1))[0]?.id;
  await call('DELETE', '/sandboxes/w');
  await call('PUT', '/sandboxes/w');
  const again = await (await listen(ofRemoved, '/sandboxes/w/events')).some(1);
  expect(again[0]).toMatchObject({ event: 'start', data: { continued: false } });
});

it('reports changes by the control side and by the library', async () => {
  const { call, double, follow: listen } = await start();
  const stream = await listen();
  await stream.some(1);
  const reportedBy = async (act: () => unknown): Promise<unknown> => {
    await act();
    return (await stream.next())?.data.what;
  };
  const base = '/sandboxes/default';
  expect(await reportedBy(() => call('PATCH', `${base}/clock`, { advance: '1h' }))).toEqual(['clock']);
  expect(await reportedBy(() => double.clock.system())).toEqual(['clock']);
  expect(await reportedBy(() => double.faults.add({ operation: 'integrations_get', status: 500 }))).toEqual(['faults']);
  expect(await reportedBy(() => call('DELETE', `${base}/faults/fault-1`))).toEqual(['faults']);
  expect(await reportedBy(() => call('PUT', `${base}/limits/spideriq`, { enabled: true }))).toEqual(['limits']);
  expect(await reportedBy(() => double.limits.disable('spideriq'))).toEqual(['limits']);
  expect(await reportedBy(() => call('PUT', `${base}/snapshots/base`))).toEqual(['snapshots']);
  expect(await reportedBy(() => double.snapshots.remove('base'))).toEqual(['snapshots']);
});

it('reports a reset and a restored snapshot', async () => {
  const { call, double, follow: listen } = await start();
  const snapshot = double.snapshot();
  const stream = await listen();
  await stream.some(1);
  await call('PUT', '/sandboxes/default/snapshot', snapshot);
  const restored = await stream.some(2);
  expect(restored.map(({ event, data }) => data.what ?? [event, data.kind, data.by])).toEqual([
    ['entry', 'change', 'restore'],
    ['clock', 'faults', 'limits', 'records'],
  ]);
  await call('POST', '/sandboxes/default/reset');
  expect((await stream.some(2)).map(({ event }) => event)).toEqual(['cleared', 'steered']);
});

it('ends when the sandbox is removed, and when the server stops', async () => {
  const { call, double, follow: listen } = await start();
  await call('PUT', '/sandboxes/w');
  const removed = await listen(undefined, '/sandboxes/w/events');
  const stopped = await listen();
  await Promise.all([removed.some(1), stopped.some(1)]);
  await call('DELETE', '/sandboxes/w');
  expect(await removed.next()).toMatchObject({ event: 'removed', data: {} });
  expect(await removed.next()).toBeUndefined();
  await double.close();
  expect(await stopped.next()).toBeUndefined();
});

it('follows its own sandbox only', async () => {
  const { call, double, follow: listen, get } = await start();
  await call('PUT', '/sandboxes/w');
  const stream = await listen(undefined, '/sandboxes/w/events');
  await stream.some(1);
  await get();
  await fetch(`${double.sandbox('w').url('arize')}/nowhere`);
  expect(await stream.next()).toMatchObject({ data: { seq: 1, path: '/nowhere' } });
});

it('has no secrets', async () => {
  const { double, follow: listen } = await start();
  const stream = await listen();
  const { call } = client(double, 'arize', 'canary-token-1');
  await call('patch', one, { type: 'llm', name: 'New', config: { api_key: 'canary-key-2' } });
  await call('patch', one, { type: 'agent', config: { api_key: 'canary-key-3' } });
  expect(JSON.stringify(await stream.some(3))).not.toMatch(/canary/);
});

it.each([
  [{ host: 'evil.example' }, 403],
  [{ origin: 'http://evil.example' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'last-event-id': 'x' }, 400],
  [{ 'last-event-id': '' }, 400],
])('answers %j with a problem, not with a stream', async (headers, status) => {
  const { call } = await start();
  expect((await call('GET', events, undefined, headers)).status).toBe(status);
});

it('needs the token if there is one', async () => {
  const { call, control } = await start({ controlToken: 'open-sesame' });
  expect((await call('GET', events)).status).toBe(401);
  const stream = await follow(control, events, { authorization: 'Bearer open-sesame' });
  expect((await stream.some(1))[0]?.event).toBe('start');
});

it.each([
  ['/sandboxes/nowhere/events', 404, '/name', /there is no sandbox nowhere/],
  ['/events?sandbox=nowhere', 404, '/sandbox', /there is no sandbox nowhere/],
  [`${events}?after=yesterday`, 400, '/after', /not a position; use the id of an event/],
  [`${events}?afer=1`, 400, '/afer', /use after/],
])('refuses %s', async (path, status, pointer, message) => {
  const { call } = await start();
  const { body } = await call('GET', path);
  expect([body.status, body.pointer, body.detail]).toEqual([status, pointer, expect.stringMatching(message)]);
});

it('answers HEAD without a stream', async () => {
  const { call } = await start();
  const { status, headers, text } = await call('HEAD', events);
  expect([status, headers['content-type'], text]).toEqual([200, 'text/event-stream', '']);
});

it('keeps nothing for a client that has left', async () => {
  const { follow: listen, get } = await start();
  const streams = await Promise.all(Array.from({ length: 5 }, () => listen()));
  await untilFollowing(5);
  for (const stream of streams) stream.leave();
  await untilFollowing(0);
  await get();
});

describe('a stream', () => {
  const opened = (): { journal: BoundedJournal; stateChanges: StateChanges; stream: EventStream } => {
    const journal = new BoundedJournal();
    const stateChanges = new StateChanges();
    const sandbox = { name: 'default', journal, stateChanges } as unknown as Sandbox;
    const idOf = ({ seq }: Position): string => String(seq);
    return {
      journal,
      stateChanges,
      stream: new EventStream({ sandbox, position: { cleared: 0, seq: 0 }, continued: true, idOf }),
    };
  };
  const change = { at: 0, sandbox: 'default', by: 'control', of: undefined, changes: [] };

  it('sends a comment at each beat if there is nothing else', async () => {
    const { journal, stream } = opened();
    let beat = (): void => undefined;
    const end = stream.listen((wake) => {
      beat = wake;
      return () => (beat = () => undefined);
    });
    expect(stream.take()).toMatch(/^event: start\n/);
    expect(stream.take()).toBe('');
    beat();
    await stream.ready();
    expect([stream.take(), stream.take()]).toEqual([':\n\n', '']);
    journal.addChange(change);
    beat();
    expect([stream.take(), stream.take()]).toEqual([expect.stringMatching(/^event: entry\n/), '']);
    end();
  });

  it('takes at most 100 entries at a time, and keeps none', async () => {
    const { journal, stream } = opened();
    for (let at = 0; at < 250; at++) journal.addChange(change);
    const counts: number[] = [];
    for (let left = 3; left > 0; left--) {
      counts.push([...stream.take().matchAll(/^event: entry$/gm)].length);
      if (left > 1) await stream.ready();
    }
    expect([counts, stream.take()]).toEqual([[100, 100, 50], '']);
  });
});
