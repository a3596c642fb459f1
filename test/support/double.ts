import { createRequire } from 'node:module';
import { join } from 'node:path';
import type supertest from 'supertest';
import type { Test } from 'supertest';
import type { Double, DoubleOptions } from '../../src/double/api.js';
import { startDouble } from '../../src/double/start.js';
import { once } from '../../src/engine/values/once.js';
import { rememberCallsOf } from './calls.js';

const loaded = once(() => {
  const library = createRequire(import.meta.url)('supertest') as typeof supertest;
  rememberCallsOf(library.Test);
  return library;
});

/** supertest, loaded at the first call: many test files need none. */
export const request = (app: Parameters<typeof supertest>[0]): ReturnType<typeof supertest> => loaded()(app);

export const root = join(import.meta.dirname, '../..');

const running: Double[] = [];

/** A double on port 0 of 127.0.0.1, closed after the test. */
export async function double(options: DoubleOptions = {}): Promise<Double> {
  const started = await startDouble({ log: (line) => logged.push(line), ...options });
  running.push(started);
  return started;
}

/** The log of the doubles of this test: internal errors and contract violations, of which there must be none. */
export const logged: string[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((item) => item.close()));
  expect(logged.splice(0)).toEqual([]);
});

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options';

export interface Client {
  readonly double: Double;
  readonly call: (method: Method, path: string, body?: unknown) => Test;
  /** The same double with another credential; undefined: none. */
  readonly as: (token: string | undefined) => Client;
}

/** Calls one vendor with a bearer token and JSON bodies. */
export function client(target: Double, vendor: string, token: string | undefined = 'test-key'): Client {
  return clientWith(target, vendor, token);
}

function clientWith(target: Double, vendor: string, token: string | undefined): Client {
  return {
    double: target,
    as: (other) => clientWith(target, vendor, other),
    call(method, path, body) {
      const test = request(target.url(vendor))[method](path);
      if (token !== undefined) void test.set('authorization', `Bearer ${token}`);
      if (body !== undefined) void test.set('content-type', 'application/json').send(JSON.stringify(body));
      return test;
    },
  };
}

/** The same for one vendor: `const { call } = await serve('arize', { clock: '2026-03-01T10:00:00Z' })`. */
export async function serve(vendor: string, options: DoubleOptions = {}): Promise<Client> {
  return client(await double({ vendors: [vendor], ...options }), vendor);
}
