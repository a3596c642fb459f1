/**
 * The corpus of bad requests, over sockets to the command in a separate process. One process handles all of them, and no
 * request may change it. test/deep/corpus-tls.test.ts does the same over TLS.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { certificates } from '../support/certificates.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';
import { address } from './corpus/address.js';
import { content, multipart } from './corpus/content.js';
import { framing } from './corpus/framing.js';
import { head } from './corpus/head.js';
import { json } from './corpus/json.js';
import { sheets, type Sheet, type Word } from './sheets.js';
import { bytesBack, replies, type Reply } from './wire.js';

const corpus = sheets.map((sheet) => ({
  sheet,
  vendor: sheet.vendor,
  cases: [
    ...json(sheet),
    ...content(sheet),
    ...(sheet.vendor === 'langdock' ? multipart(sheet) : []),
    ...address(sheet),
    ...head(sheet),
    ...framing(sheet),
  ],
}));

const knows = (flag: string): boolean => process.allowedNodeEnvironmentFlags.has(flag);

/** Permissions: may read files and use the network, but not write or start processes. Reports changes of shared prototypes. */
const node = [
  // Node 20 has the permissions under an earlier name. Later versions restrict the network as well.
  ...[knows('--permission') ? '--permission' : '--experimental-permission', '--allow-fs-read=*'],
  ...(knows('--allow-net') ? ['--allow-net'] : []),
  '--disable-warning=ExperimentalWarning',
  ...['--disable-proto=delete', '--require', join(root, 'test/support/canary.cjs')],
];

/** Over TLS the end of the connection may be read with the headers: then it is incomplete (400) before it is too large (413). */
const tcpOnly = 'framing: a length of a terabyte';
const isOverTls = expect.getState().testPath?.endsWith('corpus-tls.test.ts') ?? false;

let served: Serving;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-corpus-'));
  const { cert, key } = await certificates();
  const [certFile, keyFile] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  served = await serving({ node, args: isOverTls ? ['--tls', '--tls-cert', certFile, '--tls-key', keyFile] : [] });
});
afterAll(async () => {
  await served.end();
  rmSync(directory, { recursive: true });
});

/** Status and text of the reply to a GET. */
const ask = (url: string, headers: Record<string, string> = {}): Promise<[status: number | undefined, text: string]> =>
  new Promise((resolve, reject) => {
    (isOverTls ? getTls : get)(url, { headers, agent: false, rejectUnauthorized: false }, (reply) => {
      textOf(reply).then((text) => resolve([reply.statusCode, text]), reject);
    }).once('error', reject);
  });

const world = async (): Promise<unknown> => {
  const [, text] = await ask(`${served.control}/sandboxes/default/snapshot?secrets=true`);
  return JSON.parse(text);
};

it('has at least 600 requests with unique names', () => {
  const names = corpus.flatMap(({ vendor, cases }) => cases.map(({ name }) => `${vendor} ${name}`));
  expect(names.length).toBeGreaterThanOrEqual(600);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each(
  corpus.map((item) => ({
    ...item,
    cases: sampleOf(item.cases, 36).filter(({ name }) => !isOverTls || name !== tcpOnly),
  })),
)('$vendor', ({ sheet, cases }) => {
  it.each(cases)('$name', async (bad) => {
    const before = await world();
    const [reply, ...more] = replies(await bytesBack(served.port, bad.bytes, { ...bad, isOverTls }), bad.bodiless);
    if (reply === undefined) throw new Error('there was no answer');
    const wording = sheet.words[bad.expected as Word];
    const status = wording?.[0] ?? (bad.expected === 'fine' ? 200 : Number(bad.expected));
    expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
    expect(senderOf(reply, sheet)).toBe(status < 300 || bad.bodiless ? 'nobody' : wording ? 'vendor' : 'double');
    if (wording && !bad.bodiless) expect(reply.text).toContain(wording[1]);
    if (bad.allow) expect(reply.headers['allow']?.split(', ').sort()).toEqual([...bad.allow].sort());
    if (bad.never !== undefined) expect(Object.keys(reply.headers)).not.toContain(bad.never);
    expect(more).toEqual([]);
    expect(await world()).toEqual(before);
    const [next] = await ask(`${served.url}/${sheet.vendor}${sheet.list}`, { authorization: 'Bearer k' });
    expect(next).toBe(200);
  });
});

it('leaves the process unchanged: it stops normally, logs nothing, and leaves no file', async () => {
  served.child.kill('SIGTERM');
  expect([await served.exit, served.complaints(), readdirSync(served.directory)]).toEqual([[0, null], '', []]);
});

/** Expected source of the refusal: the vendor's dialect, or a problem reply. */
function senderOf({ status, headers, text }: Reply, { contentType, keys }: Sheet): 'vendor' | 'double' | 'nobody' {
  if (status < 300 || text === '') return 'nobody';
  const body = JSON.parse(text) as Record<string, unknown>;
  const has = Object.keys(body).sort().join();
  if (headers['x-stuntdouble-error'] === 'true' && has === 'detail,status,title,type') return 'double';
  return headers['content-type'] === contentType && keys.some((key) => key.join() === has) ? 'vendor' : 'nobody';
}
