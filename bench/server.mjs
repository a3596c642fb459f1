// Starts a server under measurement as a process pinned to its own core.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVER_CORE, folder } from './machine.mjs';

const START_LIMIT = 60_000;
const ANSWER_LIMIT = 60_000;
const TICKS = 100; // a second, sysconf(_SC_CLK_TCK) on Linux

/** Ended with this process. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) process.kill(-child.pid, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const tasksOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
};
/** The process and its descendants. */
const tree = (pid) => [
  pid,
  ...read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).flatMap(tree),
];

/** CPU time of a process in µs: the nanoseconds of its threads, or its ticks where the kernel does not count those. */
function cpuOf(pid) {
  const threads = tasksOf(pid).map((task) => read(`/proc/${pid}/task/${task}/schedstat`));
  if (threads.length > 0 && threads.every(Boolean))
    return threads.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1000, 0);
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1e6) / TICKS;
}

export const keptConnections = new Agent({ keepAlive: true });

/** @returns { status, body } of one request; rejects when the connection is refused. */
export function ask(port, { method = 'GET', path, body, credential = 'bench' }, agent = false) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          authorization: `Bearer ${credential}`,
          accept: 'application/json',
          ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
        agent,
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const body = /^[{[]/.test(answer) ? JSON.parse(answer) : answer;
          resolve({ status: response.statusCode, body, bytes: answer.length, headers: response.headers });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.setTimeout(ANSWER_LIMIT, () => outgoing.destroy(new Error(`no answer in ${ANSWER_LIMIT / 1000} s`)));
    outgoing.end(text);
  });
}

/**
 * Starts a program under measurement.
 * @returns its port, what it uses (cpu() in µs, memory() in MB), isEnded(), said() on stderr, stop() and end()
 */
export async function spawnServer(command, { data, records = 1 } = {}) {
  const port = await freePort();
  const file = join(folder, `${port}.json`);
  if (data) writeFileSync(file, await data(records));
  const begun = performance.now();
  const child = spawn('taskset', ['-c', String(SERVER_CORE), process.execPath, ...command(port, file)], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PORT: String(port), RECORDS: String(records) },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  let ended = false;
  const gone = new Promise((resolve) => child.on('exit', resolve)).then(() => {
    ended = true;
    running.delete(child);
  });
  const end = (signal) => async () => {
    if (!ended) process.kill(-child.pid, signal);
    await gone;
  };
  const cpu = () => tree(child.pid).reduce((sum, pid) => sum + cpuOf(pid), 0);
  const memory = () =>
    tree(child.pid).reduce(
      (sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024,
      0,
    );
  const use = { cpu, memory, isEnded: () => ended, said: () => said.trim() };
  return { port, begun, ...use, stop: end('SIGKILL'), end: end('SIGTERM') };
}

/**
 * Starts a contestant and waits for its first answer with the status 200.
 * @returns the server, `firstAnswer` in ms since the spawn, `startCpu` in ms
 */
export async function startServer({ name, command, data, first }, records = 1) {
  const server = await spawnServer(command, { data, records });
  for (;;) {
    const answer = await ask(server.port, { path: first }).catch(() => undefined);
    if (answer?.status === 200) break;
    if (server.isEnded() || performance.now() - server.begun > START_LIMIT) {
      await server.stop();
      throw new Error(`${name} did not start: ${answer?.status ?? ''} ${server.said()}`);
    }
    await sleep(1);
  }
  return { ...server, firstAnswer: performance.now() - server.begun, startCpu: server.cpu() / 1000 };
}

/** Waits until a server accepts connections. @returns ms since the spawn */
export async function accepts(server) {
  for (;;) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return performance.now() - server.begun;
    if (server.isEnded() || performance.now() - server.begun > START_LIMIT) {
      await server.stop();
      throw new Error(`did not start: ${server.said().split('\n').at(-1)}`);
    }
    await sleep(2);
  }
}
