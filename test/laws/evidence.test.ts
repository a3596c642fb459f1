/** Vendors at higher levels of evidence: weak rules are not applied, and are listed. laws.test.ts tests the other rules. */
import type { Vendor } from '../../src/engine/model/vendor.js';
import { isObject } from '../../src/grammar/json.js';
import { relative } from 'node:path';
import { basis, levels, stated, statedRules } from '../../src/grammar/evidence.js';
import { defaultLimits } from '../../src/http/client-limits.js';
import { quirks } from '../../src/quirks/index.js';
import { buildVendor } from '../../src/loading/build.js';
import { readVendor } from '../../src/loading/read-vendor.js';
import { directories, lab, vendorIn, type Answer, type Sent } from '../support/lab.js';
import { sampleOf } from '../support/depth.js';
import { double, root, serve } from '../support/double.js';

const cases = (['documented', 'client'] as const).flatMap((level) =>
  sampleOf(directories, 4).map((item) => [relative(`${root}/specs`, item), level, item] as const),
);

/** One call for each way to be refused that needs no record, and one that is good. */
const calls: Sent[] = [
  {},
  { token: '' },
  { token: 'revoked-key' },
  { token: 'unscoped-key' },
  { token: 'limited-key' },
  { headers: { origin: 'https://page.example' } },
  { body: { 'no such field': 1 } },
  { body: {} },
  { body: [] },
  { raw: Buffer.from('{'), type: 'application/json' },
  { raw: Buffer.from('{}'), type: 'text/plain' },
  { raw: new Uint8Array(20 * defaultLimits.maxBodySize + 1) },
];

/** The parts in a reply's header with their levels; without parts, the whole rule. */
function partsIn(header: string): [part: string, level: string][] {
  const shown = /; parts="(.*)"$/.exec(header)?.[1];
  if (shown === undefined) return [['', header.split('; ')[1] ?? '']];
  return shown.split(', ').map((text) => [text.slice(0, text.lastIndexOf(' ')), text.slice(text.lastIndexOf(' ') + 1)]);
}

/** Weak parts of a rule that are kept because they are required. */
const keptParts = ({ name, leftOut }: Vendor, header: string): (string | undefined)[] =>
  leftOut
    .filter(({ id, instead }) => `${name}.${id}` === header.split(';')[0] && instead === 'kept')
    .map(({ part }) => part);

describe.each(cases)('%s, %s', (_, least, directory) => {
  const vendor = vendorIn(directory, least);
  const weak = new Set(levels.slice(levels.indexOf(least) + 1) as readonly string[]);

  it('shows nothing of the vendor with less evidence', async () => {
    const bench = lab(vendor);
    const answers: Answer[] = [
      await bench.send('GET', '/nowhere'),
      await bench.send('GET', '/%ZZ'),
      await bench.send('TRACE', vendor.contract.operations[0]?.path ?? ''),
    ];
    for (const { operation } of vendor.rules.values())
      for (const sent of calls) answers.push(await bench.perform(operation, sent));
    const reported = answers.map(({ headers, status, text = '' }) => ({
      rule: headers['x-stuntdouble-rule'] ?? '',
      status,
      text,
      isOurs: headers['x-stuntdouble-error'] !== undefined || text.includes('(the vendor does not document this text)'),
    }));
    const isKept = (rule: string): boolean =>
      partsIn(rule).every(([part, level]) => !weak.has(level) || keptParts(vendor, rule).includes(part));
    expect(
      reported.filter(({ rule, isOurs }) => weak.has(rule.split('; ')[1] ?? '') && !isOurs && !isKept(rule)),
    ).toEqual([]);
    expect(reported.filter(({ isOurs }) => isOurs).length).toBeGreaterThan(0);
    expect(bench.complaints).toEqual([]);
  });

  it('declines an operation with less evidence, and names the flag and the reference', async () => {
    const bench = lab(vendor);
    const whole = vendorIn(directory);
    const declined = [...whole.rules.values()].filter(
      ({ rule }) => rule.verb !== 'decline' && weak.has(basis(rule.evidence).level),
    );
    for (const { operation, rule } of declined) {
      const { status, body, headers } = await bench.perform(operation);
      const { reference } = stated(rule.evidence);
      expect([status, headers['content-type']]).toEqual([501, 'application/problem+json']);
      expect(body).toMatchObject({
        title: 'Not served by stuntdouble',
        detail: expect.stringContaining(`${reference}); --evidence ${least} serves only`) as string,
      });
    }
    expect(new Set(vendor.leftOut.filter((item) => item.instead === 'declined').map((item) => item.id))).toEqual(
      new Set(declined.map((item) => item.operation.id)),
    );
  });

  it('lists each rule and each part that is left out, and no other', () => {
    const whole = vendorIn(directory);
    const declined = new Set(vendor.leftOut.filter((item) => item.instead === 'declined').map((item) => item.id));
    // An operation that is declined anyway leaves nothing out.
    const neverServed = (path: readonly string[]): boolean =>
      path[0] === 'operations' && whole.rules.get(path[1] ?? '')?.rule.verb === 'decline';
    const expected = statedRules(whole.behavior)
      .filter(({ path }) => !neverServed(path) && !(path.length > 2 && declined.has(path[1] ?? '')))
      .flatMap(({ id, level, parts }) => {
        const rest = parts?.find(({ part }) => part === 'the rest')?.level ?? level;
        if (weak.has(rest) || !parts) return weak.has(level) ? [id] : [];
        return parts.filter((part) => weak.has(part.level)).map(({ part }) => `${id} (${part})`);
      });
    const reported = vendor.leftOut.map(({ id, part }) => (part === undefined ? id : `${id} (${part})`));
    // A refusal that is answered as one that is left out whole is left out whole as well, and one with an envelope by its body.
    const follows = (reported: string): boolean => {
      const rule = whole.behavior.dialect.refusals[reported.replace(/^refusals\.(\w+).*/, '$1')];
      return rule?.as !== undefined || (rule?.fill !== undefined && reported.endsWith('(body)'));
    };
    expect(expected.filter((item) => !reported.includes(item) && !follows(item))).toEqual([]);
    expect(reported.filter((item) => !expected.includes(item) && !follows(item))).toEqual([]);
  });
});

describe.each(sampleOf(directories, 3).map((directory) => [relative(`${root}/specs`, directory), directory]))(
  '%s, if only its operations were documented',
  (_, directory) => {
    const { data } = readVendor(directory);
    if (data === undefined) throw new Error(`no data in ${directory}`);
    const isOperation = (path: readonly string[]): boolean => path.length === 2 && path[0] === 'operations';
    const vendor = buildVendor({ ...data, behavior: withWeakEvidence(data.behavior, isOperation) }, quirks, {
      evidence: 'documented',
    });

    it('answers each documented example with a documented success that conforms to the contract', async () => {
      for (const { operation, rule } of vendor.rules.values()) {
        if (rule.verb === 'decline') continue;
        const bench = lab(vendor);
        const { status, text } = await bench.perform(operation);
        expect([operation.id, text, operation.successes.includes(status)]).toEqual([operation.id, text, true]);
        expect(bench.complaints).toEqual([]);
      }
    });

    it('lists every rule except the operations', () => {
      const expected = statedRules(data.behavior).filter(({ path }) => !isOperation(path));
      expect(vendor.leftOut.map((item) => item.id).sort()).toEqual(expected.map((item) => item.id).sort());
    });
  },
);

/** The same behavior, in which every other rule is an assumption. */
function withWeakEvidence<T>(node: T, isSure: (path: readonly string[]) => boolean, path: readonly string[] = []): T {
  if (Array.isArray(node))
    return node.map((item: unknown, at) => withWeakEvidence(item, isSure, [...path, String(at)])) as T;
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, it]) =>
      key === 'evidence' && isObject(it)
        ? [key, isSure(path) ? { documented: 'S1' } : { assumed: 'A1' }]
        : [key, withWeakEvidence(it, isSure, [...path, key])],
    ),
  ) as T;
}

describe('the effect of a removed rule', () => {
  it('a required field without a rule gets a neutral value that the contract allows', async () => {
    const { call } = await serve('spideriq', { evidence: 'documented' });
    const { body } = await call('post', '/api/v1/integrations', {
      provider_name: 'groq',
      credentials: { api_key: 'k' },
    });
    expect(body.integration).toMatchObject({ is_active: false, is_primary: false, key_label: null, daily_count: 0 });
  });

  it('a policy refuses nothing: unknown fields and a trailing slash are accepted', async () => {
    const { call } = await serve('arize', { evidence: 'documented' });
    const path = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
    expect((await call('patch', path, { type: 'llm', name: 'x', unknown: 1 })).status).toBe(200);
    expect((await call('patch', `${path}/`, { type: 'llm', name: 'x' })).status).toBe(200);
    const strict = await serve('arize');
    expect((await strict.call('patch', path, { type: 'llm', name: 'x', unknown: 1 })).status).toBe(400);
    expect((await strict.call('patch', `${path}/`, { type: 'llm', name: 'x' })).status).toBe(404);
  });

  it('a necessary refusal is a problem reply with the same status', async () => {
    const { as, call } = await serve('nairi', { evidence: 'documented' });
    const path = '/api/public/v1/integrations/llm/ai_01KFRX8K1CKQGCV2W5J9C9Z37H';
    const refused = await as('unscoped-key').call('patch', path, { name: 'x' });
    expect([refused.status, refused.headers['content-type'], refused.body]).toEqual([
      403,
      'application/problem+json',
      {
        type: 'about:blank',
        title: 'Refused; the vendor does not document how',
        status: 403,
        detail: 'How the vendor refuses this (forbidden) is not documented (assumed: A9).',
      },
    ]);
    expect((await call('patch', path, {})).body).toEqual({ error: 'name is required' });
  });

  it('a message is replaced within the shape that is documented', async () => {
    const { call } = await serve('spideriq', { evidence: 'documented' });
    const reply = await call('patch', '/api/v1/integrations/42', { is_active: 'no' });
    expect([reply.status, reply.body]).toEqual([
      400,
      { success: false, error: 'is_active: type (the vendor does not document this text)' },
    ]);
  });

  it('evidence from a client is accepted on request', async () => {
    const target = await double({ vendors: ['arize'], evidence: 'client' });
    expect(target.leftOut('arize').filter((item) => item.instead === 'declined')).toEqual([]);
    const all = await double({ vendors: ['arize'] });
    expect(all.leftOut('arize')).toEqual([]);
  });
});
