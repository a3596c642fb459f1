/** The files of the console: what is served where, under which guards, and how large it is. */
import '../support/built.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { controlled } from '../support/control.js';
import { root } from '../support/double.js';

const start = (options = {}) => controlled({ vendors: ['nairi'], ...options });
const FILES = [
  ['/', 'text/html; charset=utf-8'],
  ['/console.js', 'text/javascript; charset=utf-8'],
  ['/console.css', 'text/css; charset=utf-8'],
  ['/console.svg', 'image/svg+xml'],
] as const;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

it.each(FILES)('serves %s as %s with the policy', async (path, type) => {
  const { call } = await start();
  const { status, headers, text } = await call('GET', path);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': type,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-stuntdouble': 'control',
  });
  expect(text.length).toBeGreaterThan(100);
  const head = await call('HEAD', path);
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', headers['content-length']]);
});

it.each(FILES)('does not need the token for %s, which contains nothing', async (path) => {
  const { call } = await start({ controlToken: 'planted-token' });
  const { status, text } = await call('GET', path);
  expect(status).toBe(200);
  expect(text).not.toContain('planted-token');
  expect((await call('GET', '/vendors')).status).toBe(401);
});

it.each(FILES)('refuses %s to other hosts, origins and sites', async (path) => {
  const { call } = await start();
  for (const headers of [
    { host: 'evil.example' },
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])
    expect((await call('GET', path, undefined, headers)).status).toBe(403);
});

it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s on the page', async (method) => {
  const { call } = await start();
  const { status, headers } = await call(method, '/');
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
});

it.each(['/console', '/console.html', '/console.js/', '//', '/console.js.map', '/..%2fpackage.json', '/%63onsole.js'])(
  'has nothing at %s',
  async (path) => {
    const { call } = await start();
    expect((await call('GET', path)).status).toBeGreaterThanOrEqual(400);
  },
);

it('is not there with `console: false`', async () => {
  const { call, double } = await start({ console: false });
  expect(double.console).toBeUndefined();
  for (const [path] of FILES) expect((await call('GET', path)).status).toBe(404);
});

it('is named by the double', async () => {
  const { double } = await start();
  expect(double.console).toBe(`${double.control ?? ''}/`);
});

const built = (name: string): Buffer => readFileSync(join(root, 'dist', name));

it.each([
  ['console.js', 40],
  ['console.css', 10],
])('keeps %s within %s KB when compressed', (name, kilobytes) => {
  expect(gzipSync(built(name), { level: 9 }).length).toBeLessThanOrEqual(kilobytes * 1024);
});

it('has no script, style or handler in its HTML, and no address of another place', () => {
  const html = built('console.html').toString();
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:/i);
  expect(html).not.toMatch(/https?:\/\//);
  expect(built('console.css').toString()).not.toMatch(/url\(|@import|https?:/);
});

it('never turns text into HTML', () => {
  const script = built('console.js').toString();
  expect(script).not.toMatch(/insertAdjacentHTML|document\.write|new Function|\beval\(/);
});
