/** The small vendor of CONTRIBUTING.md with one change, served in process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Double, DoubleOptions } from '../../src/index.js';
import { once } from '../../src/engine/values/once.js';
import type { Json } from '../../src/grammar/json.js';
import { acme } from './acme.js';
import { remember } from './calls.js';
import { double } from './double.js';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed YAML that tests change */
type Part = Record<string, any>;

/** The parts of the vendor; `S` are the schemas and `P` the paths of its document. */
export interface Parts {
  openapi: Part;
  behavior: Part;
  seed: Part;
  S: Part;
  P: Part;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** undefined: the body is no JSON. */
  json: Json | undefined;
}

export interface Gadgets {
  double: Double;
  /** Lines of the log. */
  log: string[];
  /** A body that is no text is sent as JSON. */
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Creates a light, by default with a new name. */
  create: (fields: Json) => Promise<Answer>;
}

export interface Making extends DoubleOptions {
  name?: string;
  /** Changes the text of a file. */
  texts?: Partial<Record<'openapi' | 'behavior' | 'seed', (text: string) => string>>;
}

export const evidence = { assumed: 'a test' };

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const parsed = once(() => {
  const [openapi, behavior, seed] = (['openapi', 'behavior', 'seed'] as const).map(
    (file) => parse(acme[`${file}.yaml`]) as Part,
  );
  if (!openapi || !behavior || !seed) throw new Error('the example of CONTRIBUTING.md lacks a file');
  return { openapi, behavior, seed };
});

/** @returns the directory of the changed vendor */
export function gadgetsDirectory(
  change: (parts: Parts) => void = () => undefined,
  { name = 'acme', texts = {} }: Making = {},
): string {
  const { openapi, behavior, seed } = structuredClone(parsed());
  const parts: Parts = {
    openapi,
    behavior,
    seed,
    S: openapi['components'].schemas as Part,
    P: openapi['paths'] as Part,
  };
  change(parts);
  const root = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  directories.push(root);
  mkdirSync(join(root, name));
  for (const file of ['openapi', 'behavior', 'seed'] as const) {
    const changed = texts[file];
    // JSON is YAML too, and is read in less time.
    const text = changed
      ? changed(stringify(parts[file], { aliasDuplicateObjects: false, lineWidth: 0 }))
      : JSON.stringify(parts[file], null, 2);
    writeFileSync(join(root, name, `${file}.yaml`), text);
  }
  return join(root, name);
}

export async function gadgets(change?: (parts: Parts) => void, making: Making = {}): Promise<Gadgets> {
  const { name, texts, ...options } = making;
  const log: string[] = [];
  const specs = gadgetsDirectory(change, { ...(name !== undefined && { name }), ...(texts && { texts }) });
  const served = await double({ specs, listen: false, log: (line) => void log.push(line), ...options });
  const call: Gadgets['call'] = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string';
    const reply = await served.fetch(`http://localhost${path}`, {
      method,
      headers: {
        'x-acme-key': 'demo',
        ...(body !== undefined && !isText && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    remember({ method, target: path, body, status: reply.status, reply: text });
    return { status: reply.status, headers: reply.headers, text, json: jsonIn(text) };
  };
  let made = 0;
  const create = (fields: Json): Promise<Answer> =>
    call('POST', '/gadgets', { name: `light ${++made}`, kind: 'light', ...fields });
  return { double: served, log, call, create };
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
