/** Vendors in many styles: `check` finds nothing, and each refusal is promised and reached. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { formatMistake } from '../../src/loading/mistakes.js';
import { describeRefusals } from '../../src/describe/refusals.js';
import { startDouble } from '../../src/double/start.js';
import { reasons } from '../../src/grammar/reasons.js';
import { root } from '../support/double.js';
import { lab, vendorIn, type Sent } from '../support/lab.js';
import { refusalMistakes } from '../support/refusals.js';

const styled = join(root, 'test/deep/styled');

const json = 'application/json';
const merge = 'application/merge-patch+json';
const form = 'application/x-www-form-urlencoded';
const etag = { 'if-match': '"1"' };
const raw = (text: string): Uint8Array => Buffer.from(text);
const file = '/t/acme/file?id=file_01J0000000000000000000000';

/** Calls for refusals that depend on more than one wrong value. The last one is refused as stated. */
const byHand: Record<string, [refusal: string, ...calls: [method: string, path: string, sent: Sent][]][]> = {
  crm: [
    [
      'createCompany refusals.slugTaken',
      ['POST', '/companies', { body: { name: 'Acme', domain: 'other.example' }, type: json }],
    ],
  ],
  files: [
    [
      'files.rename refusals.immutable',
      ['PATCH', `${file}0`, { raw: raw('{"tenant":"x"}'), type: merge, headers: etag }],
    ],
    ['files.rename refusals.notFound', ['PATCH', `${file}9`, { raw: raw('{"name":"x"}'), type: merge, headers: etag }]],
    [
      'files.rename refusals.conflict',
      ['PATCH', `${file}0`, { raw: raw('{"name":"z.png"}'), type: merge, headers: etag }],
    ],
    [
      'files.rename refusals.unknownReference',
      ['PATCH', `${file}0`, { raw: raw('{"folder":"none"}'), type: merge, headers: etag }],
    ],
  ],
  mailer: [
    [
      'addList refusals.keyUsed',
      ['POST', '/lists', { raw: raw('address=a@b.example&name=Dev'), type: form, headers: { 'idempotency-key': 'k' } }],
      ['POST', '/lists', { raw: raw('address=a@b.example&name=New'), type: form, headers: { 'idempotency-key': 'k' } }],
    ],
  ],
  vault: [
    ...(['PATCH', 'PUT'] as const).map((method): [string, [string, string, Sent]] => [
      `${method === 'PUT' ? 'put' : 'patch'}Connection refusals.needsPrice`,
      [
        method,
        '/connections/1',
        { body: { name: 'n', host: 'h', models: [{ slug: 'x' }], ...(method === 'PUT' && { kind: 'postgres' }) } },
      ],
    ]),
    [
      'createConnection refusals.needsPrice',
      ['POST', '/connections', { body: { name: 'n', kind: 'postgres', host: 'h', models: [{ slug: 'x' }] } }],
    ],
  ],
};

describe.each(readdirSync(styled).sort())('%s', (name) => {
  const directory = join(styled, name);

  it('is valid', () => {
    const { mistakes } = checkDirectory(directory, { quirks: {} });
    expect(mistakes.map(formatMistake)).toEqual([]);
  });

  it('takes faults for exactly the refusals that it lists', async () => {
    const vendor = vendorIn(directory);
    await using double = await startDouble({ specs: directory, listen: false });
    for (const rule of vendor.rules.values()) {
      const listed = new Set(describeRefusals(vendor, rule).map(({ reason }) => reason));
      const taken = reasons.filter((reason) => {
        try {
          return double.faults.add({ operation: `${vendor.name}.${rule.operation.id}`, refuse: reason }).id !== '';
        } catch {
          return false;
        }
      });
      expect([rule.operation.id, taken]).toEqual([rule.operation.id, reasons.filter((reason) => listed.has(reason))]);
    }
  });

  it('has exactly the refusals that it lists', async () => {
    const vendor = vendorIn(directory);
    const reached = new Set<string>();
    for (const [refusal, ...calls] of byHand[name] ?? []) {
      const bench = lab(vendor);
      for (const [method, path, sent] of calls) await bench.send(method, path, sent);
      const { operation, rule } = bench.journal().at(-1) ?? {};
      expect(`${operation ?? ''} ${rule ?? ''}`).toBe(refusal);
      reached.add(refusal);
    }
    const mistakes: string[] = [];
    for (const rule of vendor.rules.values()) mistakes.push(...(await refusalMistakes(vendor, rule, lab)));
    const isReached = (mistake: string): boolean => {
      const [, operation = '', refusal = ''] = /^(\S+) promises, and does not answer: (\S+):/.exec(mistake) ?? [];
      return reached.has(`${operation} ${refusal}`);
    };
    expect(mistakes.filter((mistake) => !isReached(mistake))).toEqual([]);
  });
});
