/**
 * The corpus of bad requests, over sockets to the command in a separate process. One process handles all of them, and no
 * request may change it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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

let served: Serving;
beforeAll(async () => {
  served = await serving({ node });
});
afterAll(() => served.end());

const world = async (): Promise<unknown> =>
  (await fetch(`${served.control}/sandboxes/default/snapshot?secrets=true`)).json();

it('has at least 600 requests with unique names', () => {
  const names = corpus.flatMap(({ vendor, cases }) => cases.map(({ name }) => `${vendor} ${name}`));
  expect(names.length).toBeGreaterThanOrEqual(600);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each(corpus.map((item) => ({ ...item, cases: sampleOf(item.cases, 12) })))('$vendor', ({ sheet, cases }) => {
  it.each(cases)('$name', async (bad) => {
    const before = await world();
    const [reply, ...more] = replies(await bytesBack(served.port, bad.bytes, bad), bad.bodiless);
    if (reply === undefined) throw new Error('there was no answer');
    const told = sheet.words[bad.expected as Word];
    const status = told?.[0] ?? (bad.expected === 'fine' ? 200 : Number(bad.expected));
    expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
    expect(senderOf(reply, sheet)).toBe(status < 300 || bad.bodiless ? 'nobody' : told ? 'vendor' : 'double');
    if (told && !bad.bodiless) expect(reply.text).toContain(told[1]);
    if (bad.allow) expect(reply.headers['allow']?.split(', ').sort()).toEqual([...bad.allow].sort());
    if (bad.never !== undefined) expect(Object.keys(reply.headers)).not.toContain(bad.never);
    expect(more).toEqual([]);
    expect(await world()).toEqual(before);
    const next = await fetch(`${served.url}/${sheet.vendor}${sheet.list}`, { headers: { authorization: 'Bearer k' } });
    expect(next.status).toBe(200);
    await next.arrayBuffer();
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
