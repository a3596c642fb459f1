/** The stream of events in a real browser: bursts, long journals, a restart of the server. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describeInBrowser, opened, type Opened } from '../../support/browser.js';
import { serving } from '../../support/serving.js';

const PATH = '/nairi/api/public/v1/integrations/llm';
const MEGABYTE = 1024 * 1024;

/** So many calls, some at a time. */
async function burst({ send }: Opened, count: number, path = (at: number) => `/nairi/burst/${at}`): Promise<void> {
  for (let at = 0; at < count; at += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - at) }, (_, index) =>
        send('GET', path(at + index)).then((reply) => reply.text()),
      ),
    );
}

/** Bytes of the page's heap after a collection. */
async function heapOf({ page }: Opened): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of the thread's own time: other processes of the machine do not count. */
  tdur?: number;
  args?: { name?: string };
}

/** Traces the tasks of the page's main thread; the returned function gives their lengths in milliseconds. */
async function traceTasks({ page }: Opened): Promise<() => Promise<number[]>> {
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel', '__metadata'] });
  return async () => {
    const trace = JSON.parse(String(await browser?.stopTracing())) as { traceEvents: TraceEvent[] };
    const main = new Set(
      trace.traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    return trace.traceEvents
      .filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
      .map(({ tdur = 0 }) => tdur / 1000);
  };
}

const footer = (it: Opened, text: string | RegExp) => it.page.locator('p.foot').filter({ hasText: text }).waitFor();

/** Tries now, unless the page has connected again by itself. */
const reconnect = ({ page }: Opened): Promise<unknown> =>
  page.evaluate(
    "[...document.querySelectorAll('.banner button')].find((button) => button.textContent === 'Try now')?.click()",
  );

interface Cable {
  url: string;
  cut: () => void;
  /** Connects again, also to another control side. */
  mend: (control?: string) => void;
}

const cables: (() => void)[] = [];
afterEach(() => {
  for (const end of cables.splice(0)) end();
});

/** Another port of the control side, whose connections can be cut. */
async function cableTo(control: string): Promise<Cable> {
  const sockets = new Set<Socket>();
  let to: string | undefined = control;
  const server = createServer((socket) => {
    if (to === undefined) return void socket.destroy();
    const other = connect(Number(new URL(to).port), '127.0.0.1');
    for (const [one, end] of [
      [socket, other],
      [other, socket],
    ] as const) {
      sockets.add(one);
      one.once('close', () => sockets.delete(one) && end.destroy());
      one.on('error', () => undefined);
      one.pipe(end);
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    to = undefined;
    for (const socket of sockets) socket.destroy();
  };
  cables.push(() => {
    cut();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, cut, mend: (next = control) => (to = next) };
}

/** Scrolls to and fro through a list of calls. Returns the mean of its ten longest tasks in milliseconds of processor time. */
async function scrollTasks(entries: number): Promise<number> {
  const it = await opened({ args: ['nairi', '--journal-entries', '10000', '--journal-bytes', '100000000'] });
  await burst(it, entries);
  await it.view('calls');
  await footer(it, new RegExp(`^${entries.toLocaleString('en')} entries$`));
  expect(await it.page.locator('table.rows tbody tr[data-seq]').count()).toBeLessThan(80);
  const finish = await traceTasks(it);
  const list = it.page.getByRole('region', { name: 'Calls, newest first' });
  for (let step = 1; step <= 60; step++) {
    await list.evaluate((element, top) => {
      element.scrollTop = top % (element.scrollHeight - element.clientHeight);
    }, step * 2500);
    await it.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await it.page.locator('tr[data-seq="1"]').waitFor();
  const tasks = await finish();
  expect(tasks.length).toBeGreaterThan(100);
  const longest = tasks.sort((a, b) => b - a).slice(0, 10);
  return longest.reduce((sum, milliseconds) => sum + milliseconds, 0) / longest.length;
}

describeInBrowser('Events', () => {
  it('shows 2,000 calls that arrive while it is open, and misses none', async () => {
    const it = await opened({ args: ['nairi', '--journal-entries', '5000'] });
    await it.view('calls');
    await it.page.getByText('No calls yet').waitFor();
    await burst(it, 100);
    await footer(it, /^100 entries$/);
    const before = await heapOf(it);
    await burst(it, 2000, (at) => `/nairi/burst/${at + 100}`);
    await footer(it, /^2,100 entries$/);
    const grown = (await heapOf(it)) - before;
    expect(grown).toBeLessThan(5 * MEGABYTE);
    expect(it.errors).toEqual([]);
  });

  it('drops the entries that the journal drops', async () => {
    const it = await opened({ args: ['nairi', '--journal-entries', '200'] });
    await it.view('calls');
    await it.page.getByText('No calls yet').waitFor();
    await burst(it, 500);
    await footer(it, /^200 entries$/);
  });

  it('scrolls through 10,000 entries by tasks as long as those for 500', async () => {
    const few = await scrollTasks(500);
    const many = await scrollTasks(10_000);
    // Processor time differs between machines; a list that keeps all rows would take twenty times as long.
    expect(many / few).toBeLessThan(3);
  });

  it('does not move what is being read', async () => {
    const it = await opened({ args: ['nairi'] });
    await burst(it, 200);
    await it.view('calls');
    await footer(it, /^200 entries$/);
    const list = it.page.getByRole('region', { name: 'Calls, newest first' });
    await list.evaluate((element) => {
      element.scrollTop = 2000;
    });
    const row = it.page.locator('tr[data-seq="120"]');
    await row.waitFor();
    const before = await row.boundingBox();
    await burst(it, 30);
    await footer(it, /^230 entries$/);
    expect((await row.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  });

  it('continues after the connection was lost, without a gap and without doubles', async () => {
    const it = await opened({ args: ['nairi'] });
    const cable = await cableTo(it.server.control);
    await it.page.goto(`${cable.url}/#/default/calls`);
    await it.page.getByText('No calls yet').waitFor();
    await burst(it, 5);
    await footer(it, /^5 entries$/);
    cable.cut();
    await it.page.getByText('Disconnected.').waitFor();
    await burst(it, 7);
    cable.mend();
    await reconnect(it);
    await footer(it, /^12 entries$/);
    await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
    expect(await it.page.locator('table.rows tbody tr[data-seq]').count()).toBe(12);
  });

  it('tells that the server is gone, keeps what it shows, and begins anew with the next one', async () => {
    const it = await opened({ args: ['nairi'] });
    const cable = await cableTo(it.server.control);
    await it.send('GET', PATH);
    await it.page.goto(`${cable.url}/#/default/calls/1`);
    await it.page.getByLabel('Entry 1, details').getByText('Answered by the rule').waitFor();
    await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
    await it.server.end();
    cable.cut();
    await it.page.getByText('Disconnected.').waitFor();
    await it.page.getByLabel('Entry 1, details').getByText('Answered by the rule').waitFor();
    await it.page.locator('button:disabled', { hasText: 'Clear…' }).waitFor();
    const next = await serving({ args: ['nairi'] });
    try {
      cable.mend(next.control);
      await reconnect(it);
      await it.page.getByText('#1 is gone from the journal.').waitFor();
      await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
      await fetch(next.url + PATH, { headers: { authorization: 'Bearer k' } });
      await footer(it, /^1 entry$/);
    } finally {
      await next.end();
    }
  });
});
