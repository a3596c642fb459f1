/** The process: how it ends, and slow, misbehaving and disconnected clients. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isDeep, long, runs, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving, type Spawning } from '../support/serving.js';
import { bytesBack, replies } from '../robust/wire.js';

const run = promisify(execFile);
const path = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const body = '{"type":"llm","name":"Renamed"}';
const head = [
  `PATCH ${path} HTTP/1.1`,
  ...['Host: localhost', 'Authorization: Bearer k', 'Content-Type: application/json', `Content-Length: ${body.length}`],
].join('\r\n');
const running: Serving[] = [];

async function served(spawning: Spawning = {}): Promise<Serving> {
  const started = await serving(spawning);
  running.push(started);
  return started;
}
afterEach(() => Promise.all(running.splice(0).map((item) => item.end())));

const ask = async ({ url }: Serving): Promise<number> => {
  const reply = await fetch(url + path, { headers: { authorization: 'Bearer k' } });
  await reply.arrayBuffer();
  return reply.status;
};

const statusOf = (agent: Agent, url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: 'Bearer k' } }, (reply) =>
      reply.resume().once('end', () => resolve(reply.statusCode)),
    ).once('error', reject);
  });

/** A connection on which this much has been written. */
const opened = (port: number, text: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
    socket.once('error', reject);
  });
/** A connection with a call that the server has begun to read: it asked for the rest of the body. */
async function calling(port: number): Promise<Socket> {
  const socket = await opened(port, `${head}\r\nExpect: 100-continue\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(body.slice(0, 10));
  return socket;
}

/** All further data on the connection. */
const rest = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });

/** Takes no new connections any more. */
async function refuses(port: number): Promise<void> {
  const isRefused = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(false));
      socket.once('error', () => resolve(true)).once('connect', () => socket.destroy());
    });
  while (!(await isRefused()));
}

describe('when it is stopped', () => {
  it('answers the running call, and exits with 0', async () => {
    const it = await served();
    const socket = await calling(it.port);
    const answer = rest(socket);
    it.child.kill('SIGTERM');
    await refuses(it.port);
    socket.write(body.slice(10));
    expect(replies(await answer)).toMatchObject([{ status: 200, text: expect.stringContaining('Renamed') as string }]);
    expect(await it.exit).toEqual([0, null]);
  });

  it('exits with 0 after the timeout of a client that stops sending', async () => {
    const it = await served({ args: ['--stop-timeout', '100'] });
    await calling(it.port);
    await opened(it.port, head);
    const idle = await opened(it.port, `${head.replace('PATCH', 'GET').replace(/Content-Length.*/, 'X: y')}\r\n\r\n`);
    await new Promise((resolve) => idle.once('data', resolve));
    it.child.kill('SIGTERM');
    expect(await it.exit).toEqual([0, null]);
  });

  it.each(sampleOf(['SIGTERM', 'SIGINT'] as const, 2))('exits immediately with 1 at a second %s', async (signal) => {
    const it = await served({ args: ['--stop-timeout', '600000'] });
    await calling(it.port);
    it.child.kill('SIGTERM');
    await refuses(it.port);
    it.child.kill(signal);
    expect(await it.exit).toEqual([1, null]);
  });
});

describe('whose output is no longer read', () => {
  it('keeps serving, and stops normally', async () => {
    const it = await served();
    it.child.stdout.destroy();
    it.child.stderr.destroy();
    expect(await ask(it)).toBe(200);
    it.child.kill('SIGTERM');
    expect(await it.exit).toEqual([0, null]);
  });

  long.each(['list', 'check specs', 'serve --help', '--version'])('prints nothing: %s', async (command) => {
    // The reader is gone before anything is written.
    const line = `{ node dist/cli.cjs ${command}; echo "ended with $?" >&2; } | { exec <&-; cat /dev/null; }`;
    const { stderr } = await run('bash', ['-c', line], { cwd: root });
    expect(stderr).toBe('ended with 0\n');
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux('a command whose output does not fit on the disk ends with 1 and the reason', async () => {
  const { stderr } = await run('bash', ['-c', 'node dist/cli.cjs list > /dev/full; echo "ended with $?" >&2'], {
    cwd: root,
  });
  expect(stderr).toBe('Cannot write to stdout: ENOSPC: no space left on device, write\nended with 1\n');
});

describe('slow clients', () => {
  it('do not affect others, and get a reply at their timeout', async () => {
    const it = await served({ args: ['--headers-timeout', isDeep ? '3000' : '500'] });
    const slow = await Promise.all(
      Array.from({ length: runs(50, 1000) }, () => opened(it.port, 'GET / HTTP/1.1\r\nX-Slow: ')),
    );
    const ends = slow.map(rest);
    const drip = setInterval(() => slow.forEach((socket) => socket.write('x')), 200);
    const statuses = await Promise.all(Array.from({ length: runs(20, 200) }, () => ask(it)));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    const said = (await Promise.all(ends)).map((text) => replies(text)[0]?.status);
    clearInterval(drip);
    expect(said.filter((status) => status !== 408)).toEqual([]);
    expect([await ask(it), it.complaints()]).toEqual([200, '']);
  });

  it('are refused beyond the limit of connections', async () => {
    const it = await served({ args: ['--max-connections', '10'] });
    await Promise.all(Array.from({ length: 10 }, () => opened(it.port, 'GET /')));
    const turned = connect(it.port, '127.0.0.1');
    expect(await rest(turned)).toBe('');
  });
});

describe('leaves no descriptor open', () => {
  const descriptors = ({ child }: Serving): number => readdirSync(`/proc/${child.pid}/fd`).length;
  /** As few as before; a leak never gets there, and the test runs out of time. */
  async function back(item: Serving, before: number): Promise<void> {
    while (descriptors(item) > before) await bytesBack(item.port, Buffer.from('GET / HTTP/1.0\r\n\r\n'));
  }
  const manyTimes = async (times: number, work: () => Promise<unknown>): Promise<void> => {
    for (let left = times; left > 0; left -= 50) await Promise.all(Array.from({ length: Math.min(50, left) }, work));
  };
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('after many bodies that were aborted', async () => {
    const double = await served();
    await ask(double);
    const before = descriptors(double);
    await manyTimes(runs(100, 1000), async () => (await opened(double.port, `${head}\r\n\r\n{"ty`)).resetAndDestroy());
    await back(double, before);
    expect([await ask(double), double.complaints()]).toEqual([200, '']);
  });

  onLinux('after many connections that said nothing', async () => {
    const double = await served();
    await ask(double);
    const before = descriptors(double);
    await manyTimes(runs(200, 5000), async () => (await opened(double.port, '')).destroy());
    await back(double, before);
    expect([await ask(double), double.complaints()]).toEqual([200, '']);
  });
});

describe('without file descriptors to spare', () => {
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux(
    'refuses new connections, serves the others on both ports, loads what it has not loaded yet, and recovers',
    async () => {
      const it = await served({ args: ['arize'], by: ['sh', '-c', 'ulimit -n 80; exec "$@"', 'x'] });
      const kept = new Agent({ keepAlive: true, maxSockets: 1 });
      expect(await statusOf(kept, it.url + path)).toBe(200);
      const idle = await Promise.all(
        Array.from({ length: 120 }, () => {
          const socket = connect(it.port, '127.0.0.1').on('error', () => undefined);
          return new Promise<Socket>((resolve) => socket.once('connect', () => resolve(socket)));
        }),
      );
      // The first look at the metrics loads code from a file.
      const metrics = async () => (await fetch(`${it.control}/metrics`)).status;
      expect([await statusOf(kept, it.url + path), await metrics()]).toEqual([200, 200]);
      for (const socket of idle) socket.destroy();
      while (!(await ask(it).catch(() => undefined)));
      expect([await ask(it), await metrics(), it.complaints()]).toEqual([200, 200, '']);
      kept.destroy();
    },
  );
});

it('prints no warning when a dozen clients wait for a call', async () => {
  const it = await served();
  const wait = () => fetch(`${it.control}/sandboxes/default/journal?wait=100`);
  const replies = await Promise.all(Array.from({ length: 12 }, wait));
  expect([replies.every((reply) => reply.ok), it.complaints()]).toEqual([true, '']);
});

it.each(
  sampleOf(
    [
      ['--max-body-size', '20', `${head}\r\nConnection: close\r\n\r\n${body}`, 413],
      ['--max-header-size', '300', `${head}\r\nX: ${'x'.repeat(300)}\r\n\r\n${body}`, 431],
      ['--request-timeout', '50', `${head}\r\n\r\n{`, 408],
      ['--headers-timeout', '50', head, 408],
    ],
    4,
  ),
)('keeps to %s %s', async (flag, value, text, status) => {
  const { port } = await served({ args: [flag, value] });
  expect(replies(await bytesBack(port, Buffer.from(text)))).toMatchObject([{ status }]);
});

long('closes an idle connection after --keep-alive-timeout', async () => {
  const { port } = await served({ args: ['--keep-alive-timeout', '50'] });
  const text = await bytesBack(port, Buffer.from('GET /nobody HTTP/1.1\r\nHost: localhost\r\n\r\n'));
  expect(replies(text)).toMatchObject([{ status: 404 }]);
});

it.each(sampleOf(['--max-body-size=big', '--headers-timeout=-1', '--stop-timeout=5s'], 3))(
  'refuses %s with 2',
  async (flag) => {
    const ended = run(process.execPath, [join(root, 'dist/cli.cjs'), 'serve', flag]);
    await expect(ended).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Expected a whole number') as string,
    });
  },
);
