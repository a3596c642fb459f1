/** A real browser for tests of the console. Where there is none, they are skipped with a printed reason. */
import './built.js';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { serving, type Serving } from './serving.js';

const candidates = [process.env['STUNTDOUBLE_BROWSER'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const executablePath = candidates.find((file) => file !== undefined && existsSync(file));
if (executablePath === undefined)
  process.stderr.write(
    'skipped: tests of the console, as there is no Chromium (STUNTDOUBLE_BROWSER names another place)\n',
  );

export const describeInBrowser = executablePath === undefined ? describe.skip : describe;

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
];

export interface Opened {
  server: Serving;
  page: Page;
  /** Errors of the page: exceptions, and violations of its policy. */
  errors: string[];
  /** Every URL that the page asked for, with method and the body that it sent. */
  requests: string[];
  /** Opens a view: `calls/4`. */
  view: (path: string) => Promise<void>;
  /** Sends a call to a vendor. */
  send: (method: string, path: string, body?: unknown, token?: string) => Promise<Response>;
  /** Calls the control side. */
  control: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

export interface OpenOptions extends BrowserContextOptions {
  args?: string[];
  token?: string;
}

const ending: (() => Promise<unknown>)[] = [];
const directories: string[] = [];
let shared: Browser | undefined;

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});
afterAll(async () => {
  await shared?.close();
  shared = undefined;
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** Starts stuntdouble and opens a page of a new profile; both end with the test. */
export async function opened({ args = [], token, ...options }: OpenOptions = {}): Promise<Opened> {
  const server = await serving({ args: ['--clock', '2026-11-21T09:00:00Z', ...args] });
  ending.push(() => server.end());
  const page = await newPage(options);
  const [errors, requests] = watched(page);
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    server,
    page,
    errors,
    requests,
    view: async (path) => {
      await page.goto(`${server.control}/#/${path.startsWith('@') ? path.slice(1) : `default/${path}`}`);
    },
    send: (method, path, body, credential = 'demo-key') =>
      fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${credential}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    control: async (method, path, body) => {
      const reply = await fetch(server.control + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  shared ??= await chromium.launch({ executablePath: executablePath ?? '', args: FLAGS });
  const context = await shared.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  ending.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

function watched(page: Page): [string[], string[]] {
  const [errors, requests]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const isStatus = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isStatus) errors.push(message.text());
  });
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  return [errors, requests];
}

/** Resolves when no request has been answered for a moment; the stream of events never ends. */
export async function settled({ page }: Opened): Promise<void> {
  const isDrawn = `Promise.resolve().then(async () => {
    const open = () => performance.getEntriesByType('resource').length;
    for (let count = -1; count !== open(); ) {
      count = open();
      await new Promise((done) => setTimeout(done, 150));
    }
    return true;
  })`;
  await page.evaluate(isDrawn);
}

/** Violations that axe-core finds on the page as it is. */
export async function violations(page: Page): Promise<string[]> {
  // As the browser's own tools do it: the policy of the page allows no other script.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
    };
    const { violations: found } = await inPage.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
  });
}

/** An empty directory of the test. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-browser-'));
  directories.push(directory);
  return directory;
}
